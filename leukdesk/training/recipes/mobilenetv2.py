"""MobileNetV2 1.0, every layer fine-tuned from ImageNet weights.

Architecture: Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks";
weights and layers of ``keras.applications``. Made for this program; none of the five studies used it.
"""

from __future__ import annotations

from pathlib import Path

import keras

from leukdesk.training.fitting import Network, Recipe, Stage

INPUT_SIDE = 224
# keras.applications sets 0.999, with which the statistics lag thousands of steps behind the weights.
BATCH_NORM_MOMENTUM = 0.97


def build(classes: int, weights: Path | None) -> Network:
    """Build the network.

    Parameters
    ----------
    classes : int
        Number of classes C.
    weights : Path, optional
        Weights of the network without its top, in Keras' ``.weights.h5`` form; random without.

    Returns
    -------
    Network
        Input float32 (N, S, S, 3), RGB 0 to 255, any S; feature map of 1,280 channels at S/32.
    """
    backbone = keras.applications.MobileNetV2(
        include_top=False, weights=None, pooling="avg", input_shape=(None, None, 3)
    )
    if weights is not None:
        backbone.load_weights(weights)
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = BATCH_NORM_MOMENTUM
    features = keras.Model(backbone.input, backbone.get_layer("out_relu").output, name="features")
    scale = keras.layers.Rescaling(1 / 127.5, offset=-1.0)
    image = keras.Input((None, None, 3), name="image")
    feature_map = features(scale(image))
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(feature_map)
    head = keras.layers.Dense(classes, name="logits")
    logits = head(keras.layers.Dropout(0.3)(embedding))
    return Network(keras.Model(image, logits, name="mobilenetv2"), keras.Model(image, feature_map), head)


RECIPE = Recipe(
    name="mobilenetv2",
    title="MobileNetV2",
    architecture="MobileNetV2 1.0, ImageNet weights, every layer fine-tuned",
    build=build,
    input_side=INPUT_SIDE,
    # Most steps see cuts of 160 pixels at the picture's own scale, at half the price of whole
    # pictures; the last ones see whole pictures, as at prediction.
    stages=(
        Stage(side=160, epochs=12, first_rate=6e-4, last_rate=1e-4),
        Stage(side=224, epochs=2, first_rate=1e-4, last_rate=0.0),
    ),
    batch=32,
    weight_decay=0.02,
    label_smoothing=0.05,
)
