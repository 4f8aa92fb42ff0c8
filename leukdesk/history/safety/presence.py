"""Who has the log open: what replaces the whole file has to be alone with it.

An SQLite lock on an empty file beside the log, as for opening: it works the same on every system, within one program
and between several, does not depend on what the log itself is like, and goes away with a killed program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar

from leukdesk.history.errors import HistoryError
from leukdesk.history.locks import exclusive_lock
from leukdesk.language import tr


class HistoryInUseError(HistoryError):
    """Another program, or another part of this one, has the log open."""

    code: ClassVar[str] = "history-in-use"

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "The log {path} is open in another Leukdesk, and was left as it is. Close every other Leukdesk that "
                "uses this data folder, then try again."
            ).format(path=path)
        )


def hold(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Tell all others that the log is open here, until the connection returned is closed.

    Raises
    ------
    sqlite3.Error
        Somebody is replacing the log, for longer than ``busy_seconds``.
    """
    connection = sqlite3.connect(_users(path), timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN")
        # What is read makes the lock; the file stays empty.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep everybody from opening the log for the block.

    Raises
    ------
    HistoryInUseError
        Somebody has it open.
    """
    try:
        lock = exclusive_lock(_users(path), busy_seconds=0)
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise HistoryInUseError(path) from problem
        raise
    with closing(lock):
        yield


def _users(path: Path) -> Path:
    return path.with_name(f"{path.name}.users")
