"""What a field absorbs, compared with its own background: how much is cells, how much is stained, in which colours."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.illumination import BLACK, STOPS_OF_LEVEL
from leukdesk.imaging.resizing import reduced

_SIDE = 128  # pixels of the longer side of the copy that is measured: a red cell is still some pixels wide
_REACH = 0.35  # of the shorter side: within this the lightest place is taken for background
_FEWEST = 64  # lit pixels, below which there is nothing to measure
_CELL = 0.12  # photographic stops of absorption, mean of the channels, from which a pixel is not background
_NUCLEUS = 0.35  # stops, where red and green are absorbed more than blue
_FLAT = 0.01  # stops
_SCALES = (1, 2, 4, 8)


@dataclass(frozen=True)
class Absorption:
    """What a picture absorbs, measured against the light around.

    Attributes
    ----------
    black : float
        Share of the picture without any light; the other figures leave it out.
    cells : float
        Share that absorbs: cells, platelets, debris.
    deep : float
        Share that absorbs more than half a stop.
    stained : float
        Share that absorbs as a stained nucleus does: strongly, and blue least.
    colourful : float
        Share that absorbs some colour more than another.
    red, green, blue : float
        Direction of the mean absorption of the cells (a unit vector).
    blue_most, green_least : float
        Of all colour, by weight: what absorbs blue most (yellow to brown), what absorbs green least (green).
    spread : float
        Standard deviation of the absorption, in stops.
    fine : float
        Of the variance, the share in details of a pixel or two.
    flat : float
        Of the cells, the share that does not vary at all: drawn, not photographed.
    """

    black: float
    cells: float
    deep: float
    stained: float
    colourful: float
    red: float
    green: float
    blue: float
    blue_most: float
    green_least: float
    spread: float
    fine: float
    flat: float


_NOTHING = Absorption(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def measure_absorption(pixels: NDArray[np.uint8]) -> Absorption:
    """Measure a picture.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    small = reduced(pixels, _SIDE)
    lit = cv2.inRange(small, (0, 0, 0), (BLACK, BLACK, BLACK)) == 0
    if np.count_nonzero(lit) < _FEWEST:
        return _NOTHING
    stops = cv2.subtract(cv2.LUT(_light(small), STOPS_OF_LEVEL), cv2.LUT(small, STOPS_OF_LEVEL))
    red, green, blue = cv2.split(stops)
    mean = np.asarray((red + green + blue) / 3, np.float32)
    level = mean[lit]
    cells = level > _CELL
    return Absorption(
        black=1 - float(lit.mean()),
        cells=float(cells.mean()),
        deep=float((level > 0.5).mean()),
        **_colours(red[lit], green[lit], blue[lit], level),
        spread=float(level.std()),
        fine=_fine_share(mean, lit),
        flat=_flat_share(mean, lit),
    )


def _light(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Estimate the light that fell on every place: the brightest of the surroundings, channel by channel.

    So that neither vignetting nor a coloured lamp passes for stain.
    """
    height, width = small.shape[:2]
    half = cv2.resize(small, (max(width // 2, 1), max(height // 2, 1)), interpolation=cv2.INTER_AREA)
    reach = max(int(min(height, width) * _REACH / 2) | 1, 3)
    light = cv2.dilate(cv2.medianBlur(half, 3), np.ones((reach, reach), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), reach / 3)
    return np.asarray(cv2.resize(light, (width, height)), np.uint8)


def _colours(
    red: NDArray[np.float32], green: NDArray[np.float32], blue: NDArray[np.float32], mean: NDArray[np.float32]
) -> dict[str, float]:
    """Measure the absorption of lit pixels, one value a pixel in each array."""
    cells = mean > _CELL
    least, most = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
    chroma = most - least
    weight = chroma * cells
    total = float(weight.sum()) + 1e-6
    direction = np.array([float(channel[cells].sum()) for channel in (red, green, blue)])
    direction /= float(np.linalg.norm(direction)) + 1e-6
    return {
        "stained": float(((mean > _NUCLEUS) & (blue < red) & (blue < green)).mean()),
        "colourful": float((cells & (chroma > 0.1)).mean()),
        "red": float(direction[0]),
        "green": float(direction[1]),
        "blue": float(direction[2]),
        "blue_most": float(weight[blue >= most].sum()) / total,
        "green_least": float(weight[green <= least].sum()) / total,
    }


def _fine_share(stops: NDArray[np.float32], lit: NDArray[np.bool_]) -> float:
    """Return the share of the variance, over octaves of scale, that the finest one holds."""
    level = stops if lit.all() else np.where(lit, stops, stops[lit].mean())
    energies = []
    for sigma in _SCALES:
        coarser = np.asarray(cv2.GaussianBlur(level, (0, 0), sigma), np.float32)
        energies.append(float(np.square(level - coarser).mean()))
        level = coarser
    return energies[0] / (sum(energies) + 1e-9)


def _flat_share(stops: NDArray[np.float32], lit: NDArray[np.bool_]) -> float:
    """Return the share of the cells' pixels that equal all their neighbours."""
    cells = (stops > _CELL) & lit
    if not cells.any():
        return 0.0
    around = np.ones((3, 3), np.uint8)
    variation = cv2.subtract(cv2.dilate(stops, around), cv2.erode(stops, around))
    return float((variation[cells] < _FLAT).mean())
