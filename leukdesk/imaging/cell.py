"""A white cell in a field: where it lies, its outline, and that of its nucleus."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from leukdesk.imaging.frame import Region

Outline = tuple[tuple[int, int], ...]
"""Corners (x, y) of a closed polygon, in pixels from the picture's upper left corner."""


@dataclass(frozen=True)
class Cell:
    """One cell, as it was found or drawn.

    Attributes
    ----------
    box : Region
        The whole cell with its cytoplasm, in pixels of the picture and inside of it.
    outline : Outline
        Of the cell with its cytoplasm; empty where a person has drawn the box alone.
    nuclei : tuple of Outline
        Of its nucleus, or of each lobe that is seen apart; empty where a person has drawn the box alone.
    cut : bool
        An edge of the picture cuts it, so that it is not seen whole.
    by_hand : bool
        A person has drawn or changed its box.
    """

    box: Region
    outline: Outline = ()
    nuclei: tuple[Outline, ...] = ()
    cut: bool = False
    by_hand: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """Middle (x, y) of the box, in pixels."""
        return self.box.x + self.box.width / 2, self.box.y + self.box.height / 2

    @property
    def area(self) -> float:
        """Area in pixels: of the outline or, without one, of the ellipse that fills the box."""
        if not self.outline:
            return math.pi / 4 * self.box.width * self.box.height
        after = (*self.outline[1:], self.outline[0])
        return abs(sum(x * v - u * y for (x, y), (u, v) in zip(self.outline, after, strict=True))) / 2

    @property
    def diameter(self) -> float:
        """Diameter, in pixels, of a circle of the cell's area."""
        return 2 * math.sqrt(self.area / math.pi)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        return {
            "box": [self.box.x, self.box.y, self.box.width, self.box.height],
            "outline": [[*corner] for corner in self.outline],
            "nuclei": [[[*corner] for corner in each] for each in self.nuclei],
            "cut": self.cut,
            "by_hand": self.by_hand,
        }

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the cell that :meth:`as_json` made such values of.

        Raises
        ------
        KeyError, TypeError, ValueError
            They are none.
        """

        def outline(corners: Any) -> Outline:
            return tuple((int(x), int(y)) for x, y in corners)

        return cls(
            Region(*map(int, values["box"])),
            outline(values["outline"]),
            tuple(outline(each) for each in values["nuclei"]),
            bool(values["cut"]),
            bool(values["by_hand"]),
        )
