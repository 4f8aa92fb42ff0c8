"""The tools that cells are drawn with.

A sprite is a uint8 array (side, side, 4): how much of each stain lies at each point, ``FULL`` being one full layer.
The four planes are haemoglobin, chromatin, basophilic cytoplasm and eosinophil granules.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
Sprite = NDArray[np.uint8]
Point = tuple[float, float]

FULL = 100
HAEMOGLOBIN, CHROMATIN, CYTOPLASM, GRANULES = range(4)
_LARGEST = 32.0  # micrometres: no sprite is wider
_SMALLEST_BANK = 64
_ANGLES = 512


class Grain:
    """Noise of every coarseness for one scale, from which textures are cut.

    Parameters
    ----------
    scale : float
        Pixels per micrometre.
    """

    def __init__(self, scale: float) -> None:
        self.scale = scale
        side = max(_SMALLEST_BANK, math.ceil(_LARGEST * scale))
        self._white = np.random.default_rng(1).standard_normal((side, side)).astype(np.float32)
        self._bank: dict[float, Plane] = {}

    def of(self, width: float) -> Plane:
        """Return noise with mean 0 and deviation 1, whose features are about so many micrometres wide."""
        if width not in self._bank:
            blurred = cv2.GaussianBlur(self._white, (0, 0), max(0.3, 0.4 * width * self.scale))
            self._bank[width] = ((blurred - blurred.mean()) / blurred.std()).astype(np.float32)
        return self._bank[width]


class Pen:
    """Draws one cell at one scale, with its own source of chance.

    How often chance is asked does not depend on the scale, so that a cell keeps its shape under every objective.

    Parameters
    ----------
    rng : numpy Generator
    grain : Grain
    """

    def __init__(self, rng: np.random.Generator, grain: Grain) -> None:
        self.rng = rng
        self.scale = grain.scale
        self._grain = grain

    def grid(self, reach: float) -> tuple[Plane, Plane]:
        """Return x and y in micrometres on a square that reaches so far from its centre."""
        half = math.ceil(reach * self.scale)
        axis = np.arange(-half, half + 1, dtype=np.float32) / np.float32(self.scale)
        x, y = np.meshgrid(axis, axis)
        return x, y

    def turn(self) -> float:
        """Return any direction, in radians."""
        return float(self.rng.uniform(0, 2 * math.pi))

    def texture(self, shape: tuple[int, ...], width: float) -> Plane:
        """Return noise with mean 0 and deviation 1, whose features are about ``width`` micrometres wide."""
        noise = self._grain.of(width)
        top, left = (self.rng.random(2) * (np.array(noise.shape) - np.array(shape[:2]) + 1)).astype(int)
        return noise[top : top + shape[0], left : left + shape[1]]

    def clumps(self, shape: tuple[int, ...], width: float) -> Plane:
        """Return blocks near 1 with channels near -1 between, as condensed chromatin has them."""
        return np.asarray(np.tanh(1.6 * self.texture(shape, width) + 0.5), np.float32)

    def dots(self, shape: tuple[int, ...], radius: float, share: float) -> Plane:
        """Return up to 1 in round dots, 0 between, softly.

        Parameters
        ----------
        radius : float
            In micrometres.
        share : float
            The part of the area that they would fill side by side.
        """
        canvas = np.zeros(shape[:2], np.uint8)
        side = shape[0] / self.scale
        chance = np.random.default_rng(self.rng.integers(2**32))
        count = round(share * side * side / (math.pi * radius**2))
        sub = 16  # cv2 takes sixteenths of a pixel as whole numbers
        places = (sub * self.scale * chance.uniform(0, side, (count, 2))).astype(int)
        sizes = np.rint(sub * radius * self.scale * chance.uniform(0.75, 1.15, count)).astype(int)
        levels = chance.integers(150, 256, count)
        for (px, py), size, level in zip(places.tolist(), sizes.tolist(), levels.tolist(), strict=True):
            cv2.circle(canvas, (px, py), size, level, cv2.FILLED, cv2.LINE_AA, shift=4)
        return np.asarray(cv2.GaussianBlur(canvas, (3, 3), 0) / np.float32(255), np.float32)

    def blob(self, x: Plane, y: Plane, radius: float, wobble: float, stretch: float = 0.0) -> Plane:
        """Return how deep, in micrometres, each point lies inside a rounded outline; negative outside.

        Parameters
        ----------
        wobble : float
            Irregularity of the outline, as a fraction of the radius.
        stretch : float
            Elongation: 0.1 makes one axis 10 % longer and the other shorter.
        """
        turn = self.turn()
        along = np.float32(math.cos(turn) / (1 + stretch)) * x + np.float32(math.sin(turn) / (1 + stretch)) * y
        across = np.float32(math.cos(turn) * (1 + stretch)) * y - np.float32(math.sin(turn) * (1 + stretch)) * x
        angles = np.arange(_ANGLES) * (2 * math.pi / _ANGLES)
        outline = np.full(_ANGLES, radius)
        for waves in (2, 3, 4, 5):
            swing, phase = self.rng.normal(), self.turn()
            outline += radius * wobble * swing / waves * np.cos(waves * angles + phase)
        if not wobble:
            return np.asarray(np.float32(radius) - cv2.magnitude(along, across), np.float32)
        distance, angle = cv2.cartToPolar(along, across)
        index = (angle * np.float32(_ANGLES / (2 * math.pi))).astype(np.int32) % _ANGLES
        return np.asarray(outline.astype(np.float32)[index] - distance, np.float32)

    def ribbon(self, x: Plane, y: Plane, points: list[Point], widths: list[float]) -> Plane:
        """Return the depth inside a band through points, with a half-width in micrometres at each."""
        depth = np.full_like(x, -99)
        for (x0, y0), (x1, y1), w0, w1 in zip(points, points[1:], widths, widths[1:], strict=False):
            dx, dy = x1 - x0, y1 - y0
            t = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
            depth = np.maximum(depth, w0 + t * (w1 - w0) - np.hypot(x - x0 - t * dx, y - y0 - t * dy))
        return np.asarray(depth, np.float32)


def cover(depth: Plane, edge: float) -> Plane:
    """Return 1 inside, 0 outside, and a soft step ``edge`` micrometres wide between."""
    t = np.clip(depth * np.float32(1 / edge) + np.float32(0.5), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def membrane(depth: Plane, width: float = 0.35) -> Plane:
    """Return 1 at an outline, fading to 0 on both sides: a nucleus is denser at its edge."""
    return np.asarray(np.exp(-((depth * np.float32(1 / width) - 1) ** 2)), np.float32)


def joined(depths: list[Plane], softness: float = 0.3) -> Plane:
    """Return the depth inside any of several outlines, which run into each other over ``softness`` micrometres."""
    total = depths[0]
    for depth in depths[1:]:
        high, low = np.maximum(total, depth), np.minimum(total, depth)
        total = high + np.float32(softness) * np.log1p(np.exp((low - high) * np.float32(1 / softness)))
    return np.asarray(total, np.float32)


def stack(
    shape: tuple[int, ...],
    haemoglobin: Plane | None = None,
    chromatin: Plane | None = None,
    cytoplasm: Plane | None = None,
    granules: Plane | None = None,
) -> Sprite:
    """Put planes of stain, 1.0 being a full layer, together as a sprite."""
    sprite = np.zeros((*shape, 4), np.uint8)
    for index, plane in enumerate((haemoglobin, chromatin, cytoplasm, granules)):
        if plane is not None:
            sprite[..., index] = np.clip(plane * FULL, 0, 255)
    return sprite
