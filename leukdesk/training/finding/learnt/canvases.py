"""What the network learns from: pieces of fields, at random sizes and colours, and where their white cells are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augmentation import strong
from leukdesk.training.finding.fields import Field

SIDE = 192
STRIDE = 4
CELL_SIDES = (18.0, 90.0)
"""Cells are shown so large, in pixels of a canvas: pictures of unlike magnification do not tell theirs."""

CHANNELS = 6
"""Of a target: how near a cell's middle is, its log width and height, how far right and below, whether it is one."""

_KEPT_CELL = 90.0


@dataclass(frozen=True)
class _Reduced:
    """A field in memory, its cells about 90 pixels wide; boxes float, shape (N, 4), left, top, right, bottom."""

    pixels: NDArray[np.uint8]
    boxes: NDArray[np.float64]


@dataclass(frozen=True)
class Fields:
    """The fields of one set, all at the same scale."""

    fields: tuple[_Reduced, ...]
    cell_side: float


def read(fields: Sequence[Field]) -> Fields:
    """Read the pictures of a set."""
    cell = float(np.median([max(b[2] - b[0], b[3] - b[1]) for each in fields for b in each.boxes]))
    scale = min(1.0, _KEPT_CELL / cell)
    read_in = []
    for each in fields:
        pixels = cv2.resize(each.pixels(), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        boxes = np.array(each.boxes, np.float64).reshape(-1, 4) * scale
        read_in.append(_Reduced(np.asarray(pixels, np.uint8), boxes))
    return Fields(tuple(read_in), cell * scale)


def draw(sets: Sequence[Fields], rng: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return a canvas, uint8 (192, 192, 3) RGB, and what is to be learnt of it, float32 (48, 48, 6).

    Small fields are laid side by side until they fill it; of a large one a piece is cut, mostly one with a cell.
    """
    chosen = sets[int(rng.integers(len(sets)))]
    low, high = np.log(CELL_SIDES)
    scale = float(np.exp(rng.uniform(low, high))) / chosen.cell_side
    canvas = np.zeros((SIDE, SIDE, 3), np.uint8)
    boxes: list[NDArray[np.float64]] = []
    top = 0
    while top < SIDE:
        left = height = 0
        while left < SIDE:
            tile, inside = _piece(chosen, scale, rng)
            width = min(tile.shape[1], SIDE - left)
            shown = min(tile.shape[0], SIDE - top)
            canvas[top : top + shown, left : left + width] = tile[:shown, :width]
            boxes.append(_visible(inside, width, shown) + np.array([left, top, left, top]))
            left, height = left + width, max(height, shown)
        top += height
    pixels, turned = _turned(canvas, np.concatenate(boxes), rng)
    return strong.recoloured(pixels, rng), target(turned)


def _piece(chosen: Fields, scale: float, rng: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return a random field at a scale, cut to the canvas' side, with its boxes there."""
    field = chosen.fields[int(rng.integers(len(chosen.fields)))]
    height, width = field.pixels.shape[:2]
    need = SIDE / scale
    reach = np.maximum([width - need, height - need], 0)
    corner = rng.uniform(0, 1, 2) * reach
    if len(field.boxes) and rng.random() < 0.8:
        box = field.boxes[int(rng.integers(len(field.boxes)))]
        middle = (box[:2] + box[2:]) / 2
        corner = np.clip(middle - rng.uniform(0.1, 0.9, 2) * need, 0, reach)
    x, y = (int(value) for value in corner)
    piece = field.pixels[y : y + int(np.ceil(need)), x : x + int(np.ceil(need))]
    size = (max(1, round(piece.shape[1] * scale)), max(1, round(piece.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    shown = np.asarray(cv2.resize(piece, size, interpolation=method), np.uint8)[:SIDE, :SIDE]
    return shown, (field.boxes - [x, y, x, y]) * scale


def _turned(
    canvas: NDArray[np.uint8], boxes: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Mirror and turn by right angles, which keeps boxes boxes."""
    if rng.random() < 0.5:
        canvas, boxes = (
            canvas[:, ::-1],
            np.column_stack([SIDE - boxes[:, 2], boxes[:, 1], SIDE - boxes[:, 0], boxes[:, 3]]),
        )
    if rng.random() < 0.5:
        canvas, boxes = (
            canvas[::-1],
            np.column_stack([boxes[:, 0], SIDE - boxes[:, 3], boxes[:, 2], SIDE - boxes[:, 1]]),
        )
    if rng.random() < 0.5:
        canvas, boxes = canvas.transpose(1, 0, 2), boxes[:, [1, 0, 3, 2]]
    return np.ascontiguousarray(canvas), boxes


def _visible(boxes: NDArray[np.float64], width: int, height: int) -> NDArray[np.float64]:
    """Cut boxes at the edges of a piece; what is less than a third inside is no cell any more."""
    cut = np.clip(boxes, 0, [width, height, width, height])
    area = (cut[:, 2] - cut[:, 0]) * (cut[:, 3] - cut[:, 1])
    whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return np.asarray(cut[area > whole / 3], np.float64)


def target(boxes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return what the network is to answer for boxes, float32 (SIDE / 4, SIDE / 4, 6)."""
    side = SIDE // STRIDE
    out = np.zeros((side, side, CHANNELS), np.float32)
    rows, columns = np.mgrid[:side, :side]
    for left, top, right, bottom in boxes / STRIDE:
        x, y = (left + right) / 2, (top + bottom) / 2
        column, row = min(int(x), side - 1), min(int(y), side - 1)
        width, height = max(right - left, 0.5), max(bottom - top, 0.5)
        near = np.exp(-(((columns - column) / (width / 6)) ** 2 + ((rows - row) / (height / 6)) ** 2) / 2)
        out[..., 0] = np.maximum(out[..., 0], near)
        out[row, column, 1:] = np.log(width), np.log(height), x - column, y - row, 1.0
    return out
