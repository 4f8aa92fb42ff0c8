"""LeNet-LLD: four convolutions and two dense layers with a single output, 6,520,481 parameters at 256 pixels.

Published for "normal" against "abnormal" cells: accuracy .96, precision .991, recall .969, F1 .980, after 23 epochs of
Adam on binary cross-entropy with flips, turns and zooms. The output is high for normal cells; of thresholds from 0.1 to
0.9 the study uses 0.6. Its training and test pictures, 2,483 + 2,478 and 620 + 620, are as many as the lymphocytes and
monocytes of a public set of normal blood. Precision and recall as published make the accuracy on as many of either
class .98, not .96. Batch size and learning rate are ours.
"""

from __future__ import annotations

import keras
from keras import layers

from leukdesk.training.heads import TwoClasses
from leukdesk.training.recipe import Recipe, Settings, Study, Task
from leukdesk.training.recipes.plain import convolutions, plain


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 128 channels, 14 places wide and high of 256 pixels."""
    features = convolutions(16, 32, 64, 128, padding="valid")
    head = [layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1), TwoClasses(task.high)]
    # Each convolution takes two pixels and each pooling half of the rest: 46, 22, 10, 4, 1.
    return plain(task, "lenet_lld", features, head, least_side=46)


RECIPE = Recipe(
    name="lenet_lld",
    title="LeNet-LLD",
    architecture="4 convolutions with max-pooling, 2 dense layers, one output, from scratch",
    build=build,
    settings=Settings(input_side=256, epochs=23, augmentation="lenet_lld", threshold=0.6),
    study=Study(
        title="LeNet-LLD (thesis)",
        figures={"accuracy": 0.96, "precision": 0.991, "recall": 0.969, "f1": 0.980},
        protocol="the folders of the public set: 2,483 + 2,478 pictures for training, 620 + 620 for testing",
    ),
    binary=True,
)
