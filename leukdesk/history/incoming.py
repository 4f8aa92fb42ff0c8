"""Where pictures wait until their rows are in the log, so that a killed program leaves no picture without one.

Each program that writes has a folder of its own in ``pictures/incoming``, held by a lock that goes away with the
program. It holds the half-written pictures, and for every append that is under way a list of its pictures, written
before the first is stored and removed after the row is. What lies in a folder that nobody holds is a dead program's:
its half-written pictures go, and so do the pictures on its lists that no row points to.

They are looked up and removed inside a transaction that keeps writers out, and whoever appends looks inside its own
transaction whether its pictures are there: the two never pass each other.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import uuid
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from leukdesk.history.locks import exclusive_lock, only_one_opens
from leukdesk.history.pictures import PictureStore

_LOCK = "held"
_LIST = ".pending"
_AT_ONCE = 500  # nobody else can write meanwhile
_LOGGED = "SELECT 1 FROM record WHERE substr(picture_sha256, 1, 12) = substr(?1, 1, 12) AND picture_sha256 = ?1"
_SHA256 = re.compile(r"[0-9a-f]{64}")  # a list is read from the disk, and what it says is removed


class Incoming:
    """One program's folder; made at its first append.

    Parameters
    ----------
    pictures : PictureStore
    database : Path
        The log.
    busy_seconds : float
    """

    def __init__(self, pictures: PictureStore, database: Path, busy_seconds: float) -> None:
        self._pictures = pictures
        self._database = database
        self._busy_seconds = busy_seconds
        self._folder: Path | None = None
        self._lock: sqlite3.Connection | None = None
        self._making = threading.Lock()

    def announce(self, hashes: Collection[str]) -> Path:
        """Write down which pictures are about to be stored; returns the list, in the folder to write them in first.

        Raises
        ------
        OSError, sqlite3.Error
        """
        announced = self._own_folder() / f"{uuid.uuid4().hex}{_LIST}"
        announced.write_text("\n".join(hashes), "utf-8")
        return announced

    def close(self, connection: sqlite3.Connection | None) -> None:
        """Give the folder up; ``connection`` takes back what failed appends left, if it can."""
        with self._making:
            if self._folder is None or self._lock is None:
                return
            folder, self._folder = self._folder, None
            with closing(self._lock), suppress(sqlite3.Error, OSError):
                if connection is not None:
                    _settle(folder, connection, self._pictures)
            # Let go before the folder goes: Windows removes no file that is open. From now on it is a dead program's,
            # and whoever opens the log next settles what could not be settled here.
            if not [*folder.glob(f"*{_LIST}")]:
                with suppress(OSError):
                    _remove(folder)

    def _own_folder(self) -> Path:
        with self._making:
            if self._folder is None:
                # A folder that is not held yet looks like a dead program's to another that opens the log.
                with only_one_opens(self._database, self._busy_seconds):
                    folder = self._pictures.incoming / uuid.uuid4().hex
                    folder.mkdir()
                    try:
                        self._lock = exclusive_lock(folder / _LOCK, self._busy_seconds)
                    except BaseException:
                        with suppress(OSError):
                            _remove(folder)
                        raise
                self._folder = folder
            return self._folder


def clear_up(connection: sqlite3.Connection, pictures: PictureStore) -> None:
    """Remove what dead programs left; to be called by the one that opens the log (``only_one_opens``).

    Raises
    ------
    OSError, sqlite3.Error
    """
    for folder in [each for each in pictures.incoming.iterdir() if each.is_dir()]:
        try:
            lock = exclusive_lock(folder / _LOCK, busy_seconds=0)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                continue  # its program is alive
            raise
        with closing(lock):
            _settle(folder, connection, pictures)
        _remove(folder)


@contextmanager
def _no_writer(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def take_back(connection: sqlite3.Connection, pictures: PictureStore, hashes: Collection[str]) -> None:
    """Remove the pictures that no row points to; no transaction may be under way.

    Raises
    ------
    OSError, sqlite3.Error
    """
    with _no_writer(connection):
        for sha256 in set(hashes):
            # Its beginning is in an index, and the whole of it is not.
            if connection.execute(_LOGGED, [sha256]).fetchone() is None:
                pictures.remove(sha256)


def _settle(folder: Path, connection: sqlite3.Connection, pictures: PictureStore) -> None:
    lists = [*folder.glob(f"*{_LIST}")]
    announced = [sha256 for each in lists for sha256 in _SHA256.findall(each.read_text("utf-8", "replace"))]
    for first in range(0, len(announced), _AT_ONCE):
        take_back(connection, pictures, announced[first : first + _AT_ONCE])
    for each in lists:
        each.unlink()


def _remove(folder: Path) -> None:
    # The lock goes last: a folder without one, half removed, would be taken for one that is just being made.
    for each in sorted(folder.iterdir(), key=lambda file: file.name.startswith(_LOCK)):
        each.unlink()
    folder.rmdir()
