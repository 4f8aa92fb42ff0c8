"""What a field absorbs at every place, and how much of that is a nucleus's stain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.settings import FinderSettings
from leukdesk.imaging.illumination import BLACK, SIDE, STOPS_OF_LEVEL, measure_light
from leukdesk.imaging.resizing import reduced

Plane = NDArray[np.float32]
Mask = NDArray[np.uint8]

_FAINT = 0.04  # stops: red cells that absorb less are not seen
_DEEP = 0.6  # stops: what absorbs more is counted as if it absorbed so much, be it a red cell or a nucleus
_FAINTEST = 0.10  # stops: no nucleus is less stained
_PLAIN = 0.25  # stops: what is stained so is a nucleus, however deep the red cells
_EDGE = 0.45  # between background (0) and red cells (1)
_BRIGHTEST = 95  # per cent of the places are darker than what is taken for the background where it cannot be fitted
_STRONGEST = 0.999  # of the places are less stained than what has to be stained as a nucleus is
_BRIGHTER = 0.2  # stops above the fitted background, at which that was cells
_BLUR = 1.0  # pixels of the working copy
_GRAIN = 0.25  # micrometres, standard deviation
_LEVELS = np.arange(256)
_SPARSE = 3  # pixels of the working copy from one place to the next, where a mean of many is taken
_LEVELS_A_STOP = 50.0  # five stops are as dark as a picture gets


@dataclass(frozen=True, eq=False)
class Staining:
    """A field's absorption; all arrays have shape (h, w).

    Attributes
    ----------
    total : array, float32
        Mean of the channels, in stops.
    index : array, float32
        How much a place is stained as a nucleus is, in stops.
    tint : array, float32
        The same with nothing of the red cells' colour left.
    cells : array, uint8
        255 where the field is not background.
    level : float or None
        Index from which a place is a nucleus; None where nothing is stained like one.
    red : float
        Mean absorption of the red cells, in stops; 0 where there are none.
    """

    total: Plane
    index: Plane
    tint: Plane
    cells: Mask
    level: float | None
    red: float


def measure_staining(pixels: NDArray[np.uint8], settings: FinderSettings) -> Staining | None:
    """Measure a small copy of a field.

    Parameters
    ----------
    pixels : array, uint8, shape (h, w, 3), RGB

    Returns
    -------
    Staining or None
        None where there is no light.
    """
    light = _light(pixels)
    if light is None:
        return None
    soft = cv2.GaussianBlur(pixels, (0, 0), _BLUR)
    stops = np.asarray(cv2.subtract(light, cv2.LUT(soft, STOPS_OF_LEVEL)), np.float32)
    total = _weighted(stops, np.full(3, 1 / 3, np.float32))
    cells = covered(total)
    weights = np.array([settings.red_weight, 1, -settings.blue_weight], np.float32)
    plain = _weighted(stops, weights)
    red, contrast = _red_cells(stops, plain, cells)
    reds = float(red @ weights) * red
    index = _weighted(stops, weights - settings.red_cells_removed * reds)
    tint = _weighted(stops, weights - reds)
    return Staining(total, index, tint, cells, _level(index, cells, contrast, settings), contrast)


def covered(total: Plane, nuclei: Mask | None = None) -> Mask:
    """Return 255 where a field is not background, shape (h, w).

    The edge lies about midway between background and red cells, whose levels are the medians of what Otsu's rule
    takes apart.

    Parameters
    ----------
    total : array, float32, shape (h, w)
        Absorption, in stops.
    nuclei : array, uint8, shape (h, w), optional
        Not 0 at places that are not to be counted.
    """
    levels = cv2.convertScaleAbs(np.maximum(total, 0), alpha=255 / _DEEP)
    counts = _histogram(levels, None if nuclei is None else np.asarray(cv2.inRange(nuclei, (0,), (0,)), np.uint8))
    split = otsu(counts)
    if split is None:
        return np.zeros(total.shape, np.uint8)
    low, high = (_median(counts * side) / 255 * _DEEP for side in (split >= _LEVELS, split < _LEVELS))
    if high - low < _FAINT:
        return np.zeros(total.shape, np.uint8)
    return above(total, low + _EDGE * (high - low))


def above(plane: Plane, level: float) -> Mask:
    """Return 255 where a plane is above a level, shape (h, w)."""
    return np.asarray(cv2.threshold(plane, level, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _weighted(stops: Plane, weights: NDArray[np.floating]) -> Plane:
    """Return one channel out of three, shape (h, w)."""
    return np.asarray(cv2.transform(stops, np.asarray(weights[None], np.float32)), np.float32)


def _histogram(levels: NDArray[Any], mask: Mask | None) -> NDArray[np.float32]:
    return np.asarray(cv2.calcHist([levels], [0], mask, [256], (0, 256)), np.float32).reshape(-1)


def otsu(counts: NDArray[np.float32]) -> int | None:
    """Return the last level of the lower class (Otsu, IEEE Trans. Syst. Man Cybern. 9, 1979); None where all are one.

    Parameters
    ----------
    counts : array, float32, shape (levels,)
    """
    numbers = np.arange(len(counts))
    below, sum_below = np.cumsum(counts, dtype=np.float64), np.cumsum(counts * numbers, dtype=np.float64)
    above, sum_above = below[-1] - below, sum_below[-1] - sum_below
    possible = (below > 0) & (above > 0)
    if not possible.any():
        return None
    lower, upper = sum_below / np.maximum(below, 1), sum_above / np.maximum(above, 1e-9)
    return int(np.argmax(np.where(possible, below * above * (upper - lower) ** 2, -1)))


def _median(counts: NDArray[np.float32]) -> float:
    sums = np.cumsum(counts)
    return float(np.searchsorted(sums, sums[-1] / 2))


def softened(staining: Staining, micrometre: float) -> Staining:
    """Return the same without what is finer than a nucleus's edge: its own grain, and that of the picture.

    Parameters
    ----------
    micrometre : float
        In pixels.
    """
    deviation = _GRAIN * micrometre
    if deviation <= _BLUR:
        return staining
    rest = float(np.sqrt(deviation**2 - _BLUR**2))

    def soft(plane: Plane) -> Plane:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), rest), np.float32)

    return replace(staining, index=soft(staining.index), tint=soft(staining.tint))


def _light(pixels: NDArray[np.uint8]) -> Plane | None:
    """Return the light on every place, in stops, shape (h, w, 3)."""
    fitted = measure_light(pixels)
    height, width = pixels.shape[:2]
    if fitted is not None:
        surface = np.log2(np.maximum(fitted.surface, 1) + 1)
        small = np.asarray(cv2.LUT(reduced(pixels, SIDE), STOPS_OF_LEVEL), np.float32)
        if float(np.percentile((small - surface).mean(axis=2), _BRIGHTEST)) > _BRIGHTER:
            surface = _brightest_plane(small)
        return np.asarray(cv2.resize(surface, (width, height)), np.float32)
    brightest = np.percentile(pixels.reshape(-1, 3), _BRIGHTEST, axis=0)
    if brightest.max() <= 2 * BLACK:
        return None
    return np.broadcast_to(np.log2(brightest.astype(np.float32) + 1), (height, width, 3)).copy()


def _brightest_plane(stops: Plane) -> Plane:
    """Fit a plane to the brightest places alone, for a field that is mostly covered, where the usual fit lies on cells.

    Parameters
    ----------
    stops : array, float32, shape (h, w, 3)
        A small copy of the field.
    """
    height, width = stops.shape[:2]
    down, across = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.column_stack([np.ones(height * width), across.ravel(), down.ravel()])
    values = stops.reshape(-1, 3).astype(np.float64)
    level = values.mean(axis=1)
    plane = np.full(level.shape, np.percentile(level, _BRIGHTEST))
    for below in (0.3, 0.2, 0.15):
        chosen = level > plane - below
        fitted = np.linalg.lstsq(terms[chosen], values[chosen], rcond=None)[0]
        plane = (terms @ fitted).mean(axis=1)
    return np.asarray((terms @ fitted).reshape(stops.shape), np.float32)


def _red_cells(stops: Plane, plain: Plane, cells: Mask) -> tuple[Plane, float]:
    """Return how the less stained half of all cells absorbs, red cells mostly: direction, shape (3,), and how much."""
    seen = cells[::_SPARSE, ::_SPARSE] > 0
    if not seen.any():
        return np.zeros(3, np.float32), 0.0
    values, strengths = stops[::_SPARSE, ::_SPARSE][seen], plain[::_SPARSE, ::_SPARSE][seen]
    mean = np.asarray(values[strengths <= np.median(strengths)].mean(axis=0), np.float32)
    return mean / max(float(np.linalg.norm(mean)), 1e-6), float(mean.mean())


def _level(index: Plane, cells: Mask, contrast: float, settings: FinderSettings) -> float | None:
    """Split the cells by Otsu's rule; the square roots of the counts, so that few nuclei weigh among many red cells."""
    levels = cv2.convertScaleAbs(np.maximum(index, 0), alpha=_LEVELS_A_STOP)
    counts = _histogram(levels, cells)
    split = otsu(np.sqrt(counts))
    least = min(max(settings.least_stain * contrast, _FAINTEST), _PLAIN)
    strongest = float(np.searchsorted(np.cumsum(counts), _STRONGEST * counts.sum())) / _LEVELS_A_STOP
    if split is None or strongest <= least:
        return None
    return max(min((split + 0.5) / _LEVELS_A_STOP, strongest / 2), least)
