"""How the light falls on a field: its surface, its colour, and how uneven it is, between and beneath the cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import reduced

SIDE = 64  # pixels of the longer side of the copy that is measured: light varies slowly
_FEWEST = 64  # pixels of background, below which no surface is fitted
_TURNS = 5
_DARKER = 0.10  # stops below the surface, from which a pixel is taken for a cell
_STIFFNESS = 1e-3  # weight against a tilted or bent surface, per pixel fitted: matters only where cells hide a side

BLACK = 14
"""Grey levels: what is darker in all channels was cut away, or no light came."""

STOPS_OF_LEVEL = np.log2(np.arange(256, dtype=np.float32) + 1)
"""Photographic stops of every grey level."""


@dataclass(frozen=True, eq=False)
class Light:
    """The light of a field.

    Attributes
    ----------
    background : tuple of float
        Red, green and blue of the light in the middle of its range over the field, 0 to 255.
    unevenness : float
        By which share the darkest places get less light than the brightest, mean of the channels: 0 is even, 0.5 is
        half the light.
    covered : float
        Share of the picture that is not background.
    surface : array, float32, shape (h, w, 3)
        The light on a small copy of the field, RGB, 0 to 255.
    """

    background: tuple[float, float, float]
    unevenness: float
    covered: float
    surface: NDArray[np.float32]


def measure_light(pixels: NDArray[np.uint8]) -> Light | None:
    """Fit the light of a field by a surface of the second degree in its logarithm, one a channel.

    Cells only ever take light away. So pixels that lie plainly below the surface are left out and it is fitted again,
    until what is left is background (Likar, Maintz, Viergever and Pernuš, "Retrospective shading correction based on
    entropy minimization", J. Microscopy 197, 2000, use the same surface).

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB

    Returns
    -------
    Light or None
        None where there is too little background to tell, as around a cell cut out on black.
    """
    small = reduced(pixels, SIDE)
    height, width = small.shape[:2]
    terms = _terms(height, width)
    stops = cv2.LUT(small, STOPS_OF_LEVEL).reshape(-1, 3)
    lit = (small.max(axis=2) > BLACK).reshape(-1)
    level = stops.mean(axis=1)
    if np.count_nonzero(lit) < max(_FEWEST, 0.7 * level.size):
        return None
    kept = lit & (level >= np.quantile(level[lit], 0.5))
    for turn in range(_TURNS):
        surface = terms @ _fitted(terms[kept], level[kept])
        below = surface - level
        tolerance = max(_DARKER, 0.4 - 0.1 * turn)
        kept = lit & (below < tolerance) & (below > -2 * tolerance)
        if np.count_nonzero(kept) < _FEWEST:
            return None
    surfaces = terms @ _fitted(terms[kept], stops[kept])
    low, high = np.quantile(surfaces, (0.02, 0.98), axis=0)
    light = np.exp2(surfaces) - 1
    middle = np.median(light, axis=0)
    return Light(
        background=(float(middle[0]), float(middle[1]), float(middle[2])),
        unevenness=float(np.mean(1 - np.exp2(low - high))),
        covered=1 - float(kept.mean()),
        surface=np.asarray(light.reshape(height, width, 3), np.float32),
    )


def smooth_surface(level: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the surface of the second degree that comes closest to all of a small picture, cells included.

    Parameters
    ----------
    level : array, float32, shape (h, w)
    """
    solution = _solution(*level.shape) @ level.reshape(-1)
    return np.asarray((_terms(*level.shape) @ solution).reshape(level.shape), np.float32)


@lru_cache(maxsize=8)
def _solution(height: int, width: int) -> NDArray[np.float32]:
    solution = np.linalg.pinv(_terms(height, width))
    solution.flags.writeable = False
    return np.asarray(solution, np.float32)


@lru_cache(maxsize=8)
def _terms(height: int, width: int) -> NDArray[np.float32]:
    """Return the terms of the second degree at every pixel, shape (height * width, 6)."""
    down, across = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    x, y = across.ravel(), down.ravel()
    terms = np.column_stack([np.ones_like(x), x, y, x * x - 1 / 3, y * y - 1 / 3, x * y]).astype(np.float32)
    terms.flags.writeable = False
    return terms


def _fitted(terms: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    stiff = np.eye(terms.shape[1], dtype=np.float32) * (_STIFFNESS * len(terms))
    stiff[0, 0] = 0
    return np.asarray(np.linalg.solve(terms.T @ terms + stiff, terms.T @ values), np.float32)
