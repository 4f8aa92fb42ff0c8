"""Horizontal bars of all class probabilities, with the model's uncertain band.

Painted by hand: see docs/adr/0002 for what a plotting library would cost at every start.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.gui.parts.motion import motion_wished
from leukdesk.gui.parts.theme import SPACE, tabular, tones
from leukdesk.gui.result.answer import Answer
from leukdesk.inference.prediction import in_figures
from leukdesk.language import tr

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TALLEST_ROW, _THICKEST_BAR = 96.0, 28.0
_GLIDES_IN = 150
"""Milliseconds in which bars move to another answer: seen as a movement, and over before the next one."""


class ProbabilityChart(QWidget):
    """One bar a class, in the model's order; name and value stand above each bar, or beside it where room is scarce."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._names: tuple[str, ...] = ()
        self._below: float | None = None
        self._live = False
        self._bars: tuple[float, ...] = ()
        self._from: tuple[float, ...] = ()
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setDuration(_GLIDES_IN)
        self._glide.valueChanged.connect(self._glided)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Probabilities of all classes"))

    @property
    def answer(self) -> Answer | None:
        """What is drawn."""
        return self._answer

    def expect(self, names: tuple[str, ...], below: float | None) -> None:
        """Say which classes the chosen model knows: drawn as empty rows while there is no result."""
        self._names, self._below = names, below
        self._changed(rows=True)

    @property
    def bars(self) -> tuple[float, ...]:
        """How long the bars are at this moment, as shares of the whole length; the words are the answer's at once."""
        return self._bars

    @property
    def live(self) -> bool:
        """Whether what is drawn is a live suggestion: hatched, since it is not kept."""
        return self._live

    def show_answer(self, answer: Answer | None, *, animate: bool = False, live: bool = False) -> None:
        """Draw a result, or the empty rows.

        Parameters
        ----------
        answer : Answer or None
        animate : bool
            Let the bars glide from where they are. They never do between different classes, nor where the desktop's
            user turned animations off.
        live : bool
            It is a suggestion for the live view, not a result that is kept.
        """
        before, self._answer, self._live = self._answer, answer, live
        same = before is not None and answer is not None and _ids(before) == _ids(answer)
        self._glide.stop()
        self._from = self._bars
        if animate and same and self.isVisible() and motion_wished(self):
            self._glide.start()
        else:
            self._bars = _lengths(answer)
        self._changed(rows=not same)

    def rows(self) -> list[tuple[str, float | None]]:
        """Return what is drawn: each class's name and its probability, None while there is no result."""
        if self._answer is None:
            return [(name, None) for name in self._names]
        return [(c.name, c.probability) for c in self._answer.classes]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for every class: one that cannot be seen would be a class left out. More is made use of."""
        return QSize(280, round(self._flat_row() * max(len(self.rows()), 1) + self._foot()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same height."""
        return QSize(200, self.sizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing moves that nobody sees."""
        self._glide.stop()
        self._bars = _lengths(self._answer)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw band, bars, names, values and the axis."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        rows = self.rows()
        # The rows spread on a tall screen, but not until they look lost.
        step = min((self.height() - self._foot()) / max(len(rows), 1), _TALLEST_ROW)
        flat = step < self._tall_row()
        step = max(step, self._flat_row())
        names, values = self._margins() if flat else (0.0, 0.0)
        plot = QRectF(1 + names, 0, self.width() - 2 - names - values, step * max(len(rows), 1))
        self._draw_ground(painter, plot, self._answer.below if self._answer is not None else self._below)
        top = max((p for _, p in rows if p is not None), default=None)
        for index, (name, probability) in enumerate(rows):
            row = QRectF(1, step * index, self.width() - 2, step)
            line, bar = self._flat(row, plot) if flat else self._tall(row, plot)
            self._draw_words(painter, line, name, probability, names)
            if probability is not None:
                bar.setWidth(max(plot.width() * self._bars[index], 1.5))
                self._draw_bar(painter, bar, self._colour(leads=probability == top))
        painter.end()

    def _flat(self, row: QRectF, plot: QRectF) -> tuple[QRectF, QRectF]:
        """Return where words and bar go, beside each other."""
        thick = round(row.height() * 0.6)
        return row, QRectF(plot.left(), row.center().y() - thick / 2, 0, thick)

    def _tall(self, row: QRectF, plot: QRectF) -> tuple[QRectF, QRectF]:
        """Return where words and bar go, one above the other."""
        height, spare = QFontMetricsF(self.font()).height(), row.height() - self._tall_row()
        thick = round(min(height * 0.5 + spare * 0.5, max(_THICKEST_BAR, height * 0.5)))
        top = row.top() + (row.height() - height - thick - 4) / 2
        return QRectF(row.left() + 4, top, row.width() - 8, height), QRectF(plot.left(), top + height + 2, 0, thick)

    def _draw_words(self, painter: QPainter, line: QRectF, name: str, probability: float | None, names: float) -> None:
        """Write a name and its value; ``names`` is the width of the names' own column, 0 where they have none."""
        t = tones(self.palette())
        metrics = QFontMetricsF(painter.font())
        value = "" if probability is None else in_figures(probability, 3)
        painter.setPen(QColor(t.text if probability is not None else t.muted))
        room = names or line.width() - metrics.horizontalAdvance(value)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room - SPACE)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if value and not names:
            # Above its bar it may stand on the end of the uncertain band, whose line would strike it through.
            painter.fillRect(painter.boundingRect(line, right, value).adjusted(-3, 2, 3, -2), QColor(t.panel))
        painter.drawText(line, right, value)

    def _colour(self, *, leads: bool) -> QColor:
        t = tones(self.palette())
        sure = self._answer is not None and not self._answer.uncertain
        return QColor(t.accent if leads and sure else t.text if leads else t.bar)

    def _draw_ground(self, painter: QPainter, plot: QRectF, below: float | None) -> None:
        t = tones(self.palette())
        metrics = QFontMetricsF(painter.font())
        foot = QRectF(plot.left(), plot.bottom() + 3, plot.width(), metrics.height())
        taken = QRectF()
        if below is not None:
            edge = plot.left() + plot.width() * below
            painter.fillRect(QRectF(plot.left(), plot.top(), edge - plot.left(), plot.height()), QColor(t.band))
            painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(edge, plot.top()), QPointF(edge, plot.bottom() + 3 + metrics.height()))
            painter.setPen(QColor(t.muted))
            text = tr("uncertain below {below:.2f}").format(below=below)
            left = edge - 4 - metrics.horizontalAdvance(text)
            if left < 0:  # a narrow band; there is room at its other side
                left = edge + 4
            painter.drawText(QPointF(left, foot.top() + metrics.ascent()), text)
            beside = metrics.horizontalAdvance(" ")
            taken = QRectF(left - beside, foot.top(), metrics.horizontalAdvance(text) + 2 * beside, foot.height())
        painter.setPen(QPen(QColor(t.border), 1))
        for tick in _TICKS:
            x = plot.left() + plot.width() * tick
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom() + 3))
        painter.setPen(QColor(t.muted))
        for end, side in (("0", Qt.AlignmentFlag.AlignLeft), ("1", Qt.AlignmentFlag.AlignRight)):
            if not painter.boundingRect(foot, side, end).intersects(taken):
                painter.drawText(foot, side, end)

    def _margins(self) -> tuple[float, float]:
        """Return the widths that names and values take beside the bars."""
        metrics = QFontMetricsF(tabular(self.font()))
        widest = max((metrics.horizontalAdvance(name) for name, _ in self.rows()), default=0.0)
        return min(widest + SPACE, 0.45 * self.width()), metrics.horizontalAdvance("> 0.999") + SPACE

    def _tall_row(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.5 + 4 + SPACE

    def _flat_row(self) -> float:
        return QFontMetricsF(self.font()).height() + 2

    def _foot(self) -> float:
        return QFontMetricsF(self.font()).height() + 4

    def _draw_bar(self, painter: QPainter, bar: QRectF, colour: QColor) -> None:
        if not self._live:
            painter.fillRect(bar, colour)
            return
        faint = QColor(colour)
        faint.setAlphaF(0.25)
        painter.fillRect(bar, faint)
        painter.fillRect(bar, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _glided(self, share: float) -> None:
        wanted = _lengths(self._answer)
        self._bars = tuple(a + (b - a) * share for a, b in zip(self._from, wanted, strict=True))
        self.update()

    def _changed(self, *, rows: bool) -> None:
        none = tr("no result")
        spoken = ", ".join(f"{name} {none if p is None else in_figures(p, 3)}" for name, p in self.rows())
        self.setAccessibleDescription(spoken)
        if rows:
            self.updateGeometry()
        self.update()


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(each.id for each in answer.classes)


def _lengths(answer: Answer | None) -> tuple[float, ...]:
    return () if answer is None else tuple(each.probability for each in answer.classes)
