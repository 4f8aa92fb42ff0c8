"""What a damaged log still holds and can prove is taken over, event by event, as it stands."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.database import APPLICATION_ID
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.pins import PIN_LOST, digest
from leukdesk.history.rows import STANDING
from leukdesk.history.safety import archive_table, proof, swap

_HEADER = 100
_KIND = proof.EVENT.index("kind")
_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True)
class TakenOver:
    """What came out of a damaged log.

    Attributes
    ----------
    events, records : int
        That were taken over.
    missing : int, optional
        Records of the damaged log that could not be; None where it does not even tell how many it had.
    until : datetime, optional
        When the newest record that there is now was reached.
    without_pin : tuple of str
        Operators whose PIN is lost: they cannot work until an administrator gives them a new one.
    unlisted : tuple of str
        Operators whom the damaged log had and whose place on the list can no longer be proven.
    """

    events: int
    records: int
    missing: int | None
    until: datetime | None
    without_pin: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


def take_over(damaged: sqlite3.Connection | None, log: sqlite3.Connection, newest: Head | None = None) -> TakenOver:
    """Append to a log what follows its newest event in a damaged one, for as long as every link can be proven.

    The log is what the damaged one was at an earlier time (a backup), or one without events. Nothing is taken from
    behind a gap: what stands there can no longer be proven to belong to this log.

    Parameters
    ----------
    damaged : sqlite3.Connection, optional
        None for a file of which SQLite can read nothing.
    log : sqlite3.Connection
        Of the same format.
    newest : Head, optional
        What the damaged log is known to have ended with.
    """
    before = chain.head(log)
    common = proof.parting(damaged, log) if damaged is not None else None
    events = records = 0
    without_pin: list[str] = []
    unlisted: list[str] = []
    if damaged is not None and common in (None, before.id) and _goes_on(damaged, before):
        log.execute("BEGIN IMMEDIATE")
        columns = _columns(damaged, log)
        while (numbers := _take_next(damaged, log, before, columns)) is not None:
            before = chain.head(log)
            events += 1
            records += len(numbers)
        _take_outboxes(damaged, log)
        without_pin, unlisted = _take_operators(damaged, log)
        log.execute("COMMIT")
        common = before.id if events else common
    missing = None if damaged is None or common is None else _missing(damaged, log, common)
    # One of another branch counts its events by itself.
    reached = before if damaged is None or common in (None, before.id) else chain.head(damaged)
    if newest is not None and newest.id > reached.id and not missing and not proof.holds(log, newest):
        missing = None  # its end is lost, and with it what that was
    return TakenOver(events, records, missing, proof.newest_time(log), tuple(without_pin), tuple(unlisted))


@contextmanager
def opened(path: Path, sound: Path | None) -> Iterator[sqlite3.Connection | None]:
    """Open a damaged log as well as possible, and a copy of it only; None where SQLite can read nothing of it.

    Parameters
    ----------
    sound : Path, optional
        A backup of the same log, whose first page, which tells what lies where, stands in for one that was lost.
    """
    with tempfile.TemporaryDirectory(prefix=swap.SALVAGE, dir=path.parent, ignore_cleanup_errors=True) as made:
        copy = Path(made) / path.name
        if not path.exists():
            yield None
            return
        _copy_whole(path, copy)
        if not _readable(copy) and sound is not None:
            # What SQLite could not read it may have cleared away.
            _copy_whole(path, copy)
            _graft(copy, sound)
        if not _readable(copy):
            yield None
            return
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            yield connection


def _copy_whole(path: Path, copy: Path) -> None:
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):
        shutil.copyfile(path.with_name(f"{path.name}-wal"), copy.with_name(f"{copy.name}-wal"))


def _readable(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            ours: bool = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            connection.execute("SELECT id FROM event LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return ours


def _graft(damaged: Path, sound: Path) -> None:
    """Give a log the first page of its backup: the tables of a log never move, so that it tells right where they are.

    See https://sqlite.org/fileformat.html#the_database_header for the fields.
    """
    with sound.open("rb") as stream:
        header = stream.read(_HEADER)
        if not header.startswith(_MAGIC):
            return
        size = int.from_bytes(header[16:18], "big")
        page = bytearray(header + stream.read((65536 if size == 1 else size) - _HEADER))
    # How many pages there are: as many as the file is long.
    page[28:32] = bytes(4)
    page[32:40] = bytes(8)  # no free pages are known
    page[18:20] = b"\x02\x02" if damaged.with_name(f"{damaged.name}-wal").exists() else b"\x01\x01"
    with damaged.open("r+b") as stream:
        stream.write(page)


def _goes_on(damaged: sqlite3.Connection, head: Head) -> bool:
    """Tell whether a log holds what another ends with; where that cannot be read, the next event will show it."""
    with suppress(sqlite3.Error):
        row = proof.read_event(damaged, head.id)
        return row is None or row[-1] == head.hash
    return True


def _columns(damaged: sqlite3.Connection, log: sqlite3.Connection) -> str:
    """Return the columns of a record, as both logs have them, without those that follow its decisions."""
    mine, its = ([row[1] for row in each.execute("PRAGMA table_info(record)")] for each in (log, damaged))
    return ", ".join(f'"{name}"' for name in mine if name in its and name not in STANDING)


def _take_next(damaged: sqlite3.Connection, log: sqlite3.Connection, before: Head, columns: str) -> range | None:
    """Take the next event over, with the records it vouches for; return their numbers, None where it ends."""
    log.execute("SAVEPOINT next")
    try:
        row = proof.read_event(damaged, before.id + 1)
        if row is not None:
            numbers = proof.prove(damaged, before, row)
            _copy(damaged, log, "record", columns, "id BETWEEN ? AND ?", (numbers.start, numbers.stop - 1))
            _copy(damaged, log, "event", ", ".join(proof.EVENT), "id = ?", (before.id + 1,))
            if row[_KIND] in (Kind.ARCHIVED, Kind.MERGED):
                moved = ", ".join(archive_table.COLUMNS)
                _copy(damaged, log, "archived_picture", moved, "event_id = ?", (before.id + 1,))
            log.execute("RELEASE next")
            return numbers
    except (sqlite3.Error, proof.UnprovenError, TypeError, ValueError):
        pass
    log.execute("ROLLBACK TO next")
    log.execute("RELEASE next")
    return None


_LOST = "lost"
"""Stands where a PIN was: there is one, and no PIN fits it."""

_OPERATORS = """
    SELECT subject, json_extract(new_value, '$.role'), json_extract(new_value, '$.active'),
           ifnull(json_extract(new_value, '$.pin'), '')
    FROM event WHERE id IN (
        SELECT max(id) FROM event WHERE kind = 'operator' AND kind <> 'recorded' GROUP BY subject
    ) ORDER BY (SELECT min(id) FROM event AS first WHERE kind = 'operator' AND first.subject = event.subject)
"""


def _take_operators(damaged: sqlite3.Connection, log: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Make the list of operators what the events say; return whose PIN is lost, and who is not on it any more.

    Only the PINs come from the tables: that of which the newest event has the digest.
    """
    pins: dict[str, list[str]] = {}
    for each in (damaged, log):
        for name, pin in _rows(each, "SELECT name, pin FROM operator ORDER BY id"):
            pins.setdefault(name, []).append(pin)
    there = {row[0] for row in log.execute("SELECT name FROM operator")}
    without_pin = []
    said = log.execute(_OPERATORS).fetchall()
    for name, role, active, told in said:
        pin = next((each for each in ("", *pins.get(name, ())) if digest(each) == told), None)
        if pin is None:
            pin = _LOST
            without_pin.append(name)
            old, new = ({"role": role, "active": bool(active), "pin": each} for each in (told, digest(pin)))
            chain.append(log, [NewEvent(Kind.OPERATOR, "", name, old, new, PIN_LOST)])
        if name in there:
            log.execute("UPDATE operator SET role = ?, active = ?, pin = ? WHERE name = ?", (role, active, pin, name))
        else:
            log.execute("INSERT INTO operator (name, role, active, pin) VALUES (?, ?, ?, ?)", (name, role, active, pin))
    return without_pin, sorted(set(pins) - {name for name, *_ in said})


def _take_outboxes(damaged: sqlite3.Connection, log: sqlite3.Connection) -> None:
    """Bring what was handed over to other systems, so that nothing is handed over twice."""
    for row in _rows(damaged, "SELECT id, mark, place, after FROM outbox ORDER BY id"):
        with suppress(sqlite3.Error):
            log.execute(
                "INSERT INTO outbox (id, mark, place, after) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET place = excluded.place, after = excluded.after",
                row,
            )
    columns = "outbox_id, event_id, record_id, partial, name, sha256, done"
    for row in _rows(damaged, f"SELECT {columns} FROM handed_over ORDER BY 1, 2"):  # noqa: S608
        # Refused where the event did not come over: another one will have its number.
        with suppress(sqlite3.Error):
            log.execute(
                f"INSERT INTO handed_over ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
                "ON CONFLICT DO UPDATE SET done = max(done, excluded.done)",
                row,
            )


def _rows(damaged: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows until one cannot be read."""
    with suppress(sqlite3.Error):
        yield from damaged.execute(sql)


def _copy(
    damaged: sqlite3.Connection, log: sqlite3.Connection, table: str, columns: str, where: str, values: tuple[int, ...]
) -> None:
    rows = damaged.execute(f"SELECT {columns} FROM {table} WHERE {where}", values).fetchall()  # noqa: S608
    marks = ", ".join("?" * (columns.count(",") + 1))
    log.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _missing(damaged: sqlite3.Connection, log: sqlite3.Connection, common: int) -> int | None:
    """Return how many records a damaged log had after the newest event that it and another have in common."""
    try:
        # The events know of records whose own rows are gone.
        known = "SELECT ifnull(max(id), 0) FROM record UNION ALL SELECT ifnull(max(record_id), 0) FROM event"
        last: int = max(row[0] for row in damaged.execute(known))
    except sqlite3.Error:
        return None
    there: int = log.execute("SELECT ifnull(max(id), 0) FROM record").fetchone()[0]
    # Of another branch, whose numbers are given twice.
    sql = "SELECT count(*) FROM event WHERE id > ? AND kind = 'recorded'"
    there -= log.execute(sql, [common]).fetchone()[0]
    return max(0, last - there)
