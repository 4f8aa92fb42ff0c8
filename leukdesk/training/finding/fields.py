"""Fields with boxes around their white cells, and single cells with masks, from the shared picture sets."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.reading import read_picture

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom lie outside."""

SETS = ("bccd", "small100", "wbc500")
MASKS = ("set1", "set2")
_OTHERS = {"rbc", "platelets"}
_NUCLEUS, _CELL = 255, 128


class NoFieldsError(LeukdeskError):
    """The picture sets are not where they were looked for."""


@dataclass(frozen=True)
class Field:
    """A field whose white cells a person has boxed.

    Attributes
    ----------
    path : Path
    boxes : tuple of Box
        Of white cells; all rows of the set count, wrong ones too.
    group : str
        What fields of one slide share; the field's own name where slides are not told.
    """

    path: Path
    boxes: tuple[Box, ...]
    group: str

    def pixels(self) -> NDArray[np.uint8]:
        """Read the picture, uint8 (H, W, 3) RGB."""
        return read_picture(self.path).pixels


@dataclass(frozen=True)
class Masked:
    """A picture of one white cell with the masks that its authors drew."""

    path: Path
    mask: Path

    def pixels(self) -> NDArray[np.uint8]:
        """Read the picture, uint8 (H, W, 3) RGB."""
        return read_picture(self.path).pixels

    def masks(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Read where its nucleus is, and where the whole cell is, shape (H, W)."""
        drawn = cv2.imdecode(np.fromfile(self.mask, np.uint8), cv2.IMREAD_GRAYSCALE)
        if drawn is None:
            raise NoFieldsError(f"{self.mask} cannot be read as a picture.")
        return drawn > (_NUCLEUS + _CELL) // 2, drawn > _CELL // 2


def read_fields(data: Path, name: str) -> list[Field]:
    """Return the fields of a set that have a row in its list of boxes.

    A picture without any row is unlabelled and left out; one whose rows name red cells and platelets alone holds no
    white cell.

    Raises
    ------
    NoFieldsError
    """
    folder = data / "fields" / name
    rows: dict[str, list[Box]] = {}
    try:
        with (folder / "boxes.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                boxes = rows.setdefault(row["file"], [])
                if row["label"] not in _OTHERS:
                    boxes.append((int(row["xmin"]), int(row["ymin"]), int(row["xmax"]), int(row["ymax"])))
    except (OSError, KeyError, ValueError) as problem:
        raise NoFieldsError(
            f"The boxes of {name} cannot be read from {folder / 'boxes.csv'} ({problem}). Name the folder that holds "
            "fields/ with --data."
        ) from problem
    by_slide = name == "wbc500"
    return [
        Field(folder / file, tuple(boxes), Path(file).stem.partition("_")[0] if by_slide else file)
        for file, boxes in sorted(rows.items())
    ]


def read_masked(data: Path, name: str) -> list[Masked]:
    """Return the single cells of a set.

    Raises
    ------
    NoFieldsError
    """
    masks = sorted((data / "nucleus-masks" / name).glob("*-mask.png"))
    if not masks:
        raise NoFieldsError(f"There are no masks in {data / 'nucleus-masks' / name}. Name its folder with --data.")
    return [Masked(mask.with_name(mask.name.replace("-mask.png", ".jpg")), mask) for mask in masks]


def sample(fields: Sequence[Field], count: int) -> list[Field]:
    """Return so many fields at most, evenly out of all."""
    step = max(-(-len(fields) // count), 1)
    return list(fields[::step])
