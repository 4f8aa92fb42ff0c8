"""Locks between programs: SQLite's own, on empty files.

They are the one lock that works the same on every system and that goes away with a killed program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def exclusive_lock(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Take a lock on a file, made where it is missing; closing the connection gives it back.

    Raises
    ------
    sqlite3.OperationalError
        Another holds it for longer than the waiting time, or the file cannot be made.
    """
    lock = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except BaseException:
        lock.close()
        raise
    return lock


@contextmanager
def only_one_opens(database: Path, busy_seconds: float) -> Iterator[None]:
    """Keep a second program out while one creates, moves or migrates the log, or clears up."""
    with closing(exclusive_lock(database.with_name(f"{database.name}.opening"), busy_seconds)):
        yield
