"""What is done to every picture before a network sees it, in training as inside the exported graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.masks import CornerMask


@dataclass(frozen=True)
class Preparation:
    """The corner that is painted over, where there is one.

    The same is done by :class:`leukdesk.training.preparation_layer.PreparePixels` inside an exported graph.
    """

    corner: CornerMask | None = None

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return prepared copies of square pictures, uint8 (N, S, S, 3) RGB."""
        return pixels if self.corner is None else self.corner.paint(pixels)
