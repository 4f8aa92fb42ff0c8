"""The cells of one picture while a person adds, moves, resizes and removes them. Knows nothing of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region

SMALLEST = 8
"""Pixels that a cell is wide and high at least; less is taken for a click."""
_MOST_STEPS = 100


class CellEdits:
    """Holds the cells, which one is selected, and what they were before.

    Boxes are whole pixels inside the picture. What a person has drawn or changed is ``by_hand`` and has no outline any
    more; it is ``cut`` where its box touches the picture's edge.
    """

    def __init__(self) -> None:
        self._cells: tuple[Cell, ...] = ()
        self._size = (0, 0)
        self._before: list[tuple[tuple[Cell, ...], int | None]] = []
        self._selected: int | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, in their order."""
        return self._cells

    @property
    def selected(self) -> int | None:
        """Which one is selected."""
        return self._selected

    @property
    def selected_cell(self) -> Cell | None:
        """The one that is selected."""
        return None if self._selected is None else self._cells[self._selected]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def load(self, cells: Sequence[Cell], width: int, height: int, selected: int | None = None) -> None:
        """Begin with the cells of a picture of so many pixels; what was before cannot be gone back to."""
        self._cells, self._size = tuple(cells), (width, height)
        self._before.clear()
        self._selected = None
        self.select(selected)

    def select(self, index: int | None) -> bool:
        """Select one, or none; tells whether that changed anything."""
        if index is not None and not 0 <= index < len(self._cells):
            index = None
        changed, self._selected = index != self._selected, index
        return changed

    def step(self, *, forward: bool) -> bool:
        """Select the next one in order, or the one before; False at the end of them."""
        if self._selected is None:
            index = 0 if forward else len(self._cells) - 1
        else:
            index = self._selected + (1 if forward else -1)
        return 0 <= index < len(self._cells) and self.select(index)

    def towards(self, dx: float, dy: float) -> bool:
        """Select the nearest one in a direction, in the picture's own axes; False where there is none."""
        here = self.selected_cell
        if here is None:
            return self.step(forward=True)
        best, nearest = float("inf"), None
        for index, cell in enumerate(self._cells):
            x, y = cell.centre[0] - here.centre[0], cell.centre[1] - here.centre[1]
            along, aside = x * dx + y * dy, abs(x * dy - y * dx)
            # What lies further aside than ahead is another direction's.
            if index != self._selected and along > 0 and aside <= along and (cost := along + 2 * aside) < best:
                best, nearest = cost, index
        return nearest is not None and self.select(nearest)

    def at(self, x: float, y: float) -> int | None:
        """Return which cell's box holds a point; of several the smallest, which else could not be reached."""
        found = [
            index
            for index, cell in enumerate(self._cells)
            if cell.box.x <= x <= cell.box.x + cell.box.width and cell.box.y <= y <= cell.box.y + cell.box.height
        ]
        return min(found, key=lambda index: self._cells[index].box.width * self._cells[index].box.height, default=None)

    def add(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Draw a cell; it is selected then. False where it is too small to be one."""
        box = self.fitted(left, top, right, bottom)
        if box is None:
            return False
        self._change((*self._cells, self._by_hand(Cell(box))), len(self._cells))
        return True

    def reshape(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Give the selected cell another box; False where there is none, it is too small, or is the same."""
        here, box = self.selected_cell, self.fitted(left, top, right, bottom)
        if here is None or self._selected is None or box is None or box == here.box:
            return False
        cells = list(self._cells)
        cells[self._selected] = self._by_hand(replace(here, box=box, outline=(), nuclei=()))
        self._change(tuple(cells), self._selected)
        return True

    def nudge(self, dx: int, dy: int, *, resize: bool) -> bool:
        """Move the selected cell by so many pixels, or its right and lower edge alone."""
        here = self.selected_cell
        if here is None:
            return False
        x, y, width, height = here.box.x, here.box.y, here.box.width, here.box.height
        if resize:
            return self.reshape(x, y, x + max(width + dx, SMALLEST), y + max(height + dy, SMALLEST))
        x = min(max(x + dx, 0), self._size[0] - width)
        y = min(max(y + dy, 0), self._size[1] - height)
        return self.reshape(x, y, x + width, y + height)

    def remove(self) -> bool:
        """Take the selected cell away; the one that takes its place is selected."""
        if self._selected is None:
            return False
        index = self._selected
        cells = (*self._cells[:index], *self._cells[index + 1 :])
        self._change(cells, min(index, len(cells) - 1) if cells else None)
        return True

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._before:
            return False
        self._cells, self._selected = self._before.pop()
        return True

    def fitted(self, left: float, top: float, right: float, bottom: float) -> Region | None:
        """Return a box in whole pixels inside the picture; None where too little is left of it."""
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        x, y = max(round(left), 0), max(round(top), 0)
        width, height = min(round(right), self._size[0]) - x, min(round(bottom), self._size[1]) - y
        return Region(x, y, width, height) if min(width, height) >= SMALLEST else None

    def _by_hand(self, cell: Cell) -> Cell:
        box = cell.box
        whole = box.x > 0 and box.y > 0 and box.x + box.width < self._size[0] and box.y + box.height < self._size[1]
        return replace(cell, by_hand=True, cut=not whole)

    def _change(self, cells: tuple[Cell, ...], selected: int | None) -> None:
        self._before.append((self._cells, self._selected))
        del self._before[:-_MOST_STEPS]
        self._cells, self._selected = cells, selected
