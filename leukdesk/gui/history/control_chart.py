"""A control chart: values in their order, centre line, limits, and what lies outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.parts.theme import tabular, tones
from leukdesk.history.searching.statistics import Control, control
from leukdesk.language import tr

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ControlChart(QWidget):
    """See :func:`leukdesk.history.searching.statistics.control`.

    Parameters
    ----------
    title : str
        What is measured.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._values: list[tuple[datetime, float]] = []
        self._form = "%Y-%m-%d"
        self.control: Control | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    def show_values(self, values: Sequence[tuple[datetime, float | None]], *, by_day: bool) -> None:
        """Draw the values that there are, in their order."""
        self._values = [(begin, value) for begin, value in values if value is not None]
        self._form = "%Y-%m-%d" if by_day else "%m-%d %H:%M"
        self.control = control([value for _, value in self._values])
        self.setAccessibleDescription(self.said)
        outside = self.control.outside if self.control is not None else ()
        self.setToolTip("\n".join(f"{self._values[i][0]:{self._form}}: {self._values[i][1]:.4g}" for i in outside[:20]))
        self.update()

    @property
    def said(self) -> str:
        """The chart in a sentence."""
        if self.control is None:
            return tr("{title}: too few values for limits").format(title=self._title)
        outside = len(self.control.outside)
        return tr("{title}: mean {mean:.4g}, {outside} of {count} outside the limits").format(
            title=self._title, mean=self.control.centre, outside=outside, count=len(self._values)
        )

    def sizeHint(self) -> QSize:  # noqa: N802
        """A low strip."""
        return QSize(400, 130)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Still readable."""
        return QSize(200, 80)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw lines, points and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tones(self.palette())
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(t.text))
        painter.drawText(QRectF(0, 0, self.width(), metrics.height()), _LEFT, self.said)
        margin = metrics.horizontalAdvance("-0.00000") + 6
        plot = QRectF(
            margin, metrics.height() + 4, self.width() - margin - 6, self.height() - 2 * metrics.height() - 10
        )
        if self._values and plot.height() > 0:
            self._draw(painter, plot, metrics)
        painter.end()

    def _values_of_lines(self) -> tuple[float, ...]:
        """Return the lower limit, the mean and the upper limit; nothing where there are too few values for them."""
        return () if self.control is None else (self.control.lower, self.control.centre, self.control.upper)

    def _draw(self, painter: QPainter, plot: QRectF, metrics: QFontMetricsF) -> None:
        t = tones(self.palette())
        numbers = [value for _, value in self._values]
        lines = self._values_of_lines()
        low, high = min((*numbers, *lines)), max((*numbers, *lines))
        # What differs by rounding alone is one level line.
        level = high - low <= 1e-9 * max(abs(low), abs(high), 1.0)
        room = 0.5 if level else (high - low) * 0.08
        low, high = low - room, high + room

        def place(index: int, value: float) -> QPointF:
            x = plot.left() + plot.width() * (index / max(len(numbers) - 1, 1))
            return QPointF(x, plot.bottom() - plot.height() * (value - low) / (high - low))

        for index, line in enumerate(lines):
            y = place(0, line).y()
            style = Qt.PenStyle.SolidLine if index == 1 else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(t.muted), 1, style))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(t.muted))
        for value in axis_values(self._values_of_lines(), numbers, (high - low) * metrics.height() / plot.height()):
            label = QRectF(0, place(0, value).y() - metrics.height() / 2, plot.left() - 4, metrics.height())
            painter.drawText(label, _RIGHT, f"{value:.3g}")
        points = [place(index, value) for index, value in enumerate(numbers)]
        painter.setPen(QPen(QColor(t.bar), 1.5))
        painter.drawPolyline(points)
        outside = set(self.control.outside) if self.control is not None else set()
        dense = len(points) > plot.width() / 6
        for index, point in enumerate(points):
            if index in outside:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.on_error))
                painter.drawEllipse(point, 4, 4)
            elif not dense:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.accent))
                painter.drawEllipse(point, 2, 2)
        painter.setPen(QColor(t.muted))
        foot = QRectF(plot.left(), plot.bottom() + 4, plot.width(), metrics.height())
        painter.drawText(foot, _LEFT, f"{self._values[0][0]:{self._form}}")
        if len(self._values) > 1:
            painter.drawText(foot, _RIGHT, f"{self._values[-1][0]:{self._form}}")


def axis_values(lines: Sequence[float], numbers: Sequence[float], apart: float) -> list[float]:
    """Return the values to be written on the axis: mean, limits, and the ends of what was measured.

    Parameters
    ----------
    lines : sequence of float
        Lower limit, mean, upper limit; empty where there are none.
    numbers : sequence of float
        What was measured.
    apart : float
        So far from each other at least, or they would be written over each other; the mean comes first.
    """
    chosen: list[float] = []
    for value in (*lines[1:2], *lines[::2], max(numbers), min(numbers)):
        if all(abs(value - other) >= apart for other in chosen):
            chosen.append(value)
    return chosen
