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
from leukdesk.language import tr

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
        by = self.by or tr("the program itself")
        why = f" ({tr(self.reason).rstrip('.')})" if self.reason else ""
        source = tr("what could be read of the damaged file")
        if self.backup:
            source = tr("the backup {backup} of {time}").format(backup=self.backup, time=_clock(self.made))
        words = tr("The log was restored at {time} by {by} from {source}: event {event}. {lost}")
        told = words.format(time=_clock(self.time), by=by + why, source=source, event=self.event, lost=self._lost)
        return " ".join(filter(None, (told, self._lies)))

    @property
    def _lies(self) -> str:
        if self.aside is None:
            return ""
        if self.aside.is_file():
            words = tr("The earlier log lies in {path}.")
            if self.old is not None:
                words = tr("The earlier log, which ended with event {event}, lies in {path}.")
        else:
            words = tr("The earlier log was moved to {path}, and is not there any more.")
            if self.old is not None:
                words = tr(
                    "The earlier log, which ended with event {event}, was moved to {path}, and is not there any more."
                )
        return words.format(path=self.aside, event=self.old.id if self.old is not None else 0)

    @property
    def _lost(self) -> str:
        if self.missing is None:
            return tr("How many records and decisions were lost by it could not be told.")
        records = many(self.missing, "record")
        if self.decisions is None:
            if self.missing == 1:
                words = tr("{records} was lost by it; how many decisions is not known.")
            else:
                words = tr("{records} were lost by it; how many decisions is not known.")
            return words.format(records=records)
        if self.missing == self.decisions == 0:
            return tr("No record and no decision was lost by it.")
        words = tr("{records} and {decisions} were lost by it.")
        return words.format(records=records, decisions=many(self.decisions, "decision"))


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
