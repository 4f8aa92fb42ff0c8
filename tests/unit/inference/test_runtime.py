from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from leukdesk.imaging.centre import Centre
from leukdesk.imaging.frame import Frame
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import in_words
from leukdesk.inference.runtime import Classifier, ModelAnswerError, model_input

GREY = np.full((300, 500, 3), 180, np.uint8)


@pytest.fixture(scope="module")
def classifier(bundled: ModelPackage) -> Classifier:
    return Classifier(bundled, threads=1)


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_a_prediction_carries_everything(classifier: Classifier) -> None:
    card = classifier.package.card
    frame = Frame(GREY.copy(), "grey")
    prediction = classifier.classify(frame)
    assert prediction.frame_id == frame.id
    assert (prediction.model_id, prediction.model_version) == (card.id, card.version)
    assert prediction.model_sha256 == card.sha256
    assert tuple(c.id for c in prediction.classes) == card.class_ids
    assert sum(c.probability for c in prediction.classes) == pytest.approx(1, abs=1e-3)
    assert prediction.uncertain == (prediction.top.probability < card.uncertain_below)
    assert prediction.embedding.ndim == 1
    assert prediction.heatmap.shape[-1] == len(card.classes)
    assert prediction.milliseconds > 0


@pytest.mark.parametrize("shape", [(1, 1), (10, 4000), (224, 224), (960, 1280)])
def test_a_picture_of_any_shape_is_squeezed_into_the_input(classifier: Classifier, shape: tuple[int, int]) -> None:
    card = classifier.package.card
    assert model_input(noise(*shape), card).shape == (card.input_height, card.input_width, 3)
    classifier.classify(Frame(noise(*shape), "noise"))


def test_a_card_can_ask_for_the_centre_at_the_pictures_own_scale(classifier: Classifier) -> None:
    """A cell is as large in the input, whether its picture was cut out at 300 or at 450 pixels."""
    card = replace(classifier.package.card, centre=Centre(pixels=320))
    cell = noise(40, 40)
    inputs = []
    for side in (300, 450):
        picture = np.zeros((side, side, 3), np.uint8)
        edge = (side - 40) // 2
        picture[edge : edge + 40, edge : edge + 40] = cell
        inputs.append(model_input(picture, card))
    assert (inputs[0] == inputs[1]).all()
    assert inputs[0].any()


def test_a_card_can_ask_for_a_share_of_the_picture_at_any_resolution(classifier: Classifier) -> None:
    """An analyser's picture shows as much, whether its file has 224 or 448 pixels; of a wider one the middle counts."""
    card = replace(classifier.package.card, centre=Centre(share=0.5))
    picture = noise(224, 224)
    inner = np.ascontiguousarray(picture[56:168, 56:168])
    whole = replace(card, centre=None)
    assert (model_input(picture, card) == model_input(inner, whole)).all()
    double = picture.repeat(2, axis=0).repeat(2, axis=1)
    assert (model_input(double, card) == model_input(inner.repeat(2, axis=0).repeat(2, axis=1), whole)).all()
    wide = np.concatenate([noise(224, 60, 3), picture, noise(224, 60, 4)], axis=1)
    assert (model_input(wide, card) == model_input(picture, card)).all()


def test_an_earlier_prediction_is_not_overwritten_by_a_later_one(classifier: Classifier) -> None:
    first = classifier.classify(Frame(noise(224, 224, 1), "first"))
    kept = first.embedding.copy(), first.heatmap.copy(), first.classes
    classifier.classify(Frame(noise(224, 224, 2), "second"))
    assert np.array_equal(first.embedding, kept[0])
    assert np.array_equal(first.heatmap, kept[1])
    again = classifier.classify(Frame(noise(224, 224, 1), "first again"))
    assert again.classes == kept[2]


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        ([np.nan, 0.5, 0.25, 0.25], "not a number"),
        ([np.inf, 0.5, 0.25, 0.25], "not a number"),
        ([0.5, 0.5, 0.5, 0.5], "do not add up to 1"),
        ([1.5, -0.5, 0.0, 0.0], "do not add up to 1"),
        ([0.0, 0.0, 0.0, 0.0], "do not add up to 1"),
    ],
)
def test_an_answer_that_is_none_is_an_error(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch, probabilities: list[float], message: str
) -> None:
    """No real graph can be made to answer so on demand; the check stands between the runtime and the result."""
    run = classifier._run
    broken = np.array([probabilities], np.float32)
    monkeypatch.setattr(classifier, "_run", lambda image: run(image=image) | {"probabilities": broken})
    with pytest.raises(ModelAnswerError, match=message):
        classifier.classify(Frame(GREY.copy(), "grey"))


def test_a_heatmap_that_is_not_a_number_is_an_error(classifier: Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    run = classifier._run
    broken = np.full((1, 7, 7, len(classifier.package.card.classes)), np.nan, np.float32)
    monkeypatch.setattr(classifier, "_run", lambda image: run(image=image) | {"heatmap": broken})
    with pytest.raises(ModelAnswerError, match="not a number"):
        classifier.classify(Frame(GREY.copy(), "grey"))


NOISY = """
import os, sys, threading
from leukdesk.inference.native_messages import hold_back_notices
with hold_back_notices():
    os.write(2, b"INFO: a notice\\nERROR: a fault\\n")
    print("from Python", file=sys.stderr)
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import bundled_models
Classifier(Catalog([bundled_models()]).default)
print("after", file=sys.stderr)
"""


def test_notices_of_the_native_code_stay_off_the_terminal_and_faults_do_not() -> None:
    done = subprocess.run([sys.executable, "-c", NOISY], capture_output=True, text=True, check=True)
    assert sorted(done.stderr.splitlines()) == ["ERROR: a fault", "after", "from Python"]
    assert done.stdout == ""


def test_a_closed_standard_error_is_no_obstacle() -> None:
    """A program started without a console on Windows has no file descriptor 2."""
    code = "import os; os.close(2)\n" + "".join(
        line + "\n" for line in NOISY.splitlines() if "print" not in line and "write" not in line and "with" not in line
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_a_result_is_a_suggestion_in_words() -> None:
    assert in_words("Early pre-B ALL", 0.871, uncertain=False) == "Resembles Early pre-B ALL (0.87)"
    assert in_words("Benign", 0.5, uncertain=True) == "Uncertain: nearest is Benign (0.50), needs review"
