"""What :mod:`leukdesk.training.augmentation.strong` does and, on top, what a bench microscope's camera does to a cell.

An analyser's pictures are sharp and evenly lit, all alike. A station's are out of focus, coarser, lit from one side
and of a colour that its lamp and its camera decide.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augmentation import strong


def augment(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a random variant of a picture.

    Parameters
    ----------
    rgb : array, uint8, shape (H, W, 3), RGB
    side : int
        Of the variant, in pixels.
    rng : numpy Generator

    Returns
    -------
    array, uint8, shape (side, side, 3), RGB
    """
    seen = strong.augment(rgb, side, rng).astype(np.float32)
    if rng.random() < 0.5:
        seen = _coarse(seen, float(np.exp(rng.uniform(0, np.log(3)))))
    if rng.random() < 0.5:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.5, 2.5)), np.float32)
    if rng.random() < 0.5:
        seen = seen * _slope(side, rng)[..., None]
    if rng.random() < 0.5:
        seen = seen * rng.uniform(0.8, 1.15, 3).astype(np.float32)
    return np.asarray(np.clip(seen + 0.5, 0, 255), np.uint8)


def _coarse(seen: NDArray[np.float32], times: float) -> NDArray[np.float32]:
    """Show a picture as a camera with pixels that many times as large would."""
    side = len(seen)
    few = max(8, round(side / times))
    small = cv2.resize(seen, (few, few), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR), np.float32)


def _slope(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Light that falls off across the picture, up to a quarter from its middle to an edge; shape (side, side)."""
    across = np.linspace(-1, 1, side, dtype=np.float32)
    angle, steep = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.25)
    return np.asarray(1 + steep * (np.cos(angle) * across[None, :] + np.sin(angle) * across[:, None]), np.float32)
