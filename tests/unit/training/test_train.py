"""The train command from a folder of rendered pictures to a package that the program itself runs."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk import cli
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.runtime import Classifier
from leukdesk.training import assessing, exporting
from leukdesk.training.commands.steps import command_line
from leukdesk.training.report.words import LEAKY

from .workbench import CHARTS, FEW, package_of, run_of

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_train_makes_a_package_that_the_program_runs(train: list[str], picture_set: Path, tmp_path: Path) -> None:
    settings = ["--set", "input_side=64", "--set", "epochs=3", "--set", "batch=16"]
    assert cli.main(["train", "all_stage_cnn", *train, *settings, "--show-leak"]) == 0
    folder = package_of(tmp_path / "out")
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert card["figures"]["accuracy"].keys() >= {"value", "low", "high", "baseline", "random_split", "published"}
    report = json.loads((folder / "evaluation" / "report.json").read_text(encoding="utf-8"))
    train_groups, *others = (set(part["groups"]) for part in report["parts"].values())
    assert not any(train_groups & other for other in others)
    assert {"majority", "colours", "neighbours"} <= report["baselines"].keys()
    shown = card["weights"], report["weights_tried"][-1]
    assert [each["agreement"] for each in shown] == [pytest.approx(shown[1]["agreement"], abs=1e-4)] * 2
    assert report["architecture"] == card["architecture"]
    assert "epochs 3 instead of" in card["architecture"]
    assert "Not for use in diagnostic procedures" in (folder / "evaluation" / "report.html").read_text("utf-8")

    assert report["overview"]["grouped_by"] == "block"
    assert [each["pictures"] for each in report["overview"]["classes"]] == [60, 60]

    package = Catalog([tmp_path / "out"]).get(card["id"])
    classifier = Classifier(package)
    for answer in (report["answers"][0], report["answers"][-1]):
        prediction = classifier.classify(read_picture(picture_set / answer["file"]))
        assert [c.probability for c in prediction.classes] == pytest.approx(answer["probabilities"], abs=2e-4)


def test_pictures_of_the_data_set_stay_in_the_run_and_out_of_the_package(
    train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train", "all_stage_cnn", *train, *FEW, "--set", "input_side=32", "--set", "rate=0"]) == 0
    told = capsys.readouterr().out
    folder, run = package_of(tmp_path / "out"), run_of(tmp_path / "out")
    assert {path.name for path in folder.iterdir()} == {"card.toml", "model.tflite", "evaluation"}
    files = {"report.json", "report.html", "parts.json", "curves.png", *CHARTS}
    assert {path.name for path in (folder / "evaluation").iterdir()} == files
    assert "<img" not in (folder / "evaluation" / "report.html").read_text("utf-8")

    sheet = cv2.imread(str(run / "samples.png"))
    assert sheet is not None
    assert sheet.shape == (240, 804, 3)
    assert "120 pictures of 2 classes" in (run / "overview.txt").read_text("utf-8")
    errors = json.loads((run / "evaluation" / "report.json").read_text("utf-8"))["errors"]
    page = (run / "evaluation" / "report.html").read_text("utf-8")
    assert len(errors) > 0
    assert page.count("data:image/jpeg;base64,") == len(errors) + 2 * 8
    for path in ("samples.png", "overview.txt", "evaluation/report.html"):
        assert str(run / path) in told
    assert "trainings follow" not in told, "there is but one"
    assert told.index("samples.png") < told.index("grouped "), "before the first epoch"


FIVE = ("healthy_blood_cell", "acute_lymphocytic", "acute_myelogenous", "chronic_lymphocytic", "chronic_myelogenous")


@pytest.mark.parametrize(("recipe", "classes"), [("cml1", FIVE), ("modified_cnn", ("ALL", "AML", "CLL", "CML"))])
def test_the_studies_own_trees_are_taken_as_they_are(recipe: str, classes: tuple[str, ...], tmp_path: Path) -> None:
    """A folder for each kind of leukaemia, without groups; the pictures are rendered, since theirs cannot be had."""
    rng = np.random.default_rng(8)
    for number, label in enumerate(classes):
        (tmp_path / "tree" / label).mkdir(parents=True)
        for i in range(20):
            picture = rng.integers(200, 255, (64, 64, 3), dtype=np.uint8)
            for x, y in rng.integers(8, 56, (4, 2)):
                cv2.circle(picture, (int(x), int(y)), 4 + number, (60 + 30 * number, 20, 90), -1)
            cv2.imwrite(str(tmp_path / "tree" / label / f"{i}.png"), picture)
    options = ["--data", str(tmp_path / "tree"), "--out", str(tmp_path / "out"), "--set", "input_side=64", "--force"]
    assert cli.main(["train", recipe, *options, *FEW]) == 0
    card = Catalog([tmp_path / "out"]).packages[0].card
    assert set(card.class_ids) == {label.lower() for label in classes}
    assert sum(card.training.counts.values()) == 20 * len(classes)
    assert any("belong together" in limit for limit in card.limits)
    report = json.loads((package_of(tmp_path / "out") / "evaluation" / "report.json").read_text("utf-8"))
    assert report["temperature"] == 1, "of a dozen validation pictures none is fitted"


def test_a_model_that_answers_one_class_is_not_exported(
    train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    untrained = ["train", "all_stage_cnn", *train[:-1], *FEW, "--set", "input_side=32", "--set", "rate=0"]
    assert cli.main(untrained) == 1
    told = capsys.readouterr()
    assert "--force" in told.err
    assert not list((tmp_path / "out").glob("*/card.toml"))
    assert (run_of(tmp_path / "out") / "evaluation" / "report.html").is_file()
    assert cli.main([*untrained, "--force"]) == 0
    card = tomllib.loads((package_of(tmp_path / "out") / "card.toml").read_text(encoding="utf-8"))
    assert any("one class" in limit or "no classes apart" in limit for limit in card["limits"])


def test_cross_validation_measures_every_picture_and_learns_from_all(
    train: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessing, "MOST_PARITY_PICTURES", 40)  # the first class has more
    monkeypatch.setattr(exporting, "LEAST_AGREEMENT", 1.1)
    options = [*FEW, "--set", "input_side=32", "--folds", "3"]
    assert cli.main(["train", "all_hem_cnn", *train, *options]) == 0
    folder = package_of(tmp_path / "out")
    report = json.loads((folder / "evaluation" / "report.json").read_text(encoding="utf-8"))
    assert report["parts"]["train"]["pictures"] == len(report["answers"]) == 120
    assert len(report["cross_validation"]["folds"]) == 3
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert card["training"]["split"].startswith("3-fold cross-validation by block; the model itself learnt from all")
    assert card["weights"]["form"] == "float32"
    (said,) = (limit for limit in card["limits"] if "does not answer quite as the trained network" in limit)
    assert said in report["verdict"]["sentences"]
    assert 0 < report["weights_tried"][-1]["accuracy"] < 1, "pictures of both classes, of a network that answers one"


def test_what_leaks_is_marked_everywhere(train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", "cml1", *train, *FEW, "--set", "input_side=32", "--allow-leak"]) == 0
    folder = package_of(tmp_path / "out")
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert "not to be believed" in card["training"]["split"]
    assert card["limits"][0] == LEAKY
    report = json.loads((folder / "evaluation" / "report.json").read_text(encoding="utf-8"))
    assert report["leaky"]
    # The study made a copy of each picture before it split.
    assert sum(part["pictures"] for part in report["parts"].values()) == 240

    capsys.readouterr()
    data, by_block = train[:2], train[:4]
    assert cli.main(["compare", str(folder), *data]) == 0
    assert "(leaky)" in capsys.readouterr().out
    assert cli.main(["evaluate", str(folder), *data]) == 0
    assert "--allow-leak" in capsys.readouterr().out
    assert cli.main(["evaluate", str(folder), *by_block]) == 1, "it knows pictures of every block"
    assert "groups of such" in capsys.readouterr().err


def test_a_command_is_told_without_this_machines_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ["train", "cml1", "--data", str(tmp_path / "my set"), f"--out={tmp_path / 'a=b'}", "--set", "rate=1"]
    monkeypatch.setattr(sys, "argv", ["leukdesk", *typed])
    assert command_line() == "leukdesk train cml1 --data 'my set' --out=a=b --set rate=1"
