"""From layers of stain to the picture that an even light makes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells.pen import FULL
from leukdesk.capture.virtual.style import Style

Part = tuple[slice, slice]

# The halo's width in micrometres; the picture is halved for it, so that it costs little.
HALO = 0.44
_REACH = 3  # deviations of a Gauss bell that OpenCV takes for 8-bit pictures


def margin(scale: float) -> int:
    """Return how many pixels around a picture its outermost ones depend on; even."""
    return 2 * (math.ceil(_REACH * HALO / 2 * scale) + 3)


def transmit(
    stain: NDArray[np.uint8], coloured: Iterable[Part], style: Style, scale: float, sharpness: float
) -> NDArray[np.uint8]:
    """Turn stain into light by the law of Beer and Lambert: densities add, transmissions multiply.

    Parameters
    ----------
    stain : array, uint8, shape (H, W, 4)
        Haemoglobin, chromatin, basophilic cytoplasm, eosinophil granules; sides even.
    coloured : iterable of pairs of slices
        Rows and columns that hold all stain but haemoglobin: elsewhere a table does.
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
    haemoglobin = np.zeros((256, 1, 4), np.uint8)
    haemoglobin[:, 0, 0] = np.arange(256)
    picture = cv2.LUT(cv2.cvtColor(cv2.extractChannel(stain, 0), cv2.COLOR_GRAY2RGB), _lit(haemoglobin, style))
    for part in coloured:
        picture[part] = _lit(stain[part], style)
    rimmed = _rimmed(np.asarray(picture, np.uint8), style.halo, scale)
    if sharpness * scale < 0.3:
        return rimmed
    return np.asarray(cv2.GaussianBlur(rimmed, (7, 7), sharpness * scale), np.uint8)


def _lit(stain: NDArray[np.uint8], style: Style) -> NDArray[np.uint8]:
    colours = np.array([style.red_cell, style.nucleus, style.cytoplasm, style.granule], np.float32) / 255
    absorbance = (np.log(colours) / FULL).T
    light = np.log(np.array(style.light, np.float32))[:, None]
    density = cv2.transform(stain.astype(np.float32), np.hstack([absorbance, light]).astype(np.float32))
    return np.asarray(cv2.convertScaleAbs(cv2.exp(density)), np.uint8)


def _rimmed(picture: NDArray[np.uint8], strength: float, scale: float) -> NDArray[np.uint8]:
    """Give every edge the dark rim and the bright halo of a thick specimen a little out of focus."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(small, (0, 0), max(0.25, HALO / 2 * scale))
    around = cv2.resize(around, (width, height))
    return np.asarray(cv2.addWeighted(picture, 1 + strength, around, -strength, 0), np.uint8)
