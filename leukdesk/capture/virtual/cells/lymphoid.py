"""Lymphocytes and their precursors, and what is left of a crushed cell."""

from __future__ import annotations

import math

import numpy as np

from leukdesk.capture.virtual.cells.pen import Pen, Sprite, cover, membrane, stack


def lymphocyte(pen: Pen, radius: float) -> Sprite:
    """Draw a small lymphocyte: a round nucleus of dense, blocky chromatin in a narrow rim of clear sky blue."""
    rng = pen.rng
    x, y = pen.grid(1.25 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.05, abs(rng.normal(0, 0.04))), 0.6)
    turn, share = pen.turn(), rng.uniform(0.76, 0.86)
    aside = (0.93 - share) * radius * rng.uniform(0.5, 1)
    nx, ny = x - aside * math.cos(turn), y - aside * math.sin(turn)
    nucleus = pen.blob(nx, ny, share * radius, 0.04, abs(rng.normal(0, 0.06)))
    if rng.random() < 0.4:  # a shallow dent on the side of the wider cytoplasm
        reach = 1.22 * share * radius
        dent = pen.blob(nx + reach * math.cos(turn), ny + reach * math.sin(turn), 0.4 * radius, 0.1)
        nucleus = np.minimum(nucleus, -dent)
    inside = cover(nucleus, 0.4)
    chromatin = 0.92 + 0.2 * pen.clumps(x.shape, 1.5) + 0.06 * pen.texture(x.shape, 0.5) + 0.1 * membrane(nucleus)
    rim = body * (0.72 + 0.06 * pen.texture(x.shape, 0.8))
    return stack(x.shape, chromatin=inside * chromatin, cytoplasm=rim * (1 - 0.55 * inside))


def lymphoblast(pen: Pen, radius: float) -> Sprite:
    """Draw a lymphoblast: scant deep-blue cytoplasm, fine even chromatin, often a cleft, a pale nucleolus or two."""
    rng = pen.rng
    x, y = pen.grid(1.3 * radius + 0.5)
    body = pen.blob(x, y, radius, 0.07, abs(rng.normal(0, 0.06)))
    # The nucleus follows the cell's outline, a little inside of it, more on one side than on the other.
    turn, lean = pen.turn(), rng.uniform(0.02, 0.07)
    rim = rng.uniform(0.08, 0.15) * radius
    nucleus = body - rim + lean * (x * math.cos(turn) + y * math.sin(turn)) + 0.1 * pen.texture(x.shape, 3.0)
    if rng.random() < 0.4:
        turn, reach = pen.turn(), radius * rng.uniform(0.95, 1.08)
        cleft = pen.blob(x - reach * math.cos(turn), y - reach * math.sin(turn), radius * 0.27, 0.1, 0.35)
        nucleus = np.minimum(nucleus, -cleft)
    chromatin = 0.84 + 0.06 * pen.texture(x.shape, 0.4) + 0.06 * pen.texture(x.shape, 1.4) + 0.1 * membrane(nucleus)
    for _ in range(rng.integers(0, 3)):
        turn, reach = pen.turn(), radius * rng.uniform(0.1, 0.5)
        spot = pen.blob(x - reach * math.cos(turn), y - reach * math.sin(turn), rng.uniform(0.7, 1.1), 0.1)
        chromatin = chromatin - 0.28 * cover(spot, 0.7) + 0.08 * membrane(spot, 0.3)
    inside = cover(nucleus, 0.5)
    return stack(x.shape, chromatin=inside * chromatin, cytoplasm=cover(body, 0.6) * (0.95 - 0.5 * inside))


def hematogone(pen: Pen, radius: float) -> Sprite:
    """Draw a hematogone: small, hardly any cytoplasm, condensed and even chromatin, no nucleolus.

    The features are those that McKenna and others give (Blood 98, 2498, 2001).
    """
    rng = pen.rng
    x, y = pen.grid(1.25 * radius + 0.5)
    body = pen.blob(x, y, radius, 0.04, abs(rng.normal(0, 0.06)))
    turn = pen.turn()
    nucleus = body - 0.06 * radius + 0.04 * (x * math.cos(turn) + y * math.sin(turn))
    if rng.random() < 0.3:
        turn, reach = pen.turn(), 1.12 * radius
        notch = pen.blob(x - reach * math.cos(turn), y - reach * math.sin(turn), 0.3 * radius, 0.1, 0.3)
        nucleus = np.minimum(nucleus, -notch)
    inside = cover(np.asarray(nucleus, np.float32), 0.4)
    chromatin = 1.12 + 0.04 * pen.texture(x.shape, 0.5) + 0.05 * pen.texture(x.shape, 2.0)
    return stack(x.shape, chromatin=inside * chromatin, cytoplasm=cover(body, 0.5) * (0.8 - 0.45 * inside))


def smudge(pen: Pen, radius: float) -> Sprite:
    """Draw a smudge cell: the pale, bare nucleus of a cell crushed in spreading, frayed into strands."""
    x, y = pen.grid(1.5 * radius)
    frayed = 0.7 * pen.texture(x.shape, 3.0) + 0.3 * pen.texture(x.shape, 1.0)
    depth = np.asarray(pen.blob(x, y, 0.9 * radius, 0.3, 0.15) + frayed, np.float32)
    strands = np.clip(0.4 + 0.09 * pen.texture(x.shape, 1.2) + 0.05 * pen.texture(x.shape, 0.5), 0, 1)
    veil = cover(depth, 2.6) * strands
    return stack(x.shape, chromatin=veil * cover(np.asarray(1.35 * radius - np.hypot(x, y), np.float32), 2.0))
