"""A network for the Taleqani set light enough for small devices; published accuracy .9216.

The study tells benign, early, pre and pro apart; beside its own network it gives k nearest neighbours .654, ResNet-50
.598 and DenseNet .796. It names convolutions with ReLU and max-poolings, dropout, dense layers and softmax, Adam and
batches of 64, and augmentation by rotation, shift, shear, zoom and flip. Sizes, epochs and learning rate are ours, and
so is global average pooling, which keeps the network small.
"""

from __future__ import annotations

import keras
from keras import layers

from leukdesk.training.recipe import Recipe, Settings, Study, Task
from leukdesk.training.recipes.plain import convolutions, plain


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 128 channels at S/16."""
    features = convolutions(16, 32, 64, 128)
    head = [
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(64, activation="relu"),
        layers.Dense(task.classes),
    ]
    return plain(task, "all_stage_cnn", features, head, least_side=16)


RECIPE = Recipe(
    name="all_stage_cnn",
    title="ALL stage CNN",
    architecture="4 convolutions with max-pooling, global average pooling, 2 dense layers, from scratch",
    build=build,
    settings=Settings(input_side=224, epochs=60, batch=64, augmentation="all_stage"),
    study=Study(
        title="A light CNN on the Taleqani set",
        figures={"accuracy": 0.9216},
        protocol="single pictures split at random",
    ),
)
