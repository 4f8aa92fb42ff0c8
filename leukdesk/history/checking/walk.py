"""Along the chain: every event's hash, its link to the one before, and the record that it vouches for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from leukdesk.history import chain, events
from leukdesk.history.chain import Head
from leukdesk.history.checking.findings import RESTORE, KnownHead, Problem, ProblemKind, in_the_log
from leukdesk.history.events import Kind
from leukdesk.language import Said, marked

_BLOCK = 1000
_BEFORE_ALL = -(2**63)
_EVENT = (*events.COLUMNS, "previous", "hash")
_RECORD_AT = len(_EVENT)
_SQL = (
    f"SELECT {', '.join(f'event.{each}' for each in _EVENT)}, {{}} "  # noqa: S608
    "FROM event LEFT JOIN record ON event.kind = 'recorded' AND record.id = event.record_id "
    "WHERE event.id >= ? AND event.id < ? ORDER BY event.id"
)
_ADOPTED = "SELECT {} FROM record WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"


class Walk:
    """A walk from one event to the newest.

    Records are logged in the order of their numbers, each with its event: so an event for a record that was met
    already, or that leaves one out, is a problem, too.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees one moment: a transaction has begun, or nobody writes.
    path : Path
        The log, for the sentences.
    first : int
        The first event to look at; 1 for all of them.
    adopted : bool
        Look at the records that an earlier program logged as well: one event stands for a thousand of them.

    Attributes
    ----------
    head : Head
        The newest event so far.
    events, records : int
        How many were looked at.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, first: int = 1, *, adopted: bool = True) -> None:
        self._connection = connection
        self._path = path
        self._first = first
        self._adopted_too = adopted
        columns = [f"record.{each}" for each in chain.digested(connection)]
        self._sql, self._adopted_sql = _SQL.format(", ".join(columns)), _ADOPTED.format(", ".join(columns))
        self._newest_record: int | None = _BEFORE_ALL if first == 1 else None
        self.head = Head(first - 1, chain.NOTHING_BEFORE)
        self.events = self.records = 0

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, in the order of the events."""
        for found in self.steps():
            yield from found

    def steps(self) -> Iterator[list[Problem]]:
        """Yield what is wrong, a thousand events at a time: so that a long walk can be seen to go on, and stopped."""
        if self._first > 1:
            row = self._connection.execute("SELECT hash FROM event WHERE id = ?", [self._first - 1]).fetchone()
            self.head = Head(self._first - 1, row[0] if row else chain.NOTHING_BEFORE)
        newest = self._connection.execute("SELECT max(id) FROM event").fetchone()[0] or 0
        if newest == 0:
            yield [self._broken(1, Said(marked("the first event is missing")))]
        at = self._first
        while at <= newest:
            rows = _rows(self._connection, self._sql, (at, at + _BLOCK))
            if not rows:
                # A number far beyond the others was put in: go on there.
                at = self._connection.execute("SELECT min(id) FROM event WHERE id >= ?", [at]).fetchone()[0]
                continue
            yield [problem for row in rows for problem in self._event(row)]
            at += _BLOCK
        yield [*self._left_out(2**63 - 1)] if self._newest_record is not None else []

    def _event(self, row: Sequence[Any]) -> Iterator[Problem]:
        values, (previous, digest), record = row[: _RECORD_AT - 2], row[_RECORD_AT - 2 : _RECORD_AT], row[_RECORD_AT:]
        number, kind = values[0], values[3]
        self.events += 1
        if number != self.head.id + 1:
            gone = number - self.head.id - 1
            text = (
                marked("{count} events from {event} on are missing") if gone > 1 else marked("event {event} is missing")
            )
            yield self._broken(self.head.id + 1, Said(text, count=gone, event=self.head.id + 1))
        elif previous != self.head.hash:
            yield self._broken(number, Said(marked("event {event} does not follow the one before it"), event=number))
        if digest != _or_none(lambda: chain.link(previous, values)):
            yield self._broken(number, Said(marked("event {event} was changed"), event=number))
        if (number == 1) != (kind == Kind.BEGUN):
            text = marked("event {event} is {kind}, and the log begins with its first event alone")
            yield self._broken(number, Said(text, event=number, kind=repr(kind)))
        self.head = Head(number, digest)
        if kind == Kind.RECORDED:
            yield from self._recorded(values, record)
        elif kind == Kind.ADOPTED:
            yield from self._adopted(values)

    def _recorded(self, values: Sequence[Any], record: Sequence[Any]) -> Iterator[Problem]:
        event, record_id = values[0], values[4]
        if record[0] is None:
            text = marked("record {record} is missing: event {event} says that it was logged")
            yield self._changed(record_id, Said(text, record=record_id, event=event))
            return
        yield from self._vouched(event, record_id, record_id)
        self.records += 1
        if _new(values).get("digest") != _or_none(lambda: chain.record_digest([record])):
            yield self._changed(
                record_id, Said(marked("record {record} is not the one that was logged"), record=record_id)
            )

    def _adopted(self, values: Sequence[Any]) -> Iterator[Problem]:
        new = _new(values)
        try:
            first, last, count, digest = int(new["first"]), int(new["last"]), new["records"], new["digest"]
        except (KeyError, TypeError, ValueError):
            return  # the event was changed, which is told already
        yield from self._vouched(values[0], first, last)
        if not self._adopted_too:
            return
        rows = _rows(self._connection, self._adopted_sql, (first, last, chain.ADOPTED_TOGETHER + 1))
        self.records += len(rows)
        if len(rows) != count or digest != _or_none(lambda: chain.record_digest(rows)):
            text = marked("one or more of the records {first} to {last} are not those that an earlier program logged")
            yield self._changed(first, Said(text, first=first, last=last))

    def _vouched(self, event: int, first: int, last: int) -> Iterator[Problem]:
        """Note that an event stands for some records, which is to be so once for each."""
        if self._newest_record is None:
            self._newest_record = last
        elif first <= self._newest_record:
            text = marked("record {record} has a second event that says it was logged: {event}")
            yield self._changed(first, Said(text, record=first, event=event))
        else:
            if first > self._newest_record + 1:
                yield from self._left_out(first)
            self._newest_record = last

    def _left_out(self, before: int) -> Iterator[Problem]:
        sql = "SELECT id FROM record WHERE id > ? AND id < ? ORDER BY id"
        for (record_id,) in self._connection.execute(sql, (self._newest_record, before)):
            text = marked("record {record} was put in: no event says that it was logged")
            yield self._changed(record_id, Said(text, record=record_id))

    def _broken(self, event: int, what: str) -> Problem:
        text = marked("The chain of events of the log {path} is broken: {what}. {advice}")
        sentence = Said(text, path=self._path, what=what, advice=RESTORE)
        return Problem(ProblemKind.CHAIN, f"event {event}", what, sentence)

    def _changed(self, record_id: int, what: str) -> Problem:
        return Problem(ProblemKind.RECORD, f"record {record_id}", what, in_the_log(self._path, what))


def heads_at_fault(
    connection: sqlite3.Connection, path: Path, known: Iterable[KnownHead]
) -> Iterator[tuple[KnownHead, Problem]]:
    """Yield each event that the log should have and has not, or has with another content; with the problem."""
    newest = chain.head(connection).id
    for each in known:
        row = connection.execute("SELECT hash FROM event WHERE id = ?", [each.id]).fetchone()
        if each.id == 0 or (row is not None and row[0] == each.hash):
            continue
        if each.id > newest:
            # The same words however far it goes on, so that it is told once.
            text = marked("it ends too early, for {known} knows event {event}: its end was lost or cut off")
        else:
            text = marked("it has another event {event} than {known} knows: its events were made anew")
        what = Said(text, known=each.where, event=each.id)
        text = marked("The log {path} is not what it was: {what}. {advice}")
        sentence = Said(text, path=path, what=what, advice=RESTORE)
        yield each, Problem(ProblemKind.END, f"event {each.id}", what, sentence)


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Fetch some rows, with marks in place of what is no text where there should be some."""
    try:
        return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError as problem:
        if not str(problem).startswith("Could not decode"):
            raise
    usual = connection.text_factory
    connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.text_factory = usual


def _new(values: Sequence[Any]) -> dict[str, Any]:
    try:
        new = json.loads(values[7])
    except (TypeError, ValueError):
        return {}
    return new if isinstance(new, dict) else {}


def _or_none(digest: Any) -> Any:
    """Return a digest, None where there can be none: bytes or half a letter where there should be text."""
    try:
        return digest()
    except (TypeError, ValueError):
        return None
