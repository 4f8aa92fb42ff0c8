"""What the camera could not record: background that is white, and cells that are black, in any of the channels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.illumination import Light

_WHITE, _BLACK = 253, 2  # grey levels from which, and down to which, a channel is cut off
_CELL = 0.12  # photographic stops below the light, from which a pixel is not background (as stain.py has it)


@dataclass(frozen=True)
class Clipping:
    """Shares, 0 to 1, in the channel that has most.

    Attributes
    ----------
    white : float
        Of the background, what is white: the light's colour and evenness are lost there.
    black : float
        Of all that is darker than the background, what is black: the chromatin's structure is lost there.
    """

    white: float
    black: float


def measure_clipping(sampled: NDArray[np.uint8], light: Light) -> Clipping:
    """Measure a picture, or every n-th pixel of it: in an averaged copy clipped pixels would no longer be.

    Parameters
    ----------
    sampled : array, uint8, shape (H, W, 3), RGB
    light : Light
        Of the same field.
    """
    height, width = sampled.shape[:2]
    lit = cv2.cvtColor(np.clip(light.surface, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
    limit = cv2.resize((lit * 2**-_CELL).astype(np.uint8), (width, height))
    cells = cv2.compare(cv2.cvtColor(sampled, cv2.COLOR_RGB2GRAY), limit, cv2.CMP_LT)
    background = cv2.bitwise_not(cells)
    covered = cv2.countNonZero(cells)
    white, black = 0, 0
    for channel in cv2.split(sampled):
        white = max(white, cv2.countNonZero(cv2.bitwise_and(cv2.inRange(channel, _WHITE, 255), background)))
        black = max(black, cv2.countNonZero(cv2.bitwise_and(cv2.inRange(channel, 0, _BLACK), cells)))
    return Clipping(white / max(height * width - covered, 1), black / max(covered, 1))
