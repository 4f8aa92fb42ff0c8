"""A backup put in the place of the log: proven, told, and the earlier log is never removed."""

import json
import os
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from leukdesk import cli
from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.checking.restored import restores
from leukdesk.history.checking.verify import verify
from leukdesk.history.database import connect
from leukdesk.history.errors import DiskFullError, HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.pseudonyms import KEY_FILE, Pseudonyms
from leukdesk.history.review import Decision, State
from leukdesk.history.safety import proof
from leukdesk.history.safety.backup_places import find_backup, known_by_backups
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import (
    BackupCancelledError,
    BackupUnknownError,
    BackupUnsoundError,
    HistoryUnsoundError,
)
from leukdesk.history.safety.presence import HistoryInUseError
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import BackupOfAnotherStationError, loss, restore
from leukdesk.history.safety.salvage import take_over
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, save_settings


@pytest.fixture
def made(paths, result):
    """A backup of three records; two records and a decision came after it. The log is closed."""
    with History(paths) as history:
        history.append_many([result(seed) for seed in range(3)])
        backup = Backups(paths).make(history)
        history.append_many([result(seed) for seed in (3, 4)])
        history.decide([1], Decision(State.CONFIRMED), "Ana")
    return backup


def test_what_a_restore_would_lose_is_known_before(paths, made):
    lost = loss(paths, made)
    assert (lost.records, lost.decisions) == (2, 1)
    assert lost.until is not None


def test_a_restored_log_is_the_backup_and_tells_of_it(paths, made):
    with History(paths) as history:
        old = history.head()
    restored = restore(paths, Backups(paths), made, "Ana", "the disk was exchanged")
    with open_history(paths) as history:
        assert history.notices == ()
        assert [each.id for each in history.page()] == [3, 2, 1]
        assert history.check() == []
        (event,) = history.events([Kind.RESTORED])
        assert (event.actor, event.reason) == ("Ana", "the disk was exchanged")
        assert event.old == {"event": old.id, "hash": old.hash.hex()}
        assert event.new["event"] == made.manifest.head.id
        assert event.id == made.manifest.head.id + 1
        assert (event.new["missing"], event.new["decisions_lost"]) == (2, 1)
    assert restored.aside is not None
    assert restored.aside.parent == paths.root


def test_the_log_that_was_moved_aside_can_be_looked_into(paths, made):
    restored = restore(paths, Backups(paths), made)
    other = type(paths)(paths.root.parent / "other")
    other.create()
    for ending in ("", "-wal"):
        source = restored.aside.with_name(restored.aside.name + ending)
        if source.exists():
            source.rename(other.database.with_name(other.database.name + ending))
    with History(other) as history:
        assert history.count() == 5


def test_backups_of_what_was_set_aside_are_no_alarm_afterwards(paths, made, result):
    with History(paths) as history:
        later = Backups(paths).make(history)
    restore(paths, Backups(paths), made)
    with open_history(paths) as history:
        assert [each.id for each in known_by_backups(paths, history).heads] == [made.manifest.head.id]
        for seed in range(10, 20):
            history.append(*result(seed))
        newest = Backups(paths).make(history)
        known = {each.where for each in known_by_backups(paths, history).heads}
        assert known == {f"the backup {each.folder}" for each in (made, newest)}
        assert f"the backup {later.folder}" not in known


def test_whoever_goes_back_and_then_forward_again_can_go_on_with_backups(paths, made, result):
    place = Backups(paths)
    with History(paths) as history:
        later = place.make(history)
    restore(paths, place, made)
    with open_history(paths) as history:
        between = place.make(history)
    # What the first restore set aside after all; the backup in between is of neither now.
    restore(paths, place, later)
    with open_history(paths) as history:
        assert history.count() == 5
        newest = place.make(history)
        known = {each.where for each in known_by_backups(paths, history).heads}
        assert known == {f"the backup {each.folder}" for each in (made, later, newest)}
        assert verify(history, known=known_by_backups(paths, history).heads).problems == ()
    # An older copy of the log tells of no restore, so the backups still prove that something is missing.
    for each in paths.root.glob(f"{paths.database.name}*"):
        if each.is_file():
            each.unlink()
    shutil.copy(later.database, paths.database)
    with History(paths) as history:
        assert {f"the backup {newest.folder}", f"the backup {between.folder}"} <= {
            each.where for each in known_by_backups(paths, history).heads
        }
        with pytest.raises(HistoryUnsoundError):
            place.make(history)


@pytest.fixture
def parted(paths, result):
    """Two branches after one record: a backup of 29 more, and a log of 10 more records and a decision, in no backup."""
    place = Backups(paths)
    with History(paths) as history:
        history.append(*result(0))
        common = place.make(history)
        history.append_many([result(seed) for seed in range(1, 30)])
        longer = place.make(history)
    restore(paths, place, common)
    with History(paths) as history:
        history.append_many([result(seed) for seed in range(50, 60)])
        history.decide([5], Decision(State.CONFIRMED), "Ana")
    return longer


def test_what_is_lost_to_a_backup_of_another_branch_counts_from_where_the_two_part(paths, parted):
    lost = loss(paths, parted)
    assert (lost.records, lost.decisions) == (10, 1)
    restore(paths, Backups(paths), parted)
    with History(paths) as history:
        assert history.count() == 30
        assert history.events([Kind.RESTORED])[0].new["missing"] == 10
    # And back again: the branch that was left now is told by its own length.
    (first, _) = sorted(Backups(paths).all(), key=lambda each: each.manifest.records)
    assert loss(paths, first).records == 29


def test_what_is_lost_is_not_told_where_it_cannot_be_seen_where_two_branches_part(paths, parted):
    parted.database.write_bytes(b"garbage")
    lost = loss(paths, parted)
    assert (lost.records, lost.decisions) == (None, None)


def test_a_log_that_is_older_than_the_backup_has_nothing_to_lose(paths, made):
    with History(paths) as history:
        newest = Backups(paths).make(history)
    for ending in ("-wal", "-shm"):
        paths.database.with_name(f"{paths.database.name}{ending}").unlink(missing_ok=True)
    shutil.copy(made.database, paths.database)
    lost = loss(paths, newest)
    assert (lost.records, lost.decisions) == (0, 0)


@pytest.mark.parametrize("readable", [True, False])
def test_recovery_counts_what_it_cannot_take_from_a_damaged_log_of_another_branch(paths, parted, readable):
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record_by_sample'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with paths.database.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(bytes(size))
    if not readable:
        paths.database.write_bytes(b"garbage" * 1000)
    with open_history(paths) as history:
        assert history.count() == 30
        assert history.check() == []
        (event,) = history.events([Kind.RESTORED])
        assert event.new["missing"] == (10 if readable else None)
        told = "10 records could not be recovered" if readable else "How many records are missing cannot be told"
        assert told in history.notices[0]


def test_a_damaged_log_that_was_cut_back_lost_nothing_where_the_backup_has_its_known_end(paths, made):
    with History(paths) as history:
        newest = Backups(paths).make(history)
    head = newest.manifest.head
    with closing(sqlite3.connect(made.database)) as cut, closing(sqlite3.connect(newest.database)) as log:
        assert proof.parting(cut, log) == proof.parting(log, cut) == made.manifest.head.id
        assert take_over(cut, log, head).missing == 0
        assert take_over(cut, log, Head(head.id + 1, head.hash)).missing is None


def test_pictures_come_back_with_the_log(paths, made):
    for each in paths.pictures.glob("??/*.png"):
        each.unlink()
    assert restore(paths, Backups(paths), made).missing == 0
    with open_history(paths) as history:
        assert history.check() == []


def test_pictures_that_the_backup_lost_are_taken_from_the_data_folder_and_what_is_nowhere_is_told(paths, made):
    place = Backups(paths)
    here, nowhere = sorted(paths.root.joinpath("backups", "pictures").glob("??/*.png"))[:2]
    for each in (here, nowhere, paths.pictures / nowhere.parent.name / nowhere.name):
        each.unlink()
    restored = restore(paths, place, made)
    assert restored.missing == 1
    with open_history(paths) as history:
        assert history.count() == 3
        (problem,) = history.check()
    assert nowhere.stem[:12] in problem


def test_nobody_restores_a_log_that_another_part_has_open(paths, made):
    with History(paths) as history:
        with pytest.raises(HistoryInUseError):
            restore(paths, Backups(paths), made)
        assert history.count() == 5


def test_nobody_restores_a_log_that_another_program_has_open(paths, made, start):
    code = """
import sys
from pathlib import Path
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
history = History(DataPaths(Path(sys.argv[1])))
print("open", flush=True)
sys.stdin.read()
"""
    child = start(code, paths.root)
    assert child.stdout.readline() == "open\n"
    with pytest.raises(HistoryInUseError):
        restore(paths, Backups(paths), made)
    child.kill()
    child.wait()
    restore(paths, Backups(paths), made)
    with History(paths) as history:
        assert history.count() == 3


def test_a_damaged_backup_is_refused_and_the_log_stays(paths, made):
    content = bytearray(made.database.read_bytes())
    content[10_000] ^= 255
    made.database.write_bytes(content)
    with pytest.raises(BackupUnsoundError, match="The log was left as it is"):
        restore(paths, Backups(paths), made)
    with History(paths) as history:
        assert history.count() == 5
    assert list(paths.root.glob("*.before-restore-*")) == []


def test_a_cancelled_restore_leaves_the_log_as_it_was(paths, made):
    cancel = threading.Event()
    with pytest.raises(BackupCancelledError):
        restore(paths, Backups(paths), made, progress=lambda *_: cancel.set(), cancelled=cancel.is_set)
    with History(paths) as history:
        assert history.count() == 5
    assert list(paths.root.glob("*.building*")) == []


def test_a_restore_for_which_there_is_no_room_leaves_the_log_as_it_was(paths, result, small_disk):
    from leukdesk.paths import DataPaths

    there = DataPaths(small_disk / "data")
    with History(there) as history:
        history.append_many([result(seed) for seed in range(3)])
        backup = Backups(there, paths.root / "elsewhere").make(history)
        history.append(*result(3))
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - 100_000))
    with pytest.raises(DiskFullError):
        restore(there, Backups(there, paths.root / "elsewhere"), backup)
    (small_disk / "ballast").unlink()
    with History(there) as history:
        assert history.count() == 4


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_log_that_cannot_be_moved_stays_whole(paths, made, monkeypatch, ending):
    """As on Windows, where somebody else (a virus scanner) may hold a file."""
    from pathlib import Path

    real = Path.rename
    with History(paths) as history:
        head = history.head()
        # A copy of its write-ahead log lies there, as after a killed program.
        wal = paths.database.with_name(paths.database.name + "-wal").read_bytes()
    paths.database.with_name(paths.database.name + "-wal").write_bytes(wal)

    def held(self, target):
        if self.name == paths.database.name + ending:
            raise PermissionError(13, "held", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(HistoryError):
        restore(paths, Backups(paths), made)
    monkeypatch.undo()
    with open_history(paths) as history:
        assert history.head() == head
        assert history.notices == ()


def test_another_stations_backup_is_restored_only_where_that_is_said(paths, history, result, tmp_path):
    other = DataPaths(tmp_path / "other")
    with History(other) as its:
        its.append_many([result(7), result(8)])
        (tmp_path / "shared").mkdir()
        foreign = Backups(other, tmp_path / "shared").make(its)
    history.append(*result(0))
    history.close()
    save_settings(paths.settings, Settings(backup_folder=str(tmp_path / "shared")))
    with pytest.raises(BackupUnknownError):
        find_backup(paths, "latest")
    place, found = find_backup(paths, foreign.name)
    with pytest.raises(BackupOfAnotherStationError, match="another station's log"):
        restore(paths, place, found)
    with History(paths) as same:
        assert same.count() == 1
    restore(paths, place, found, another_station=True)
    with open_history(paths) as taken:
        assert taken.count() == 2
    assert find_backup(paths, "latest")[1] == foreign


def test_a_picture_that_was_changed_comes_back_from_a_copy(paths, result, small_disk):
    place = Backups(paths, small_disk / "backups")
    with History(paths) as history:
        records = history.append_many([result(0), result(1)])
        backup = place.make(history)
    changed = [paths.pictures / each.picture_sha256[:2] / f"{each.picture_sha256}.png" for each in records]
    for each in changed:
        each.write_bytes(b"changed")
    place.pictures.path(records[1].picture_sha256).write_bytes(b"changed, too")
    assert restore(paths, place, backup).changed == 1
    with History(paths) as history:
        assert history.picture(records[0]).shape == (24, 32, 3)
        assert len(history.check()) == 1


def test_the_key_of_the_pseudonyms_is_saved_and_comes_back_where_it_is_gone(paths, history, result):
    history.append(*result())
    before = Pseudonyms.of_station(paths).sample("S-1")
    place = Backups(paths)
    backup = place.make(history)
    history.close()
    (paths.root / KEY_FILE).unlink()
    restore(paths, place, backup, "Ana", "to see")
    assert Pseudonyms.of_station(paths).sample("S-1") == before
    assert (paths.root / KEY_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("other", ["00" * 32 + "\n", "damaged \xff"])
def test_the_backups_own_key_comes_back_and_another_one_is_kept_aside_and_told(paths, history, result, capsys, other):
    history.append(*result())
    before = Pseudonyms.of_station(paths).sample("S-1")
    Backups(paths).make(history)
    history.close()
    key = paths.root / KEY_FILE
    key.write_bytes(other.encode("latin-1"))
    restore_it = ["history", "restore", "latest", "--yes", "--json", "--data-dir", str(paths.root)]
    assert cli.main(restore_it) == 0
    told = json.loads(capsys.readouterr().out)
    (aside,) = paths.root.glob(f"*.before-restore-*Z.{KEY_FILE}")
    assert told["key_aside"] == str(aside) == f"{told['aside']}.{KEY_FILE}"
    assert aside.read_bytes() == other.encode("latin-1")
    assert Pseudonyms.of_station(paths).sample("S-1") == before
    assert key.stat().st_mode & 0o077 == 0
    with History(paths) as opened:
        assert opened.events([Kind.RESTORED])[0].new["key_aside"] == aside.name
    assert cli.main(restore_it) == 0
    assert json.loads(capsys.readouterr().out)["key_aside"] == "", "the same key is no other one"


def test_where_a_restore_fails_the_key_that_was_there_stays(paths, history, result, monkeypatch):
    history.append(*result())
    Pseudonyms.of_station(paths)
    backup = Backups(paths).make(history)
    history.close()
    (paths.root / KEY_FILE).write_text("00" * 32)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leukdesk.history.safety.swap.finish", full)
    with pytest.raises(DiskFullError):
        restore(paths, Backups(paths), backup)
    assert (paths.root / KEY_FILE).read_text() == "00" * 32
    assert list(paths.root.glob("*before-restore*")) == []


def test_a_decision_that_was_lost_is_told_by_the_restore_and_by_each_check_after_it(paths, made, capfd, checked):
    with History(paths) as history:
        Backups(paths).make(history)
        history.decide([2, 3], Decision(State.REJECTED, reason="smudges"), "Ana")
    assert cli.main(["history", "restore", "latest", "--yes", "--json", "--data-dir", str(paths.root)]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["records_lost"], told["decisions_lost"]) == (0, 2)
    (note,) = checked()[1]["notes"]
    assert "0 records and 2 decisions were lost by it." in note["note"]
    assert cli.main(["history", "restore", made.name, "--yes", "--json", "--data-dir", str(paths.root)]) == 0
    assert json.loads(capfd.readouterr().out)["decisions_lost"] == 1


@pytest.fixture
def restored(paths, made, tmp_path, result):
    """The heads that others know of the log that was moved aside: its end, one before, and a manifest's. More came."""
    with History(paths) as history:
        export(history, "", JsonLines(), tmp_path / "all.jsonl")
        before = history.events([Kind.EXPORTED])[0]
        history.append(*result(9))
        end = history.head()
    restore(paths, Backups(paths), made, "Ana", "the disk was exchanged")
    with open_history(paths) as history:
        history.append_many([result(seed) for seed in range(20, 30)])
    return {"end": end, "before": Head(before.id, before.hash), "manifest": tmp_path / "all.jsonl.manifest.json"}


@pytest.fixture
def checked(paths, capfd):
    def run(*arguments):
        verify = ("verify", "--quick", "--json", "--data-dir", str(paths.root))
        status = cli.main(["history", *verify, *map(str, arguments)])
        return status, json.loads(capfd.readouterr().out)

    return run


def known(head):
    return "--known", f"{head.id}:{head.hash.hex()}"


def test_a_check_tells_of_a_restore_and_of_what_it_accounts_for(paths, made, restored, checked):
    status, found = checked()
    ((kind, told),) = [(each["kind"], each["note"]) for each in found["notes"]]
    (aside,) = paths.root.glob("*.before-restore-*Z")
    assert (status, found["sound"], kind) == (0, True, "restored")
    source = f"from the backup {made.name} of {made.time:%Y-%m-%d %H:%M:%S} UTC"
    for words in ("by Ana (the disk was exchanged)", source, "3 records and 1 decision were lost", str(aside)):
        assert words in told
    status, found = checked(*known(restored["end"]), *known(restored["before"]), "--manifest", restored["manifest"])
    assert (status, found["problems"]) == (0, [])
    explained = [each for each in found["notes"] if each["kind"] == "set-aside"]
    assert len(explained) == 3
    assert all(str(aside) in each["note"] for each in explained)


def test_what_a_restore_does_not_account_for_stays_a_problem(paths, made, restored, checked):
    end, before = restored["end"], restored["before"]
    for other in (
        Head(end.id, bytes(32)),
        Head(before.id, end.hash),
        Head(end.id + 1000, end.hash),
        Head(made.manifest.head.id, end.hash),
    ):
        status, found = checked(*known(other))
        assert (status, [each["kind"] for each in found["problems"]]) == (1, ["end"]), other


def test_what_was_set_aside_is_unproven_until_the_moved_file_is_back(paths, restored, checked):
    given = (*known(restored["end"]), *known(restored["before"]), "--manifest", restored["manifest"])
    (aside,) = paths.root.glob("*.before-restore-*Z")
    elsewhere = aside.rename(paths.root / "elsewhere")
    status, found = checked(*given)
    told = [each for each in found["problems"] if each["kind"] == "unproven"]
    assert (status, found["sound"], len(told)) == (1, False, 3)
    assert f"the file {aside} is not here" in told[0]["problem"]
    assert "anew" not in told[0]["problem"]
    assert "is not there any more" in next(each["note"] for each in found["notes"] if each["kind"] == "restored")
    with closing(sqlite3.connect(aside)) as log:
        log.execute("CREATE TABLE event (id, hash)")
        log.execute("INSERT INTO event VALUES (?, ?)", (restored["end"].id, restored["end"].hash))
        log.commit()
    status, found = checked(*known(restored["end"]))
    assert (status, [each["kind"] for each in found["problems"]]) == (1, ["unproven"])
    elsewhere.replace(aside)
    assert checked(*given)[0] == 0
    whole = ["history", "verify", "--data-dir", str(paths.root)]
    for arguments in ([], given):
        assert cli.main([*whole, *map(str, arguments)]) == 0
    with History(paths) as history:
        assert history.events([Kind.CHECK_FAILED]) == [], "what is given by hand is told, and not noted"


def test_a_backup_of_what_was_set_aside_is_named_and_proves_what_it_holds(paths, made, result, checked):
    with History(paths) as history:
        end = history.head()
        later = Backups(paths).make(history)
    restore(paths, Backups(paths), made)
    for each in paths.root.glob("*.before-restore-*"):
        each.unlink()
    with open_history(paths) as history:
        history.append_many([result(seed) for seed in range(20, 30)])
    status, found = checked(*known(end))
    assert (status, found["problems"]) == (0, [])
    notes = {each["kind"]: each["note"] for each in found["notes"]}
    assert f"That log lies in {later.database}" in notes["set-aside"]
    holds = later.manifest.head.id - made.manifest.head.id
    assert f"The backup {later.folder}" in notes["backup-set-aside"]
    assert f"holds {holds} events with 2 records that this log does not have" in notes["backup-set-aside"]


@pytest.fixture
def anew(paths, made, result):
    """The log is made anew from its first backup, with an invented event of a restore; return the real log's end."""

    def make(fits):
        with History(paths) as history:
            Backups(paths).make(history)
            end = history.head()
        for each in paths.root.glob("leukdesk.sqlite3*"):
            each.unlink()
        shutil.copyfile(made.database, paths.database)
        start = made.manifest.head
        old = {"event": end.id, "hash": end.hash.hex()}
        new = {"backup": made.name, "event": start.id, "hash": start.hash.hex() if fits else "00", "missing": 0}
        with closing(connect(paths.database, 5)) as log:
            log.execute("BEGIN IMMEDIATE")
            chain.append(log, [NewEvent(Kind.RESTORED, "", str(paths.database), old, new, "disk")])
            log.execute("COMMIT")
        with History(paths) as history:
            history.append_many([result(seed) for seed in range(20, 30)])
        return end

    return make


def test_an_invented_restore_explains_nothing_that_is_not_here(anew, checked):
    status, found = checked(*known(anew(fits=True)))
    assert (status, [each["kind"] for each in found["problems"]]) == (1, ["unproven"])
    assert "names no file" in found["problems"][0]["problem"]
    assert "backup-set-aside" in [each["kind"] for each in found["notes"]]


def test_a_restore_that_the_chain_does_not_bear_out_explains_nothing_at_all(anew, checked):
    status, found = checked(*known(anew(fits=False)))
    assert (status, [each["kind"] for each in found["problems"]]) == (1, ["end", "end", "chain"])
    assert [each["kind"] for each in found["notes"]] == ["restored"]


def test_a_recovery_accounts_for_the_end_that_the_damaged_log_had(paths, made, checked):
    with History(paths) as history:
        end = history.head()
    paths.database.write_bytes(b"nothing of a log")
    with open_history(paths) as history:
        assert history.notices
    status, found = checked(*known(end))
    assert (status, [each["kind"] for each in found["notes"]]) == (0, ["set-aside", "restored"])
    assert "by the program itself" in found["notes"][1]["note"]
    assert "cannot be read whole" in found["notes"][0]["note"]
    (kept,) = paths.root.glob("*.damaged-*.head")
    kept.rename(paths.root / "kept")
    assert checked(*known(end))[1]["problems"][0]["kind"] == "unproven", "any file could lie there"
    (paths.root / "kept").rename(kept)
    assert checked(*known(end))[0] == 0
    for each in paths.root.glob("*.damaged-*"):
        each.unlink()
    status, found = checked(*known(end))
    assert (status, [each["kind"] for each in found["problems"]]) == (1, ["unproven"])


def test_of_a_log_that_is_gone_nobody_can_tell_what_was_lost(paths, made, checked):
    for each in paths.root.glob("leukdesk.sqlite3*"):
        each.unlink()
    restore(paths, Backups(paths), made)
    (note,) = checked()[1]["notes"]
    assert "How many records and decisions were lost by it could not be told." in note["note"]
    assert "The earlier log" not in note["note"]


def test_the_event_of_a_restore_names_no_file_elsewhere(paths, made):
    with History(paths) as history, history.reading() as connection:
        for name in ("../leukdesk.sqlite3.x", "/etc/passwd", "settings.toml", 7, None):
            history.note(NewEvent(Kind.RESTORED, old={"event": 1, "hash": "00" * 32}, new={"aside": name}))
        assert [each.aside for each in restores(connection, paths.database)] == [None] * 5
