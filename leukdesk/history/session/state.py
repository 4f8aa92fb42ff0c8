"""How a slide session stands, read back from its events and its cells: nothing else of it is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from leukdesk.counting import many
from leukdesk.history import events
from leukdesk.history.events import Event
from leukdesk.history.review import State
from leukdesk.history.session.plan import FieldFacts, SessionPlan
from leukdesk.language import marked, number, tr


class Step(StrEnum):
    """What happened to a session: the "state" of an event's new values."""

    BEGUN = "begun"
    FIELD = "field"
    """A field was counted."""
    CELL = "cell"
    """A cell was added by hand to a field, or put in the place of another one."""
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    SIGNED = "signed"


WITH_THE_SESSION = marked("Confirmed with the whole session at its signing.")
"""Stored: why a cell is confirmed that nobody decided about before the signature; by this it is told from others."""

_WORDS = {
    "counting": marked("counting"),
    "paused": marked("paused"),
    "ended": marked("ended"),
    "signed": marked("signed"),
    "signed, changed since": marked("signed, changed since"),
}

TOGETHER = marked("Confirmed together with the other certain cells of the session.")
"""Stored in English: why cells are confirmed about which nobody has decided one by one, without a signature."""


class SessionState(StrEnum):
    """Where a session stands."""

    COUNTING = "counting"
    """Also after a crash: until it is paused or ended, fields can be added."""
    PAUSED = "paused"
    """A field that was under way is still taken."""
    ENDED = "ended"
    """No more fields; its cells can be reviewed, and it can be signed."""
    SIGNED = "signed"


@dataclass(frozen=True)
class SessionField(FieldFacts):
    """A field that was counted.

    Attributes
    ----------
    number : int
        1 for the first.
    cells : int
        That were logged with it; those added by hand later are not among them.
    time : datetime
        UTC, when it was counted.
    """

    number: int = 0
    cells: int = 0
    time: datetime = datetime.min


@dataclass(frozen=True)
class Session:
    """A slide session as it stands now.

    Attributes
    ----------
    id : str
        32 hexadecimal figures.
    event : int
        The number of the event that began it: higher for later ones.
    by : str
        Who began it.
    begun, latest : datetime
        UTC, of its first and of its newest event; decisions about its cells are no events of its own.
    fields : tuple of SessionField
    counts : mapping of str to int
        Cells by the class that holds now: the decided one where somebody has decided, else the suggested one; those
        that were rejected are not counted. The plan's classes come first, in their order, also where they have none.
    rejected : int
        Cells that were rejected: no white cells, or in the place of which a corrected one was put.
    decided : int
        Counted cells about which somebody has decided.
    undecided, undecided_uncertain : int
        Counted cells about which nobody has, and the uncertain ones among them.
    by_signature : mapping of int to str
        Of the decided ones those that a signature alone has confirmed, no person having decided about them before or
        since: record number to class id.
    together : int
        Of the decided ones those that were confirmed at once with all certain ones, and not decided about since.
    reason : str
        Of the newest pause or end.
    signed_by : str
    signed_at : datetime, optional
        UTC.
    meaning : str
        What the signature says. These three are of the newest one.
    changed_since : bool
        Something was decided or signed about a cell after the signature, which that withdraws; until the session is
        signed anew.
    """

    id: str
    event: int
    plan: SessionPlan
    state: SessionState
    by: str
    begun: datetime
    latest: datetime
    fields: tuple[SessionField, ...]
    counts: Mapping[str, int]
    rejected: int = 0
    decided: int = 0
    undecided: int = 0
    undecided_uncertain: int = 0
    by_signature: Mapping[int, str] = field(default_factory=dict)
    together: int = 0
    reason: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    meaning: str = ""
    changed_since: bool = False

    @property
    def cells(self) -> int:
        """How many were logged and not rejected, white or not."""
        return sum(self.counts.values())

    @property
    def logged(self) -> int:
        """How many cells are logged: those that are counted and those that were rejected."""
        return self.cells + self.rejected

    @property
    def white(self) -> int:
        """How many count: those whose class, as it holds now, is one of white cells."""
        beside = self.plan.beside_ids
        return sum(cells for label, cells in self.counts.items() if label not in beside)

    @property
    def is_complete(self) -> bool:
        """Whether as many white cells are counted as were meant to be."""
        return self.white >= self.plan.target

    @property
    def so_far(self) -> str:
        """How much is counted, for a person: "42 of 200 white cells"."""
        words = tr("{counted} of {target}")
        return words.format(counted=number(self.white), target=many(self.plan.target, self.plan.unit))

    @property
    def is_open(self) -> bool:
        """Whether fields can be added."""
        return self.state in (SessionState.COUNTING, SessionState.PAUSED)

    @property
    def words(self) -> str:
        """How it stands: "counting", "paused", "ended", "signed" or "signed, changed since"."""
        return tr(_WORDS[self.exported_words])

    @property
    def exported_words(self) -> str:
        """The same in English."""
        return f"{self.state}, changed since" if self.changed_since else self.state.value


# Word for word the conditions of the partial indexes of schema/0009_cells.sql.
_EVENTS = f"SELECT {events.SELECT} FROM event WHERE kind = 'session' AND subject = ? ORDER BY id"  # noqa: S608
_BEGUN = "FROM event WHERE kind = 'session' AND json_extract(new_value, '$.state') = 'begun'"
_FINISHED = (
    "SELECT 1 FROM event AS later WHERE later.kind = 'session' AND later.subject = event.subject "
    "AND json_extract(later.new_value, '$.state') IN ('ended', 'signed')"
)
_CELLS = """
    SELECT iif(state = 'suggested', label, decided_label), state, uncertain, count(*)
    FROM record INDEXED BY record_of_session WHERE session <> '' AND session = ? GROUP BY 1, 2, 3
"""
_JUDGED_AFTER = """
    SELECT EXISTS (
        SELECT 1 FROM record INDEXED BY record_of_session
        JOIN event INDEXED BY event_of_decision
          ON event.record_id = record.id AND event.id > ? AND event.kind IN ('decided', 'signed')
        WHERE record.session <> '' AND record.session = ?
    )
"""
# The event of a record's standing decision; the first condition is that of an index of schema/0004_events.sql.
_BY_REASON = """
    SELECT id, decided_label FROM record INDEXED BY record_of_session WHERE session <> '' AND session = ?
    AND EXISTS (
        SELECT 1 FROM event WHERE kind IN ('decided', 'signed') AND record_id = record.id AND reason = ?
        AND json_extract(new_value, '$.decided_at') = record.decided_at
    )
"""
_STATES = {
    Step.PAUSED: SessionState.PAUSED,
    Step.RESUMED: SessionState.COUNTING,
    Step.ENDED: SessionState.ENDED,
    Step.SIGNED: SessionState.SIGNED,
}
_FINAL = {SessionState.COUNTING: 0, SessionState.PAUSED: 0, SessionState.ENDED: 1, SessionState.SIGNED: 2}


def read_session(connection: sqlite3.Connection, session_id: str) -> Session | None:
    """Return a session as a connection sees it; None where there is none of this id."""
    found = [events.from_row(row) for row in connection.execute(_EVENTS, [session_id])]
    begun = next((each for each in found if each.new.get("state") == Step.BEGUN), None)
    if begun is None:
        return None
    plan = SessionPlan.of_json(begun.new)
    counts = dict.fromkeys(plan.class_ids, 0)
    rejected = decided = undecided = uncertain = unsigned = 0
    for label, state, is_uncertain, cells in connection.execute(_CELLS, [session_id]):
        unsigned += cells * (state != State.SIGNED)
        if state == State.SUGGESTED:
            undecided += cells
            uncertain += cells * is_uncertain
        elif not label:
            rejected += cells
            continue
        else:
            decided += cells
        counts[label] = counts.get(label, 0) + cells
    state, reason, signed = _standing(found)
    return Session(
        id=session_id,
        event=begun.id,
        plan=plan,
        state=state,
        by=begun.actor,
        begun=begun.time,
        latest=found[-1].time,
        fields=tuple(_field(each) for each in found if each.new["state"] == Step.FIELD),
        counts=counts,
        rejected=rejected,
        decided=decided,
        undecided=undecided,
        undecided_uncertain=uncertain,
        by_signature=_decided_by(connection, session_id, WITH_THE_SESSION) if signed is not None else {},
        together=len(_decided_by(connection, session_id, TOGETHER)) if decided else 0,
        reason=reason,
        signed_by=signed.actor if signed is not None else "",
        signed_at=signed.time if signed is not None else None,
        meaning=signed.reason if signed is not None else "",
        changed_since=signed is not None and (unsigned > 0 or _is_judged_after(connection, session_id, signed, counts)),
    )


def session_ids(
    connection: sqlite3.Connection,
    before: int | None = None,
    sample: str | None = None,
    prefix: str = "",
    *,
    open_only: bool = False,
) -> Iterator[str]:
    """Yield the ids of sessions, the newest first.

    Parameters
    ----------
    before : int, optional
        Only those that were begun by an earlier event.
    sample : str, optional
        Only those on this sample code.
    prefix : str
        How the id begins.
    open_only : bool
        Only those to which fields can be added.
    """
    conditions, values = "", list[Any]()
    if before is not None:
        conditions, values = f"{conditions} AND id < ?", [*values, before]
    if sample is not None:
        conditions, values = f"{conditions} AND json_extract(new_value, '$.sample') = ?", [*values, sample]
    if prefix:
        conditions, values = f"{conditions} AND substr(subject, 1, ?) = ?", [*values, len(prefix), prefix]
    if open_only:
        conditions = f"{conditions} AND NOT EXISTS ({_FINISHED})"
    for row in connection.execute(f"SELECT subject {_BEGUN}{conditions} ORDER BY id DESC", values):
        yield row[0]


def _is_judged_after(connection: sqlite3.Connection, session_id: str, signed: Event, counts: Mapping[str, int]) -> bool:
    """Whether anything was decided or signed about a cell after the session's signature.

    In a merged log that may have come in before it: then other counts were signed.
    """
    after: int = connection.execute(_JUDGED_AFTER, [signed.id, session_id]).fetchone()[0]
    return bool(after) or _counted(signed.new["counts"]) != _counted(counts)


def _decided_by(connection: sqlite3.Connection, session_id: str, reason: str) -> dict[int, str]:
    """Return the cells whose standing decision has a reason that many share: record number to class id."""
    return dict(connection.execute(_BY_REASON, [session_id, reason]))


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {label: cells for label, cells in counts.items() if cells}


def _standing(found: list[Event]) -> tuple[SessionState, str, Event | None]:
    """Return where events leave a session, why, and the newest signature.

    In a merged log those of a station may come in after others: what has ended stays so.
    """
    state, reason, signed = SessionState.COUNTING, "", None
    for each in found:
        step = Step(each.new["state"])
        if step is Step.SIGNED:
            signed = each
        if step in (Step.PAUSED, Step.ENDED):
            reason = each.reason
        after = _STATES.get(step, state)
        if _FINAL[after] >= _FINAL[state]:
            state = after
    return state, reason, signed


def _field(event: Event) -> SessionField:
    new = event.new
    return SessionField(
        picture_sha256=new["picture_sha256"],
        seen_before=new["seen_before"],
        cut=new["cut"],
        number=new["number"],
        cells=new["cells"],
        time=event.time,
    )
