"""A program that is killed while it backs up, restores, archives or merges leaves each of these done or not done.

Four kills of each, or as many as LEUKDESK_TEST_KILLS says.
"""

import json
import logging
import sys
import zipfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime

import pytest

from leukdesk.history import chain
from leukdesk.history.checking.verify import verify
from leukdesk.history.database import connect_for_reading
from leukdesk.history.events import Kind
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import plan
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .killer import an_hour_later, left_over

logger = logging.getLogger(__name__)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks a program that has imported everything already")

OLD, LIMIT = datetime(2024, 5, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)


def require_sound(history, *, quick=True):
    assert verify(history, "there" if quick else "whole", quick=quick).problems == ()
    logged = {each.picture_sha256 for each in history.page(limit=-1)}
    stored = {each.stem for each in history.paths.pictures.glob("??/*.png")}
    assert stored <= logged
    assert [each for each in (history.paths.pictures / "incoming").rglob("*") if each.is_file()] == []


@pytest.fixture(params=["beside", "elsewhere"])
def place(request, paths):
    """Where backups lie: on the log's disk, where pictures are linked, or on another, where they are copied."""
    if request.param == "beside":
        return Backups(paths)
    return Backups(paths, request.getfixturevalue("disk_of")("64m") / "backups")


def test_a_backup_that_is_killed_is_there_whole_or_not_at_all_and_the_earlier_one_stays(killer, place, result):
    acknowledged: list[str] = []
    records = []
    left = Counter()
    with open_history(place.paths) as history:
        # From now on each one thins.
        for seed in (-2, -1):
            records.append(history.append(*result(seed + 10_000)))
            place.make(history)
    for seed in killer.rounds:
        with open_history(place.paths) as history:
            assert history.notices == ()
            require_sound(history, quick=seed != killer.rounds[-1])
            assert {each.id for each in history.page(limit=-1)} >= {each.id for each in records}
            records += history.append_many([result(20 * seed + each) for each in range(20)])
            found = place.all()
            assert [place.faults(each) for each in found] == [[]] * len(found)
            # The newest two stay, and one may have been made without its being acknowledged.
            assert len(found) >= min(2, len(acknowledged))
            assert all(found[0].name >= name for name in acknowledged)
        said = killer("back_up", place.paths.root, place.folder)
        acknowledged += [words[1] for words in said if words[0] == "done"]
        left.update(["half a backup"] * (left_over(place.folder) != []))
    with open_history(place.paths) as history:
        last = place.make(history)
        assert place.faults(last) == []
        assert left_over(place.folder, place.paths.root) == []
        assert {each.stem for each in place.pictures.folder.glob("??/*.png")} == {
            each.picture_sha256 for each in records
        }
    logger.info("backups: %s; left and cleared up: %s", dict(killer.ended), dict(left))


def test_a_restore_that_is_killed_has_happened_or_has_not_and_nothing_logged_is_lost(killer, place, result):
    with open_history(place.paths) as history:
        history.append_many([result(seed) for seed in range(20)])
        backup = place.make(history)
    outcome = Counter()
    for seed in killer.rounds:
        with open_history(place.paths) as history:
            history.append_many([result(1000 + 5 * seed + each) for each in range(5)])
            before = history.head()
            # Some pictures have to come from the backup.
            for each in history.page(limit=200)[-3:]:
                (place.paths.pictures / each.picture_sha256[:2] / f"{each.picture_sha256}.png").unlink(missing_ok=True)
        said = killer("put_back", place.paths.root, place.folder)
        outcome.update(["left half-way"] * (left_over(place.paths.root) != []))
        an_hour_later(place.paths.root)
        with open_history(place.paths) as history:
            assert all("broken off has been finished" in each for each in history.notices)
            outcome.update(["finished afterwards"] * len(history.notices))
            restored = history.head() != before
            assert restored or said == []
            assert history.head().id == (backup.manifest.head.id + 1 if restored else before.id)
            if restored:
                (event,) = history.events([Kind.RESTORED])
                assert event.old == {"event": before.id, "hash": before.hash.hex()}
                assert before in asides(place.paths)
                require_sound_but_for_pictures(history)
            else:
                assert verify(history, "none", quick=True).problems == ()
            assert left_over(place.paths.root) == []
            outcome.update(["restored" if restored else "not restored"])
        assert place.faults(backup) == []
    logger.info("restores: %s; %s", dict(killer.ended), dict(outcome))


def require_sound_but_for_pictures(history):
    """Pictures of what was logged after the backup stay, for the log that was moved aside needs them."""
    assert verify(history, "there").problems == ()


def asides(paths):
    """Return the newest events of the logs that were moved aside."""
    found = []
    for each in paths.root.glob(f"{paths.database.name}.before-restore-*Z"):
        with closing(connect_for_reading(each, 5)) as log:
            found.append(chain.head(log))
    return found


def test_archiving_that_is_killed_loses_no_picture_and_half_an_archive_is_none(killer, paths, result, tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    left = Counter()
    for seed in killer.rounds:
        with open_history(paths) as history:
            history.append_many([result(15 * seed + each, time=OLD) for each in range(15)])
        killer("put_away", paths.root, folder)
        for each in folder.glob("*.zip"):
            require_whole(each)
        left.update(["half an archive"] * (left_over(folder) != []))
        with open_history(paths) as history:
            assert history.notices == ()
            # Every picture is in its place or in an archive.
            require_sound(history, quick=False)
            assert history.count() == 15 * (seed + 1)
    with open_history(paths) as history:
        history.append(*result(15 * len(killer.rounds), time=OLD))
        archive(history, plan(history, LIMIT), folder)
        assert [each for each in left_over(folder, paths.root) if each.suffix != ".pending"] == []
        assert [*paths.pictures.glob("??/*.png")] == []
    with open_history(paths) as history:
        require_sound(history, quick=False)
    logger.info("archives: %s; left and cleared up: %s", dict(killer.ended), dict(left))


def require_whole(path):
    with zipfile.ZipFile(path) as made:
        assert made.testzip() is None
        pictures = json.loads(made.read("manifest.json"))["pictures"]
    assert len(made.namelist()) == len(pictures) + 1


def test_a_merge_that_is_killed_has_taken_a_log_in_whole_or_not_at_all(killer, result, tmp_path):
    merged = DataPaths(tmp_path / "merged")
    stations = [DataPaths(tmp_path / name) for name in ("first", "second")]
    names, counts = {}, Counter()
    left = Counter()
    for seed in killer.rounds:
        for number, station in enumerate(stations):
            with History(station) as history:
                history.append_many([result(1000 * number + 10 * seed + each) for each in range(10)])
                names[number] = history.events([Kind.BEGUN])[0].new["station"]
        said = killer("bring_together", merged.root, *(each.root for each in stations))
        acknowledged = {words[1] for words in said if words[0] == "taken"}
        left.update(["half-way"] * (left_over(merged.root) != []))
        with open_history(merged) as history:
            assert history.notices == ()
            require_sound(history, quick=seed != killer.rounds[-1])
            taken = Counter(each.station for each in history.page(limit=-1))
            for name in names.values():
                # All that there is now, or what there was before.
                assert taken[name] in ({10 * (seed + 1)} if name in acknowledged else {10 * (seed + 1), counts[name]})
                assert sum(e.new["records"] for e in history.events([Kind.MERGED]) if e.subject == name) == taken[name]
            counts = taken
            assert left_over(merged.root) == []
    list(merge([each.root for each in stations], merged.root))
    with open_history(merged) as history:
        require_sound(history, quick=False)
        assert history.count() == 20 * len(killer.rounds)
    for station in stations:
        with History(station) as history:
            require_sound(history)
            assert history.count() == 10 * len(killer.rounds)
    logger.info("merges: %s; left and cleared up: %s", dict(killer.ended), dict(left))
