"""Connections that read the log, lent to one thread at a time each."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leukdesk.history.database import connect, connect_for_reading
from leukdesk.history.errors import HistoryBusyError, HistoryClosedError


class Readers:
    """A pool of connections beside the one that writes, or connections for a moment where nothing can be written.

    Parameters
    ----------
    path : Path
        The log.
    busy_seconds : float
    """

    def __init__(self, path: Path, busy_seconds: float) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self._idle: list[sqlite3.Connection] = []
        self._changing = threading.Condition()
        self._beside_writer = False
        self._lent_alone = 0
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for the block; it cannot change the log.

        Raises
        ------
        HistoryClosedError, sqlite3.Error
        """
        connection, alone = self._take()
        try:
            yield connection
        finally:
            self._give_back(connection, alone=alone)

    @contextmanager
    def while_nobody_reads_alone(self) -> Iterator[None]:
        """Keep readers out while the log is opened for writing; from then on they read beside the writer.

        A connection without locks must not be there any more then: closing it would take away the locks that
        others of this program hold on the same file (as POSIX has it).

        Raises
        ------
        HistoryBusyError
            One is read from for longer than the waiting time.
        """
        with self._changing:
            if not self._changing.wait_for(lambda: self._lent_alone == 0, self._busy_seconds):
                raise HistoryBusyError(self._path, self._busy_seconds)
            yield
            self._beside_writer = True

    def close(self) -> None:
        """Close what nobody has borrowed; the others are closed when they come back."""
        with self._changing:
            self._closed = True
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    def _take(self) -> tuple[sqlite3.Connection, bool]:
        with self._changing:
            if self._closed:
                raise HistoryClosedError(self._path)
            if self._idle:
                return self._idle.pop(), False
            if not self._beside_writer:
                connection = connect_for_reading(self._path, self._busy_seconds)
                self._lent_alone += 1
                return connection, True
        connection = connect(self._path, self._busy_seconds)
        connection.execute("PRAGMA query_only = ON")
        return connection, False

    def _give_back(self, connection: sqlite3.Connection, *, alone: bool) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._changing:
            if alone:
                connection.close()
                self._lent_alone -= 1
                self._changing.notify_all()
            elif self._closed:
                connection.close()
            else:
                self._idle.append(connection)
