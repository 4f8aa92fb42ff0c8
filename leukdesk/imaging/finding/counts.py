"""Red cells and platelets of a field, counted where they can be."""

from __future__ import annotations

import cv2
import numpy as np

from leukdesk.imaging.finding.scale import Scale
from leukdesk.imaging.finding.staining import Mask, Staining, covered

_CLUMP = 1.6  # single cells' areas: what is larger holds several
_APART = 0.5  # of all that red cells cover, that has to be single cells for their number to be told
_DEBRIS = 0.25  # of a single cell's area: what is smaller is none
_SMALLEST_PLATELET, _LARGEST_PLATELET = 1.2, 4.2  # micrometres, diameter of a circle of that area
_BESIDE = 0.7  # micrometres: half the gap between pieces of one thing
_SEEN = 1.8  # pixels of a micrometre in the working copy, below which platelets are lost


def count_red_cells(scale: Scale, white: Mask) -> int | None:
    """Count red cells by the area that they cover; None where more than half of that is clumps.

    Parameters
    ----------
    white : array, uint8, shape (h, w)
        255 where white cells are.
    """
    if scale.red_diameter is None:
        return None
    staining = scale.staining
    cells = np.where(white > 0, 0, covered(staining.total, white)).astype(np.uint8)
    contours, _ = cv2.findContours(cells, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    # A contour runs through the middles of the outermost pixels: half of its length is left out.
    areas = np.array([cv2.contourArea(each) + 0.5 * len(each) for each in contours])
    areas = areas / (np.pi / 4 * (scale.red_diameter * scale.factor) ** 2)
    areas = areas[areas >= _DEBRIS]
    if not areas.size or areas[areas < _CLUMP].sum() < _APART * areas.sum():
        return None
    return int(np.rint(np.where(areas < _CLUMP, np.minimum(areas, 1.0), areas).sum()))


def count_platelets(scale: Scale, staining: Staining, white: Mask) -> int | None:
    """Count the small things that are stained like nuclei; None where the scale is a guess or too small for them."""
    if scale.source == "nothing" or scale.micrometre < _SEEN or staining.level is None:
        return None
    places = np.where((staining.tint > staining.level / 2) & (white == 0), 255, 0).astype(np.uint8)
    # A smudged cell is many small pieces side by side: closed up they are too large together.
    size = 2 * round(_BESIDE * scale.micrometre) + 1
    near = cv2.dilate(places, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    count, labels = cv2.connectedComponents(near)
    areas = np.bincount(labels[places > 0], minlength=count)[1:]
    diameters = np.sqrt(4 / np.pi * areas) / scale.micrometre
    return int(np.count_nonzero((diameters >= _SMALLEST_PLATELET) & (diameters <= _LARGEST_PLATELET)))
