"""Random changes of single cells on black: black stays black, the cell stays whole and in the middle.

Size is varied little, since it tells something of a cell; orientation fully; stain, light, focus and noise as they
differ between smears.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.cells import BACKGROUND

_DENSITY = -np.log((np.arange(256) + 1) / 256)


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
    changed = _optics(_stained(turned, rng), rng)
    # No pixel of the cell may become background: what is computed over a cell's pixels would change.
    return np.asarray(np.clip(changed, BACKGROUND + 1, 255) * inside, np.uint8)


def _turned(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    scale = side / len(rgb) * float(np.exp(rng.uniform(-0.08, 0.08)))
    angle, mirror = rng.uniform(0, 2 * np.pi), rng.choice((-1.0, 1.0))
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    linear = np.array([[cos * mirror, -sin], [sin * mirror, cos]])
    middle = (side - 1) / 2 + rng.uniform(-0.03, 0.03, 2) * side
    offset = middle - linear @ np.full(2, (len(rgb) - 1) / 2)
    return np.asarray(cv2.warpAffine(rgb, np.column_stack([linear, offset]), (side, side)), np.uint8)


def _stained(rgb: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
    """Strength of the stain, by channel in optical density; brightness; how far the channels leak into each other."""
    gain = np.exp(rng.uniform(-0.15, 0.15) + rng.uniform(-0.12, 0.12, 3))
    table = 255 * np.exp(rng.uniform(-0.12, 0.12, 3) - np.outer(_DENSITY, gain))
    stained = np.stack([table[rgb[..., channel], channel] for channel in range(3)], axis=2).astype(np.float32)
    if rng.random() < 0.5:
        mix = np.eye(3) + rng.uniform(-0.12, 0.12, (3, 3))
        stained = stained @ (mix / mix.sum(axis=0)).astype(np.float32)
    return stained


def _optics(rgb: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    seen = rgb
    if rng.random() < 0.4:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 0.9)), np.float32)
    if rng.random() < 0.3:
        seen = seen + rng.normal(0, rng.uniform(1, 5), seen.shape).astype(np.float32)
    return seen
