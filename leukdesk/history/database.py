"""The SQLite file of the log: opened safely, brought up to date, told apart from what it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

from leukdesk.history import chain
from leukdesk.history.errors import HistoryDamagedError, HistoryLocationError, HistoryNewerError, SqliteTooOldError
from leukdesk.history.rows import SELECT

APPLICATION_ID = 0x4C65756B  # "Leuk", in the file's header: tells our log from other SQLite files
LEAST_SQLITE = (3, 38, 0)  # the first that always reads JSON; its full-text index finds any three letters (3.34)
_COMPANIONS = ("-wal", "-shm", "-journal")
# What no SQL can do, by the schema file after which it is done.
_AFTERWARDS = {4: chain.begin}


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open the log, in autocommit mode: whoever needs a transaction begins one.

    The connection may be used by several threads, but by one at a time only.
    """
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32768")  # KiB
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(path: Path, busy_seconds: float) -> tuple[str, ...]:
    """Create the log or bring it up to date, and return what the user must be told about it.

    A file that is no log of ours is moved aside, never overwritten.

    Raises
    ------
    HistoryNewerError
        It was written by a later program; it is left untouched.
    HistoryDamagedError, SqliteTooOldError
    sqlite3.Error, OSError
        See :func:`leukdesk.history.errors.told`.
    """
    _require_sqlite()
    newest = len(migrations())
    with _only_one_opens(path, busy_seconds):
        notices: tuple[str, ...] = ()
        version = _version(path, busy_seconds)
        if version is None:
            aside = _move_aside(path)
            notices = (
                f"{path} was not a log of this program. It was moved to {aside.name} in the same folder, and a new, "
                "empty log was begun. Ask whoever looks after this station to look at the moved file.",
            )
            version = 0
        if version > newest:
            raise HistoryNewerError(path, version, newest)
        with closing(connect(path, busy_seconds)) as connection:
            _use_write_ahead_log(connection, path)
            if version < newest:
                migrate(connection)
            _require_tables(connection, path)
    return notices


@cache
def migrations() -> tuple[str, ...]:
    """Return the SQL of the numbered schema files, in order; the first makes version 1."""
    folder = resources.files("leukdesk.history") / "schema"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name)
    return tuple(each.read_text(encoding="utf-8") for each in files)


def migrate(connection: sqlite3.Connection, scripts: tuple[str, ...] | None = None) -> None:
    """Run the schema files that the log has not seen, each in a transaction of its own.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of :func:`connect`.
    scripts : tuple of str, optional
        Those of :func:`migrations` by default.
    """
    for number, script in enumerate(migrations() if scripts is None else scripts, start=1):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                # Not executescript(): it would end the transaction before it begins.
                for statement in _statements(script):
                    connection.execute(statement)
                if number in _AFTERWARDS and scripts is None:
                    _AFTERWARDS[number](connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def guards_at_fault(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Return a sentence for each trigger that is not as the schema makes it: they keep the log append-only."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        meant = dict(fresh.execute(triggers).fetchall())
    found = dict(connection.execute(triggers).fetchall())
    return [
        f"The log {path} is no longer kept append-only: its trigger {name} "
        f"{'was changed' if name in found else 'is missing'}, so another program has changed the log. Copy the whole "
        "data folder to a safe place, then restore a backup."
        for name, sql in sorted(meant.items())
        if found.get(name) != sql
    ]


def _require_sqlite() -> None:
    searches = False
    if sqlite3.sqlite_version_info >= LEAST_SQLITE:
        # An SQLite that another library brought (TensorFlow does) may be new enough and have none.
        with closing(sqlite3.connect(":memory:")) as connection:
            row = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
            searches = row is not None
    if not searches:
        raise SqliteTooOldError(sqlite3.sqlite_version, ".".join(map(str, LEAST_SQLITE)))


def _statements(script: str) -> Iterator[str]:
    """Cut a script where SQLite says that a statement ends (a trigger holds semicolons of its own)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _version(path: Path, busy_seconds: float) -> int | None:
    """Return the version of the log's schema, 0 for a new or empty file, None for a file that is no log of ours."""
    if not path.exists():
        return 0
    # Only for reading: a log of a newer program must stay as it is.
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            return None
        raise
    if ours:
        return version
    return 0 if tables == 0 and version == 0 else None


def _use_write_ahead_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise HistoryLocationError(path.parent, "its file system does not allow a write-ahead log")


def _require_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Tell of a table or a column that is not there now, and not with every page and every result.

    Reads no content: of a log that is damaged there, the sound parts can still be seen.
    """
    connection.execute(f"SELECT {SELECT} FROM record LIMIT 0")  # noqa: S608
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'record_search'").fetchone():
        raise HistoryDamagedError(path, "no such table: record_search")


def _move_aside(path: Path) -> Path:
    """Rename a file and what SQLite may have laid beside it; return its new name."""
    aside = path.with_name(f"{path.name}.not-a-database-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    for ending in ("", *_COMPANIONS):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def _only_one_opens(path: Path, busy_seconds: float) -> Iterator[None]:
    """Keep a second program out while one creates, moves or migrates the log.

    An SQLite lock on an empty file beside the log: the one lock that works the same on every system and that goes
    away with a killed program.
    """
    with closing(sqlite3.connect(path.with_name(f"{path.name}.opening"), timeout=busy_seconds)) as lock:
        lock.isolation_level = None
        lock.execute("BEGIN EXCLUSIVE")
        yield
