"""Which place of a picture speaks for which class: an exact account of a network's logits, built into its graph.

Behind the last feature map the networks here are Flatten or average pooling, then dense layers with ReLU. For one
picture such a head is linear (each ReLU either passes or blocks), so each logit is the sum of what every place of
the map contributes, plus biases. A place's contribution is its activation times the logit's gradient: the class
activation map for an average-pooled head (Zhou et al. 2016, arXiv:1512.04150), HiResCAM for a flattened one
(Draelos and Carin 2020, arXiv:2011.08891). It is carried forward through the head together with the values, so no
gradient operation, which LiteRT does not have, is needed, and a flattened head's large weight matrix stands in the
graph once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras

from leukdesk.errors import LeukdeskError
from leukdesk.training.heads import TwoClasses


class HeadError(LeukdeskError):
    """A network whose head is not understood, so that it cannot be exported; the text names the layer."""

    code = "network-head"


@dataclass(frozen=True)
class Outputs:
    """What a head gives for one picture, as symbolic tensors.

    Attributes
    ----------
    logits : (1, C)
    embedding : (1, D)
        What the last dense layer sees.
    evidence : (1, h, w, C)
        Contribution of each place to each logit, times the number of places: their average is the logit, less biases.
    """

    logits: Any
    embedding: Any
    evidence: Any


def account(feature_map: Any, head: list[keras.layers.Layer]) -> Outputs:
    """Apply a head to a feature map, (1, h, w, D), and keep account of the places.

    Raises
    ------
    HeadError
    """
    first, *rest = [layer for layer in head if not isinstance(layer, keras.layers.Dropout)]
    _, height, width, depth = feature_map.shape
    places = height * width
    value = embedding = first(feature_map)
    if isinstance(first, keras.layers.GlobalAveragePooling2D):
        state = _State(value, keras.ops.reshape(feature_map, (1, places, depth)) / places)
    elif isinstance(first, keras.layers.Flatten):
        # Up to the first dense layer every value belongs to one place.
        while rest and not isinstance(rest[0], keras.layers.Dense):
            value = rest.pop(0)(value)
        embedding, state = value, _by_places(value, rest.pop(0), places) if rest else _State(value, value)
    else:
        raise HeadError(
            f"the feature map is followed by {type(first).__name__}, and Flatten or GlobalAveragePooling2D was expected"
        )
    for layer in rest:
        if isinstance(layer, keras.layers.Dense):
            embedding = state.value
        state = _step(state, layer)
    evidence = keras.ops.reshape(state.by_place * float(places), (1, height, width, state.value.shape[-1]))
    return Outputs(state.value, embedding, evidence)


@dataclass(frozen=True)
class _State:
    """Values, (1, U), and what each place contributes to them, (1, P, U)."""

    value: Any
    by_place: Any


def _by_places(value: Any, layer: keras.layers.Dense, places: int) -> _State:
    """Apply a dense layer to values (1, P * D), a place at a time; the sum over the places is the layer's answer.

    Its kernel, most of a flattened network's weights, so stands in the graph once and not twice.
    """
    pieces = keras.ops.reshape(layer.kernel, (places, -1, layer.units))
    by_place = keras.ops.matmul(keras.ops.reshape(value, (places, 1, -1)), pieces)
    by_place = keras.ops.reshape(by_place, (1, places, layer.units))
    total = keras.ops.sum(by_place, axis=1)
    return _activate(_State(total + layer.bias if layer.use_bias else total, by_place), layer.activation, layer.name)


def _step(state: _State, layer: keras.layers.Layer) -> _State:
    match layer:
        case keras.layers.Dense():
            value = keras.ops.matmul(state.value, layer.kernel)
            value = value + layer.bias if layer.use_bias else value
            return _activate(
                _State(value, keras.ops.matmul(state.by_place, layer.kernel)), layer.activation, layer.name
            )
        case keras.layers.BatchNormalization():
            scale = layer.gamma / keras.ops.sqrt(layer.moving_variance + layer.epsilon)
            return _State(layer(state.value, training=False), state.by_place * scale)
        case keras.layers.ReLU():
            return _activate(state, keras.activations.relu, layer.name)
        case keras.layers.Activation():
            return _activate(state, layer.activation, layer.name)
        case TwoClasses():
            return _State(layer(state.value), layer(state.by_place))
        case _:
            raise HeadError(
                f"layer {layer.name!r} behind the feature map is {type(layer).__name__}; Dense, BatchNormalization,"
                " Dropout and ReLU can be exported"
            )


def _activate(state: _State, activation: Any, name: str) -> _State:
    kind = getattr(activation, "__name__", str(activation))
    if kind == "linear":
        return state
    if kind == "relu":
        passes = keras.ops.cast(state.value > 0, state.value.dtype)
        return _State(keras.ops.relu(state.value), state.by_place * keras.ops.expand_dims(passes, 1))
    raise HeadError(f"layer {name!r} behind the feature map has the activation {kind!r}; only ReLU can be exported")
