"""Backups, restoring and the audit trail from the command line: the real ``main()``."""

import io
import json
from datetime import UTC, datetime

import pytest

from leukdesk import cli
from leukdesk.history.events import Kind
from leukdesk.history.people.computer_user import computer_user
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.backup_look import look
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.paths import DataPaths


@pytest.fixture
def run(capsys, paths):
    def do(*arguments: str) -> tuple[int, list[dict], str]:
        status = cli.main(["history", arguments[0], "--data-dir", str(paths.root), "--json", *arguments[1:]])
        told = capsys.readouterr()
        return status, [json.loads(line) for line in told.out.splitlines()], told.err

    return do


@pytest.fixture
def filled(paths, result):
    with History(paths) as history:
        history.append_many([result(seed) for seed in range(3)])
        history.decide([2], Decision(State.REJECTED, reason="a smudge"), "Ben")
    return paths


def test_backup_list_and_restore(filled, run, tmp_path, result):
    status, (made,), _ = run("backup")
    assert (status, made["records"], made["verified"]) == (0, 3, True)
    status, (elsewhere,), _ = run("backup", "--to", str(tmp_path / "stick"))
    assert status == 0
    assert elsewhere["folder"].startswith(str(tmp_path / "stick"))
    status, listed, _ = run("backups")
    assert [each["folder"] for each in listed] == [made["folder"]]
    with History(filled) as history:
        history.append(*result(7))
    status, nothing, told = run("restore", "latest")
    assert (status, nothing) == (1, [])
    assert "1 record (until" in told
    assert "Add --yes" in told
    status, (restored,), _ = run("restore", "latest", "--yes", "--operator", "Ana", "--reason", "a try")
    assert (status, restored["records"]) == (0, 3)
    with History(filled) as history:
        assert history.count() == 3
    status, _, _ = run("restore", elsewhere["folder"], "--yes")
    assert status == 0


@pytest.fixture
def listed(filled):
    """With Ada, who has a PIN, on the list, and backed up."""
    with History(filled) as history:
        Operators(history).add("Ada", pin="1234")
        Backups(filled).make(history)
    return filled


def gone(paths):
    paths.database.rename(paths.root / "elsewhere")


def emptied(paths):
    paths.database.write_bytes(b"")


def damaged(paths):
    paths.database.write_bytes(b"garbage" * 1000)


def another(paths):
    """Somebody moves all that tells of the log away, and begins one without a list."""
    for each in paths.root.glob("leukdesk.sqlite3*"):
        each.rename(paths.root / f"elsewhere{each.suffix}")
    with History(paths):
        pass


@pytest.mark.parametrize("spoilt", [gone, emptied, damaged, another])
def test_where_no_list_can_be_read_a_restore_believes_no_name(listed, run, spoilt):
    spoilt(listed)
    name = Backups(listed).all()[0].name
    status, _, told = run("restore", name, "--yes", "--operator", "Ada", "--another-station")
    assert status == 0
    assert "nobody was asked for a PIN" in told
    with History(listed) as history:
        assert history.events([Kind.RESTORED])[0].actor == f"{computer_user()}, as Ada"


def test_where_the_list_is_there_a_restore_needs_the_pin(listed, run, monkeypatch):
    for typed, status in (("", 1), ("4321", 1), ("1234", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert run("restore", "latest", "--yes", "--operator", "Ada")[0] == status
    with History(listed) as history:
        assert [each.actor for each in history.events([Kind.RESTORED])] == ["Ada"]


def test_a_log_that_is_gone_is_left_to_a_restore_whatever_a_command_wants_of_it(listed, run, tmp_path, result):
    with History(DataPaths(tmp_path / "other")) as history:
        history.append(*result(8))
    gone(listed)
    into = ("--into", str(listed.root), "--operator", "Ada")
    for command in (("merge", str(tmp_path / "other"), *into), ("list",), ("verify",), ("backup", "--operator", "Ada")):
        status, _, told = run(*command)
        assert (status, "it is not there" in told, "restore" in told) == (1, True, True), command
    assert not listed.database.exists()


def test_a_backup_and_a_restore_that_lack_a_picture_are_no_full_success(filled, run, tmp_path):
    assert run("backup")[0] == 0
    gone = min(filled.pictures.glob("??/*.png"))
    gone.unlink()
    status, (made,), told = run("backup", "--to", str(tmp_path / "stick"))
    assert (status, made["verified"], made["missing"]) == (1, False, 1)
    assert "The log lacks 1 picture, and so does the backup" in told
    status, (restored,), _ = run("restore", made["folder"], "--yes")
    assert (status, restored["pictures_missing"]) == (1, 1)
    assert run("restore", "latest", "--yes")[0] == 0
    assert gone.is_file()


@pytest.fixture
def two_backups(filled, result):
    with History(filled) as history:
        sound = Backups(filled).make(history)
        history.append(*result(7))
        return sound, Backups(filled).make(history)


def changed_manifest(backup, **values):
    file = backup.folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def changed_byte(backup):
    content = bytearray(backup.database.read_bytes())
    content[-1] ^= 1
    backup.database.write_bytes(content)


SPOILT = {
    "manifest.json is missing or cannot": lambda backup: (backup.folder / "manifest.json").write_text(""),
    "manifest.json is missing": lambda backup: (backup.folder / "manifest.json").unlink(),
    "leukdesk.sqlite3 is missing": lambda backup: backup.database.unlink(),
    "bytes instead of": lambda backup: backup.database.write_bytes(b"short"),
    "not the one that was written": changed_byte,
    "holds 4 records, and not 99": lambda backup: changed_manifest(backup, records=99),
}


@pytest.mark.parametrize("why", SPOILT)
def test_what_is_no_whole_backup_is_named_with_why(filled, run, two_backups, why):
    assert run("backups")[0] == 0
    sound, spoilt = two_backups
    SPOILT[why](spoilt)
    status, listed, told = run("backups")
    assert status == 1
    assert [each["folder"] for each in listed] == [str(sound.folder), str(spoilt.folder)]
    error = listed[1]["error"]
    assert error["code"] == "backup-unsound"
    assert why in error["message"]
    assert error["message"] in told


def test_backups_that_have_lost_a_picture_are_listed_and_named_until_the_next_one_brings_it(filled, run, two_backups):
    lost = two_backups[0].folder.parent / "pictures"
    min(lost.glob("??/*.png")).unlink()
    status, listed, told = run("backups")
    assert (status, [each["name"] for each in listed if "error" not in each]) == (
        1, [two_backups[1].name, two_backups[0].name],
    )  # fmt: skip
    assert f"{two_backups[1].folder} has lost 1 picture" in told
    assert run("backup")[0] == 0
    assert run("backups")[0] == 0


def test_of_a_large_backup_the_size_is_looked_at_and_not_every_byte(filled, two_backups):
    spoilt = two_backups[1]
    changed_byte(spoilt)
    assert look(filled)[1][0].folder == spoilt.folder
    assert look(filled, read_up_to=1000)[1] == []
    with spoilt.database.open("ab") as stream:
        stream.write(b"more")
    assert look(filled, read_up_to=1000)[1][0].folder == spoilt.folder


def test_a_backup_that_does_not_hold_what_its_manifest_says_is_offered_to_nobody(filled, run, two_backups):
    changed_manifest(two_backups[1], records=99)
    status, listed, told = run("restore", "latest")
    assert (status, listed) == (1, [])
    assert "holds 4 records, and not 99" in told
    assert "The backup " + two_backups[1].name not in told


def test_a_backup_that_is_not_there_is_told(filled, run):
    status, _, told = run("restore", "20200101T000000Z", "--yes")
    assert status == 1
    assert "There is no backup '20200101T000000Z'" in told


def test_an_archive_that_leaves_a_damaged_picture_says_of_which_records_and_is_no_success(paths, result, run, tmp_path):
    old = datetime(2024, 5, 1, tzinfo=UTC)
    with History(paths) as history:
        logged = history.append_many([result(seed, time=old) for seed in (0, 1, 1)])
    sha256 = logged[1].picture_sha256
    (paths.pictures / sha256[:2] / f"{sha256}.png").write_bytes(b"damaged")
    status, (done,), told = run("archive", "--before", "2025-01-01", "--to", str(tmp_path / "archive"), "--yes")
    assert (status, done["pictures"], done["left"], done["left_records"]) == (1, 1, [sha256], [2, 3])
    assert "left: 1 picture, of records 2, 3. Verify the log." in told


def test_events_are_listed_by_kind_operator_and_record(filled, run):
    _, events, _ = run("events")
    assert [each["kind"] for each in events][:1] == ["decided"]
    assert events[0]["reason"] == "a smudge"
    assert events[0]["new"]["state"] == "rejected"
    assert [each["kind"] for each in run("events", "--record", "2")[1]] == ["decided", "recorded"]
    assert [each["kind"] for each in run("events", "--record", "1")[1]] == ["recorded"]
    assert [each["operator"] for each in run("events", "--operator", "Ben")[1]] == ["Ben"]
    assert len(run("events", "--kind", "recorded", "--limit", "2")[1]) == 2
    status, _, told = run("events", "--kind", "nonsense")
    assert status == 1
    assert Kind.RESTORED in told


def test_an_uncertain_suggestion_needs_no_review_once_somebody_has_decided(paths, result, capsys):
    with History(paths) as history:
        history.append_many([result(seed, uncertain=True) for seed in range(2)])
        history.decide([2], Decision(State.REJECTED, reason="a smudge"), "Ben")
    assert cli.main(["history", "list", "--data-dir", str(paths.root)]) == 0
    decided, waiting = [line for line in capsys.readouterr().out.splitlines() if "Uncertain" in line]
    assert "Uncertain: nearest is Pre-B ALL (0.70)  [rejected]  " in decided
    assert "Uncertain: nearest is Pre-B ALL (0.70), needs review  " in waiting


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("list", "state:sined"), "state: is none of suggested, confirmed, changed, rejected, signed"),
        (("export", "x.csv", "--filter", "since:yesterday"), "since: is no day such as 2026-11-01"),
    ],
)
def test_a_field_of_a_filter_that_cannot_be_read_is_a_wrong_command_line(filled, run, capsys, asked, said):
    with pytest.raises(SystemExit) as ended:
        run(*asked)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_whatever_a_log_holds_a_record_is_one_line_and_steers_no_terminal(paths, result, capsys):
    with History(paths) as history:
        history.append(*result(1, sample="S\n1\x1b[2J", source="a\tb\x85\u202ec.png", label_name="Pre\r-B"))
    assert cli.main(["history", "list", "--data-dir", str(paths.root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "S\\n1\\x1b[2J" in lines[1]
    assert "a\\tb\\x85\\u202ec.png" in lines[1]
    assert "Pre\\r-B" in lines[1]
    for action in (["show", "1"], ["events"]):
        assert cli.main(["history", action[0], "--data-dir", str(paths.root), *action[1:]]) == 0
        assert not set("\x1b\r\t\x85\u202e") & set(capsys.readouterr().out)


def test_one_record_is_counted_as_one(paths, result, capsys, tmp_path):
    with History(paths) as history:
        history.append(*result(1))
    folder = ["--data-dir", str(paths.root)]
    assert cli.main(["history", "list", *folder]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 of 1 record."
    assert cli.main(["history", "export", str(tmp_path / "one.csv"), *folder]) == 0
    assert capsys.readouterr().out.startswith("1 record written to ")
