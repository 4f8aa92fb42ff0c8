"""Several stations' logs brought together into one, which is opened like any other."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.database import (
    BUSY_SECONDS,
    WITH_EVENTS,
    connect,
    connect_for_reading,
    has_content,
    migrate,
    migrations,
)
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.pictures import PictureStore
from leukdesk.history.progress import Progress
from leukdesk.history.safety import archive_table, proof, swap
from leukdesk.history.safety.backup import DATABASE
from leukdesk.history.safety.backup_pictures import BackupPictures, needed
from leukdesk.history.safety.errors import MergeCancelledError, MergeError
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.taking import Taking, taken_before
from leukdesk.history.store import History
from leukdesk.history.telling import told
from leukdesk.paths import DataPaths

_PICTURES_AT_ONCE = 16
_MOST_NAMED = 100


@dataclass(frozen=True)
class Merged:
    """What was taken in from one log.

    Attributes
    ----------
    source : Path
    station, computer : str
        The name that the log gave itself, and that of the computer on which it was begun.
    records, decisions : int
        That are new; signatures count as decisions.
    head : Head
        The newest event of the source.
    conflicts : tuple of int
        Numbers, in the merged log, of records about which it has a decision that the station did not know of: what the
        station decided was not taken in, and a person has to decide.
    missing : int
        Pictures that the source lacks, or that are damaged there; the next merge looks for them again.
    session_events : int
        Things that happened to slide sessions, and that are new.
    """

    source: Path
    station: str
    computer: str
    records: int
    decisions: int
    head: Head
    conflicts: tuple[int, ...] = ()
    missing: int = 0
    session_events: int = 0


def merge(
    sources: Sequence[Path],
    into: Path,
    by: str = "",
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    tell: Callable[[str], None] = lambda _notice: None,
) -> Iterator[Merged]:
    """Take several logs into one, each whole or not at all; a log that was taken in before brings only what is new.

    The logs are copied and read; nothing is written where they lie.

    Parameters
    ----------
    sources : sequence of Path
        Data folders of stations, or backups.
    into : Path
        The data folder of the merged log, made where it is missing. One in which records were logged is refused.
    by : str
        Who merges.
    tell : function
        Told what opening the merged log found.

    Raises
    ------
    MergeError, MergeCancelledError, HistoryError
        See there what was taken in.
    """
    paths = DataPaths(into)
    with open_history(paths) as history:
        for notice in history.notices:
            tell(notice)
        for source in sources:
            with told(paths.database, BUSY_SECONDS), _opened(source, into) as log:
                yield _take_in(history, source, log, by, progress, cancelled)


def pictures_of(source: Path) -> Path:
    """Return where the pictures of a data folder, or of a backup, lie."""
    beside = source / "pictures"
    return beside if beside.is_dir() else source.parent / "pictures"


@contextmanager
def _opened(source: Path, into: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a log, brought up to date."""
    database = source / DATABASE
    if not database.is_file():
        raise MergeError(source, f"there is no {DATABASE} in it. Name a data folder of Leukdesk, or a backup.")
    if source.resolve() == into.resolve():
        raise MergeError(source, "it is the folder to merge into.")
    with tempfile.TemporaryDirectory(prefix=swap.MERGING, dir=into, ignore_cleanup_errors=True) as made:
        copy = Path(made) / DATABASE
        try:
            _copy(database, copy)
            with closing(connect(copy, BUSY_SECONDS)) as log:
                version = log.execute("PRAGMA user_version").fetchone()[0]
                if version > len(migrations()):
                    raise MergeError(source, "it was written by a newer Leukdesk. Merge with that one.")
                if version < WITH_EVENTS:
                    raise MergeError(source, "it was written by an earlier Leukdesk. Open it once with this one.")
                if problems := proof.faults(log, database):
                    raise MergeError(source, f"it is not sound. {problems[0]}")
                migrate(log)
                yield log
        except sqlite3.DatabaseError as problem:
            if problem.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise MergeError(source, f"it is damaged ({problem}). Merge a backup of it.") from problem
            raise


def _take_in(
    history: History,
    source: Path,
    log: sqlite3.Connection,
    by: str,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Merged:
    broken = proof.walk(log, lambda done, total: progress(f"Checking {source}", done, total), cancelled)
    if cancelled():
        raise MergeCancelledError(source)
    if broken:
        raise MergeError(source, f"its chain is broken at {broken}. Merge a backup of it.")
    begun = _first(log, source)
    station, computer = str(begun.new["station"]), str(begun.new.get("computer", ""))
    before = taken_before(history, source, log, station)
    with (
        _pictures_brought(history, source, log, progress, cancelled) as missing,
        history.writing() as connection,
    ):
        taking = Taking(source, log, connection, station, before)
        total = chain.head(log).id
        while taking.step():
            if cancelled():
                raise MergeCancelledError(source)
            if taking.at.id % 500 == 0:
                progress(f"Taking in {source}", taking.at.id, total)
        new = {
            "computer": computer,
            "event": taking.at.id,
            "hash": taking.at.hash.hex(),
            "records": taking.records,
            "decisions": taking.decisions,
            "session_events": taking.session_events,
            "conflicts": len(taking.conflicts),
            "conflicting": list(taking.conflicts)[:_MOST_NAMED],
            "pictures_missing": missing,
            "events": taking.others,
            "from": str(source),
        }
        if taking.at != before:
            archived = taking.archived()
            new["list_sha256"] = archive_table.list_sha256(archived)
            old = {"event": before.id, "hash": before.hash.hex()} if before.id else {}
            (merged,) = chain.append(connection, [NewEvent(Kind.MERGED, by, station, old, new)])
            taking.finish(merged.id, archived)
    conflicts = tuple(taking.conflicts)
    new_ones = taking.records, taking.decisions
    return Merged(source, station, computer, *new_ones, taking.at, conflicts, missing, taking.session_events)


def _copy(database: Path, copy: Path) -> None:
    """Copy a log as it is at one moment, whoever writes to it; nothing is laid beside it where nobody does."""
    live = has_content(database.with_name(f"{database.name}-wal"))
    try:
        opening = closing(connect_for_reading(database, BUSY_SECONDS)) if live else proof.reading_file(database)
        with opening as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
            source.backup(target)
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise  # that is the disk of the copy
        with told(database, BUSY_SECONDS):
            raise


def _first(log: sqlite3.Connection, source: Path) -> Event:
    row = proof.read_event(log, 1)
    event = None if row is None else proof.event_of(row)
    if event is None or event.kind is not Kind.BEGUN or not event.new.get("station"):
        raise MergeError(source, "it does not say of which station it is.")
    return event


@contextmanager
def _pictures_brought(
    history: History, source: Path, log: sqlite3.Connection, progress: Progress, cancelled: Callable[[], bool]
) -> Iterator[int]:
    """Copy the pictures that are not there yet; where the block fails, those that no row points to go again.

    Lends how many the source does not have: its records are taken in all the same.

    Each is read and compared. None is linked, for two logs must not share a file.
    """
    target, store = PictureStore(history.paths.pictures), PictureStore(pictures_of(source))
    lacking = list(BackupPictures(target.folder).lacking(needed(log)))
    missing = 0
    with history.announcing() as announce:
        for first in range(0, len(lacking), _PICTURES_AT_ONCE):
            if cancelled():
                raise MergeCancelledError(source)
            progress(f"Copying pictures of {source}", first, len(lacking))
            hashes = lacking[first : first + _PICTURES_AT_ONCE]
            folder = announce(hashes)
            pictures = {}
            for sha256 in hashes:
                try:
                    pictures[sha256] = store.load(sha256)
                except (FileNotFoundError, ValueError):
                    missing += 1
            target.store(pictures, folder)
        yield missing
