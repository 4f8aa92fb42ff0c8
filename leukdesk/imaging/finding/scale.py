"""How large a micrometre is in a field, and the copy of the field that is worked on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.nuclei import stained_places
from leukdesk.imaging.finding.red_cells import RedCells, measure_red_cells
from leukdesk.imaging.finding.settings import RED_DIAMETER, FinderSettings
from leukdesk.imaging.finding.staining import Mask, Staining, measure_staining
from leukdesk.imaging.remark import Remark
from leukdesk.imaging.remark_texts import OTHER_BY_CALIBRATION, OTHER_BY_RED_CELLS
from leukdesk.imaging.resizing import reduced

ScaleFrom = Literal["calibration", "red cells", "nothing"]

SIDE = 512  # pixels of the longer side of the working copy
_LARGEST_SIDE = 1600  # of one in which red cells would else be too small
_SMALL, _LARGE_ENOUGH = 11.0, 18.0  # pixels of a red cell's diameter: with less, and what is made of it
_FITS = 0.25  # by which share the red cells may differ from their usual size under a right calibration
_LARGEST_WHITE = 16.0  # micrometres: round things up to this may be white cells in a field without red ones
_DEEPLY_STAINED = 0.8  # stops: without red cells to compare with, only what is stained so is a nucleus
_ALL_CYTOPLASM = 1.0  # stops of tint, for all that is not background where there are no red cells
_WHITE_DIAMETER = 11.0  # micrometres of a white cell, where nothing else tells the scale
_NUCLEUS_WIDTH = 10.0  # micrometres of a nucleus in lobes
_FILLS = 0.7  # of the picture's shorter side: wider is no nucleus, but many


@dataclass(frozen=True, eq=False)
class Scale:
    """The scale of a field.

    Attributes
    ----------
    staining : Staining
        Of the working copy.
    factor : float
        Pixels of the working copy to one of the picture.
    micrometre : float
        Pixels of the working copy.
    red_diameter : float or None
        Pixels of the picture; where a calibration says that they would be too large, perhaps of white cells.
    micrometres_per_pixel : float or None
        Of the picture; None where the micrometre is a guess.
    source : "calibration", "red cells" or "nothing"
    remark : Remark or None
        That calibration and red cells do not fit.
    """

    staining: Staining
    factor: float
    micrometre: float
    red_diameter: float | None
    micrometres_per_pixel: float | None
    source: ScaleFrom
    remark: Remark | None


def find_scale(
    pixels: NDArray[np.uint8], micrometres_per_pixel: float | None, settings: FinderSettings
) -> Scale | None:
    """Find the scale of a field and measure its stain at a size that suits it.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    micrometres_per_pixel : float, optional
        From a calibration.

    Returns
    -------
    Scale or None
        None where there is no light.
    """
    longer = max(pixels.shape[:2])
    side = SIDE
    if micrometres_per_pixel:
        side = _suited(side, RED_DIAMETER / micrometres_per_pixel * min(1.0, side / longer))
    measured = _measured(pixels, side, settings)
    if measured is None:
        return None
    staining, red = measured
    diameter = red.diameter or red.roughly
    if not micrometres_per_pixel and diameter and _suited(side, diameter) > side and longer > side:
        side = _suited(side, diameter)
        staining, red = _measured(pixels, side, settings) or measured
    factor = max(staining.total.shape) / longer
    red_diameter = red.diameter / factor if red.diameter else None
    by_calibration = red_diameter * micrometres_per_pixel if red_diameter and micrometres_per_pixel else RED_DIAMETER
    fits = abs(by_calibration / RED_DIAMETER - 1) <= _FITS
    perhaps_white = not fits and RED_DIAMETER < by_calibration <= _LARGEST_WHITE
    judged_by: ScaleFrom = "calibration" if fits or perhaps_white else "red cells"
    remark = None if fits else _unfitting(by_calibration, judged_by)
    if perhaps_white:
        red = RedCells(None, None, True)
    if red.pale:
        # What seemed the red cells' colour was that of the white cells' own cytoplasm.
        staining = measure_staining(reduced(pixels, side), replace(settings, red_cells_removed=0.0)) or staining
        level = None if staining.level is None else max(staining.level, _DEEPLY_STAINED)
        everything = np.where(staining.cells > 0, np.float32(_ALL_CYTOPLASM), staining.tint)
        staining = replace(staining, tint=np.asarray(everything, np.float32), level=level)
    if micrometres_per_pixel and judged_by == "calibration":
        micrometre = factor / micrometres_per_pixel
        return Scale(staining, factor, micrometre, red_diameter, micrometres_per_pixel, "calibration", remark)
    if red_diameter:
        micrometre = factor * red_diameter / RED_DIAMETER
        return Scale(staining, factor, micrometre, red_diameter, factor / micrometre, "red cells", remark)
    micrometre = red.roughly / RED_DIAMETER if red.roughly else _from_white_cells(staining)
    return Scale(staining, factor, micrometre, None, None, "nothing", None)


def _suited(side: int, red_diameter: float) -> int:
    """Return the side of a copy in which red cells are large enough, of that diameter in one of this side."""
    if red_diameter >= _SMALL:
        return side
    return min(round(side * _LARGE_ENOUGH / red_diameter), _LARGEST_SIDE)


def _measured(pixels: NDArray[np.uint8], side: int, settings: FinderSettings) -> tuple[Staining, RedCells] | None:
    staining = measure_staining(reduced(pixels, side), settings)
    if staining is None:
        return None
    return staining, measure_red_cells(staining.total, stained_places(staining))


def _from_white_cells(staining: Staining) -> float:
    """Guess a micrometre, in pixels, from the largest thing that is stained like a nucleus and what lies around it."""
    places = stained_places(staining)
    cell = _most_stained(np.asarray(cv2.bitwise_or(staining.cells, places), np.uint8), places)
    cell_width = 2 * float(_depth(cell).max())
    # Pale cytoplasm is missed: the lobes of the nucleus, none farther from the next than it is wide, tell more then.
    apart = cv2.distanceTransform(255 - places, cv2.DIST_L2, 3) if places.any() else np.ones(places.shape)
    lobes = _most_stained(np.where(apart <= 2 * _depth(places).max(), 255, 0).astype(np.uint8), places) & places
    corners = cv2.findNonZero(lobes)
    nucleus_width = 2 * cv2.minEnclosingCircle(corners)[1] if corners is not None else 0.0
    if nucleus_width > _FILLS * min(places.shape):
        nucleus_width = 0.0
    return max(cell_width / _WHITE_DIAMETER, nucleus_width / _NUCLEUS_WIDTH, 1.0)


def _most_stained(mask: Mask, places: Mask) -> Mask:
    """Return the part of a mask, its holes filled, that holds most of the stained places."""
    _, labels = cv2.connectedComponents(mask)
    stained = np.bincount(labels[places > 0], minlength=2)
    stained[0] = 0
    part = np.where(labels == max(int(stained.argmax()), 1), 255, 0).astype(np.uint8)
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    cv2.drawContours(part, contours, -1, 255, -1)
    return part


def _depth(mask: Mask) -> NDArray[np.float32]:
    """Return how far it is from every place of a mask to its edge, in pixels; the picture's edge counts as one."""
    around = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.distanceTransform(around, cv2.DIST_L2, 3), np.float32)


def _unfitting(measured: float, judged_by: ScaleFrom) -> Remark:
    text = OTHER_BY_CALIBRATION if judged_by == "calibration" else OTHER_BY_RED_CELLS
    return Remark("other-magnification", text.format(measured=measured, usual=RED_DIAMETER), "warning")
