"""From layers of stain to the picture that an even light makes of them."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells.pen import FULL
from leukdesk.capture.virtual.style import Style

# The halo's width in micrometres; the picture is halved for it, so that it costs little.
HALO = 0.44
_REACH = 3  # deviations of a Gauss bell that OpenCV takes for 8-bit pictures


def margin(scale: float) -> int:
    """Return how many pixels around a picture its outermost ones depend on; even."""
    return 2 * (math.ceil(_REACH * HALO / 2 * scale) + 3)


def transmit(stain: NDArray[np.uint8], style: Style, scale: float, sharpness: float) -> NDArray[np.uint8]:
    """Turn stain into light by the law of Beer and Lambert: densities add, transmissions multiply.

    Parameters
    ----------
    stain : array, uint8, shape (H, W, 4)
        Haemoglobin, chromatin, basophilic cytoplasm, eosinophil granules; sides even.
    style : Style
        Whose colours are taken.
    scale : float
        Pixels per micrometre.
    sharpness : float
        Deviation in micrometres of the blur that the objective's aperture leaves in focus.

    Returns
    -------
    array, uint8, shape (H, W, 3), RGB
    """
    colours = np.array([style.red_cell, style.nucleus, style.cytoplasm, style.granule], np.float32) / 255
    absorbance = (np.log(colours) / FULL).T
    light = np.log(np.array(style.light, np.float32))[:, None]
    matrix = np.hstack([absorbance, light]).astype(np.float32)
    density = cv2.transform(stain.astype(np.float32), matrix)
    picture = np.asarray(cv2.convertScaleAbs(cv2.exp(density, dst=density)), np.uint8)
    picture = _rimmed(picture, style.halo, scale)
    if sharpness * scale >= 0.3:
        picture = np.asarray(cv2.GaussianBlur(picture, (7, 7), sharpness * scale), np.uint8)
    return picture


def _rimmed(picture: NDArray[np.uint8], strength: float, scale: float) -> NDArray[np.uint8]:
    """Give every edge the dark rim and the bright halo of a thick specimen a little out of focus."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(small, (0, 0), max(0.25, HALO / 2 * scale))
    around = cv2.resize(around, (width, height))
    return np.asarray(cv2.addWeighted(picture, 1 + strength, around, -strength, 0), np.uint8)
