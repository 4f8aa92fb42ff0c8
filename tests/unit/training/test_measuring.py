from __future__ import annotations

import numpy as np
import pytest

from leukdesk.training.baselines import colour_forest, colour_numbers, majority
from leukdesk.training.measuring import (
    calibration_error,
    fit_temperature,
    measure,
    uncertain_below,
    with_temperature,
)

LABELS = np.array([0, 0, 0, 1, 1, 1])
ANSWERS = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.3, 0.7], [0.2, 0.8], [0.45, 0.55]])
GROUPS = np.array(["a", "a", "b", "c", "d", "d"])


def test_figures_are_those_worked_out_by_hand() -> None:
    measured = measure(LABELS, ANSWERS, GROUPS, ("x", "y"), certain_from=0.7, resamples=50)
    assert measured.overall["accuracy"].value == pytest.approx(5 / 6)
    assert measured.confusion == [[2, 1], [0, 3]]
    assert measured.per_class["x"]["recall"].value == pytest.approx(2 / 3)
    assert measured.per_class["x"]["precision"].value == 1.0
    assert measured.per_class["y"]["precision"].value == pytest.approx(3 / 4)
    assert measured.overall["macro_f1"].value == pytest.approx((0.8 + 6 / 7) / 2)
    assert measured.per_class["x"]["auc"].value == pytest.approx(8 / 9)
    assert measured.support == {"x": 3, "y": 3}
    assert measured.groups == {"x": 2, "y": 2}
    assert measured.overall["certain_share"].value == pytest.approx(4 / 6)
    assert measured.overall["accuracy_when_certain"].value == 1.0


def test_intervals_hold_the_value_and_are_wider_over_groups_than_over_pictures() -> None:
    rng = np.random.default_rng(1)
    labels = np.repeat([0, 1], 200)
    groups = np.array([f"g{i // 20}" for i in range(400)])
    right = np.repeat(rng.random(20) < 0.8, 20)  # whole groups are right or wrong
    answers = np.where((right ^ (labels == 1))[:, None], [[0.9, 0.1]], [[0.1, 0.9]])
    by_group = measure(labels, answers, groups, ("x", "y"), resamples=300).overall["accuracy"]
    alone = np.arange(400).astype(str)
    by_picture = measure(labels, answers, alone, ("x", "y"), resamples=300).overall["accuracy"]
    assert by_group.low <= by_group.value <= by_group.high
    assert by_group.high - by_group.low > 2 * (by_picture.high - by_picture.low)


def test_no_interval_claims_certainty_where_no_mistake_was_made() -> None:
    labels = np.repeat([0, 1], 40)
    groups = np.array([f"g{i // 10}" for i in range(80)])
    answers = np.eye(2)[labels]
    measured = measure(labels, answers, groups, ("x", "y"), resamples=50)
    recall = measured.per_class["x"]["recall"]
    assert (recall.value, recall.high) == (1.0, 1.0)
    # Clopper and Pearson's bound for as many trials as there are groups of this class: four.
    assert recall.low == pytest.approx(0.025 ** (1 / 4))


def test_an_accuracy_of_no_certain_answer_is_left_out() -> None:
    measured = measure(LABELS, ANSWERS, GROUPS, ("x", "y"), certain_from=0.99, resamples=50)
    assert measured.overall["certain_share"].value == 0.0
    assert "accuracy_when_certain" not in measured.overall


def test_calibration_error_of_a_perfect_and_of_a_boastful_classifier() -> None:
    labels = np.array([0] * 8 + [1] * 2)
    assert calibration_error(labels, np.tile([0.8, 0.2], (10, 1))) == pytest.approx(0.0)
    assert calibration_error(labels, np.tile([1.0, 0.0], (10, 1))) == pytest.approx(0.2)


def test_temperature_undoes_a_known_overconfidence() -> None:
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 2, (4000, 3))
    labels = np.array([rng.choice(3, p=p) for p in with_temperature(logits, 1.0)])
    assert fit_temperature(labels, logits * 3) == pytest.approx(3, rel=0.1)


def test_the_uncertain_band_ends_where_the_wanted_share_is_right() -> None:
    top = np.array([0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95])
    answers = np.stack([top, 1 - top], axis=1)
    labels = np.array([1, 0, 1, 0, 0, 0, 0, 0])
    assert uncertain_below(labels, answers, 1.0) == pytest.approx(0.66)
    assert uncertain_below(1 - labels * 0, answers, 1.0) == 0.99


def test_baselines_see_colour_or_nothing() -> None:
    rng = np.random.default_rng(3)
    labels = np.repeat([0, 1], 30)
    pictures = np.where(labels[:, None, None, None] == 0, 90, 160) + rng.integers(0, 20, (60, 8, 8, 3))
    pictures = pictures.astype(np.uint8)
    numbers = colour_numbers(pictures)
    assert numbers.shape == (60, 6)
    assert numbers[0, 0] == pytest.approx(pictures[0, ..., 0].mean())
    answers = colour_forest(pictures[::2], labels[::2], pictures[1::2], seed=0)
    assert (answers.argmax(axis=1) == labels[1::2]).all()
    assert majority(np.array([1, 1, 0]), 2, 2).tolist() == [[0, 1], [0, 1]]
