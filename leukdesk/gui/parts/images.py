"""Pixels as images that Qt paints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """Return an image of its own, which lives on when the pixels are gone.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    height, width = pixels.shape[:2]
    return QImage(np.ascontiguousarray(pixels).data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
