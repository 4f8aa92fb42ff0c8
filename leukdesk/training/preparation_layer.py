"""The preparation of pictures as a layer, so that an exported graph does it by itself and nobody can forget it."""

from __future__ import annotations

from typing import Any

import keras

from leukdesk.training.masks import CornerMask
from leukdesk.training.preparing import Preparation


class PreparePixels(keras.layers.Layer):  # type: ignore[misc]
    """:meth:`Preparation.apply` for a batch of square pictures, (N, S, S, 3)."""

    def __init__(self, preparation: Preparation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.preparation = preparation

    def call(self, pixels: Any) -> Any:
        """Return prepared pictures of the same shape and kind."""
        corner = self.preparation.corner
        return pixels if corner is None else _painted(pixels, corner)


def _painted(pixels: Any, corner: CornerMask) -> Any:
    rows, columns = corner.extent(pixels.shape[1])
    above = pixels[:, :-rows]
    strip = keras.ops.flip(pixels[:, -2 * rows : -rows, -columns:], axis=1)
    bottom = keras.ops.concatenate([pixels[:, -rows:, :-columns], strip], axis=2)
    return keras.ops.concatenate([above, bottom], axis=1)
