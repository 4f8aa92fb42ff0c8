"""`leukdesk train` from a folder of rendered pictures to a package that the program itself runs."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import keras
import numpy as np
import pytest

from leukdesk import cli
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.runtime import Classifier
from leukdesk.training import recipes
from leukdesk.training.datasets import load_index, load_pixels
from leukdesk.training.exporting import predict_litert, to_litert
from leukdesk.training.fitting import Network, Recipe, Stage, fit
from leukdesk.training.masks import CornerMask
from leukdesk.training.measuring import measurement, with_temperature

SIDE = 64

CARD = """
id = "rendered"
title = "Rendered cells"
summary = "Dark against light."
scope = "field"
limits = ["Rendered pictures only."]
[corner_mask]
height = 0.125
width = 0.2143
[[classes]]
id = "dark"
name = "Dark"
description = "Dark cells."
[[classes]]
id = "light"
name = "Light"
description = "Light cells."
[data]
description = "rendered"
source = "this test"
licence = "Apache-2.0"
[published]
accuracy = "1.0"
"""


def build(classes: int, weights: Path | None) -> Network:
    image = keras.Input((None, None, 3), name="image")
    x = keras.layers.Rescaling(1 / 255)(image)
    for filters in (8, 16):
        x = keras.layers.Conv2D(filters, 3, strides=2, activation="relu")(x)
    head = keras.layers.Dense(classes)
    logits = head(keras.layers.GlobalAveragePooling2D()(x))
    return Network(keras.Model(image, logits), keras.Model(image, x), head)


TINY = Recipe(
    name="tiny",
    title="Tiny",
    architecture="two convolutions",
    build=build,
    input_side=SIDE,
    stages=(Stage(48, 2, 1e-2, 5e-3), Stage(64, 1, 5e-3, 0.0)),
    batch=16,
    weight_decay=0.0,
    label_smoothing=0.0,
)


@pytest.fixture
def arguments(picture_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setitem(recipes.RECIPES, "tiny", TINY)
    monkeypatch.setattr(measurement, "RESAMPLES", 50)  # what is under test here is not how narrow the intervals are
    card = tmp_path / "card.toml"
    card.write_text(CARD, encoding="utf-8")
    out = tmp_path / "runs"
    return [
        "train", "tiny", "--data", str(picture_set), "--group-by", "block", "--card", str(card), "--out", str(out),
    ]  # fmt: skip


def test_train_makes_a_package_that_the_program_runs(arguments: list[str], picture_set: Path, tmp_path: Path) -> None:
    assert cli.main([*arguments, "--show-leak"]) == 0
    folder = tmp_path / "runs" / "rendered-tiny"
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert card["figures"]["accuracy"].keys() >= {"value", "low", "high", "baseline", "random_split", "published"}
    report = json.loads((folder / "evaluation" / "report.json").read_text(encoding="utf-8"))
    parts = [set(part["groups"]) for part in report["parts"].values()]
    assert not parts[0] & parts[1]
    assert not parts[0] & parts[2]
    for name in ("confusion", "roc", "reliability", "curves"):
        assert (folder / "evaluation" / f"{name}.png").stat().st_size > 2000

    catalog = Catalog([tmp_path / "runs"])
    package = catalog.get("rendered-tiny")
    answers = [report["answers"][0], report["answers"][-1]]
    classifier = Classifier(package)
    for answer in answers:
        prediction = classifier.classify(read_picture(picture_set / answer["file"]))
        assert [c.probability for c in prediction.classes] == pytest.approx(answer["probabilities"], abs=2e-4)


def test_an_interrupted_run_goes_on_to_the_same_end(picture_set: Path, tmp_path: Path) -> None:
    dataset = load_index(picture_set, "block")
    pixels, labels = load_pixels(dataset.samples, SIDE), dataset.labels()
    lines: list[str] = []

    class InterruptionError(Exception):
        pass

    def interrupt(line: str) -> None:
        lines.append(line)
        raise InterruptionError

    def run(folder: Path, report) -> list[dict[str, float]]:  # type: ignore[no-untyped-def]
        keras.utils.set_random_seed(1)
        network = TINY.build(2, None)
        return fit(network, TINY, (pixels, labels), (pixels, labels), 2, seed=1, checkpoints=folder, report=report)

    whole = run(tmp_path / "whole", lines.append)
    for _ in range(3):
        with pytest.raises(InterruptionError):
            run(tmp_path / "broken", interrupt)
    resumed = run(tmp_path / "broken", lines.append)
    assert len(resumed) == TINY.epochs == 3
    for one, other in zip(whole, resumed, strict=True):
        assert one == pytest.approx(other, rel=2e-2, abs=1e-3)
    assert "epoch 3/3" in lines[-1]


def test_the_exported_graph_answers_as_keras_does() -> None:
    keras.utils.set_random_seed(2)
    network = TINY.build(3, None)
    mask = CornerMask(0.125, 0.2143)
    pictures = np.random.default_rng(0).integers(0, 256, (5, SIDE, SIDE, 3), dtype=np.uint8)
    logits = network.model.predict(mask.paint(pictures).astype(np.float32), verbose=0)
    graph = to_litert(network, SIDE, mask, 1.7, int8=False)
    assert predict_litert(graph, pictures) == pytest.approx(with_temperature(logits, 1.7), abs=1e-5)


def test_the_bundled_recipe_builds_with_the_known_number_of_parameters() -> None:
    """2,257,984 parameters are those of keras.applications' MobileNetV2 without its top."""
    network = recipes.RECIPES["mobilenetv2"].build(4, None)
    assert network.model.count_params() == 2_257_984 + 1280 * 4 + 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (["train", "resnet9000"], "no recipe"),
        (["--card", "nowhere"], "no card"),
        (["--weights", "missing.h5"], "missing"),
        (["--data", "nowhere"], "index.csv"),
        (["--card", "taleqani-all4"], "the same"),
    ],
)
def test_what_cannot_begin_says_why(
    arguments: list[str], change: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = change + arguments[2:] if change[0] == "train" else [*arguments, *change]
    assert cli.main(changed) == 1
    assert message in capsys.readouterr().err
