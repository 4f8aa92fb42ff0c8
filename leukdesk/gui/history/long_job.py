"""One long job at a time on a thread of its own, which shows how far it is and can be stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from leukdesk.history.safety.backup import Progress

_TELL_SECONDS = 0.1

Work = Callable[[Progress, Callable[[], bool]], Any]
"""Given how to tell its progress (what, done, all), and how to ask whether it was cancelled."""


class LongJob(QObject):
    """Signals are emitted on the GUI's thread."""

    progressed = Signal(str, object, object)
    """What is being done, how much of it is done, and how much there is (any whole numbers)."""
    ended = Signal(object)
    """What the work returned, or the exception that it raised."""
    running_changed = Signal()
    _progressed = Signal(str, object, object)
    _ended = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = ("", 0.0)
        self._progressed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether its end was not told yet."""
        return self._thread is not None

    @property
    def cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._cancelled.is_set()

    def start(self, work: Work) -> None:
        """Begin; there must be none running."""
        if self._thread is not None:
            raise RuntimeError(f"{self._name} is running")
        # Each has its own, so that one that does not stop in time cannot be taken for the next.
        cancelled = self._cancelled = threading.Event()

        def run() -> None:
            try:
                answer: Any = work(self._tell, cancelled.is_set)
            except Exception as problem:
                answer = problem
            self._ended.emit(threading.current_thread(), answer)

        self._thread = threading.Thread(target=run, name=self._name, daemon=True)
        self._thread.start()
        self.running_changed.emit()

    def cancel(self) -> None:
        """Stop soon; the end is told."""
        self._cancelled.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Cancel, wait, and tell nothing any more; False when a disk does not answer in time."""
        self._cancelled.set()
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        thread.join(timeout)
        self.running_changed.emit()
        return not thread.is_alive()

    def _tell(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._told[0] or now - self._told[1] >= _TELL_SECONDS:
            self._told = (what, now)
            self._progressed.emit(what, done, total)

    def _show(self, what: str, done: int, total: int) -> None:
        if self.running and not self.cancelled:
            self.progressed.emit(what, done, total)

    def _end(self, thread: threading.Thread, answer: object) -> None:
        if thread is not self._thread:
            return
        thread.join()
        self._thread = None
        self.ended.emit(answer)
        self.running_changed.emit()
