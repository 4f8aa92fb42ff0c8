"""A rendered slide: where its cells lie, and its picture. It has no edge: each side continues at the opposite one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells import FULL, KINDS, Pen, Sprite, red_cell
from leukdesk.capture.virtual.style import Style

RED_CELL_VARIANTS = 64
# Room kept around a white cell of each kind, from its centre, in micrometres.
ROOM = {
    "platelet": 1.4,
    "lymphocyte": 5.0,
    "blast": 6.0,
    "smudge": 6.5,
    "neutrophil": 6.4,
    "eosinophil": 6.6,
    "monocyte": 7.8,
}
MARGIN = 16.0  # micrometres: more than any sprite reaches from its centre
UPON = 0.45
STRIP = 128  # rows turned from stain to light at a time: keeps the work in the processor's cache


@dataclass(frozen=True)
class Cell:
    """Where a cell lies, in micrometres from the slide's corner, and what it is."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class Slide:
    """A slide ready to be looked at.

    Attributes
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
        Evenly lit, in focus, without noise.
    cells : tuple of Cell
        All white cells and platelets.
    scale : float
        Pixels per micrometre.
    """

    pixels: NDArray[np.uint8]
    cells: tuple[Cell, ...]
    scale: float


def render_slide(style: Style, rng: np.random.Generator, width: int, height: int, scale: float) -> Slide:
    """Lay cells out, draw them as layers of stain, and let light through."""
    size = (width / scale, height / scale)
    white = lay_white_cells(style, rng, size)
    red = lay_red_cells(style, rng, size, white)
    pen = Pen(rng, scale)
    stain = _Stain(width, height, scale)
    variants = [red_cell(pen, style.red_cell_size, style.pallor) for _ in range(RED_CELL_VARIANTS)]
    for x, y in red:
        stain.add(variants[rng.integers(RED_CELL_VARIANTS)], x, y)
    for cell in white:
        stain.add(KINDS[cell.kind](pen, style.blast_size), cell.x, cell.y)
    return Slide(_transmit(stain.folded(), style, scale), tuple(white), scale)


def lay_white_cells(style: Style, rng: np.random.Generator, size: tuple[float, float]) -> list[Cell]:
    """Choose places for the white cells and platelets, none upon another."""
    area = size[0] * size[1] / 10_000
    cells: list[Cell] = []
    ground = Ground(size, 2 * max(ROOM.values()))
    # The large ones first: they need the room.
    for kind in sorted(style.white_cells, key=lambda k: -ROOM[k]):
        for _ in range(math.floor(style.white_cells[kind] * area + rng.random())):
            for _try in range(20):
                x, y = rng.uniform(0, size)
                if cells and kind != "platelet" and rng.random() < style.clumping:
                    x, y = _beside(cells[rng.integers(len(cells))], ROOM[kind], rng)
                if ground.is_free(x, y, 0.96 * ROOM[kind]):
                    ground.take(x, y, 0.96 * ROOM[kind])
                    cells.append(Cell(kind, x % size[0], y % size[1]))
                    break
    return cells


def lay_red_cells(
    style: Style, rng: np.random.Generator, size: tuple[float, float], white: list[Cell]
) -> list[tuple[float, float]]:
    """Choose places, in micrometres, for the red cells: beside the white ones, some touching, some in stacks."""
    wanted = round(style.red_cells * size[0] * size[1] / 1000)
    diameter = style.red_cell_size
    crowd = _crowding(rng, style.patchiness)
    among_white, among_red = Ground(size, max(ROOM.values()) + diameter), Ground(size, 1.1 * diameter)
    for cell in white:
        among_white.take(cell.x, cell.y, ROOM[cell.kind])
    placed: list[tuple[float, float]] = []
    for _try in range(wanted * 8):
        if len(placed) >= wanted:
            break
        x, y = rng.uniform(0, size)
        room = diameter * (0.51 if rng.random() < 0.85 else 0.1)
        stay = crowd[int(y / size[1] * len(crowd)), int(x / size[0] * len(crowd))]
        if rng.random() > stay or not among_red.is_free(x, y, room):
            continue
        heading = rng.uniform(0, 2 * math.pi)
        chain: list[tuple[float, float]] = []
        # A stack's own cells overlap; it stops at what lies in its way.
        for _link in range(int(rng.integers(3, 8)) if rng.random() < style.rouleaux else 1):
            if not among_white.is_free(x, y, 0.47 * diameter) or (
                chain and not among_red.is_free(x, y, 0.4 * diameter)
            ):
                break
            chain.append((x % size[0], y % size[1]))
            heading += rng.normal(0, 0.3)
            step = diameter * rng.uniform(0.45, 0.7)
            x, y = x + step * math.cos(heading), y + step * math.sin(heading)
        for place in chain:
            among_red.take(*place, 0.51 * diameter)
        placed += chain
    return placed


class Ground:
    """Which ground is taken, on a slide without an edge; sorted into squares, so that only neighbours are compared.

    Parameters
    ----------
    size : tuple of float
        Width and height of the slide.
    reach : float
        No two things that are compared need more room together than this.
    """

    def __init__(self, size: tuple[float, float], reach: float) -> None:
        self._size = size
        self._columns, self._rows = (max(1, int(side / reach)) for side in size)
        self._squares: dict[tuple[int, int], list[tuple[float, float, float]]] = {}

    def take(self, x: float, y: float, room: float) -> None:
        """Take the ground within ``room`` of a point."""
        self._squares.setdefault(self._square(x, y), []).append((x, y, room))

    def is_free(self, x: float, y: float, room: float) -> bool:
        """Whether nothing that was taken reaches within ``room`` of a point."""
        column, row = self._square(x, y)
        width, height = self._size
        for square in {((column + i) % self._columns, (row + j) % self._rows) for i in (-1, 0, 1) for j in (-1, 0, 1)}:
            for x2, y2, room2 in self._squares.get(square, ()):
                dx, dy = abs(x - x2) % width, abs(y - y2) % height
                if math.hypot(min(dx, width - dx), min(dy, height - dy)) < room + room2:
                    return False
        return True

    def _square(self, x: float, y: float) -> tuple[int, int]:
        width, height = self._size
        # The second remainder is for what lies a hair below 0, whose first one rounds to the whole width.
        return int(x % width / width * self._columns) % self._columns, int(
            y % height / height * self._rows
        ) % self._rows


class _Stain:
    """Layers of stain on a slide with a margin all round, which is folded over to the opposite side in the end."""

    def __init__(self, width: int, height: int, scale: float) -> None:
        self._scale = scale
        self._margin = math.ceil(MARGIN * scale)
        self._planes = np.zeros((height + 2 * self._margin, width + 2 * self._margin, 4), np.uint8)

    def add(self, sprite: Sprite, x: float, y: float) -> None:
        rows, columns = sprite.shape[:2]
        top = self._margin + round(y * self._scale) - rows // 2
        left = self._margin + round(x * self._scale) - columns // 2
        place = self._planes[top : top + rows, left : left + columns]
        # Stain that lies on stain counts for less: cells that touch in a smear flatten each other.
        cv2.addWeighted(cv2.max(place, sprite), 1, cv2.min(place, sprite), UPON, 0, dst=place)

    def folded(self) -> NDArray[np.uint8]:
        planes, m = self._planes, self._margin
        for near, far in ((slice(m, 2 * m), slice(-m, None)), (slice(-2 * m, -m), slice(0, m))):
            cv2.add(planes[near], planes[far], dst=planes[near])
            cv2.add(planes[:, near], planes[:, far], dst=planes[:, near])
        return planes[m:-m, m:-m]


def _transmit(stain: NDArray[np.uint8], style: Style, scale: float) -> NDArray[np.uint8]:
    """Turn stain into light by the law of Beer and Lambert: densities add, transmissions multiply."""
    colours = np.array([style.red_cell, style.nucleus, style.cytoplasm, style.granule], np.float32) / 255
    absorbance = (np.log(colours) / FULL).T
    light = np.log(np.array(style.light, np.float32))[:, None]
    matrix = np.hstack([absorbance, light]).astype(np.float32)
    picture = np.empty((*stain.shape[:2], 3), np.uint8)
    for top in range(0, len(stain), STRIP):
        strip = stain[top : top + STRIP].astype(np.float32)
        cv2.exp(cv2.transform(strip, matrix), dst=(lit := np.empty((*strip.shape[:2], 3), np.float32)))
        picture[top : top + STRIP] = cv2.convertScaleAbs(lit)
    return _rimmed(picture, style.halo, scale)


def _rimmed(picture: NDArray[np.uint8], strength: float, scale: float) -> NDArray[np.uint8]:
    """Give every edge the dark rim and the bright halo of a thick specimen a little out of focus."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    border = math.ceil(scale)
    around = cv2.copyMakeBorder(small, border, border, border, border, cv2.BORDER_WRAP)
    around = cv2.GaussianBlur(around, (0, 0), 0.22 * scale)[border:-border, border:-border]
    around = cv2.resize(around, (width, height))
    return np.asarray(cv2.addWeighted(picture, 1 + strength, around, -strength, 0), np.uint8)


def _beside(cell: Cell, room: float, rng: np.random.Generator) -> tuple[float, float]:
    turn, reach = rng.uniform(0, 2 * math.pi), (ROOM[cell.kind] + room) * rng.uniform(0.97, 1.1)
    return cell.x + reach * math.cos(turn), cell.y + reach * math.sin(turn)


def _crowding(rng: np.random.Generator, patchiness: float, side: int = 64) -> NDArray[np.float64]:
    """Return a smooth field over the slide, without a seam: the chance that a red cell stays where it falls."""
    v, u = np.mgrid[0:side, 0:side] * (2 * math.pi / side)
    waves = rng.integers(-3, 4, (6, 2))
    swell = np.mean([np.cos(i * u + j * v + rng.uniform(0, 2 * math.pi)) for i, j in waves], axis=0)
    return np.asarray(np.clip(1 - patchiness * (0.5 - 2.0 * swell), 0, 1))
