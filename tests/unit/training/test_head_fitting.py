"""The last layer, fitted alone before every layer is trained."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from leukdesk import cli
from leukdesk.training.batches import Part
from leukdesk.training.exporting import Network, to_litert
from leukdesk.training.fitting import fit
from leukdesk.training.head_fitting import fit_head
from leukdesk.training.preparing import Preparation
from leukdesk.training.recipe import FEATURE_MAP, LOGITS, Settings, Task
from leukdesk.training.recipes import RECIPES

from .workbench import FEW, package_of

SIDE = 32
SETTINGS = Settings(SIDE, epochs=1, batch=8, rate=1e-3, augmentation="none", head_first=1.0)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    keras.utils.set_random_seed(1)
    path = tmp_path_factory.mktemp("pretrained") / "some.weights.h5"
    network = keras.applications.MobileNet(include_top=False, weights=None, input_shape=(None, None, 3))
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.0
    network(np.random.default_rng(1).normal(size=(8, 64, 64, 3)).astype(np.float32), training=True)
    network.save_weights(path)
    return path


def cells(classes: int, each: int = 12, side: int = SIDE) -> Part:
    """Round cells on black; those of a later class are larger."""
    rng = np.random.default_rng(2)
    labels = np.repeat(np.arange(classes), each)
    rows, columns = np.indices((side, side)) - side / 2
    radii = 6 + 3 * labels + rng.uniform(-0.8, 0.8, len(labels))
    inside = np.hypot(rows, columns)[None, :, :, None] < radii[:, None, None, None]
    pixels = rng.integers(60, 200, (len(labels), side, side, 3)) * inside
    return Part(pixels.astype(np.uint8), labels, np.array(["one"] * len(labels)))


def normalization_beside(model: keras.Model) -> keras.layers.BatchNormalization:
    (layer,) = (layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization))
    return layer


@pytest.mark.parametrize("classes", [2, 3])
def test_the_head_tells_the_classes_apart_before_anything_is_trained(classes: int, weights: Path) -> None:
    model = RECIPES["mobilenet"].build(Task(classes, SIDE, look="cell", head_first=True, weights=weights))
    before = model.get_layer(FEATURE_MAP).get_weights()
    part = cells(classes)
    fit_head(model, part, SETTINGS, seed=1)
    logits = model.predict_on_batch(part.pixels.astype(np.float32))
    assert (logits.argmax(axis=1) == part.labels).all()
    assert all((a == b).all() for a, b in zip(before, model.get_layer(FEATURE_MAP).get_weights(), strict=True))


def test_what_stands_beside_the_map_is_around_0_first(weights: Path) -> None:
    model = RECIPES["mobilenet"].build(Task(2, SIDE, look="cell", head_first=True, weights=weights))
    part = cells(2)
    fit_head(model, part, SETTINGS, seed=1)
    normal = keras.Model(model.inputs, normalization_beside(model).output).predict_on_batch(
        part.pixels.astype(np.float32)
    )
    assert np.abs(normal.mean(axis=(0, 1, 2))).max() < 0.05
    assert normal[..., 0].std() == pytest.approx(1, abs=0.05)  # the size, which differs


def test_then_every_layer_is_trained_and_normalization_keeps_its_statistics(weights: Path, tmp_path: Path) -> None:
    """The network is fitted as it answers: what the head found in its features stays where it was found."""
    model = RECIPES["mobilenet"].build(Task(2, SIDE, look="cell", head_first=True, weights=weights))
    backbone = model.get_layer(FEATURE_MAP)
    before = {weight.path: np.asarray(weight) for weight in backbone.weights}
    said: list[str] = []
    part = cells(2)
    fit_head(model, part, SETTINGS, seed=1)
    beside = [np.asarray(weight) for weight in normalization_beside(model).weights]
    fit(model, SETTINGS, part, part, 2, seed=1, checkpoints=tmp_path, report=said.append)
    moved = {weight.path for weight in backbone.weights if (np.asarray(weight) != before[weight.path]).any()}
    assert moved == {weight.path for weight in backbone.trainable_weights}
    assert all((a == b).all() for a, b in zip(beside, normalization_beside(model).get_weights(), strict=True))
    assert "last layer" in said[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras", compile=False)
    pictures = part.pixels[:4].astype(np.float32)
    assert np.allclose(again.predict_on_batch(pictures), model.predict_on_batch(pictures), atol=1e-5)


def test_what_is_gone_on_with_is_not_begun_anew(weights: Path, tmp_path: Path) -> None:
    part, task = cells(2), Task(2, SIDE, look="cell", head_first=True, weights=weights)
    for epochs in (1, 2):
        model, said = RECIPES["mobilenet"].build(task), []
        settings = replace(SETTINGS, epochs=epochs)
        fit(model, settings, part, None, 2, seed=1, checkpoints=tmp_path, report=said.append)
    assert "after epoch 1" in said[0]
    assert not any("last layer" in line for line in said)


def test_evidence_is_exact_with_numbers_beside_the_map(weights: Path) -> None:
    """The numbers are counted at every place of the map; the average over the places is the logit, less its bias."""
    model = RECIPES["mobilenet"].build(Task(2, 64, look="cell", head_first=True, weights=weights))
    part = cells(2, side=64)
    fit_head(model, part, SETTINGS, seed=1)
    network = Network(model, 64, Preparation(), np.zeros(2))
    runner = Interpreter(model_content=to_litert(network, 1.0, "float32")).get_signature_runner("classify")
    for picture in part.pixels[::8]:
        answer = runner(image=picture[None])
        logits = model.predict_on_batch(picture[None].astype(np.float32))[0]
        bias = model.get_layer(LOGITS).get_weights()[1]
        assert answer["heatmap"].shape == (1, 2, 2, 2)
        assert answer["heatmap"].mean(axis=(0, 1, 2)) + bias == pytest.approx(logits, abs=1e-3)
        assert answer["probabilities"][0] == pytest.approx(keras.ops.softmax(logits[None])[0], abs=1e-4)


def test_a_cell_model_goes_through_train_and_classify(weights: Path, tmp_path: Path) -> None:
    part = cells(2, each=32)
    for label in (0, 1):
        for number, picture in enumerate(part.pixels[part.labels == label]):
            folder = tmp_path / "set" / ("small", "large")[label] / f"p{number // 2}"
            folder.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(folder / f"{number}.png"), picture)
    data = ["--data", str(tmp_path / "set"), "--group-by", "folder", "--out", str(tmp_path / "out"), "--force"]
    cell = ["--weights", str(weights), "--set", "look=cell", "--set", "head_first=1", "--set", "augmentation=cells"]
    side = ["--set", f"input_side={SIDE}", "--set", "cut_side=0", "--set", "whole_epochs=0"]
    assert cli.main(["train", "mobilenet", *data, *cell, *side, *FEW]) == 0
    folder = package_of(tmp_path / "out")
    picture = str(next((tmp_path / "set" / "large").rglob("*.png")))
    shutil.copytree(folder, tmp_path / "station" / "models" / folder.name)
    assert cli.main(["--data-dir", str(tmp_path / "station"), "classify", picture, "--model", folder.name]) == 0
