"""Covering what gives a class away: the scale-bar corner that a camera's software burns in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CornerMask:
    """The bottom-right corner, as fractions of the picture's sides, to be painted over.

    The strip just above the corner is mirrored into it, so that no artificial edge or
    flat patch is left for a network to learn from.
    """

    height: float
    width: float

    def extent(self, side: int) -> tuple[int, int]:
        """Height and width of the corner in a square picture of that side, in pixels."""
        return round(self.height * side), round(self.width * side)

    def paint(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return a copy of square pictures, shape (N, S, S, 3), with the corner painted over."""
        rows, columns = self.extent(pixels.shape[1])
        painted = pixels.copy()
        painted[:, -rows:, -columns:] = pixels[:, -2 * rows : -rows, -columns:][:, ::-1]
        return painted
