"""Random changes of single cells on black: black stays black, the cell stays whole and in the middle.

Orientation is varied fully, focus and noise as they differ between smears; size little and stain not at all, since
a network that is shown cells so (``look=cell``) is told these as numbers, which would be blurred by it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.cells import BACKGROUND


def augment(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a random variant of a picture of one cell on black.

    Parameters
    ----------
    rgb : array, uint8, shape (H, H, 3), RGB
    side : int
        Of the variant, in pixels; the whole picture is seen.
    rng : numpy Generator

    Returns
    -------
    array, uint8, shape (side, side, 3), RGB
    """
    turned = _turned(rgb, side, rng)
    inside = turned.max(axis=2, keepdims=True) > BACKGROUND
    changed = _optics(turned.astype(np.float32), rng)
    # No pixel of the cell may become background: what is computed over a cell's pixels would change.
    return np.asarray(np.clip(changed, BACKGROUND + 1, 255) * inside, np.uint8)


def _turned(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    scale = side / len(rgb) * float(np.exp(rng.uniform(-0.03, 0.03)))
    angle, mirror = rng.uniform(0, 2 * np.pi), rng.choice((-1.0, 1.0))
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    linear = np.array([[cos * mirror, -sin], [sin * mirror, cos]])
    middle = (side - 1) / 2 + rng.uniform(-0.03, 0.03, 2) * side
    offset = middle - linear @ np.full(2, (len(rgb) - 1) / 2)
    return np.asarray(cv2.warpAffine(rgb, np.column_stack([linear, offset]), (side, side)), np.uint8)


def _optics(rgb: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    seen = rgb
    if rng.random() < 0.4:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 0.9)), np.float32)
    if rng.random() < 0.3:
        seen = seen + rng.normal(0, rng.uniform(1, 5), seen.shape).astype(np.float32)
    return seen
