"""Draws cells over a picture: boxes or outlines, names, what is doubtful, what is selected."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from leukdesk.gui.parts.theme import SPACE, Tones
from leukdesk.gui.picture.cell_names import Place, lay_names
from leukdesk.gui.picture.kept_layer import KeptLayer
from leukdesk.gui.picture.named_cell import NamedCell
from leukdesk.gui.picture.overlays import Sight, stamp
from leukdesk.imaging.cell import Outline
from leukdesk.imaging.frame import Region

HANDLE = 4.0
"""Half of what a handle measures, in screen pixels."""
_STRIP = 5.0
_CORNER = 9.0
_GREY = "#8b959a"
_DASHES = [5.0, 3.0]


class Show(StrEnum):
    """How cells are drawn."""

    OFF = "off"
    BOXES = "boxes"
    OUTLINES = "outlines"


class CellLayer:
    """Keeps the drawing from frame to frame, and the names' places while the picture is merely moved.

    A class has its colour in every place; that a cell is uncertain is said by dashes and a question mark too, that it
    was drawn by hand by a filled corner, that the edge cuts it or that it was rejected by a thin grey line.
    """

    def __init__(self) -> None:
        self._kept = KeptLayer()
        self._cells: tuple[NamedCell, ...] = ()
        self._shapes: dict[int, tuple[QPainterPath, QPainterPath]] = {}
        self._version = 0
        self._laid_for: object = None
        self._laid: list[Place] = []
        self.show = Show.BOXES

    @property
    def cells(self) -> tuple[NamedCell, ...]:
        """What is drawn."""
        return self._cells

    def set_cells(self, cells: Sequence[NamedCell]) -> bool:
        """Draw other cells; tells whether they are others."""
        cells = tuple(cells)
        if cells == self._cells:
            return False
        self._cells, self._shapes = cells, {}
        self._version += 1
        if not cells:
            self._kept.forget()
        return True

    def draw(self, painter: QPainter, size: QSize, sight: Sight, tones: Tones) -> None:
        """Draw all of them; the same as the last time is laid over the picture as it was."""
        if self.show is Show.OFF or not self._cells:
            return
        key = (sight, self._version, self.show, tones.panel)
        self._kept.draw(painter, size, key, lambda on: self._draw(on, sight, tones))

    def draw_selected(
        self, painter: QPainter, sight: Sight, tones: Tones, index: int, box: QRectF, *, handles: bool
    ) -> None:
        """Draw the one that is selected, where its box is at this moment (in the picture's pixels)."""
        if self.show is Show.OFF:
            return
        cell = self._cells[index] if index < len(self._cells) else None
        rect = sight.to_view.mapRect(box).adjusted(-2, -2, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line, halo = _colours(cell, tones)
        dashed = cell is not None and cell.uncertain
        for colour, width in ((halo, 7.0), (line, 3.5)):
            painter.setPen(_pen(colour, width, dashed=dashed and colour is line))
            painter.drawRect(rect)
        if handles:
            painter.setPen(QPen(halo, 1))
            painter.setBrush(line)
            for at in handles_of(rect):
                painter.drawRect(QRectF(at - QPointF(HANDLE, HANDLE), at + QPointF(HANDLE, HANDLE)))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw_words(self, painter: QPainter, sight: Sight, tones: Tones, index: int) -> None:
        """Write all that is known of one cell beside it, over whatever is there: it is pointed at or selected."""
        cell = self._cells[index]
        place = next((each for each in self.places(sight, painter.font()) if each.index == index), None)
        if place is not None and place.text == cell.in_words:
            return  # it stands there already
        words = _label(cell.in_words, tones, _colours(cell, tones)[0], painter)
        size, box = words.deviceIndependentSize(), sight.to_view.mapRect(_rect(cell.cell.box))
        room = sight.visible
        x = min(max(box.left() - 1, room.left()), room.right() - size.width())
        above = box.top() - size.height() - 5
        y = above if above >= room.top() else min(box.bottom() + 5, room.bottom() - size.height())
        if place is not None and room.contains(QRectF(place.rect.topLeft(), size)):
            x, y = place.rect.x(), place.rect.y()  # over its name
        painter.drawPixmap(QPointF(x, y), words)

    def places(self, sight: Sight, font: QFont) -> list[Place]:
        """Return where names are written at this moment, in the view's pixels."""
        to_view = sight.to_view
        # Where the picture is merely moved, the names move with it.
        still = QTransform(to_view.m11(), to_view.m12(), to_view.m21(), to_view.m22(), 0, 0)
        shift = QPointF(to_view.dx(), to_view.dy())
        key = (self._version, still, font.key())
        if key != self._laid_for:
            metrics = QFontMetricsF(font)
            boxes = [still.mapRect(_rect(each.cell.box)) for each in self._cells]
            bounds = sight.picture.translated(-shift)
            self._laid = lay_names(self._cells, boxes, bounds, lambda text: _label_size(text, metrics))
            self._laid_for = key
        return [Place(each.index, each.rect.translated(shift), each.text) for each in self._laid]

    def _draw(self, painter: QPainter, sight: Sight, tones: Tones) -> None:
        seen = sight.visible
        boxes = [sight.to_view.mapRect(_rect(each.cell.box)) for each in self._cells]
        inside = [index for index, box in enumerate(boxes) if box.intersects(seen)]
        painter.setClipRect(seen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index in inside:
            self._draw_shape(painter, sight, tones, index, boxes[index])
        places = {place.index: place for place in self.places(sight, painter.font())}
        for index in inside:
            cell, box = self._cells[index], boxes[index]
            if cell.cell.by_hand and not cell.cell.cut:
                _draw_corner(painter, box, *_colours(cell, tones))
            if (place := places.get(index)) is not None:
                painter.drawPixmap(place.rect.topLeft(), _label(place.text, tones, _colours(cell, tones)[0], painter))
            elif cell.uncertain and not cell.cell.cut:
                mark = _label("?", tones, _colours(cell, tones)[0], painter)
                painter.drawPixmap(box.topLeft() + QPointF(2, 2), mark)

    def _draw_shape(self, painter: QPainter, sight: Sight, tones: Tones, index: int, box: QRectF) -> None:
        cell = self._cells[index]
        line, halo = _colours(cell, tones)
        cut, dashed = cell.cell.cut or cell.rejected, cell.uncertain and not cell.cell.cut
        pens = ((halo, 2.5 if cut else 4.25, False), (line, 1.0 if cut else 2.25, dashed))
        outlined = self.show is Show.OUTLINES
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, outlined)
        for colour, width, dashes in pens:
            painter.setPen(_pen(colour, width, dashed=dashes))
            if not outlined:
                painter.drawRect(box)
                continue
            painter.setWorldTransform(sight.to_view)
            painter.drawPath(self._shape(index)[0])
            painter.resetTransform()
        if outlined and not cut:
            painter.setPen(_pen(line, 1.0, dashed=False))
            painter.setWorldTransform(sight.to_view)
            painter.drawPath(self._shape(index)[1])
            painter.resetTransform()

    def _shape(self, index: int) -> tuple[QPainterPath, QPainterPath]:
        """Return the outlines of a cell and of its nucleus; of one that was drawn as a box, the ellipse inside."""
        if index not in self._shapes:
            cell, path, nuclei = self._cells[index].cell, QPainterPath(), QPainterPath()
            if cell.outline:
                path.addPolygon(_polygon(cell.outline))
                path.closeSubpath()
            else:
                path.addEllipse(_rect(cell.box))
            for outline in cell.nuclei:
                nuclei.addPolygon(_polygon(outline))
                nuclei.closeSubpath()
            self._shapes[index] = path, nuclei
        return self._shapes[index]


def handles_of(rect: QRectF) -> list[QPointF]:
    """Return the corners and the middles of the sides, clockwise from the upper left."""
    x, y, middle = (rect.left(), rect.right()), (rect.top(), rect.bottom()), rect.center()
    return [
        QPointF(x[0], y[0]),
        QPointF(middle.x(), y[0]),
        QPointF(x[1], y[0]),
        QPointF(x[1], middle.y()),
        QPointF(x[1], y[1]),
        QPointF(middle.x(), y[1]),
        QPointF(x[0], y[1]),
        QPointF(x[0], middle.y()),
    ]


def _rect(box: Region) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _polygon(outline: Outline) -> QPolygonF:
    return QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in outline])


def _colours(cell: NamedCell | None, tones: Tones) -> tuple[QColor, QColor]:
    """Return a cell's colour, and that of what sets it off from the picture: the reverse of it in lightness."""
    if cell is not None and (cell.cell.cut or cell.rejected):
        return QColor(_GREY), QColor(255, 255, 255, 140)
    kind = None if cell is None else cell.kind
    line = QColor(tones.accent if kind is None else tones.classes[kind % len(tones.classes)])
    return line, QColor(255, 255, 255, 200) if tones.halo == "white" else QColor(0, 0, 0, 200)


def _pen(colour: QColor, width: float, *, dashed: bool) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCosmetic(True)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DASHES)
    return pen


def _draw_corner(painter: QPainter, box: QRectF, line: QColor, halo: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    long = min(_CORNER, box.width() / 3, box.height() / 3)
    corner = box.topRight()
    painter.setPen(QPen(halo, 1))
    painter.setBrush(line)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(long, 0), corner + QPointF(0, long)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _label_size(text: str, metrics: QFontMetricsF) -> QSizeF:
    return QSizeF(math.ceil(metrics.horizontalAdvance(text)) + SPACE + _STRIP, math.ceil(metrics.height()))


def _label(text: str, tones: Tones, colour: QColor, painter: QPainter) -> QPixmap:
    plate = QRectF(QPointF(), _label_size(text, QFontMetricsF(painter.font())))

    def draw(on: QPainter) -> None:
        ground = QColor(tones.panel)
        ground.setAlpha(225)
        on.fillRect(plate, ground)
        on.fillRect(QRectF(0, 0, _STRIP - 1, plate.height()), colour)
        on.setPen(QColor(tones.text))
        on.drawText(plate.adjusted(_STRIP, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, text)

    key = f"leukdesk-cell-{painter.font().key()}-{colour.name()}-{tones.panel}-{text}"
    return stamp(key, plate.size(), painter, draw)
