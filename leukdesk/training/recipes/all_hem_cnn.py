"""A small network for C-NMC: lymphoblasts (ALL) against normal precursors (hem); published accuracy .68.

The study split at random, 80 to 20, and augmented by rotation, flip, contrast and zoom. Its network answered one class
always: recall 1.00 and 0.00, and .68 is the share of that class. The names of its two rows are swapped, since their
supports, 1,455 and 678, are a fifth of the set's 7,272 ALL and 3,389 hem. Sizes, epochs, batch size and learning rate
are ours; the study names blocks of convolution, ReLU and max-pooling, then dropout, dense layers and softmax.
"""

from __future__ import annotations

import keras
from keras import layers

from leukdesk.training.recipe import Recipe, Settings, Study, Task
from leukdesk.training.recipes.plain import convolutions, plain


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 128 channels at S/16."""
    features = convolutions(16, 32, 64, 128)
    head = [layers.Flatten(), layers.Dropout(0.5), layers.Dense(128, activation="relu"), layers.Dense(task.classes)]
    return plain(task, "all_hem_cnn", features, head, least_side=16)


RECIPE = Recipe(
    name="all_hem_cnn",
    title="ALL/hem CNN",
    architecture="4 convolutions with max-pooling, dropout, 2 dense layers, from scratch",
    build=build,
    settings=Settings(input_side=128, epochs=30, augmentation="all_hem"),
    study=Study(
        title="A small CNN on C-NMC",
        figures={"accuracy": 0.68},
        protocol="single pictures split at random: 80 % training, 20 % test; one class was answered always",
    ),
)
