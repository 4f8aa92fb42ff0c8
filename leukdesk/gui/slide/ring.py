"""How much of the target is counted, as a ring with the figure inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.parts.theme import tabular, tones
from leukdesk.language import number, tr

_SIDE = 76
_THICK = 8.0
_TOP, _WHOLE = 90 * 16, 360 * 16
"""Qt counts in sixteenths of a degree, from three o'clock against the clock."""


class ProgressRing(QWidget):
    """Fills clockwise from the top; what it shows is also its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted = self._target = 0
        self.setAccessibleName(tr("Progress"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """Share of the target, 0 to 1."""
        return min(self._counted / self._target, 1.0) if self._target else 0.0

    @property
    def text(self) -> str:
        """The figure inside."""
        return f"{min(100 * self._counted // self._target, 100) if self._target else 0} %"  # 199 of 200 are not all

    def show_progress(self, counted: int, target: int) -> None:
        """Draw so many of so many."""
        self._counted, self._target = counted, target
        self.setAccessibleDescription(
            tr("{counted} of {target}").format(counted=number(counted), target=number(target))
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Always the same size."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the ring and the figure."""
        t = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(*(_THICK / 2 + 1,) * 2, *(-_THICK / 2 - 1,) * 2)
        painter.setPen(QPen(QColor(t.border), _THICK))
        painter.drawEllipse(room)
        if self.share:
            painter.setPen(QPen(QColor(t.accent), _THICK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(room, _TOP, -round(_WHOLE * self.share))
        font = tabular(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(t.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
