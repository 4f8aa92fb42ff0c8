"""Opening the log: looked at before anything is written, then created or brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from leukdesk.history import chain
from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.checking.noted import failure
from leukdesk.history.checking.walk import Walk, heads_at_fault
from leukdesk.history.database import (
    APPLICATION_ID,
    LEAST_SQLITE,
    connect,
    connect_for_reading,
    migrate,
    migrations,
    schema_at_fault,
)
from leukdesk.history.errors import HistoryDamagedError, HistoryLocationError, HistoryNewerError, SqliteTooOldError
from leukdesk.history.incoming import clear_up
from leukdesk.history.kept_head import ENDING, head_file, keep_head, kept_head
from leukdesk.history.kept_station import keep_station
from leukdesk.history.locks import only_one_opens
from leukdesk.history.pictures import PictureStore
from leukdesk.history.rows import SELECT
from leukdesk.language import Said, marked, tr, tr_said

COMPANIONS = ("-wal", "-shm", "-journal", ENDING)
"""Endings of the files that lie beside a log and belong to it."""
_LOOKED_AT = 100  # events at the end of the log
_MOST_TOLD = 3
# SQLite opens a file of a later format for reading, and then says that it is read-only (sqlite.org/fileformat2.html).
_HEADER, _WRITE_VERSION, _NEWEST_WRITE_VERSION = 20, 18, 2


@dataclass(frozen=True)
class _Found:
    """What lies where the log should be.

    Attributes
    ----------
    version : int, optional
        Of the log's schema, 0 for a new or empty file, None for a file that is no log of ours.
    notices : tuple of str
    """

    version: int | None
    notices: tuple[str, ...] = ()


def open_for_writing(
    path: Path, pictures: PictureStore, busy_seconds: float
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Create the log or bring it up to date; return the connection and what the user must be told about it.

    A file that is no log of ours is moved aside, never overwritten. What dead programs left half done is cleared up.

    Raises
    ------
    HistoryNewerError
        It was written by a later program; it is left untouched.
    HistoryDamagedError
        It is left untouched, too.
    SqliteTooOldError
    sqlite3.Error, OSError
        See :func:`leukdesk.history.telling.told`.
    """
    _require_sqlite()
    with only_one_opens(path, busy_seconds):
        found = _look(path, busy_seconds)
        notices = found.notices
        if found.version is None:
            aside = _move_aside(path)
            text = marked(
                "{path} was not a log of this program. It was moved to {name} in the same folder, and a new, empty log "
                "was begun. Ask whoever looks after this station to look at the moved file."
            )
            notices = (Said(text, path=path, name=aside.name),)
        connection = connect(path, busy_seconds)
        try:
            _use_write_ahead_log(connection, path)
            if (found.version or 0) < len(migrations()):
                migrate(connection)
                _require_tables(connection)
            clear_up(connection, pictures)
            if found.version is not None and notices:
                _note(connection, notices)
            keep_head(path, chain.head(connection))
            keep_station(path, _station(connection))
        except BaseException:
            connection.close()
            raise
    return connection, tuple(map(tr_said, notices))


def look_for_reading(path: Path, busy_seconds: float) -> tuple[str, ...] | None:
    """Return what the user must be told about a log that cannot be written now; None where it cannot be read, either.

    Raises
    ------
    HistoryNewerError, HistoryDamagedError, SqliteTooOldError
    sqlite3.Error
    """
    _require_sqlite()
    found = _look(path, busy_seconds)
    return tuple(map(tr_said, found.notices)) if found.version == len(migrations()) else None


def _look(path: Path, busy_seconds: float) -> _Found:
    """Look at a file without changing it."""
    if not path.exists():
        return _Found(0)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    newest = len(migrations())
    try:
        with closing(connect_for_reading(path, busy_seconds)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            ours = ours and header[_WRITE_VERSION] <= _NEWEST_WRITE_VERSION
            if ours:
                if version > newest:
                    raise HistoryNewerError(path, version, newest)
                return _Found(version, _look_into(connection, path) if version == newest else ())
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as problem:
        if getattr(problem, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
            raise
        ours = False
        tables = version = -1
    if kept_head(path) is not None:
        # Only a log has one beside it, so this is a log that was damaged where it says what it is.
        raise HistoryDamagedError(path, Said(marked("its beginning is not that of a log any more")))
    return _Found(0 if tables == 0 and version == 0 else None)


def _look_into(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Look at the tables and at the end of the chain, however long it is.

    A log that lost its end is damaged. One in which somebody changed something is told of, and goes on: what was
    changed stays to be found.
    """
    _require_tables(connection)
    kept = kept_head(path)
    known = []
    if kept is not None:
        known = [KnownHead(Said(marked("the file {name}"), name=head_file(path).name), kept.id, kept.hash)]
    # One moment of a log in which others may be logging; later than the head beside it, which is written last.
    connection.execute("BEGIN")
    try:
        newest = chain.head(connection)
        walk = Walk(connection, path, first=max(1, newest.id - _LOOKED_AT + 1), adopted=False)
        for _, problem in heads_at_fault(connection, path, known):
            raise HistoryDamagedError(path, problem.what)
        changed = islice(walk.problems(), _MOST_TOLD)
        added = islice(schema_at_fault(connection, path), _MOST_TOLD)
        return (*(each.said for each in changed), *(sentence for _, sentence in added))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _station(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT json_extract(new_value, '$.station') FROM event WHERE id = 1").fetchone()
    return str(row[0]) if row is not None else ""


def _note(connection: sqlite3.Connection, sentences: tuple[str, ...]) -> None:
    """Have the log tell what was found in it, where it does not yet.

    A log so spoilt that no event can follow is opened all the same: its user is told.
    """
    with suppress(TypeError, sqlite3.Error):
        event = failure(connection, sentences)
        if event is not None:
            connection.execute("BEGIN IMMEDIATE")
            chain.append(connection, [event])
            connection.execute("COMMIT")
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _require_sqlite() -> None:
    searches = False
    if sqlite3.sqlite_version_info >= LEAST_SQLITE:
        # An SQLite that another library brought (TensorFlow does) may be new enough and have none.
        with closing(sqlite3.connect(":memory:")) as connection:
            row = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
            searches = row is not None
    if not searches:
        raise SqliteTooOldError(sqlite3.sqlite_version, ".".join(map(str, LEAST_SQLITE)))


def _use_write_ahead_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise HistoryLocationError(path.parent, tr("its file system does not allow a write-ahead log"))


def _require_tables(connection: sqlite3.Connection) -> None:
    """Tell of a table or a column that is not there now, and not with every page and every result."""
    connection.execute(f"SELECT {SELECT} FROM record LIMIT 0")  # noqa: S608
    connection.execute("SELECT rowid FROM record_search LIMIT 0")
    connection.execute("SELECT hash FROM event LIMIT 0")


def _move_aside(path: Path) -> Path:
    """Rename a file and what SQLite may have laid beside it; return its new name."""
    aside = path.with_name(f"{path.name}.not-a-database-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    for ending in ("", *COMPANIONS):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside
