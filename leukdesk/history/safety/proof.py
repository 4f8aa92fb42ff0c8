"""What proves that events and records are as they were logged; works on any file that SQLite can still read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from leukdesk.history import chain, events
from leukdesk.history.chain import NOTHING_BEFORE, Head
from leukdesk.history.checking.walk import Walk
from leukdesk.history.database import damage_in, migrations, schema_at_fault
from leukdesk.history.events import Event, Kind
from leukdesk.language import Said, marked

EVENT = (*events.COLUMNS, "previous", "hash")
# Which of these a value is of follows from its place in the row of an event.
_NUMBER, _KIND, _RECORD, _NEW = (EVENT.index(name) for name in ("id", "kind", "record_id", "new_value"))
_STEPS = 20_000
"""SQLite asks every so many of its own steps whether to go on."""


class UnprovenError(Exception):
    """An event, or the record it vouches for, is not as it was logged; why, as the end of a sentence."""


@contextmanager
def reading_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that nobody writes to, only for reading; nothing is laid beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


_DAMAGED = marked("The log {path} is damaged: {reason}.")


def faults(
    connection: sqlite3.Connection, path: Path, cancelled: Callable[[], bool] = lambda: False, *, whole: bool = False
) -> list[str]:
    """Return what is wrong with the file, with what keeps it append-only, and with the newest event; in sentences.

    Parameters
    ----------
    whole : bool
        See :func:`leukdesk.history.database.damage_in`.

    Raises
    ------
    sqlite3.OperationalError
        It was cancelled ("interrupted").
    """
    connection.set_progress_handler(lambda: int(cancelled()), _STEPS)
    try:
        if found := damage_in(connection, whole=whole, most=5):
            return [Said(_DAMAGED, path=path, reason=each) for each in found]
        problems: list[str] = []
        # What an earlier program made is as that one made it.
        if connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations()):
            problems += [sentence for _, sentence in schema_at_fault(connection, path)]
        return [*problems, *_newest_at_fault(connection, path)]
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise
        return [Said(_DAMAGED, path=path, reason=problem)]
    finally:
        connection.set_progress_handler(None, 0)


def read_event(connection: sqlite3.Connection, number: int) -> tuple[Any, ...] | None:
    """Return the row of an event, as :data:`EVENT` has it; None where there is none."""
    sql = f"SELECT {', '.join(EVENT)} FROM event WHERE id = ?"  # noqa: S608
    row: tuple[Any, ...] | None = connection.execute(sql, [number]).fetchone()
    return row


def holds(connection: sqlite3.Connection, head: Head) -> bool:
    """Tell whether a log has an event, and with this hash."""
    row = read_event(connection, head.id)
    return row is not None and row[-1] == head.hash


def parting(one: sqlite3.Connection, other: sqlite3.Connection) -> int | None:
    """Return the number of the newest event that two logs have in common, 0 for none; None where it cannot be told.

    Every hash vouches for all before it: where one event is the same, so are the earlier ones.
    """
    try:
        common, apart = 0, min(chain.head(one).id, chain.head(other).id) + 1
        middle = apart - 1  # mostly one is the beginning of the other
        while apart - common > 1:
            rows = read_event(one, middle), read_event(other, middle)
            if rows[0] is None or rows[1] is None:
                return None
            if rows[0][-1] == rows[1][-1]:
                common = middle
            else:
                apart = middle
            middle = (common + apart) // 2
    except sqlite3.Error:
        return None
    return common


def prove(connection: sqlite3.Connection, before: Head, row: tuple[Any, ...]) -> range:
    """Prove that an event follows another and that the records it vouches for are those that were logged.

    Returns
    -------
    range
        The numbers of those records; most events have none.

    Raises
    ------
    UnprovenError
    """
    try:
        if row[_NUMBER] != before.id + 1 or row[-2] != before.hash:
            raise UnprovenError(Said(marked("it does not follow the event before it")))
        if chain.link(before.hash, row[:-2]) != row[-1]:
            raise UnprovenError(Said(marked("it was changed")))
        return _prove_records(connection, row)
    except (sqlite3.Error, TypeError, ValueError, KeyError) as problem:
        raise UnprovenError(Said(marked("it cannot be read ({reason})"), reason=problem)) from problem


def walk(
    connection: sqlite3.Connection,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Prove the whole chain; return what breaks it first, in words, or an empty text.

    Parameters
    ----------
    progress : function of (done, all)
    cancelled : function
        Asked every thousand events; the answer is empty then.
    """
    total = chain.head(connection).id
    # The path stands in sentences that are not used here.
    chain_walk = Walk(connection, Path())
    for problems in chain_walk.steps():
        if cancelled():
            return ""
        if problems:
            return problems[0].what
        progress(chain_walk.events, total)
    return ""


def event_of(row: tuple[Any, ...]) -> Event:
    """Return the event of a row that :func:`read_event` returned."""
    return events.from_row((*row[:-2], row[-1]))


def station_of(connection: sqlite3.Connection) -> str:
    """Return the name that the log gave itself when it was begun; empty for a log that has none yet."""
    row = connection.execute("SELECT new_value FROM event WHERE id = 1").fetchone()
    return str(json.loads(row[0]).get("station", "")) if row is not None else ""


def newest_time(connection: sqlite3.Connection) -> datetime | None:
    """Return when the newest record was reached, in UTC."""
    row = connection.execute("SELECT time FROM record ORDER BY id DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row is not None else None


def _newest_at_fault(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    newest = chain.head(connection)
    if newest.id == 0:
        return
    row, before = read_event(connection, newest.id), read_event(connection, newest.id - 1)
    previous = Head(newest.id - 1, before[-1] if before is not None else NOTHING_BEFORE)
    try:
        if row is None:
            raise UnprovenError(Said(marked("it cannot be read")))
        prove(connection, previous, row)
    except UnprovenError as problem:
        text = marked("The log {path} was changed: of its newest event, {event}, {problem}.")
        yield Said(text, path=path, event=newest.id, problem=problem.args[0])


def _prove_records(connection: sqlite3.Connection, row: tuple[Any, ...]) -> range:
    new = json.loads(row[_NEW])
    match row[_KIND]:
        case Kind.RECORDED:
            numbers = range(row[_RECORD], row[_RECORD] + 1)
        case Kind.ADOPTED:
            numbers = range(new["first"], new["last"] + 1)
        case _:
            return range(0)
    columns = ", ".join(chain.digested(connection))
    sql = f"SELECT {columns} FROM record WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608
    found = connection.execute(sql, [numbers.start, numbers.stop - 1]).fetchall()
    if chain.record_digest(found) != new["digest"]:
        raise UnprovenError(Said(marked("record {record} is missing or was changed"), record=numbers.start))
    return numbers
