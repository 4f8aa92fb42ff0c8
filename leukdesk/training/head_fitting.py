"""Fit the last layer alone to what pretrained weights give, before every layer is trained.

A layer that begins at random pulls the layers before it away from what they know before it has learned anything
itself, and what is lost so is what holds on pictures of other origin (Kumar et al. 2022, arXiv:2202.10054).
"""

from __future__ import annotations

import keras
import numpy as np
from sklearn.linear_model import LogisticRegression

from leukdesk.training.batches import Part, drawn
from leukdesk.training.recipe import LOGITS, Settings


def fit_head(model: keras.Model, part: Part, settings: Settings, seed: int) -> None:
    """Set the last layer of a network from :func:`~leukdesk.training.recipes.applications.application`, in place.

    Pictures are taken as they are, as many of each class as in an epoch.

    Parameters
    ----------
    model : keras.Model
        Normalization layers beside its backbone take the statistics of these pictures first.
    part : Part
        What is trained on.
    settings : Settings
        ``head_first``, ``per_class``, ``batch``.
    seed : int
    """
    chosen = drawn(part, settings.per_class, np.random.default_rng(seed))
    pixels, labels = part.pixels[chosen], part.labels[chosen]
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            values = _answers(keras.Model(model.inputs, layer.input), pixels, settings.batch)
            layer.moving_mean.assign(values.mean(axis=(0, 1, 2)))
            layer.moving_variance.assign(values.var(axis=(0, 1, 2)))
    head = model.get_layer(LOGITS)
    features = _answers(keras.Model(model.inputs, head.input), pixels, settings.batch)
    fitted = LogisticRegression(C=settings.head_first, class_weight="balanced", max_iter=1000).fit(features, labels)
    kernel, bias = fitted.coef_.T, fitted.intercept_
    if kernel.shape[1] == 1:  # of two classes scikit-learn gives the difference only
        kernel, bias = kernel * [-0.5, 0.5], bias * [-0.5, 0.5]
    head.set_weights([kernel, bias])


def _answers(model: keras.Model, pixels: np.ndarray, batch: int) -> np.ndarray:
    # A batch at a time: all pictures as floats would take four times their memory.
    batches = np.array_split(pixels, -(-len(pixels) // batch))
    return np.concatenate([model.predict_on_batch(each.astype(np.float32)) for each in batches])
