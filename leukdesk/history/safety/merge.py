"""Several stations' logs brought together into one, which is opened like any other."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leukdesk.history import chain, events
from leukdesk.history.chain import Head
from leukdesk.history.database import BUSY_SECONDS, WITH_EVENTS, connect, connect_for_reading, migrate, migrations
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.incoming import take_back
from leukdesk.history.pictures import PictureStore
from leukdesk.history.progress import Progress
from leukdesk.history.review import Standing
from leukdesk.history.rows import STANDING
from leukdesk.history.safety import archive_table, proof, swap
from leukdesk.history.safety.backup import DATABASE
from leukdesk.history.safety.backup_pictures import BackupPictures, needed
from leukdesk.history.safety.errors import MergeCancelledError, MergeError
from leukdesk.history.safety.recovery import open_history
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
    """

    source: Path
    station: str
    computer: str
    records: int
    decisions: int
    head: Head
    conflicts: tuple[int, ...] = ()
    missing: int = 0


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
        The data folder of the merged log, made where it is missing.
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
    before = _known(history, source, log, station)
    with (
        _pictures_brought(history, source, log, progress, cancelled) as missing,
        history.writing() as connection,
    ):
        taking = _Taking(source, log, connection, station, before)
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
    return Merged(source, station, computer, taking.records, taking.decisions, taking.at, conflicts, missing)


class _Taking:
    """Follows the events of a log and repeats what is about records in another chain.

    Attributes
    ----------
    at : Head
        The event that was taken in last.
    others : dict of kind to int
        Events that are only counted.
    conflicts : dict of int
        Records, by their numbers in the merged log, about which it has another decision; in order.
    """

    def __init__(
        self, source: Path, log: sqlite3.Connection, merged: sqlite3.Connection, station: str, before: Head
    ) -> None:
        self._source, self._log, self._merged, self._station = source, log, merged, station
        self.at = before
        self.records = self.decisions = 0
        self.others: dict[str, int] = {}
        self.conflicts: dict[int, None] = {}
        names = [row[1] for row in merged.execute("PRAGMA table_info(record)")]
        left_out = {"id", "station", "station_record", *STANDING}
        self._columns = [name for name in names if name not in left_out]
        self._listed = ", ".join(f'"{name}"' for name in self._columns)
        self._content = f"SELECT {self._listed} FROM record WHERE id = ?"  # noqa: S608

    def step(self) -> bool:
        """Take the next event; False where there is none.

        Raises
        ------
        MergeError
            By its station and number it is there already, and there it is another one.
        """
        row = proof.read_event(self._log, self.at.id + 1)
        if row is None:
            return False
        event = proof.event_of(row)
        match event.kind:
            case Kind.RECORDED if event.record_id is not None:
                self._record(event.record_id, event)
            case Kind.ADOPTED:
                for number in range(event.new["first"], event.new["last"] + 1):
                    self._record(number, event)
            case Kind.DECIDED | Kind.SIGNED if event.record_id is not None:
                self._decide(event.record_id, event)
            case _:
                self.others[event.kind.value] = self.others.get(event.kind.value, 0) + 1
        self.at = Head(event.id, event.hash)
        return True

    def archived(self) -> list[tuple[str, int, str, str]]:
        """Return the pictures that lie in archives, as :func:`archive_table.list_sha256` takes them."""
        sql = "SELECT picture_sha256, last_record, archive, folder FROM archived_picture ORDER BY event_id"
        newest = {row[0]: row for row in self._log.execute(sql)}
        found = []
        for sha256, last, archive, folder in sorted(newest.values()):
            known = self._merged.execute("SELECT 1 FROM archived_picture WHERE picture_sha256 = ?", [sha256]).fetchone()
            if known is None and (here := self._number(*self._origin(last))) is not None:
                found.append((sha256, here, archive, folder))
        return found

    def finish(self, event_id: int, archived: Iterable[tuple[str, int, str, str]]) -> None:
        """Note where the pictures are that lie in archives."""
        put = f"INSERT INTO archived_picture ({', '.join(archive_table.COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608
        self._merged.executemany(put, ((sha256, event_id, *rest) for sha256, *rest in archived))

    def _record(self, number: int, event: Event) -> None:
        station, station_record = self._origin(number)
        values = self._log.execute(self._content, [number]).fetchone()
        if (here := self._number(station, station_record)) is not None:
            # Two merged logs may know a station from before and after a restore, when its numbers came again.
            if self._merged.execute(self._content, [here]).fetchone() != values:
                raise MergeError(self._source, _CLASH)
            return
        marks = ", ".join("?" * (len(values) + 2))
        put = f"INSERT INTO record ({self._listed}, station, station_record) VALUES ({marks})"  # noqa: S608
        new_id = self._merged.execute(put, (*values, station, station_record)).lastrowid
        digested = f"SELECT {', '.join(chain.digested(self._merged))} FROM record WHERE id = ?"  # noqa: S608
        digest = chain.record_digest(self._merged.execute(digested, [new_id]).fetchall())
        operator = values[self._columns.index("operator")]
        new = {"digest": digest, "station": station, "station_record": station_record}
        time = event.time
        chain.append(self._merged, [NewEvent(Kind.RECORDED, operator, "", {}, new, "", new_id, time)])
        self.records += 1

    def _decide(self, number: int, event: Event) -> None:
        """Take a decision in, unless it is there already, or the merged log decided otherwise."""
        here = self._number(*self._origin(number))
        if here is None:
            return
        # A merged log tells where its decisions came from.
        origin = {"station": event.new.get("station", self._station), "event": event.new.get("event", event.id)}
        came_from = f"event {origin['event']} of station {origin['station']}"
        new = {**event.new, **origin}
        again = NewEvent(event.kind, event.actor, came_from, event.old, new, event.reason, here, event.time)
        if (known := self._merged.execute(_CAME_FROM, [came_from]).fetchone()) is not None:
            if known != events.to_values(again, known[0]):
                raise MergeError(self._source, _CLASH)
            return
        newest = self._merged.execute(_NEWEST, [here]).fetchone()
        if _standing(event.old) != _standing(json.loads(newest[0]) if newest else {}):
            self.conflicts[here] = None
            return
        chain.append(self._merged, [again])
        self.decisions += 1

    def _origin(self, number: int) -> tuple[str, int]:
        """Return from which station a record of the log is, and its number there: the log may be a merged one."""
        row = self._log.execute("SELECT station, station_record FROM record WHERE id = ?", [number]).fetchone()
        return (row[0], row[1]) if row is not None and row[0] else (self._station, number)

    def _number(self, station: str, station_record: int) -> int | None:
        sql = "SELECT id FROM record WHERE station = ? AND station_record = ? AND station <> ''"
        row = self._merged.execute(sql, [station, station_record]).fetchone()
        return None if row is None else int(row[0])


def _copy(database: Path, copy: Path) -> None:
    """Copy a log as it is at one moment, whoever writes to it; nothing is laid beside it where nobody does."""
    wal = database.with_name(f"{database.name}-wal")
    live = wal.exists() and wal.stat().st_size > 0
    try:
        opening = closing(connect_for_reading(database, BUSY_SECONDS)) if live else proof.reading_file(database)
        with opening as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
            source.backup(target)
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise  # that is the disk of the copy
        with told(database, BUSY_SECONDS):
            raise


def _standing(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a record stands by a decision, without where that came from."""
    return {name: values.get(name, at_first) for name, at_first in Standing().as_json().items()}


def _first(log: sqlite3.Connection, source: Path) -> Event:
    row = proof.read_event(log, 1)
    event = None if row is None else proof.event_of(row)
    if event is None or event.kind is not Kind.BEGUN or not event.new.get("station"):
        raise MergeError(source, "it does not say of which station it is.")
    return event


def _known(history: History, source: Path, log: sqlite3.Connection, station: str) -> Head:
    """Return up to which event a station's log was taken in before."""
    with history.reading() as connection:
        own = proof.station_of(connection)
    if own == station:
        raise MergeError(source, "it is a copy of the log to merge into.")
    if log.execute("SELECT 1 FROM record WHERE station <> '' AND station = ? LIMIT 1", [own]).fetchone() is not None:
        raise MergeError(source, "it holds records of the log to merge into. Merge both into a new folder.")
    for event in history.events([Kind.MERGED], limit=-1):
        if event.subject != station:
            continue
        known = Head(int(event.new["event"]), bytes.fromhex(event.new["hash"]))
        if known.id > chain.head(log).id and _was_taken_in(history, station, chain.head(log)):
            return chain.head(log)  # an older copy of what is there already
        row = proof.read_event(log, known.id)
        if row is None or row[-1] != known.hash:
            raise MergeError(source, _CLASH)
        return known
    return Head(0, chain.NOTHING_BEFORE)


_CLASH = (
    "a log of the same station with other events was taken in before. One of the two went on from a backup or was "
    "changed; merge into a new folder to keep them apart."
)


_CAME_FROM = f"""
    SELECT {", ".join(events.COLUMNS)} FROM event
    WHERE kind IN ('decided', 'signed') AND subject <> '' AND subject = ?
"""  # noqa: S608
_NEWEST = "SELECT new_value FROM event WHERE record_id = ? AND kind IN ('decided', 'signed') ORDER BY id DESC LIMIT 1"


def _was_taken_in(history: History, station: str, head: Head) -> bool:
    """Tell whether a log ended with this event when it was taken in at an earlier time."""
    known = (each.new for each in history.events([Kind.MERGED], limit=-1) if each.subject == station)
    return any((each["event"], each["hash"]) == (head.id, head.hash.hex()) for each in known)


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
    announced: list[tuple[Path, list[str]]] = []
    missing = 0
    try:
        for first in range(0, len(lacking), _PICTURES_AT_ONCE):
            if cancelled():
                raise MergeCancelledError(source)
            progress(f"Copying pictures of {source}", first, len(lacking))
            hashes = lacking[first : first + _PICTURES_AT_ONCE]
            announced.append((history._incoming.announce(hashes), hashes))
            pictures = {}
            for sha256 in hashes:
                try:
                    pictures[sha256] = store.load(sha256)
                except (FileNotFoundError, ValueError):
                    missing += 1
            target.store(pictures, announced[-1][0].parent)
        yield missing
    except BaseException:
        with suppress(HistoryError, OSError, sqlite3.Error), history._writing:
            for listed, hashes in announced:
                take_back(history._open_if_needed(), target, hashes)
                listed.unlink()
        raise
    for listed, _ in announced:
        with suppress(OSError):
            listed.unlink()
