"""A long job on a thread of its own, which tells how far it is and can be stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from leukdesk.history.progress import Progress

_TELL_SECONDS = 0.1

Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], Any]
"""Given how to tell its progress (what, done, all), and how to ask whether it was cancelled."""


class LongJob(QObject):
    """Runs once, and tells whoever began it, on the GUI's thread; keep it until it is over.

    Parameters
    ----------
    done, failed : callable
        One of them is called, with what the work returned or the exception that it raised.
    """

    progressed = Signal(str, object, object)
    """What is being done, how much of it is done, and how much there is (any whole numbers)."""
    over = Signal(object)
    """Itself: it has ended, which is told next, unless it was left."""
    _progressed = Signal(str, object, object)
    _ended = Signal(object)

    def __init__(
        self, name: str, work: Work, done: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        super().__init__()
        self.name = name
        self._work, self._done, self._failed = work, done, failed
        self._cancelled = threading.Event()
        self._left = False
        self._thread: threading.Thread | None = None
        self._told = ("", 0.0)
        self._progressed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._cancelled.is_set()

    def start(self, elsewhere: Callable[[Callable[[], None]], object] | None = None) -> None:
        """Begin; ``elsewhere`` is given what is to be called on another thread than one of its own."""
        if elsewhere is not None:
            elsewhere(self._run)
            return
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Stop soon; the end is told."""
        self._cancelled.set()

    def leave(self) -> None:
        """Stop soon, and tell nothing any more."""
        self._left = True
        self._cancelled.set()

    def join(self, timeout: float) -> bool:
        """Wait until it has stopped, on any thread; False when a disk does not answer in time."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            answer: Any = self._work(self._tell, self._cancelled.is_set)
        except Exception as problem:
            answer = problem
        self._ended.emit(answer)

    def _tell(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._told[0] or now - self._told[1] >= _TELL_SECONDS:
            self._told = (what, now)
            self._progressed.emit(what, done, total)

    def _show(self, what: str, done: int, total: int) -> None:
        if not self.cancelled:
            self.progressed.emit(what, done, total)

    def _end(self, answer: Any) -> None:
        if self._thread is not None:
            self._thread.join()
        self.over.emit(self)
        if not self._left:
            (self._failed if isinstance(answer, Exception) else self._done)(answer)
