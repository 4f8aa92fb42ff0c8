"""What a network is told of a single cell on black: the cell with stain and light taken out, and these beside it.

Subjects differ in stain and light more than blasts differ from normal cells, so a network that sees colours as they
are learns the subjects. Standardized, a cell keeps its texture and outline; its size, colour and contrast, which do
say something, are given as seven numbers, from which no subject can be made out as easily as from a picture.
"""

from __future__ import annotations

from typing import Any

import keras

BACKGROUND = 16.0  # a pixel of which no channel is above this is no cell: JPEG leaves black not quite black
SPREAD = 64.0  # standard deviation of a standardized channel, on the scale of 0 to 255
BOUND = 1.5  # standard deviations: a cell of a stain or size never seen weighs no more than a rare one


def _cell(pixels: Any) -> tuple[Any, Any, Any]:
    """Which pixels are the cell's, (N, S, S, 1), and mean and variance of each channel over them, (N, 1, 1, 3)."""
    inside = keras.ops.cast(keras.ops.max(pixels, axis=-1, keepdims=True) > BACKGROUND, "float32")
    # One pixel more than there are: a picture without a cell is no division by zero.
    count = keras.ops.sum(inside, axis=(1, 2), keepdims=True) + 1.0
    mean = keras.ops.sum(pixels * inside, axis=(1, 2), keepdims=True) / count
    variance = keras.ops.sum(keras.ops.square(pixels - mean) * inside, axis=(1, 2), keepdims=True) / count
    return inside, mean, variance


@keras.saving.register_keras_serializable("leukdesk")
class StandardizedCell(keras.layers.Layer):  # type: ignore[misc]
    """Each channel of a cell to one mean and spread over the cell's own pixels; the background to that mean.

    Pictures, float32 (N, S, S, 3), RGB 0 to 255, of one cell on black, to the same on that scale; values beyond 0 and
    255 are kept.
    """

    def call(self, pixels: Any) -> Any:
        """Return standardized pictures."""
        inside, mean, variance = _cell(pixels)
        return 127.5 + SPREAD * (pixels - mean) * inside / keras.ops.sqrt(variance + 1.0)


@keras.saving.register_keras_serializable("leukdesk")
class CellNumbers(keras.layers.Layer):  # type: ignore[misc]
    """Size, colour and contrast of a cell on black: logarithms of its share of the picture, mean and spread.

    Pictures as for :class:`StandardizedCell` to (N, 1, 1, 7): one place of a feature map.
    """

    def call(self, pixels: Any) -> Any:
        """Return the numbers."""
        inside, mean, variance = _cell(pixels)
        share = keras.ops.mean(inside, axis=(1, 2), keepdims=True)
        # The small numbers added keep a picture without a cell from infinity.
        values = [share + 1e-4, (mean + 1.0) / 256.0, keras.ops.sqrt(variance + 1.0) / 256.0]
        return keras.ops.log(keras.ops.concatenate(values, axis=-1))


@keras.saving.register_keras_serializable("leukdesk")
class Quadratic(keras.layers.Layer):  # type: ignore[misc]
    """Numbers around 0, (..., U), softly bounded, and after them their products two by two, (..., U + U (U + 1) / 2).

    A linear layer behind it can tell a size that is too small from one that is too large.
    """

    def call(self, numbers: Any) -> Any:
        """Return bounded numbers and their products."""
        bounded = BOUND * keras.ops.tanh(numbers / BOUND)
        products = [bounded[..., i:] * bounded[..., i : i + 1] for i in range(bounded.shape[-1])]
        return keras.ops.concatenate([bounded, *products], axis=-1)


@keras.saving.register_keras_serializable("leukdesk")
class Everywhere(keras.layers.Layer):  # type: ignore[misc]
    """Append numbers, (N, 1, 1, U), to every place of a feature map, (N, h, w, D)."""

    def call(self, feature_map: Any, numbers: Any) -> Any:
        """Return a feature map, (N, h, w, D + U)."""
        return keras.ops.concatenate([feature_map, keras.ops.zeros_like(feature_map[..., :1]) + numbers], axis=-1)
