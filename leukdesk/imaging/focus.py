"""How sharp a picture is: the width of its sharpest edges, in pixels of a reduced copy of standard size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import reduced

STANDARD_SIDE = 448
"""Longer side, in pixels, of the copy that is measured: twice a network's usual input.

Blur that vanishes when a picture is reduced to this does not matter to a model and is no fault; a larger picture of
the same field gives the same figure. A smaller picture is measured as it is.
"""

_FINE, _COARSE = 1.0, 2.5  # pixels; the finer one keeps sensor noise from passing as sharpness
_SHARPEST = 0.03  # share of the pixels that are taken for edges


def edge_blur(pixels: NDArray[np.uint8]) -> float:
    """Return the blur of the strongest edges as the standard deviation of a Gaussian, in pixels of the standard size.

    An edge blurred by ``s`` has, after a further blur by ``a``, a gradient proportional to 1 / sqrt(s^2 + a^2). The
    ratio of the gradients after two further blurs tells ``s`` whatever the edge's contrast (Zhuo and Sim, "Defocus
    map estimation from a single image", Pattern Recognition 44, 2011). Unlike the variance of the Laplacian it
    depends neither on how many cells there are nor on the stain.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
        Only green is used: blood cells, stained or not, absorb it most.

    Returns
    -------
    float
        Infinite where there are no edges at all.
    """
    green = cv2.extractChannel(reduced(pixels, STANDARD_SIDE), 1).astype(np.float32)
    fine, coarse = (_gradient(green, sigma) for sigma in (_FINE, _COARSE))
    strong = fine >= np.quantile(fine[::2, ::2], 1 - _SHARPEST)
    upper, lower = float(fine[strong].mean()), float(coarse[strong].mean())
    if upper < 0.5:
        return float("inf")
    ratio = upper / max(lower, 1e-3)
    if ratio <= 1:
        return float("inf")
    return float(np.sqrt(max(_COARSE**2 - (ratio * _FINE) ** 2, 0) / (ratio**2 - 1)))


def _gradient(green: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    channel = cv2.GaussianBlur(green, (0, 0), sigma)
    across = cv2.Sobel(channel, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    down = cv2.Sobel(channel, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    return np.asarray(cv2.magnitude(across, down), np.float32)
