"""Slide sessions: the cells of one slide, counted field by field, reviewed and signed as a whole.

A session is what its events and its cells say (:mod:`leukdesk.history.session.state`). Each thing done is one
transaction, so a crash loses at most the field that was being stored, and what is left goes on from there.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from leukdesk.counting import numbered
from leukdesk.history import chain
from leukdesk.history.box_change import box_changes
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.errors import NobodyWorksError
from leukdesk.history.people.kept import laboratory
from leukdesk.history.records import NewRecord, Record
from leukdesk.history.review import Standing
from leukdesk.history.rows import SELECT, from_row
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.session.errors import (
    FieldCameError,
    FieldCountedError,
    ModelChangedError,
    SessionNotFoundError,
    SessionNotSignedError,
    SessionStateError,
)
from leukdesk.history.session.plan import FieldFacts, SessionPlan
from leukdesk.history.session.signing import confirmations, signatures, why_not_signed
from leukdesk.history.session.state import (
    TOGETHER,
    Session,
    SessionField,
    SessionState,
    Step,
    read_session,
    session_ids,
)
from leukdesk.history.store import History
from leukdesk.language import marked, tr

__all__ = [
    "FieldCameError",
    "FieldCountedError",
    "FieldFacts",
    "ModelChangedError",
    "Session",
    "SessionField",
    "SessionNotFoundError",
    "SessionNotSignedError",
    "SessionPlan",
    "SessionState",
    "SessionStateError",
    "Sessions",
]
_AT_LAST = (SessionState.SIGNED, SessionState.ENDED)
_OLDEST_FIRST = Order(descending=False)
_NOT_DONE = {
    Step.PAUSED: marked("The session was not paused"),
    Step.RESUMED: marked("The session was not resumed"),
    Step.ENDED: marked("The session was not ended"),
}


class Sessions:
    """The slide sessions of one log. Any thread may use it, and several programs may share the log.

    Parameters
    ----------
    log : History
    """

    def __init__(self, log: History) -> None:
        self._log = log

    def begin(self, plan: SessionPlan) -> Session:
        """Begin a session; another one on the same sample code does not hinder it: :meth:`others_on`.

        Raises
        ------
        NobodyWorksError
            A list of operators is kept, and the plan's is not on it.
        HistoryError
        """
        session_id = uuid.uuid4().hex
        with self._log.writing() as connection:
            plan = replace(plan, operator=_working(connection, plan.operator))
            new = {"state": Step.BEGUN.value, **plan.as_json()}
            chain.append(connection, [NewEvent(Kind.SESSION, plan.operator, session_id, new=new)])
            return self._read(connection, session_id)

    def add_field(
        self,
        session_id: str,
        facts: FieldFacts,
        cells: Sequence[NewRecord] = (),
        pixels: NDArray[np.uint8] | None = None,
        by: str = "",
        after: Session | None = None,
    ) -> list[Record]:
        """Count a field: log its cells and the field itself, all or nothing; when this returns, it is on the disk.

        Parameters
        ----------
        facts : FieldFacts
        cells : sequence of NewRecord
            Those that count. Each has its ``cell``, its box as ``region``, and the field's picture; the session is
            written into them here.
        pixels : array, uint8, shape (H, W, 3), RGB, optional
            The field. Needed where it has cells; without any it is not stored.
        by : str
            Who works; by default whoever the first cell names. Where a list of operators is kept, those that the cells
            name are on it as well.
        after : Session, optional
            The session as it was when it was looked which cells are new. Where fields or cells came since, it is
            refused.

        Raises
        ------
        SessionNotFoundError, SessionStateError, FieldCameError, ModelChangedError, FieldCountedError
        NobodyWorksError, HistoryError
            Nothing was stored.
        ValueError
            A cell is of another sample or picture than the session or the field, or is none.
        """
        if any(each.picture_sha256 != facts.picture_sha256 for each in cells):
            raise ValueError("a field's cells have its own picture")
        named = by or (cells[0].operator if cells else "")

        def counted(connection: sqlite3.Connection) -> list[NewEvent]:
            session = self._require_open(connection, session_id)
            self._require_fitting(session, cells)
            for each in session.fields:
                if each.picture_sha256 == facts.picture_sha256:
                    raise FieldCountedError(each.number)
            _require_none_came(session, after)
            who = _working(connection, named)
            _require_operators(connection, cells)
            told = {"number": len(session.fields) + 1, "cells": len(cells), **asdict(facts)}
            return [_event(session, Step.FIELD, who, told)]

        return self._append(session_id, cells, pixels, counted)

    def put_cells(
        self,
        session_id: str,
        cells: Sequence[NewRecord],
        pixels: NDArray[np.uint8],
        by: str = "",
        instead_of: Sequence[int | None] = (),
        after: Session | None = None,
    ) -> list[Record]:
        """Log cells that a person has drawn in a field, all or none; also after the session has ended.

        Parameters
        ----------
        cells : sequence of NewRecord
            As for :meth:`add_field`, one or more.
        instead_of : sequence of int or None
            For each cell the number of the record that it takes the place of, whose box was changed: that one is
            rejected, for what was logged is never changed. None, or left out, for those that were missed.
        after : Session, optional
            As for :meth:`add_field`.

        Raises
        ------
        SessionNotFoundError, SessionStateError, FieldCameError, ModelChangedError, NobodyWorksError, DecisionError
        HistoryError, ValueError
            Nothing was stored.
        """
        places = [*instead_of, *[None] * (len(cells) - len(instead_of))]

        def put(connection: sqlite3.Connection) -> list[NewEvent]:
            session = self._read(connection, session_id)
            if session.state is SessionState.SIGNED:
                raise SessionStateError(tr("The cell was not added"), tr("the session is signed."))
            self._require_fitting(session, cells)
            _require_none_came(session, after)
            who = _working(connection, by or cells[0].operator)
            _require_operators(connection, cells)
            replaced = [each for each in places if each is not None]
            for each in replaced:
                if _cell(connection, each, session_id) is None:
                    raise ValueError(f"record {each} is no cell of session {session_id}")
            told = [_drawn(session, cell, old) for cell, old in zip(cells, places, strict=True)]
            return [*box_changes(connection, replaced, who), *(_event(session, Step.CELL, who, each) for each in told)]

        return self._append(session_id, cells, pixels, put)

    def pause(self, session_id: str, by: str, reason: str = "") -> Session:
        """Note that counting stops for now.

        Raises
        ------
        SessionNotFoundError, SessionStateError, NobodyWorksError, HistoryError
        """
        return self._step(session_id, Step.PAUSED, by, reason, SessionState.COUNTING)

    def resume(self, session_id: str, by: str) -> Session:
        """Note that counting goes on, after a pause or after a crash.

        Raises
        ------
        SessionNotFoundError, SessionStateError, NobodyWorksError, HistoryError
        """
        return self._step(session_id, Step.RESUMED, by, "", SessionState.COUNTING, SessionState.PAUSED)

    def end(self, session_id: str, by: str, reason: str = "") -> Session:
        """Note that no more fields are counted: the target is reached, or why it is not.

        Raises
        ------
        SessionNotFoundError, SessionStateError, NobodyWorksError, HistoryError
        """
        return self._step(session_id, Step.ENDED, by, reason, SessionState.COUNTING, SessionState.PAUSED)

    def get(self, session_id: str) -> Session:
        """Return a session as it stands now.

        Raises
        ------
        SessionNotFoundError
        """
        with self._log.reading() as connection:
            return self._read(connection, session_id)

    def find(self, prefix: str) -> list[Session]:
        """Return the sessions whose ids begin so, the newest first."""
        with self._log.reading() as connection:
            return [self._read(connection, each) for each in session_ids(connection, prefix=prefix.casefold())]

    def with_cells(self, session_id: str) -> tuple[Session, list[Record]]:
        """Return a session and all its cells as they stand at one moment.

        Raises
        ------
        SessionNotFoundError
        """
        with self._log.reading() as connection:
            connection.execute("BEGIN")  # one moment
            return self._read(connection, session_id), _cells(connection, session_id)

    def cells(self, session_id: str) -> list[Record]:
        """Return all cells of a session, rejected ones as well, in the order in which they were logged."""
        return self._log.page(Filter(session=session_id), _OLDEST_FIRST, limit=-1)

    def sessions(
        self,
        limit: int = 50,
        before: Session | None = None,
        *,
        open_only: bool = False,
        sample: str | None = None,
    ) -> list[Session]:
        """Return sessions, the newest first.

        Parameters
        ----------
        limit : int
            How many at most; -1 for all.
        before : Session, optional
            Only those that were begun before this one: the last of the page before.
        open_only : bool
            Only those to which fields can be added.
        sample : str, optional
            Only those on this sample code.
        """
        with self._log.reading() as connection:
            connection.execute("BEGIN")  # one moment
            earlier = None if before is None else before.event
            ids = session_ids(connection, earlier, sample, open_only=open_only)
            return [self._read(connection, each) for each in islice(ids, None if limit < 0 else limit)]

    def open_sessions(self) -> list[Session]:
        """Return those that can be resumed, the newest first: what to offer when the program starts."""
        return self.sessions(-1, open_only=True)

    def others_on(self, sample: str, but: str = "") -> list[Session]:
        """Return the sessions on a sample code without one of them, the newest first; none where there is no code."""
        return [each for each in self.sessions(-1, sample=sample) if each.id != but] if sample else []

    def confirm_rest(self, session_id: str, by: str, stood: Mapping[int, Standing] | None = None) -> Session:
        """Confirm all cells that are certain and undecided; where somebody else signs, this is for whoever counted.

        Parameters
        ----------
        stood : mapping of int to Standing, optional
            By their numbers, all cells of the session as they were shown: where one has changed or come since, nothing
            is confirmed.

        Raises
        ------
        SessionNotFoundError, DecisionError, SessionStateError, HistoryError
        """
        with self._log.writing() as connection:
            session = self._read(connection, session_id)
            cells = _cells(connection, session_id)
            _require_seen(tr("The cells were not confirmed"), cells, stood)
            chain.append(connection, confirmations(cells, by, laboratory(connection), stood, TOGETHER))
            return self._read(connection, session.id)

    def sign(self, session_id: str, by: str, meaning: str, stood: Mapping[int, Standing] | None = None) -> Session:
        """Sign a session that has ended: its table of counts, and each of its cells.

        Certain cells about which nobody has decided are confirmed by the signer; uncertain ones have to be decided
        before. A session that was signed and changed since is signed again so.

        Parameters
        ----------
        by : str
            Who has proven to be that, as for :meth:`leukdesk.history.store.History.sign`.
        meaning : str
            What the signature says, in the words that the signer was shown.
        stood : mapping of int to Standing, optional
            As in :meth:`confirm_rest`.

        Raises
        ------
        SessionNotFoundError, SessionNotSignedError, DecisionError, HistoryError
            Nothing was signed: also where a field's picture is not there any more or is not the one that was analysed.
        """
        self._log.require_pictures(self.cells(self.get(session_id).id))
        with self._log.writing() as connection:
            session = self._read(connection, session_id)
            house = laboratory(connection)
            cells = _cells(connection, session_id)
            if why := why_not_signed(session, by, meaning, house):
                raise SessionNotSignedError(why)
            _require_seen(tr("The session was not signed"), cells, stood)
            confirmed = chain.append(connection, confirmations(cells, by, house, stood))
            # Those that were just confirmed stand no longer as they were shown.
            mine = {each.record_id for each in confirmed}
            shown = None if stood is None else {each: stood[each] for each in stood if each not in mine}
            chain.append(connection, signatures(_cells(connection, session_id), by, meaning, house, shown))
            session = self._read(connection, session_id)
            told = {
                "counts": dict(session.counts),
                "cells": session.cells,
                "rejected": session.rejected,
                "confirmed": len(confirmed),
                "fields": len(session.fields),
            }
            chain.append(connection, [_event(session, Step.SIGNED, house.name_of(by), told, meaning)])
            return self._read(connection, session_id)

    def _append(
        self,
        session_id: str,
        cells: Sequence[NewRecord],
        pixels: NDArray[np.uint8] | None,
        also: Callable[[sqlite3.Connection], list[NewEvent]],
    ) -> list[Record]:
        if any(each.cell is None or each.region != each.cell.box for each in cells):
            raise ValueError("what is counted in a session is a cell, and its region is the cell's box")
        for each in cells:
            box = each.region
            assert box is not None
            if box.x < 0 or box.y < 0 or box.x + box.width > each.width or box.y + box.height > each.height:
                raise ValueError("a cell's box lies in its field")
        if not cells:
            with self._log.writing() as connection:
                chain.append(connection, also(connection))
            return []
        if pixels is None:
            raise ValueError("the cells of a field come with its picture")
        return self._log.append_many([(replace(each, session=session_id), pixels) for each in cells], also)

    def _step(self, session_id: str, step: Step, by: str, reason: str, *states: SessionState) -> Session:
        with self._log.writing() as connection:
            session = self._read(connection, session_id)
            if session.state not in states:
                words = tr("it is {state} already.").format(state=session.words)
                raise SessionStateError(tr(_NOT_DONE[step]), words)
            who = _working(connection, by)
            told = {"cells": session.cells, "fields": len(session.fields)}
            chain.append(connection, [_event(session, step, who, told, reason.strip())])
            return self._read(connection, session_id)

    def _read(self, connection: sqlite3.Connection, session_id: str) -> Session:
        session = read_session(connection, session_id)
        if session is None:
            raise SessionNotFoundError(self._log.paths.database, session_id)
        return session

    def _require_open(self, connection: sqlite3.Connection, session_id: str) -> Session:
        session = self._read(connection, session_id)
        if session.state in _AT_LAST:
            words = tr("the session is {state}. Begin another one.").format(state=session.words)
            raise SessionStateError(tr("The field was not counted"), words)
        return session

    @staticmethod
    def _require_fitting(session: Session, cells: Sequence[NewRecord]) -> None:
        plan = session.plan
        for each in cells:
            if (each.model_id, each.model_version, each.model_sha256) != plan.model:
                now, then = (_named(*model) for model in ((each.model_id, each.model_version), plan.model[:2]))
                raise ModelChangedError(then, now if now != then else tr("another file of {model}").format(model=now))
            if each.sample != plan.sample:
                raise ValueError(f"a cell of sample {each.sample!r} in a session on {plan.sample!r}")


def _require_none_came(session: Session, after: Session | None) -> None:
    if after is not None and (len(after.fields), after.logged) != (len(session.fields), session.logged):
        raise FieldCameError


def _named(model_id: str, version: str) -> str:
    return tr("the model {model} {version}").format(model=model_id, version=version)


def _drawn(session: Session, cell: NewRecord, instead_of: int | None) -> dict[str, object]:
    """Return what the event of a cell that was drawn tells."""
    field = next((each for each in session.fields if each.picture_sha256 == cell.picture_sha256), None)
    if field is None:
        raise SessionStateError(
            tr("The cell was not added"), tr("this picture is no field of the session: count it first.")
        )
    box = cell.region
    assert box is not None
    return {"field": field.number, "box": [box.x, box.y, box.width, box.height], "instead_of": instead_of}


def _event(session: Session, step: Step, by: str, told: Mapping[str, object], reason: str = "") -> NewEvent:
    old = {} if step in (Step.FIELD, Step.CELL) else {"state": session.state.value}  # these leave it as it is
    return NewEvent(Kind.SESSION, by, session.id, old, {"state": step.value, **told}, reason)


def _working(connection: sqlite3.Connection, name: str) -> str:
    """Return the name under which somebody works, as the list writes it, inside the caller's transaction."""
    house = laboratory(connection)
    if why := house.why_not_working(name):
        raise NobodyWorksError(why)
    return house.name_of(name)


def _require_operators(connection: sqlite3.Connection, cells: Sequence[NewRecord]) -> None:
    for name in {each.operator for each in cells}:
        _working(connection, name)


def _cells(connection: sqlite3.Connection, session_id: str) -> list[Record]:
    return [*_rows(connection, "session = ?", [session_id])]


def _cell(connection: sqlite3.Connection, record_id: int, session_id: str) -> Record | None:
    return next(_rows(connection, "session = ? AND id = ?", [session_id, record_id]), None)


def _rows(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> Iterator[Record]:
    sql = f"SELECT {SELECT} FROM record INDEXED BY record_of_session WHERE session <> '' AND {condition} ORDER BY id"  # noqa: S608
    return map(from_row, connection.execute(sql, values))


def _require_seen(what: str, cells: Sequence[Record], stood: Mapping[int, Standing] | None) -> None:
    """Refuse to judge cells that came or were decided otherwise after they were shown."""
    if stood is None:
        return
    if new := sum(each.id not in stood for each in cells):
        if new == 1:
            words = tr("a cell was added meanwhile. Look at the session again.")
        else:
            words = tr("{count} cells were added meanwhile. Look at the session again.")
        raise SessionStateError(what, words.format(count=new))
    if changed := [each.id for each in cells if each.standing != stood[each.id]]:
        words = tr("{cells} changed meanwhile. Look at the session again.")
        raise SessionStateError(what, words.format(cells=numbered(changed, "cell")))
