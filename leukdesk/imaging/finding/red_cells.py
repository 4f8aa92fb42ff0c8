"""Red cells: how large they are in a field, which gives its scale, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.staining import Plane, covered

Mask = NDArray[np.uint8]
Contour = NDArray[np.int32]
Values = NDArray[np.float64]

_FEWEST_ARCS = 5
_FEWEST_TOLD = 6  # arcs that are alike, below which the diameter is not told
_SHARE_ALIKE = 0.6  # of all arcs' length, that is alike
_SINGLE = 0.9  # of the circle's area, that a single cell fills
_ALIKE = 0.3  # a red cell differs by less than this share from the median diameter
_ARC = 2.0  # radians of a circle that have to be seen
_ROOM = 60  # pixels of the shorter side of a copy in which red cells are still seen
_ENOUGH = 22.0  # pixels of diameter: red cells as large as this are measured on a copy of half the size
_MOST = 150  # outlines that are looked at, the longest first
_SMALLEST = 3.0  # pixels of radius
_SHORTEST = 16  # points of an arc
_STEP = 5  # points, over which an outline's turn is measured
_SOFT = np.array([1, 2, 3, 2, 1]) / 9
_INWARDS = -0.2  # radians over that step, from which an outline bends inwards: two cells meet there
_ROUNDNESS = 0.10  # of the radius: an arc's root mean square distance from its circle


@dataclass(frozen=True)
class RedCells:
    """What is known of the red cells.

    Attributes
    ----------
    diameter : float or None
        Pixels, median of single red cells; None where too few lie apart.
    roughly : float or None
        Pixels, from the arcs of clumps as well; None where there are too few.
    pale : bool
        They are so pale beside other cells that their colour was not measured, or there are none.
    """

    diameter: float | None
    roughly: float | None
    pale: bool


def measure_red_cells(total: Plane, nuclei: Mask) -> RedCells:
    """Measure the round things in a field that are no nuclei.

    Parameters
    ----------
    total : array, float32, shape (h, w)
        Absorption, in stops.
    nuclei : array, uint8, shape (h, w)
        255 where a field is stained as nuclei are.
    """
    height, width = total.shape
    if min(height, width) >= 2 * _ROOM:
        half = width // 2, height // 2
        coarse = _measured(
            np.asarray(cv2.resize(total, half, interpolation=cv2.INTER_AREA), np.float32),
            np.asarray(cv2.resize(nuclei, half, interpolation=cv2.INTER_NEAREST), np.uint8),
        )
        if coarse.roughly and coarse.roughly >= _ENOUGH:
            return RedCells(coarse.diameter and 2 * coarse.diameter, 2 * coarse.roughly, coarse.pale)
    return _measured(total, nuclei)


def _measured(total: Plane, nuclei: Mask) -> RedCells:
    cells = covered(total, nuclei)
    diameters, lengths = _arcs(cells, nuclei)
    pale = len(diameters) < _FEWEST_ARCS
    if pale:
        # Beside deeply stained cells pale red ones pass for background: look once more without those.
        deep = np.asarray(cv2.dilate(np.maximum(cells, nuclei), np.ones((5, 5), np.uint8)), np.uint8)
        diameters, lengths = _arcs(np.where(deep > 0, 0, covered(total, deep)).astype(np.uint8), nuclei)
    if len(diameters) < _FEWEST_ARCS:
        return RedCells(None, None, pale)
    middle = _weighted_median(diameters, lengths**2)
    alike = np.abs(diameters / middle - 1) < _ALIKE
    told = np.count_nonzero(alike) >= _FEWEST_TOLD and lengths[alike].sum() >= _SHARE_ALIKE * lengths.sum()
    diameter = float(np.median(diameters[alike])) if told else None
    return RedCells(diameter, diameter or middle, pale)


def _arcs(cells: Mask, nuclei: Mask) -> tuple[Values, Values]:
    """Return the diameters and lengths, in pixels, of the arcs of circles that the outlines of red cells show."""
    height, width = cells.shape
    contours, _ = cv2.findContours(cells, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outlines = sorted((each for each in contours if len(each) >= _SHORTEST), key=len, reverse=True)
    pieces = [piece for each in outlines[:_MOST] for piece in _pieces(np.asarray(each, np.int32), width, height)]
    if not pieces:
        return np.empty(0), np.empty(0)
    x, y, radius, error, length = _circles(pieces)
    fits = (radius > _SMALLEST) & (radius < 0.3 * max(height, width)) & (error < _ROUNDNESS * radius)
    fits &= (length >= _ARC * radius) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    x, y, radius, length = x[fits], y[fits], radius[fits], length[fits]
    # What has a nucleus inside is no red cell.
    sums = np.asarray(cv2.integral(nuclei), np.float64) / 255
    reach = 0.7 * radius
    left, right = (np.clip(x + side, 0, width).astype(int) for side in (-reach, reach + 1))
    top, bottom = (np.clip(y + side, 0, height).astype(int) for side in (-reach, reach + 1))
    stained = sums[bottom, right] - sums[bottom, left] - sums[top, right] + sums[top, left]
    red = stained <= 0.05 * (right - left) * (bottom - top)
    return 2 * radius[red], length[red]


def _pieces(contour: Contour, width: int, height: int) -> list[Values]:
    """Cut an outline, of a clump or of a hole in one, where it bends inwards and at the picture's edge.

    Returns
    -------
    list of array, float64, shape (N, 2)
    """
    points = contour.reshape(-1, 2).astype(np.float64)
    z = points[:, 0] + 1j * points[:, 1]
    around = np.convolve(np.concatenate([z[-2 * _STEP :], z, z[: 2 * _STEP]]), _SOFT, mode="same")
    there = around[2 * _STEP : -2 * _STEP]
    # OpenCV goes round outlines one way and round holes the other: what is inside is always on the same side.
    turn = -np.angle((around[3 * _STEP : -_STEP] - there) * np.conj(there - around[_STEP : -3 * _STEP]))
    outside = (points.min(axis=1) <= 1) | (points[:, 0] >= width - 2) | (points[:, 1] >= height - 2)
    cut = (turn < _INWARDS) | outside
    if not cut.any():
        return [points]
    start = int(cut.argmax())
    points, cut = np.concatenate([points[start:], points[:start]]), np.concatenate([cut[start:], cut[:start]])
    edges = np.flatnonzero(np.diff(np.concatenate([[1], cut.astype(np.int8), [1]])))
    return [points[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _SHORTEST]


def _circles(pieces: list[Values]) -> tuple[Values, Values, Values, Values, Values]:
    """Fit circles by least squares (Kåsa, IEEE Trans. Instrum. Meas. 25, 1976).

    Returns
    -------
    tuple of array, float64, shape (pieces,)
        Middle's x and y, radius, root mean square distance from the circle, length: pixels.
    """
    counts = np.array([len(each) for each in pieces])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    points = np.concatenate(pieces)

    def mean(values: Values) -> Values:
        return np.asarray(np.add.reduceat(values, starts) / counts, np.float64)

    middle_x, middle_y = mean(points[:, 0]), mean(points[:, 1])
    x, y = points[:, 0] - np.repeat(middle_x, counts), points[:, 1] - np.repeat(middle_y, counts)
    square = x * x + y * y
    xx, xy, yy = mean(x * x), mean(x * y), mean(y * y)
    determinant = np.maximum(xx * yy - xy * xy, 1e-9)
    right_x, right_y = mean(x * square) / 2, mean(y * square) / 2
    a, b = (yy * right_x - xy * right_y) / determinant, (xx * right_y - xy * right_x) / determinant
    radius = np.sqrt(a * a + b * b + xx + yy)
    away = np.hypot(x - np.repeat(a, counts), y - np.repeat(b, counts)) - np.repeat(radius, counts)
    steps = np.hypot(np.diff(points[:, 0], prepend=points[0, 0]), np.diff(points[:, 1], prepend=points[0, 1]))
    steps[starts] = 0
    return a + middle_x, b + middle_y, radius, np.sqrt(mean(away * away)), np.add.reduceat(steps, starts)


def _weighted_median(values: Values, weights: Values) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])
