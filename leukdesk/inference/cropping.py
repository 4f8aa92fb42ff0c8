"""Cutting a cell out of a field as a model's card asks: how much around it, at which scale, in context or on black."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.cell import Cell
from leukdesk.imaging.resizing import squeeze
from leukdesk.inference.card import ModelCard
from leukdesk.inference.crop_rule import CropRule

_WHOLE = CropRule()
_LIGHT_PLACES = 90  # per cent of what is seen around a cell that is darker


def crop_side(cell: Cell, card: ModelCard, micrometres_per_pixel: float | None) -> float:
    """Return the side, in pixels of the field, of the square around a cell that a model sees; 1 or more."""
    rule = card.crop or _WHOLE
    return max(rule.side(max(cell.box.width, cell.box.height), micrometres_per_pixel), 1.0)


def crop(
    pixels: NDArray[np.uint8], cell: Cell, card: ModelCard, micrometres_per_pixel: float | None
) -> NDArray[np.uint8]:
    """Cut out a square around the middle of a cell's box and bring it to a model's input.

    What lies beyond the field has the colour of the light places within: mirrored, there would be a second cell. For
    a model of cells on black it is black, as is all that is not the cell. Only the part inside of the field is ever
    resized, so that a wrong scale costs no memory.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
        The field.
    cell : Cell
        One without an outline, drawn by hand, is taken for the ellipse that fills its box.
    card : ModelCard
    micrometres_per_pixel : float, optional
        Of the field; where it or the training pictures' scale is not known, the square is in proportion to the box.

    Returns
    -------
    array, uint8, shape (input_height, input_width, 3), RGB

    Raises
    ------
    ValueError
        The middle of the box lies outside of the field.
    """
    (height, width), (x, y) = pixels.shape[:2], cell.centre
    if not (0 <= x <= width and 0 <= y <= height):
        raise ValueError(f"{cell.box} lies outside a picture of {width} x {height} pixels")
    side = max(round(crop_side(cell, card, micrometres_per_pixel)), 1)
    across = _Stretch.along(x, side, width, card.input_width)
    down = _Stretch.along(y, side, height, card.input_height)
    seen = pixels[down.first : down.last, across.first : across.last]
    if card.on_black:
        seen = _on_black(seen, cell, across.first, down.first)
    seen = squeeze(seen, down.length, across.length)
    beyond = (down.before, down.after, across.before, across.after)
    if not any(beyond):
        return np.ascontiguousarray(seen)
    colour = (0.0, 0.0, 0.0) if card.on_black else _light(seen)
    return np.asarray(cv2.copyMakeBorder(seen, *beyond, cv2.BORDER_CONSTANT, value=colour), np.uint8)


class _Stretch:
    """The square along one axis: the part inside of the field, and where that lies in the model's input.

    Attributes
    ----------
    first, last : int
        Pixels of the field, ``last`` not included; one at least.
    before, length, after : int
        Pixels of the input: beyond the field, inside of it, beyond it.
    """

    def __init__(self, first: int, last: int, before: int, length: int, after: int) -> None:
        self.first, self.last = first, last
        self.before, self.length, self.after = before, length, after

    @classmethod
    def along(cls, middle: float, side: int, size: int, wanted: int) -> _Stretch:
        """Lay a square of so many pixels around the middle over a field of a size, and bring it to a wanted size."""
        start = math.floor(middle - side / 2 + 0.5)
        first, last = min(max(start, 0), size - 1), min(max(start + side, 1), size)
        scale = wanted / side
        before = min(round((first - start) * scale), wanted - 1)
        end = min(max(round((last - start) * scale), before + 1), wanted)
        return cls(first, last, before, end - before, wanted - end)


def _light(seen: NDArray[np.uint8]) -> tuple[float, ...]:
    """Return the colour of the light places of a picture, channel by channel."""
    return tuple(np.percentile(seen[::4, ::4], _LIGHT_PLACES, axis=(0, 1)).round().tolist())


def _on_black(seen: NDArray[np.uint8], cell: Cell, left: int, top: int) -> NDArray[np.uint8]:
    """Black out what is not the cell in a part of a field that begins at ``left`` and ``top``."""
    if cell.outline:
        mask = np.zeros(seen.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.array(cell.outline, np.int32) - (left, top)], 255)
    else:
        (x, y), box = cell.centre, cell.box
        across = (np.arange(left, left + seen.shape[1]) + 0.5 - x) / (box.width / 2)
        down = (np.arange(top, top + seen.shape[0]) + 0.5 - y) / (box.height / 2)
        mask = (np.square(down)[:, np.newaxis] + np.square(across) <= 1).astype(np.uint8)
    return np.asarray(cv2.bitwise_and(seen, seen, mask=mask), np.uint8)
