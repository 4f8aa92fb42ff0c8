"""What the log tells of its restores, and which ends of the log that was moved aside each of them accounts for.

Whoever knows an event of the earlier log finds another one in its place in the restored log. That is no tampering where
the event of the restore, which is in the chain, holds the very head that is known, or where the log moved aside is
still there, ends as that event says and holds it. What is accounted for in no such way stays a problem.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leukdesk.history.chain import Head
from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.database import BUSY_SECONDS, connect_for_reading
from leukdesk.history.events import Kind

_EVENTS = (
    "SELECT id, time, actor, old_value, new_value, reason FROM event WHERE kind = ? AND kind <> 'recorded' ORDER BY id"
)


@dataclass(frozen=True)
class Restore:
    """A restore or a recovery, as the log tells it.

    Attributes
    ----------
    event : int
        Its number: from there on the log is another one.
    time, by, reason : str
    backup, made : str
        Name and time of the backup; empty where there was none.
    old : Head, optional
        The newest event of the log that was moved aside; None where it could not be read.
    missing : int, optional
        Records that were lost by it; None where that could not be told.
    aside : Path, optional
        Where the earlier log lies, if it was moved aside.
    """

    event: int
    time: str
    by: str
    reason: str
    backup: str
    made: str
    old: Head | None
    missing: int | None
    aside: Path | None

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        by = self.by or "the program itself"
        why = f" ({self.reason.rstrip('.')})" if self.reason else ""
        source = "what could be read of the damaged file"
        if self.backup:
            source = f"the backup {self.backup} of {_clock(self.made)}"
        lost = "How many records were lost by it could not be told."
        if self.missing is not None:
            records = "1 record was" if self.missing == 1 else f"{self.missing or 'No'} records were"
            lost = f"{records} lost by it."
        ended = f", which ended with event {self.old.id}," if self.old is not None else ""
        match self.aside:
            case None:
                lies = ""
            case path if path.is_file():
                lies = f" The earlier log{ended} lies in {path}."
            case path:
                lies = f" The earlier log{ended} was moved to {path}, and is not there any more."
        when = f"at {_clock(self.time)} by {by}{why}"
        return f"The log was restored {when} from {source}: event {self.event}. {lost}{lies}"


def restores(connection: sqlite3.Connection, database: Path) -> list[Restore]:
    """Return the restores that a log tells of, oldest first; an event that was changed is left out."""
    return [*_restores(connection, database)]


def hashes_aside(connection: sqlite3.Connection, database: Path, number: int) -> Iterator[tuple[Restore, bytes]]:
    """Yield the hashes that the event of a number has in the logs that were moved aside, with the restore of each."""
    for each in _restores(connection, database):
        # Before its event the two logs are the same, and behind its end the old one has nothing.
        if each.old is None or not each.event <= number <= each.old.id:
            continue
        digest = each.old.hash if number == each.old.id else _hash_in(each.aside, each.old, number)
        if digest is not None:
            yield each, digest


def explains(connection: sqlite3.Connection, database: Path, head: KnownHead) -> Restore | None:
    """Return the restore that accounts for a head that the log does not have; None where none does."""
    return next((each for each, digest in hashes_aside(connection, database, head.id) if digest == head.hash), None)


def _hash_in(aside: Path | None, end: Head, number: int) -> bytes | None:
    """Return the hash of an event of a log that was moved aside, if that is there and ends as it did."""
    # Of an empty file SQLite would remove the write-ahead log.
    if aside is None or not aside.is_file() or aside.stat().st_size == 0:
        return None
    try:
        with closing(connect_for_reading(aside, BUSY_SECONDS)) as old:
            found = dict(old.execute("SELECT id, hash FROM event WHERE id IN (?, ?)", [number, end.id]))
    except sqlite3.Error:
        return None
    return found.get(number) if found.get(end.id) == end.hash else None


def _restores(connection: sqlite3.Connection, database: Path) -> Iterator[Restore]:
    for number, time, by, old, new, reason in connection.execute(_EVENTS, [Kind.RESTORED]).fetchall():
        try:
            before, after = json.loads(old), json.loads(new)
            missing = after.get("missing")
            yield Restore(
                number,
                str(time),
                str(by),
                str(reason),
                str(after.get("backup", "")),
                str(after.get("made", "")),
                Head(int(before["event"]), bytes.fromhex(before["hash"])) if before else None,
                missing if type(missing) is int else None,
                _beside(database, after.get("aside")),
            )
        except (TypeError, ValueError, KeyError, AttributeError):
            continue  # told already


def _clock(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (ValueError, OverflowError):
        return text


def _beside(database: Path, name: Any) -> Path | None:
    """Return a file beside the log, and no other one whatever the event says."""
    if not isinstance(name, str) or Path(name).name != name or not name.startswith(f"{database.name}."):
        return None
    return database.with_name(name)
