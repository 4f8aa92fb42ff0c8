"""Looks at the newest frame while the wizard is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from leukdesk.imaging.frame import Frame

_EVERY = 60
"""Milliseconds."""


class Feed(QObject):
    """Pulls frames on a timer; each is told once, and that none comes is told once, too.

    Parameters
    ----------
    take_frame : callable
        Returns the newest frame as the camera gave it, uncorrected; None in a fault or before the first.
    """

    came = Signal(object)
    """A Frame."""
    lost = Signal()

    def __init__(self, take_frame: Callable[[], Frame | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take_frame = take_frame
        self._last: str | None = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)

    def open(self) -> None:
        """Begin."""
        self._timer.start()
        self.look()

    def close(self) -> None:
        """End; nothing is told any more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now."""
        frame = self._take_frame()
        if frame is None:
            if self._last is not None:
                self._last = None
                self.lost.emit()
        elif frame.id != self._last:
            self._last = frame.id
            self.came.emit(frame)
