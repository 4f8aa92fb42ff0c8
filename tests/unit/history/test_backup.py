"""Backups: made while the log is in use, checked before they count, thinned by age, never replaced by a bad file."""

import json
import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from leukdesk.history.checking.verify import verify
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.pictures import PictureStore, picture_file
from leukdesk.history.safety.backup_pictures import BackupPictures, bring_back
from leukdesk.history.safety.backup_places import find_backup, known_by_backups
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import BackupCancelledError, BackupUnknownError, HistoryUnsoundError
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.safety.thinning import to_keep
from leukdesk.history.store import History
from leukdesk.paths import DataPaths


def test_a_backup_holds_the_log_and_its_pictures_and_says_what_it_is(paths, history, result):
    records = history.append_many([result(seed) for seed in range(3)])
    head = history.head()
    backup = Backups(paths).make(history, "Ana")
    its = backup.manifest
    assert (its.records, its.pictures, its.missing, its.head) == (3, 3, 0, head)
    assert its.verified
    assert json.loads((backup.folder / "manifest.json").read_text())["verified"] is True
    assert Backups(paths).all() == [backup]
    assert Backups(paths).faults(backup) == []
    for record in records:
        link = Backups(paths).pictures.path(record.picture_sha256)
        assert link.samefile(paths.pictures / link.parent.name / link.name)
    (event,) = history.events([Kind.BACKED_UP])
    assert (event.actor, event.subject, event.new["sha256"]) == ("Ana", str(backup.folder), its.sha256)


def test_on_another_disk_pictures_are_copied_once(paths, history, result, small_disk):
    (record,) = history.append_many([result()])
    place = Backups(paths, small_disk / "backups")
    first = place.make(history)
    copy = place.pictures.path(record.picture_sha256)
    written = copy.stat()
    assert written.st_nlink == 1
    second = place.make(history)
    assert copy.stat().st_ino == written.st_ino
    assert [place.faults(each) for each in (first, second)] == [[], []]


def test_results_are_logged_while_a_backup_is_made(paths, history, result):
    history.append_many([result(seed) for seed in range(20)])
    logged = []

    def log_more(what: str, _done: int, _all: int) -> None:
        if what == "Saving the log":
            logged.append(history.append(*result(100 + len(logged))))

    backup = Backups(paths).make(history, progress=log_more)
    assert logged
    assert backup.manifest.records == 20
    assert history.count() == 20 + len(logged)


def test_a_cancelled_backup_leaves_nothing(paths, history, result):
    history.append(*result())
    cancel = threading.Event()
    with pytest.raises(BackupCancelledError):
        Backups(paths).make(history, progress=lambda *_: cancel.set(), cancelled=cancel.is_set)
    assert [each.name for each in paths.backups.iterdir() if each.is_dir() and each.name != "pictures"] == []
    assert history.events([Kind.BACKED_UP]) == []


def test_half_a_backup_of_a_killed_program_is_no_backup_and_goes(paths, history, result):
    history.append(*result())
    half = paths.backups / ".making-1"
    half.mkdir(parents=True)
    (half / "leukdesk.sqlite3").write_bytes(b"half")
    assert Backups(paths).all() == []
    backup = Backups(paths).make(history)
    assert Backups(paths).all() == [backup]
    assert not half.exists()


def zero_page_of(paths: DataPaths, table: str) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with paths.database.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(bytes(size))


def test_a_damaged_log_is_not_backed_up_and_the_good_backups_stay(paths, result):
    with History(paths) as history:
        history.append(*result())
        good = Backups(paths).make(history)
    zero_page_of(paths, "record_by_sample")
    with History(paths) as history:
        with pytest.raises(HistoryUnsoundError, match="No backup was made"):
            Backups(paths).make(history)
        (event,) = history.events([Kind.CHECK_FAILED])
        assert "damaged" in event.new["first"][0]
    assert Backups(paths).all() == [good]
    assert Backups(paths).faults(good) == []


def test_a_log_that_lost_its_guards_is_not_backed_up(paths, history, result):
    history.append(*result())
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("DROP TRIGGER event_never_goes")
    with pytest.raises(HistoryUnsoundError, match="event_never_goes"):
        Backups(paths).make(history)
    assert Backups(paths).all() == []


def test_an_older_log_put_in_place_of_the_newer_is_not_backed_up(paths, result):
    with History(paths) as history:
        history.append(*result(0))
    older = paths.database.read_bytes()
    with History(paths) as history:
        history.append(*result(1))
        newest = Backups(paths).make(history)
    paths.database.write_bytes(older)
    paths.database.with_name("leukdesk.sqlite3.head").unlink()
    with History(paths) as history:
        with pytest.raises(HistoryUnsoundError, match="an older one was put in its place"):
            Backups(paths).make(history)
        (known,) = known_by_backups(paths, history).heads
        assert (known.id, known.hash) == (newest.manifest.head.id, newest.manifest.head.hash)
    assert Backups(paths).all() == [newest]


def test_a_missing_picture_is_counted_and_does_not_keep_the_records_from_being_saved(paths, history, result):
    record, _ = history.append_many([result(0), result(1)])
    (paths.pictures / record.picture_sha256[:2] / f"{record.picture_sha256}.png").unlink()
    backup = Backups(paths).make(history)
    assert (backup.manifest.missing, backup.verified) == (1, False)
    assert Backups(paths).all() == [backup]


def test_a_backup_is_due_only_when_something_was_logged(paths, history, result):
    backups = Backups(paths)
    assert not backups.is_due(history)
    history.append(*result())
    assert backups.is_due(history)
    backups.make(history)
    assert not backups.is_due(history)
    history.note(NewEvent(Kind.STARTED), NewEvent(Kind.CHECKED))
    assert not backups.is_due(history)
    history.note(NewEvent(Kind.SETTING, subject="scheme"))
    assert backups.is_due(history)


def test_of_a_picture_that_is_a_link_a_backup_has_the_content(paths, history, result, tmp_path):
    linked, dangling = history.append_many([result(0), result(1)])
    for each in (linked, dangling):
        file = picture_file(paths.pictures, each.picture_sha256)
        file.rename(tmp_path / file.name)
        try:
            file.symlink_to(tmp_path / file.name)
        except OSError:
            pytest.skip("this system lets this user make no links")
    (tmp_path / f"{dangling.picture_sha256}.png").unlink()
    for place in (Backups(paths), Backups(paths, tmp_path / "elsewhere")):
        assert place.make(history).manifest.missing == 1
        kept = place.pictures.path(linked.picture_sha256)
        assert kept.is_file()
        assert not kept.is_symlink()
        assert not kept.samefile(tmp_path / kept.name)
        assert not os.path.lexists(place.pictures.path(dangling.picture_sha256))


@pytest.mark.parametrize("offset", [0, 40, 5000, -1])
def test_a_changed_byte_in_a_backup_is_found(paths, history, result, offset):
    history.append(*result())
    backup = Backups(paths).make(history)
    content = bytearray(backup.database.read_bytes())
    content[offset] ^= 1
    backup.database.write_bytes(content)
    (fault,) = Backups(paths).faults(backup)
    assert "not the one that was written" in fault


def test_a_manifest_that_cannot_be_understood_makes_no_backup(paths, history, result):
    history.append(*result())
    backup = Backups(paths).make(history)
    for text in ("", "[]", "{}", '{"time": 3}', "[" * 100_000, '{"head": {"event": "x"}}'):
        (backup.folder / "manifest.json").write_text(text)
        assert Backups(paths).all() == []


def test_a_backup_is_found_by_its_name_by_its_folder_or_as_the_latest(paths, history, result):
    history.append(*result())
    first = Backups(paths).make(history)
    second = Backups(paths).make(history)
    assert find_backup(paths, "latest")[1] == second
    assert find_backup(paths, first.name)[1] == first
    assert find_backup(paths, str(first.folder))[1] == first
    with pytest.raises(BackupUnknownError, match="leukdesk history backups"):
        find_backup(paths, "../../etc")


# Thinning


@dataclass(frozen=True)
class Dated:
    time: datetime
    verified: bool = True


NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)


def test_backups_thin_out_with_age():
    hourly = [Dated(NOW - timedelta(hours=each)) for each in range(24 * 400)]
    ages = [(NOW - each.time) / timedelta(days=1) for each in to_keep(hourly, NOW)]
    assert sum(age <= 1 for age in ages) == 25
    assert sum(1 < age <= 14 for age in ages) in (13, 14)
    assert sum(14 < age <= 61 for age in ages) in (7, 8)
    assert sum(age > 61 for age in ages) in (11, 12, 13)


def test_thinning_step_by_step_ends_like_thinning_at_once():
    """What a station keeps that thins after every backup has no hole of more than a span."""
    kept: list[Dated] = []
    for hour in range(0, 24 * 120, 5):
        now = NOW + timedelta(hours=hour)
        kept = to_keep([Dated(now), *kept], now)
    times = sorted(each.time for each in kept)
    gaps = [(later - earlier, now - later) for earlier, later in pairwise(times)]
    for gap, age in gaps:
        most = 1 if age <= timedelta(days=1) else 2 if age <= timedelta(days=14) else 14 if age.days <= 61 else 62
        assert gap <= timedelta(days=most)


def test_the_newest_and_the_newest_two_verified_always_stay():
    old = NOW - timedelta(days=900)
    verified = [Dated(old - timedelta(minutes=each)) for each in range(5)]
    others = [Dated(old + timedelta(hours=1, minutes=-each), verified=False) for each in range(5)]
    assert to_keep([*others, *verified], NOW) == [others[0], *verified[:2]]


def test_the_newest_stays_whatever_its_clock_said():
    by_a_dead_clock = [Dated(datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=each)) for each in (3, 1, 2)]
    before = Dated(NOW - timedelta(days=3))
    assert to_keep([*by_a_dead_clock, before], NOW) == [*by_a_dead_clock[:2], before]


def test_a_backup_from_the_future_stays():
    ahead = [Dated(NOW + timedelta(days=each)) for each in range(40)]
    assert len(to_keep(ahead, NOW)) == 40


def test_pictures_that_no_backup_needs_any_more_go(paths, history, result, monkeypatch):
    first = history.append(*result(0))
    old = Backups(paths).make(history)
    other = History(DataPaths(paths.root.parent / "other"))
    with other:
        stranger = other.append(*result(9))
        place = Backups(other.paths, paths.backups)
        foreign = place.make(other)
    assert place.pictures.path(stranger.picture_sha256).exists()
    # The other station's backup grows old, and is not this station's to thin.
    for each in (old, foreign):
        its = json.loads((each.folder / "manifest.json").read_text())
        aged = datetime.fromisoformat(its["time"]) - timedelta(days=500)
        (each.folder / "manifest.json").write_text(json.dumps(its | {"time": aged.isoformat()}))
    (orphan := place.pictures.path("ab" * 32)).parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"of a backup that went")
    for seed in range(1, 4):
        history.append(*result(seed))
        Backups(paths).make(history)
    names = {each.name for each in Backups(paths).all()}
    assert foreign.name in names
    assert old.name in names  # the newest of its month
    assert orphan.exists()  # nothing was thinned yet
    its = json.loads((old.folder / "manifest.json").read_text())
    older = old.folder.with_name("older")
    older.mkdir()
    (older / "leukdesk.sqlite3").write_bytes(old.database.read_bytes())
    before = datetime.fromisoformat(its["time"]) - timedelta(minutes=1)
    (older / "manifest.json").write_text(json.dumps(its | {"time": before.isoformat()}))
    Backups(paths).make(history)
    assert not older.exists()
    assert not orphan.exists()
    assert place.pictures.path(stranger.picture_sha256).exists()
    assert place.pictures.path(first.picture_sha256).exists()


@pytest.mark.parametrize("name", ["../../../planted", "/etc/passwd", "A" * 64, "0" * 63, "..", "", "0" * 64 + "\n"])
def test_a_name_that_is_no_hash_leads_nowhere(paths, tmp_path, name):
    (tmp_path / "planted.png").write_bytes(b"planted")
    for pictures in (PictureStore(paths.pictures), BackupPictures(paths.backups / "pictures")):
        with pytest.raises(ValueError, match="not the hash of a picture"):
            pictures.path(name)
    assert bring_back([name], paths.pictures, paths.backups / "pictures") == 1
    assert BackupPictures(paths.backups / "pictures").bring([name], paths.pictures, lambda *_: None, bool) == (1, 1)
    assert not [each for each in tmp_path.rglob("*.png") if each.name != "planted.png"]


def made_long_ago(backup, **changes):
    """Give a backup another time; with ``manifest`` its manifest becomes that text."""
    file = backup.folder / "manifest.json"
    told = json.loads(file.read_text())
    file.write_text(changes.get("manifest") or json.dumps(told | {"time": "2020-01-01T00:00:00.000000+00:00"}))


def test_a_backup_whose_manifest_cannot_be_read_keeps_its_pictures(paths, history, result, tmp_path):
    """Two old backups go, and a third is not understood: only it has the picture that the log has lost."""
    place = Backups(paths)
    record = history.append(*result(0))
    lost = place.make(history)
    (paths.pictures / record.picture_sha256[:2] / f"{record.picture_sha256}.png").unlink()
    for _ in range(2):
        made_long_ago(place.make(history))
    made_long_ago(lost, manifest="not JSON")
    before = len(place.all())
    for seed in (1, 2, 3):
        history.append(*result(seed))
        place.make(history)
    assert len(place.all()) < before + 3
    assert place.pictures.path(record.picture_sha256).exists()


def test_a_damaged_old_backup_spoils_no_later_one(paths, history, result):
    place = Backups(paths)
    for seed in range(3):
        history.append(*result(seed))
        made_long_ago(old := place.make(history))
        old.database.write_bytes(b"garbage" * 900)
    place.pictures.path("0" * 64).parent.mkdir(exist_ok=True)
    place.pictures.path("0" * 64).write_bytes(b"of a backup that is gone")
    for seed in (5, 6, 7):
        history.append(*result(seed))
        newest = place.make(history)
        assert history.events([Kind.BACKED_UP], limit=1)[0].subject == str(newest.folder)
    assert place.faults(newest) == []


def test_a_clock_that_was_put_right_keeps_no_backup_from_being_made(paths, result):
    """The backup of what a restore left behind says that it is newer than the restore."""
    with History(paths) as history:
        history.append(*result(0))
        first = Backups(paths).make(history)
        for seed in range(1, 5):
            history.append(*result(seed))
        left_behind = Backups(paths).make(history)
    restore(paths, Backups(paths), first)
    file = left_behind.folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"time": "2099-01-01T00:00:00.000000+00:00"}))
    with History(paths) as history:
        for seed in range(10, 20):
            history.append(*result(seed))
        assert Backups(paths).is_due(history)
        Backups(paths).make(history)
        assert not Backups(paths).is_due(history)
        assert history.check() == []
        assert len(known_by_backups(paths, history).heads) == 2


def test_no_transaction_is_held_while_pictures_are_copied(paths, history, result):
    history.append(*result(0))
    told = []

    def look(what: str, _done: int, _all: int) -> None:
        if what == "Saving pictures":
            history.append(*result(1))
            with closing(sqlite3.connect(paths.database)) as connection:
                busy, pages, moved = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
            told.append((busy, pages - moved))

    Backups(paths).make(history, progress=look)
    assert told == [(0, 0)]


def test_while_the_last_check_found_something_wrong_all_earlier_backups_stay(paths, history, result):
    history.append(*result(0))
    old = Backups(paths).make(history)
    older = old.folder.with_name("older")
    older.mkdir()
    (older / "leukdesk.sqlite3").write_bytes(old.database.read_bytes())
    its = json.loads((old.folder / "manifest.json").read_text())
    aged = datetime.fromisoformat(its["time"]) - timedelta(days=500)
    for each, minutes in ((old.folder, 0), (older, 1)):
        time = (aged - timedelta(minutes=minutes)).isoformat()
        (each / "manifest.json").write_text(json.dumps(its | {"time": time}))
    history.note(NewEvent(Kind.CHECK_FAILED))
    for seed in (1, 2):
        history.append(*result(seed))
        Backups(paths).make(history)
    assert older.exists()
    history.note(NewEvent(Kind.CHECKED))
    Backups(paths).make(history)
    assert not older.exists()


def test_a_log_whose_index_tells_something_else_is_not_backed_up_and_heals_once(paths, result):
    """Only the whole look through the file finds that; a backup of it would be taken for the last good one."""
    with History(paths) as history:
        history.append_many([result(seed) for seed in range(5)])
        good = Backups(paths).make(history)
    with closing(sqlite3.connect(paths.database)) as log:
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = log.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record_by_source'").fetchone()
        size = log.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(paths.database.read_bytes())
    page = content[(root - 1) * size : root * size]
    at = (root - 1) * size + page.index(b".png")
    content[at] ^= 1
    paths.database.write_bytes(content)
    with History(paths) as history, pytest.raises(HistoryUnsoundError, match="record_by_source"):
        Backups(paths).make(history)
    assert Backups(paths).all() == [good]
    with open_history(paths) as history:
        assert "was damaged" in history.notices[0]
        assert verify(history).sound
        assert history.count() == 5
        history.note(NewEvent(Kind.STARTED))
    with open_history(paths) as history:
        # What was done is told until something happens to the log, and it was done once.
        assert len(history.events([Kind.RESTORED])) == 1
