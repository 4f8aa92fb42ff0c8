"""MobileNetV2 1.0, every layer trained; meant to begin from ImageNet weights (``--weights``).

Architecture: Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks";
weights and layers of ``keras.applications``. Made for this program; none of the five studies used it.
"""

from __future__ import annotations

import keras

from leukdesk.training.recipe import Recipe, Settings, Task
from leukdesk.training.recipes.applications import application


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 1,280 channels at S/32."""
    family = keras.applications.mobilenet_v2
    return application(task, "mobilenetv2", family.MobileNetV2, family.preprocess_input, dropout=0.3)


RECIPE = Recipe(
    name="mobilenetv2",
    title="MobileNetV2",
    architecture="MobileNetV2 1.0, every layer trained",
    build=build,
    # Most steps see cuts of 160 pixels at the picture's own scale, at half the price of whole
    # pictures; the last ones see whole pictures, as at prediction.
    settings=Settings(
        input_side=224,
        epochs=14,
        rate=6e-4,
        weight_decay=0.02,
        label_smoothing=0.05,
        cut_side=160,
        whole_epochs=2,
    ),
    takes_weights=True,
)
