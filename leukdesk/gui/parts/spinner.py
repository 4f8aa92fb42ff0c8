"""A turning arc: something is waited for, and the program is alive."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from leukdesk.gui.parts.motion import motion_wished

_TURN = 1200


class Spinner(QWidget):
    """Turns while it is seen; stands still where animations are turned off."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)
        self._colour = QColor()
        self._turning = QVariantAnimation(self)
        self._turning.setStartValue(0.0)
        self._turning.setEndValue(360.0)
        self._turning.setDuration(_TURN)
        self._turning.setLoopCount(-1)
        self._turning.valueChanged.connect(lambda _: self.update())

    @property
    def turning(self) -> bool:
        """Whether it moves."""
        return self._turning.state() == QVariantAnimation.State.Running

    def set_colour(self, colour: str) -> None:
        """Choose the arc's colour."""
        self._colour = QColor(colour)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to turn."""
        super().showEvent(event)
        if motion_wished(self):
            self._turning.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop."""
        self._turning.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the ring and the arc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        faint = QColor(self._colour)
        faint.setAlphaF(0.25)
        turned = float(self._turning.currentValue() or 0.0)
        for colour, begin, span in ((faint, 0.0, 360.0), (self._colour, -turned, 100.0)):
            painter.setPen(QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, round(begin * 16), round(span * 16))
        painter.end()
