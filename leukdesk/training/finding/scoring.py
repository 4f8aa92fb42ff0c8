"""Recall, precision and Dice of the finder, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.cell import Cell, Outline
from leukdesk.imaging.cells import find_cells
from leukdesk.imaging.finding.settings import DEFAULTS, FinderSettings
from leukdesk.training.finding.baseline import saturated_boxes, saturated_places
from leukdesk.training.finding.fields import Box, Field, Masked
from leukdesk.training.finding.matching import Tally, tally
from leukdesk.training.measuring.figures import Figure
from leukdesk.training.measuring.intervals import interval

_RESAMPLES = 2000
_SEED = 8

Finder = Callable[[NDArray[np.uint8]], Sequence[Box]]


@dataclass(frozen=True)
class Score:
    """How well the white cells of a set are found.

    Attributes
    ----------
    fields, groups, boxes, found : int
    recall, precision, centred : Figure
        With 95 % intervals over groups of fields; ``centred`` is the share of boxes with a found cell's middle inside.
    """

    fields: int
    groups: int
    boxes: int
    found: int
    recall: Figure
    precision: Figure
    centred: Figure

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        total = self.recall.value + self.precision.value
        # Where nothing was found precision is no number, and neither is the sum.
        return 2 * self.recall.value * self.precision.value / total if total > 0 else 0.0


@dataclass(frozen=True)
class MaskScore:
    """How well nuclei and whole cells are outlined: mean Dice with a 95 % interval over pictures."""

    pictures: int
    nucleus: Figure
    cell: Figure


def box_of(cell: Cell) -> Box:
    """Return a cell's box with its right and lower end."""
    return cell.box.x, cell.box.y, cell.box.x + cell.box.width, cell.box.y + cell.box.height


def finder(settings: FinderSettings = DEFAULTS) -> Finder:
    """Return what finds the boxes of the white cells in a picture."""
    return lambda pixels: [box_of(cell) for cell in find_cells(pixels, settings=settings).cells]


def tallies(fields: Sequence[Field], find: Finder) -> list[Tally]:
    """Find the cells of every field and match them with its boxes."""
    return [tally(field.boxes, find(field.pixels())) for field in fields]


def score(fields: Sequence[Field], counted: Sequence[Tally]) -> Score:
    """Sum the fields' tallies up; whole groups are drawn anew for the intervals."""
    names, which = np.unique([field.group for field in fields], return_inverse=True)
    table = np.zeros((len(names), 4))
    np.add.at(table, which, [(each.boxes, each.found, each.hits, each.centred) for each in counted])
    rng = np.random.default_rng(_SEED)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=_RESAMPLES) @ table
    total = table.sum(axis=0)

    def share(part: int, whole: int) -> Figure:
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(total[part] / total[whole]) if total[whole] else float("nan")
            return interval(value, drawn[:, part] / drawn[:, whole])

    return Score(len(fields), len(names), int(total[0]), int(total[1]), share(2, 0), share(2, 1), share(3, 0))


def baseline_score(fields: Sequence[Field]) -> Score:
    """Score the trivial way."""
    return score(fields, tallies(fields, saturated_boxes))


def dice(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Return twice the shared area over the sum of both; 0 where one is empty."""
    return 2 * float((one & other).sum()) / max(float(one.sum() + other.sum()), 1.0)


def mask_score(cells: Sequence[Masked], settings: FinderSettings = DEFAULTS) -> MaskScore:
    """Outline the cell of every picture; one that is not found counts as 0."""
    pairs = []
    for each in cells:
        pixels = each.pixels()
        found = _nearest_the_middle(find_cells(pixels, settings=settings).cells, pixels.shape)
        nuclei, outlines = (found.nuclei, (found.outline,)) if found else ((), ())
        pairs.append((_filled(nuclei, pixels.shape), _filled(outlines, pixels.shape)))
    return _mask_score(cells, pairs)


def baseline_mask_score(cells: Sequence[Masked]) -> MaskScore:
    """Take all that is saturated for the nucleus, and for the cell."""
    places = [saturated_places(each.pixels()) > 0 for each in cells]
    return _mask_score(cells, [(each, each) for each in places])


def _mask_score(cells: Sequence[Masked], drawn: Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]]) -> MaskScore:
    values = []
    for each, (nucleus, cell) in zip(cells, drawn, strict=True):
        true_nucleus, true_cell = each.masks()
        values.append((dice(nucleus, true_nucleus), dice(cell, true_cell)))
    table = np.array(values)
    rng = np.random.default_rng(_SEED)
    means = table[rng.integers(len(table), size=(_RESAMPLES, len(table)))].mean(axis=1)
    of_nucleus, of_cell = (interval(float(table[:, i].mean()), means[:, i]) for i in (0, 1))
    return MaskScore(len(cells), of_nucleus, of_cell)


def _nearest_the_middle(cells: Sequence[Cell], shape: tuple[int, ...]) -> Cell | None:
    """Return the cell that the picture was cut out for: the one whose middle is nearest to that of the picture."""
    x, y = shape[1] / 2, shape[0] / 2
    return min(cells, key=lambda cell: (cell.centre[0] - x) ** 2 + (cell.centre[1] - y) ** 2, default=None)


def _filled(outlines: Sequence[Outline], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    mask = np.zeros(shape[:2], np.uint8)
    for outline in outlines:
        cv2.fillPoly(mask, [np.array(outline, np.int32)], 255)
    return mask > 0
