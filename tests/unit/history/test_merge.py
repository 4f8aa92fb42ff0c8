"""Several stations' logs in one: everything comes over once, with where it came from, and the originals stay."""

import json
import sqlite3
import threading
from contextlib import closing

import numpy as np
import pytest

from leukdesk import cli
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.tables import as_json
from leukdesk.history.review import Decision, State
from leukdesk.history.safety import proof
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import plan
from leukdesk.history.safety.archive_reading import PictureArchivedError
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import MergeCancelledError, MergeError
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.restore import restore
from leukdesk.history.searching.facets import choices
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.searching.statistics import statistics
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, save_settings


@pytest.fixture
def stations(tmp_path, result):
    """Two stations: three records and a signed decision; two records, one picture being also the first one's."""
    both = [DataPaths(tmp_path / name) for name in ("first", "second")]
    with History(both[0]) as history:
        history.append_many([result(seed) for seed in range(3)])
        history.decide([2], Decision(State.CHANGED, "benign", "Benign", "a hematogone"), "Ben")
        history.sign([2], "Cleo", "I agree.")
        history.note(NewEvent(Kind.SETTING, "Ana", "scheme"))
    with History(both[1]) as history:
        history.append_many([result(2), result(7)])
    return both


@pytest.fixture
def merged(tmp_path):
    return DataPaths(tmp_path / "merged")


def files_of(paths):
    return {
        path: path.read_bytes()
        for path in paths.root.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", ".users", ".opening"))
    }


def rows(paths):
    with closing(sqlite3.connect(paths.database)) as connection:
        return connection.execute(
            "SELECT id, sample, station, station_record, state FROM record ORDER BY id"
        ).fetchall()


def require_sound(paths):
    with History(paths) as history:
        assert history.check() == []
        with history.reading() as connection:
            assert proof.walk(connection) == ""


def test_records_decisions_and_pictures_come_over_with_where_they_are_from(stations, merged, result):
    before = [files_of(each) for each in stations]
    first, second = merge([each.root for each in stations], merged.root, "Dora")
    assert (first.records, first.decisions) == (3, 2)
    assert (second.records, second.decisions) == (2, 0)
    assert first.station != second.station
    assert rows(merged) == [
        (1, "S-0000", first.station, 1, "suggested"),
        (2, "S-0001", first.station, 2, "signed"),
        (3, "S-0002", first.station, 3, "suggested"),
        (4, "S-0002", second.station, 1, "suggested"),
        (5, "S-0007", second.station, 2, "suggested"),
    ]
    with History(merged) as history, History(stations[0]) as original:
        assert np.array_equal(history.picture(history.get(5)), result(7)[1])
        assert (history.get(5).station, history.get(5).station_record) == (second.station, 2)
        assert (as_json(history.get(5))["station"], as_json(history.get(5))["station_record"]) == (second.station, 2)
        assert history.get(2).standing == original.get(2).standing
        decided, its = history.events(record_id=2), original.events(record_id=2)
        assert [(e.time, e.actor, e.reason) for e in decided] == [(e.time, e.actor, e.reason) for e in its]
        assert decided[0].subject == f"event {its[0].id} of station {first.station}"
        told = history.events([Kind.MERGED])[-1]
        assert (told.actor, told.subject, told.new["records"]) == ("Dora", first.station, 3)
        assert told.new["events"][Kind.SETTING] == 1
    require_sound(merged)
    assert [files_of(each) for each in stations] == before


def test_records_of_one_station_are_found_by_the_beginning_of_its_name(stations, merged):
    first, second = merge([each.root for each in stations], merged.root)
    with History(merged) as history, history.reading() as connection:
        for station, numbers in ((first.station, [3, 2, 1]), (second.station, [5, 4]), ("x", [])):
            wanted = Filter.of(f"station:{station[:8]}")
            assert [each.id for each in history.page(wanted)] == numbers
            assert [each.id for each in history.page(wanted, Order("probability"))] == [
                each.id for each in history.page(Filter(), Order("probability")) if each.id in numbers
            ]
            assert history.count(wanted) == statistics(connection, wanted).records == len(numbers)
        assert [each.id for each in history.page(f"station:{first.station} state:signed")] == [2]
        assert choices(connection).several_stations
    with History(stations[0]) as history, history.reading() as connection:
        assert not choices(connection).several_stations


def test_merging_again_brings_only_what_is_new(stations, merged, result):
    sources = [each.root for each in stations]
    list(merge(sources, merged.root))
    assert [each.records for each in merge(sources, merged.root)] == [0, 0]
    with History(stations[0]) as history:
        history.append(*result(9))
        history.decide([1], Decision(State.CONFIRMED), "Ben")
    assert [(each.records, each.decisions) for each in merge(sources, merged.root)] == [(1, 1), (0, 0)]
    assert len(rows(merged)) == 6
    with History(merged) as history:
        assert len(history.events([Kind.MERGED])) == 3
        assert history.get(1).state is State.CONFIRMED
    require_sound(merged)


def test_backups_can_be_merged_and_an_older_one_brings_nothing(stations, merged, result):
    with History(stations[0]) as history:
        older = Backups(stations[0]).make(history)
        history.append(*result(9))
        newer = Backups(stations[0]).make(history)
    assert [each.records for each in merge([older.folder, newer.folder, older.folder], merged.root)] == [3, 1, 0]
    require_sound(merged)


def test_a_merged_log_can_be_merged_and_what_it_shares_comes_once(stations, merged, tmp_path):
    (first,) = merge([stations[0].root], merged.root)
    laboratory = DataPaths(tmp_path / "laboratory")
    list(merge([merged.root], laboratory.root))
    assert {row[2] for row in rows(laboratory)} == {first.station}
    list(merge([stations[1].root], laboratory.root))
    assert len(rows(laboratory)) == 5
    require_sound(laboratory)


def test_a_log_that_was_changed_is_refused_and_nothing_of_it_comes_over(stations, merged):
    with closing(sqlite3.connect(stations[0].database)) as connection:
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'record_never_changes'").fetchone()[0]
        connection.execute("DROP TRIGGER record_never_changes")
        connection.execute("UPDATE record SET sample = 'other' WHERE id = 2")
        connection.execute(trigger)
        connection.commit()
    with pytest.raises(MergeError, match="record 2 is not the one that was logged"):
        list(merge([stations[0].root], merged.root))
    assert rows(merged) == []


def test_a_missing_picture_keeps_no_record_out_and_comes_with_a_later_merge(stations, merged):
    gone = next(stations[1].pictures.glob("??/*.png"))
    content = gone.read_bytes()
    gone.unlink()
    assert [(each.records, each.missing) for each in merge([stations[1].root], merged.root)] == [(2, 1)]
    with History(merged) as history:
        assert len(history.check()) == 1
    gone.write_bytes(content)
    assert [(each.records, each.missing) for each in merge([stations[1].root], merged.root)] == [(0, 0)]
    require_sound(merged)


def test_what_was_decided_in_the_merged_log_is_not_undone_by_the_station(stations, merged):
    list(merge([stations[0].root], merged.root))
    with History(merged) as history:
        history.decide([1], Decision(State.REJECTED, reason="a smudge"), "Head")
        history.sign([1], "Head", "I agree.")
        history.decide([3], Decision(State.CONFIRMED), "Head")
    with History(stations[0]) as history:
        history.decide([1, 3], Decision(State.CONFIRMED), "Ana")
    (again,) = merge([stations[0].root], merged.root)
    assert (again.decisions, again.conflicts) == (0, (1, 3))
    with History(merged) as history:
        assert history.get(1).standing.signed_by == "Head"
        assert history.get(3).standing.decided_by == "Head"
        assert history.events([Kind.MERGED])[0].new["conflicting"] == [1, 3]
    require_sound(merged)


def test_a_decision_that_comes_on_two_ways_is_there_once(stations, merged, tmp_path):
    list(merge([stations[0].root], merged.root))
    laboratory = DataPaths(tmp_path / "laboratory")
    through, straight = merge([merged.root, stations[0].root], laboratory.root)
    assert (through.decisions, straight.decisions) == (2, 0)
    assert straight.conflicts == ()
    with History(laboratory) as history:
        assert len(history.events([Kind.DECIDED, Kind.SIGNED])) == 2
    require_sound(laboratory)


def test_a_station_that_is_at_work_is_taken_in_as_it_is_at_one_moment(stations, merged, result):
    with History(stations[0]) as history:
        history.append(*result(9))
        history.decide([1], Decision(State.CONFIRMED), "Ben")
        assert [(each.records, each.decisions) for each in merge([stations[0].root], merged.root)] == [(4, 3)]
    require_sound(merged)


def test_the_same_station_with_another_chain_is_refused(stations, merged, result, tmp_path):
    with History(stations[0]) as history:
        backup = Backups(stations[0]).make(history)
        history.append(*result(5))
    list(merge([stations[0].root], merged.root))
    fork = DataPaths(tmp_path / "fork")
    fork.create()
    fork.database.write_bytes(backup.database.read_bytes())
    with History(fork) as history:
        history.append_many([result(11), result(12)])
    with pytest.raises(MergeError, match="a log of the same station with other events"):
        list(merge([fork.root], merged.root))
    assert len(rows(merged)) == 4


@pytest.fixture
def forked(stations, tmp_path):
    """Take the first station into two logs: after what ``before`` does, and after a restore and what ``then`` does."""

    def fork(before, then):
        first = stations[0]
        with History(first) as history:
            backup = Backups(first).make(history)
            before(history)
        list(merge([first.root], tmp_path / "early"))
        restore(first, Backups(first), backup)
        with History(first) as history:
            then(history)
        list(merge([first.root], tmp_path / "late"))
        return tmp_path / "early", tmp_path / "late"

    return fork


def require_clash(sources, straight, merged):
    """The first is taken in; the second is refused as a whole, through a merged log and straight from the station."""
    list(merge(sources[:1], merged.root))
    before = rows(merged)
    for source in (sources[1], straight.root):
        with pytest.raises(MergeError, match="a log of the same station with other events"):
            list(merge([source], merged.root))
    assert rows(merged) == before
    require_sound(merged)


def test_records_of_two_patients_under_one_number_are_never_mixed(forked, stations, merged, result):
    def anew(history):
        history.append_many([result(11, sample="another patient"), result(12)])
        history.decide([4], Decision(State.REJECTED, reason="a clot"), "Ben")

    require_clash(forked(lambda history: history.append(*result(9)), anew), stations[0], merged)
    assert len(rows(merged)) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_two_decisions_under_one_number_are_never_taken_for_one(forked, stations, merged, number):
    def anew(history):
        assert history.decide([number], Decision(State.REJECTED, reason="a smudge"), "Cleo")

    sources = forked(lambda history: history.decide([1], Decision(State.CONFIRMED), "Ben"), anew)
    with History(DataPaths(sources[0])) as early, History(DataPaths(sources[1])) as late:
        found = [each.events([Kind.DECIDED], limit=1)[0].subject for each in (early, late)]
    assert found[0] == found[1]
    require_clash(sources, stations[0], merged)


def test_merged_logs_of_one_station_at_two_times_go_together(stations, merged, tmp_path, result):
    list(merge([stations[0].root], tmp_path / "early"))
    with History(stations[0]) as history:
        history.append(*result(9))
        history.decide([1], Decision(State.CONFIRMED), "Ben")
    list(merge([stations[0].root], tmp_path / "late"))
    early, late, again = merge([tmp_path / name for name in ("early", "late", "early")], merged.root)
    assert [(each.records, each.decisions, each.conflicts) for each in (early, late, again)] == [
        (3, 2, ()), (1, 1, ()), (0, 0, ()),
    ]  # fmt: skip
    require_sound(merged)


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000])
def test_what_is_no_log_is_refused(tmp_path, merged, content):
    (tmp_path / "other").mkdir()
    with pytest.raises(MergeError, match=r"there is no leukdesk\.sqlite3"):
        list(merge([tmp_path / "other"], merged.root))
    (tmp_path / "other" / "leukdesk.sqlite3").write_bytes(content)
    with pytest.raises(MergeError):
        list(merge([tmp_path / "other"], merged.root))


def test_a_log_is_not_merged_into_itself(stations, tmp_path):
    with pytest.raises(MergeError, match="the folder to merge into"):
        list(merge([stations[0].root], stations[0].root))
    with History(stations[0]) as history:
        backup = Backups(stations[0]).make(history)
    with pytest.raises(MergeError, match="a copy of the log"):
        list(merge([backup.folder], stations[0].root))


def test_a_log_never_gets_its_own_records_back_as_another_stations(stations, merged):
    list(merge([stations[0].root], merged.root))
    with pytest.raises(MergeError, match="Merge both into a new folder"):
        list(merge([merged.root], stations[0].root))
    assert len(rows(stations[0])) == 3


def test_nothing_is_merged_into_a_log_in_which_records_were_logged(stations, capsys):
    before = rows(stations[0])
    folders = [str(each.root) for each in stations]
    assert cli.main(["history", "merge", *folders, "--into", folders[0]]) == 1
    told = capsys.readouterr().err
    assert "it is the folder to merge into" in told
    assert f"{folders[0]} holds 3 records logged there" in told
    assert "Merge both into a new folder" in told
    assert rows(stations[0]) == before
    with History(stations[0]) as history:
        assert history.events([Kind.MERGED]) == []


def test_whoever_logs_into_a_merged_log_merges_it_into_another(stations, merged, tmp_path, result):
    list(merge([stations[0].root], merged.root))
    with History(merged) as history:
        history.append(*result(20))
    with pytest.raises(MergeError, match="holds 1 record logged there"):
        list(merge([stations[1].root], merged.root))
    laboratory = DataPaths(tmp_path / "laboratory")
    list(merge([merged.root, stations[1].root], laboratory.root))
    assert len(rows(laboratory)) == 6
    require_sound(laboratory)


def test_a_cancelled_merge_leaves_the_merged_log_as_it_was(stations, merged):
    list(merge([stations[0].root], merged.root))
    before = rows(merged)
    cancel = threading.Event()
    with pytest.raises(MergeCancelledError):
        list(merge([stations[1].root], merged.root, "", lambda *_: cancel.set(), cancel.is_set))
    assert rows(merged) == before
    require_sound(merged)


def test_archived_pictures_are_found_from_the_merged_log_as_well(stations, merged, tmp_path, result):
    from datetime import UTC, datetime

    with History(stations[1]) as history:
        archive(history, plan(history, datetime(2026, 1, 1, tzinfo=UTC)), tmp_path / "archive")
    list(merge([stations[1].root], merged.root))
    with History(merged) as history:
        # A folder that another station's log names is not opened, unless it was told.
        with pytest.raises(PictureArchivedError, match="at another station"):
            history.picture(history.get(2))
        save_settings(merged.settings, Settings(archive_folder=str(tmp_path / "archive")))
        assert np.array_equal(history.picture(history.get(2)), result(7)[1])
    require_sound(merged)


def test_the_command_takes_in_what_is_sound_and_tells_of_the_rest(stations, merged, tmp_path, capsys):
    arguments = [str(stations[0].root), str(tmp_path / "nothing"), str(stations[1].root), "--into", str(merged.root)]
    assert cli.main(["history", "merge", *arguments, "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each.get("records") for each in told] == [3, None, 2]
    assert told[1]["error"]["code"] == "merge"
    assert len(rows(merged)) == 5


def test_where_nothing_could_be_taken_in_nothing_stays(merged, tmp_path, capsys):
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "leukdesk.sqlite3").write_bytes(b"garbage" * 1000)
    sources = [str(tmp_path / "nothing"), str(tmp_path / "junk")]
    new = tmp_path / "new" / "within"
    assert cli.main(["history", "merge", *sources, "--into", str(new)]) == 1
    assert not new.parent.exists()
    merged.root.mkdir()
    assert cli.main(["history", "merge", *sources, "--into", str(merged.root)]) == 1
    assert list(merged.root.iterdir()) == []
    assert "Name a data folder of Leukdesk, or a backup." in capsys.readouterr().err


def test_what_was_in_the_folder_to_merge_into_stays_where_nothing_could_be_taken_in(stations, merged, tmp_path):
    merged.root.mkdir()
    (merged.root / "notes.txt").write_text("mine")
    command = ["history", "merge", str(tmp_path / "nothing"), "--into", str(merged.root)]
    assert cli.main(command) == 1
    assert (merged.root / "notes.txt").read_text() == "mine"
    list(merge([stations[0].root], merged.root))
    assert cli.main(command) == 1
    assert len(rows(merged)) == 3
