"""Rules for resizing: one for a network's input, in training and at prediction alike, and one for measuring."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray


def squeeze(pixels: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """Resize a whole picture, its aspect not kept: the training pictures were squeezed likewise.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB

    Returns
    -------
    array, uint8, shape (height, width, 3), RGB
        ``pixels`` itself where it has that size already.
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    shrinks = pixels.shape[0] >= height and pixels.shape[1] >= width
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=method), np.uint8)


def reduced(pixels: NDArray[np.uint8], longer_side: int) -> NDArray[np.uint8]:
    """Shrink a picture, aspect kept, until its longer side has so many pixels; a smaller one is left as it is.

    For measuring only: an odd last row or column may be dropped.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    while max(pixels.shape[:2]) >= 2 * longer_side and min(pixels.shape[:2]) > 1:
        pixels = _halved(pixels)
    height, width = pixels.shape[:2]
    factor = longer_side / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def halvings(pixels: NDArray[np.uint8], shortest_side: int) -> tuple[NDArray[np.uint8], ...]:
    """Return copies of a picture, each half as large as the one before, down to a shorter side of so many pixels.

    For showing it smaller than it is; the picture itself is not among them.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    copies = []
    while min(pixels.shape[:2]) >= 2 * shortest_side:
        pixels = _halved(pixels)
        copies.append(pixels)
    return tuple(copies)


def _halved(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Average two by two, which is several times faster than OpenCV's averaging by a fraction."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    even = pixels[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
