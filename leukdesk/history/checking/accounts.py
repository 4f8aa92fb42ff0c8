"""What is here to prove that a restore set aside what somebody knows and the log does not have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from leukdesk.counting import many
from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.checking.findings import KnownHead, Note, NoteKind, Problem, ProblemKind
from leukdesk.history.checking.restored import HASH, Restore, restores
from leukdesk.history.checking.walk import Walk
from leukdesk.history.database import BUSY_SECONDS, connect_for_reading, has_content
from leukdesk.history.kept_head import kept_head
from leukdesk.history.safety import proof
from leukdesk.language import Said, marked, tr


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


def unproven(path: Path, restore: Restore, head: KnownHead) -> Problem:
    """Return the problem with a head that a restore may have set aside, where nothing here proves it."""
    match restore.aside:
        case None:
            lacks = Said(marked("it names no file that the earlier log was moved to"))
            do = Said(marked("Bring a backup that has that event"))
        case file if file.exists():
            lacks = Said(marked("the file {file} is not that log, or is not whole"), file=file)
            do = Said(marked("Put the right file back there, or bring a backup that has that event"))
        case file:
            lacks = Said(marked("the file {file} is not here"), file=file)
            do = Said(marked("Put it back there, or bring a backup that has that event"))
    what = f"a restore is said to have set aside event {head.id} as {head.where} knows it, and nothing here proves it"
    sentence = Said(
        marked(
            "The log {path} does not have event {event} as {known} knows it. The log says that a restore (event "
            "{restore}) set it aside, but {lacks}, so that cannot be proven. {do}, and verify again. Where nobody here "
            "knows of that restore, compare the log with {known}."
        ),
        path=path,
        event=head.id,
        known=head.where,
        restore=restore.event,
        lacks=lacks,
        do=do,
    )
    return Problem(ProblemKind.UNPROVEN, f"event {head.id}", what, sentence)


def set_aside_note(connection: sqlite3.Connection, backup: Path) -> Note:
    """Tell of a backup that the log is not held against."""
    try:
        events, records = _beyond(connection, backup)
        words = tr("It holds {events} with {records} that this log does not have.")
        holds = words.format(events=many(events, "event"), records=many(records, "record"))
    except sqlite3.Error as problem:
        holds = tr("What it holds cannot be read ({reason}).").format(reason=problem)
    words = tr(
        "The backup {backup} is of a log that a restore has set aside, so this log was not held against it. {holds} "
        "Where nobody here knows of that restore, look into that backup."
    )
    sentence = words.format(backup=backup.parent, holds=holds)
    return Note(NoteKind.BACKUP_SET_ASIDE, str(backup.parent), sentence)


def _beyond(connection: sqlite3.Connection, backup: Path) -> tuple[int, int]:
    """Return how many events and records a backup says that it holds beyond what it has in common with the log.

    Raises
    ------
    sqlite3.Error
    """
    with closing(connect_for_reading(backup, BUSY_SECONDS)) as other:
        newest, same = chain.head(other).id, proof.parting(connection, other)
        if same is None:
            raise sqlite3.DatabaseError("an event is missing")
        records = other.execute("SELECT count(*) FROM event WHERE kind = 'recorded' AND id > ?", [same]).fetchone()[0]
        return newest - same, records


def _is_damaged(aside: Path) -> bool:
    """Tell whether the program itself moved a log aside that it found damaged: see ``recovery``."""
    return aside.is_file() and ".damaged-" in aside.name


def _hash_in(path: Path | None, number: int) -> bytes | None:
    """Return the hash of an event of another log, None where it cannot be read."""
    if path is None or not has_content(path):
        return None
    try:
        with closing(connect_for_reading(path, BUSY_SECONDS)) as other:
            row = other.execute(HASH, [number]).fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row is not None else None


def _end_of(path: Path, first: int) -> Head | None:
    if not has_content(path):
        return None
    try:
        with closing(connect_for_reading(path, BUSY_SECONDS)) as other:
            walk = Walk(other, path, first)
            return walk.head if next(walk.problems(), None) is None else None
    except (sqlite3.Error, TypeError, ValueError):
        return None
