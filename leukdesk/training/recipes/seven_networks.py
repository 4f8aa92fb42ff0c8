"""Six of the study of seven networks: ResNet-50 and -101, DenseNet-201, MobileNet, VGG19 and EfficientNet-B7.

The study tells healthy blood cells and acute lymphocytic, acute myelogenous, chronic lymphocytic and chronic
myelogenous leukemia apart. It augmented 300 pictures of each class to 600 and only then split them at random, a fifth
for testing and a fifth of the rest for validation, so that test pictures are near copies of training pictures. It
trained for at most 100 epochs and stopped after 15 without progress.

| network | published accuracy |
|---|---|
| ResNet-50 | .97 |
| DenseNet-201 | .95 |
| MobileNet | .97 |
| VGG19 | .95 |
| ResNet-101 | .97 |
| EfficientNet-B7 | .96 |

The seventh, CML1, is in :mod:`leukdesk.training.recipes.cml1`. Batch size and learning rate are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
from keras.applications import densenet, efficientnet, mobilenet, resnet, vgg19

from leukdesk.training.recipe import Recipe, Settings, Study, Task
from leukdesk.training.recipes.applications import application

# A tenth of Adam's usual rate: VGG19 has no batch normalization that would bear more.
SETTINGS = Settings(input_side=224, epochs=100, patience=15, batch=32, rate=1e-4, augmentation="seven_networks")


def study(accuracy: float) -> Study:
    """What the study published of one of its networks."""
    return Study(
        title="Seven networks on five classes of blood cells",
        figures={"accuracy": accuracy},
        protocol="augmented from 300 to 600 a class, then split at random: 64 % training, 16 % validation, 20 % test",
        copies_before_split=1,
    )


def _recipe(
    name: str, title: str, make: Callable[..., keras.Model], scaled: Callable[[Any], Any], accuracy: float
) -> Recipe:
    def build(task: Task) -> keras.Model:
        return application(task, name, make, scaled)

    return Recipe(
        name=name,
        title=title,
        architecture=f"{title} of keras.applications, global average pooling, every layer trained",
        build=build,
        settings=SETTINGS,
        study=study(accuracy),
        takes_weights=True,
    )


RECIPES = (
    _recipe("resnet50", "ResNet-50", resnet.ResNet50, resnet.preprocess_input, 0.97),
    _recipe("densenet201", "DenseNet-201", densenet.DenseNet201, densenet.preprocess_input, 0.95),
    _recipe("mobilenet", "MobileNet", mobilenet.MobileNet, mobilenet.preprocess_input, 0.97),
    _recipe("vgg19", "VGG19", vgg19.VGG19, vgg19.preprocess_input, 0.95),
    _recipe("resnet101", "ResNet-101", resnet.ResNet101, resnet.preprocess_input, 0.97),
    # Its layers scale 0 to 255 themselves. From ImageNet weights, Keras' own function divides once more, by about 0.47,
    # before the first convolution; the batch normalization after it makes up for that within the first steps.
    _recipe("efficientnetb7", "EfficientNet-B7", efficientnet.EfficientNetB7, efficientnet.preprocess_input, 0.96),
)
