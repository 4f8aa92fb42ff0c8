from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import keras
import numpy as np
import pytest

from leukdesk.training.augmentation import AUGMENTATIONS
from leukdesk.training.heads import TwoClasses
from leukdesk.training.recipe import FEATURE_MAP, LOGITS, SettingError, Task
from leukdesk.training.recipes import RECIPES

# Of the network without its top, as keras.applications documents them, and the channels of its feature map.
BACKBONES = {
    "mobilenetv2": (2_257_984, 1_280),
    "resnet50": (23_587_712, 2_048),
    "resnet101": (42_658_176, 2_048),
    "densenet201": (18_321_984, 1_920),
    "mobilenet": (3_228_864, 1_024),
    "vgg19": (20_024_384, 512),
    "efficientnetb7": (64_097_687, 2_560),
}
PLAIN = sorted(set(RECIPES) - set(BACKBONES))
PUBLISHED = {
    "resnet50": 0.97,
    "densenet201": 0.95,
    "mobilenet": 0.97,
    "vgg19": 0.95,
    "resnet101": 0.97,
    "efficientnetb7": 0.96,
    "cml1": 0.96,
    "lenet_lld": 0.96,
    "all_hem_cnn": 0.68,
    "modified_cnn": 0.97,
    "all_stage_cnn": 0.9216,
}
SMALL = 64
PICTURES = np.random.default_rng(0).uniform(0, 255, (2, SMALL, SMALL, 3)).astype(np.float32)


@cache
def built(name: str, classes: int = 5, side: int = SMALL) -> keras.Model:
    """EfficientNet-B7 takes long to build: each network is built once."""
    recipe = RECIPES[name]
    return recipe.build(Task(2 if recipe.binary else classes, side))


def kinds(model: keras.Model) -> Counter[str]:
    return Counter(type(layer).__name__ for layer in model.layers)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_says_what_its_study_said_and_its_settings_hold(name: str) -> None:
    recipe = RECIPES[name]
    assert recipe.name == name
    assert recipe.settings.changed([]) == recipe.settings
    assert recipe.settings.augmentation in AUGMENTATIONS
    assert (recipe.study.figures["accuracy"] if recipe.study else None) == PUBLISHED.get(name)


def test_the_seven_networks_share_a_protocol() -> None:
    seven = [r for r in RECIPES.values() if r.study and r.study.copies_before_split]
    assert len(seven) == 7
    assert {r.study.copies_before_split for r in seven if r.study} == {1}
    assert {(r.settings.input_side, r.settings.epochs, r.settings.patience) for r in seven} == {(224, 100, 15)}


@pytest.mark.parametrize("name", RECIPES)
def test_pictures_become_finite_logits(name: str) -> None:
    model = built(name)
    (image,) = model.inputs
    assert image.name == "image"
    assert image.dtype == "float32"
    logits = np.asarray(model(PICTURES))
    assert logits.shape == (2, 2 if RECIPES[name].binary else 5)
    assert np.isfinite(logits).all()
    assert (logits[0] != logits[1]).any()


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("name", [name for name in PLAIN if not RECIPES[name].binary])
def test_any_number_of_classes_can_be_told_apart(name: str, classes: int) -> None:
    assert built(name, classes).output_shape == (None, classes)


@pytest.mark.parametrize("name", RECIPES)
def test_after_the_feature_map_comes_a_plain_chain(name: str) -> None:
    model = built(name)
    chain = model.layers[model.layers.index(model.get_layer(FEATURE_MAP)) :]
    assert isinstance(chain[1], keras.layers.Flatten | keras.layers.GlobalAveragePooling2D)
    assert [layer.input._keras_history.operation for layer in chain[1:]] == chain[:-1]
    assert chain[-1].output is model.outputs[0]
    if RECIPES[name].binary:
        assert isinstance(chain.pop(), TwoClasses)
    allowed = keras.layers.Dense | keras.layers.BatchNormalization | keras.layers.Dropout | keras.layers.ReLU
    assert all(isinstance(layer, allowed) for layer in chain[2:])
    dense = [layer for layer in chain if isinstance(layer, keras.layers.Dense)]
    assert all(layer.activation in (keras.activations.relu, keras.activations.linear) for layer in dense)
    assert dense[-1] is chain[-1]
    assert dense[-1].name == LOGITS
    assert dense[-1].activation is keras.activations.linear


@pytest.mark.parametrize(("name", "known"), BACKBONES.items())
def test_a_network_of_keras_applications_has_its_known_size_and_takes_any_side(
    name: str, known: tuple[int, int]
) -> None:
    model = built(name)
    parameters, channels = known
    backbone = model.get_layer(FEATURE_MAP)
    assert backbone.count_params() == parameters
    assert backbone.output_shape == (None, None, None, channels)
    assert model.count_params() == parameters + 5 * (channels + 1)
    assert model.input_shape == (None, None, None, 3)
    momenta = {x.momentum for x in backbone.layers if isinstance(x, keras.layers.BatchNormalization)}
    assert momenta == (set() if name == "vgg19" else {0.97})


def test_pretrained_weights_are_loaded(tmp_path: Path) -> None:
    weights = tmp_path / "some.weights.h5"
    backbone = keras.applications.MobileNet(include_top=False, weights=None, input_shape=(None, None, 3))
    backbone.save_weights(weights)
    model = RECIPES["mobilenet"].build(Task(3, SMALL, weights=weights))
    pairs = zip(backbone.get_weights(), model.get_layer(FEATURE_MAP).get_weights(), strict=True)
    assert all((ours == theirs).all() for ours, theirs in pairs)


def test_cml1_has_23_layers() -> None:
    counted = kinds(built("cml1"))
    assert (counted.pop("InputLayer"), counted.pop("Rescaling")) == (1, 1)
    assert counted == {
        "Conv2D": 5,
        "MaxPooling2D": 5,
        "BatchNormalization": 6,
        "Flatten": 1,
        "Dense": 3,
        "Dropout": 3,
    }
    assert sum(counted.values()) == 23


def test_lenet_lld_has_the_parameters_of_the_thesis() -> None:
    model = built("lenet_lld", side=256)
    assert model.count_params() == 6_520_481
    assert next(x for x in model.layers if isinstance(x, keras.layers.Flatten)).output.shape == (None, 25_088)
    assert [x.filters for x in model.layers if isinstance(x, keras.layers.Conv2D)] == [16, 32, 64, 128]


def test_modified_cnn_has_six_dropouts_and_one_dense_layer() -> None:
    model = built("modified_cnn", classes=4, side=200)
    counted = kinds(model)
    assert counted["Dropout"] == counted["BatchNormalization"] == counted["ReLU"] == counted["MaxPooling2D"] == 6
    assert counted["Conv2D"] == 12
    assert counted["Dense"] == 1
    assert model.get_layer(FEATURE_MAP).output.shape == (None, 3, 3, 128)


def test_all_stage_cnn_is_light() -> None:
    assert built("all_stage_cnn", classes=4).count_params() < 200_000


@pytest.mark.parametrize(("name", "least"), [("vgg19", 32), ("cml1", 32), ("lenet_lld", 46), ("modified_cnn", 64)])
def test_a_side_that_leaves_no_feature_map_is_refused(name: str, least: int) -> None:
    with pytest.raises(SettingError, match=f"input_side is {least - 1}: this network needs {least} or more"):
        RECIPES[name].build(Task(2, least - 1))


@pytest.mark.parametrize(
    ("name", "least"),
    [("cml1", 32), ("lenet_lld", 46), ("modified_cnn", 64), ("all_hem_cnn", 16), ("all_stage_cnn", 16)],
)
def test_the_least_side_leaves_one_place(name: str, least: int) -> None:
    assert built(name, 2, least).get_layer(FEATURE_MAP).output.shape[1:3] == (1, 1)


@pytest.mark.parametrize("name", BACKBONES)
def test_at_32_pixels_a_network_of_keras_applications_leaves_one_place(name: str) -> None:
    assert built(name).get_layer(FEATURE_MAP).compute_output_shape((1, 32, 32, 3))[1:3] == (1, 1)


@pytest.mark.parametrize("high", [0, 1])
def test_two_classes_is_binary_cross_entropy(high: int) -> None:
    logit = np.linspace(-6, 6, 13, dtype=np.float32)[:, None]
    labels = np.arange(13) % 2
    both = TwoClasses(high)(logit)
    sigmoid = 1 / (1 + np.exp(-logit[:, 0]))
    assert np.asarray(keras.ops.softmax(both))[:, high] == pytest.approx(sigmoid, abs=1e-6)
    categorical = keras.losses.CategoricalCrossentropy(from_logits=True)(np.eye(2)[labels], both)
    binary = keras.losses.BinaryCrossentropy(from_logits=True)((labels == high)[:, None].astype(np.float32), logit)
    assert float(categorical) == pytest.approx(float(binary), rel=1e-5)


def test_two_classes_can_be_stored() -> None:
    layer = TwoClasses(1)
    again = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(layer))
    assert isinstance(again, TwoClasses)
    assert again.high == 1
