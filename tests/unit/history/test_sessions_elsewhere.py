"""Slide sessions outlive the log they were counted in: in backups, archives, merged logs, what a damaged one left."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from leukdesk.cli import main
from leukdesk.history.events import Kind
from leukdesk.history.review import Decision, State
from leukdesk.history.safety import proof
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import due, plan
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.sessions import Sessions, SessionState
from leukdesk.history.store import History
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths
from leukdesk.selftest import run as run_selftest
from leukdesk.settings import Settings

from .test_damage import overwrite, page_of, settle
from .test_sessions import NO_CELL, PLAN, add, field  # noqa: F401

OLD, LIMIT, NOW = (datetime(year, 1, 1, tzinfo=UTC) for year in (2023, 2024, 2025))


def counted(history, field, *, sign=True, begin=0):  # noqa: F811
    """Count two fields and an empty one, reject a cell and add one by hand; sign it."""
    sessions = Sessions(history)
    session = sessions.begin(PLAN)
    first = add(sessions, session.id, field, begin, 4)
    add(sessions, session.id, field, begin + 1, 0)
    add(sessions, session.id, field, begin + 2, 3)
    history.decide([first[1].id], NO_CELL, "Bo")
    _, cells, pixels = field(begin, 4)
    box = Region(3, 3, 9, 9)
    better = replace(cells[2], region=box, cell=Cell(box, by_hand=True))
    sessions.put_cells(session.id, [better], pixels, "Bo", [first[2].id])
    sessions.end(session.id, "Ana")
    if sign:
        sessions.sign(session.id, "Cy", "Seen.")
    return sessions.get(session.id)


def as_it_was(session):
    """Return a session without the numbers of its first event and its cells, which another log counts otherwise."""
    return replace(session, event=0, by_signature=dict(enumerate(session.by_signature.values())))


def cells_of(history, session):
    return [
        (each.cell, each.region, each.standing, each.picture_sha256) for each in Sessions(history).cells(session.id)
    ]


def require_sound(history):
    assert history.check() == []
    with history.reading() as connection:
        assert proof.walk(connection) == ""


def test_a_backup_brings_a_session_back(paths, field):  # noqa: F811
    with History(paths) as history:
        session = counted(history, field, sign=False)
        cells = cells_of(history, session)
        backup = Backups(paths).make(history)
        assert backup.manifest.records == 8
        Sessions(history).sign(session.id, "Cy", "Seen.")
        add(Sessions(history), Sessions(history).begin(PLAN).id, field, 9, 2)
    restore(paths, Backups(paths), backup)
    with open_history(paths) as history:
        assert Sessions(history).sessions() == [session]
        assert cells_of(history, session) == cells
        assert np.array_equal(history.picture(Sessions(history).cells(session.id)[0]), field(0, 1)[2])
        require_sound(history)


def test_a_damaged_log_gives_its_sessions_back(paths, field):  # noqa: F811
    with History(paths) as history:
        Backups(paths).make(history)
        session = counted(history, field)
        cells = cells_of(history, session)
    settle(paths)
    offset, size = page_of(paths, "record_by_model")
    overwrite(paths.database, offset, bytes(size))
    with open_history(paths) as history:
        assert "damaged" in history.notices[0]
        assert Sessions(history).get(session.id) == session
        assert cells_of(history, session) == cells
        require_sound(history)


def test_a_merged_log_reads_the_sessions_of_its_stations(tmp_path, field, result):  # noqa: F811
    stations = [DataPaths(tmp_path / name) for name in ("first", "second")]
    merged = DataPaths(tmp_path / "merged")
    sessions, cells = [], []
    for number, paths in enumerate(stations):
        with History(paths) as history:
            history.append_many([result(seed) for seed in range(3 * number)])
            sessions.append(counted(history, field, sign=number == 0, begin=10 * number))
            cells.append(cells_of(history, sessions[-1]))
    taken = list(merge([each.root for each in stations], merged.root))
    assert [each.session_events for each in taken] == [7, 6], (
        "begun, three fields, a box changed, ended, and one signed"
    )
    with History(merged) as history:
        assert [each.new["session_events"] for each in history.events([Kind.MERGED])] == [6, 7]
        found = Sessions(history)
        assert [as_it_was(found.get(each.id)) for each in sessions] == [as_it_was(each) for each in sessions]
        assert [cells_of(history, each) for each in sessions] == cells
        (rejected,) = [each.id for each in found.cells(sessions[1].id) if each.station_record == 3 + 3]
        by_hand = next(each for each in history.events([Kind.SESSION]) if each.new["state"] == "cell")
        assert by_hand.new["instead_of"] == rejected
        assert history.count() == 3
        require_sound(history)
        before = history.head().id
    # Once more, with what is new alone, and from the merged log into another one.
    with History(stations[1]) as history:
        signed = Sessions(history).sign(sessions[1].id, "Cy", "Seen.")
    taken = list(merge([stations[1].root, stations[0].root], merged.root))
    assert [each.session_events for each in taken] == [1, 0]
    list(merge([merged.root, stations[0].root], tmp_path / "again"))
    for root in (merged.root, tmp_path / "again"):
        with History(DataPaths(root)) as history:
            assert as_it_was(Sessions(history).get(signed.id)) == as_it_was(signed)
            assert len(Sessions(history).get(sessions[0].id).fields) == 3
            assert history.head().id > before
            require_sound(history)


def test_a_person_is_told_of_the_sessions_that_a_merge_brought_and_that_a_log_holds(tmp_path, field, capsys):  # noqa: F811
    station = DataPaths(tmp_path / "first")
    with History(station) as history:
        cells = len(Sessions(history).cells(counted(history, field).id))
        decisions = len(history.events([Kind.DECIDED, Kind.SIGNED], limit=-1))
    command = ["history", "merge", str(station.root), "--into", str(tmp_path / "merged")]
    assert main(command) == 0
    assert f"{cells} records, {decisions} decisions and 7 events of slide sessions taken in." in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["session_events"] == 0
    (log,) = (check for check in run_selftest(station) if check.name == "log")
    assert log.ok
    assert log.detail.startswith(f"0 records and {cells} cells of slide sessions, sound, in ")


def test_what_a_merged_log_decided_otherwise_is_seen_in_its_session(tmp_path, field):  # noqa: F811
    station, merged = DataPaths(tmp_path / "first"), DataPaths(tmp_path / "merged")
    with History(station) as history:
        session = counted(history, field, sign=False)
    list(merge([station.root], merged.root))
    with History(merged) as history:
        other = Sessions(history).cells(session.id)[0]
        history.decide([other.id], Decision(State.REJECTED, reason="looked again"), "Dora")
    with History(station) as history:
        Sessions(history).sign(session.id, "Cy", "Seen.")
    (taken,) = merge([station.root], merged.root)
    assert taken.conflicts == (other.id,)
    with History(merged) as history:
        assert Sessions(history).get(session.id).words == "signed, changed since"
        require_sound(history)


@pytest.mark.parametrize("sign", [True, False])
def test_the_fields_of_an_old_session_go_into_an_archive_once(history, field, tmp_path, sign):  # noqa: F811
    session = counted_at(history, field, OLD, uncertain=() if sign else (1,))
    assert due(history, Settings(archive_after_months=12), NOW) == (plan(history, LIMIT) if sign else None)
    wanted = plan(history, LIMIT)
    if not sign:
        assert (wanted.pictures, wanted.kept) == ((), 1)  # a cell of it needs review
        return
    assert (len(wanted.pictures), wanted.records) == (1, 3)
    archive(history, wanted, tmp_path / "archive")
    cells = Sessions(history).cells(session.id)
    assert np.array_equal(history.picture(cells[0]), field(0, 1)[2])
    assert Sessions(history).sign(session.id, "Cy", "Seen.").state is SessionState.SIGNED
    assert history.check() == []


def counted_at(history, field, time, **changes):  # noqa: F811
    sessions = Sessions(history)
    session = sessions.begin(PLAN)
    facts, cells, pixels = field(0, 3, **changes)
    sessions.add_field(session.id, facts, [replace(each, time=time) for each in cells], pixels)
    return sessions.end(session.id, "Ana")
