"""Red cells: how large they are in a field, which gives its scale."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.staining import Plane, covered

Mask = NDArray[np.uint8]
Contour = NDArray[np.int32]
Values = NDArray[np.float64]
Counts = NDArray[np.intp]

_FEWEST_ARCS = 5
_FEWEST_TOLD = 6  # arcs that are alike, below which the diameter is not told
_SHARE_ALIKE = 0.6  # of all arcs' length, that is alike
_ALIKE = 0.3  # a red cell differs by less than this share from the median diameter
_ARC = 2.0  # radians of a circle that have to be seen
_ROOM = 60  # pixels of the shorter side of a copy in which red cells are still seen
_ENOUGH, _PLENTY = 12.0, 22.0  # pixels of diameter, from which a copy of half the size does: if told, if but roughly
_MOST = 150  # outlines that are looked at, the longest first
_SMALLEST = 3.0  # pixels of radius
_SHORTEST = 16  # points of an arc
_STEP = 5  # points, over which an outline's turn is measured
_SOFT = np.array([1, 2, 3, 2, 1]) / 9
_INWARDS = 0.2  # radians over that step, by which an outline bends inwards where two cells meet
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
        if coarse.roughly and coarse.roughly >= (_ENOUGH if coarse.diameter else _PLENTY):
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
    points, counts = _pieces([np.asarray(each, np.int32) for each in outlines[:_MOST]], width, height)
    if not counts.size:
        return np.empty(0), np.empty(0)
    x, y, radius, error, length = _circles(points, counts)
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


def _pieces(outlines: list[Contour], width: int, height: int) -> tuple[Values, Counts]:
    """Cut outlines, of clumps or of holes in them, where they bend inwards and at the picture's edge.

    All at once: a field has hundreds, and one by one they would take most of the time of a find.

    Returns
    -------
    points : array, float64, shape (N, 2)
        Of one piece after the other.
    counts : array, int, shape (pieces,)
        How many of them are each piece's.
    """
    if not outlines:
        return np.empty((0, 2)), np.empty(0, np.intp)
    corners = [each.reshape(-1, 2) for each in outlines]
    points = np.concatenate(corners).astype(np.float64)
    sizes = np.array([len(each) for each in corners])
    starts = np.cumsum(sizes) - sizes
    # Outlines close: each is given its end before its beginning, and its beginning after its end.
    over = 2 * _STEP
    closed = np.concatenate([part for each in corners for part in (each[-over:], each, each[:over])]).T
    here = np.arange(len(points)) + np.repeat(over * (2 * np.arange(len(sizes)) + 1), sizes)
    x, y = (np.convolve(along, _SOFT, mode="same") for along in closed)
    before_x, before_y = x[here] - x[here - _STEP], y[here] - y[here - _STEP]
    after_x, after_y = x[here + _STEP] - x[here], y[here + _STEP] - y[here]
    # OpenCV goes round outlines one way and round holes the other: what is inside is always on the same side.
    sine, cosine = before_x * after_y - before_y * after_x, before_x * after_x + before_y * after_y
    cut = sine * np.cos(_INWARDS) > cosine * np.sin(_INWARDS)
    cut |= (points.min(axis=1) <= 1) | (points[:, 0] >= width - 2) | (points[:, 1] >= height - 2)
    # Each is begun anew where it is cut first, so that no piece runs over its end.
    numbers = np.arange(len(points))
    first = np.minimum.reduceat(np.where(cut, numbers, len(cut)), starts) - starts
    start, first, size = (np.repeat(each, sizes) for each in (starts, np.where(first < sizes, first, 0), sizes))
    order = start + (numbers - start + first) % size
    cut = cut[order]
    after_cut, before_cut = np.roll(cut, 1), np.roll(cut, -1)
    after_cut[starts] = before_cut[starts - 1] = True
    begins = np.flatnonzero(~cut & after_cut)
    counts = np.flatnonzero(~cut & before_cut) + 1 - begins
    begins, counts = begins[counts >= _SHORTEST], counts[counts >= _SHORTEST]
    chosen = np.arange(counts.sum()) + np.repeat(begins - np.cumsum(counts) + counts, counts)
    return points[order[chosen]], counts


def _circles(points: Values, counts: Counts) -> tuple[Values, Values, Values, Values, Values]:
    """Fit circles by least squares (Kåsa, IEEE Trans. Instrum. Meas. 25, 1976) to what `_pieces` returns.

    Returns
    -------
    tuple of array, float64, shape (pieces,)
        Middle's x and y, radius, root mean square distance from the circle, length: pixels.
    """
    starts = np.cumsum(counts) - counts

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
