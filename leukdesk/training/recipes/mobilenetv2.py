"""MobileNetV2 1.0, every layer fine-tuned from ImageNet weights.

Architecture: Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks";
weights and layers of ``keras.applications``. Made for this program; none of the five studies used it.
"""

from __future__ import annotations

import keras

from leukdesk.training.recipe import FEATURE_MAP, LOGITS, Recipe, Settings, Task

# keras.applications sets 0.999, with which the statistics lag thousands of steps behind the weights.
BATCH_NORM_MOMENTUM = 0.97


def build(task: Task) -> keras.Model:
    """Build the network; its feature map has 1,280 channels at S/32."""
    backbone = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(None, None, 3))
    if task.weights is not None:
        backbone.load_weights(task.weights)
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = BATCH_NORM_MOMENTUM
    image = keras.Input((None, None, 3), name="image")
    features = keras.Model(backbone.input, backbone.output, name=FEATURE_MAP)
    x = features(keras.layers.Rescaling(1 / 127.5, offset=-1.0)(image))
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dropout(0.3)(x)
    return keras.Model(image, keras.layers.Dense(task.classes, name=LOGITS)(x), name="mobilenetv2")


RECIPE = Recipe(
    name="mobilenetv2",
    title="MobileNetV2",
    architecture="MobileNetV2 1.0, ImageNet weights, every layer fine-tuned",
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
