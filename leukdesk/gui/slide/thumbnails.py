"""Small pictures of cells, cut from their fields on a thread of its own; each field is read once for all its cells."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from leukdesk.errors import LeukdeskError
from leukdesk.gui.parts.images import image_of
from leukdesk.history.records import Record

Pictures = Callable[[Record], NDArray[np.uint8]]
"""Reads the field that a cell lies in, uint8 (H, W, 3), RGB; raises LeukdeskError."""

LARGEST = 224
"""Pixels of a side that is kept: 500 cells take 75 MB at most."""
_BEYOND = (190, 196, 199)
_MARGIN = 1.3
_OUTLIER = 2.0
"""So many times the median a cell may be wide and still count for what all are shown at."""
_STEP = 1.25


def common_side(cells: Iterable[Record]) -> int:
    """Return the side in pixels that most cells fit into with a margin: shown alike, their sizes can be compared.

    It rises in steps, so that it seldom changes while cells are added.
    """
    sides = [max(each.region.width, each.region.height) for each in cells if each.region is not None]
    if not sides:
        return 0
    usual = median(sides)
    largest = max(each for each in sides if each <= _OUTLIER * usual)
    return round(_STEP ** math.ceil(math.log(max(largest * _MARGIN, 1.0), _STEP)))


def cut_out(field: NDArray[np.uint8], cell: Record, side: int) -> NDArray[np.uint8]:
    """Return the square with a cell in its middle, uint8 (S, S, 3), RGB; grey where it reaches beyond the field.

    Parameters
    ----------
    field : array, uint8, shape (H, W, 3), RGB
    side : int
        Pixels; more where the cell does not fit in.
    """
    height, width = field.shape[:2]
    region = cell.region
    if region is None:
        return field
    side = max(side, round(max(region.width, region.height) * 1.05))
    left, top = round(region.x + (region.width - side) / 2), round(region.y + (region.height - side) / 2)
    square = np.full((side, side, 3), _BEYOND, np.uint8)
    x, y = slice(max(left, 0), min(left + side, width)), slice(max(top, 0), min(top + side, height))
    square[y.start - top : y.stop - top, x.start - left : x.stop - left] = field[y, x]
    return square


class Thumbnails(QObject):
    """Reads fields in the order in which their cells are wanted; those that are seen come first.

    Parameters
    ----------
    pictures : callable
        Called on the thread.
    """

    came = Signal(object)
    """Numbers of records that have a picture now, or a problem."""

    _read = Signal(object)

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._images: dict[int, QImage] = {}
        self._problems: dict[int, str] = {}
        self._side = 0
        self.fields_read = 0
        self._wake = threading.Condition()  # guards what follows
        self._waiting: dict[str, dict[int, Record]] = {}
        self._in_hand: dict[int, int] = {}
        """Records that are being cut, or are on their way here, and for which side."""
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._read.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def know(self, cells: Sequence[Record]) -> None:
        """Say which cells there are, in the order in which they are likely to be looked at.

        Fields that could not be read are tried again: a busy log or an unplugged disk may be back.
        """
        self._problems.clear()
        side = common_side(cells)
        if side != self._side:
            self._side = side
            self._images.clear()
        with self._wake:
            self._waiting = {}
            for each in cells:
                if each.id not in self._images and self._in_hand.get(each.id) != side:
                    self._waiting.setdefault(each.picture_sha256, {})[each.id] = each
            if self._waiting and self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._work, name="thumbnails", daemon=True)
                self._thread.start()
            self._wake.notify()

    def image(self, cell: Record) -> QImage | None:
        """Return the picture of a cell; where it is not there yet, its field comes next."""
        found = self._images.get(cell.id)
        if found is None:
            with self._wake:
                if (field := self._waiting.pop(cell.picture_sha256, None)) is not None:
                    self._waiting = {cell.picture_sha256: field, **self._waiting}
        return found

    def problem(self, cell: Record) -> str:
        """Return why there is no picture of a cell; empty where none is known."""
        return self._problems.get(cell.id, "")

    def close(self) -> None:
        """End the thread; what it was reading is finished first."""
        with self._wake:
            self._stopped = True
            self._waiting = {}
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not (self._stopped or self._waiting):
                    self._wake.wait()
                if self._stopped:
                    return
                cells = self._waiting.pop(next(iter(self._waiting)))
                side = self._side
                self._in_hand |= dict.fromkeys(cells, side)
            self._read.emit((side, *self._cut(list(cells.values()), side)))

    def _cut(self, cells: Sequence[Record], side: int) -> tuple[dict[int, QImage], dict[int, str]]:
        try:
            field = self._pictures(cells[0])
        except LeukdeskError as problem:
            return {}, dict.fromkeys((each.id for each in cells), str(problem))
        return {each.id: _image(cut_out(field, each, side)) for each in cells}, {}

    @Slot(object)
    def _take(self, found: tuple[int, dict[int, QImage], dict[int, str]]) -> None:
        side, images, problems = found
        self.fields_read += 1
        with self._wake:
            for each in (*images, *problems):
                if self._in_hand.get(each) == side:
                    del self._in_hand[each]
        if side != self._side or self._stopped:
            return  # cut for another size; they are on their way once more
        self._images |= images
        self._problems |= problems
        self.came.emit([*images, *problems])


def _image(pixels: NDArray[np.uint8]) -> QImage:
    # Here, on the worker: the window is shown without OpenCV.
    import cv2

    height, width = pixels.shape[:2]
    if max(height, width) > LARGEST:
        scale = LARGEST / max(height, width)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    return image_of(pixels)
