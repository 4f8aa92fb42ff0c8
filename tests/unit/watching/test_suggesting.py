"""The mean of a model's answers over a field at rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.inference.prediction import ClassProbability, Prediction
from leukdesk.watching.suggesting import LONGEST, RunningMean

LIMIT = 0.7


def answer(*probabilities: float, model: str = "a", unfit: bool = False) -> Prediction:
    classes = tuple(ClassProbability(str(n), f"Class {n}", p) for n, p in enumerate(probabilities))
    uncertain = unfit or max(probabilities) < LIMIT
    nothing = np.zeros((1, 1, len(probabilities)), np.float32)
    return Prediction("frame", model, "1", model, classes, uncertain, nothing[0, 0], nothing, 1.0)


def probabilities(prediction: Prediction) -> list[float]:
    return [each.probability for each in prediction.classes]


def test_one_answer_is_its_own_mean():
    mean = RunningMean()
    assert probabilities(mean.add(answer(0.9, 0.1), LIMIT)) == [0.9, 0.1]
    assert mean.frames == 1


def test_the_mean_decides_what_is_uncertain():
    mean = RunningMean()
    assert not mean.add(answer(0.9, 0.1), LIMIT).uncertain
    both = mean.add(answer(0.3, 0.7), LIMIT)
    assert probabilities(both) == pytest.approx([0.6, 0.4])
    assert both.uncertain, "0.6 is below the limit, although neither answer alone was"
    assert (both.top.id, mean.frames) == ("0", 2)


def test_a_picture_that_is_not_fit_to_be_judged_stays_uncertain():
    mean = RunningMean()
    mean.add(answer(0.95, 0.05), LIMIT)
    assert mean.add(answer(0.95, 0.05, unfit=True), LIMIT).uncertain


def test_another_model_or_another_field_begins_anew():
    mean = RunningMean()
    mean.add(answer(0.9, 0.1), LIMIT)
    assert probabilities(mean.add(answer(0.2, 0.8, model="b"), LIMIT)) == [0.2, 0.8]
    mean.clear()
    assert mean.frames == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=3 * LONGEST))
def test_it_is_the_mean_of_the_last_frames(tops):
    mean = RunningMean()
    for top in tops:
        last = mean.add(answer(top, 1 - top), LIMIT)
    assert probabilities(last)[0] == pytest.approx(np.mean(tops[-LONGEST:]))
    assert sum(probabilities(last)) == pytest.approx(1)
