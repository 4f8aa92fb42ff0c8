"""Slide sessions: counted field by field, reviewed, signed as a whole, and read back from the log alone."""

import json
import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk.history import chain
from leukdesk.history.box_change import BOX_CHANGED
from leukdesk.history.checking.verify import verify
from leukdesk.history.database import connect
from leukdesk.history.errors import DiskFullError
from leukdesk.history.events import Kind
from leukdesk.history.people.errors import NobodyWorksError
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.pictures import PictureStore
from leukdesk.history.review import Decision, DecisionError, State
from leukdesk.history.review import signed as signature
from leukdesk.history.searching.waiting import count_sessions_waiting
from leukdesk.history.session.signing import meaning, signed_unseen
from leukdesk.history.session.state import WITH_THE_SESSION
from leukdesk.history.sessions import (
    FieldCountedError,
    FieldFacts,
    ModelChangedError,
    SessionNotFoundError,
    SessionNotSignedError,
    SessionPlan,
    Sessions,
    SessionState,
    SessionStateError,
)
from leukdesk.history.store import History
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.paths import DataPaths

PLAN = SessionPlan(
    sample="S-1",
    operator="Ana",
    model_id="cells",
    model_version="1.0.0",
    model_sha256="1" * 64,
    target=100,
    source="camera",
    uncertain_below=0.6,
    class_ids=("benign", "early", "pre"),
    class_names=("Benign", "Early", "Pre-B ALL"),
)
CONFIRMED = Decision(State.CONFIRMED)
NO_CELL = Decision(State.REJECTED, reason="a smudge")


@pytest.fixture
def sessions(history: History) -> Sessions:
    return Sessions(history)


@pytest.fixture(scope="session")
def field(result):
    """Make the cells of a field with its facts and its picture; which of them are uncertain may be told."""

    def make(seed=0, cells=3, uncertain=(), facts=None, **changes):
        model = {"model_id": PLAN.model_id, "model_version": PLAN.model_version, "model_sha256": PLAN.model_sha256}
        new, pixels = result(seed, **({"sample": PLAN.sample, **model} | changes))
        boxes = [Region(at, 2, 6, 7) for at in range(cells)]
        some = [
            replace(new, region=box, cell=Cell(box), uncertain=at in uncertain, label="benign" if at == 0 else "pre")
            for at, box in enumerate(boxes)
        ]
        return FieldFacts(new.picture_sha256, **(facts or {})), some, pixels

    return make


def add(sessions, session_id, field, *arguments, **options):
    facts, cells, pixels = field(*arguments, **options)
    return sessions.add_field(session_id, facts, cells, pixels if cells else None)


def test_a_session_is_what_was_planned_and_counted(history, sessions, field):
    begun = sessions.begin(PLAN)
    assert (begun.plan, begun.state, begun.by) == (PLAN, SessionState.COUNTING, "Ana")
    assert (begun.counts, begun.cells, begun.fields) == ({"benign": 0, "early": 0, "pre": 0}, 0, ())
    first = add(sessions, begun.id, field, 0, 3, facts={"cut": 2})
    assert add(sessions, begun.id, field, 1, 0) == []
    add(sessions, begun.id, field, 2, 2, [1], facts={"seen_before": 1})
    now = sessions.get(begun.id)
    assert [(each.number, each.cells, each.cut, each.seen_before) for each in now.fields] == [
        (1, 3, 2, 0), (2, 0, 0, 0), (3, 2, 0, 1),
    ]  # fmt: skip
    assert (now.counts, now.cells) == ({"benign": 2, "early": 0, "pre": 3}, 5)
    assert (now.decided, now.undecided, now.undecided_uncertain, now.rejected) == (0, 5, 1, 0)
    assert [each.session for each in sessions.cells(begun.id)] == [begun.id] * 5
    assert sessions.cells(begun.id)[:3] == first
    assert sessions.with_cells(begun.id) == (now, sessions.cells(begun.id))
    assert history.count() == 0
    assert history.count(f"session:{begun.id[:8]}") == 5
    assert history.check() == []


def test_counts_follow_decisions_and_leave_out_what_was_rejected(history, sessions, field):
    session = sessions.begin(PLAN)
    ids = [each.id for each in add(sessions, session.id, field, 0, 5, [1, 2])]
    history.decide(ids[:1], Decision(State.CHANGED, "early", "Early", "nucleoli"), "Bo")
    history.decide(ids[1:2], CONFIRMED, "Bo")
    history.decide(ids[2:3], NO_CELL, "Bo")
    now = sessions.get(session.id)
    assert now.counts == {"benign": 0, "early": 1, "pre": 3}
    assert (now.decided, now.undecided, now.undecided_uncertain, now.rejected) == (2, 2, 0, 1)


def test_the_target_is_of_white_cells_alone_as_they_stand(history, sessions, field):
    plan = replace(PLAN, target=4, per_hundred_ids=("benign",), set_aside_ids=("early",))
    session = sessions.begin(plan)
    assert sessions.get(session.id).plan == plan
    benign, first, *_ = (each.id for each in add(sessions, session.id, field, 0, 5))
    now = sessions.get(session.id)
    assert (now.cells, now.white, now.so_far, now.is_complete) == (5, 4, "4 of 4 white cells", True)
    history.decide([first], Decision(State.CHANGED, "early", "Early", "no nucleus"), "Bo")
    now = sessions.get(session.id)
    assert (now.cells, now.white, now.so_far, now.is_complete) == (5, 3, "3 of 4 white cells", False)
    history.decide([benign], Decision(State.CHANGED, "pre", "Pre-B ALL", "nucleoli"), "Bo")
    assert sessions.get(session.id).is_complete


def test_in_a_session_from_before_every_class_counts(sessions, field):
    told = {name: value for name, value in PLAN.as_json().items() if name not in ("per_hundred_ids", "set_aside_ids")}
    assert SessionPlan.of_json(told) == PLAN
    session = sessions.begin(PLAN)
    add(sessions, session.id, field, 0, 5)
    now = sessions.get(session.id)
    assert (now.white, now.so_far) == (5, "5 of 100 cells")


def test_a_missed_cell_is_added_by_hand_and_a_box_is_changed(history, sessions, field):
    session = sessions.begin(PLAN)
    facts, cells, pixels = field(0, 2)
    wrong, _ = sessions.add_field(session.id, facts, cells, pixels)
    sessions.end(session.id, "Ana")
    box = Region(9, 9, 8, 8)
    drawn = replace(cells[1], region=box, cell=Cell(box, by_hand=True))
    other = Region(1, 1, 9, 9)
    again = replace(cells[0], region=other, cell=Cell(other, by_hand=True))
    missed, better = sessions.put_cells(session.id, [drawn, again], pixels, instead_of=[None, wrong.id])
    assert missed.cell.by_hand
    assert better.region == other
    assert history.get(wrong.id).state is State.REJECTED
    assert history.events(record_id=wrong.id)[0].reason == BOX_CHANGED
    now = sessions.get(session.id)
    assert (now.counts["benign"], now.counts["pre"], now.rejected, len(now.fields)) == (1, 2, 1, 1)
    newest = history.events([Kind.SESSION], limit=1)[0]
    assert newest.new == {"state": "cell", "field": 1, "box": [1, 1, 9, 9], "instead_of": wrong.id}
    with pytest.raises(DecisionError, match="just that already"):
        sessions.put_cells(session.id, [drawn], pixels, instead_of=[wrong.id])
    with pytest.raises(ValueError, match="no cell of session"):
        sessions.put_cells(
            session.id, [drawn, drawn], pixels, instead_of=[None, 99]
        )  # and the first is not put, either
    _, more, noise = field(7, 1)
    with pytest.raises(SessionStateError, match="count it first"):
        sessions.put_cells(session.id, more[:1], noise)
    assert history.newest_id() == better.id
    assert history.check() == []


def test_what_does_not_belong_to_a_session_is_refused_whole(history, sessions, field, paths):
    session = sessions.begin(PLAN)
    facts, cells, pixels = field(0, 2)
    sessions.add_field(session.id, facts, cells, pixels)
    before = history.head()
    with pytest.raises(FieldCountedError, match="field 1 of the session already, pixel for pixel"):
        sessions.add_field(session.id, facts, cells, pixels)
    for change, words in (
        ({"model_version": "1.1.0"}, "begun with the model cells 1.0.0, and .* by the model cells 1.1.0"),
        ({"model_sha256": "2" * 64}, "by another file of the model cells 1.0.0"),
        ({"model_id": "other"}, "by the model other 1.0.0"),
    ):
        other, changed, noise = field(1, 2, **change)
        with pytest.raises(ModelChangedError, match=words):
            sessions.add_field(session.id, other, changed, noise)
    other, changed, noise = field(1, 2)
    for wrong, words in (
        (replace(changed[0], sample="S-2"), "of sample 'S-2' in a session on 'S-1'"),
        (replace(changed[0], cell=None), "is a cell, and its region"),
        (replace(changed[0], region=Region(0, 0, 9, 9)), "is a cell, and its region"),
        (cells[0], "its own picture"),
    ):
        with pytest.raises(ValueError, match=words):
            sessions.add_field(session.id, other, [changed[1], wrong], noise)
    with pytest.raises(ValueError, match="come with its picture"):
        sessions.add_field(session.id, other, changed)
    with pytest.raises(ValueError, match="another picture's pixels"):
        sessions.add_field(session.id, other, changed, pixels)
    with pytest.raises(SessionNotFoundError, match="no session 00"):
        sessions.add_field("00", other, changed, noise)
    assert history.head() == before
    # The picture of a field that was refused does not stay.
    assert [each.stem for each in paths.pictures.rglob("*.png")] == [facts.picture_sha256]
    with pytest.raises(ValueError, match="one cell or more"):
        replace(PLAN, target=0)


def test_a_session_is_paused_resumed_and_ended(sessions, field):
    session = sessions.begin(PLAN)
    paused = sessions.pause(session.id, "Ana", "lunch")
    assert (paused.state, paused.reason, paused.is_open) == (SessionState.PAUSED, "lunch", True)
    add(sessions, session.id, field)  # it was under way
    with pytest.raises(SessionStateError, match="not paused: it is paused already"):
        sessions.pause(session.id, "Ana")
    assert sessions.resume(session.id, "Bo").state is SessionState.COUNTING
    assert sessions.resume(session.id, "Bo").state is SessionState.COUNTING  # after a crash, which paused nothing
    ended = sessions.end(session.id, "Bo", "the slide is empty")
    assert (ended.state, ended.reason, ended.is_open) == (SessionState.ENDED, "the slide is empty", False)
    for act in (sessions.pause, sessions.resume, sessions.end):
        with pytest.raises(SessionStateError, match="it is ended already"):
            act(session.id, "Ana")
    with pytest.raises(SessionStateError, match=r"the session is ended\. Begin another one\. Nothing was stored"):
        add(sessions, session.id, field, 1)
    with pytest.raises(SessionStateError, match="ended"):
        add(sessions, session.id, field, 2, 0)


def test_sessions_are_listed_newest_first_page_by_page(sessions):
    made = [sessions.begin(replace(PLAN, sample=f"S-{number % 2}")) for number in range(6)]
    sessions.end(made[1].id, "Ana")
    sessions.pause(made[4].id, "Ana")
    newest = sessions.sessions()
    assert [each.id for each in newest] == [each.id for each in reversed(made)]
    assert sessions.sessions(2) == newest[:2]
    assert sessions.sessions(3, before=newest[1]) == newest[2:5]
    assert [each.id for each in sessions.sessions(sample="S-1")] == [made[at].id for at in (5, 3, 1)]
    assert [each.id for each in sessions.open_sessions()] == [made[at].id for at in (5, 4, 3, 2, 0)]
    assert [each.id for each in sessions.others_on("S-1", but=made[5].id)] == [made[3].id, made[1].id]
    assert sessions.others_on("") == []
    assert [each.id for each in sessions.find(made[3].id[:12].upper())] == [made[3].id]


def test_all_of_a_session_is_signed_at_once(history, sessions, field):
    session = sessions.begin(PLAN)
    first = [each.id for each in add(sessions, session.id, field, 0, 4, [1, 2])]
    add(sessions, session.id, field, 1, 2)
    with pytest.raises(SessionNotSignedError, match="still being counted"):
        sessions.sign(session.id, "Cy", "Seen.")
    sessions.end(session.id, "Ana")
    with pytest.raises(SessionNotSignedError, match="2 cells are uncertain and nobody has decided about them"):
        sessions.sign(session.id, "Cy", "Seen.")
    history.decide(first[1:2], NO_CELL, "Bo")
    with pytest.raises(SessionNotSignedError, match="1 cell is uncertain and nobody has decided about it"):
        sessions.sign(session.id, "Cy", "Seen.")
    history.decide(first[2:3], Decision(State.CHANGED, "early", "Early", "nucleoli"), "Bo")
    for by, words, why in (("", "Seen.", "nobody is named"), ("Cy", " ", "says what it means")):
        with pytest.raises(SessionNotSignedError, match=why):
            sessions.sign(session.id, by, words)
    assert {each.state for each in sessions.cells(session.id)} == {State.SUGGESTED, State.REJECTED, State.CHANGED}
    signed = sessions.sign(session.id, "Cy", meaning(sessions.get(session.id)))
    assert (signed.state, signed.words, signed.signed_by) == (SessionState.SIGNED, "signed", "Cy")
    cells = sessions.cells(session.id)
    assert {(each.state, each.standing.signed_by) for each in cells} == {(State.SIGNED, "Cy")}
    assert [each.decided_by for each in cells] == ["Cy", "Bo", "Bo", "Cy", "Cy", "Cy"]
    assert history.events(record_id=first[0])[1].reason == WITH_THE_SESSION
    (event,) = history.events([Kind.SESSION], limit=1)
    assert event.new == {
        "state": "signed", "counts": {"benign": 2, "early": 1, "pre": 2}, "cells": 5, "rejected": 1, "confirmed": 4,
        "fields": 2,
    }  # fmt: skip
    assert event.reason.startswith("I sign this session of 5 cells in 2 fields. 4 of them are confirmed as suggested")
    assert signed.by_signature == {each.id: each.label for each in cells if each.decided_by == "Cy"}
    assert signed_unseen(signed) == "4 of 5 cells were confirmed by the signature alone, not one by one."
    with pytest.raises(SessionNotSignedError, match="signed by Cy already"):
        sessions.sign(session.id, "Cy", "Seen.")
    with pytest.raises(SessionStateError, match="the session is signed"):
        add(sessions, session.id, field, 2)
    _, more, pixels = field(0, 4)
    with pytest.raises(SessionStateError, match="the session is signed"):
        sessions.put_cells(session.id, more[3:], pixels)
    assert history.check() == []


def test_a_decision_after_the_signature_is_told_and_signed_anew(history, sessions, field):
    session = sessions.begin(PLAN)
    ids = [each.id for each in add(sessions, session.id, field, 0, 3)]
    sessions.end(session.id, "Ana")
    sessions.sign(session.id, "Cy", "Seen.")
    history.decide(ids[:1], Decision(State.CHANGED, "pre", "Pre-B ALL", "looked again"), "Dora")
    changed = sessions.get(session.id)
    assert (changed.words, changed.changed_since) == ("signed, changed since", True)
    assert changed.counts == {"benign": 0, "early": 0, "pre": 3}
    again = sessions.sign(session.id, "Dora", "Seen again.")
    assert (again.words, again.signed_by, again.meaning) == ("signed", "Dora", "Seen again.")
    assert [each.standing.signed_by for each in sessions.cells(session.id)] == ["Dora", "Cy", "Cy"]


def test_classes_that_are_swapped_after_the_signature_are_told_though_the_counts_are_the_same(history, sessions, field):
    session = sessions.begin(PLAN)
    ids = [each.id for each in add(sessions, session.id, field, 0, 2)]
    sessions.end(session.id, "Ana")
    signed = sessions.sign(session.id, "Cy", "Seen.")
    assert not signed.changed_since
    history.decide(ids[:1], Decision(State.CHANGED, "pre", "Pre-B ALL", "looked again"), "Bo")
    history.decide(ids[1:], Decision(State.CHANGED, "benign", "Benign", "looked again"), "Bo")
    # As a log of before can have it, which let single cells of a session be signed.
    with history.writing() as connection:
        rows = [signature(each, "Bo", "Seen.") for each in sessions.cells(session.id)]
        chain.append(connection, rows)
    now = sessions.get(session.id)
    assert now.counts == signed.counts
    assert {each.state for each in sessions.cells(session.id)} == {State.SIGNED}
    assert (now.words, now.signed_by, now.meaning) == ("signed, changed since", "Cy", "Seen.")
    assert sessions.sign(session.id, "Dora", "Seen again.").words == "signed"


def test_sessions_wait_until_they_are_signed_as_they_stand_or_all_their_cells_are_rejected(history, sessions, field):
    def waiting():
        with history.reading() as connection:
            return count_sessions_waiting(connection)

    ids = {}
    for number, name in enumerate(("open", "empty", "given up", "signed")):
        session = sessions.begin(replace(PLAN, sample=name)).id
        ids[name] = (
            session,
            [each.id for each in add(sessions, session, field, number, 2 * (name != "empty"), sample=name)],
        )
        if name != "open":
            sessions.end(session, "Ana")
    assert waiting() == 2
    history.decide(ids["given up"][1], NO_CELL, "Bo")
    assert waiting() == 1
    session, cells = ids["signed"]
    sessions.sign(session, "Cy", "Seen.")
    assert waiting() == 0
    history.decide(cells[:1], NO_CELL, "Bo")
    assert waiting() == 1
    assert sessions.sign(session, "Cy", "Seen again.").words == "signed"
    assert waiting() == 0


def test_a_cell_of_a_session_is_not_signed_by_itself(history, sessions, field, result):
    session = sessions.begin(PLAN)
    (cell,) = add(sessions, session.id, field, 0, 1)
    other = history.append(*result(7))
    history.decide([cell.id, other.id], Decision(State.CONFIRMED), "Bo")
    with pytest.raises(DecisionError, match=f"Record {cell.id} was not signed: it is a cell of a slide session"):
        history.sign([other.id, cell.id], "Cy", "Seen.")
    assert {history.get(each.id).state for each in (cell, other)} == {State.CONFIRMED}
    assert history.sign([other.id], "Cy", "Seen.")[0].state is State.SIGNED


def test_nothing_is_signed_that_came_or_changed_after_it_was_shown(history, sessions, field):
    session = sessions.begin(PLAN)
    ids = [each.id for each in add(sessions, session.id, field, 0, 3)]
    sessions.end(session.id, "Ana")
    shown = {each.id: each.standing for each in sessions.cells(session.id)}
    before = history.head()
    with pytest.raises(SessionStateError, match="2 cells were added meanwhile"):
        sessions.sign(session.id, "Cy", "Seen.", {ids[0]: shown[ids[0]]})
    assert history.head() == before
    history.decide(ids[:1], NO_CELL, "Bo")
    with pytest.raises(SessionStateError, match=f"The session was not signed: cell {ids[0]} changed meanwhile"):
        sessions.sign(session.id, "Cy", "Seen.", shown)
    shown = {each.id: each.standing for each in sessions.cells(session.id)}
    history.decide(ids[1:2], Decision(State.CONFIRMED), "Bo")
    with pytest.raises(SessionStateError, match=f"The session was not signed: cell {ids[1]} changed meanwhile"):
        sessions.sign(session.id, "Cy", "Seen.", shown)
    shown = {each.id: each.standing for each in sessions.cells(session.id)}
    assert sessions.sign(session.id, "Cy", "Seen.", shown).state is SessionState.SIGNED


def test_roles_and_four_eyes_hold_for_sessions(history, sessions, field):
    people = Operators(history)
    people.add("Ana")
    people.add("Cy", Role.REVIEWER, by="Ana")
    people.add("Dora", by="Ana")
    for name in ("", "Zed"):
        with pytest.raises(NobodyWorksError):
            sessions.begin(replace(PLAN, operator=name))
    session = sessions.begin(replace(PLAN, operator="dora"))
    assert (session.plan.operator, session.by) == ("Dora", "Dora")
    facts, cells, pixels = field(0, 3, operator="Zed")
    with pytest.raises(NobodyWorksError, match="'Zed' is not on this station's list"):
        sessions.add_field(session.id, facts, cells, pixels)
    with pytest.raises(NobodyWorksError, match="nobody is signed in"):
        sessions.pause(session.id, "")
    with pytest.raises(NobodyWorksError, match="'Zed' is not on"):
        sessions.add_field(session.id, facts, cells, pixels, by="Dora")
    add(sessions, session.id, field, 0, 3, operator="Dora")
    sessions.end(session.id, "Dora")
    with pytest.raises(SessionNotSignedError, match="Dora is an operator, and only reviewers"):
        sessions.sign(session.id, "Dora", "Seen.")
    people.set_four_eyes(True, "Ana")
    with pytest.raises(SessionNotSignedError, match=r"nobody has decided about 3 cells yet, .* somebody else"):
        sessions.sign(session.id, "Cy", "Seen.")
    sessions.confirm_rest(session.id, "Cy")
    with pytest.raises(DecisionError, match="Cy has decided about it"):
        sessions.sign(session.id, "Cy", "Seen.")
    assert sessions.sign(session.id, "Ana", "Seen.").signed_by == "Ana"


def test_without_a_fields_picture_nothing_is_signed(history, sessions, field, paths, monkeypatch):
    session = sessions.begin(PLAN)
    cells = [each for seed in range(3) for each in add(sessions, session.id, field, seed, 4)]
    sessions.end(session.id, "Ana")
    read = []
    load = PictureStore.load
    monkeypatch.setattr(PictureStore, "load", lambda store, sha256: (read.append(sha256), load(store, sha256))[1])
    file = PictureStore(paths.pictures).path(cells[5].picture_sha256)
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(DecisionError, match=f"Record {cells[4].id} was not signed: The picture .* is missing"):
        sessions.sign(session.id, "Cy", "Seen.")
    file.write_bytes(content)
    read.clear()
    sessions.sign(session.id, "Cy", "Seen.")
    assert sorted(read) == sorted({each.picture_sha256 for each in cells})


def test_a_session_event_that_was_changed_is_found(history, sessions, field, paths):
    session = sessions.begin(PLAN)
    add(sessions, session.id, field)
    event = history.events([Kind.SESSION], limit=1)[0]
    with closing(connect(paths.database, 5)) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'event_never_changes'").fetchone()
        told = json.dumps({**event.new, "target": 7}, separators=(",", ":"))
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE event SET new_value = ? WHERE id = ?", [told, event.id])
        connection.execute("DROP TRIGGER event_never_changes")
        connection.execute("UPDATE event SET new_value = ? WHERE id = ?", [told, event.id])
        connection.execute(sql)
    assert [each.what for each in verify(history, "none").problems] == [f"event {event.id} was changed"]


def test_two_programs_add_to_one_session(paths, field):
    with History(paths) as one, History(paths) as other:
        session = Sessions(one).begin(PLAN)
        for seed in range(6):
            add(Sessions((one, other)[seed % 2]), session.id, field, seed, 2)
        with pytest.raises(FieldCountedError, match="field 2 of"):
            add(Sessions(one), session.id, field, 1, 2)
        Sessions(other).end(session.id, "Bo")
        with pytest.raises(SessionStateError, match="the session is ended"):
            add(Sessions(one), session.id, field, 9)
        now = Sessions(one).get(session.id)
        assert [each.number for each in now.fields] == [1, 2, 3, 4, 5, 6]
        assert now.cells == 12
        assert one.check() == []


COUNTING = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from leukdesk.history.sessions import FieldFacts, SessionPlan, Sessions
from leukdesk.history.store import History
from leukdesk.history.records import NewRecord
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region, pixels_sha256
from leukdesk.paths import DataPaths
from datetime import UTC, datetime
with History(DataPaths(Path(sys.argv[1]))) as history:
    sessions = Sessions(history)
    for number in range(int(sys.argv[3]), 10_000):
        pixels = np.random.default_rng(number).integers(0, 256, (60, 80, 3), dtype=np.uint8)
        sha256 = pixels_sha256(pixels)
        cells = [
            NewRecord(datetime.now(UTC), "S-1", "Ana", "camera", box, sha256, 80, 60, "cells", "1.0.0", "1" * 64,
                      {"benign": 0.9, "early": 0.1}, "benign", False, {}, cell=Cell(box))
            for box in (Region(at, 1, 9, 9) for at in range(4))
        ]
        sessions.add_field(sys.argv[2], FieldFacts(sha256), cells, pixels)
        print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_session_whose_program_is_killed_goes_on_from_its_last_field(paths, start):
    with History(paths) as history:
        session = Sessions(history).begin(PLAN)
    dice = np.random.default_rng(3)
    done = 0
    for _ in range(4):
        child = start(COUNTING, paths.root, session.id, done)
        told = -1
        for _ in range(int(dice.integers(1, 6))):
            told = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        rest = child.communicate()[0].split()
        told = int(rest[-1]) if rest else told
        with History(paths) as history:
            (found,) = Sessions(history).open_sessions()
            assert (found.id, found.state) == (session.id, SessionState.COUNTING)
            # Each field that was told of is there; at most one more, whole.
            assert told + 1 <= len(found.fields) <= told + 2
            assert found.cells == 4 * len(found.fields) == sum(each.cells for each in found.fields)
            assert history.check() == []
            done = len(found.fields)
    with History(paths) as history:
        sessions = Sessions(history)
        sessions.resume(session.id, "Ana")
        sessions.end(session.id, "Ana")
        assert sessions.sign(session.id, "Ana", "Seen.").counts["benign"] == 4 * done


def test_a_field_that_finds_no_room_is_stored_whole_later_or_not_at_all(disk_of, until_there_is_room, field):
    disk = disk_of("3m")
    paths = DataPaths(disk / "data")
    with History(paths) as history:
        sessions = Sessions(history)
        session = sessions.begin(PLAN)
        facts, cells, pixels = field(0, 20, side=120)

        def count():
            try:
                sessions.add_field(session.id, facts, cells, pixels)
            except DiskFullError:
                now = sessions.get(session.id)
                assert (now.cells, now.fields) == (0, ())
                raise

        assert until_there_is_room(disk, count, 8 * 1024)
        assert sessions.get(session.id).cells == 20
        assert history.check() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["field", "empty", "decide", "reject", "pause", "resume", "end", "sign"]),
            st.integers(0, 5),
        ),
        max_size=12,
    )
)
def test_however_a_session_goes_its_state_is_that_of_its_cells(tmp_path_factory, field, steps):
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        sessions = Sessions(history)
        session = sessions.begin(PLAN)
        fields = 0
        for seed, (what, number) in enumerate(steps):
            cells = sessions.cells(session.id)
            try:
                match what:
                    case "field" | "empty":
                        add(sessions, session.id, field, seed, number if what == "field" else 0, [1])
                        fields += 1
                    case "decide" | "reject" if cells:
                        verdict = CONFIRMED if what == "decide" else NO_CELL
                        history.decide([cells[number % len(cells)].id], replace(verdict, reason="seen"), "Bo")
                    case "pause" | "resume" | "end":
                        getattr(sessions, what)(session.id, "Ana")
                    case "sign":
                        sessions.sign(session.id, "Cy", "Seen.")
            except (SessionStateError, SessionNotSignedError, DecisionError):
                pass
        now = sessions.get(session.id)
        cells = sessions.cells(session.id)
        standing = [each for each in cells if each.state is State.SUGGESTED or each.standing.label]
        assert len(now.fields) == fields
        assert now.cells == len(standing) == now.decided + now.undecided
        assert now.rejected == len(cells) - len(standing)
        assert now.undecided == sum(each.state is State.SUGGESTED for each in cells)
        assert now.undecided_uncertain == sum(each.needs_review for each in cells)
        for class_id, count in now.counts.items():
            assert count == sum((each.standing.label or each.label) == class_id for each in standing)
        if any(each.state is not State.SIGNED for each in cells):
            assert now.changed_since == (now.state is SessionState.SIGNED)
        assert [each.id for each in sessions.open_sessions()] == [now.id] * now.is_open
        assert history.check() == []


def test_a_plan_comes_back_from_its_json():
    assert SessionPlan.of_json(json.loads(json.dumps({**PLAN.as_json(), "state": "begun", "station": "x"}))) == PLAN
    assert PLAN.name_of("pre") == "Pre-B ALL"
    assert PLAN.name_of("other") == "other"
