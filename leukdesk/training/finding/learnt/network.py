"""The network: MobileNetV2 down to a sixteenth, up again to a quarter, and how its answers become boxes.

After Zhou, Wang and Krähenbühl 2019, "Objects as Points" (arXiv:1904.07850): a cell is the place where its middle is
likeliest, with a width and a height.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from leukdesk.training.finding.fields import Box
from leukdesk.training.finding.learnt.canvases import CHANNELS, STRIDE
from leukdesk.training.finding.matching import HIT, overlap
from leukdesk.training.recipe import SettingError
from leukdesk.training.recipes.applications import BATCH_NORM_MOMENTUM

LONG_SIDE = 224
"""Longer side of a field as the network is shown it, in pixels."""

_COARSEST = 16
_WIDE = 64
_RARE = 0.02  # what the network answers for a place before it has learnt: few are a cell's middle


def build(weights: Path | None) -> keras.Model:
    """Build it: pictures, float32 (N, H, W, 3) RGB 0 to 255, sides multiples of 16, to (N, H / 4, W / 4, 5).

    The five numbers are the logit of a cell's middle, its log width and log height in quarters of a pixel's side,
    and how far the middle lies right of and below the place's corner. Every layer is trained.

    Raises
    ------
    SettingError
        The file holds weights of another network.
    """
    family = keras.applications.mobilenet_v2
    whole = family.MobileNetV2(include_top=False, weights=None, input_shape=(None, None, 3))
    if weights is not None:
        try:
            whole.load_weights(weights)
        except Exception as problem:  # whatever a wrong or broken file brings about in Keras
            raise SettingError(f"{weights} does not hold the weights of MobileNetV2 without its top.") from problem
    for layer in whole.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = BATCH_NORM_MOMENTUM
    taps = [whole.get_layer(f"block_{block}_expand_relu").output for block in (3, 6, 13)]
    picture = keras.Input((None, None, 3), name="field")
    fine, middle, coarse = keras.Model(whole.input, taps)(family.preprocess_input(picture))
    x = _block(coarse)
    for finer in (middle, fine):
        x = keras.layers.UpSampling2D(interpolation="bilinear")(x)
        x = _block(keras.layers.Concatenate()([x, keras.layers.Conv2D(_WIDE, 1)(finer)]))
    likely = keras.layers.Conv2D(1, 1, bias_initializer=keras.initializers.Constant(np.log(_RARE)))(x)
    where = keras.layers.Conv2D(CHANNELS - 2, 1)(x)
    return keras.Model(picture, keras.layers.Concatenate()([likely, where]), name="cell_middles")


def _block(x: Any) -> Any:
    x = keras.layers.SeparableConv2D(_WIDE, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)
    return keras.layers.ReLU()(x)


def loss(target: Any, answer: Any) -> Any:
    """Focal loss of the middles (there the paper's alpha 2, beta 4) and absolute errors of size and place."""
    near, is_middle = target[..., 0], target[..., 5]
    logit = answer[..., 0]
    chance = ops.sigmoid(logit)
    cells = ops.sum(is_middle) + 1.0
    found = is_middle * (1 - chance) ** 2 * ops.softplus(-logit)
    empty = (1 - is_middle) * (1 - near) ** 4 * chance**2 * ops.softplus(logit)
    off = ops.abs(target[..., 1:5] - answer[..., 1:5]) * is_middle[..., None]
    return (ops.sum(found + empty) + ops.sum(off)) / cells


def boxes_of(model: keras.Model, rgb: NDArray[np.uint8]) -> list[tuple[float, Box]]:
    """Return what the network takes for white cells in a field, each with how likely it is, the likeliest first."""
    height, width = rgb.shape[:2]
    scale = LONG_SIDE / max(height, width)
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    high, wide = (-(-side // _COARSEST) * _COARSEST for side in small.shape[:2])
    shown = np.empty((high, wide, 3), np.float32)
    shown[:] = np.median(small.reshape(-1, 3), axis=0)
    shown[: small.shape[0], : small.shape[1]] = small
    answer = np.asarray(ops.convert_to_numpy(model(shown[None], training=False)))[0]
    chance = 1 / (1 + np.exp(-answer[..., 0]))
    highest = np.asarray(cv2.dilate(chance, np.ones((3, 3), np.uint8)))
    rows, columns = np.nonzero((chance >= highest) & (chance > 0.05))
    likeliest = np.argsort(-chance[rows, columns])
    kept: list[tuple[float, Box]] = []
    for row, column in zip(rows[likeliest], columns[likeliest], strict=True):
        log_width, log_height, right, below = answer[row, column, 1:]
        x, y = (column + right) * STRIDE / scale, (row + below) * STRIDE / scale
        half_x, half_y = (np.exp(np.clip(side, -2, 6)) * STRIDE / scale / 2 for side in (log_width, log_height))
        left, top = max(round(x - half_x), 0), max(round(y - half_y), 0)
        box = (left, top, max(min(round(x + half_x), width), left + 1), max(min(round(y + half_y), height), top + 1))
        if x < width and y < height and all(overlap(box, other) < HIT for _, other in kept):
            kept.append((float(chance[row, column]), box))
    return kept
