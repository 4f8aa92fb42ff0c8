"""Which backup is the newer one, where clocks were wrong and restores made the log part."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_places import find_backup, known_by_backups
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.lineage import branches, newest_first
from leukdesk.history.safety.manifest import read_manifest
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.store import History
from leukdesk.settings import Settings, save_settings


@pytest.fixture
def save(paths, result):
    """Log so many results and back up; the clock says a day in relation to today, by its manifest."""
    seeds = iter(range(1000))

    def make(count: int = 1, day: float = 0, place: Backups | None = None) -> Backup:
        with History(paths) as history:
            for _ in range(count):
                history.append(*result(next(seeds)))
            made = (place or Backups(paths)).make(history)
        return told(made, time=(datetime.now(UTC) + timedelta(days=day)).isoformat())

    return make


def told(backup: Backup, **changes: object) -> Backup:
    """Let a backup's manifest say something else."""
    file = backup.folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))
    its = read_manifest(backup.folder)
    assert its is not None
    return Backup(backup.folder, its)


def lose_the_log(paths) -> None:
    for each in paths.root.glob("leukdesk.sqlite3*"):
        if not each.name.endswith(".station"):
            each.unlink()


@pytest.mark.parametrize("day", [-6000, 0, 3650])
@pytest.mark.parametrize("lost", ["gone", "garbage"])
def test_a_log_comes_back_from_the_backup_that_holds_the_others_whatever_the_clock_said(paths, save, day, lost):
    first = save(1, -day)
    fullest = save(5, day)
    assert Backups(paths).all() == [fullest, first]
    assert find_backup(paths, "latest")[1] == fullest
    if lost == "gone":
        lose_the_log(paths)
    else:
        paths.database.write_bytes(bytes(100_000))
    with open_history(paths) as history:
        assert history.count() == 6
        assert "holds more" not in history.notices[0]
        assert history.check() == []
        assert {each.id for each in known_by_backups(paths, history).heads} == {
            first.manifest.head.id,
            fullest.manifest.head.id,
        }


def test_backups_in_two_places_are_in_one_order(paths, save, tmp_path):
    (tmp_path / "stick").mkdir()
    save_settings(paths.settings, Settings(backup_folder=str(tmp_path / "stick")))
    first = save(1, 9)
    second = save(1, -9, Backups(paths, tmp_path / "stick"))
    third = save(1, 0)
    assert newest_first([first, third, second]) == [third, second, first]
    assert find_backup(paths, "latest")[1] == third


def test_time_decides_between_branches_and_only_there(paths, save):
    common = save(2, -1)
    left = save(9, -2)
    restore(paths, Backups(paths), common)
    ours = save(1, -4)
    newest = save(1, -3)
    assert newest_first([ours, common, newest, left]) == [left, newest, ours, common]
    assert newest_first([ours, common, told(newest, time=datetime.now(UTC).isoformat()), left])[0].folder == (
        newest.folder
    )
    assert branches([common, left, ours, newest]) == [[left, common], [newest, ours, common]]


def test_recovery_tells_of_a_sound_backup_that_holds_more(paths, save):
    common = save(2, -3)
    left = save(5, -2)
    restore(paths, Backups(paths), common)
    save(1, -1)
    lose_the_log(paths)
    with open_history(paths) as history:
        assert history.count() == 3
        assert f"The backup of {left.time:%Y-%m-%d %H:%M} UTC holds more (7 records)" in history.notices[0]
    left.database.write_bytes(b"garbage")
    lose_the_log(paths)
    with open_history(paths) as history:
        assert "holds more" not in history.notices[0]


def test_thinning_never_takes_what_no_other_backup_holds(paths, save, result):
    common = save(1, -5)
    set_aside = save(30, -3.1)
    restore(paths, Backups(paths), common, "Ada", "the wrong one")
    same_day = save(1, -3)
    for _ in range(2):
        newest = save(1)
    with History(paths) as history:
        history.append(*result(500))
        last = Backups(paths).make(history)
    kept = Backups(paths).all()
    assert set_aside in kept
    assert {last, newest, same_day, common} <= {*kept}
    assert Backups(paths).faults(set_aside) == []


def test_thinning_within_a_branch_goes_by_its_own_order(paths, save):
    """A backup of the future, made by a clock that was ahead, does not stand for those that hold it."""
    ahead = save(1, 3650)
    fullest = save(10)
    lose_the_log(paths)
    with open_history(paths) as history:
        assert history.count() == 11
    told(fullest, time=(datetime.now(UTC) - timedelta(days=2)).isoformat())
    save(1)
    save(1)
    assert {fullest.folder, ahead.folder} < {each.folder for each in Backups(paths).all()}


def test_a_backup_that_is_not_what_its_manifest_says_holds_no_other(paths, save):
    first = save(1, 0)
    second = save(1, -1)
    its = json.loads((second.folder / "manifest.json").read_text())
    forged = told(second, head=its["head"] | {"event": 10**6})
    assert branches([first, forged]) == [[forged], [first]]
    second.database.write_bytes(b"garbage")
    assert branches([first, second]) == [[second], [first]]


def test_a_manifest_with_a_number_that_no_log_reaches_is_not_understood(save):
    made = save()
    file = made.folder / "manifest.json"
    its = json.loads(file.read_text())
    for number in (-1, 1 << 63, 10**30):
        file.write_text(json.dumps(its | {"head": its["head"] | {"event": number}}))
        assert read_manifest(made.folder) is None
