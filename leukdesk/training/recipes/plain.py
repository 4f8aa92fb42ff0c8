"""Networks that are one chain of layers."""

from __future__ import annotations

from collections.abc import Iterable

import keras
from keras import layers

from leukdesk.training.recipe import FEATURE_MAP, LOGITS, SettingError, Task
from leukdesk.training.recipes.sides import check_side


def plain(
    task: Task, name: str, features: Iterable[layers.Layer], head: Iterable[layers.Layer], *, least_side: int
) -> keras.Model:
    """Build a chain of layers on square pictures whose values are first brought to 0 to 1.

    Parameters
    ----------
    task : Task
    name : str
        Of the model.
    features : keras.layers.Layer
        From the first convolution to what gives the feature map.
    head : keras.layers.Layer
        From Flatten or global pooling on; the last dense layer in it gives the logits.
    least_side : int
        Smallest side that leaves a feature map, in pixels.

    Raises
    ------
    SettingError
        The side is too small, or something else than the picture is to be shown.
    """
    check_side(task, least_side)
    if task.look != "picture":
        raise SettingError(f"{name} is shown pictures as they are, as in its study: leave look out")
    features, head = list(features), list(head)
    features[-1].name = FEATURE_MAP
    next(layer for layer in reversed(head) if isinstance(layer, layers.Dense)).name = LOGITS
    image = keras.Input((task.side, task.side, 3), name="image")
    x = layers.Rescaling(1 / 255)(image)
    for layer in features + head:
        x = layer(x)
    return keras.Model(image, x, name=name)


def convolutions(*filters: int, padding: str = "same") -> list[layers.Layer]:
    """Return a 3x3 convolution with ReLU and a 2x2 max-pooling for each number of filters."""
    return [
        layer
        for number in filters
        for layer in (layers.Conv2D(number, 3, padding=padding, activation="relu"), layers.MaxPooling2D())
    ]
