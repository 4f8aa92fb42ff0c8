"""The trivial way, for comparison: what is most saturated is a white cell."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.finding.fields import Box

_LEAST = 0.002  # of the picture's area: smaller components are left out


def saturated_places(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 255 where the saturation is above Otsu's threshold, shape (H, W)."""
    saturation = cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV)[..., 1]
    return np.asarray(cv2.threshold(saturation, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def saturated_boxes(pixels: NDArray[np.uint8]) -> list[Box]:
    """Return the boxes of its connected components."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(saturated_places(pixels))
    least = _LEAST * pixels.shape[0] * pixels.shape[1]
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, area in stats[1:] if area >= least]
