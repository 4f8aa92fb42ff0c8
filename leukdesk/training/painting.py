"""A corner mask inside the exported graph, so that nobody can forget it at prediction."""

from __future__ import annotations

from typing import Any

import keras

from leukdesk.training.masks import CornerMask


class PaintCorner(keras.layers.Layer):  # type: ignore[misc]
    """:meth:`CornerMask.paint` as a layer, so that an exported graph does the same."""

    def __init__(self, mask: CornerMask, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.mask = mask

    def call(self, pixels: Any) -> Any:
        """Paint over the corner of square pictures (N, S, S, 3)."""
        rows, columns = self.mask.extent(pixels.shape[1])
        above = pixels[:, :-rows]
        strip = keras.ops.flip(pixels[:, -2 * rows : -rows, -columns:], axis=1)
        bottom = keras.ops.concatenate([pixels[:, -rows:, :-columns], strip], axis=2)
        return keras.ops.concatenate([above, bottom], axis=1)
