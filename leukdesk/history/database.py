"""The SQLite file of the log: how it is connected to, its schema, and whether that is still the program's own."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from leukdesk import __version__
from leukdesk.history import chain
from leukdesk.language import Said, marked

APPLICATION_ID = 0x4C65756B  # "Leuk", in the file's header: tells our log from other SQLite files
BUSY_SECONDS = 5.0
"""How long another program is waited for."""
WITH_EVENTS = 4
"""The version of the schema from which on the log keeps events."""
LEAST_SQLITE = (3, 38, 0)  # the first that always reads JSON; its full-text index finds any three letters (3.34)
# What no SQL can do, by the version that it completes.
_AFTERWARDS: dict[int, Callable[[sqlite3.Connection], None]] = {4: chain.begin}
# SQLite without locks and without shared memory: what it needs to read where nothing can be written.
_ALONE = "win32-none" if os.name == "nt" else "unix-none"
_NO_SHARED_MEMORY = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class Migration(NamedTuple):
    """One step from a version of the schema to the next.

    Attributes
    ----------
    script : str
        SQL.
    afterwards : function, optional
        What no SQL can do, in the same transaction.
    """

    script: str
    afterwards: Callable[[sqlite3.Connection], None] | None = None


def has_content(path: Path) -> bool:
    """Tell whether a file is there and is not empty; opened, an empty log would lose its write-ahead log."""
    return path.exists() and path.stat().st_size > 0


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


def connect_for_reading(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open the log so that nothing in it can change, not even by closing it; on a full or read-only disk as well.

    To be closed soon: on such a disk it sees the log as it was when it was opened, and holds no lock.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        return _looked_into(sqlite3.connect(uri, busy_seconds, isolation_level=None, check_same_thread=False, uri=True))
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF not in _NO_SHARED_MEMORY:
            raise
    # The file through which connections share what is in the write-ahead log cannot be made, so nobody else writes.
    if has_content(path.with_name(f"{path.name}-wal")):
        # A connection that is to have the log for itself keeps that in its own memory.
        how, first = f"vfs={_ALONE}", "PRAGMA locking_mode = EXCLUSIVE"
    else:
        how, first = "immutable=1", ""
    uri = f"{uri}&{how}"
    connection = sqlite3.connect(uri, busy_seconds, isolation_level=None, check_same_thread=False, uri=True)
    return _looked_into(connection, first)


def _looked_into(connection: sqlite3.Connection, first: str = "") -> sqlite3.Connection:
    """Have SQLite open the file, which it puts off until something is asked."""
    try:
        connection.execute(first)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@cache
def migrations() -> tuple[Migration, ...]:
    """Return the steps that the numbered schema files make, in order; the first makes version 1."""
    folder = resources.files("leukdesk.history") / "schema"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name)
    return tuple(
        Migration(each.read_text(encoding="utf-8"), _AFTERWARDS.get(version))
        for version, each in enumerate(files, start=1)
    )


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration] | None = None) -> None:
    """Take the steps that the log has not seen, each in a transaction of its own.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of :func:`connect`.
    steps : sequence of Migration, optional
        Those of :func:`migrations` by default.
    """
    for version, step in enumerate(migrations() if steps is None else steps, start=1):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < version:
                # Not executescript(): it would end the transaction before it begins.
                for statement in _statements(step.script):
                    connection.execute(statement)
                if step.afterwards is not None:
                    step.afterwards(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def damage_in(connection: sqlite3.Connection, *, whole: bool, most: int = 100) -> list[str]:
    """Return what SQLite finds wrong with the file, each in one line.

    Parameters
    ----------
    whole : bool
        Hold every index against its table as well, which takes three to four times as long.

    Raises
    ------
    sqlite3.DatabaseError
    """
    found = connection.execute(f"PRAGMA {'integrity_check' if whole else 'quick_check'}({most})")
    said = (" ".join(row[0].split()).removeprefix("*** in database main *** ") for row in found)
    return [each for each in said if each != "ok"]


_ADDED, _CHANGED, _MISSING = Said(marked("was added")), Said(marked("was changed")), Said(marked("is missing"))
_TRIGGER_AT_FAULT = marked(
    "The log {path} is no longer kept append-only: its trigger {name} {fault}, so another program has changed the log. "
    "Copy the whole data folder to a safe place, then restore a backup."
)
_SCHEMA_AT_FAULT = marked(
    "The log {path} is not as this program makes it: its {kind} {name} {fault}, so another program has changed the "
    "log. Copy the whole data folder to a safe place, then restore a backup."
)


def schema_at_fault(connection: sqlite3.Connection, path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each table, index and trigger that is not as the program makes it, and a sentence."""
    meant, found = meant_schema(), _schema(connection)
    odd = {name: (meant.get(name) or found[name])[0] for name in {*meant, *found} if meant.get(name) != found.get(name)}
    # Triggers first: they keep the log append-only.
    for name, kind in sorted(odd.items(), key=lambda each: (each[1] != "trigger", each)):
        fault = _ADDED if name not in meant else _CHANGED if name in found else _MISSING
        text = _TRIGGER_AT_FAULT if kind == "trigger" else _SCHEMA_AT_FAULT
        yield name, Said(text, path=path, kind=kind, name=name, fault=fault)


@cache
def meant_schema() -> dict[str, tuple[str, str]]:
    """Return the kind and the SQL of each table, index and trigger by its name, as the program makes them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        return _schema(fresh)


def _schema(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    # What SQLite and its search make for themselves may differ between its versions.
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' "
        "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
    )
    return {name: (kind, sql) for name, kind, sql in rows}


def versions() -> dict[str, str]:
    """Return what the program that writes the log is made of."""
    return {
        "program": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
    }


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
