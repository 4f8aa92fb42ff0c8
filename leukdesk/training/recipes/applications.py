"""Networks of ``keras.applications`` under a new head; every layer is trained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from leukdesk.training.cells import CellNumbers, Everywhere, Quadratic, StandardizedCell
from leukdesk.training.recipe import FEATURE_MAP, LOGITS, SettingError, Task
from leukdesk.training.recipes.sides import check_side

# Keras sets 0.99 or 0.999, with which the statistics lag hundreds or thousands of steps behind the weights.
BATCH_NORM_MOMENTUM = 0.97

# All of them halve the picture five times.
LEAST_SIDE = 32


def application(
    task: Task,
    name: str,
    make: Callable[..., keras.Model],
    scaled: Callable[[Any], Any],
    *,
    dropout: float = 0.0,
) -> keras.Model:
    """Build a network that ends in global average pooling and one dense layer; it takes pictures of any side.

    Parameters
    ----------
    task : Task
    name : str
        Of the model.
    make : callable
        The network's function in ``keras.applications``.
    scaled : callable
        Its ``preprocess_input``: RGB 0 to 255 to what its pretrained weights expect.
    dropout : float
        Share of the pooled features that is left out in training.

    Raises
    ------
    SettingError
        The side is too small, or the weights are of another network.
    """
    check_side(task, LEAST_SIDE)
    backbone = make(include_top=False, weights=None, input_shape=(None, None, 3))
    if task.weights is not None:
        try:
            backbone.load_weights(task.weights)
        except Exception as problem:  # whatever a wrong or broken file brings about in Keras
            raise SettingError(
                f"{task.weights} does not hold the weights of {name} without its top: give a file that Keras wrote with"
                " save_weights('NAME.weights.h5')"
            ) from problem
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = BATCH_NORM_MOMENTUM
    image = keras.Input((None, None, 3), name="image")
    shown = StandardizedCell()(image) if task.look == "cell" else image
    kind = FixedStatistics if task.head_first else keras.Model
    x = kind(backbone.input, backbone.output, name=FEATURE_MAP)(scaled(shown))
    if task.look == "cell":
        # Whole channels left out here are pooled features left out, but what is put beside them stays.
        x = keras.layers.SpatialDropout2D(dropout)(x)
        x = Everywhere()(x, _told(image, fixed=task.head_first))
    x = keras.layers.GlobalAveragePooling2D()(x)
    if dropout and task.look != "cell":
        x = keras.layers.Dropout(dropout)(x)
    return keras.Model(image, keras.layers.Dense(task.classes, name=LOGITS)(x), name=name)


@keras.saving.register_keras_serializable("leukdesk")
class FixedStatistics(keras.Model):  # type: ignore[misc]
    """A network that is run in training as it answers: a head that was fitted to its features finds them again.

    ``training=False`` where a network is called does not do: Keras 3 sets it anew for every layer.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:  # noqa: ARG002
        """Return what the network gives."""
        return super().call(inputs, training=False, mask=mask)


def _told(image: Any, *, fixed: bool) -> Any:
    """What a cell's size, colour and contrast say, (N, 1, 1, 35).

    It enters ten times as strongly as one of the pretrained features, or a penalty on the weights, or the few hundred
    steps of a fine-tuning, would make little of 35 numbers beside more than a thousand.
    """
    normalization = keras.layers.BatchNormalization(
        momentum=BATCH_NORM_MOMENTUM, center=False, scale=False, trainable=not fixed
    )
    return keras.layers.Rescaling(10.0)(Quadratic()(normalization(CellNumbers()(image))))
