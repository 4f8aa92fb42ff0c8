"""The middle of a picture, where a model is shown that alone. Without OpenCV: cards are read where it is not there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.language import tr


@dataclass(frozen=True)
class Centre:
    """The square around a picture's centre that a model sees; one of both is given.

    Attributes
    ----------
    pixels : int, optional
        Its side at the picture's own scale: for pictures that differ in what they show, all at one scale.
    share : float, optional
        Its side as a share of the picture's shorter side: for pictures that all show as much, at any resolution.
    """

    pixels: int | None = None
    share: float | None = None

    def cut(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return it, uint8 (S, S, 3), of a picture, uint8 (H, W, 3)."""
        return centred(picture, self.side(*picture.shape[:2]))

    def side(self, height: int, width: int) -> int:
        """Return how many pixels wide it is in a picture of that size."""
        return self.pixels or max(round((self.share or 1.0) * min(height, width)), 1)

    def __str__(self) -> str:
        """Say it in words for people."""
        if self.pixels:
            return tr("{side} × {side} pixels around the picture's centre").format(side=self.pixels)
        words = tr("the middle {share:.0f} % of the picture's height and width")
        return words.format(share=100 * (self.share or 1.0))


def centred(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return the square of so many pixels around a picture's centre; what lies outside the picture is black.

    For pictures of one cell on black: cut so, all show it at one scale, however large the picture files are.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB

    Returns
    -------
    array, uint8, shape (side, side, 3), RGB
    """
    height, width = pixels.shape[:2]
    top, left = max(0, (height - side) // 2), max(0, (width - side) // 2)
    inside = pixels[top : top + side, left : left + side]
    square = np.zeros((side, side, 3), np.uint8)
    down, right = (side - inside.shape[0]) // 2, (side - inside.shape[1]) // 2
    square[down : down + inside.shape[0], right : right + inside.shape[1]] = inside
    return square
