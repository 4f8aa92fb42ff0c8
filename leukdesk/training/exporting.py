"""Turn a fitted network into the ``model.tflite`` of a model package."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from leukdesk.training.evidence import HeadError, account
from leukdesk.training.measuring import Labels, Probabilities
from leukdesk.training.preparation_layer import PreparePixels
from leukdesk.training.preparing import Preparation

HEADS = (keras.layers.Flatten, keras.layers.GlobalAveragePooling2D)
FORMS = ("int8", "float16", "float32")  # smallest first
LEAST_AGREEMENT = 0.99
MOST_DIFFERENCE = 0.1


@dataclass(frozen=True)
class Network:
    """A fitted network, and what is done before and after it.

    Attributes
    ----------
    model : keras.Model
        As :class:`~leukdesk.training.recipe.Recipe` says: pictures, RGB 0 to 255, to logits.
    side : int
        Of its square input, in pixels.
    preparation : Preparation
        Done inside the graph, as it was done in training.
    shift : array, (C,)
        Added to the logits.
    """

    model: keras.Model
    side: int
    preparation: Preparation
    shift: NDArray[np.float64]

    def divided(self) -> tuple[keras.Model, list[keras.layers.Layer]]:
        """The part up to the last feature map, and the layers behind it.

        Raises
        ------
        HeadError
            There is neither Flatten nor GlobalAveragePooling2D.
        """
        layers = self.model.layers
        first = head_of(layers)
        return keras.Model(self.model.inputs[0], layers[first].input), layers[first:]


def head_of(layers: Sequence[keras.layers.Layer]) -> int:
    """Index of the layer that the head begins with: the last one, since some networks pool in their midst as well.

    Raises
    ------
    HeadError
        There is neither Flatten nor GlobalAveragePooling2D.
    """
    heads = [i for i, layer in enumerate(layers) if isinstance(layer, HEADS)]
    if not heads:
        raise HeadError(
            "The network has neither Flatten nor GlobalAveragePooling2D behind its last feature map, and no heat map"
            " can be made of it: build it with one of them, and train it again."
        )
    return heads[-1]


def to_litert(network: Network, temperature: float, form: str) -> bytes:
    """Convert to a LiteRT graph with the signature ``classify``.

    Input ``image`` uint8 (1, S, S, 3) RGB; outputs ``probabilities`` float32 (1, C), ``embedding`` float32
    (1, D), ``heatmap`` float32 (1, h, w, C): see :mod:`leukdesk.training.evidence`.

    Parameters
    ----------
    temperature : float
        Divides the logits (Guo et al. 2017, arXiv:1706.04599).
    form : str
        How weights are stored: ``int8`` (dynamic range), ``float16`` or ``float32``.

    Raises
    ------
    HeadError
        The layers behind the feature map are not understood.
    """
    graph = _inference_graph(network, temperature)
    archive = keras.export.ExportArchive()
    archive.track(graph)
    archive.add_endpoint(
        "classify",
        lambda image: graph(image, training=False),
        input_signature=[tf.TensorSpec((1, network.side, network.side, 3), tf.uint8, name="image")],
    )
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=["classify"])
        if form != "float32":
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if form == "float16":
            converter.target_spec.supported_types = [tf.float16]
        return bytes(converter.convert())


def _inference_graph(network: Network, temperature: float) -> keras.Model:
    to_map, head = network.divided()
    image = keras.Input((network.side, network.side, 3), batch_size=1, dtype="uint8", name="image")
    pixels = keras.ops.cast(PreparePixels(network.preparation)(image), "float32")
    outputs = account(to_map(pixels), head)
    logits = outputs.logits + network.shift.astype(np.float32)
    return keras.Model(
        image,
        {
            "probabilities": keras.ops.softmax(logits / temperature),
            "embedding": outputs.embedding,
            "heatmap": outputs.evidence,
        },
    )


@dataclass(frozen=True)
class Trial:
    """One way of storing the weights, tried on pictures beside Keras.

    Attributes
    ----------
    weights : str
        One of :data:`FORMS`.
    megabytes, accuracy : float
    largest_difference : float
        Largest difference of any probability from Keras' own.
    agreement : float
        Share of pictures that get the label Keras gives.
    milliseconds : float
        Median of one prediction on one thread.
    """

    weights: str
    megabytes: float
    accuracy: float
    largest_difference: float
    agreement: float
    milliseconds: float

    @property
    def on_par(self) -> bool:
        """Whether it answers as Keras does, for all that a person would notice."""
        return self.agreement >= LEAST_AGREEMENT and self.largest_difference <= MOST_DIFFERENCE

    @property
    def warnings(self) -> tuple[str, ...]:
        """For the limits of the card, where it is taken and not on par."""
        if self.on_par:
            return ()
        return (
            f"Its file does not answer quite as the trained network did: alike for {self.agreement * 100:.1f} % of"
            f" pictures, with probabilities up to {self.largest_difference:.2f} apart.",
        )


def smallest_on_par(
    network: Network, temperature: float, pictures: NDArray[np.uint8], labels: Labels, reference: Probabilities
) -> tuple[bytes, tuple[Trial, ...]]:
    """Export with the smallest weights that answer as Keras does, or with the largest where none do.

    Parameters
    ----------
    pictures : array, uint8, (N, side, side, 3), RGB
        As they are read; the graph prepares them.
    labels : array, int, (N,)
    reference : array, (N, C)
        Keras' probabilities for them.

    Returns
    -------
    graph, trials
        Trials in the order tried; the last one is that of the graph.
    """
    trials: list[Trial] = []
    for form in FORMS:
        graph = to_litert(network, temperature, form)
        trials.append(try_graph(graph, form, pictures, labels, reference))
        if trials[-1].on_par:
            break
    return graph, tuple(trials)


def try_graph(
    graph: bytes, weights: str, pictures: NDArray[np.uint8], labels: Labels, reference: Probabilities
) -> Trial:
    """Run an exported graph on pictures (N, S, S, 3) beside Keras' probabilities (N, C)."""
    answered, seconds = answers_and_times(graph, pictures)
    return Trial(
        weights,
        megabytes=len(graph) / 1e6,
        accuracy=float((answered.argmax(axis=1) == labels).mean()),
        largest_difference=float(np.abs(answered - reference).max()),
        agreement=float((answered.argmax(axis=1) == reference.argmax(axis=1)).mean()),
        milliseconds=float(np.median(seconds)) * 1e3,
    )


def predict_litert(graph: bytes, pictures: NDArray[np.uint8]) -> Probabilities:
    """Probabilities, shape (N, C), of pictures (N, S, S, 3) from an exported graph."""
    return answers_and_times(graph, pictures)[0]


def answers_and_times(graph: bytes, pictures: NDArray[np.uint8]) -> tuple[Probabilities, list[float]]:
    """Probabilities, (N, C), and the seconds that each picture took on one thread."""
    runner = Interpreter(model_content=graph, num_threads=1).get_signature_runner("classify")
    answers, seconds = [], []
    for picture in pictures:
        started = time.perf_counter()
        answers.append(runner(image=picture[None])["probabilities"])
        seconds.append(time.perf_counter() - started)
    return np.concatenate(answers).astype(np.float64), seconds
