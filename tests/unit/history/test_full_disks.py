"""A backup or a merge that finds no room: all or nothing, told, and done once there is room."""

from pathlib import Path

import pytest

from leukdesk.history.checking.verify import verify
from leukdesk.history.events import Kind
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.store import History
from leukdesk.paths import DataPaths


def files(folder: Path) -> set[Path]:
    return {each for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("together", [False, True], ids=["on another disk", "on the disk of the log"])
def test_a_backup_for_which_there_is_no_room_leaves_the_earlier_one_and_the_log(
    disk_of, until_there_is_room, no_room, tmp_path, result, together
):
    disk = disk_of("8m")
    paths = DataPaths(disk / "data" if together else tmp_path / "data")
    place = Backups(paths, disk / "backups")
    with History(paths) as history:
        history.append_many([result(seed) for seed in range(5)])
        first = place.make(history)
        history.append_many([result(seed) for seed in range(5, 40)])

        def back_up():
            before = files(place.folder)
            try:
                place.make(history)
            except no_room:
                assert [each.name for each in place.all()] == [first.name]
                assert place.faults(first) == []
                # Pictures may have come already; they are whole, and the next backup needs them.
                assert {each.suffix for each in files(place.folder) - before} <= {".png"}
                assert verify(history, "there", quick=True).problems == ()
                assert history.count() == 40
                raise

        said = until_there_is_room(disk, back_up)
        assert len(said) > 3
        assert all("no room left on the disk of" in each and "Free some space" in each for each in said)
        newest, oldest = place.all()
        assert (newest.manifest.records, newest.manifest.pictures, newest.manifest.missing) == (40, 40, 0)
        assert (place.faults(newest), place.faults(oldest)) == ([], [])


def test_a_merge_for_which_there_is_no_room_takes_in_nothing_and_succeeds_later(
    disk_of, until_there_is_room, no_room, tmp_path, result
):
    disk = disk_of("8m")
    merged, station = DataPaths(disk / "merged"), DataPaths(tmp_path / "station")
    with History(DataPaths(tmp_path / "first")) as history:
        history.append(*result(1000))
    list(merge([tmp_path / "first"], merged.root))
    with History(merged) as history:
        before = history.page(limit=-1)
    with History(station) as history:
        history.append_many([result(seed, side=40) for seed in range(40)])

    def bring_together():
        try:
            list(merge([station.root], merged.root))
        except no_room:
            with History(merged) as history:
                assert history.page(limit=-1) == before
                assert len(history.events([Kind.MERGED])) == 1
                assert verify(history, "there").problems == ()
            raise

    said = until_there_is_room(disk, bring_together)
    assert len(said) > 3
    assert all(f"no room left on the disk of {merged.root}" in each and "Free some space" in each for each in said)
    with open_history(merged) as history:
        assert history.notices == ()
        assert history.count() == 41
        assert history.check() == []
        logged = {each.picture_sha256 for each in history.page(limit=-1)}
    assert {each.stem for each in merged.pictures.glob("??/*.png")} == logged
    assert [each for each in files(merged.pictures) if each.suffix != ".png"] == []
    assert [*merged.root.glob(".leukdesk-*")] == []
