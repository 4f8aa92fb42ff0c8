"""A damaged log: moved aside, the last good backup in its place, and what can be proven taken over."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.history.errors import HistoryDamagedError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.json_lines import JsonFile
from leukdesk.history.exporting.outbox import Handover, When, begin, deliver
from leukdesk.history.people.errors import OperatorError, WrongPinError
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.pictures import PictureStore
from leukdesk.history.review import Decision, State
from leukdesk.history.safety import proof, recovery, swap
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.presence import HistoryInUseError
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.store import History
from leukdesk.history.suspect import is_suspect, mark_suspect
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, save_settings


@pytest.fixture
def log(paths, result) -> DataPaths:
    """Ten records, a backup, ten more and a decision; closed, all in one file."""
    with History(paths) as history:
        for seed in range(10):
            history.append(*result(seed))
        Backups(paths).make(history)
        for seed in range(10, 20):
            history.append(*result(seed))
        history.decide([12], Decision(State.REJECTED, reason="a smudge"), "Ben")
    settle(paths)
    return paths


def settle(paths: DataPaths) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def page_of(paths: DataPaths, name: str) -> tuple[int, int]:
    """Return where the root page of a table or index begins, and its size."""
    with closing(sqlite3.connect(paths.database)) as connection:
        number = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    return (number - 1) * size, size


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(offset)
        stream.write(content)


def aside_of(paths: DataPaths) -> Path:
    found = [each for each in paths.root.glob("*.damaged-*") if not each.name.endswith(("-wal", "-shm", ".head"))]
    assert len(found) == 1
    return found[0]


def require_sound(history: History) -> None:
    assert history.check() == []
    with history.reading() as connection:
        assert proof.walk(connection) == ""


def test_a_picture_that_a_power_cut_has_shortened_comes_back_with_the_log(paths, result, small_disk):
    place = Backups(paths, small_disk / "backups")
    save_settings(paths.settings, Settings(backup_folder=str(place.folder)))
    with History(paths) as history:
        records = history.append_many([result(0), result(1)])
        place.make(history)
    for each in (PictureStore(paths.pictures).path(record.picture_sha256) for record in records):
        each.write_bytes(each.read_bytes()[:40])
    place.pictures.path(records[1].picture_sha256).write_bytes(b"changed, too")
    overwrite(paths.database, 0, bytes(1000))
    with open_history(paths) as history:
        assert history.picture(records[0]).shape == (24, 32, 3)
        assert "Of the pictures, 1 are missing or damaged." in history.notices[0]


def test_nothing_is_lost_when_only_an_index_is_damaged(log):
    with History(log) as history:
        before = history.page(limit=100)
    settle(log)
    offset, size = page_of(log, "record_by_sample")
    overwrite(log.database, offset, bytes(size))
    content = log.database.read_bytes()
    with open_history(log) as history:
        (notice,) = history.notices
        assert history.page(limit=100) == before
        assert history.get(12).state is State.REJECTED
        require_sound(history)
        (event,) = history.events([Kind.RESTORED])
        assert (event.new["records"], event.new["missing"], event.new["decisions_lost"]) == (10, 0, 0)
    aside = aside_of(log)
    assert aside.read_bytes() == content
    for words in (
        "was damaged",
        aside.name,
        "(10 records)",
        "10 records that were logged after it",
        "No record is missing",
    ):
        assert words in notice
    # Its program might have been killed before anybody read it.
    with open_history(log) as history:
        (again,) = history.notices
        assert "It was put right on " in again
        assert aside.name in again
        history.note(NewEvent(Kind.STARTED))
    with open_history(log) as history:
        assert history.notices == ()


def test_an_overwritten_header_costs_no_record(log):
    overwrite(log.database, 0, b"\xff" * 100)
    with open_history(log) as history:
        assert history.count() == 20
        assert "No record is missing" in history.notices[0]
        require_sound(history)


def test_an_overwritten_first_page_costs_no_record(log):
    with closing(sqlite3.connect(log.database)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    overwrite(log.database, 0, random.Random(1).randbytes(size))
    with open_history(log) as history:
        assert history.count() == 20
        require_sound(history)


def test_garbage_in_place_of_the_log_costs_what_came_after_the_backup_and_it_is_said(log):
    log.database.write_bytes(random.Random(2).randbytes(300_000))
    with open_history(log) as history:
        (notice,) = history.notices
        assert history.count() == 10
        require_sound(history)
    assert "How many records are missing cannot be told" in notice
    assert "The records reach until 2025-01-31 12:34 UTC" in notice


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.98])
def test_a_truncated_log_goes_on_from_the_backup(log, part):
    content = log.database.read_bytes()
    log.database.write_bytes(content[: round(len(content) * part)])
    with open_history(log) as history:
        assert 10 <= history.count() <= 20
        assert "was damaged" in history.notices[0]
        require_sound(history)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_pages_are_zeroed_the_log_is_sound_afterwards_and_no_older_than_the_backup(log, seed):
    chance = random.Random(seed)
    with closing(sqlite3.connect(log.database)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    for page in chance.sample(range(pages), 3):
        overwrite(log.database, page * size, bytes(size))
    with open_history(log) as history:
        assert 10 <= history.count() <= 20
        require_sound(history)


def test_a_record_that_was_changed_in_the_damaged_file_does_not_come_over(log):
    with closing(sqlite3.connect(log.database)) as connection:
        connection.execute("DROP TRIGGER record_never_changes")
        connection.execute("UPDATE record SET label = 'benign' WHERE id = 15")
        connection.commit()
    offset, size = page_of(log, "record_by_source")
    overwrite(log.database, offset, bytes(size))
    with open_history(log) as history:
        assert history.count() == 14
        assert "4 records that were logged after it" in history.notices[0]
        assert "6 records could not be recovered" in history.notices[0]
        require_sound(history)


def test_a_damaged_newest_backup_is_passed_over_for_the_one_before(log, result):
    with History(log) as history:
        newest = Backups(log).make(history)
    overwrite(newest.database, 9000, b"damaged")
    settle(log)
    log.database.write_bytes(b"garbage" * 1000)
    with open_history(log) as history:
        assert history.count() == 10
        assert "(10 records)" in history.notices[0]


def test_a_log_that_is_gone_is_brought_back_from_the_backup(log):
    for each in log.root.glob("leukdesk.sqlite3*"):
        each.unlink()
    with open_history(log) as history:
        assert history.count() == 10
        assert "was gone" in history.notices[0]
        require_sound(history)


def test_a_log_that_is_gone_and_has_no_backup_is_told_of(paths, result):
    with History(paths) as history:
        history.append(*result())
    for ending in ("", "-wal", "-shm"):
        paths.database.with_name(f"leukdesk.sqlite3{ending}").unlink(missing_ok=True)
    with open_history(paths) as history:
        assert "was gone" in history.notices[0]
        assert "a new, empty log was begun" in history.notices[0]
    with open_history(paths) as history:
        assert history.notices == ()


def test_a_log_that_lost_its_end_goes_on_and_says_so(log):
    older = log.database.read_bytes()
    with History(log) as history:
        history.note(NewEvent(Kind.SETTING, subject="lost"))
    settle(log)
    log.database.write_bytes(older)
    with open_history(log) as history:
        assert history.count() == 20
        assert "How many records are missing cannot be told" in history.notices[0]
        require_sound(history)


def test_an_emptied_log_is_brought_back_from_the_backup(log):
    log.database.write_bytes(b"")
    with open_history(log) as history:
        assert history.count() == 10
        require_sound(history)


def test_pictures_that_went_with_the_log_come_back_as_well(log):
    with History(log) as history:
        record = history.get(3)
    settle(log)
    (log.pictures / record.picture_sha256[:2] / f"{record.picture_sha256}.png").unlink()
    overwrite(log.database, 0, bytes(100))
    with open_history(log) as history:
        assert history.picture(record).shape == (24, 32, 3)
        require_sound(history)


def test_without_a_backup_everything_that_can_be_proven_is_kept(paths, result):
    with History(paths) as history:
        for seed in range(5):
            history.append(*result(seed))
        before = history.page()
    settle(paths)
    offset, size = page_of(paths, "record_by_model")
    overwrite(paths.database, offset, bytes(size))
    with open_history(paths) as history:
        assert history.page() == before
        assert (
            "There is no backup. What could be read and proven was taken into a new log. That is 5 records."
            in (history.notices[0])
        )
        require_sound(history)
    assert aside_of(paths).exists()


def test_without_a_backup_and_without_anything_readable_a_new_log_is_begun_and_said_so(paths, result):
    with History(paths) as history:
        history.append(*result())
    settle(paths)
    for name in ("record", "event"):
        offset, size = page_of(paths, name)
        overwrite(paths.database, offset, bytes(size))
    with open_history(paths) as history:
        assert history.count() == 0
        assert "a new, empty log was begun" in history.notices[0]
        require_sound(history)
    assert aside_of(paths).exists()


def test_a_damaged_log_that_another_has_open_is_left_alone(log):
    with History(log):
        offset, size = page_of(log, "record_by_sample")
        overwrite(log.database, offset, bytes(size))
        with pytest.raises(HistoryInUseError, match="Close every other Leukdesk"):
            open_history(log)
        assert list(log.root.glob("*.damaged-*")) == []


def test_a_killed_recovery_is_finished_by_the_next_start(log):
    """Killed after the damaged log was moved aside and before the new one took its name."""
    with History(log) as history:
        records = history.page(limit=100)
    settle(log)
    log.database.rename(log.database.with_name("leukdesk.sqlite3.ready"))
    with open_history(log) as history:
        assert history.page(limit=100) == records
        assert "broken off has been finished" in history.notices[0]


def test_a_sound_log_is_opened_without_a_word_and_nothing_is_moved(log):
    names = {each.name for each in log.root.iterdir()}
    with open_history(log) as history:
        assert history.notices == ()
        assert history.count() == 20
    assert {each.name for each in log.root.iterdir()} <= names | {"leukdesk.sqlite3-wal", "leukdesk.sqlite3-shm"}


def test_records_still_in_the_write_ahead_log_of_a_killed_program_come_over(log, result, start):
    code = """
import sys
from pathlib import Path
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.history.events import Kind, NewEvent
history = History(DataPaths(Path(sys.argv[1])))
for number in range(5):
    history.note(NewEvent(Kind.SETTING, subject=f"setting {number}"))
print("noted", flush=True)
sys.stdin.read()
"""
    child = start(code, log.root)
    assert child.stdout.readline() == "noted\n"
    child.kill()
    child.wait()
    overwrite(log.database, 0, bytes(100))
    with open_history(log) as history:
        assert [each.subject for each in history.events([Kind.SETTING])] == [f"setting {n}" for n in (4, 3, 2, 1, 0)]
        require_sound(history)


def test_a_damaged_log_of_an_earlier_format_is_left_to_a_person(paths):
    from leukdesk.history.database import connect, migrate, migrations

    paths.create()
    with closing(connect(paths.database, 1)) as connection:
        migrate(connection, migrations()[:3])
        connection.execute("PRAGMA journal_mode = DELETE")
    offset, size = page_of(paths, "record")
    overwrite(paths.database, offset, bytes(size))
    content = paths.database.read_bytes()
    with pytest.raises(HistoryDamagedError):
        open_history(paths)
    assert paths.database.read_bytes() == content


@pytest.fixture
def shared(tmp_path, log, result) -> DataPaths:
    """The log with its backups in a folder that another station uses as well, whose backup is the newest there."""
    folder = tmp_path / "shared"
    other = DataPaths(tmp_path / "other")
    with History(other) as history:
        history.append_many([result(seed) for seed in range(50, 53)])
        (tmp_path / "shared").mkdir()
        Backups(other, folder).make(history)
    save_settings(log.settings, Settings(backup_folder=str(folder)))
    return log


def test_a_new_station_does_not_begin_with_another_ones_records(shared, tmp_path):
    new = DataPaths(tmp_path / "new")
    save_settings(new.settings, Settings(backup_folder=str(tmp_path / "shared")))
    with open_history(new) as history:
        assert (history.count(), history.notices) == (0, ())


@pytest.mark.parametrize("damage", ["garbage", "zeroed", "gone", "gone with the file that names the station"])
def test_a_damaged_log_is_never_replaced_by_another_stations(shared, damage):
    if damage.startswith("gone"):
        for each in shared.root.glob("leukdesk.sqlite3*" if "names" in damage else "leukdesk.sqlite3"):
            each.unlink()
    else:
        shared.database.write_bytes(b"garbage" * 9000 if damage == "garbage" else bytes(9000))
    with open_history(shared) as history:
        assert {each.sample for each in history.page(limit=100)} == {f"S-{number:04d}" for number in range(10)}
        require_sound(history)


def test_without_a_backup_of_its_own_a_new_log_is_begun_and_another_stations_backup_left_alone(shared):
    shutil.rmtree(shared.backups)
    shared.database.write_bytes(b"garbage" * 9000)
    with open_history(shared) as history:
        assert history.count() == 0
        assert "a new, empty log was begun" in history.notices[0]


def test_damage_that_a_check_found_in_a_large_log_is_recovered_by_the_next_start(log, monkeypatch):
    monkeypatch.setattr(recovery, "_SMALL", 0)
    offset, size = page_of(log, "record_by_sample")
    overwrite(log.database, offset, bytes(size))
    with open_history(log) as history:
        assert history.notices == ()
        assert not keep_findings(history, verify(history, "none"))
    assert is_suspect(log.database)
    with open_history(log) as history:
        assert "was damaged" in history.notices[0]
        require_sound(history)
    assert not is_suspect(log.database)


def test_a_sound_log_that_was_suspected_is_looked_through_once(log):
    mark_suspect(log.database, "what a check found")
    with open_history(log) as history:
        assert history.notices == ()
    assert not is_suspect(log.database)


def test_records_in_the_write_ahead_log_survive_a_file_that_sqlite_cannot_read(log, result, start):
    """A connection that writes would clear the write-ahead log away before it was copied."""
    code = """
import sys
from pathlib import Path
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.history.events import Kind, NewEvent
history = History(DataPaths(Path(sys.argv[1])))
history.note(NewEvent(Kind.SETTING, subject="in the write-ahead log"))
print("noted", flush=True)
sys.stdin.read()
"""
    child = start(code, log.root)
    assert child.stdout.readline() == "noted\n"
    child.kill()
    child.wait()
    wal = log.database.with_name("leukdesk.sqlite3-wal")
    content = wal.read_bytes()
    assert content
    offset, size = page_of_read_only(log, "record_by_sample")
    wal.write_bytes(content)
    overwrite(log.database, offset, bytes(size))
    with open_history(log) as history:
        assert [each.subject for each in history.events([Kind.SETTING])] == ["in the write-ahead log"]
        require_sound(history)
    aside = aside_of(log)
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == content


def page_of_read_only(paths: DataPaths, name: str) -> tuple[int, int]:
    with closing(sqlite3.connect(f"{paths.database.as_uri()}?mode=ro", uri=True)) as connection:
        number = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    return (number - 1) * size, size


def test_a_log_made_ready_long_ago_never_replaces_newer_records(log, result):
    ready = log.database.with_name("leukdesk.sqlite3.ready")
    ready.write_bytes(log.database.read_bytes())
    with open_history(log) as history:
        history.append(*result(30))
    assert not ready.exists()
    settle(log)
    log.database.unlink()
    with open_history(log) as history:
        assert "broken off" not in history.notices[0]


def test_a_log_parted_from_its_write_ahead_log_by_a_kill_gets_it_back(log, start):
    code = """
import os, sys
from pathlib import Path
from leukdesk.history.safety import swap
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
paths = DataPaths(Path(sys.argv[1]))
history = History(paths)
history.note(NewEvent(Kind.SETTING, subject="kept"))
renamed = 0
def stop(event, arguments):
    global renamed
    renamed += event == "os.rename"
    if renamed == int(sys.argv[2]):
        os._exit(1)
sys.addaudithook(stop)
swap.move_aside(paths.database, swap.aside_of(paths.database, "damaged"))
"""
    for renames in (3, 5):  # the first is of the file that tells of the others
        start(code, log.root, renames).wait()
        assert list(log.root.glob("*.damaged-*"))
        with open_history(log) as history:
            assert {each.subject for each in history.events([Kind.SETTING])} == {"kept"}
            require_sound(history)
        assert not list(log.root.glob("*.damaged-*"))


def test_a_full_disk_leaves_no_file_that_keeps_the_log_from_being_opened(small_disk, result):
    paths = DataPaths(small_disk / "data")
    with History(paths) as history:
        history.append(*result(0))
    files = {each.name for each in paths.root.iterdir()}
    with pytest.raises(OSError, match="28"), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    with pytest.raises(OSError, match="28"):
        swap.move_aside(paths.database, swap.aside_of(paths.database, "before-restore"))
    assert {each.name for each in paths.root.iterdir()} == files
    (small_disk / "filler").unlink()
    with open_history(paths) as history:
        assert history.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"leukdesk.sqlite3.", b"leukdesk.sqlite3.damaged-/../other", b"a\0b", b"." * 5000],
)
def test_a_senseless_note_of_a_move_is_removed_and_the_log_opened_as_it_lies(log, content):
    moving = log.root / "leukdesk.sqlite3.moving"
    moving.write_bytes(content)
    with open_history(log) as history:
        assert (history.count(), history.notices) == (20, ())
    assert not moving.exists()


def test_a_move_aside_that_fails_leaves_no_log_that_is_ready(log, monkeypatch):
    building = swap.copy_to_build(log.database, log.database)
    (log.root / "leukdesk.sqlite3.moving").mkdir()
    with pytest.raises(OSError):
        swap.finish(building, log.database, swap.aside_of(log.database, "damaged"))
    assert log.database.exists()
    assert not log.database.with_name("leukdesk.sqlite3.ready").exists()


def test_two_programs_that_start_on_a_damaged_log_recover_it_once(log, start):
    offset, size = page_of(log, "record_by_sample")
    overwrite(log.database, offset, bytes(size))
    code = """
import sys
from pathlib import Path
from leukdesk.history.safety.recovery import open_history
from leukdesk.paths import DataPaths
print("ready", flush=True)
sys.stdin.readline()
with open_history(DataPaths(Path(sys.argv[1]))) as history:
    print(history.count(), flush=True)
    sys.stdin.readline()
"""
    programs = [start(code, log.root) for _ in range(3)]
    for each in programs:
        assert each.stdout.readline() == "ready\n"
    for each in programs:
        each.stdin.write("go\n")
        each.stdin.flush()
    assert [each.stdout.readline() for each in programs] == ["20\n"] * 3
    aside_of(log)


def test_what_killed_programs_left_beside_the_log_goes_when_it_is_opened(log):
    for name in (".leukdesk-salvage-1", ".leukdesk-merge-1"):
        (log.root / name).mkdir()
        (log.root / name / "leukdesk.sqlite3").write_bytes(b"half")
    (log.root / "leukdesk.sqlite3.building").write_bytes(b"half")
    with open_history(log):
        pass
    assert not [each for each in log.root.iterdir() if each.name.startswith(".") or each.suffix == ".building"]


@pytest.fixture
def staffed(paths, result) -> DataPaths:
    """A log with an administrator, who has a PIN, and an operator without one; no backup."""
    with History(paths) as history:
        operators = Operators(history)
        operators.add("Ada", pin="1234")
        operators.add("Bo", Role.OPERATOR, by="Ada")
        record = history.append(*result(0))
        history.decide([record.id], Decision(State.CONFIRMED), "Ada")
        (paths.root.parent / "out").mkdir()
        handover = Handover(paths.root.parent / "out", JsonFile(), When.DECIDED)
        begin(history, paths.root.parent / "out", earlier=True)
        assert deliver(history, handover) == 1
    settle(paths)
    return paths


def test_operators_whose_table_is_lost_come_back_from_the_events_and_cannot_work_without_a_pin(staffed):
    offset, size = page_of(staffed, "operator")
    overwrite(staffed.database, offset, bytes(size))
    with open_history(staffed) as history:
        assert "The PINs of Ada are lost" in history.notices[0]
        operators = Operators(history)
        assert [(each.name, each.role, each.has_pin) for each in operators.laboratory().operators] == [
            ("Ada", Role.ADMINISTRATOR, True),
            ("Bo", Role.OPERATOR, False),
        ]
        with pytest.raises(WrongPinError):
            operators.prove("Ada", "1234")
        with pytest.raises(OperatorError, match="Type the PIN"):
            operators.prove("Ada", "")
        assert operators.reset("root") == ["Ada"]
        require_sound(history)


def test_operators_keep_their_pins_and_nothing_is_handed_over_twice_where_only_an_index_is_damaged(staffed):
    offset, size = page_of(staffed, "record_by_sample")
    overwrite(staffed.database, offset, bytes(size))
    with open_history(staffed) as history:
        assert "PIN" not in history.notices[0]
        assert Operators(history).prove("Ada", "1234").role is Role.ADMINISTRATOR
        handover = Handover(staffed.root.parent / "out", JsonFile(), When.DECIDED)
        assert deliver(history, handover) == 0
        require_sound(history)
