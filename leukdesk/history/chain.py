"""The chain that makes the log tamper-evident: every event holds the hash of the one before it.

Whoever changes a record or an event, or takes one out of the middle, breaks the chain from there on. Whoever makes the
whole chain anew, or takes away its end, is found by what holds the newest hash elsewhere: backups, exports, reports.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leukdesk import __version__
from leukdesk.history import events
from leukdesk.history.events import Event, Kind, NewEvent

NOTHING_BEFORE = bytes(32)
ADOPTED_TOGETHER = 1000
"""So many records of an earlier program share one digest."""

# What a record's digest is made of.
DIGESTED = (
    "id", "time", "sample", "operator", "source", "region_x", "region_y", "region_width", "region_height",
    "picture_sha256", "width", "height", "model_id", "model_version", "model_sha256", "probabilities", "label",
    "probability", "uncertain", "quality", "program_version", "label_name", "remarks", "optics", "hands_free",
)  # fmt: skip
# What was added since, with what it is in records from before that; those have the digest that they always had.
_ADDED: dict[str, Any] = {"look": None, "station": "", "station_record": None, "session": "", "cell": None}


@dataclass(frozen=True)
class Head:
    """The newest event: who knows it can tell whether the log up to there is still the same.

    Attributes
    ----------
    id : int
        0 in a log without events.
    hash : bytes
        32 bytes.
    """

    id: int
    hash: bytes


def head(connection: sqlite3.Connection) -> Head:
    """Return the newest event's number and hash."""
    row = connection.execute("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
    return Head(*row) if row is not None else Head(0, NOTHING_BEFORE)


def append(connection: sqlite3.Connection, new: Iterable[NewEvent]) -> list[Event]:
    """Add events to the chain, inside the caller's transaction."""
    newest = head(connection)
    marks = ", ".join("?" * (len(events.COLUMNS) + 2))
    insert = f"INSERT INTO event ({', '.join(events.COLUMNS)}, previous, hash) VALUES ({marks})"  # noqa: S608
    added = []
    for each in new:
        values = events.to_values(each, newest.id + 1)
        digest = link(newest.hash, values)
        connection.execute(insert, (*values, newest.hash, digest))
        newest = Head(newest.id + 1, digest)
        added.append(events.from_row((*values, digest)))
    return added


def link(previous: bytes, values: Sequence[Any]) -> bytes:
    """Return an event's hash.

    Parameters
    ----------
    previous : bytes
        The hash of the event before.
    values : sequence
        As :data:`leukdesk.history.events.COLUMNS` has them.
    """
    return hashlib.sha256(previous + _plain(values)).digest()


def record_digest(rows: Iterable[Sequence[Any]]) -> str:
    """Return the digest of one record or several, as hexadecimal figures.

    Parameters
    ----------
    rows : iterable of sequence
        The values of :func:`digested`, as they are stored.
    """
    digest = hashlib.sha256()
    for row in rows:
        # A log that is not up to date lacks some, and gets them as records of old have them.
        whole = [*row, *[*_ADDED.values()][len(row) - len(DIGESTED) :]]
        is_new = whole[len(DIGESTED) :] != [*_ADDED.values()]
        digest.update(_plain(whole if is_new else whole[: len(DIGESTED)]) + b"\n")
    return digest.hexdigest()


def digested(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the columns that a record's digest is made of; a log that is not up to date has not got all of them."""
    found = {row[1] for row in connection.execute("PRAGMA table_info(record)")}
    return (*DIGESTED, *(name for name in _ADDED if name in found))


def digest_of(values: Mapping[str, Any]) -> str:
    """Return the digest of a record from its values by their columns; what is left out is as in records of old."""
    added = (values.get(name, before) for name, before in _ADDED.items())
    return record_digest([[*(values[name] for name in DIGESTED), *added]])


def begin(connection: sqlite3.Connection) -> None:
    """Begin the chain, inside the caller's transaction: with the log's own name, and what an earlier program logged."""
    begun = {"station": uuid.uuid4().hex, "computer": platform.node(), "program": __version__}
    append(connection, [NewEvent(Kind.BEGUN, new=begun)])
    columns = ", ".join(digested(connection))
    rows = connection.execute(f"SELECT {columns} FROM record ORDER BY id")  # noqa: S608
    while block := rows.fetchmany(ADOPTED_TOGETHER):
        new = {"first": block[0][0], "last": block[-1][0], "records": len(block), "digest": record_digest(block)}
        append(connection, [NewEvent(Kind.ADOPTED, new=new)])


def _plain(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
