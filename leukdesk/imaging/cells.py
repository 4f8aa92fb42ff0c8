"""White cells in a field: found by the stain of their nuclei, with their outlines and the field's scale.

No network is needed. Light and its colour are taken out by the field's own background, nuclei are what takes up stain
as no red cell does, touching ones are split and lobes of one are kept together, and the cytoplasm is what lies around
a nucleus and is no red cell. Sizes are micrometres, by the calibration or else by the red cells. How well it does is
told in docs/cells.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.cell import Cell, Outline
from leukdesk.imaging.finding.bodies import Body, draw_bodies
from leukdesk.imaging.finding.nuclei import find_nuclei, stained_places
from leukdesk.imaging.finding.scale import ScaleFrom, find_scale
from leukdesk.imaging.finding.settings import DEFAULTS, FinderSettings
from leukdesk.imaging.finding.staining import softened
from leukdesk.imaging.frame import Region
from leukdesk.imaging.remark import Remark
from leukdesk.imaging.remark_texts import CROWDED, NO_CELLS, NO_SMEAR, SIZE_UNKNOWN
from leukdesk.imaging.smear import likeness
from leukdesk.imaging.stain import measure_absorption

_EDGE = 1.5  # pixels of the working copy: what comes so near an edge is cut by it
_UNLIKE = 0.5  # below this a picture is no smear
_CROWDED = 0.35  # of the field, that white cells cover
_THICK = 0.8  # of the field, that cells of any kind cover
_FEW_SIDE = 16  # pixels; nothing can be seen in less


@dataclass(frozen=True)
class FieldCells:
    """What was found in a field.

    Attributes
    ----------
    cells : tuple of Cell
        Whole and cut ones, top to bottom.
    red_diameter : float or None
        Pixels, median over the outlines of red cells; None where too few are seen, or they are not alike. What is far
        too large for one by the calibration may be white cells: then it is there, and judges nothing.
    micrometres_per_pixel : float or None
        What sizes were judged by; None where it could only be guessed.
    scale_from : "calibration", "red cells" or "nothing"
        Red cells also where the calibration plainly does not fit them, which a remark tells.
    remarks : tuple of Remark
        "no-cells", "crowded-field", "size-unknown", "other-magnification", "not-a-smear".
    """

    cells: tuple[Cell, ...] = ()
    red_diameter: float | None = None
    micrometres_per_pixel: float | None = None
    scale_from: Literal["calibration", "red cells", "nothing"] = "nothing"
    remarks: tuple[Remark, ...] = ()


def find_cells(
    pixels: NDArray[np.uint8], micrometres_per_pixel: float | None = None, settings: FinderSettings = DEFAULTS
) -> FieldCells:
    """Find the white cells of a field; a picture that is no smear has none.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    micrometres_per_pixel : float, optional
        From a calibration.
    settings : FinderSettings

    Returns
    -------
    FieldCells
        All positions in pixels of the picture. The same picture gives the same cells.
    """
    height, width = pixels.shape[:2]
    scale = find_scale(pixels, micrometres_per_pixel, settings) if min(height, width) >= _FEW_SIDE else None
    if scale is None:
        source: ScaleFrom = "calibration" if micrometres_per_pixel else "nothing"
        return FieldCells((), micrometres_per_pixel=micrometres_per_pixel, scale_from=source, remarks=(_NO_CELLS,))
    staining = softened(scale.staining, scale.micrometre)
    nuclei = find_nuclei(staining, stained_places(staining), scale.micrometre, settings)
    bodies = draw_bodies(staining, nuclei, scale.micrometre, settings)
    remarks = [scale.remark] if scale.remark else []
    if bodies and likeness(measure_absorption(pixels)).value < _UNLIKE:
        bodies = []
        remarks.append(_NO_SMEAR)
    white = _drawn(bodies, staining.total.shape)
    remarks += _of_the_field(bodies, white, staining.cells)
    if bodies and scale.source == "nothing":
        remarks.append(_NO_SIZE)
    cells = [_cell(body, scale.factor, width, height) for body in bodies]
    return FieldCells(
        tuple(sorted(cells, key=lambda cell: (cell.box.y, cell.box.x))),
        red_diameter=scale.red_diameter,
        micrometres_per_pixel=scale.micrometres_per_pixel,
        scale_from=scale.source,
        remarks=tuple(remarks),
    )


def _drawn(bodies: Sequence[Body], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return 255 where white cells are in the working copy."""
    white = np.zeros(shape[:2], np.uint8)
    cv2.drawContours(white, [body.outline for body in bodies], -1, 255, -1)
    return white


def _of_the_field(bodies: Sequence[Body], white: NDArray[np.uint8], cells: NDArray[np.uint8]) -> list[Remark]:
    if not bodies:
        return [_NO_CELLS]
    crowded = cv2.countNonZero(white) > _CROWDED * white.size or cv2.countNonZero(cells) > _THICK * cells.size
    return [_CROWDED_FIELD] if crowded else []


def _cell(body: Body, factor: float, width: int, height: int) -> Cell:
    outline = _enlarged(body.outline, factor, width, height)
    across, down = [x for x, _ in outline], [y for _, y in outline]
    left, top, right, bottom = min(across), min(down), max(across) + 1, max(down) + 1
    margin = _EDGE / factor
    cut = min(left, top) <= margin or right >= width - margin or bottom >= height - margin
    lobes = tuple(_enlarged(each, factor, width, height) for each in body.nucleus.lobes)
    return Cell(Region(left, top, right - left, bottom - top), outline, lobes, cut)


def _enlarged(contour: NDArray[np.int32], factor: float, width: int, height: int) -> Outline:
    """Return an outline of the working copy in the picture's pixels."""
    corners = np.rint((contour.reshape(-1, 2) + 0.5) / factor - 0.5).astype(int)
    return tuple(map(tuple, np.clip(corners, 0, (width - 1, height - 1)).tolist()))


_NO_CELLS = Remark("no-cells", NO_CELLS)
_NO_SMEAR = Remark("not-a-smear", NO_SMEAR, "warning")
_CROWDED_FIELD = Remark("crowded-field", CROWDED)
_NO_SIZE = Remark("size-unknown", SIZE_UNKNOWN)
