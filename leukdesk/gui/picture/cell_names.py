"""Where the names of cells go: beside their boxes, over no other cell and no other name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from leukdesk.gui.picture.named_cell import NamedCell

_SQUARE = 64
_GAP = 3.0
_SMALLEST_NAMED = 14.0
"""Screen pixels; beside a smaller box a name tells nobody what it belongs to."""

_Edges = tuple[float, float, float, float]
"""Left, top, right, bottom. Five hundred names try some thousand places: Qt's own rectangles would take four times
as long, at every step of a zoom."""


@dataclass(frozen=True)
class Place:
    """Where something is written, in the view's pixels, and what."""

    index: int
    rect: QRectF
    text: str


class _Taken:
    """Rectangles by the square of the plane that they lie in: only those nearby are compared."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[int, _Edges]]] = defaultdict(list)

    def add(self, edges: _Edges, owner: int) -> None:
        left, top, right, bottom = (int(edge // _SQUARE) for edge in edges)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                self._squares[x, y].append((owner, edges))

    def free(self, edges: _Edges, owner: int) -> bool:
        """Whether nothing lies there but what belongs to ``owner``."""
        left, top, right, bottom = edges
        squares = self._squares
        for x in range(int(left // _SQUARE), int(right // _SQUARE) + 1):
            for y in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1):
                for whose, (a, b, c, d) in squares.get((x, y), ()):
                    if a < right and left < c and b < bottom and top < d and whose != owner:
                        return False
        return True


def lay_names(
    cells: Sequence[NamedCell], boxes: Sequence[QRectF], bounds: QRectF, size_of: Callable[[str], QSizeF]
) -> list[Place]:
    """Find a place for as many names as there is room for, the doubtful first.

    Parameters
    ----------
    cells, boxes : sequences
        Each cell, and its box in the view's pixels.
    bounds : QRectF
        Outside of which nothing is written: the picture.
    size_of : callable
        Returns the room that a text takes.

    Returns
    -------
    list of Place
        A text is shortened to the name where there is no room for more; a cell with room for neither has no place.
    """
    taken = _Taken()
    edges = [(box.left(), box.top(), box.right(), box.bottom()) for box in boxes]
    for index, each in enumerate(edges):
        taken.add(each, index)
    far_left, far_top, far_right, far_bottom = bounds.left(), bounds.top(), bounds.right(), bounds.bottom()
    order = sorted(
        (index for index, cell in enumerate(cells) if cell.name and not cell.cell.cut),
        key=lambda index: (not cells[index].uncertain, index),
    )
    sizes: dict[str, QSizeF] = {}
    places = []
    for index in order:
        left, top, right, bottom = edges[index]
        if min(right - left, bottom - top) < _SMALLEST_NAMED:
            continue
        for text, place in _choices(cells[index], edges[index], sizes, size_of):
            x, y, end, foot = place
            inside = x >= far_left and y >= far_top and end <= far_right and foot <= far_bottom
            if inside and taken.free(place, index):
                taken.add(place, index)
                places.append(Place(index, QRectF(x, y, end - x, foot - y), text))
                break
    return places


def _choices(
    cell: NamedCell, edges: _Edges, sizes: dict[str, QSizeF], size_of: Callable[[str], QSizeF]
) -> Iterator[tuple[str, _Edges]]:
    left, top, right, bottom = edges
    for text in dict.fromkeys((cell.text, cell.short)):
        size = sizes.get(text)
        if size is None:
            size = sizes[text] = size_of(text)
        wide, high = size.width(), size.height()
        above, below = top - high - _GAP, bottom + _GAP
        for x, y in (
            (left - 1, above),
            (left - 1, below),
            (right + 1 - wide, above),
            (right + 1 - wide, below),
            (right + _GAP, top),
            (left - _GAP - wide, top),
        ):
            yield text, (x, y, x + wide, y + high)
