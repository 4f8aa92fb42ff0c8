"""By how far the stage moved between two pictures, and whether they show the same cells at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.illumination import smooth_surface
from leukdesk.imaging.resizing import reduced

SIDE = 128
"""Longer side, in pixels, of the copy by which two pictures are compared."""

COARSE_SIDE = 64
"""Longer side of the copy by which a picture is looked for among many."""

FARTHEST = 0.6
"""Largest shift that is looked for, as a share of the width and of the height."""

SAME_FIELD = 0.65
"""Likeness from which two pictures show the same cells.

Of crops of one picture (``fields/wbc500``, half its width), lamp, focus and noise changed, 99 % were above 0.85; of
crops that have nothing in common 99 % were below 0.5, or 0.65 where they held only some ten cells.
"""

LEAST_OVERLAP = 0.22
"""Share of the field that must be common; in less, a few cells lie alike by chance."""

_LIGHT = 0.08  # of the longer side: what is wider is light, not cells
_SHARP = 0.8  # pixels of blur against noise, and against small changes of focus
# Share of the light by which a field has to vary to be recognised. Above it cells are brought to one contrast, place by
# place: one dark nucleus is not to outweigh all red cells, nor a thick part of the smear the rest.
_NOISE = 0.014
_FLOOR = 0.01  # variance that a pattern is taken to have at least: that of an empty field lies below


@dataclass(frozen=True)
class Shift:
    """Where the cells of one picture lie in another.

    Attributes
    ----------
    dx, dy : float
        By how far the cells moved, to the right and down, as shares of the field's width and height.
    likeness : float
        0 to 1: normalised cross-correlation in the overlap. Near 0 where the pictures show different fields or
        nothing; dx and dy then say nothing.
    """

    dx: float
    dy: float
    likeness: float

    @property
    def overlap(self) -> float:
        """Share of the field that both pictures show, if they are alike."""
        return max(1 - abs(self.dx), 0.0) * max(1 - abs(self.dy), 0.0)


class FieldView:
    """A small description of a picture's cells, without the light, by which it is found again.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
        A copy that was reduced to some hundred pixels already does as well, and is faster.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self._small = np.asarray(cv2.extractChannel(reduced(pixels, SIDE), 1), np.uint8)

    @property
    def small(self) -> NDArray[np.uint8]:
        """The green of the copy that is compared, uint8 (h, w): all that the patterns are made from."""
        return self._small

    @cached_property
    def fine(self) -> Pattern:
        """For measuring a shift."""
        return Pattern(self._small)

    @cached_property
    def coarse(self) -> Pattern:
        """For finding this field among many."""
        height, width = self._small.shape
        factor = COARSE_SIDE / max(height, width)
        if factor >= 1:
            return self.fine
        size = (max(round(width * factor), 1), max(round(height * factor), 1))
        return Pattern(np.asarray(cv2.resize(self._small, size, interpolation=cv2.INTER_AREA), np.uint8))


def shift(a: FieldView, b: FieldView) -> Shift:
    """Return where the cells of the first picture lie in the second."""
    return a.fine.found_in(b.fine)


class Pattern:
    """The cells of one copy of a picture, ready to be correlated.

    Correlated in the frequency domain with zeros around, and divided for every shift by the energy of both pictures
    in their overlap (Lewis, "Fast normalized cross-correlation", Vision Interface 1995; Padfield, "Masked object
    registration in the Fourier domain", IEEE Trans. Image Processing 21, 2012). Phase correlation needs a window that
    is dark at the edges, where the overlap of a large shift lies, and has no measure of likeness of its own.

    Parameters
    ----------
    green : array, uint8, shape (h, w)
    """

    def __init__(self, green: NDArray[np.uint8]) -> None:
        height, width = green.shape
        self.shape = (height, width)
        cells = cells_without_light(green)
        self._reach = (min(int(FARTHEST * height) + 1, height - 1), min(int(FARTHEST * width) + 1, width - 1))
        room = [cv2.getOptimalDFTSize(side + reach + 1) for side, reach in zip(self.shape, self._reach, strict=True)]
        padded = np.zeros(room, np.float32)
        padded[:height, :width] = cells
        self._spectrum = cv2.dft(padded, nonzeroRows=height)
        self._scale = self._scales(padded[:height, :width])

    def found_in(self, other: Pattern) -> Shift:
        """Return where this picture's cells lie in another; likeness 0 where the pictures have different shapes."""
        if self.shape != other.shape:
            return Shift(0.0, 0.0, 0.0)
        product = cv2.mulSpectrums(other._spectrum, self._spectrum, 0, conjB=True)
        correlation = np.asarray(cv2.idft(product, flags=cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT), np.float32)
        down, across = self._reach
        likeness = _around_zero(correlation, down, across) * self._scale * other._scale[::-1, ::-1]
        # In a small overlap chance makes larger likenesses.
        _, _, _, (column, row) = cv2.minMaxLoc(likeness * _weights(self.shape, self._reach))
        height, width = self.shape
        dx = column + _summit(likeness[row], column) - across
        dy = row + _summit(likeness[:, column], row) - down
        return Shift(dx / width, dy / height, float(min(max(likeness[row, column], 0.0), 1.0)))

    def _scales(self, cells: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return one over the root of the energy in the overlap, for every shift of the cells, up to the reach."""
        height, width = cells.shape
        down, across = (np.arange(-reach, reach + 1) for reach in self._reach)
        sums = cv2.integral(np.square(cells) + _FLOOR, sdepth=cv2.CV_64F)
        top, bottom = np.maximum(-down, 0), np.minimum(height - down, height)
        left, right = np.maximum(-across, 0), np.minimum(width - across, width)
        rows = sums[bottom] - sums[top]
        return np.asarray(1 / np.sqrt(rows[:, right] - rows[:, left]), np.float32)


def cells_without_light(green: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return what a picture has of cells alone, brought to one contrast place by place, with a mean of 0.

    Parameters
    ----------
    green : array, uint8, shape (h, w)

    Returns
    -------
    array, float32, shape (h, w)
    """
    level = green.astype(np.float32)
    # First, as a slope in the light looks like an edge where the picture ends.
    level /= np.maximum(smooth_surface(level), 8.0)
    width_of_light = max(_LIGHT * max(green.shape), 1.0)
    light = cv2.GaussianBlur(level, (0, 0), width_of_light)
    cells = (cv2.GaussianBlur(level, (0, 0), _SHARP) - light) / np.maximum(light, 0.05)
    around = cv2.GaussianBlur(np.square(cells), (0, 0), width_of_light)
    cells /= np.sqrt(around + _NOISE**2)
    return np.asarray(cells - cells.mean(), np.float32)


@lru_cache(maxsize=8)
def _weights(shape: tuple[int, int], reach: tuple[int, int]) -> NDArray[np.float32]:
    """Return by how much a likeness counts for every shift: by the root of the overlap, and not at all in too small."""
    down, across = (1 - np.abs(np.arange(-r, r + 1)) / side for r, side in zip(reach, shape, strict=True))
    overlap = np.outer(down, across)
    weights = np.where(overlap >= LEAST_OVERLAP, np.sqrt(overlap), 0).astype(np.float32)
    weights.flags.writeable = False
    return weights


def _around_zero(correlation: NDArray[np.float32], down: int, across: int) -> NDArray[np.float32]:
    """Cut the shifts from -reach to reach out of a correlation whose negative shifts lie at its far end."""
    rows = np.concatenate((correlation[-down:], correlation[: down + 1])) if down else correlation[:1]
    return np.concatenate((rows[:, -across:], rows[:, : across + 1]), axis=1) if across else rows[:, :1]


def _summit(values: NDArray[np.float32], at: int) -> float:
    """Return where, from a largest value, the summit of the parabola through it and its neighbours lies."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, there, after = (float(value) for value in values[at - 1 : at + 2])
    bend = before - 2 * there + after
    return min(max(0.5 * (before - after) / bend, -0.5), 0.5) if bend < 0 else 0.0
