"""Bars of counts, lying and standing, painted as those of the probabilities are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE, tabular, tones
from leukdesk.history.searching.statistics import Point
from leukdesk.language import number, tr

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Bar:
    """One count; a strong one is what to look at."""

    name: str
    number: int
    strong: bool = False


class BarChart(QWidget):
    """Lying bars; those that find no room are counted together in the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self.bars = bars
        self.setAccessibleDescription(", ".join(f"{bar.name} {number(bar.number)}" for bar in bars))
        lines = (tr("{name}: {count}").format(name=bar.name, count=number(bar.number)) for bar in bars[:40])
        self.setToolTip(plain_tip("\n".join(lines)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Four bars."""
        return QSize(300, round(4 * self._row()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Two bars."""
        return QSize(160, round(2 * self._row()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw names, bars and numbers."""
        painter = QPainter(self)
        t = tones(self.palette())
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        bars = self._that_fit()
        if not bars:
            painter.setPen(QColor(t.muted))
            painter.drawText(QRectF(self.rect()), _LEFT, tr("None"))
        most = max((bar.number for bar in bars), default=1)
        names = min(max((metrics.horizontalAdvance(bar.name) for bar in bars), default=0) + SPACE, 0.5 * self.width())
        numbers = metrics.horizontalAdvance(number(most)) + SPACE
        for index, bar in enumerate(bars):
            row = QRectF(0, index * self._row(), self.width(), self._row())
            painter.setPen(QColor(t.text))
            text = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names - SPACE / 2)
            painter.drawText(row, _LEFT, text)
            painter.drawText(row, _RIGHT, number(bar.number))
            length = max((row.width() - names - numbers) * bar.number / most, 1.5)
            thick = round(row.height() * 0.6)
            where = QRectF(names, row.center().y() - thick / 2, length, thick)
            painter.fillRect(where, QColor(t.accent if bar.strong else t.bar))
        painter.end()

    def _that_fit(self) -> list[Bar]:
        room = max(int(self.height() // self._row()), 1)
        if len(self.bars) <= room:
            return list(self.bars)
        rest = self.bars[room - 1 :]
        return [
            *self.bars[: room - 1],
            Bar(tr("{count} others").format(count=len(rest)), sum(bar.number for bar in rest)),
        ]

    def _row(self) -> float:
        return QFontMetricsF(self.font()).height() + 4


class Legend(QWidget):
    """What the two colours of lying bars mean.

    Parameters
    ----------
    plain, strong : str
        Of bars that are not strong, and of those that are.
    """

    def __init__(self, plain: str, strong: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = plain, strong
        self.setAccessibleName(tr("Pale bars: {plain}. Strong bars: {strong}.").format(plain=plain, strong=strong))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        return QSize(200, round(QFontMetricsF(self.font()).height() + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw a piece of a bar before each text."""
        painter = QPainter(self)
        t = tones(self.palette())
        metrics = QFontMetricsF(painter.font())
        side, left = metrics.height() * 0.7, 0.0
        for text, colour in zip(self._texts, (t.bar, t.accent), strict=True):
            painter.fillRect(QRectF(left, (self.height() - side) / 2, side, side), QColor(colour))
            left += side + SPACE
            painter.setPen(QColor(t.text))
            painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LEFT, text)
            left += metrics.horizontalAdvance(text) + 3 * SPACE
        painter.end()


class DayChart(QWidget):
    """A standing bar for every day; of more days than there is room for, means are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: Sequence[Point] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these."""
        self.points = points
        text = tr("{count} days from {first:%Y-%m-%d} to {last:%Y-%m-%d}")
        self.setAccessibleDescription(
            text.format(count=len(points), first=points[0].begin, last=points[-1].begin) if points else ""
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A low strip."""
        return QSize(400, 140)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Still readable."""
        return QSize(200, 70)

    def columns(self, width: int) -> list[tuple[datetime, float]]:
        """Return what is drawn on so many pixels: the first day of each column, and records a day."""
        if not self.points:
            return []
        first, last = self.points[0].begin, self.points[-1].begin
        days = (last - first).days + 1
        together = -(-days // max(width, 1))
        numbers = [0.0] * -(-days // together)
        for point in self.points:
            numbers[(point.begin - first).days // together] += point.records / together
        return [(first + timedelta(days=index * together), number) for index, number in enumerate(numbers)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw bars, the first and the last day, and the highest number."""
        painter = QPainter(self)
        t = tones(self.palette())
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        columns = self.columns(self.width() // 3)
        if columns:
            plot = QRectF(0, metrics.height() + 2, self.width(), self.height() - 2 * metrics.height() - 6)
            most = max(records for _, records in columns)
            step = min(plot.width() / len(columns), 40.0)
            for index, (_, records) in enumerate(columns):
                height = plot.height() * records / most
                bar = QRectF(plot.left() + index * step, plot.bottom() - height, max(step - 1, 1), height)
                painter.fillRect(bar, QColor(t.bar))
            painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), QColor(t.border))
            painter.setPen(QColor(t.muted))
            most_words = tr("at most {count} a day").format(count=number(round(most)))
            painter.drawText(QRectF(0, 0, self.width(), metrics.height()), _LEFT, most_words)
            foot = QRectF(0, plot.bottom() + 3, self.width(), metrics.height())
            painter.drawText(foot, _LEFT, f"{self.points[0].begin:%Y-%m-%d}")
            if len(self.points) > 1:
                end = max(len(columns) * step, 3 * metrics.horizontalAdvance("2026-11-22"))
                foot.setWidth(min(end, self.width()))
                painter.drawText(foot, _RIGHT, f"{self.points[-1].begin:%Y-%m-%d}")
        painter.end()
