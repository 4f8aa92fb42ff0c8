"""Figures of focus for one station, to be compared among its own fields; and whether the field moved."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.focus import COARSE, Gradients

_REGION_SIDE = 112  # pixels of the longer side of the copy on which cells are looked for
_REGION_BLUR = 1.5  # pixels of that copy: more than any defocus in which a field can be recognised
_REGION = 0.4  # share of the picture, around cells' edges, that is measured
_EMPTY = 0.3  # share of the picture, where least is, from which the sensor's noise is told
_LEAST_VARIANCE = 4.0  # squared grey levels, below which nothing is to be seen
_SOBEL = 0.7  # pixels of blur that the gradient's own kernel adds
_WIDEST = 20.0  # pixels: where hardly anything fine is left, the width of edges cannot be told
_CHANCE = 1.3  # by which squared edge widths of two directions differ in still pictures
_UNIFORM = math.sqrt(12)  # length of a motion of even speed, in its standard deviations


@dataclass(frozen=True)
class Sharpness:
    """How sharp a picture is where its cells are, at the standard size.

    Attributes
    ----------
    sharpness : float
        Root of the squared gradient over the variance, in 1 / pixel: the reciprocal of a typical edge's width. Stain
        and lamp raise both alike and cancel; blur lowers it always, as it takes the higher spatial frequencies first.
        To be compared among pictures of one camera and objective.
    squared_gradient : float
        Mean of the squared gradient less that of the noise, in squared grey levels a pixel (Santos et al., "Evaluation
        of autofocus functions in molecular cytogenetic analysis", J. Microscopy 188, 1997).
    normalised_variance : float
        Variance over mean, in grey levels (Groen, Young and Ligthart, "A comparison of different focus functions for
        use in autofocus algorithms", Cytometry 6, 1985; found best by Sun, Duthaler and Nelson, "Autofocusing in
        computer microscopy", Microscopy Research and Technique 65, 2004).
    motion_blur : float
        Length of a motion during the exposure, as a share of the picture's longer side; 0 where edges are as wide in
        all directions. Of a picture far out of focus it cannot be told, and may then come out too large.
    """

    sharpness: float
    squared_gradient: float
    normalised_variance: float
    motion_blur: float


def measure_sharpness(gradients: Gradients) -> Sharpness:
    """Measure a picture around its cells' edges; all figures are 0 where nothing is to be seen."""
    around, empty = _regions(gradients.green)
    green = gradients.green[around]
    mean, variance = float(green.mean()), float(green.var())
    normalised = variance / max(mean, 1.0)
    if variance < _LEAST_VARIANCE:
        return Sharpness(0.0, 0.0, normalised, 0.0)
    across, down = gradients.raw
    # The squared gradient of pure noise is distributed exponentially: its mean is its median over log 2.
    noise = float(np.median(np.square(across[empty]) + np.square(down[empty]))) / math.log(2)
    fine = _tensor(across[around], down[around]) - np.eye(2) * noise / 2
    coarse = _tensor(*(channel[around] for channel in gradients.coarse))
    squared = max(float(np.trace(fine)), 0.0)
    return Sharpness(
        sharpness=math.sqrt(squared / variance),
        squared_gradient=squared,
        normalised_variance=normalised,
        motion_blur=_motion(fine, coarse) / max(gradients.green.shape),
    )


def _regions(green: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where cells' edges are, and where least is: told on a copy so coarse that defocus does not move them."""
    height, width = green.shape
    factor = min(_REGION_SIDE / max(height, width), 1.0)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    small = cv2.GaussianBlur(cv2.resize(green, size, interpolation=cv2.INTER_AREA), (0, 0), _REGION_BLUR)
    edges = cv2.magnitude(cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1))
    least, most = np.quantile(edges, (_EMPTY, 1 - _REGION))
    whole = cv2.resize(edges, (width, height), interpolation=cv2.INTER_NEAREST)
    return whole >= most, whole <= least


def _tensor(across: NDArray[np.float32], down: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the structure tensor: the squared gradient by direction, shape (2, 2)."""
    mixed = float(across @ down)
    return np.array([[float(across @ across), mixed], [mixed, float(down @ down)]]) / across.size


def _motion(fine: NDArray[np.float64], coarse: NDArray[np.float64]) -> float:
    """Return the length of a motion in pixels, from the squared gradients by direction at two scales.

    Motion takes fine gradients along its direction and leaves those across. That cells may be longer in a direction
    does not count, as the fine scale is held against the coarse one: the directions are the generalised eigenvectors.
    The squared gradient of an edge blurred by ``s``, taken at scale ``a``, is proportional to 1 / sqrt(s^2 + a^2),
    which tells ``s`` for either direction; motion adds its variance to the squared width of one.
    """
    try:
        ratios = np.linalg.eigvals(np.linalg.solve(coarse, fine)).real
    except np.linalg.LinAlgError:
        return 0.0
    narrow, wide = sorted(_squared_width(float(ratio)) for ratio in ratios)
    return _UNIFORM * math.sqrt(max(wide - _CHANCE * narrow, 0.0))


def _squared_width(ratio: float) -> float:
    ratio = max(ratio, 1.0001)
    squared = (COARSE**2 - (ratio * _SOBEL) ** 2) / (ratio**2 - 1)
    return min(max(squared, 0.0), _WIDEST**2)
