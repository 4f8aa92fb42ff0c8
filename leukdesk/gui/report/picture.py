"""The analysed picture on paper, with its scale bar."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from leukdesk.gui.parts.images import image_of
from leukdesk.gui.picture.overlays import length_in_words, round_length
from leukdesk.gui.report.sheet import MUTED, SHADE, Sheet, Style
from leukdesk.history.errors import HistoryError
from leukdesk.history.exporting.errors import without_place
from leukdesk.history.exporting.facts import micrometres_per_pixel
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.language import tr_said

_DOTS_PER_INCH = 300.0
"""More of a picture is not printed: it would make the file large and be seen by nobody."""
_LARGEST_ENLARGED = 1.6
"""Points that a pixel may become at most: a small picture is not blown up until it is all squares."""
_BAR_SHARE = 0.25


class Picture:
    """A record's picture, fitted into a room.

    Attributes
    ----------
    width, height : float
        Points that it takes.
    """

    def __init__(self, sheet: Sheet, item: Item, width: float, height: float) -> None:
        self._sheet, self._item = sheet, item
        record = item.record
        scale = min(width / record.width, height / record.height, _LARGEST_ENLARGED)
        self.width, self.height = record.width * scale, record.height * scale

    def draw(self, x: float, y: float) -> None:
        """Draw it at a place; where it cannot be read, say so there."""
        area = QRectF(x, y, self.width, self.height)
        if self._sheet.counting:
            return
        try:
            pixels = self._item.picture()
        except HistoryError as problem:
            sentence = without_place(problem, self._item.record.id)
            self._sheet.remarks.append(sentence)
            self._sheet.fill(area, SHADE)
            block = self._sheet.block(tr_said(sentence), Style(8.0, colour=MUTED), max(self.width - 12, 40))
            self._sheet.draw(block, x + 6, y + 6, 0, max(int((self.height - 12) // block.line_height(0)), 1))
            return
        image = image_of(_reduced(pixels, self.width))
        self._sheet.paint(area, lambda painter, place: painter.drawImage(place, image))
        self._sheet.paint(area, lambda painter, place: _scale_bar(painter, place, self._item.record, self._sheet.unit))


def _reduced(pixels: NDArray[np.uint8], points: float) -> NDArray[np.uint8]:
    most = round(points / 72 * _DOTS_PER_INCH)
    height, width = pixels.shape[:2]
    if width <= most:
        return pixels
    size = (most, max(round(height * most / width), 1))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _scale_bar(painter: QPainter, place: QRectF, record: Record, unit: float) -> None:
    """Draw a bar of a round length at the lower left, dark on a white plate, where the scale is known."""
    scale = micrometres_per_pixel(record)
    if scale is None:
        return
    across = record.width * scale
    length = round_length(across * _BAR_SHARE)
    long, text = place.width() * length / across, length_in_words(length)
    font = Style(7.0, bold=True).font()
    metrics = QFontMetricsF(QFont(font), painter.device())
    plate = QRectF(0, 0, max(long, metrics.horizontalAdvance(text)) + 8 * unit, metrics.height() + 7 * unit)
    plate.moveBottomLeft(place.bottomLeft())
    if plate.width() > place.width() or plate.height() > place.height():
        return
    painter.fillRect(plate, QColor("white"))
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(plate.adjusted(0, unit, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
    bar = QRectF(plate.center().x() - long / 2, plate.bottom() - 4.5 * unit, long, 2.2 * unit)
    painter.fillRect(bar, QColor("black"))
