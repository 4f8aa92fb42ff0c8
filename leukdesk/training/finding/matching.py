"""Which found cells are which boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leukdesk.training.finding.fields import Box

HIT = 0.5
"""Intersection over union with a box, from which a cell is that one."""


@dataclass(frozen=True)
class Tally:
    """What was found in one field.

    Attributes
    ----------
    boxes, found : int
        Boxes there are, and cells found, those that an edge cuts among them.
    hits : int
        Cells that are a box, one to one.
    centred : int
        Boxes in which the middle of a found cell lies, one to one.
    """

    boxes: int
    found: int
    hits: int
    centred: int


def overlap(one: Box, other: Box) -> float:
    """Return the intersection over the union of two boxes."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - shared)


def tally(boxes: Sequence[Box], found: Sequence[Box]) -> Tally:
    """Match boxes and found cells one to one, the greatest overlap first."""
    pairs = [(overlap(a, b), i, j) for i, a in enumerate(boxes) for j, b in enumerate(found)]
    hits = _one_to_one([pair for pair in pairs if pair[0] >= HIT])
    inside = [pair for pair in pairs if _centred(boxes[pair[1]], found[pair[2]])]
    return Tally(len(boxes), len(found), hits, _one_to_one(inside))


def _one_to_one(pairs: list[tuple[float, int, int]]) -> int:
    taken, used = set(), set()
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
    return len(taken)


def _centred(box: Box, found: Box) -> bool:
    x, y = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
