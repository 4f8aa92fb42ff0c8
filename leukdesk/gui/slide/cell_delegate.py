"""How a cell and a heading look in the gallery: doubt and decisions are told by shape and words, not colour alone."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from leukdesk.gui.parts.theme import Tones, tabular, tones
from leukdesk.gui.slide.gallery_model import Heading, Index, Role
from leukdesk.gui.slide.thumbnails import Thumbnails
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.inference.prediction import in_figures
from leukdesk.language import tr

_PAD = 5
_BADGE = 18.0
_KEPT = 600
"""Scaled pictures, so that a screen is drawn again without scaling: 600 of 104 pixels take 26 MB."""


class CellDelegate(QStyledItemDelegate):
    """Draws a cell's picture with three lines below; a heading takes a row of its own.

    Parameters
    ----------
    side : int
        Pixels of a picture on the screen.
    """

    def __init__(self, thumbnails: Thumbnails, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.side = side
        self.row_width = 400
        """Of a heading."""
        self._scaled: OrderedDict[tuple[int, int, int], QPixmap] = OrderedDict()

    def sizeHint(self, option: Any, index: Index) -> QSize:  # noqa: N802
        """Return the size of a cell with its words, or of a heading over the whole width."""
        metrics: QFontMetrics = option.fontMetrics
        if isinstance(index.data(Qt.ItemDataRole.UserRole), Heading):
            return QSize(self.row_width, metrics.height() + 4 * _PAD)
        return QSize(self.side + 2 * _PAD, self.side + 3 * metrics.height() + 3 * _PAD)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Draw one row."""
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tones(option.palette)
        if isinstance(row, Heading):
            _draw_heading(painter, option.rect, row, t, option.font)
        elif isinstance(row, Record):
            self._draw_cell(painter, option, row, index.data(Role.SECOND_LINE), t)
        painter.restore()

    def _draw_cell(self, painter: QPainter, option: Any, cell: Record, said: str, t: Tones) -> None:
        room: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(room, QColor(t.selection))
        picture = QRect(room.left() + _PAD, room.top() + _PAD, self.side, self.side)
        self._draw_picture(painter, picture, cell, t)
        verdict = verdict_of(cell)
        if verdict is State.REJECTED:
            painter.setPen(QPen(QColor(t.panel), 3))
            painter.drawLine(picture.topLeft(), picture.bottomRight())
            painter.setPen(QPen(QColor(t.text), 1.5))
            painter.drawLine(picture.topLeft(), picture.bottomRight())
        _draw_frame(painter, picture, cell, t)
        badge = QRectF(picture.right() - _BADGE - 2, picture.top() + 3, _BADGE, _BADGE)
        if cell.needs_review:
            _draw_doubt(painter, badge, t, option.font)
        elif verdict is not State.SUGGESTED:
            _draw_verdict(painter, badge, verdict, t, signed=cell.state is State.SIGNED)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(room).adjusted(1, 1, -1, -1))
        _draw_words(painter, option, picture, cell, said, QColor(t.on_selection if selected else t.text), t)

    def _draw_picture(self, painter: QPainter, place: QRect, cell: Record, t: Tones) -> None:
        pixmap = self._pixmap(cell, painter.device().devicePixelRatio())
        if pixmap is not None:
            painter.drawPixmap(place, pixmap)
            return
        painter.fillRect(place, QColor(t.stage))
        painter.setPen(QColor(t.muted))
        said = tr("Picture cannot be read") if self._thumbnails.problem(cell) else "…"
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place.adjusted(4, 4, -4, -4), wrap, said)

    def _pixmap(self, cell: Record, ratio: float) -> QPixmap | None:
        image = self._thumbnails.image(cell)
        if image is None:
            return None
        side = round(self.side * ratio)
        key = cell.id, side, image.cacheKey()
        found = self._scaled.get(key)
        if found is None:
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            found = self._scaled[key] = QPixmap.fromImage(image.scaled(side, side, keep, smooth))
            if len(self._scaled) > _KEPT:
                self._scaled.popitem(last=False)
        self._scaled.move_to_end(key)
        return found


def _draw_heading(painter: QPainter, room: QRect, heading: Heading, t: Tones, font: QFont) -> None:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    painter.setFont(tabular(heavy))
    painter.setPen(QColor(t.text))
    words = room.adjusted(_PAD, _PAD, -_PAD, -_PAD)
    shown = painter.fontMetrics().elidedText(heading.text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setPen(QPen(QColor(t.border), 1))
    painter.drawLine(room.left() + _PAD, room.bottom() - 3, room.right() - _PAD, room.bottom() - 3)


def _draw_frame(painter: QPainter, picture: QRect, cell: Record, t: Tones) -> None:
    """A broken line around what needs review; a thin one around everything else."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if cell.needs_review:
        painter.setPen(QPen(QColor(t.on_warning), 2, Qt.PenStyle.DashLine))
    else:
        painter.setPen(QPen(QColor(t.border), 1))
    painter.drawRect(picture)


def _draw_doubt(painter: QPainter, badge: QRectF, t: Tones, font: QFont) -> None:
    """A triangle with a question mark."""
    painter.setPen(QPen(QColor(t.on_warning), 1.2))
    painter.setBrush(QBrush(QColor(t.warning)))
    bottom = badge.bottom()
    painter.drawPolygon(
        QPolygonF(
            [QPointF(badge.center().x(), badge.top()), QPointF(badge.right(), bottom), QPointF(badge.left(), bottom)]
        )
    )
    small = QFont(font)
    small.setPixelSize(11)
    small.setBold(True)
    painter.setFont(small)
    painter.drawText(badge.adjusted(0, 4, 0, 1), Qt.AlignmentFlag.AlignCenter, "?")


def _draw_verdict(painter: QPainter, badge: QRectF, verdict: State, t: Tones, *, signed: bool) -> None:
    """A tick for confirmed, an arrow for changed, a cross for rejected; signed ones stand on a square."""
    painter.setPen(QPen(QColor(t.on_accent), 1))
    painter.setBrush(QBrush(QColor(t.accent)))
    if signed:
        painter.drawRect(badge)
    else:
        painter.drawEllipse(badge)
    painter.setPen(QPen(QColor(t.on_accent), 2, c=Qt.PenCapStyle.RoundCap, s=Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strokes = {
        State.CONFIRMED: [[(0.26, 0.52), (0.44, 0.70), (0.76, 0.32)]],
        State.CHANGED: [[(0.22, 0.5), (0.76, 0.5)], [(0.54, 0.28), (0.78, 0.5), (0.54, 0.72)]],
        State.REJECTED: [[(0.3, 0.3), (0.7, 0.7)], [(0.7, 0.3), (0.3, 0.7)]],
    }[verdict]
    for stroke in strokes:
        painter.drawPolyline(
            QPolygonF([QPointF(badge.left() + x * badge.width(), badge.top() + y * badge.height()) for x, y in stroke])
        )


def _draw_words(painter: QPainter, option: Any, picture: QRect, cell: Record, said: str, ink: QColor, t: Tones) -> None:
    painter.setFont(tabular(option.font))
    metrics = painter.fontMetrics()
    line = QRect(picture.left(), picture.bottom() + 3, picture.width(), metrics.height())
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(ink)
    # Each on a line of its own: the name is what is read, and beside it the value would cut it.
    for text in (cell.label_name, in_figures(cell.probability, 2)):
        painter.drawText(line, left, metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
        line.translate(0, metrics.height())
    painter.setPen(QColor(t.on_warning if cell.needs_review else t.muted))
    painter.drawText(line, left, metrics.elidedText(said, Qt.TextElideMode.ElideRight, line.width()))
