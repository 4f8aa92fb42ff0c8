"""Red cells, the erythroblasts that they come from, and platelets."""

from __future__ import annotations

import math

import numpy as np

from leukdesk.capture.virtual.cells.pen import Pen, Sprite, cover, stack


def red_cell(pen: Pen, radius: float, pallor: float) -> Sprite:
    """Draw a red cell: a biconcave disc seen from above, pale in its middle third; some are oval.

    The profile is that of Evans and Fung (Microvasc. Res. 4, 335, 1972), mixed with an even disc.
    """
    rng = pen.rng
    x, y = pen.grid(1.3 * radius + 0.5)
    usual, oval = abs(rng.normal(0, 0.05)), rng.uniform(0.1, 0.22)
    depth = pen.blob(x, y, radius, 0.035, usual if rng.random() < 0.9 else oval)
    r2 = np.clip(1 - depth / radius, 0, 1) ** 2
    disc = np.sqrt(1 - r2) * (0.207 + 2.003 * r2 - 1.123 * r2 * r2) / 0.76
    hollow = min(1.7, pallor * rng.uniform(0.4, 1.3))  # 1.7 leaves nothing in the middle
    thickness = cover(depth, 0.7) * (1 - hollow * (1 - np.clip(1.5 * disc, 0, 1)))
    thickness *= rng.normal(0.95, 0.07) * (1 + 0.02 * pen.texture(x.shape, 0.7))
    return stack(x.shape, haemoglobin=thickness)


def erythroblast(pen: Pen, radius: float) -> Sprite:
    """Draw an erythroblast: a round, dense, nearly black nucleus; cytoplasm from polychromatic grey-blue to pink."""
    rng = pen.rng
    x, y = pen.grid(1.25 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.05, abs(rng.normal(0, 0.06))), 0.7)
    turn, share = pen.turn(), rng.uniform(0.5, 0.62)
    aside = rng.uniform(0.05, 0.8) * (0.9 - share) * radius
    nucleus = pen.blob(x - aside * math.cos(turn), y - aside * math.sin(turn), share * radius, 0.02)
    inside = cover(nucleus, 0.4)
    ripeness = rng.uniform(0, 1)  # the riper, the denser its nucleus and the more haemoglobin around it
    contrast = np.float32(0.17 - 0.12 * ripeness)
    dense = np.float32(1.05 + 0.2 * ripeness) + contrast * pen.clumps(x.shape, 1.0)
    shade = 1 + 0.06 * pen.texture(x.shape, 1.2)
    return stack(
        x.shape,
        haemoglobin=body * (0.35 + 0.5 * ripeness) * shade,
        chromatin=np.asarray(inside * dense, np.float32),
        cytoplasm=body * (0.75 - 0.6 * ripeness) * shade * (1 - 0.6 * inside),
    )


def platelet(pen: Pen, radius: float) -> Sprite:
    """Draw a platelet: a small, pale, ragged disc whose purple granules lie towards its middle."""
    x, y = pen.grid(1.7 * radius + 0.4)
    depth = pen.blob(x, y, radius, 0.16, abs(pen.rng.normal(0, 0.1)))
    body = cover(depth, 0.5)
    core = cover(np.asarray(depth - 0.3 * radius, np.float32), 0.9 * radius)
    specks = pen.dots(x.shape, 0.16, 0.55)
    return stack(
        x.shape,
        chromatin=np.asarray(body * (0.13 + core * (0.1 + 0.55 * specks)), np.float32),
        cytoplasm=0.25 * body,
        granules=0.12 * core * specks,
    )
