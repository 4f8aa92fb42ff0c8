"""From what SQLite and the file system say to the errors of the log."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leukdesk.files import NO_ROOM, NOT_ALLOWED
from leukdesk.history.errors import (
    DiskFullError,
    HistoryBusyError,
    HistoryDamagedError,
    HistoryDiskError,
    HistoryError,
    HistoryReadOnlyError,
)
from leukdesk.language import Said, marked

if sys.platform != "win32":
    import resource

_NEARLY_FULL = 2 * 1024**2
"""Bytes: SQLite calls it an error of the disk when there is no room for its shared memory, and gives room back then."""


@contextmanager
def told(path: Path, busy_seconds: float) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into the log's own; a programming error stays what it is."""
    try:
        yield
    except UnicodeDecodeError as problem:
        # What SQLite says of a damaged schema holds the damaged text.
        raise HistoryDamagedError(path, Said(marked("text in it is no text any more"))) from problem
    except sqlite3.Error as problem:
        raise _from_sqlite(path, problem, busy_seconds) from problem
    except OSError as problem:
        raise from_os(Path(problem.filename) if problem.filename else path, problem) from problem


def from_os(path: Path, problem: OSError) -> HistoryError:
    """Return the error that a failed file operation on ``path`` means."""
    if problem.errno in NO_ROOM:
        return DiskFullError(path)
    if problem.errno in NOT_ALLOWED:
        return HistoryReadOnlyError(path)
    return HistoryDiskError(path, problem.strerror or str(problem))


def _from_sqlite(path: Path, problem: sqlite3.Error, busy_seconds: float) -> Exception:
    match getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return HistoryBusyError(path, busy_seconds)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return HistoryReadOnlyError(path)
        case sqlite3.SQLITE_FULL:
            return DiskFullError(path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            # SQLite does not always tell a full disk from a failing one, and never a quota or a limit of file sizes.
            return DiskFullError(path) if _is_full(path) else HistoryDiskError(path, str(problem))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return HistoryDamagedError(path, str(problem))
        case sqlite3.SQLITE_ERROR if isinstance(problem, sqlite3.OperationalError):
            # Its statements are the program's own and tested, so a table or a column of the log is not as it should be.
            return HistoryDamagedError(path, str(problem))
        case _:
            return problem


def _is_full(path: Path) -> bool:
    """Tell whether a file and what lies beside it can hardly grow."""
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < _NEARLY_FULL or _limit_is_near(path):
            return True
    try:
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(_NEARLY_FULL))
    except OSError as problem:
        return problem.errno in NO_ROOM
    return False


def _limit_is_near(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    sizes = (each.stat().st_size for each in path.parent.glob(f"{path.name}*") if each.is_file())
    return limit != resource.RLIM_INFINITY and max(sizes, default=0) + _NEARLY_FULL > limit
