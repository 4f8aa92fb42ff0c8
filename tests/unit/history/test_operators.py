"""The list of operators, on a real log."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from leukdesk.history.checking.operators import operators_at_fault
from leukdesk.history.events import Kind
from leukdesk.history.packages import note_packages
from leukdesk.history.people.errors import NobodyWorksError, OperatorError, PinWaitError, WrongPinError
from leukdesk.history.people.laboratory import Laboratory, Operator, Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.people.pins import fits, stored_form
from leukdesk.history.store import History


class Clock:
    now = datetime(2026, 11, 3, 8, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def operators(history, clock):
    return Operators(history, clock)


def faults(history):
    with history.reading() as connection:
        return operators_at_fault(connection)


def by_force(history, *statements):
    """Change the table as another program would: without the guards."""
    with sqlite3.connect(history.paths.database) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'operator'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_without_a_list_anybody_works_under_any_name(operators):
    assert operators.laboratory() == Laboratory()
    assert operators.working("Whoever") == "Whoever"
    assert operators.working("") == ""


def test_the_first_one_is_administrator_and_only_administrators_add_others(operators):
    assert operators.add("Ada", Role.OPERATOR) == Operator("Ada", Role.ADMINISTRATOR)
    for by in ("", "Ben", "nobody"):
        with pytest.raises(OperatorError):
            operators.add("Ben", by=by)
    operators.add("  Ben   Bo ", by="ada")
    with pytest.raises(OperatorError, match="Only an administrator"):
        operators.add("Cid", by="Ben Bo")
    assert [each.name for each in operators.laboratory().operators] == ["Ada", "Ben Bo"]


def test_a_name_is_given_once_however_it_is_written(operators):
    operators.add("Ada")
    with pytest.raises(OperatorError, match="on the list already"):
        operators.add("ADA", by="Ada")
    with pytest.raises(OperatorError, match="1 to 120"):
        operators.add(" ", by="Ada")


def test_who_is_not_in_service_logs_nothing(operators):
    operators.add("Ada")
    operators.add("Ben", by="Ada")
    assert operators.working("ben") == "Ben"
    operators.change("Ben", "Ada", active=False)
    for name, why in (("Ben", "out of service"), ("", "nobody is signed in"), ("Cid", "not on this station's list")):
        with pytest.raises(NobodyWorksError, match=why):
            operators.working(name)
    assert operators.change("Ben", "Ada", active=True).active


def test_the_last_administrator_stays(operators):
    operators.add("Ada")
    for change in ({"active": False}, {"role": Role.REVIEWER}):
        with pytest.raises(OperatorError, match="last administrator"):
            operators.change("Ada", "Ada", **change)
    operators.add("Ben", Role.ADMINISTRATOR, by="Ada")
    assert not operators.change("Ada", "Ben", active=False).active
    with pytest.raises(OperatorError, match="last administrator"):
        operators.change("Ben", "Ben", role=Role.OPERATOR)


def test_a_pin_is_asked_for_and_kept_only_as_a_salted_hash(history, operators):
    operators.add("Ada", pin="4711 ä")
    assert operators.prove("ada", "4711 a\u0308").name == "Ada", "however its letters are composed"
    with pytest.raises(WrongPinError):
        operators.prove("Ada", "4712")
    operators.add("Ben", pin="4711 ä", by="Ada")
    with history.reading() as connection:
        one, other = (row[0] for row in connection.execute("SELECT pin FROM operator"))
    assert one.startswith("scrypt$32768$8$1$")
    assert one.split("$")[4] != other.split("$")[4]
    history.close()
    for file in history.paths.root.glob("leukdesk.sqlite3*"):
        assert b"4711" not in file.read_bytes()


def test_what_is_no_stored_pin_fits_nothing():
    stored = stored_form("1234")
    assert fits("1234", stored)
    for spoiled in (
        "",
        "1234",
        stored[:-2],
        stored.replace("scrypt", "md5"),
        stored.replace("32768", "3"),
        "scrypt$$$$$",
    ):
        assert not fits("1234", spoiled)


@pytest.mark.parametrize("pin", ["123", " 1234", "12\n34", "1" * 65])
def test_what_can_be_no_pin_is_refused(operators, pin):
    with pytest.raises(OperatorError, match="A PIN has"):
        operators.add("Ada", pin=pin)
    assert not operators.laboratory().keeps_list


def test_wrong_pins_are_slowed_more_and_more_and_each_is_an_event(history, operators, clock):
    operators.add("Ada", pin="1234")
    for _ in range(3):
        with pytest.raises(WrongPinError):
            operators.prove("Ada", "0000")
    for wait in (2, 4):
        with pytest.raises(PinWaitError, match=f"Wait {wait} seconds"):
            operators.prove("Ada", "1234")
        with pytest.raises(PinWaitError, match=f"Wait {wait} seconds"):
            Operators(history, clock).prove("Ada", "1234")  # another program
        clock.now += timedelta(seconds=wait)
        with pytest.raises(WrongPinError):
            operators.prove("Ada", "0000")
    told = history.events([Kind.PIN_REFUSED])
    assert [(each.subject, each.new["wrong_pins"]) for each in told] == [("Ada", n) for n in (5, 4, 3, 2, 1)]
    clock.now += timedelta(seconds=8)
    assert operators.prove("Ada", "1234").name == "Ada"
    with pytest.raises(WrongPinError):
        operators.prove("Ada", "0000")
    assert operators.prove("Ada", "1234"), "a right one makes good"
    assert [each.new["wrong_pins_before"] for each in history.events([Kind.SIGNED_IN])] == [1, 5]


def test_wrong_pins_tried_at_once_are_slowed_like_those_tried_one_after_another(history, operators, clock, monkeypatch):
    operators.add("Ada", pin="1234")
    together = Barrier(6)

    def all_looked_at(pin, stored):
        right = fits(pin, stored)
        together.wait(60)  # none is noted before all were looked at
        return right

    def attempt(number):
        try:
            return operators.prove("Ada", f"{2000 + number}")
        except (WrongPinError, PinWaitError) as problem:
            return type(problem)

    with monkeypatch.context() as at_once, ThreadPoolExecutor(6) as pool:
        at_once.setattr("leukdesk.history.people.proving.fits", all_looked_at)
        answers = list(pool.map(attempt, range(6)))
    assert sorted(map(answers.count, (WrongPinError, PinWaitError))) == [3, 3]
    assert len(history.events([Kind.PIN_REFUSED])) == 3


def test_a_right_pin_tried_at_once_with_too_many_wrong_ones_tells_nothing(history, operators, clock, monkeypatch):
    operators.add("Ada", pin="1234")

    def others_meanwhile(pin, stored):
        monkeypatch.undo()
        for _ in range(3):
            with pytest.raises(WrongPinError):
                operators.prove("Ada", "0000")
        return fits(pin, stored)

    monkeypatch.setattr("leukdesk.history.people.proving.fits", others_meanwhile)
    with pytest.raises(PinWaitError, match="Wait 2 seconds"):
        operators.sign_in("Ada", "1234")
    assert history.events([Kind.SIGNED_IN]) == []
    clock.now += timedelta(seconds=2)
    assert operators.sign_in("Ada", "1234").name == "Ada"


def test_no_pin_is_no_wrong_one(history, operators):
    operators.add("Ada", pin="1234")
    for ask in (operators.prove, operators.sign_in):
        with pytest.raises(OperatorError, match="Type the PIN of Ada"):
            ask("Ada", "")
    assert history.events([Kind.PIN_REFUSED]) == []


def test_wrong_pins_of_long_ago_slow_nobody(operators, clock):
    operators.add("Ada", pin="1234")
    for _ in range(3):
        with pytest.raises(WrongPinError):
            operators.prove("Ada", "0000")
    clock.now += timedelta(hours=2)
    with pytest.raises(WrongPinError):
        operators.prove("Ada", "0000")
    assert operators.prove("Ada", "1234")


def test_every_change_is_an_event_and_holds_no_pin(history, operators):
    operators.add("Ada", pin="1234")
    operators.add("Ben", by="Ada")
    operators.change("Ben", "Ada", role=Role.REVIEWER, pin="5678")
    operators.change("Ben", "Ada", role=Role.REVIEWER)
    operators.change_own_pin("Ben", "5678", "8765")
    told = history.events([Kind.OPERATOR])[::-1]
    assert [(each.subject, each.actor) for each in told] == [
        ("Ada", "Ada"),
        ("Ben", "Ada"),
        ("Ben", "Ada"),
        ("Ben", "Ben"),
    ]
    assert told[2].old == {"role": "operator", "active": True, "pin": ""}
    assert told[2].new["role"] == "reviewer"
    assert len(told[2].new["pin"]) == 64
    assert told[3].old == told[2].new
    assert told[3].new["pin"] != told[2].new["pin"]
    assert faults(history) == []


def test_one_changes_the_own_pin_only_knowing_it(operators):
    operators.add("Ada", pin="1234")
    with pytest.raises(WrongPinError):
        operators.change_own_pin("Ada", "9999", "5678")
    assert operators.prove("Ada", "1234")


def test_the_own_pin_is_changed_to_another_one_and_never_taken_away_or_set_first(operators):
    operators.add("Ada", pin="1234")
    operators.add("Ben", by="Ada")
    for name, new, why in (
        ("Ada", "", "A PIN has 4 to 64"),
        ("Ada", "1234", "That is the PIN already"),
        ("Ben", "1234", "Ben has no PIN yet. An administrator sets the first one; ask Ada"),
        ("Cid", "5678", "not on this station's list"),
    ):
        with pytest.raises(OperatorError, match=why):
            operators.change_own_pin(name, "1234", new)
    assert operators.prove("Ada", "1234")


def test_whoever_forgot_the_pin_is_told_who_can_help(operators):
    operators.add("Ada", pin="1234")
    with pytest.raises(WrongPinError, match="leukdesk operators reset"):
        operators.prove("Ada", "0000")
    operators.add("Ben", Role.ADMINISTRATOR, by="Ada")
    with pytest.raises(WrongPinError, match="Ben can set a new one"):
        operators.prove("Ada", "0000")


def test_a_second_is_one_and_seconds_are_several():
    assert "Wait 1 second before" in str(PinWaitError("Ada", 0.4))
    assert "Wait 2 seconds before" in str(PinWaitError("Ada", 1.4))


def test_who_may_not_sign_is_told_why_and_whom_to_ask():
    house = Laboratory((Operator("Ada", Role.ADMINISTRATOR), Operator("Rex", Role.REVIEWER), Operator("Otto")))
    assert house.why_not_signing("Otto") == (
        "Otto is an operator, and only reviewers and administrators sign; ask Ada or Rex."
    )
    assert [house.why_not_signing("Rex"), Laboratory().why_not_signing("anybody")] == ["", ""]


def test_who_may_not_decide_anew_is_told_first_whom_to_ask():
    three = tuple(Operator(each, Role.REVIEWER) for each in ("Ada", "Rex", "Tom"))
    otto = Operator("Otto")
    house = Laboratory((*three, otto))
    change = "only reviewers and administrators change a signed row."
    assert house.why_not_deciding_anew("Otto") == f"ask Ada, Rex or Tom: {change}"
    more = Laboratory((*three, Operator("Uma", Role.ADMINISTRATOR), otto))
    assert more.why_not_deciding_anew("Otto") == f"ask Ada, Rex, Tom or another of them: {change}"
    assert [house.why_not_deciding_anew("Rex"), Laboratory().why_not_deciding_anew("anybody")] == ["", ""]
    assert "nobody is signed in" in house.why_not_deciding_anew("")


def test_signing_in_is_an_event(history, operators):
    operators.add("Ada", pin="1234")
    operators.sign_in("ada", "1234")
    (told,) = history.events([Kind.SIGNED_IN])
    assert (told.actor, told.new) == ("Ada", {"role": "administrator"})


def test_forgotten_pins_of_administrators_are_taken_away_and_the_log_tells(history, operators):
    with pytest.raises(OperatorError, match="no list"):
        operators.reset("root")
    operators.add("Ada", pin="1234")
    operators.add("Ben", pin="1234", by="Ada")
    assert operators.reset("the computer's user root") == ["Ada"]
    assert not operators.prove("Ada", "").has_pin
    told = history.events([Kind.OPERATOR])[0]
    assert (told.actor, told.subject, told.new["pin"]) == ("the computer's user root", "Ada", "")
    assert "computer's user root" in told.reason
    with pytest.raises(WrongPinError):
        operators.prove("Ben", "0000")


def test_a_table_changed_by_another_program_is_found(history, operators):
    operators.add("Ada", pin="1234")
    operators.add("Ben", by="Ada")
    by_force(
        history,
        "UPDATE operator SET role = 'administrator' WHERE name = 'Ben'",
        f"UPDATE operator SET pin = '{stored_form('0000')}' WHERE name = 'Ada'",
        "INSERT INTO operator (name, role, active, pin) VALUES ('Eve', 'administrator', 1, '')",
    )
    told = faults(history)
    assert ["PIN of the operator 'Ada'" in told[0], "role of the operator 'Ben'" in told[1]] == [True, True]
    assert "'Eve' was never put on the list" in told[2]
    by_force(history, "DELETE FROM operator WHERE name = 'Ben'")
    assert any("'Ben' is gone" in each for each in faults(history))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operator SET role = 'operator'",
        "UPDATE operator SET active = 0",
        "UPDATE operator SET name = 'Eve'",
        "DELETE FROM operator",
        "INSERT INTO operator (name, role, active, pin) VALUES ('Eve', 'administrator', 1, '')",
        "INSERT OR REPLACE INTO operator (id, name, role, active, pin) VALUES (1, 'Ada', 'administrator', 1, 'x')",
    ],
)
def test_the_table_itself_refuses_what_no_event_says(history, operators, statement):
    operators.add("Ada", pin="1234")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        history._writer.connection.execute(statement)
    assert faults(history) == []


def test_two_programs_share_one_list(paths, history, operators):
    with History(paths) as other:
        Operators(other).add("Ada")
        assert operators.laboratory().find("Ada")
        with pytest.raises(OperatorError, match="on the list already"):
            operators.add("Ada", by="Ada")


def test_the_models_of_a_station_are_noted_once_and_when_they_change(history):
    one = {"a": {"version": "1.0.0", "sha256": "1" * 64}, "b": {"version": "1.0.0", "sha256": "2" * 64}}
    assert note_packages(history, one).new == one
    assert note_packages(history, dict(reversed(one.items()))) is None
    other = {"a": {"version": "1.0.0", "sha256": "3" * 64}, "c": {"version": "2.0.0", "sha256": "4" * 64}}
    told = note_packages(history, other)
    assert told.reason == "c 2.0.0 is new; b 1.0.0 is gone; a 1.0.0 has another content."
    assert (told.old, told.new) == (one, other)
    assert len(history.events([Kind.MODEL])) == 2
