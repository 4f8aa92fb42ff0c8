"""Where the cells of a slide lie. The slide has no edge: each side continues at the opposite one.

White cells and platelets are laid out at once. Red cells, which are a hundred times as many, are laid out square by
square when a square is first looked at. A square's red cells make way for those of neighbours that come before it in
a fixed order, so that it does not matter where one looks first.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells.kinds import KINDS, LYMPHOBLAST, PLATELET
from leukdesk.capture.virtual.style import Style

SIDE = 2400.0  # micrometres: more than twenty fields of a 100x objective
SQUARES = 40  # a side, an even number
SQUARE = SIDE / SQUARES
RED_CELL_VARIANTS = 24
PLATELET_VARIANTS = 32
_LONGEST_STACK = 7
_STEP = (0.35, 0.65)  # between neighbours in a stack, in diameters
# No cell's centre lies farther outside of the square that it belongs to, no cell reaches farther from its centre.
STRAY = _LONGEST_STACK * _STEP[1] * 9.0
LARGEST = 13.0
RELIEF = 1.2  # micrometres between the highest and the lowest place of a slide
_ROW = 1 << 20  # more squares of ground than lie side by side
_LAYING, _DRAWING, _CROWDING, _RELIEF = range(4)


@dataclass(frozen=True, slots=True)
class Cell:
    """A white cell, a precursor or a platelet.

    Attributes
    ----------
    kind : str
        One of ``cells.kinds.KINDS``.
    x, y : float
        Micrometres from the slide's corner.
    radius : float
        Micrometres.
    seed : int
        Of its own look.
    """

    kind: str
    x: float
    y: float
    radius: float
    seed: int


@dataclass(frozen=True, slots=True)
class RedCell:
    """A red cell; ``variant`` and ``pose`` (0 to 7: turned and mirrored) say how it looks."""

    x: float
    y: float
    variant: int
    pose: int


class Layout:
    """The cells of one slide.

    Parameters
    ----------
    seed : int
    style : Style
    """

    def __init__(self, seed: int, style: Style) -> None:
        self.seed = seed
        self.style = style
        # Two styles of one seed are two slides.
        self._salt = [seed, zlib.crc32(repr(style).encode())]
        rng = self._chance(_LAYING)
        self.cells = tuple(_lay_white_cells(style, rng))
        self.red_radii: tuple[float, ...] = tuple(
            (style.red_cell_size / 2 * self._chance(_DRAWING).normal(1, 0.06, RED_CELL_VARIANTS)).tolist()
        )
        self._crowding = _Crowding(self._chance(_CROWDING), style.patchiness)
        relief = self._chance(_RELIEF)
        self._slopes = relief.choice([-2, -1, 1, 2], (4, 2)) * (2 * math.pi / SIDE)
        self._shifts = relief.uniform(0, 2 * math.pi, 4)
        self._white: dict[tuple[int, int], list[Cell]] = {}
        for cell in self.cells:
            self._white.setdefault(_square(cell.x, cell.y), []).append(cell)
        self._red: dict[tuple[int, int], list[RedCell]] = {}

    def white_in(self, left: float, top: float, right: float, bottom: float) -> Iterator[tuple[Cell, float, float]]:
        """Yield the cells whose centres lie in a window, with what to add to their coordinates to lie in it.

        The window, in micrometres, may reach over the slide's edges; the order is always the same.
        """
        for column, row, dx, dy in _squares(left, top, right, bottom):
            for cell in self._white.get((column, row), ()):
                if left <= cell.x + dx < right and top <= cell.y + dy < bottom:
                    yield cell, dx, dy

    def red_in(self, left: float, top: float, right: float, bottom: float) -> Iterator[tuple[RedCell, float, float]]:
        """Yield the red cells whose centres lie in a window, in the same way."""
        for column, row, dx, dy in _squares(left - STRAY, top - STRAY, right + STRAY, bottom + STRAY):
            for cell in self._red_of(column, row):
                if left <= cell.x + dx < right and top <= cell.y + dy < bottom:
                    yield cell, dx, dy

    def height(self, x: float, y: float) -> float:
        """Return how high the slide lies at a place, in micrometres: glass is never quite even."""
        return float(RELIEF / 2 * np.cos(self._slopes @ (x, y) + self._shifts).mean())

    def _chance(self, *what: int) -> np.random.Generator:
        return np.random.default_rng([*self._salt, *what])

    def _red_of(self, column: int, row: int) -> list[RedCell]:
        """Return a square's own red cells; some lie a little outside of it, so x and y may be beyond the slide."""
        if (column, row) not in self._red:
            self._red[column, row] = self._lay_red_cells(column, row)
        return self._red[column, row]

    def _lay_red_cells(self, column: int, row: int) -> list[RedCell]:
        """Choose places beside the white cells, some touching, some in stacks."""
        style, diameter = self.style, self.style.red_cell_size
        among_red, among_white = Ground(1.15 * diameter), Ground(LARGEST + diameter)
        left, top, near = column * SQUARE, row * SQUARE, 2 * diameter
        around = left - STRAY - LARGEST, top - STRAY - LARGEST, left + STRAY + 2 * SQUARE, top + STRAY + 2 * SQUARE
        for white, dx, dy in self.white_in(*around):
            among_white.take(white.x + dx, white.y + dy, white.radius)
        for other_column, other_row, dx, dy in _squares(left - 1, top - 1, left + SQUARE + 1, top + SQUARE + 1):
            if _rank(other_column, other_row) < _rank(column, row):
                for cell in self._red_of(other_column, other_row):
                    x, y = cell.x + dx, cell.y + dy
                    if left - near < x < left + SQUARE + near and top - near < y < top + SQUARE + near:
                        among_red.take(x, y, 0.51 * diameter)
        rng = self._chance(_LAYING, 1, column, row)
        wanted = style.red_cells * SQUARE * SQUARE / 1000
        tries = round(4 * wanted)
        places = (rng.random((tries, 2)) + np.array([column, row])) * SQUARE
        rooms = diameter * np.where(rng.random(tries) < 0.85, 0.51, 0.1)
        stays = self._crowding.at(places) > rng.random(tries)
        stacks = np.where(rng.random(tries) < style.rouleaux, rng.integers(3, _LONGEST_STACK + 1, tries), 1)
        laid: list[RedCell] = []
        for (x, y), room, length in zip(
            places[stays].tolist(), rooms[stays].tolist(), stacks[stays].tolist(), strict=True
        ):
            if len(laid) >= 1.5 * wanted:
                break
            if not among_red.is_free(x, y, room):
                continue
            # A stack's own cells overlap; it stops at what lies in its way.
            chain: list[tuple[float, float]] = []
            heading = rng.uniform(0, 2 * math.pi)
            while len(chain) < length and among_white.is_free(x, y, 0.47 * diameter):
                if chain and not among_red.is_free(x, y, 0.4 * diameter):
                    break
                chain.append((x, y))
                heading += rng.normal(0, 0.2)
                step = diameter * rng.uniform(*_STEP)
                x, y = x + step * math.cos(heading), y + step * math.sin(heading)
            for place in chain:
                among_red.take(*place, 0.51 * diameter)
                laid.append(RedCell(*place, int(rng.integers(RED_CELL_VARIANTS)), int(rng.integers(8))))
        return laid


class Ground:
    """Which ground is taken; sorted into squares, so that only neighbours are compared.

    Parameters
    ----------
    reach : float
        No two things that are compared need more room together than this, in micrometres.
    """

    def __init__(self, reach: float) -> None:
        self._reach = reach
        # What lies in a square and in the eight around it; asked far more often than added to.
        self._near: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)

    def take(self, x: float, y: float, room: float) -> None:
        """Take the ground within ``room`` of a point."""
        middle, taken = self._square(x, y), (x, y, room)
        for row in (middle - _ROW, middle, middle + _ROW):
            self._near[row - 1].append(taken)
            self._near[row].append(taken)
            self._near[row + 1].append(taken)

    def is_free(self, x: float, y: float, room: float) -> bool:
        """Whether nothing that was taken reaches within ``room`` of a point."""
        for x2, y2, room2 in self._near.get(self._square(x, y), ()):
            if (x - x2) ** 2 + (y - y2) ** 2 < (room + room2) ** 2:
                return False
        return True

    def _square(self, x: float, y: float) -> int:
        return int(x // self._reach) + _ROW * int(y // self._reach)


class _Crowding:
    """A smooth field over the slide, without a seam: the chance that a red cell stays where it falls."""

    def __init__(self, rng: np.random.Generator, patchiness: float) -> None:
        self._patchiness = patchiness
        self._waves = rng.integers(-30, 31, (8, 2)) * (2 * math.pi / SIDE)
        self._phases = rng.uniform(0, 2 * math.pi, 8)

    def at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        swell = np.cos(places @ self._waves.T + self._phases).mean(axis=1)
        return np.asarray(np.clip(1 - self._patchiness * (0.5 - 2.0 * swell), 0, 1))


def _lay_white_cells(style: Style, rng: np.random.Generator) -> list[Cell]:
    """Choose places for the white cells and platelets, none upon another."""
    area = SIDE * SIDE / 10_000
    cells: list[Cell] = []
    ground = Ground(2 * LARGEST)
    # The large ones first: they need the room.
    for name in sorted(style.white_cells, key=lambda each: -KINDS[each].largest):
        kind = KINDS[name]
        for _ in range(math.floor(style.white_cells[name] * area + rng.random())):
            radius = float(rng.uniform(kind.smallest, kind.largest))
            if name == LYMPHOBLAST:
                radius = float(np.clip(style.blast_size * rng.normal(1, 0.1), kind.smallest, kind.largest))
            own = int(rng.integers(2**62))
            if name == PLATELET:  # so many that only some are drawn, each for many
                own %= PLATELET_VARIANTS
                radius = kind.smallest + (kind.largest - kind.smallest) * own / PLATELET_VARIANTS
            for _try in range(20):
                x, y = (float(each) for each in rng.uniform(0, SIDE, 2))
                if cells and name != PLATELET and rng.random() < style.clumping:
                    beside = cells[int(rng.integers(len(cells)))]
                    turn = rng.uniform(0, 2 * math.pi)
                    reach = (beside.radius + radius) * rng.uniform(0.97, 1.1)
                    x = (beside.x + reach * math.cos(turn)) % SIDE % SIDE
                    y = (beside.y + reach * math.sin(turn)) % SIDE % SIDE
                if ground.is_free(x, y, 0.96 * radius):
                    for dx, dy in _over_the_edges(x, y):
                        ground.take(x + dx, y + dy, 0.96 * radius)
                    cells.append(Cell(name, x, y, radius, own))
                    break
    return cells


def _over_the_edges(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Yield what to add to a place to have it, and again beyond the edges that it is near to."""
    near = 2 * LARGEST
    across = [0.0, *([SIDE] if x < near else []), *([-SIDE] if x > SIDE - near else [])]
    down = [0.0, *([SIDE] if y < near else []), *([-SIDE] if y > SIDE - near else [])]
    for dx in across:
        for dy in down:
            yield dx, dy


def _rank(column: int, row: int) -> int:
    """Return which of four squares, two by two, this is: two squares of one rank never touch."""
    return column % 2 + 2 * (row % 2)


def _square(x: float, y: float) -> tuple[int, int]:
    return int(x / SQUARE) % SQUARES, int(y / SQUARE) % SQUARES


def _squares(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int, float, float]]:
    """Yield the squares that a window touches, over the edges too, with what to add to their coordinates."""
    for row in range(math.floor(top / SQUARE), math.floor(bottom / SQUARE) + 1):
        for column in range(math.floor(left / SQUARE), math.floor(right / SQUARE) + 1):
            yield (
                column % SQUARES,
                row % SQUARES,
                math.floor(column / SQUARES) * SIDE,
                math.floor(row / SQUARES) * SIDE,
            )
