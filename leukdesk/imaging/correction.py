"""Taking uneven light and the light's colour out of a picture, by a picture of a blank field."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def mean_of(frames: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the mean of frames of one still field.

    Parameters
    ----------
    frames : sequence of array, uint8, shape (H, W, 3), RGB
    """
    raise NotImplementedError


class Correction:
    """What is done to every frame of one calibration.

    Parameters
    ----------
    blank : array, uint8, shape (H, W, 3), RGB, optional
    white : tuple of float, optional
        Factors for red, green and blue.
    """

    def __init__(self, blank: NDArray[np.uint8] | None, white: tuple[float, float, float] | None) -> None:
        self.flat_field = blank is not None
        self.white_balance = white is not None

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the corrected picture, uint8 (H, W, 3) RGB, in memory of its own."""
        raise NotImplementedError
