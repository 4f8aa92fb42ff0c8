"""The "modified CNN" for ALL, CLL, CML and AML; published accuracy .988 in training and .97 in validation.

The study names pictures of 200x200 pixels, blocks of convolution, batch normalization, ReLU, convolution, max-pooling
and dropout, six dropouts, a flatten and one dense layer with softmax, trained in two rounds of 100 epochs. It names no
augmentation, and there is none here. The two rounds are one of 200 epochs, through which the learning rate falls once.
Numbers of filters, batch size and learning rate are ours.
"""

from __future__ import annotations

import keras
from keras import layers

from leukdesk.training.recipe import Recipe, Settings, Study, Task
from leukdesk.training.recipes.plain import plain


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 128 channels at S/64."""
    features = [
        layer
        for filters in (16, 32, 32, 64, 64, 128)
        for layer in (
            layers.Conv2D(filters, 3, padding="same"),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(filters, 3, padding="same"),
            layers.MaxPooling2D(),
            layers.Dropout(0.2),
        )
    ]
    head = [layers.Flatten(), layers.Dense(task.classes)]
    return plain(task, "modified_cnn", features, head, least_side=64)


RECIPE = Recipe(
    name="modified_cnn",
    title="Modified CNN",
    architecture="6 blocks of 2 convolutions with batch normalization, max-pooling and dropout, from scratch",
    build=build,
    settings=Settings(input_side=200, epochs=200, augmentation="none"),
    study=Study(
        title="A modified CNN on four kinds of leukemia",
        figures={"accuracy": 0.97},
        protocol="accuracy on the validation pictures; .988 on the training pictures",
    ),
)
