"""The connection that writes the log: opened where it can be, and one transaction at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from leukdesk.errors import LeukdeskError
from leukdesk.history import chain
from leukdesk.history.errors import DiskFullError, HistoryClosedError, HistoryLocationError, HistoryReadOnlyError
from leukdesk.history.kept_head import keep_head
from leukdesk.history.location import why_not_local
from leukdesk.history.opening import look_for_reading, open_for_writing
from leukdesk.history.pictures import PictureStore
from leukdesk.history.readers import Readers
from leukdesk.history.safety import presence
from leukdesk.history.telling import told
from leukdesk.paths import DataDirFullError, DataDirReadOnlyError, DataPaths

# What passes, and does not keep the log from being read.
_NOT_NOW = (DataDirReadOnlyError, DataDirFullError, DiskFullError, HistoryReadOnlyError)


class Writer:
    """One connection behind a lock. Any thread may use it.

    Parameters
    ----------
    paths : DataPaths
        Made where missing.
    pictures : PictureStore
    readers : Readers
        Those that read beside it once it is there.
    busy_seconds : float
        How long to wait for another program before giving up.

    Attributes
    ----------
    connection : sqlite3.Connection, optional
        None where the log could not be written yet.
    notices : tuple of str
        What opening found and the user must be told, in sentences.
    problem : LeukdeskError, optional
        Why the log can be read but not written now.
    """

    def __init__(self, paths: DataPaths, pictures: PictureStore, readers: Readers, busy_seconds: float) -> None:
        self.connection: sqlite3.Connection | None = None
        self.notices: tuple[str, ...] = ()
        self.problem: LeukdeskError | None = None
        self._paths, self._pictures, self._readers = paths, pictures, readers
        self._busy_seconds = busy_seconds
        self._presence: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Open the log for writing, or leave it to be read where it cannot be written now.

        Raises
        ------
        DataDirError, HistoryError
            It can be neither written nor read.
        """
        try:
            self._open_or_read()
        except BaseException:
            self._leave()
            raise

    def require(self) -> None:
        """Open the log where that could not be done before.

        Raises
        ------
        DataDirError, HistoryError
        """
        with self._lock:
            self._open_if_needed()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write, all or nothing; the lock is taken at once, so that waiting happens before and not halfway."""
        with self.alone() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                head = chain.head(connection)
                connection.execute("COMMIT")
            except BaseException:
                # A full disk or a failing one has made SQLite roll back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            keep_head(self._paths.database, head)

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection, for a block that begins and ends its transactions itself."""
        with self._lock, self._told():
            yield self._open_if_needed()

    @contextmanager
    def closing(self) -> Iterator[sqlite3.Connection | None]:
        """Lend the connection, where there is one, for the last time; what is being written is finished first."""
        with self._lock:
            self._closed = True
            yield self.connection
            if self.connection is not None:
                self.connection.close()
            self._leave()

    def _open_or_read(self) -> None:
        try:
            self._open()
        except _NOT_NOW as problem:
            with self._told():
                notices = look_for_reading(self._paths.database, self._busy_seconds)
            if notices is None:
                raise
            self.notices = notices
            self.problem = problem

    def _open(self) -> None:
        """Open the log for writing, making what is missing."""
        self._paths.create()
        if reason := why_not_local(self._paths.root):
            raise HistoryLocationError(self._paths.root, reason)
        if self._paths.database.exists() and not os.access(self._paths.database, os.W_OK):
            raise HistoryReadOnlyError(self._paths.database)
        with self._told(), self._readers.while_nobody_reads_alone():
            if self._presence is None:
                self._presence = presence.hold(self._paths.database, self._busy_seconds)
            self._pictures.create()
            self.connection, self.notices = open_for_writing(self._paths.database, self._pictures, self._busy_seconds)
        self.problem = None

    def _open_if_needed(self) -> sqlite3.Connection:
        if self._closed:
            raise HistoryClosedError(self._paths.database)
        if self.connection is None:
            self._open()
        assert self.connection is not None
        return self.connection

    def _leave(self) -> None:
        if self._presence is not None:
            self._presence.close()
            self._presence = None

    def _told(self) -> AbstractContextManager[None]:
        return told(self._paths.database, self._busy_seconds)
