"""A rendered stage micrometer: a ruler of a millimetre in hundredths, to measure the scale of a camera by."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

DIVISION = 10.0
"""Micrometres from line to line, middle to middle."""
_LINE = 1.6  # micrometres wide
_LENGTHS = {10: 60.0, 5: 42.0, 1: 28.0}  # of every tenth, fifth and other line, in micrometres
_INK = 40
_SUB = 4  # bits of a pixel's fraction that cv2 draws by


def draw_ruler(scene: NDArray[np.uint8], scale: float, left: float, top: float) -> None:
    """Draw the lines of a ruler on an empty field.

    Parameters
    ----------
    scene : array, uint8, shape (H, W, 3), RGB
        Drawn on.
    scale : float
        Pixels per micrometre.
    left, top : float
        Where the ruler's zero lies, in the scene's pixels; its lines go down from there, the ruler to both sides.
    """
    height, width = scene.shape[:2]
    first, last = (math.floor((edge - left) / (DIVISION * scale)) for edge in (0, width + DIVISION * scale))
    for number in range(first, last + 1):
        length = next(length for every, length in _LENGTHS.items() if number % every == 0)
        middle = left + number * DIVISION * scale
        corners = (middle - _LINE / 2 * scale, top), (middle + _LINE / 2 * scale, min(top + length * scale, height))
        (x1, y1), (x2, y2) = ((round(x * 2**_SUB), round(y * 2**_SUB)) for x, y in corners)
        outline = np.array([[x1, y1], [x2, y1], [x2, y2], [x1, y2]], np.int32)
        cv2.fillPoly(scene, [outline], (_INK, _INK, _INK), cv2.LINE_AA, shift=_SUB)
