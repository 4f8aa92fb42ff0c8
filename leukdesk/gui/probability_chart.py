"""Horizontal bars of all class probabilities, with the model's uncertain band.

Painted by hand: see docs/adr/0002 for what a plotting library would cost at every start.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.answer import Answer
from leukdesk.gui.theme import SPACE, tabular, tones

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TALLEST_ROW, _THICKEST_BAR = 96.0, 28.0


class ProbabilityChart(QWidget):
    """One bar a class, in the model's order; the name and the value are written above each bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._names: tuple[str, ...] = ()
        self._below: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Probabilities of all classes")

    @property
    def answer(self) -> Answer | None:
        """What is drawn."""
        return self._answer

    def expect(self, names: tuple[str, ...], below: float | None) -> None:
        """Say which classes the chosen model knows: drawn as empty rows while there is no result."""
        self._names, self._below = names, below
        self._changed()

    def show_answer(self, answer: Answer | None) -> None:
        """Draw a result, or the empty rows."""
        self._answer = answer
        self._changed()

    def rows(self) -> list[tuple[str, float | None]]:
        """Return what is drawn: each class's name and its probability, None while there is no result."""
        if self._answer is None:
            return [(name, None) for name in self._names]
        return [(c.name, c.probability) for c in self._answer.classes]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for every class."""
        return QSize(280, round(self._row() * max(len(self.rows()), 1) + self._foot()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same height: a class that cannot be seen would be a class left out."""
        return QSize(200, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw band, bars, names, values and the axis."""
        t = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        rows = self.rows()
        # The rows spread on a tall screen, but not until they look lost.
        least = self._row()
        step = max(least, min((self.height() - self._foot()) / max(len(rows), 1), _TALLEST_ROW))
        plot = QRectF(1, 0, self.width() - 2, step * max(len(rows), 1))
        below = self._answer.below if self._answer is not None else self._below
        self._draw_ground(painter, plot, below)
        thick = round(min(metrics.height() * 0.5 + (step - least) * 0.5, max(_THICKEST_BAR, metrics.height() * 0.5)))
        top = max((p for _, p in rows if p is not None), default=None)
        for index, (name, probability) in enumerate(rows):
            y = plot.top() + step * index + (step - metrics.height() - thick - 4) / 2
            line = QRectF(plot.left() + 4, y, plot.width() - 8, metrics.height())
            value = "" if probability is None else f"{probability:.3f}"
            painter.setPen(QColor(t.text if probability is not None else t.muted))
            room = line.width() - metrics.horizontalAdvance(value) - SPACE
            painter.drawText(
                line, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, value)
            if probability is None:
                continue
            leads = probability == top
            sure = self._answer is not None and not self._answer.uncertain
            bar = QRectF(plot.left(), line.bottom() + 2, max(plot.width() * probability, 1.5), thick)
            painter.fillRect(bar, QColor(t.accent if leads and sure else t.text if leads else t.bar))
        painter.end()

    def _draw_ground(self, painter: QPainter, plot: QRectF, below: float | None) -> None:
        t = tones(self.palette())
        metrics = QFontMetricsF(painter.font())
        foot = QRectF(plot.left(), plot.bottom() + 3, plot.width(), metrics.height())
        if below is not None:
            edge = plot.left() + plot.width() * below
            painter.fillRect(QRectF(plot.left(), plot.top(), edge - plot.left(), plot.height()), QColor(t.band))
            painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(edge, plot.top()), QPointF(edge, plot.bottom() + 3 + metrics.height()))
            painter.setPen(QColor(t.muted))
            text, ends = f"uncertain below {below:.2f}", metrics.horizontalAdvance("00")
            width = metrics.horizontalAdvance(text)
            # Under the band where there is room, else beside it; the ends belong to 0 and 1.
            left = edge - 4 - width if edge - plot.left() > width + ends else edge + 4
            painter.drawText(QPointF(left, foot.top() + metrics.ascent()), text)
        painter.setPen(QPen(QColor(t.border), 1))
        for tick in _TICKS:
            x = plot.left() + plot.width() * tick
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 3))
        painter.setPen(QColor(t.muted))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, "1")

    def _row(self) -> float:
        metrics = QFontMetricsF(self.font())
        return metrics.height() * 1.5 + 4 + SPACE

    def _foot(self) -> float:
        return QFontMetricsF(self.font()).height() + 4

    def _changed(self) -> None:
        spoken = ", ".join(f"{name} {'no result' if p is None else format(p, '.3f')}" for name, p in self.rows())
        self.setAccessibleDescription(spoken)
        self.updateGeometry()
        self.update()
