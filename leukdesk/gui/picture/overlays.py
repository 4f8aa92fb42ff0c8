"""What can be laid over a picture: scale bar, grid, crosshair, marks. Drawn in the view's pixels, crisp at any zoom.

White with dark beside it or under it: seen on pale background and on dark nuclei alike, in both schemes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPixmapCache, QTransform

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr

_WHITE, _SHADE, _HALO = QColor(255, 255, 255), QColor(0, 0, 0, 170), QColor(0, 0, 0, 110)
_BAR_SHARE = 0.2
_BAR_THICK = 4.0
_EDGE = 6.0
_LARGEST_KEPT = 200.0
_CELL = 96.0
"""Screen pixels that a cell of the grid is wide, about."""
_GAP = 14.0
_NAMED_FROM = 9.0
"""Screen pixels; the names of smaller circles would cover each other."""


@dataclass(frozen=True)
class Sight:
    """How a picture lies in a view at this moment.

    Attributes
    ----------
    room : QRectF
        The view, in its own pixels.
    to_view : QTransform
        From the picture's pixels to the view's; turned and mirrored as it is seen.
    picture : QRectF
        Where the picture lies, in the view's pixels.
    micrometres : float, optional
        Of one pixel of the view; None where the scale is not known.
    """

    room: QRectF
    to_view: QTransform
    picture: QRectF
    micrometres: float | None

    @property
    def visible(self) -> QRectF:
        """The part of the picture that is seen."""
        return self.picture.intersected(self.room)


@dataclass(frozen=True)
class Mark:
    """A circle with a name, in the picture's pixels."""

    x: float
    y: float
    radius: float
    text: str = ""


def round_length(wanted: float) -> float:
    """Return the nearest 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return min((step * power for step in (1, 2, 5, 10)), key=lambda length: abs(math.log(length / wanted)))


def length_in_words(micrometres: float) -> str:
    """Return a length for a person: "20 µm"."""
    if micrometres >= 1000:
        return f"{micrometres / 1000:g} mm"
    return f"{micrometres:g} µm" if micrometres >= 0.1 else f"{micrometres * 1000:g} nm"


def scale_bar(painter: QPainter, sight: Sight) -> str:
    """Draw a bar of a round length at the lower left, about a fifth of what is seen, with its words.

    Returns
    -------
    str
        The words; empty where there is no scale or no room.
    """
    visible = sight.visible
    if sight.micrometres is None or visible.isEmpty():
        return ""
    length = round_length(visible.width() * _BAR_SHARE * sight.micrometres)
    long, text = length / sight.micrometres, length_in_words(length)
    metrics = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, max(long, metrics.horizontalAdvance(text)) + 2 * SPACE, metrics.height() + _BAR_THICK + SPACE)
    plate.moveBottomLeft(visible.bottomLeft() + QPointF(SPACE, -SPACE))
    if not visible.contains(plate):
        return ""
    _plate(painter, plate)
    painter.drawText(
        plate.adjusted(0, 2, 0, -_BAR_THICK), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text
    )
    left = round(plate.center().x() - long / 2)
    painter.fillRect(QRectF(left, round(plate.bottom() - SPACE * 0.75 - _BAR_THICK / 2), long, _BAR_THICK), _WHITE)
    return text


def grid(painter: QPainter, sight: Sight) -> str:
    """Draw squares of a round length, or tenths of the field where the scale is not known, from the picture's middle.

    Returns
    -------
    str
        What is written at the lower right about their size; empty where nothing is seen.
    """
    visible, middle = sight.visible, sight.picture.center()
    if visible.isEmpty():
        return ""
    if sight.micrometres is None:
        step_x, step_y = sight.picture.width() / 10, sight.picture.height() / 10
        text = tr("Grid: tenths of the field")
    else:
        length = round_length(_CELL * sight.micrometres)
        step_x = step_y = length / sight.micrometres
        text = tr("Grid: {length}").format(length=length_in_words(length))
    if min(step_x, step_y) < 4:
        return ""
    across = _ticks(visible.left(), visible.right(), middle.x(), step_x)
    down = _ticks(visible.top(), visible.bottom(), middle.y(), step_y)
    lines = [QRectF(x, visible.top(), 1, visible.height()) for x in across]
    lines += [QRectF(visible.left(), y, visible.width(), 1) for y in down]
    _lines(painter, lines, 150)
    metrics = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * SPACE, metrics.height() + 4)
    plate.moveBottomRight(visible.bottomRight() + QPointF(-SPACE, -SPACE))
    if visible.contains(plate):
        _plate(painter, plate)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    return text


def crosshair(painter: QPainter, sight: Sight) -> None:
    """Draw a cross through the picture's middle, which itself stays free."""
    visible, middle = sight.visible, sight.picture.center()
    if visible.isEmpty():
        return
    x, y = round(middle.x()), round(middle.y())
    arms = (
        QRectF(QPointF(visible.left(), y - 1), QPointF(x - _GAP, y + 1)),
        QRectF(QPointF(x + _GAP, y - 1), QPointF(visible.right(), y + 1)),
        QRectF(QPointF(x - 1, visible.top()), QPointF(x + 1, y - _GAP)),
        QRectF(QPointF(x - 1, y + _GAP), QPointF(x + 1, visible.bottom())),
    )
    _lines(painter, [arm for arm in arms if arm.isValid()], 240)
    _ring(painter, QPointF(x, y), _GAP)


def marks(painter: QPainter, sight: Sight, wanted: Sequence[Mark]) -> int:
    """Draw circles with their names; returns how many are seen."""
    visible, times = sight.visible, math.sqrt(abs(sight.to_view.determinant()))
    seen = 0
    written: list[QRectF] = []
    for mark in wanted:
        radius = round(mark.radius * times)
        middle = sight.to_view.map(QPointF(mark.x, mark.y))
        if not visible.contains(middle):
            continue
        seen += 1
        _ring(painter, middle, radius)
        if mark.text and radius >= _NAMED_FROM:
            name = _name(mark.text, painter)
            size = name.deviceIndependentSize()
            place = QRectF(QPointF(middle.x() - size.width() / 2, middle.y() + radius + 3), size)
            # One name over another is none.
            if visible.contains(place) and not any(place.intersects(other) for other in written):
                written.append(place)
                painter.drawPixmap(place.topLeft(), name)
    return seen


def corner_mark(painter: QPainter, sight: Sight, text: str) -> None:
    """Write a few words at the upper right."""
    metrics = QFontMetricsF(painter.font())
    where = sight.visible if not sight.visible.isEmpty() else sight.room
    plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * SPACE, metrics.height() + SPACE)
    plate.moveTopRight(where.topRight() + QPointF(-SPACE, SPACE))
    _plate(painter, plate)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _plate(painter: QPainter, rect: QRectF) -> None:
    """Shade a place for words, and take the pen to write them with."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(_WHITE)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def flash(painter: QPainter, sight: Sight, opacity: float, edge: str) -> None:
    """Draw light over the picture, and an edge: bright background cannot get brighter."""
    seen = sight.visible
    light, frame = QColor.fromRgbF(1.0, 1.0, 1.0, opacity), QColor(edge)
    frame.setAlphaF(min(opacity * 1.6, 1.0))
    painter.fillRect(seen, light)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(frame, _EDGE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(seen.adjusted(_EDGE / 2, _EDGE / 2, -_EDGE / 2, -_EDGE / 2))


def _lines(painter: QPainter, lines: Sequence[QRectF], opacity: int) -> None:
    """Fill thin rectangles, with shade beside them; a pen would be ten times as slow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    shade, white = QColor(0, 0, 0, opacity // 2), QColor(255, 255, 255, opacity)
    for line in lines:
        lies = line.width() > line.height()
        painter.fillRect(line.adjusted(0, -1, 0, 1) if lies else line.adjusted(-1, 0, 1, 0), shade)
    for line in lines:
        painter.fillRect(line, white)


def _ring(painter: QPainter, middle: QPointF, radius: float) -> None:
    """Draw a circle. Its picture is kept: drawn anew for every mark and frame it would be dear."""
    if radius > _LARGEST_KEPT:
        _draw_ring(painter, middle, radius)
        return
    half = radius + 3
    ring = stamp(f"leukdesk-ring-{radius}", QSizeF(2 * half, 2 * half), painter, _ring_painter(half, radius))
    painter.drawPixmap(middle - QPointF(half, half), ring)


def _ring_painter(half: float, radius: float) -> Callable[[QPainter], None]:
    return lambda painter: _draw_ring(painter, QPointF(half, half), radius)


def _draw_ring(painter: QPainter, middle: QPointF, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_HALO, 4.0), (_WHITE, 1.75)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(middle, radius, radius)


def _name(text: str, painter: QPainter) -> QPixmap:
    metrics = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, math.ceil(metrics.horizontalAdvance(text)) + SPACE, math.ceil(metrics.height()))

    def draw(on: QPainter) -> None:
        _plate(on, plate)
        on.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    return stamp(f"leukdesk-name-{painter.font().key()}-{text}", plate.size(), painter, draw)


def stamp(key: str, size: QSizeF, painter: QPainter, draw: Callable[[QPainter], None]) -> QPixmap:
    """Return a small picture from Qt's store of them, drawn where it is not there."""
    ratio = painter.device().devicePixelRatio()
    key = f"{key}-{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap((size * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    on = QPainter(made)
    on.setFont(painter.font())
    draw(on)
    on.end()
    QPixmapCache.insert(key, made)
    return made


def _ticks(low: float, high: float, middle: float, step: float) -> list[float]:
    first, last = math.ceil((low - middle) / step), math.floor((high - middle) / step)
    return [round(middle + step * number) for number in range(first, last + 1)]
