"""Drawing one cell of each kind, as layers of stain.

A sprite is a uint8 array (side, side, 4): how much of each stain lies at each point, ``FULL`` being one full layer.
The four planes are haemoglobin, chromatin, basophilic cytoplasm and eosinophil granules.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
Sprite = NDArray[np.uint8]

FULL = 100
HAEMOGLOBIN, CHROMATIN, CYTOPLASM, GRANULES = range(4)
BANK_SIDE = 512


class Pen:
    """Draws at one scale, with one source of chance.

    Parameters
    ----------
    rng : numpy Generator
    scale : float
        Pixels per micrometre.
    """

    def __init__(self, rng: np.random.Generator, scale: float) -> None:
        self.rng = rng
        self.scale = scale
        self._white_noise = rng.standard_normal((BANK_SIDE, BANK_SIDE)).astype(np.float32)
        self._bank: dict[float, Plane] = {}

    def grid(self, reach: float) -> tuple[Plane, Plane]:
        """Return x and y in micrometres on a square that reaches so far from its centre."""
        half = math.ceil(reach * self.scale)
        axis = np.arange(-half, half + 1, dtype=np.float32) / np.float32(self.scale)
        x, y = np.meshgrid(axis, axis)
        return x, y

    def texture(self, shape: tuple[int, ...], grain: float) -> Plane:
        """Return noise with mean 0 and deviation 1, whose features are about ``grain`` micrometres wide."""
        if grain not in self._bank:
            blurred = cv2.GaussianBlur(self._white_noise, (0, 0), max(0.3, 0.4 * grain * self.scale))
            self._bank[grain] = ((blurred - blurred.mean()) / blurred.std()).astype(np.float32)
        top, left = self.rng.integers(0, BANK_SIDE - np.array(shape[:2]) + 1)
        return self._bank[grain][top : top + shape[0], left : left + shape[1]]

    def dots(self, shape: tuple[int, ...], radius: float, share: float) -> Plane:
        """Return 1 in round dots, 0 between, softly; ``share`` is the part of the area they would fill side by side."""
        canvas = np.zeros(shape[:2], np.uint8)
        count = round(share * shape[0] * shape[1] / (math.pi * (radius * self.scale) ** 2))
        sub = 16  # cv2 takes sixteenths of a pixel as whole numbers
        for x, y in self.rng.uniform(0, sub * shape[0], (count, 2)):
            size = round(sub * radius * self.scale * self.rng.uniform(0.75, 1.15))
            level = int(self.rng.integers(150, 256))
            cv2.circle(canvas, (int(x), int(y)), size, level, cv2.FILLED, cv2.LINE_AA, shift=4)
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
        turn = self.rng.uniform(0, 2 * math.pi)
        along, across = math.cos(turn) * x + math.sin(turn) * y, math.cos(turn) * y - math.sin(turn) * x
        along, across = along / (1 + stretch), across * (1 + stretch)
        outline = np.full_like(x, radius)
        if wobble:
            angle = cv2.phase(along.astype(np.float32), across.astype(np.float32))
            for waves in (2, 3, 4, 5):
                swing = radius * wobble * self.rng.normal() / waves
                outline += np.float32(swing) * np.cos(waves * angle + self.rng.uniform(0, 2 * math.pi))
        return np.asarray(outline - np.hypot(along, across), np.float32)


def cover(depth: Plane, edge: float) -> Plane:
    """Return 1 inside, 0 outside, and a soft step ``edge`` micrometres wide between."""
    t = np.clip(depth / np.float32(edge) + 0.5, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


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


def red_cell(pen: Pen, diameter: float, pallor: float) -> Sprite:
    """Draw a red cell: a biconcave disc, seen from above.

    The profile is that of Evans and Fung (Microvasc. Res. 4, 335, 1972), mixed with an even disc.
    """
    rng = pen.rng
    radius = diameter / 2 * rng.normal(1, 0.06)
    x, y = pen.grid(1.3 * radius + 0.5)
    stretch = abs(rng.normal(0, 0.05)) if rng.random() < 0.9 else rng.uniform(0.1, 0.22)
    depth = pen.blob(x, y, radius, 0.035, stretch)
    r2 = np.clip(1 - depth / radius, 0, 1) ** 2
    disc = np.sqrt(1 - r2) * (0.207 + 2.003 * r2 - 1.123 * r2 * r2) / 0.76
    hollow = min(1.7, pallor * rng.uniform(0.4, 1.3))  # 1.7 leaves nothing in the middle
    thickness = cover(depth, 0.7) * (1 - hollow * (1 - np.clip(1.5 * disc, 0, 1)))
    thickness *= rng.normal(0.95, 0.07) * (1 + 0.02 * pen.texture(x.shape, 0.7))
    return stack(x.shape, haemoglobin=thickness)


def lymphocyte(pen: Pen, _size: float) -> Sprite:
    """Draw a small lymphocyte: a round, dark, clumped nucleus in a narrow sky-blue rim."""
    rng = pen.rng
    radius = rng.uniform(4.3, 5.4)
    x, y = pen.grid(1.25 * radius)
    shift = rng.normal(0, 0.07 * radius, 2)
    body = pen.blob(x, y, radius, 0.06)
    nucleus = pen.blob(x - shift[0], y - shift[1], radius * rng.uniform(0.82, 0.9), 0.05, abs(rng.normal(0, 0.05)))
    clumps = 1.05 + 0.16 * pen.texture(x.shape, 1.1) + 0.08 * pen.texture(x.shape, 0.4)
    inside = cover(nucleus, 0.5)
    return stack(x.shape, chromatin=inside * clumps, cytoplasm=cover(body, 0.7) * (0.75 - 0.4 * inside))


def blast(pen: Pen, size: float) -> Sprite:
    """Draw a lymphoblast: large, little cytoplasm, fine chromatin, often cleft, with a pale nucleolus or two."""
    rng = pen.rng
    radius = size * rng.normal(1, 0.1)
    x, y = pen.grid(1.35 * radius)
    body = pen.blob(x, y, radius, 0.08, abs(rng.normal(0, 0.07)))
    # The nucleus follows the cell's outline, a little inside of it.
    nucleus = body - radius * rng.uniform(0.07, 0.16) + 0.12 * pen.texture(x.shape, 3.0)
    if rng.random() < 0.4:
        turn, reach = rng.uniform(0, 2 * math.pi), radius * rng.uniform(0.95, 1.08)
        cleft = pen.blob(x - reach * math.cos(turn), y - reach * math.sin(turn), radius * 0.27, 0.1, 0.35)
        nucleus = np.minimum(nucleus, -cleft)
    chromatin = 0.86 + 0.07 * pen.texture(x.shape, 0.45) + 0.07 * pen.texture(x.shape, 1.6)
    for _ in range(rng.integers(0, 3)):
        turn, reach = rng.uniform(0, 2 * math.pi), radius * rng.uniform(0.1, 0.5)
        spot = pen.blob(x - reach * math.cos(turn), y - reach * math.sin(turn), rng.uniform(0.7, 1.1), 0.1)
        chromatin -= 0.3 * cover(spot, 0.9)
    inside = cover(nucleus, 0.6)
    return stack(x.shape, chromatin=inside * chromatin, cytoplasm=cover(body, 0.7) * (0.95 - 0.5 * inside))


def neutrophil(pen: Pen, _size: float) -> Sprite:
    """Draw a segmented neutrophil: three to five lobes on a thread, in pale pink, finely dusted cytoplasm."""
    rng = pen.rng
    radius = rng.uniform(5.8, 6.8)
    x, y = pen.grid(1.2 * radius)
    body = cover(pen.blob(x, y, radius, 0.06), 0.8)
    count = int(rng.integers(3, 6))
    turns = rng.uniform(0, 2 * math.pi) + np.arange(count) * rng.uniform(1.05, 1.4)
    centres = [(0.46 * radius * rng.normal(1, 0.12) * math.cos(t), 0.46 * radius * math.sin(t)) for t in turns]
    nucleus = np.full_like(x, -9)
    for index, (cx, cy) in enumerate(centres):
        lobe = pen.blob(x - cx, y - cy, rng.uniform(1.5, 1.95), 0.1, abs(rng.normal(0, 0.15)))
        nucleus = np.maximum(nucleus, lobe)
        if index:
            nucleus = np.maximum(nucleus, _thread(x, y, centres[index - 1], (cx, cy), 0.32))
    inside = cover(nucleus, 0.5)
    dust = np.clip(0.16 + 0.05 * pen.texture(x.shape, 0.4), 0, 1)
    clumps = 1.1 + 0.12 * pen.texture(x.shape, 0.8)
    return stack(
        x.shape,
        haemoglobin=0.3 * body,
        chromatin=np.maximum(inside * clumps, 0.35 * dust * body),
        cytoplasm=dust * body,
    )


def monocyte(pen: Pen, _size: float) -> Sprite:
    """Draw a monocyte: large, a folded lacy nucleus, grey-blue cytoplasm with vacuoles."""
    rng = pen.rng
    radius = rng.uniform(7.0, 8.6)
    x, y = pen.grid(1.3 * radius)
    body = cover(pen.blob(x, y, radius, 0.12, 0.04), 0.9)
    turn = rng.uniform(0, 2 * math.pi)
    toward = (math.cos(turn), math.sin(turn))
    nucleus = pen.blob(x, y, 0.72 * radius, 0.08, 0.1)
    notch = pen.blob(x - 0.72 * radius * toward[0], y - 0.72 * radius * toward[1], 0.36 * radius, 0.15)
    inside = cover(np.minimum(nucleus, -notch), 0.6)
    lace = 0.8 + 0.15 * pen.texture(x.shape, 0.8) + 0.06 * pen.texture(x.shape, 2.0)
    vacuoles = np.clip(pen.texture(x.shape, 0.9) - 1.9, 0, 0.35)
    ground = np.clip(0.62 + 0.05 * pen.texture(x.shape, 0.5) - vacuoles, 0, 1)
    return stack(
        x.shape, haemoglobin=0.12 * body, chromatin=inside * lace, cytoplasm=body * ground * (1 - 0.5 * inside)
    )


def eosinophil(pen: Pen, _size: float) -> Sprite:
    """Draw an eosinophil: two lobes, and cytoplasm packed with orange granules."""
    rng = pen.rng
    radius = rng.uniform(6.0, 7.0)
    x, y = pen.grid(1.2 * radius)
    depth = pen.blob(x, y, radius, 0.06)
    turn, apart = rng.uniform(0, 2 * math.pi), 0.42 * radius
    ends = [(s * apart * math.cos(turn), s * apart * math.sin(turn)) for s in (-1, 1)]
    lobes = [pen.blob(x - cx, y - cy, rng.uniform(2.2, 2.7), 0.08, 0.08) for cx, cy in ends]
    inside = cover(np.maximum(np.maximum(*lobes), _thread(x, y, ends[0], ends[1], 0.4)), 0.5)
    beads = 0.18 + 0.75 * pen.dots(x.shape, 0.36, 0.55)
    clumps = 1.0 + 0.13 * pen.texture(x.shape, 0.9)
    return stack(x.shape, chromatin=inside * clumps, granules=cover(depth, 0.8) * beads * (1 - 0.7 * inside))


def smudge(pen: Pen, _size: float) -> Sprite:
    """Draw a smudge cell: the pale, torn nucleus of a cell crushed in spreading."""
    radius = pen.rng.uniform(5, 7)
    x, y = pen.grid(1.5 * radius)
    depth = np.asarray(pen.blob(x, y, radius, 0.35, 0.15) + 0.5 * pen.texture(x.shape, 3.0), np.float32)
    veil = cover(depth, 3.5) * np.clip(0.36 + 0.05 * pen.texture(x.shape, 1.4), 0, 1)
    return stack(x.shape, chromatin=veil * cover(np.asarray(1.4 * radius - np.hypot(x, y), np.float32), 2.0))


def platelet(pen: Pen, _size: float) -> Sprite:
    """Draw a platelet: small, pale, with purple granules."""
    radius = pen.rng.uniform(0.9, 1.6)
    x, y = pen.grid(1.6 * radius)
    body = cover(pen.blob(x, y, radius, 0.2, 0.1), 0.6)
    specks = np.clip(0.36 + 0.12 * pen.texture(x.shape, 0.5), 0, 1)
    return stack(x.shape, chromatin=body * specks, cytoplasm=0.3 * body)


KINDS: Mapping[str, Callable[[Pen, float], Sprite]] = {
    "blast": blast,
    "lymphocyte": lymphocyte,
    "neutrophil": neutrophil,
    "monocyte": monocyte,
    "eosinophil": eosinophil,
    "smudge": smudge,
    "platelet": platelet,
}


def _thread(x: Plane, y: Plane, start: tuple[float, float], end: tuple[float, float], half_width: float) -> Plane:
    """Return the depth inside a straight strand between two points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    t = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.asarray(half_width - np.hypot(x - start[0] - t * dx, y - start[1] - t * dy), np.float32)
