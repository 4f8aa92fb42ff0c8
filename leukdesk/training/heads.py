"""The end of a network whose study gave it one output for two classes."""

from __future__ import annotations

from typing import Any

import keras


@keras.saving.register_keras_serializable("leukdesk")
class TwoClasses(keras.layers.Layer):  # type: ignore[misc]
    """One logit to two: 0 for one class and z for the other.

    The softmax of the two is (1 - sigmoid(z), sigmoid(z)), so categorical cross-entropy is binary cross-entropy, and
    nothing after the network needs to know that it had a single output.

    Parameters
    ----------
    high : int
        Index, 0 or 1, of the class whose probability is sigmoid(z).
    """

    def __init__(self, high: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.high = high

    def call(self, logit: Any) -> Any:
        """Return logits (N, 2) of one logit (N, 1)."""
        return logit * keras.ops.one_hot(self.high, 2, dtype=logit.dtype)

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer again."""
        return {**super().get_config(), "high": self.high}
