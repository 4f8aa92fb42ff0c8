"""Operators and decisions on the command line: the real ``main()``."""

from __future__ import annotations

import getpass
import io
import json
import sys

import pytest

from leukdesk import cli
from leukdesk.paths import resources

SAMPLE = str(resources() / "samples" / "pre-01.png")


@pytest.fixture
def leukdesk(tmp_path, monkeypatch, capsys, qapp):
    """Run a command; what it is to read from standard input comes first.

    A report would else begin Qt without windows, which tests of windows in the same process could not use.
    """
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(tmp_path / "data"))

    def run(*arguments, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = cli.main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def objects(out):
    return [json.loads(line) for line in out.splitlines()]


def test_operators_are_added_changed_listed_and_their_pins_taken_away(leukdesk):
    assert "No list is kept" in leukdesk("operators", "list")[1]
    assert leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")[0] == 0
    status, _, err = leukdesk("operators", "add", "Ben", "--by", "Ada", typed="9999\n")
    assert (status, "not the PIN of Ada" in err) == (1, True)
    assert leukdesk("operators", "add", "Ben", "--role", "reviewer", "--by", "Ada", typed="1234\n")[0] == 0
    assert leukdesk("operators", "change", "Ben", "--out-of-service", "--by", "Ada", typed="1234\n")[0] == 0
    assert objects(leukdesk("operators", "list", "--json")[1]) == [
        {"name": "Ada", "role": "administrator", "active": True, "pin": True},
        {"name": "Ben", "role": "reviewer", "active": False, "pin": False},
    ]
    assert objects(leukdesk("operators", "reset", "--json")[1]) == [{"name": "Ada", "pin": False}]
    assert leukdesk("operators", "change", "Ada", "--pin", "--by", "Ada", typed="4711\n")[0] == 0


def test_with_a_list_only_who_is_on_it_classifies_into_the_log(leukdesk):
    leukdesk("operators", "add", "Ada")
    for name in ([], ["--operator", "Kim"]):
        status, _, err = leukdesk("classify", SAMPLE, *name)
        assert (status, "Nothing was logged" in err) == (1, True)
    assert leukdesk("classify", SAMPLE, "--no-log")[0] == 0, "looking needs no name"
    assert leukdesk("classify", SAMPLE, "--operator", "ada")[0] == 0
    (record,) = objects(leukdesk("history", "list", "--json")[1])
    assert record["operator"] == "Ada"


def test_decisions_are_taken_and_shown_oldest_first_with_their_reasons(leukdesk):
    leukdesk("classify", SAMPLE)
    status, _, err = leukdesk("history", "decide", 1, "--reject", "--operator", "Kim")
    assert (status, "say why" in err) == (1, True)
    assert leukdesk("history", "decide", 1, "--confirm", "--operator", "Kim")[0] == 0
    change = ("--change", "early pre-b all", "--reason", "Nucleoli seen", "--operator", "Ana", "--json")
    (record,) = objects(leukdesk("history", "decide", 1, *change)[1])
    assert (record["state"], record["decided_label"], record["decided_name"]) == ("changed", "early", "Early pre-B ALL")
    (shown,) = objects(leukdesk("history", "show", 1, "--json")[1])
    assert shown["label"] == "pre"
    assert [(each["state"], each["by"], each["reason"]) for each in shown["decisions"]] == [
        ("confirmed", "Kim", ""),
        ("changed", "Ana", "Nucleoli seen"),
    ]
    assert "  [changed to Early pre-B ALL]  " in leukdesk("history", "list")[1]
    text = leukdesk("history", "show", 1)[1]
    assert text.index("Confirmed by Kim") < text.index("Changed to Early pre-B ALL by Ana")
    status, _, err = leukdesk("history", "decide", 1, "--change", "elsewhere", "--reason", "x", "--operator", "Kim")
    assert (status, "knows no class 'elsewhere'" in err) == (1, True)


def test_who_has_a_pin_decides_with_it(leukdesk):
    leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")
    leukdesk("classify", SAMPLE, "--operator", "Ada", typed="1234\n")
    decide = ("history", "decide", 1, "--confirm", "--operator", "Ada")
    assert leukdesk(*decide, typed="0000\n")[0] == 1
    assert leukdesk(*decide, typed="1234\n")[0] == 0


def test_who_acts_is_proved_wherever_a_name_goes_into_the_log(leukdesk, tmp_path):
    leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")
    leukdesk("operators", "add", "Ben", "--pin", "--by", "Ada", typed="1234\n5678\n")
    picture = ("classify", SAMPLE, "--operator")
    assert leukdesk(*picture, "Ada", typed="9999\n")[0] == 1
    assert leukdesk(*picture, "ada", typed="1234\n")[0] == 0
    assert leukdesk("history", "backup", "--operator", "Ada", typed="1234\n")[0] == 0
    for action in (
        ("restore", "latest", "--yes"),
        ("archive", "--before", "2030-01-01", "--to", tmp_path, "--yes"),
        ("merge", tmp_path / "other", "--into", tmp_path / "data"),
    ):
        status, _, err = leukdesk("history", *action)
        assert (status, "--operator NAME" in err) == (1, True), action
        status, _, err = leukdesk("history", *action, "--operator", "Ben", typed="5678\n")
        assert (status, "only an administrator does this" in err.casefold()) == (1, True), action
    status, _, err = leukdesk("history", "export", tmp_path / "a.csv", "--operator", "Eve")
    assert (status, "not on this station's list" in err) == (1, True)
    assert leukdesk("history", "export", tmp_path / "a.csv", "--operator", "Ben", typed="5678\n")[0] == 0
    assert leukdesk("history", "restore", "latest", "--yes", "--operator", "Ada", typed="1234\n")[0] == 0


def test_whatever_a_command_writes_into_the_log_names_somebody(leukdesk, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "kim")
    leukdesk("classify", SAMPLE)
    export = ("history", "export", tmp_path / "all.csv", "--identified", "--replace")
    assert leukdesk(*export)[0] == 0
    assert leukdesk(*export, "--operator", "Ana")[0] == 0
    leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")
    for action in (export, ("history", "backup"), ("history", "report", "1", tmp_path / "one.pdf")):
        status, _, err = leukdesk(*action)
        assert (status, "--operator NAME" in err) == (1, True), action
    assert leukdesk(*export, "--operator", "ada", typed="0000\n")[0] == 1
    assert leukdesk(*export, "--operator", "ada", typed="1234\n")[0] == 0
    told = objects(leukdesk("history", "events", "--kind", "exported", "--json")[1])
    assert [each["operator"] for each in told] == ["Ada", "Ana", "the computer's user kim"]


def test_a_pin_that_is_not_given_is_no_wrong_one(leukdesk):
    leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")
    for typed in ("", "\n", "", ""):
        status, _, err = leukdesk("history", "backup", "--operator", "Ada", typed=typed)
        assert (status, "nothing was typed: PIN of Ada" in err) == (1, True)
    assert leukdesk("history", "events", "--kind", "pin-refused")[1] == ""
    assert leukdesk("history", "backup", "--operator", "Ada", typed="1234\n")[0] == 0


def test_wrong_pins_in_one_program_after_the_other_are_noted_and_slowed(leukdesk):
    leukdesk("operators", "add", "Ada", "--pin", typed="1234\n")
    for _ in range(3):
        assert "not the PIN" in leukdesk("operators", "add", "Eve", "--by", "Ada", typed="0000\n")[2]
    assert "Wait " in leukdesk("operators", "add", "Eve", "--by", "Ada", typed="1234\n")[2]
    told = objects(leukdesk("history", "events", "--kind", "pin-refused", "--json")[1])
    assert [each["new"]["wrong_pins"] for each in told] == [3, 2, 1]


@pytest.mark.parametrize("command", [("export",), ("report", "1")])
def test_a_file_that_is_there_is_written_over_only_when_that_is_asked_for(leukdesk, tmp_path, command):
    leukdesk("classify", SAMPLE)
    there = tmp_path / ("old.pdf" if command[0] == "report" else "old.csv")
    there.write_text("of another day")
    status, _, err = leukdesk("history", *command, there)
    assert (status, "is there already" in err, "--replace" in err) == (1, True, True)
    assert there.read_text() == "of another day"
    assert leukdesk("history", *command, there, "--replace")[0] == 0
    assert there.read_bytes() != b"of another day"


@pytest.mark.parametrize(
    "asked",
    [
        ("classify", SAMPLE, "--sample", "S-1\x1b[2J"),
        ("classify", SAMPLE, "--sample", "x" * 121),
        ("classify", SAMPLE, "--operator", "A\x07da"),
        ("history", "decide", "1", "--reject", "--operator", "Ada", "--reason", "z" * 501),
    ],
)
def test_what_no_log_should_hold_is_refused_on_the_command_line(leukdesk, capsys, asked):
    with pytest.raises(SystemExit) as ended:
        leukdesk(*asked)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "holds control characters. Type it without" in told or "is the most. Type a shorter one." in told


def test_white_space_in_codes_and_names_is_made_plain(leukdesk):
    leukdesk("classify", SAMPLE, "--sample", " S\n1\t\u00a02 ", "--operator", "Ada\nLovelace ")
    (record,) = objects(leukdesk("history", "list", "--json")[1])
    assert (record["sample"], record["operator"]) == ("S 1 2", "Ada Lovelace")


def test_a_new_pin_is_typed_twice_at_a_terminal_and_its_length_is_said(leukdesk, monkeypatch):
    asked = []

    class AtATerminal(io.StringIO):
        def isatty(self):
            return True

    def type_in(question):
        asked.append(question)
        return "1234" if len(asked) == 1 else "4321"

    monkeypatch.setattr(io, "StringIO", AtATerminal)
    monkeypatch.setattr(getpass, "getpass", type_in)
    status, _, err = leukdesk("operators", "add", "Ada", "--pin")
    assert (status, "not the same" in err) == (1, True)
    assert asked == ["New PIN of Ada (4 to 64 characters): ", "New PIN of Ada, once more: "]


def test_the_first_name_gets_no_other_role_than_administrator(leukdesk):
    status, _, err = leukdesk("operators", "add", "Ada", "--role", "reviewer")
    assert (status, "The first name on the list is an administrator" in err) == (1, True)
    assert "No list is kept" in leukdesk("operators", "list")[1]
    assert "Ada is on the list: administrator" in leukdesk("operators", "add", "Ada", "--role", "administrator")[1]


def test_the_export_folder_is_chosen_by_an_administrator_and_the_log_tells_it(leukdesk, tmp_path):
    leukdesk("operators", "add", "Ada")
    leukdesk("operators", "add", "Olga", "--by", "Ada")
    leukdesk("classify", SAMPLE, "--sample", "Hans", "--operator", "Olga")
    leukdesk("history", "decide", 1, "--confirm", "--operator", "Olga")
    watched = tmp_path / "watched"
    watched.mkdir()
    hand_over = ("history", "export", "--watch-folder", watched, "--when", "decided", "--json", "--operator")
    for how in ([], ["--begin", "earlier", "--identified"]):
        status, out, err = leukdesk(*hand_over, "Olga", *how)
        assert (status, out, "Only an administrator does this; ask Ada" in err) == (1, "", True)
        assert [*watched.iterdir()] == []
    assert leukdesk(*hand_over, "Ada")[0] == 0
    leukdesk("history", "decide", 1, "--reject", "--reason", "a smudge", "--operator", "Olga")
    status, _, err = leukdesk(*hand_over, "Olga", "--identified")
    assert (status, "Only an administrator" in err) == (1, True), "it was not chosen to get names"
    status, _, err = leukdesk(*hand_over, "Olga", "--begin", "earlier")
    assert (status, "Only an administrator" in err) == (1, True), "to begin anew is to choose"
    assert objects(leukdesk(*hand_over, "Olga")[1])[0]["files"] == 1
    assert leukdesk(*hand_over, "Ada", "--identified", "--begin", "earlier")[0] == 0
    assert leukdesk(*hand_over, "Olga", "--identified")[0] == 0
    told = objects(leukdesk("history", "events", "--kind", "setting", "--json")[1])
    assert [(each["operator"], each["subject"], each["new"]) for each in reversed(told)] == [
        ("Ada", "export folder", {"value": str(watched), "takes": "decided", "format": "json", **how})
        for how in ({"identified": False, "earlier": False}, {"identified": True, "earlier": True})
    ]
