"""Has live frames watched on a thread of its own, and tells the window what was seen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from leukdesk.imaging.frame import Frame

if TYPE_CHECKING:
    from leukdesk.capture.mailbox import Mailbox
    from leukdesk.station import Station
    from leukdesk.watching.eye import Observation
    from leukdesk.watching.orders import Orders
    from leukdesk.watching.watcher import Watcher


class LiveWatching(QObject):
    """The window's end of a watcher. The newest observation is told; those that it was too busy for are left out."""

    observed = Signal(object)
    """An Observation, made by the present orders."""
    due = Signal(object)
    """An Observation of a frame that is to be captured without a hand; none is left out."""
    failed = Signal(object)
    """An exception; watching goes on when the orders change."""
    _came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: Watcher | None = None
        self._mailbox: Mailbox[Frame] | None = None
        self._orders: Orders | None = None
        self._guard = threading.Lock()
        self._newest: Observation | None = None
        self._due: list[Observation] = []
        self._problem: Exception | None = None
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        from leukdesk.watching.watcher import Watcher

        self._watcher = Watcher(station, self._saw, self._broke)
        if self._orders is not None:
            self._watcher.order(self._orders)
        self._watcher.watch(self._mailbox)
        self._watcher.start()

    def close(self) -> bool:
        """Stop for good; False when the thread does not end in time."""
        watcher, self._watcher = self._watcher, None
        return watcher is None or watcher.stop()

    def watch(self, mailbox: Mailbox[Frame] | None) -> None:
        """Look at the frames in this mailbox from now on; None for none."""
        self._mailbox = mailbox
        if mailbox is None:
            self._forget()
        if self._watcher is not None:
            self._watcher.watch(mailbox)

    def order(self, orders: Orders) -> None:
        """Say what is to be done with them."""
        self._orders = orders
        if self._watcher is not None:
            self._watcher.order(orders)

    def captured(self, frame: Frame) -> None:
        """Tell that a field was captured by hand."""
        if self._watcher is not None:
            self._watcher.captured(frame)

    def not_captured(self, frame: Frame) -> None:
        """Tell that a field, which was due, was not captured after all."""
        if self._watcher is not None:
            self._watcher.not_captured(frame)

    def begin_anew(self, *, elsewhere: bool) -> None:
        """Forget which fields were captured; ``elsewhere``: the field that is seen now is not of the new slide."""
        if self._watcher is not None:
            self._watcher.begin_anew(elsewhere=elsewhere)

    # The watcher's thread

    def _saw(self, observation: Observation) -> None:
        with self._guard:
            waiting = self._newest is not None or bool(self._due)
            self._newest = observation
            if observation.verdict is not None and observation.verdict.capture:
                self._due.append(observation)
        if not waiting:  # one event at a time, however slow the window is
            self._came.emit()

    def _broke(self, problem: Exception) -> None:
        with self._guard:
            self._problem = problem
        self._came.emit()

    # The GUI's thread

    def _forget(self) -> None:
        """Drop what was seen in frames that are of no interest any more; a capture that is due stays due."""
        with self._guard:
            self._newest = None

    @Slot()
    def _tell(self) -> None:
        with self._guard:
            newest, self._newest = self._newest, None
            due, self._due = self._due, []
            problem, self._problem = self._problem, None
        for observation in due:
            self.due.emit(observation)
        # What was seen by earlier orders is late: another model may be chosen by now, or none wanted.
        if newest is not None and self._mailbox is not None and newest.orders is self._orders:
            self.observed.emit(newest)
        if problem is not None:
            self.failed.emit(problem)
