"""What the log tells of its restores, and which ends of the log that was moved aside each of them accounts for.

Whoever knows an event of the earlier log finds another one in its place in the restored log. That is no tampering where
the event of the restore is borne out by the chain before it, and the log moved aside, or a backup of it, is there, is
whole and holds the very event. Somebody who makes the log anew can put in an event of a restore as well, but not that
log. Where it is not there, the event is not proven: that is told as such, until the file is put back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leukdesk.counting import many
from leukdesk.history.chain import NOTHING_BEFORE, Head
from leukdesk.history.events import Kind

_EVENTS = (
    "SELECT id, hash, time, actor, old_value, new_value, reason FROM event "
    "WHERE kind = ? AND kind <> 'recorded' ORDER BY id"
)
HASH = "SELECT hash FROM event WHERE id = ?"
# Between what a backup holds, or was taken over, and the restore: what a migration and a recovery write.
_OTHERS = (
    "SELECT 1 FROM event WHERE id >= ? AND id < ? AND (kind NOT IN ('begun', 'adopted', 'operator') "
    "OR kind = 'recorded') LIMIT 1"
)


@dataclass(frozen=True)
class Restore:
    """A restore or a recovery, as the log tells it.

    Attributes
    ----------
    event : int
    hash : bytes
        32 bytes.
    time, by, reason : str
    backup, made : str
        Name and time of the backup; empty where there was none.
    old : Head, optional
        The newest event of the log that was moved aside; None where it could not be read.
    missing : int, optional
        Records that were lost by it; None where that could not be told.
    decisions : int, optional
        Decisions and signatures that were lost by it, as well.
    aside : Path, optional
        Where the earlier log lies, if it was moved aside.
    parted : int
        From this event on the earlier log had others.
    fits : bool
        Whether the chain before it is what a restore from that backup leaves there.
    """

    event: int
    hash: bytes
    time: str
    by: str
    reason: str
    backup: str
    made: str
    old: Head | None
    missing: int | None
    decisions: int | None
    aside: Path | None
    parted: int
    fits: bool

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        by = self.by or "the program itself"
        why = f" ({self.reason.rstrip('.')})" if self.reason else ""
        source = "what could be read of the damaged file"
        if self.backup:
            source = f"the backup {self.backup} of {_clock(self.made)}"
        ended = f", which ended with event {self.old.id}," if self.old is not None else ""
        match self.aside:
            case None:
                lies = ""
            case path if path.is_file():
                lies = f" The earlier log{ended} lies in {path}."
            case path:
                lies = f" The earlier log{ended} was moved to {path}, and is not there any more."
        when = f"at {_clock(self.time)} by {by}{why}"
        return f"The log was restored {when} from {source}: event {self.event}. {self._lost}{lies}"

    @property
    def _lost(self) -> str:
        if self.missing is None:
            return "How many records and decisions were lost by it could not be told."
        records = many(self.missing, "record")
        if self.decisions is None:
            return f"{records} {'was' if self.missing == 1 else 'were'} lost by it; how many decisions is not known."
        if self.missing == self.decisions == 0:
            return "No record and no decision was lost by it."
        return f"{records} and {many(self.decisions, 'decision')} were lost by it."


def restores(connection: sqlite3.Connection, database: Path) -> list[Restore]:
    """Return the restores that a log tells of, oldest first; an event that was changed is left out."""
    return [*_restores(connection, database)]


def fitting(connection: sqlite3.Connection, database: Path) -> dict[tuple[int, bytes], int]:
    """Return those restores that the chain before them bears out.

    Returns
    -------
    dict of (int, bytes) to int
        By the event's number and hash, the first event that is this log's own.
    """
    return {(each.event, each.hash): each.parted for each in restores(connection, database) if each.fits}


def _restores(connection: sqlite3.Connection, database: Path) -> Iterator[Restore]:
    for number, digest, time, by, old, new, reason in connection.execute(_EVENTS, [Kind.RESTORED]).fetchall():
        try:
            before, after = json.loads(old), json.loads(new)
            taken = int(after.get("events", 0))
            start = _head(after) if "backup" in after else Head(0, NOTHING_BEFORE)
            yield Restore(
                number,
                digest,
                str(time),
                str(by),
                str(reason),
                str(after.get("backup", "")),
                str(after.get("made", "")),
                _head(before) if before else None,
                _count(after.get("missing")),
                _count(after.get("decisions_lost")),
                _beside(database, after.get("aside")),
                start.id + taken + 1,
                taken >= 0 and _fits(connection, start, start.id + taken + 1, number),
            )
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
            continue  # it accounts for nothing


def _head(values: dict[str, Any]) -> Head:
    return Head(int(values["event"]), bytes.fromhex(values["hash"]))


def _count(value: Any) -> int | None:
    return value if type(value) is int else None


def _fits(connection: sqlite3.Connection, start: Head, parted: int, restored: int) -> bool:
    row = connection.execute(HASH, [start.id]).fetchone()
    if start != Head(0, NOTHING_BEFORE) and (row is None or row[0] != start.hash):
        return False
    return parted <= restored and connection.execute(_OTHERS, (parted, restored)).fetchone() is None


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
