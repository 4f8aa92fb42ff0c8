"""The table of a differential: under each name a bar with its interval, the model's errors and the reference lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from leukdesk.gui.parts.theme import Tones, tabular, tones
from leukdesk.gui.slide.class_model import ClassModel, Column, Index
from leukdesk.language import marked, tr

LEGEND = marked(
    "Bar, to {end:.0f} %: share counted. Whisker: its 95 % interval. Hatched: what the model's errors alone would "
    "give, and are taken out of the suggestions, whatever was decided since. Brackets: reference lines that this "
    "laboratory has set itself."
)
_PAD = 5
_LEAST_NAME = 132
_NARROW = 410
_MOST_ROWS = 8
"""Rows that are seen at once where something around the table scrolls."""
_FOOT = 3.0
"""Pixels of a bracket's feet."""
_BAR = 0.55
"""Share of its line's height that a bar takes."""


class _Lines(QStyledItemDelegate):
    """Writes the first line in the text's colour and the second one muted; under a name comes its bar."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one cell of the table."""
        model = index.model()
        assert isinstance(model, ClassModel)
        t = tones(option.palette)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(t.selection))
        painter.setFont(tabular(option.font))
        upper = QRectF(option.rect).adjusted(_PAD, 2, -_PAD, -2)
        lower = QRectF(upper)
        upper.setHeight(upper.height() / 2)
        lower.setTop(upper.bottom())
        first, _, second = str(index.data()).partition("\n")
        painter.setPen(QColor(t.text))
        if index.column() == Column.CLASS:
            name = painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, round(upper.width()))
            painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            _draw_bar(painter, lower, model, index.row(), t)
        else:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(upper, right, first)
            painter.setPen(QColor(t.muted))
            painter.drawText(lower, right, second)
        painter.restore()

    def sizeHint(self, option: Any, index: Index) -> QSize:  # noqa: N802
        """Return the room for both lines."""
        metrics = option.fontMetrics
        wide = max(map(metrics.horizontalAdvance, str(index.data()).split("\n"))) + 2 * _PAD + 2
        return QSize(_LEAST_NAME if index.column() == Column.CLASS else wide, 2 * metrics.height() + 6)


def _draw_bar(painter: QPainter, room: QRectF, model: ClassModel, row: int, t: Tones) -> None:
    """Draw a bar, its whisker, the errors' part and the brackets of the reference lines."""
    count, (low, high) = model.count(row), model.lines(row)
    wide, middle = room.width() - 2 * _FOOT, room.center().y()
    left, thick = room.left(), room.height() * _BAR

    def at(share: float) -> float:
        return left + wide * min(share / model.end, 1.0)

    ground = QRectF(left, middle - thick / 2, wide, thick)
    painter.fillRect(ground, QColor(t.band))
    if count.share is not None:
        painter.fillRect(QRectF(left, ground.top(), at(count.share.value) - left, thick), QColor(t.bar))
    if count.false_alone:
        part = QRectF(left, ground.top(), at(count.false_alone) - left, thick)
        painter.fillRect(part, QBrush(QColor(t.muted), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(t.muted), 1))
        painter.drawLine(QLineF(part.right(), part.top() - 1, part.right(), part.bottom() + 1))
    if count.share is not None:
        painter.setPen(QPen(QColor(t.text), 1.4))
        ends = at(count.share.low), at(count.share.high)
        painter.drawLine(QLineF(ends[0], middle, ends[1], middle))
        for end in ends:
            painter.drawLine(QLineF(end, middle - 3, end, middle + 3))
    painter.setPen(QPen(QColor(t.accent), 2))
    for line, foot in ((low, _FOOT), (high, -_FOOT)):
        if line is not None:
            x, top, bottom = at(line), ground.top() - 2, ground.bottom() + 2
            painter.drawLine(QLineF(x, top, x, bottom))
            for y in (top, bottom):
                painter.drawLine(QLineF(x, y, x + foot, y))


class ClassTable(QTableView):
    """As high as its rows where there is room; it scrolls where there is not.

    In something that scrolls as a whole it insists on its rows, up to eight of them: one scroll bar is enough there.
    """

    def __init__(self, model: ClassModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(tr("Differential"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(Column.CLASS, QHeaderView.ResizeMode.Stretch)
        self.setAlternatingRowColors(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all rows."""
        return QSize(460, self._height_of(self.model().rowCount()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for two rows, or for up to eight where something around it scrolls."""
        if self._lies_in_scroll_area():
            return QSize(320, self._height_of(min(self.model().rowCount(), _MOST_ROWS)))
        return QSize(320, self.horizontalHeader().sizeHint().height() + 2 * max(self.sizeHintForRow(0), 30))

    def _height_of(self, rows: int) -> int:
        high = sum(self.sizeHintForRow(row) for row in range(rows))
        return self.horizontalHeader().sizeHint().height() + high + 2 * self.frameWidth() + 2

    def _lies_in_scroll_area(self) -> bool:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around is not None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where it is narrow, the errors alone are seen as the hatched part of a bar, and not in figures besides."""
        self.setColumnHidden(Column.ERRORS_ALONE, self.width() < _NARROW)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the type's size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
