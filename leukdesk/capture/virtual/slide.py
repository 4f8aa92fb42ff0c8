"""The picture of a slide under one objective, rendered in tiles when and where one looks."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.cells.erythroid import red_cell
from leukdesk.capture.virtual.cells.kinds import KINDS
from leukdesk.capture.virtual.cells.pen import Grain, Pen, Sprite
from leukdesk.capture.virtual.layout import LARGEST, SIDE, Cell, Layout
from leukdesk.capture.virtual.light import Part, margin, transmit
from leukdesk.capture.virtual.style import Style

Pixels = NDArray[np.uint8]
Tile = tuple[int, int]

TILE = 320  # pixels, or fewer: what a tile costs is to be short beside a frame
LARGEST_TILE = 150.0  # micrometres
MOST_PIXELS = 24_000_000  # kept as tiles: ten fields and more, 72 MB
MOST_SPRITES = 32_000_000  # bytes of drawn cells kept
# Nothing on the slide is finer than what an immersion objective shows: beyond this a cell is drawn and enlarged.
FINEST = 9.0  # pixels per micrometre
UPON = 0.45


class Slide:
    """A slide under one objective, with one batch of stain.

    What is seen at a place does not depend on the places looked at before. May be used from several threads.

    Parameters
    ----------
    layout : Layout
    stain : Style
        Whose colours are taken.
    scale : float
        Pixels per micrometre wished for; see ``scale``.
    sharpness : float
        Deviation in micrometres of the blur that the objective leaves in focus.

    Attributes
    ----------
    scale : float
        Pixels per micrometre, within half a percent of what was wished: the slide is a whole number of tiles.
    stain : Style
    side : int
        Width and height of the whole slide in pixels.
    """

    def __init__(self, layout: Layout, stain: Style, scale: float, sharpness: float) -> None:
        self.layout = layout
        # About the fewest tiles that are not too large; their sides even, since the halo is drawn on halved pictures.
        fewest = max(math.ceil(SIDE * scale / TILE), math.ceil(SIDE / LARGEST_TILE))
        sizes = [(2 * max(1, round(SIDE * scale / count / 2)), count) for count in range(fewest, fewest + 12)]
        self._tile, self._count = min(sizes, key=lambda each: abs(each[0] * each[1] - SIDE * scale))
        self.side = self._tile * self._count
        self.scale = self.side / SIDE
        self.stain = stain
        self._sharpness = sharpness
        self._margin = margin(self.scale)
        self._tiles: OrderedDict[Tile, Pixels] = OrderedDict()
        self._sprites: OrderedDict[tuple[str, int], Sprite] = OrderedDict()
        self._sprite_bytes = 0
        self._grain = Grain(min(self.scale, FINEST))
        self._reds: dict[int, list[Sprite]] = {}
        self._rendering = threading.Lock()  # guards all of the above

    def view(self, left: int, top: int, width: int, height: int, into: Pixels | None = None) -> Pixels:
        """Return a part of the slide, uint8 (height, width, 3) RGB: evenly lit, in focus, without noise.

        Parameters
        ----------
        left, top : int
            In pixels from the slide's corner; what lies over an edge is taken from the opposite one.
        into : array, optional
            Is filled and returned: fresh memory for every frame costs as much as what is done with it.
        """
        picture = np.empty((height, width, 3), np.uint8) if into is None else into
        size = self._tile
        for row in range(top // size, (top + height - 1) // size + 1):
            y = row * size - top
            into_y, from_y = slice(max(y, 0), y + size), slice(max(-y, 0), min(size, height - y))
            for column in range(left // size, (left + width - 1) // size + 1):
                x = column * size - left
                into_x, from_x = slice(max(x, 0), x + size), slice(max(-x, 0), min(size, width - x))
                picture[into_y, into_x] = self._tile_at((column % self._count, row % self._count))[from_y, from_x]
        return picture

    def missing(self, left: int, top: int, width: int, height: int) -> list[Tile]:
        """Return the tiles that a view needs and that are not rendered yet."""
        rows = range(top // self._tile, (top + height - 1) // self._tile + 1)
        columns = range(left // self._tile, (left + width - 1) // self._tile + 1)
        wanted = {(column % self._count, row % self._count) for row in rows for column in columns}
        return sorted(wanted - self._tiles.keys())

    def prepare(self, tile: Tile) -> None:
        """Render a tile for later."""
        self._tile_at(tile)

    def _tile_at(self, tile: Tile) -> Pixels:
        with self._rendering:
            if tile not in self._tiles:
                self._tiles[tile] = self._render(tile)
                while len(self._tiles) * self._tile**2 > MOST_PIXELS:
                    self._tiles.popitem(last=False)
            self._tiles.move_to_end(tile)
            return self._tiles[tile]

    def _render(self, tile: Tile) -> Pixels:
        around, scale, layout = self._margin, self.scale, self.layout
        left, top, side = tile[0] * self._tile - around, tile[1] * self._tile - around, self._tile + 2 * around
        planes = np.zeros((side, side, 4), np.uint8)
        window = [
            (left / scale) - LARGEST,
            (top / scale) - LARGEST,
            (left + side) / scale + LARGEST,
            (top + side) / scale + LARGEST,
        ]
        for red, dx, dy in layout.red_in(*window):
            sprite = self._red_sprite(red.variant, red.pose)
            _lay(planes, sprite, *self._corner(sprite, red.x, red.y, dx, dy, left, top))
        coloured: list[Part] = []
        for cell, dx, dy in layout.white_in(*window):
            sprite = self._sprite(cell)
            coloured += _lay(planes, sprite, *self._corner(sprite, cell.x, cell.y, dx, dy, left, top))
        lit = transmit(planes, coloured, self.stain, scale, self._sharpness)
        return lit[around:-around, around:-around].copy()

    def _corner(self, sprite: Sprite, x: float, y: float, dx: float, dy: float, left: int, top: int) -> tuple[int, int]:
        """Return where a sprite's corner lies in a tile; rounded on the slide, so that tiles agree."""
        return (
            round(x * self.scale - sprite.shape[1] / 2) + round(dx * self.scale) - left,
            round(y * self.scale - sprite.shape[0] / 2) + round(dy * self.scale) - top,
        )

    def _sprite(self, cell: Cell) -> Sprite:
        look = cell.kind, cell.seed
        if look not in self._sprites:
            pen = Pen(np.random.default_rng(cell.seed), self._grain)
            sprite = self._sprites[look] = self._enlarged(KINDS[cell.kind].draw(pen, cell.radius))
            self._sprite_bytes += sprite.nbytes
            while self._sprite_bytes > MOST_SPRITES:
                self._sprite_bytes -= self._sprites.popitem(last=False)[1].nbytes
        self._sprites.move_to_end(look)
        return self._sprites[look]

    def _red_sprite(self, variant: int, pose: int) -> Sprite:
        if variant not in self._reds:
            layout = self.layout
            pen = Pen(np.random.default_rng([layout.seed, variant]), self._grain)
            upright = self._enlarged(red_cell(pen, layout.red_radii[variant], layout.style.pallor))
            both = (upright, upright[:, ::-1])
            self._reds[variant] = [np.ascontiguousarray(np.rot90(each, turn)) for each in both for turn in range(4)]
        return self._reds[variant][pose]

    def _enlarged(self, sprite: Sprite) -> Sprite:
        if self.scale <= FINEST:
            return sprite
        side = round(len(sprite) * self.scale / FINEST)
        return np.asarray(cv2.resize(sprite, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8)


@lru_cache(maxsize=2)
def layout_of(seed: int, style: Style) -> Layout:
    """Return the layout of a slide; the last ones are kept, so that a source that comes back finds its slide again."""
    return Layout(seed, style)


@lru_cache(maxsize=2)
def slide_of(layout: Layout, stain: Style, scale: float, sharpness: float) -> Slide:
    """Return the slide that a layout gives under an objective; the last ones are kept."""
    return Slide(layout, stain, scale, sharpness)


def _lay(planes: Pixels, sprite: Sprite, left: int, top: int) -> list[Part]:
    """Lay a sprite with its corner at a place of which some or all may be outside; return the part covered, if any."""
    rows, columns = sprite.shape[:2]
    part = slice(max(top, 0), max(top + rows, 0)), slice(max(left, 0), max(left + columns, 0))
    place = planes[part]
    if not place.size:
        return []
    seen = sprite[max(-top, 0) :, max(-left, 0) :][: place.shape[0], : place.shape[1]]
    # Stain that lies on stain counts for less: cells that touch in a smear flatten each other.
    cv2.addWeighted(cv2.max(place, seen), 1, cv2.min(place, seen), UPON, 0, dst=place)
    return [part]
