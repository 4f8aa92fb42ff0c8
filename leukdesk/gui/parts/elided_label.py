"""A label that shortens its text to the room there is, and tells all of it in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from leukdesk.gui.parts.plain_tip import plain_tip


class ElidedLabel(QLabel):
    """One line that never asks for more room than it gets; ``inset`` pixels at its left stay free."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, inset: int = 0) -> None:
        super().__init__()
        self._inset = inset
        self._mode = mode
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def full_text(self) -> str:
        """All of the text."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        if text != self._full:
            self._full = text
            self.setToolTip(plain_tip(text))
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line high."""
        return QSize(80, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """May shrink to nothing."""
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Write what fits."""
        painter = QPainter(self)
        room = self.rect().adjusted(self._inset, 0, 0, 0)
        text = self.fontMetrics().elidedText(self._full, self._mode, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
