"""Old pictures in an archive: read back before anything goes, and seen as before while the archive is at hand."""

import json
import sqlite3
import threading
import time
import zipfile
from datetime import UTC, datetime

import numpy as np
import pytest

from leukdesk import cli
from leukdesk.history.checking.findings import ProblemKind
from leukdesk.history.checking.verify import verify
from leukdesk.history.errors import DiskFullError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import due, months_before, plan
from leukdesk.history.safety.archive_reading import PictureArchivedError
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import ArchiveCancelledError, ArchiveError
from leukdesk.history.store import History
from leukdesk.options.history_safety import day
from leukdesk.settings import Settings, load_settings, save_settings

OLD, NEW = datetime(2024, 5, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
LIMIT = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def filled(history, result):
    """Two old ones, an uncertain old one, an old one that a new record shares, a new one."""
    return history.append_many(
        [
            result(0, time=OLD),
            result(1, time=OLD),
            result(2, time=OLD, uncertain=True),
            result(3, time=OLD),
            result(3, time=NEW),
            result(4, time=NEW),
        ]
    )


def on_disk(history):
    return {path.stem for path in history.paths.pictures.glob("??/*.png")}


def test_what_would_be_archived_is_counted_first_and_nothing_is_changed(history, filled):
    before = on_disk(history)
    wanted = plan(history, LIMIT)
    assert set(wanted.pictures) == {filled[0].picture_sha256, filled[1].picture_sha256}
    assert (wanted.records, wanted.kept) == (2, 2)
    assert wanted.size > 2000
    assert on_disk(history) == before


def test_archived_pictures_go_and_are_shown_from_the_archive(history, filled, tmp_path, result):
    done = archive(history, plan(history, LIMIT), tmp_path / "archive", "Ana")
    assert done.pictures == 2
    assert on_disk(history) == {each.picture_sha256 for each in filled[2:]}
    assert np.array_equal(history.picture(filled[0]), result(0)[1])
    assert history.check() == []
    (event,) = history.events([Kind.ARCHIVED])
    assert (event.actor, event.subject, event.new["sha256"]) == ("Ana", done.path.name, done.sha256)
    with zipfile.ZipFile(done.path) as made:
        manifest = json.loads(made.read("manifest.json"))
        assert [each["records"] for each in manifest["pictures"]] in ([[1], [2]], [[2], [1]])
        assert {info.compress_type for info in made.infolist()} == {zipfile.ZIP_STORED}


def test_an_archive_that_is_not_at_hand_is_asked_for_by_its_name(history, filled, tmp_path):
    done = archive(history, plan(history, LIMIT), tmp_path / "archive")
    done.path.rename(tmp_path / "elsewhere.zip")
    with pytest.raises(PictureArchivedError, match=done.path.name):
        history.picture(filled[0])


def kinds_of(history, pictures="whole"):
    return {each.kind for each in verify(history, pictures).problems}


def test_an_archive_that_is_gone_or_changed_is_a_problem(history, filled, tmp_path):
    done = archive(history, plan(history, LIMIT), tmp_path / "archive")
    assert kinds_of(history) == set()
    content = done.path.read_bytes()
    done.path.write_bytes(content[:-1])
    assert (kinds_of(history, "there"), kinds_of(history)) == (set(), {ProblemKind.ARCHIVE_CHANGED})
    done.path.unlink()
    for pictures, expected in (("none", set()), ("there", {ProblemKind.ARCHIVE_MISSING})):
        assert kinds_of(history, pictures) == expected
    (problem,) = history.check()
    assert str(done.path) in problem
    assert "2 pictures" in problem
    done.path.write_bytes(content)
    assert kinds_of(history) == set()


def test_a_picture_is_not_declared_archived_by_the_way(history, filled, tmp_path):
    done = archive(history, plan(history, LIMIT), tmp_path / "archive")
    (event,) = history.events([Kind.ARCHIVED])
    values = [filled[5].picture_sha256, event.id, 6, done.path.name, str(done.path.parent)]
    again = [filled[0].picture_sha256, event.id, 6, "other.zip", str(done.path.parent)]
    write = history._writer.connection.execute
    insert = "INTO archived_picture VALUES (?, ?, ?, ?, ?)"
    with pytest.raises(sqlite3.IntegrityError, match="is never changed"):
        write(f"INSERT OR REPLACE {insert}", again)
    # Where the event is the newest no trigger can tell, but the event knows which pictures there were.
    write(f"INSERT {insert}", values)
    assert kinds_of(history) == {ProblemKind.ARCHIVED}
    history.note(NewEvent(Kind.SETTING))
    with pytest.raises(sqlite3.IntegrityError, match="comes with the event"):
        write(f"INSERT {insert}", [filled[4].picture_sha256, *values[1:]])


def test_a_changed_archive_shows_no_other_picture(history, filled, tmp_path):
    done = archive(history, plan(history, LIMIT), tmp_path / "archive")
    content = bytearray(done.path.read_bytes())
    content[200:260] = bytes(60)
    content[-3000] ^= 1
    done.path.write_bytes(content)
    for record in filled[:2]:
        try:
            picture = history.picture(record)
        except PictureArchivedError:
            continue
        assert picture.shape == (24, 32, 3)


def test_a_picture_that_is_logged_again_comes_back_and_can_be_archived_again(history, filled, tmp_path, result):
    archive(history, plan(history, LIMIT), tmp_path / "first")
    again = history.append(*result(0, time=NEW))
    assert again.picture_sha256 in on_disk(history)
    assert plan(history, LIMIT).pictures == ()
    assert Backups(history.paths).make(history).manifest.pictures == 4
    later = plan(history, datetime(2026, 1, 1, tzinfo=UTC))
    assert again.picture_sha256 in later.pictures
    archive(history, later, tmp_path / "second")
    assert again.picture_sha256 not in on_disk(history)
    assert np.array_equal(history.picture(again), result(0)[1])


def test_what_is_logged_again_while_it_is_archived_stays(history, filled, tmp_path, result):
    logged = []

    def log_again(what, *_):
        if what == "Removing the pictures" and not logged:
            logged.append(history.append(*result(1, time=NEW)))

    archive(history, plan(history, LIMIT), tmp_path / "archive", progress=log_again)
    assert logged[0].picture_sha256 in on_disk(history)
    assert filled[0].picture_sha256 not in on_disk(history)
    assert history.check() == []


def test_what_was_reviewed_can_go(history, filled):
    history.decide([3], Decision(State.CONFIRMED), "Ana")
    assert filled[2].picture_sha256 in plan(history, LIMIT).pictures


def test_a_cancelled_archive_leaves_every_picture_and_no_file(history, filled, tmp_path):
    for stop_at in ("Writing the archive", "Reading the archive back"):
        cancel = threading.Event()
        with pytest.raises(ArchiveCancelledError):
            archive(
                history,
                plan(history, LIMIT),
                tmp_path / "archive",
                progress=lambda what, *_: cancel.set() if what == stop_at else None,  # noqa: B023
                cancelled=cancel.is_set,
            )
        assert len(on_disk(history)) == 5
        assert list((tmp_path / "archive").iterdir()) == []
    assert history.events([Kind.ARCHIVED]) == []


def test_no_room_for_the_archive_leaves_every_picture(history, result, small_disk):
    history.append_many([result(seed, side=500, time=OLD) for seed in range(5)])
    with pytest.raises(DiskFullError):
        archive(history, plan(history, LIMIT), small_disk)
    assert len(on_disk(history)) == 5
    assert list(small_disk.iterdir()) == []


def test_a_damaged_picture_is_left_and_named(history, filled, tmp_path):
    sha256 = filled[0].picture_sha256
    (history.paths.pictures / sha256[:2] / f"{sha256}.png").write_bytes(b"damaged")
    done = archive(history, plan(history, LIMIT), tmp_path / "archive")
    assert (done.pictures, done.left) == (1, (sha256,))
    assert sha256 in on_disk(history)


def test_nothing_to_archive_makes_no_file(history, filled, tmp_path):
    with pytest.raises(ArchiveError, match="no picture that old"):
        archive(history, plan(history, datetime(2020, 1, 1, tzinfo=UTC)), tmp_path / "archive")
    assert not (tmp_path / "archive").exists()


def test_backups_after_archiving_do_not_miss_the_pictures(history, filled, tmp_path):
    archive(history, plan(history, LIMIT), tmp_path / "archive")
    backup = Backups(history.paths).make(history)
    assert (backup.manifest.missing, backup.manifest.pictures) == (0, 3)


def test_the_command_asks_first_and_tells_what_it_did(paths, result, tmp_path, capsys):
    with History(paths) as history:
        history.append(*result(time=OLD))
    arguments = ["history", "archive", "--data-dir", str(paths.root), "--before", "2025-01-01", "--json"]
    arguments += ["--to", str(tmp_path / "archive")]
    assert cli.main(arguments) == 1
    assert "1 picture (0.0 MB) of 1 record before 2025-01-01" in capsys.readouterr().err
    assert cli.main([*arguments, "--yes"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pictures"] == 1
    with History(paths) as history:
        assert on_disk(history) == set()


def test_the_retention_rule_tells_what_is_due_and_archives_nothing(history, filled, tmp_path):
    before = on_disk(history)
    rule = Settings(archive_after_months=6)
    assert due(history, Settings(), NEW) is None
    assert due(history, rule, OLD) is None
    wanted = due(history, rule, NEW)
    assert wanted is not None
    assert set(wanted.pictures) == {filled[0].picture_sha256, filled[1].picture_sha256}
    assert on_disk(history) == before
    archive(history, wanted, tmp_path / "archive")
    assert due(history, rule, NEW) is None


@pytest.fixture
def in_kolkata(monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one time zone for all programs")
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_kolkata")
def test_days_and_months_are_those_of_the_clock_on_the_wall():
    assert day("2025-01-31") == datetime(2025, 1, 30, 18, 30, tzinfo=UTC)
    assert months_before(datetime(2025, 3, 31, 6, tzinfo=UTC), 1) == datetime(2025, 2, 27, 18, 30, tzinfo=UTC)
    assert months_before(datetime(2025, 1, 31, 23, tzinfo=UTC), 14) == datetime(2023, 11, 30, 18, 30, tzinfo=UTC)
    assert months_before(datetime(2025, 1, 31, tzinfo=UTC), 12 * 3000) is None


@pytest.mark.parametrize("months", [-1, 1.5, "6", True, 10**9, None])
def test_a_rule_that_makes_no_sense_is_no_rule(tmp_path, months):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"archive_after_months": months}))
    assert load_settings(path).archive_after_months == 0
    save_settings(path, Settings(archive_after_months=18, archive_folder="/archives"))
    assert load_settings(path).archive_after_months == 18
