"""The export command: networks that were trained elsewhere, and the logits of whatever they end in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest

from leukdesk import cli
from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import squeeze
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.runtime import Classifier
from leukdesk.training.commands import steps
from leukdesk.training.commands.export import ExportError, with_logits
from leukdesk.training.exporting import Network
from leukdesk.training.measuring import Verdict
from leukdesk.training.preparing import Preparation

from .workbench import package_of, run_of

pytestmark = pytest.mark.usefixtures("few_resamples")

L = keras.layers


def pooled(*behind: keras.layers.Layer) -> keras.Model:
    """Squeeze and excitation, which pools in the midst of a network, then a head."""
    image = keras.Input((32, 32, 3))
    x = L.Conv2D(4, 3)(image)
    x = L.Multiply()([x, L.Reshape((1, 1, 4))(L.Dense(4, "sigmoid")(L.GlobalAveragePooling2D()(x)))])
    x = L.GlobalAveragePooling2D()(x)
    for layer in behind:
        x = layer(x)
    return keras.Model(image, x)


def chain(*behind: keras.layers.Layer) -> keras.Model:
    return keras.Sequential([keras.Input((32, 32, 3)), L.Conv2D(4, 3), L.Flatten(), *behind])


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
    assert (on_others["temperature"], on_others["data"]["source"]) == (report["temperature"], picture_set.name)
    assert "calibration_error_before" in on_others["measured"]["overall"]
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


def test_a_model_that_beats_colours_by_little_is_a_package(
    theirs: Path, picture_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlap = Verdict(only_answer=None, beats_colours=True, sentences=("Their intervals overlap.",))
    monkeypatch.setattr(steps, "judge", lambda *_: overlap)
    assert cli.main(["export", str(theirs), "--data", str(picture_set), "--out", str(tmp_path / "out")]) == 0
    assert "Their intervals overlap." in (package_of(tmp_path / "out") / "card.toml").read_text("utf-8")


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


@pytest.mark.parametrize("network", [chain, pooled])
@pytest.mark.parametrize(
    "ending",
    [
        [lambda: L.Dense(2, "softmax")],
        [lambda: L.Dense(2), lambda: L.Softmax()],
        [lambda: L.Dense(2), lambda: L.Activation("softmax")],
        [lambda: L.Dense(2), lambda: L.Activation("linear")],
        [lambda: L.Dense(2)],
    ],
    ids=["dense-softmax", "softmax", "activation", "linear", "dense"],
)
def test_logits_are_had_of_every_usual_ending(network: Callable[..., keras.Model], ending: list[Callable]) -> None:
    keras.utils.set_random_seed(3)
    theirs = network(*(make() for make in ending))
    pixels = np.random.default_rng(1).uniform(0, 255, (1, 32, 32, 3)).astype(np.float32)
    expected = np.array(theirs(pixels / 255))
    given = ending[-1]() if len(ending) > 1 else L.Activation(getattr(theirs.layers[-1], "activation", None))
    ours = with_logits(Path("theirs.keras"), theirs, 0, 1)
    logits = ours(pixels)
    assert np.array(given(logits)) == pytest.approx(expected, abs=1e-5)
    _, head = Network(ours, 32, Preparation(), np.zeros(2)).divided()
    assert [type(layer) for layer in head[:2]] == [type(theirs.layers[-len(ending) - 1]), L.Dense]


@pytest.mark.parametrize(
    ("behind", "message"),
    [
        ([L.Dense(2, "sigmoid")], "ends in sigmoid"),
        ([L.Dense(2), L.Activation("sigmoid")], "ends in sigmoid"),
    ],
)
def test_a_sigmoid_has_no_logits_of_classes(behind: list[keras.layers.Layer], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        with_logits(Path("theirs.keras"), chain(*behind), 0, 1)


@pytest.mark.parametrize(
    ("text", "expected"), [("0..1", (0, 1)), ("-1..1", (-1, 1)), ("-0.5..0.5", (-0.5, 0.5)), (None, (0, 255))]
)
def test_the_values_that_a_network_takes_are_a_range(text: str | None, expected: tuple[float, float]) -> None:
    given = [] if text is None else [f"--pixels={text}"]
    assert cli.make_parser().parse_args(["export", "x.keras", "--data", "d", *given]).pixels == expected
