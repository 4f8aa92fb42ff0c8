"""Turn a fitted network into the ``model.tflite`` of a model package."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from leukdesk.training.fitting import Network
from leukdesk.training.masks import CornerMask
from leukdesk.training.measuring import Labels, Probabilities
from leukdesk.training.painting import PaintCorner


def to_litert(network: Network, side: int, mask: CornerMask | None, temperature: float, *, int8: bool) -> bytes:
    """Convert to a LiteRT graph with the signature ``classify``.

    Input ``image`` uint8 (1, side, side, 3) RGB; outputs ``probabilities`` float32 (1, C),
    ``embedding`` float32 (1, D), ``heatmap`` float32 (1, h, w, C), the contribution of each
    place to each class's logit before averaging (class activation map, Zhou et al. 2016,
    arXiv:1512.04150).

    Parameters
    ----------
    mask : CornerMask, optional
        Painted over inside the graph, as it was in training.
    temperature : float
        Divides the logits (Guo et al. 2017, arXiv:1706.04599).
    int8 : bool
        Store weights as int8 with dynamic range; else float32.
    """
    graph = _inference_graph(network, side, mask, temperature)
    archive = keras.export.ExportArchive()
    archive.track(graph)
    archive.add_endpoint(
        "classify",
        lambda image: graph(image, training=False),
        input_signature=[tf.TensorSpec((1, side, side, 3), tf.uint8, name="image")],
    )
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=["classify"])
        if int8:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return bytes(converter.convert())


def _inference_graph(network: Network, side: int, mask: CornerMask | None, temperature: float) -> keras.Model:
    image = keras.Input((side, side, 3), batch_size=1, dtype="uint8", name="image")
    pixels = image if mask is None else PaintCorner(mask)(image)
    feature_map = network.feature_map(keras.ops.cast(pixels, "float32"))
    embedding = keras.layers.GlobalAveragePooling2D()(feature_map)
    logits = network.head(embedding)
    # The head is linear, so it can be applied at every place of the map as well.
    heatmap = network.head(feature_map)
    outputs = {
        "probabilities": keras.ops.softmax(logits / temperature),
        "embedding": embedding,
        "heatmap": heatmap,
    }
    return keras.Model(image, outputs)


@dataclass(frozen=True)
class Trial:
    """One way of storing the weights, tried on the validation part.

    Attributes
    ----------
    weights : str
        ``float32`` or ``int8``.
    accuracy : float
    largest_difference : float
        Largest difference of any probability from Keras' own.
    agreement : float
        Share of pictures that get the label Keras gives.
    milliseconds : float
        Mean of one prediction on one thread.
    """

    weights: str
    megabytes: float
    accuracy: float
    largest_difference: float
    agreement: float
    milliseconds: float


def try_graph(
    graph: bytes, weights: str, pictures: NDArray[np.uint8], labels: Labels, reference: Probabilities
) -> Trial:
    """Run an exported graph on validation pictures (N, S, S, 3) beside Keras' probabilities (N, C)."""
    started = time.perf_counter()
    answered = predict_litert(graph, pictures)
    milliseconds = (time.perf_counter() - started) * 1e3 / len(pictures)
    return Trial(
        weights,
        megabytes=len(graph) / 1e6,
        accuracy=float((answered.argmax(axis=1) == labels).mean()),
        largest_difference=float(np.abs(answered - reference).max()),
        agreement=float((answered.argmax(axis=1) == reference.argmax(axis=1)).mean()),
        milliseconds=milliseconds,
    )


def predict_litert(graph: bytes, pictures: NDArray[np.uint8]) -> Probabilities:
    """Probabilities, shape (N, C), of pictures (N, S, S, 3) from an exported graph."""
    runner = Interpreter(model_content=graph, num_threads=1).get_signature_runner("classify")
    return np.concatenate([runner(image=picture[None])["probabilities"] for picture in pictures]).astype(np.float64)
