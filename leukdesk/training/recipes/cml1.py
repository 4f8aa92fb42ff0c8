"""CML1, the network of their own in the study of seven networks: 23 layers, published accuracy .96.

Data and protocol are those of :mod:`leukdesk.training.recipes.seven_networks`. The study counts 23 layers and names
five convolutions, five max-poolings, six batch normalizations, a flatten, three dense layers and dropout, which make
23 with three dropouts. It gives neither their order nor their sizes: those here are ours, and small.
"""

from __future__ import annotations

import keras
from keras import layers

from leukdesk.training.recipe import Recipe, Task
from leukdesk.training.recipes.plain import plain
from leukdesk.training.recipes.seven_networks import SETTINGS, study


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 128 channels at S/32."""
    features = [
        layer
        for filters in (16, 32, 64, 64, 128)
        for layer in (
            layers.Conv2D(filters, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
        )
    ]
    head = [
        layers.Flatten(),
        layers.Dropout(0.3),
        layers.Dense(128, activation="relu"),
        layers.BatchNormalization(),
        layers.Dropout(0.3),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.3),
        layers.Dense(task.classes),
    ]
    return plain(task, "cml1", features, head, least_side=32)


RECIPE = Recipe(
    name="cml1",
    title="CML1",
    architecture="5 convolutions with batch normalization and max-pooling, 3 dense layers (23 layers), from scratch",
    build=build,
    settings=SETTINGS,
    study=study(0.96),
)
