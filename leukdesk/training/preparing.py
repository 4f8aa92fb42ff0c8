"""What is done to every picture before a network sees it, in training as inside the exported graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.centre import Centre
from leukdesk.imaging.resizing import squeeze
from leukdesk.training.masks import CornerMask


@dataclass(frozen=True)
class Preparation:
    """What a data set asks for.

    Attributes
    ----------
    corner : CornerMask, optional
        Painted over; :class:`leukdesk.training.preparation_layer.PreparePixels` does it inside an exported graph.
    centre : Centre, optional
        Cut out where a picture is read, in training as in the program. The whole picture where None.
    """

    corner: CornerMask | None = None
    centre: Centre | None = None

    def square(self, picture: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
        """Return a picture as it was read, uint8 (H, W, 3), at the side of a network's input, uint8 (S, S, 3)."""
        return squeeze(picture if self.centre is None else self.centre.cut(picture), side, side)

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return prepared copies of square pictures, uint8 (N, S, S, 3) RGB."""
        return pixels if self.corner is None else self.corner.paint(pixels)
