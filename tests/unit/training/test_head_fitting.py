"""The last layer, fitted alone before every layer is trained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from leukdesk.training.batches import Part
from leukdesk.training.fitting import fit
from leukdesk.training.head_fitting import fit_head
from leukdesk.training.recipe import FEATURE_MAP, Settings, Task
from leukdesk.training.recipes import RECIPES

SIDE = 32
SETTINGS = Settings(SIDE, epochs=1, batch=8, rate=1e-3, augmentation="none", head_first=1.0)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    keras.utils.set_random_seed(1)
    path = tmp_path_factory.mktemp("pretrained") / "some.weights.h5"
    network = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(None, None, 3))
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.0
    network(np.random.default_rng(1).normal(size=(8, 64, 64, 3)).astype(np.float32), training=True)
    network.save_weights(path)
    return path


def cells(classes: int, each: int = 12) -> Part:
    """Round cells on black; those of a later class are larger."""
    rng = np.random.default_rng(2)
    labels = np.repeat(np.arange(classes), each)
    rows, columns = np.indices((SIDE, SIDE)) - SIDE / 2
    radii = 6 + 3 * labels + rng.uniform(-0.8, 0.8, len(labels))
    inside = np.hypot(rows, columns)[None, :, :, None] < radii[:, None, None, None]
    pixels = rng.integers(60, 200, (len(labels), SIDE, SIDE, 3)) * inside
    return Part(pixels.astype(np.uint8), labels, np.array(["one"] * len(labels)))


@pytest.mark.parametrize("classes", [2, 3])
def test_the_head_tells_the_classes_apart_before_anything_is_trained(classes: int, weights: Path) -> None:
    model = RECIPES["mobilenetv2"].build(Task(classes, SIDE, look="cell", head_first=True, weights=weights))
    before = model.get_layer(FEATURE_MAP).get_weights()
    part = cells(classes)
    fit_head(model, part, SETTINGS, seed=1)
    logits = model.predict_on_batch(part.pixels.astype(np.float32))
    assert (logits.argmax(axis=1) == part.labels).all()
    assert all((a == b).all() for a, b in zip(before, model.get_layer(FEATURE_MAP).get_weights(), strict=True))


def test_what_stands_beside_the_map_is_around_0_first(weights: Path) -> None:
    model = RECIPES["mobilenetv2"].build(Task(2, SIDE, look="cell", head_first=True, weights=weights))
    part = cells(2)
    fit_head(model, part, SETTINGS, seed=1)
    (normalization,) = (layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization))
    normal = keras.Model(model.inputs, normalization.output).predict_on_batch(part.pixels.astype(np.float32))
    assert np.abs(normal.mean(axis=(0, 1, 2))).max() < 0.05
    assert normal[..., 0].std() == pytest.approx(1, abs=0.05)  # the size, which differs


def test_then_every_layer_is_trained_and_normalization_keeps_its_statistics(weights: Path, tmp_path: Path) -> None:
    """The network is fitted as it answers: what the head found in its features stays where it was found."""
    model = RECIPES["mobilenetv2"].build(Task(2, SIDE, look="cell", head_first=True, weights=weights))
    backbone = model.get_layer(FEATURE_MAP)
    before = {weight.path: np.asarray(weight) for weight in backbone.weights}
    said: list[str] = []
    part = cells(2)
    fit(model, SETTINGS, part, part, 2, seed=1, checkpoints=tmp_path, report=said.append)
    moved = {weight.path for weight in backbone.weights if (np.asarray(weight) != before[weight.path]).any()}
    assert moved == {weight.path for weight in backbone.trainable_weights}
    assert "last layer" in said[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras", compile=False)
    pictures = part.pixels[:4].astype(np.float32)
    assert np.allclose(again.predict_on_batch(pictures), model.predict_on_batch(pictures), atol=1e-5)


def test_what_is_gone_on_with_is_not_begun_anew(weights: Path, tmp_path: Path) -> None:
    part, task = cells(2), Task(2, SIDE, look="cell", head_first=True, weights=weights)
    for epochs in (1, 2):
        model, said = RECIPES["mobilenetv2"].build(task), []
        settings = replace(SETTINGS, epochs=epochs)
        fit(model, settings, part, None, 2, seed=1, checkpoints=tmp_path, report=said.append)
    assert "after epoch 1" in said[0]
    assert not any("last layer" in line for line in said)
