"""How sharp a picture is: the width of its sharpest edges, in pixels of a reduced copy of standard size."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import reduced

STANDARD_SIDE = 448
"""Longer side, in pixels, of the copy that is measured: twice a network's usual input.

Blur that vanishes when a picture is reduced to this does not matter to a model and is no fault; a larger picture of
the same field gives the same figure. A smaller picture is measured as it is.
"""

FINE, COARSE = 1.0, 2.5
"""Pixels; the finer one keeps sensor noise from passing as sharpness."""

_SHARPEST = 0.03  # share of the pixels that are taken for edges


class Gradients:
    """The gradients of a picture's green channel at several scales, each computed once.

    Only green is used: blood cells, stained or not, absorb it most.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB

    Attributes
    ----------
    green : array, float32, shape (h, w)
        At the standard size.
    raw, fine, coarse : tuple of array, float32, shape (h, w)
        Gradient across and down, in grey levels a pixel: of green as it is, and blurred by ``FINE`` and ``COARSE``.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self.green = cv2.extractChannel(reduced(pixels, STANDARD_SIDE), 1).astype(np.float32)

    @cached_property
    def raw(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of green as it is."""
        return _gradient(self.green)

    @cached_property
    def fine(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """After a blur by ``FINE``."""
        return _gradient(np.asarray(cv2.GaussianBlur(self.green, (0, 0), FINE), np.float32))

    @cached_property
    def coarse(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """After a blur by ``COARSE``."""
        return _gradient(np.asarray(cv2.GaussianBlur(self.green, (0, 0), COARSE), np.float32))


def edge_blur(gradients: Gradients) -> float:
    """Return the blur of the strongest edges as the standard deviation of a Gaussian, in pixels of the standard size.

    An edge blurred by ``s`` has, after a further blur by ``a``, a gradient proportional to 1 / sqrt(s^2 + a^2). The
    ratio of the gradients after two further blurs tells ``s`` whatever the edge's contrast (Zhuo and Sim, "Defocus
    map estimation from a single image", Pattern Recognition 44, 2011). Unlike the variance of the Laplacian it
    depends neither on how many cells there are nor on the stain.

    Returns
    -------
    float
        Infinite where there are no edges at all.
    """
    fine, coarse = cv2.magnitude(*gradients.fine), cv2.magnitude(*gradients.coarse)
    strong = fine >= np.quantile(fine[::2, ::2], 1 - _SHARPEST)
    upper, lower = float(fine[strong].mean()), float(coarse[strong].mean())
    if upper < 0.5:
        return float("inf")
    ratio = upper / max(lower, 1e-3)
    if ratio <= 1:
        return float("inf")
    return float(np.sqrt(max(COARSE**2 - (ratio * FINE) ** 2, 0) / (ratio**2 - 1)))


def _gradient(channel: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    across = cv2.Sobel(channel, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    down = cv2.Sobel(channel, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    return np.asarray(across, np.float32), np.asarray(down, np.float32)
