"""One rule for bringing a picture to a network's input, in training and at prediction alike."""

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
