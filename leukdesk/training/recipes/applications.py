"""Networks of ``keras.applications`` under a new head; every layer is trained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from leukdesk.training.cells import CellNumbers, Everywhere, StandardizedCell
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
    x = keras.Model(backbone.input, backbone.output, name=FEATURE_MAP)(scaled(shown))
    if task.look == "cell":
        x = Everywhere()(x, _told(image))
    x = keras.layers.GlobalAveragePooling2D()(x)
    if dropout:
        x = keras.layers.Dropout(dropout)(x)
    return keras.Model(image, keras.layers.Dense(task.classes, name=LOGITS)(x), name=name)


def _told(image: Any) -> Any:
    """What a cell's size and colour say, (N, 1, 1, 16), for a few hundred steps at a fine-tuning rate.

    The numbers enter five times as strongly as the pretrained features do, or this part, which begins from nothing,
    would learn too slowly beside them.
    """
    x = keras.layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM, center=False, scale=False)(CellNumbers()(image))
    return keras.layers.Dense(16, activation="relu")(keras.layers.Rescaling(5.0)(x))
