"""What the log tells of its restores, and which ends of the log that was moved aside each of them accounts for.

Whoever knows an event of the earlier log finds another one in its place in the restored log. That is no tampering where
the event of the restore is borne out by the chain before it, and the log moved aside, or a backup of it, is there, is
whole and holds the very event. Somebody who makes the log anew can put in an event of a restore as well, but not that
log. Where it is not there, the event is not proven: that is told as such, until the file is put back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leukdesk.history import chain
from leukdesk.history.chain import NOTHING_BEFORE, Head
from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.checking.walk import Walk
from leukdesk.history.database import BUSY_SECONDS, connect_for_reading
from leukdesk.history.events import Kind
from leukdesk.history.kept_head import kept_head

_EVENTS = (
    "SELECT id, hash, time, actor, old_value, new_value, reason FROM event "
    "WHERE kind = ? AND kind <> 'recorded' ORDER BY id"
)
_HASH = "SELECT hash FROM event WHERE id = ?"
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


@dataclass(frozen=True)
class Account:
    """What is here of an event that a restore has set aside.

    Attributes
    ----------
    restore : Restore
    held_by : Path, optional
        The log that holds it: the one moved aside or that of a backup; None where neither is here.
    proven : bool
        Whether that log is whole from where the two parted, and so all that led to the event is there. A damaged one
        that the program itself moved aside may not be.
    """

    restore: Restore
    held_by: Path | None
    proven: bool


class Accounts:
    """What restores have set aside, looked for in the logs that were moved aside and in backups.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees one moment.
    database : Path
        The log.
    backups : iterable of Path
        The logs of backups that a restore has set aside.
    """

    def __init__(self, connection: sqlite3.Connection, database: Path, backups: Iterable[Path] = ()) -> None:
        self.restores = restores(connection, database)
        self._backups = [*backups]
        self._ends: dict[tuple[Path, int], Head | None] = {}

    def of(self, head: KnownHead) -> Account | None:
        """Return what accounts best for a head that the log does not have; None where no restore does."""
        found = [each for restore in self._setting_aside(head.id) if (each := self._account(restore, head)) is not None]
        return max(found, key=lambda each: (each.proven, each.held_by is not None), default=None)

    def hashes(self, number: int) -> Iterator[bytes]:
        """Yield the hashes that the event of a number has in what was set aside."""
        for each in self._setting_aside(number):
            if each.old is not None and each.old.id == number:
                yield each.old.hash
            for path in (each.aside, *self._backups):
                if (digest := _hash_in(path, number)) is not None:
                    yield digest

    def _setting_aside(self, number: int) -> Iterator[Restore]:
        for each in self.restores:
            # Before the two logs part they are the same, and behind its end the old one has nothing.
            if each.fits and each.old is not None and each.parted <= number <= each.old.id:
                yield each

    def _account(self, restore: Restore, head: KnownHead) -> Account | None:
        old, aside = restore.old, restore.aside
        is_end = old is not None and old.id == head.id
        if old is None or (is_end and old.hash != head.hash):
            return None
        told = _hash_in(aside, head.id)
        end = self._end(aside, restore.parted) if aside is not None else None
        whole = end == old
        if whole and told == head.hash:
            return Account(restore, aside, proven=True)
        for each in self._backups:
            if _hash_in(each, head.id) == head.hash and self._end(each, restore.parted) is not None:
                return Account(restore, each, proven=True)
        if whole:
            return None  # that log has another event
        if aside is not None and end is None and _is_damaged(aside):
            # Of a file that cannot be read there is only the head that was kept beside it.
            kept = is_end and told is None and kept_head(aside) == old
            if kept or told == head.hash:
                return Account(restore, aside, proven=False)
        return Account(restore, None, proven=False)

    def _end(self, path: Path, first: int) -> Head | None:
        """Return the newest event of a log, None where its chain and records are not whole from an event on."""
        if (path, first) not in self._ends:
            self._ends[path, first] = _end_of(path, first)
        return self._ends[path, first]


def fitting(connection: sqlite3.Connection, database: Path) -> set[tuple[int, bytes]]:
    """Return the numbers and hashes of those events of restores that the chain before them bears out."""
    return {(each.event, each.hash) for each in restores(connection, database) if each.fits}


def beyond(connection: sqlite3.Connection, backup: Path) -> tuple[int, int]:
    """Return how many events and records a backup says that it holds beyond what it has in common with the log.

    Raises
    ------
    sqlite3.Error
    """
    with closing(connect_for_reading(backup, BUSY_SECONDS)) as other:
        newest = chain.head(other).id
        # As far as a hash is the same in both, so is all before it.
        same, differs = 0, newest + 1
        while differs - same > 1:
            middle = (same + differs) // 2
            its = other.execute(_HASH, [middle]).fetchone()
            if its is not None and its == connection.execute(_HASH, [middle]).fetchone():
                same = middle
            else:
                differs = middle
        records = other.execute("SELECT count(*) FROM event WHERE kind = 'recorded' AND id > ?", [same]).fetchone()[0]
        return newest - same, records


def _is_damaged(aside: Path) -> bool:
    """Tell whether the program itself moved a log aside that it found damaged: see ``recovery``."""
    return aside.is_file() and ".damaged-" in aside.name


def _hash_in(path: Path | None, number: int) -> bytes | None:
    """Return the hash of an event of another log, None where it cannot be read."""
    # Of an empty file SQLite would remove the write-ahead log.
    if path is None or not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        with closing(connect_for_reading(path, BUSY_SECONDS)) as other:
            row = other.execute(_HASH, [number]).fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row is not None else None


def _end_of(path: Path, first: int) -> Head | None:
    if not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        with closing(connect_for_reading(path, BUSY_SECONDS)) as other:
            walk = Walk(other, path, first)
            return walk.head if next(walk.problems(), None) is None else None
    except (sqlite3.Error, TypeError, ValueError):
        return None


def _restores(connection: sqlite3.Connection, database: Path) -> Iterator[Restore]:
    for number, digest, time, by, old, new, reason in connection.execute(_EVENTS, [Kind.RESTORED]).fetchall():
        try:
            before, after = json.loads(old), json.loads(new)
            missing, taken = after.get("missing"), int(after.get("events", 0))
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
                missing if type(missing) is int else None,
                _beside(database, after.get("aside")),
                start.id + taken + 1,
                taken >= 0 and _fits(connection, start, start.id + taken + 1, number),
            )
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            continue  # it accounts for nothing


def _head(values: dict[str, Any]) -> Head:
    return Head(int(values["event"]), bytes.fromhex(values["hash"]))


def _fits(connection: sqlite3.Connection, start: Head, parted: int, restored: int) -> bool:
    row = connection.execute(_HASH, [start.id]).fetchone()
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
