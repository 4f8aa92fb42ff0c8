"""Why red cells and platelets are not counted: what a count would be worth, against the boxes of two laboratories.

The counting that is measured here has no place in the program until it is right.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.cells import find_cells
from leukdesk.imaging.finding.scale import Scale, find_scale
from leukdesk.imaging.finding.settings import DEFAULTS
from leukdesk.imaging.finding.staining import Mask, Staining, covered, softened
from leukdesk.imaging.reading import read_picture
from leukdesk.training.finding.fields import Box, NoFieldsError
from leukdesk.training.measuring.intervals import exact

KINDS = {"rbc": "red cells", "platelets": "platelets"}
"""What is counted, by the sets' names."""
APART = (0.5, 0.8)
"""Of all that red cells cover, that has to be single cells for their number to be told: both are measured."""
WITHIN = 0.2
_EDGE = 1  # pixels: a box so near the edge is cut by it
_CLUMP = 1.6  # single cells' areas: what is larger holds several
_DEBRIS = 0.25  # of a single cell's area: what is smaller is none
_SMALLEST_PLATELET, _LARGEST_PLATELET = 1.2, 4.2  # micrometres, diameter of a circle of that area
_BESIDE = 0.7  # micrometres: half the gap between pieces of one thing
_SEEN = 1.8  # pixels of a micrometre in the working copy, below which platelets are lost


@dataclass(frozen=True)
class Counts:
    """What was counted in a field.

    Attributes
    ----------
    red_cells : int or None
        Those that an edge cuts by the share that is seen; None where the size of red cells could not be measured.
    apart : float
        Share of the area that red cells cover that is single cells.
    platelets : int or None
        None where the scale is not known, or too small for them to be seen.
    """

    red_cells: int | None
    apart: float
    platelets: int | None


@dataclass(frozen=True)
class Against:
    """A count beside the boxes of the same field."""

    told: int
    boxed: float

    @property
    def right(self) -> bool:
        """Whether it lies within 20 % of them."""
        return abs(self.told - self.boxed) <= WITHIN * self.boxed


def count(pixels: NDArray[np.uint8]) -> Counts:
    """Count the red cells and platelets of a field, without a calibration.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    """
    scale = find_scale(pixels, None, DEFAULTS)
    if scale is None:
        return Counts(None, 0.0, None)
    white = np.zeros(scale.staining.total.shape[:2], np.uint8)
    for cell in find_cells(pixels).cells:
        cv2.fillPoly(white, [np.rint(np.array(cell.outline) * scale.factor).astype(np.int32)], 255)
    red, apart = count_red_cells(scale, white)
    return Counts(red, apart, count_platelets(scale, softened(scale.staining, scale.micrometre), white))


def count_red_cells(scale: Scale, white: Mask) -> tuple[int | None, float]:
    """Count red cells by the area that they cover; also tell the share of it that is single cells.

    Parameters
    ----------
    white : array, uint8, shape (h, w)
        255 where white cells are.
    """
    if scale.red_diameter is None:
        return None, 0.0
    staining = scale.staining
    cells = np.where(white > 0, 0, covered(staining.total, white)).astype(np.uint8)
    contours, _ = cv2.findContours(cells, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    # A contour runs through the middles of the outermost pixels: half of its length is left out.
    areas = np.array([cv2.contourArea(each) + 0.5 * len(each) for each in contours])
    areas = areas / (np.pi / 4 * (scale.red_diameter * scale.factor) ** 2)
    areas = areas[areas >= _DEBRIS]
    if not areas.size:
        return None, 0.0
    apart = float(areas[areas < _CLUMP].sum() / areas.sum())
    return int(np.rint(np.where(areas < _CLUMP, np.minimum(areas, 1.0), areas).sum())), apart


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


def read_boxes(data: Path, name: str) -> dict[Path, dict[str, float]]:
    """Return how many of each kind are boxed in every picture of a set, those that an edge cuts by the share seen.

    What is seen of a cut one is told by its box beside the median of whole ones.

    Raises
    ------
    NoFieldsError
    """
    folder = data / "fields" / name
    boxes: dict[Path, dict[str, list[tuple[Box, bool]]]] = {}
    try:
        with (folder / "boxes.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                of_field = boxes.setdefault(folder / row["file"], defaultdict(list))
                left, top, right, bottom = (int(row[key]) for key in ("xmin", "ymin", "xmax", "ymax"))
                cut = min(left, top) <= _EDGE
                cut |= right >= int(row["width"]) - _EDGE or bottom >= int(row["height"]) - _EDGE
                of_field[row["label"]].append(((left, top, right, bottom), cut))
    except (OSError, KeyError, ValueError) as problem:
        raise NoFieldsError(f"The boxes of {name} cannot be read from {folder / 'boxes.csv'} ({problem}).") from problem
    return {path: {kind: _seen(of_field[kind]) for kind in KINDS} for path, of_field in sorted(boxes.items())}


def _seen(boxes: Sequence[tuple[Box, bool]]) -> float:
    areas = np.array([(box[2] - box[0]) * (box[3] - box[1]) for box, _ in boxes], float)
    cut = np.array([each for _, each in boxes], bool)
    if cut.all():
        return float(len(boxes))
    return float(np.where(cut, np.minimum(areas / np.median(areas[~cut]), 1.0), 1.0).sum())


def as_markdown(rows: Iterable[tuple[str, str, int, Sequence[Against]]]) -> str:
    """Write the table: of each row the set, what is counted, all fields of the set, and those with a number."""
    lines = [
        "| set | what is counted | fields | with a number | counted there | boxed there | median ratio (10 % to 90 %) "
        "| within 20 % |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, what, fields, each in rows:
        ratios = [one.told / one.boxed for one in each if one.boxed] or [np.nan]
        low, middle, high = np.percentile(ratios, [10, 50, 90])
        right = sum(one.right for one in each)
        least, most = exact(right, len(each))
        lines.append(
            f"| {name} | {what} | {fields} | {len(each)} | {sum(one.told for one in each)} "
            f"| {sum(one.boxed for one in each):.0f} | {middle:.2f} ({low:.2f} to {high:.2f}) "
            f"| {right / max(len(each), 1):.2f} ({least:.2f} to {most:.2f}) |"
        )
    return "\n".join(lines) + "\n"


def measure(data: Path, sets: Iterable[str] = ("bccd", "small100")) -> list[tuple[str, str, int, list[Against]]]:
    """Count in all fields of the sets, beside their boxes; half a minute.

    Raises
    ------
    NoFieldsError
    """
    rows = []
    for name in sets:
        fields = read_boxes(data, name)
        counted = [(count(read_picture(path).pixels), boxed) for path, boxed in fields.items()]
        for least in APART:
            reds = [
                Against(each.red_cells, boxed["rbc"])
                for each, boxed in counted
                if each.red_cells is not None and each.apart >= least
            ]
            rows.append(
                (name, f"red cells, at least {least:.0%} of their area single".replace("%", " %"), len(fields), reds)
            )
        if any(boxed["platelets"] for boxed in fields.values()):
            few = [Against(each.platelets, boxed["platelets"]) for each, boxed in counted if each.platelets is not None]
            rows.append((name, "platelets", len(fields), few))
    return rows
