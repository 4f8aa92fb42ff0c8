"""The rules of deciding and signing, on a real log."""

import pytest

from leukdesk.history.events import Kind
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, DecisionError, State, decisions_of, stands_in_words
from leukdesk.history.searching.waiting import count_waiting, next_waiting
from leukdesk.history.store import History

CONFIRM, REJECT = Decision(State.CONFIRMED), Decision(State.REJECTED, reason="A smudge cell.")
CHANGE = Decision(State.CHANGED, "early", "Early pre-B ALL", "Nucleoli seen.")
AGAIN = Decision(State.CONFIRMED, reason="Looked at once more.")
MEANING = "I have looked at this picture."


@pytest.fixture
def record(history, result):
    return history.append(*result(uncertain=True))


@pytest.fixture
def staffed(history):
    """Ada is administrator, Rex a reviewer, Otto an operator."""
    operators = Operators(history)
    operators.add("Ada")
    operators.add("Rex", Role.REVIEWER, by="Ada")
    operators.add("Otto", Role.OPERATOR, by="Ada")
    return operators


def refused(history, record, decision, by):
    """Return why nothing was decided; nothing was."""
    before, events = history.get(record.id), history.head()
    with pytest.raises(DecisionError) as caught:
        history.decide([record.id], decision, by)
    assert (history.get(record.id), history.head()) == (before, events)
    return str(caught.value)


def test_a_first_confirmation_needs_no_reason_and_all_else_does(history, record):
    for decision in (Decision(State.CHANGED, "early"), Decision(State.REJECTED), Decision(State.REJECTED, reason=" ")):
        assert "say why" in refused(history, record, decision, "Kim")
    assert history.decide([record.id], CONFIRM, "Kim")[0].state is State.CONFIRMED
    assert "say why" in refused(history, record, CONFIRM, "Ana")
    assert history.decide([record.id], AGAIN, "Ana")[0].standing.decided_by == "Ana"


def test_the_suggestion_and_every_decision_stay_oldest_first(history, record):
    history.decide([record.id], CONFIRM, "Kim")
    history.decide([record.id], CHANGE, "Ana")
    history.sign([record.id], "Eva", MEANING)
    history.decide([record.id], REJECT, "Ana")
    told = decisions_of(history.events(record_id=record.id))
    assert [(each.words, each.by, each.reason) for each in told] == [
        ("Confirmed", "Kim", ""),
        ("Changed to Early pre-B ALL", "Ana", "Nucleoli seen."),
        ("Signed", "Eva", MEANING),
        ("Rejected", "Ana", "A smudge cell."),
    ]
    now = history.get(record.id)
    assert (now.label, now.label_name, now.probabilities) == (record.label, record.label_name, record.probabilities)
    assert (now.state, now.standing.signed_by) == (State.REJECTED, "")


@pytest.mark.parametrize("decision", [CONFIRM, CHANGE, REJECT])
def test_the_same_verdict_twice_by_one_person_is_told_and_not_stored(history, record, decision):
    history.decide([record.id], decision, "Kim")
    again = Decision(decision.state, decision.label, decision.label_name, "Once more.")
    assert "just that already" in refused(history, record, again, "Kim")
    history.sign([record.id], "Kim", MEANING)
    assert "just that already" in refused(history, record, again, "Kim"), "under a signature as well"
    assert history.decide([record.id], again, "Ana")[0].standing.decided_by == "Ana"


def test_nobody_decides_or_signs_without_a_name(history, record):
    assert "nobody is named" in refused(history, record, CONFIRM, "  ")
    history.decide([record.id], CONFIRM, "Kim")
    with pytest.raises(DecisionError, match="nobody is named"):
        history.sign([record.id], "", MEANING)


def test_of_several_records_all_are_decided_or_none(history, result):
    ids = [history.append(*result(seed)).id for seed in range(3)]
    history.decide([ids[1]], CONFIRM, "Kim")
    head = history.head()
    with pytest.raises(DecisionError, match=f"record {ids[1]}"):
        history.decide(ids, CONFIRM, "Ana")
    assert history.head() == head
    assert [each.state for each in history.decide([*ids, ids[0]], AGAIN, "Ana")] == [State.CONFIRMED] * 3
    assert len(history.events(record_id=ids[0])) == 1, "named twice, decided once"


def test_on_a_list_only_who_is_on_it_decides_and_under_the_name_as_listed(history, record, staffed):
    assert "not on this station's list" in refused(history, record, CONFIRM, "Kim")
    assert "nobody is signed in" in refused(history, record, CONFIRM, "")
    assert history.decide([record.id], CONFIRM, "otto")[0].standing.decided_by == "Otto"
    staffed.change("Otto", "Ada", active=False)
    assert "out of service" in refused(history, record, REJECT, "Otto")


def test_an_operator_cannot_sign_and_a_reviewer_can(history, record, staffed):
    history.decide([record.id], CONFIRM, "Otto")
    with pytest.raises(DecisionError, match="Only a reviewer or an administrator signs"):
        history.sign([record.id], "Otto", MEANING)
    assert history.get(record.id).state is State.CONFIRMED
    (now,) = history.sign([record.id], "rex", MEANING)
    assert (now.state, now.standing.signed_by, now.standing.decided_by) == (State.SIGNED, "Rex", "Otto")


def test_after_a_signature_an_operator_decides_no_more_and_a_reviewer_does_with_a_reason(history, record, staffed):
    history.decide([record.id], CONFIRM, "Otto")
    history.sign([record.id], "Rex", MEANING)
    assert "signed by Rex" in refused(history, record, REJECT, "Otto")
    assert "say why" in refused(history, record, CONFIRM, "Rex")
    (now,) = history.decide([record.id], REJECT, "Ada")
    assert now.state is State.REJECTED
    kinds = [each.kind for each in history.events(record_id=record.id)]
    assert kinds == [Kind.DECIDED, Kind.SIGNED, Kind.DECIDED], "both are kept"


def test_with_four_eyes_whoever_decided_does_not_sign(history, record, staffed):
    history.decide([record.id], CONFIRM, "Rex")
    staffed.set_four_eyes(on=True, by="Ada")
    with pytest.raises(DecisionError, match="somebody else signs"):
        history.sign([record.id], "Rex", MEANING)
    staffed.set_four_eyes(on=False, by="Ada")
    staffed.set_four_eyes(on=True, by="Ada")
    assert history.sign([record.id], "Ada", MEANING)[0].state is State.SIGNED


def test_a_signature_needs_a_decision_a_meaning_and_no_other_signature(history, record):
    with pytest.raises(DecisionError, match="before it is signed"):
        history.sign([record.id], "Kim", MEANING)
    history.decide([record.id], CONFIRM, "Kim")
    with pytest.raises(DecisionError, match="says what it means"):
        history.sign([record.id], "Kim", " ")
    history.sign([record.id], "Kim", MEANING)
    with pytest.raises(DecisionError, match="signed by Kim already"):
        history.sign([record.id], "Ana", MEANING)


def test_where_a_record_stands_is_said_in_words(history, record, result):
    assert stands_in_words(record) == ""
    for decision, stands, signed in (
        (AGAIN, "confirmed", "signed"),
        (CHANGE, "changed to Early pre-B ALL", "signed: Early pre-B ALL"),
        (REJECT, "rejected", "signed, rejected"),
    ):
        assert stands_in_words(history.decide([record.id], decision, "Kim")[0]) == stands
        assert stands_in_words(history.sign([record.id], "Ana", MEANING)[0]) == signed


def test_of_two_programs_that_decide_at_once_the_later_one_needs_a_reason(paths, history, record):
    with History(paths) as other:
        other.decide([record.id], CONFIRM, "Ana")
        assert "confirmed by Ana" in refused(history, record, CONFIRM, "Kim")
        assert history.decide([record.id], AGAIN, "Kim")[0].standing.decided_by == "Kim"
        assert len(other.events(record_id=record.id)) == 2


def test_nothing_is_decided_or_signed_over_what_came_after_it_was_shown(history, record):
    shown = {record.id: record.standing}
    (now,) = history.decide([record.id], REJECT, "Ana", stood=shown)
    with pytest.raises(DecisionError, match=r"it was rejected by Ana at .* meanwhile"):
        history.decide([record.id], AGAIN, "Kim", stood=shown)
    shown = {record.id: now.standing}
    history.decide([record.id], AGAIN, "Kim", stood=shown)
    with pytest.raises(DecisionError, match=r"was not signed: it was confirmed by Kim at .* meanwhile"):
        history.sign([record.id], "Eva", MEANING, stood=shown)
    assert [each.by for each in decisions_of(history.events(record_id=record.id))] == ["Ana", "Kim"]


def test_what_waits_is_counted_and_gone_through_round_and_round(history, result):
    for seed, uncertain in enumerate((True, False, True, False, True)):
        history.append(*result(seed, uncertain=uncertain))
    with history.reading() as connection:
        assert (count_waiting(connection, 100), count_waiting(connection, 2)) == (3, 2)
        assert [next_waiting(connection, after) for after in (0, 1, 3, 5)] == [1, 3, 5, 1]
        assert [next_waiting(connection, after, forward=False) for after in (0, 5, 2)] == [5, 3, 1]
    history.decide([1, 3], REJECT, "Kim")
    with history.reading() as connection:
        assert count_waiting(connection, 100) == 1
        assert next_waiting(connection, 5) is None, "there is no other"
        assert next_waiting(connection, 4) == 5
        plan = " ".join(
            str(row[3])
            for row in connection.execute(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT 1 FROM record INDEXED BY record_needing_review "
                "WHERE uncertain AND state = 'suggested' AND session = '' LIMIT 9)"
            )
        )
    assert "record_needing_review" in plan


def test_a_picture_that_is_not_there_any_more_is_not_signed_as_looked_at(history, record, paths):
    history.decide([record.id], CONFIRM, "Ana")
    (picture,) = paths.pictures.rglob("*.png")
    picture.rename(picture.with_suffix(".away"))
    with pytest.raises(DecisionError, match=f"Record {record.id} was not signed: The picture of record 1 is missing"):
        history.sign([record.id], "Ana", MEANING)
    picture.with_suffix(".away").rename(picture)
    (signed,) = history.sign([record.id], "Ana", MEANING)
    assert signed.state is State.SIGNED


def test_a_picture_that_is_not_the_one_that_was_analysed_is_not_signed_as_looked_at(history, result, paths):
    ids = [history.append(*result(seed)).id for seed in range(3)]
    history.decide(ids, CONFIRM, "Ana")
    picture = paths.pictures / (named := history.get(ids[1]).picture_sha256)[:2] / f"{named}.png"
    whole = picture.read_bytes()
    picture.write_bytes(whole[:-60] + bytes([whole[-60] ^ 1]) + whole[-59:])
    head = history.head()
    with pytest.raises(DecisionError, match=rf"Record {ids[1]} was not signed: .* is not the one that was analysed"):
        history.sign(ids, "Ana", MEANING)
    assert history.head() == head, "none of several"
    picture.write_bytes(whole)
    assert [each.state for each in history.sign(ids, "Ana", MEANING)] == [State.SIGNED] * 3
