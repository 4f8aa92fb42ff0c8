"""How many cells of each class a field has, in the classes' colours, above the bars of the selected one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leukdesk.counting import many
from leukdesk.gui.parts.theme import SPACE, tabular, tones
from leukdesk.language import tr

_SWATCH = 10.0
_GAP = 2.0 * SPACE


@dataclass(frozen=True)
class ClassCount:
    """How many cells are of a class; ``kind`` is its place in the model's order, None for another's."""

    name: str
    kind: int | None
    count: int


@dataclass(frozen=True)
class CellCounts:
    """What a field's cells come to.

    Attributes
    ----------
    classes : tuple of ClassCount
        Those that occur, in the model's order.
    cells : int
        All that no edge cuts.
    uncertain : int
        Of these; each is counted with its nearest class.
    cut : int
        By an edge of the picture: neither classified nor counted.
    waiting : int
        Drawn or changed since the others were classified.
    rejected : int
        By a person: counted neither here nor in a class.
    selected : int, optional
    """

    classes: tuple[ClassCount, ...]
    cells: int
    uncertain: int = 0
    cut: int = 0
    waiting: int = 0
    rejected: int = 0
    selected: int | None = None

    @property
    def sentence(self) -> str:
        """All of it but the classes, in one line."""
        if not (self.cells or self.cut or self.rejected):
            return tr("No white cell was found in this field.")
        parts = [
            many(self.cells, "cell"),
            tr("{count} uncertain").format(count=self.uncertain) if self.uncertain else "",
            tr("{count} not yet classified").format(count=self.waiting) if self.waiting else "",
            tr("{count} more cut by the edge").format(count=self.cut) if self.cut else "",
            tr("{count} rejected").format(count=self.rejected) if self.rejected else "",
        ]
        return ", ".join(part for part in parts if part)


NOTHING_SEEN = CellCounts((), 0)


class CellCountsView(QWidget):
    """A line in words, and under it each class with its colour and number; as many rows as there is need of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: CellCounts | None = None
        self._steady = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Cells of the field"))
        self.hide()

    @property
    def counts(self) -> CellCounts | None:
        """What is shown."""
        return self._counts

    def show_counts(self, counts: CellCounts | None, *, steady: bool = False) -> None:
        """Show what a field's cells come to; None hides it.

        Parameters
        ----------
        steady : bool
            Of the live view, whose line of words stands above already: the rows alone, and room that is there stays.
        """
        if (counts, steady) == (self._counts, self._steady):
            return
        self._counts, self._steady = counts, steady
        if counts is not None:
            each = ", ".join(f"{one.name} {one.count}" for one in counts.classes)
            self.setAccessibleDescription(f"{counts.sentence}. {each}")
        self._fit()
        self.setVisible(counts is not None)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the rows."""
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Break the rows anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the line and the classes."""
        if self._counts is None:
            return
        t, painter = tones(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(t.muted))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not self._steady:
            painter.drawText(self._line(), Qt.TextFlag.TextWordWrap, self._counts.sentence)
        for one, place in self._places():
            swatch = QRectF(place.left(), place.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
            colour = QColor(t.bar if one.kind is None else t.classes[one.kind % len(t.classes)])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(swatch, 2, 2)
            painter.setPen(QColor(t.text))
            words = place.adjusted(_SWATCH + SPACE / 2, 0, 0, 0)
            painter.drawText(words, left, metrics.elidedText(_words(one), Qt.TextElideMode.ElideMiddle, words.width()))
        painter.end()

    def _places(self) -> list[tuple[ClassCount, QRectF]]:
        if self._counts is None:
            return []
        metrics = QFontMetricsF(tabular(self.font()))
        row = metrics.height() + 2
        x, y = 0.0, 0.0 if self._steady else self._line().bottom() + 2
        places = []
        for one in self._counts.classes:
            wide = min(_SWATCH + SPACE / 2 + metrics.horizontalAdvance(_words(one)) + 1, float(self.width()))
            if x and x + wide > self.width():
                x, y = 0.0, y + row
            places.append((one, QRectF(x, y, wide, metrics.height())))
            x += wide + _GAP
        return places

    def _line(self) -> QRectF:
        """Return where the words go: in two lines where one is too short."""
        words = self._counts.sentence if self._counts is not None else ""
        room = QRectF(0, 0, self.width(), 1000)
        high = QFontMetricsF(tabular(self.font())).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QRectF(0, 0, self.width(), math.ceil(high))

    def _fit(self) -> None:
        metrics, places = QFontMetricsF(tabular(self.font())), self._places()
        line = metrics.height() if self._steady else self._line().bottom()
        height = math.ceil(places[-1][1].bottom() if places else line) + 2
        if self._steady:
            height = max(height, self.minimumHeight())
        if height != self.minimumHeight():
            self.setFixedHeight(height)


def _words(one: ClassCount) -> str:
    return f"{one.name} {one.count}"
