"""The workbench's commands from a folder of rendered pictures to a package that the program itself runs."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tomllib
from pathlib import Path

import cv2
import keras
import numpy as np
import pytest

from leukdesk import cli
from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import squeeze
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.runtime import Classifier
from leukdesk.training import assessing, exporting, recipes
from leukdesk.training.commands.steps import command_line
from leukdesk.training.measuring import measurement
from leukdesk.training.report.words import LEAKY

FEW = ["--set", "epochs=1", "--set", "batch=16", "--set", "patience=0"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurement, "RESAMPLES", 50)  # what is under test here is not how narrow the intervals are


@pytest.fixture
def train(picture_set: Path, tmp_path: Path) -> list[str]:
    return ["--data", str(picture_set), "--group-by", "block", "--out", str(tmp_path / "out"), "--force"]


def package_of(out: Path) -> Path:
    (card,) = out.glob("*/card.toml")
    return card.parent


def run_of(out: Path) -> Path:
    (run,) = (out / "runs").iterdir()
    return run


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


CHARTS = {"confusion.png", "roc.png", "reliability.png", "thresholds.png"}


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
    assert sheet.shape == (204, 804, 3)
    assert "120 pictures of 2 classes" in (run / "overview.txt").read_text("utf-8")
    errors = json.loads((run / "evaluation" / "report.json").read_text("utf-8"))["errors"]
    page = (run / "evaluation" / "report.html").read_text("utf-8")
    assert len(errors) > 0
    assert page.count("data:image/jpeg;base64,") == len(errors) + 2 * 8
    for path in ("samples.png", "overview.txt", "evaluation/report.html"):
        assert str(run / path) in told
    assert told.index("samples.png") < told.index("grouped "), "before the first epoch"


def test_a_run_that_cannot_be_written_says_so(
    train: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "runs").touch()
    assert cli.main(["train", "all_stage_cnn", *train, *FEW, "--set", "input_side=32"]) == 1
    assert "cannot be written" in capsys.readouterr().err


SMALLEST = {"lenet_lld": 64, "modified_cnn": 64, "cml1": 32, "all_stage_cnn": 32, "all_hem_cnn": 32}


# Drawing up the training graph of a network of hundreds of layers takes minutes on two cores.
LARGE = {"densenet201", "efficientnetb7", "resnet101"}
EVERY = [
    pytest.param(name, marks=pytest.mark.skipif(name in LARGE and "LEUKDESK_ALL_RECIPES" not in os.environ, reason=why))
    for why in ["takes minutes: set LEUKDESK_ALL_RECIPES=1 to run it"]
    for name in sorted(recipes.RECIPES)
]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", EVERY)
def test_every_recipe_goes_through_export_catalog_and_classify(
    name: str, train: list[str], picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    side = ["--set", f"input_side={SMALLEST.get(name, 32)}", "--set", "cut_side=0", "--set", "whole_epochs=0"]
    assert cli.main(["train", name, *train, *FEW, *side]) == 0
    folder = package_of(tmp_path / "out")
    card, study = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8")), recipes.RECIPES[name].study
    figures = [*card["figures"].items(), *card["class_figures"]["dark"].items()]
    told = {kind for kind, figure in figures if isinstance(figure, dict) and "published" in figure}
    assert told == set(study.figures if study else ())
    data = tmp_path / "station"
    shutil.copytree(folder, data / "models" / folder.name)
    capsys.readouterr()
    picture = next((picture_set / "dark").glob("*.png"))
    assert cli.main(["--data-dir", str(data), "classify", str(picture), "--model", folder.name, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-3)
    assert set(answer["probabilities"]) == {"dark", "light"}


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


def test_what_leaks_is_marked_everywhere(train: list[str], tmp_path: Path) -> None:
    assert cli.main(["train", "cml1", *train, *FEW, "--set", "input_side=32", "--allow-leak"]) == 0
    folder = package_of(tmp_path / "out")
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert "not to be believed" in card["training"]["split"]
    assert card["limits"][0] == LEAKY
    report = json.loads((folder / "evaluation" / "report.json").read_text(encoding="utf-8"))
    assert report["leaky"]
    # The study made a copy of each picture before it split.
    assert sum(part["pictures"] for part in report["parts"].values()) == 240


def test_evaluate_and_compare_leave_trained_pictures_out(
    train: list[str],
    picture_set: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("all_stage_cnn", "cml1"):
        assert cli.main(["train", name, *train, *FEW, "--set", "input_side=32"]) == 0
    folders = sorted(str(card.parent) for card in (tmp_path / "out").glob("*/card.toml"))
    data = ["--data", str(picture_set), "--group-by", "block"]
    capsys.readouterr()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli.main(["evaluate", folders[0], *data, "--out", str(tmp_path / "report"), "--json"]) == 0
    told = capsys.readouterr()
    assert "reading pictures 120/120" in told.err
    report = json.loads(told.out)
    own = json.loads((Path(folders[0]) / "evaluation" / "report.json").read_text(encoding="utf-8"))
    assert report["parts"]["test"] == own["parts"]["test"]
    assert report["measured"]["confusion"] == own["measured"]["confusion"]
    assert {path.name for path in (tmp_path / "report").iterdir()} == {"report.json", "report.html", *CHARTS} - {
        "thresholds.png"
    }
    shown = (tmp_path / "report" / "report.html").read_text("utf-8")
    assert shown.count("data:image/jpeg;base64,") == len(report["errors"]) + 2 * 8
    assert f"with pictures, is {tmp_path / 'report' / 'report.html'}" in told.err
    again = Path(folders[0]) / "again"
    assert cli.main(["evaluate", folders[0], *data, "--out", str(again)]) == 0
    assert "<img" not in (again / "report.html").read_text("utf-8"), "packages are passed on"
    assert "without pictures" in capsys.readouterr().err

    page = tmp_path / "PAGE.md"
    page.write_text(f"before\n<!-- compare {picture_set.name} -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    assert cli.main(["compare", *folders, *data, "--into", str(page)]) == 0
    assert "reading pictures 120/120" in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("\n| `") == 2


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A network that somebody else saved, untrained."""
    keras.utils.set_random_seed(2)
    network = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    file = tmp_path / "theirs.keras"
    network.save(file)
    return file


def test_a_network_from_elsewhere_becomes_a_package(
    theirs: Path, picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    options = ["--data", str(picture_set), "--group-by", "block", "--pixels=0..1", "--out", str(out)]
    assert cli.main(["export", str(theirs), *options]) == 1
    assert "--force" in capsys.readouterr().err
    assert not list(out.glob("*/card.toml"))
    assert "trained elsewhere" in (run_of(out) / "evaluation" / "report.html").read_text("utf-8")
    assert cli.main(["export", str(theirs), *options, "--force"]) == 0
    package = Catalog([out]).get(package_of(out).name)
    assert any("trained elsewhere" in limit for limit in package.card.limits)
    training = package.card.training
    assert training.split == "not known, trained elsewhere; measured on: the test part, divided by block"
    assert training.data.startswith("not known, trained elsewhere")
    assert set(training.counts) == {"validation", "test"}
    report = json.loads((package.folder / "evaluation" / "report.json").read_text("utf-8"))
    assert (report["settings"], report["unknown"], set(report["parts"])) == ({}, True, {"validation", "test"})

    capsys.readouterr()
    evaluated = tmp_path / "evaluated"
    assert cli.main(["evaluate", str(package.folder), *options[:4], "--out", str(evaluated)]) == 0
    assert "it may know those" in capsys.readouterr().out
    on_others = json.loads((evaluated / "report.json").read_text("utf-8"))
    assert (on_others["temperature"], on_others["data"]["source"]) == (None, picture_set.name)
    told = " ".join(on_others["verdict"]["sentences"])
    assert "it may know those" in told
    assert "colour" not in told, "none were measured: nobody knows on which pictures"
    assert cli.main(["compare", str(package.folder), *options[:4]]) == 0
    assert "(may know these)" in capsys.readouterr().out

    pixels = read_picture(picture_set / "dark" / "00-0.png").pixels
    expected = keras.models.load_model(theirs).predict(squeeze(pixels, 32, 32)[None] / 255, verbose=0)[0]
    hot = np.log(expected) / report["temperature"]
    answer = Classifier(package).classify(read_picture(picture_set / "dark" / "00-0.png"))
    stated = [each.probability for each in answer.classes]
    assert stated == pytest.approx((np.exp(hot) / np.exp(hot).sum()).tolist(), abs=0.02)


def test_a_command_is_told_without_this_machines_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ["train", "cml1", "--data", str(tmp_path / "my set"), f"--out={tmp_path / 'a=b'}", "--set", "rate=1"]
    monkeypatch.setattr(sys, "argv", ["leukdesk", *typed])
    assert command_line() == "leukdesk train cml1 --data 'my set' --out=a=b --set rate=1"


def test_export_refuses_parts_that_share_near_copies(
    theirs: Path, picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "parted"
    for part, digits in (("train", "012345"), ("test", "6789")):
        for name in ("dark", "light"):
            (root / part / name).mkdir(parents=True)
            for digit in digits:
                shutil.copy(picture_set / name / f"0{digit}-0.png", root / part / name)
    shutil.copy(picture_set / "dark" / "00-0.png", root / "test" / "dark" / "again.png")
    assert cli.main(["export", str(theirs), "--data", str(root), "--out", str(tmp_path / "out"), "--force"]) == 1
    told = capsys.readouterr().err
    assert "near copies" in told
    assert "again.png" in told
    assert not list((tmp_path / "out").glob("*/card.toml"))


@pytest.mark.parametrize(
    ("text", "expected"), [("0..1", (0, 1)), ("-1..1", (-1, 1)), ("-0.5..0.5", (-0.5, 0.5)), (None, (0, 255))]
)
def test_the_values_that_a_network_takes_are_a_range(text: str | None, expected: tuple[float, float]) -> None:
    given = [] if text is None else [f"--pixels={text}"]
    assert cli.make_parser().parse_args(["export", "x.keras", "--data", "d", *given]).pixels == expected


@pytest.mark.parametrize("text", ["0-1", "1..0", "0..0", "0..inf", "nan..1", "..", "0..1..2"])
def test_what_is_no_range_of_values_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.make_parser().parse_args(["export", "x.keras", "--data", "d", f"--pixels={text}"])
    assert "no range of values" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("net.h5", b"x", "code"),
        ("net.pkl", b"x", "pickle"),
        ("net.keras", b"no zip", "cannot be loaded safely"),
        ("net.txt", b"x", ".keras"),
    ],
)
def test_a_file_that_could_run_code_is_refused(
    name: str, content: bytes, message: str, picture_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert cli.main(["export", str(tmp_path / name), "--data", str(picture_set)]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (["train", "resnet9000"], "no recipe"),
        (["--card", "nowhere"], "no card"),
        (["--weights", "missing.h5"], "begins from nothing"),
        (["--data", "nowhere"], "nowhere"),
        (["--card", "taleqani-all4"], "label"),
        (["--set", "colour=blue"], "name=value"),
        (["--set", "epochs=many"], "whole number"),
        (["--set", "augmentation=sepia"], "no augmentation"),
        (["--set", "high=grey"], "dark, light"),
        (["--set", "look=field"], "picture, cell"),
        (["--set", "cut_side=24"], "one size only"),
    ],
)
def test_what_cannot_begin_says_why(
    train: list[str], change: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = change if change[0] == "train" else ["train", "all_stage_cnn"]
    rest = [] if change[0] == "train" else change
    assert cli.main([*begin, *train, "--set", "input_side=32", *rest]) == 1
    assert message in capsys.readouterr().err


def test_a_run_with_other_settings_is_not_gone_on_with(train: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    begun = ["train", "all_stage_cnn", *train, *FEW, "--set", "input_side=32"]
    assert cli.main(begun) == 0
    assert cli.main([*begun, "--set", "rate=0.5"]) == 1
    assert "another settings" in capsys.readouterr().err
