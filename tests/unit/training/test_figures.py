"""Figures against hand-made counts, against scikit-learn, and where there is nothing to be counted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from leukdesk.training.baselines import colour_forest, nearest_neighbours, thumbnails
from leukdesk.training.measuring import (
    Bin,
    Measurement,
    answers,
    by_group,
    calibration_error,
    judge,
    measure,
    reliability,
    sweep,
    uncertain_below,
)
from leukdesk.training.measuring.figures import auc, class_figures
from leukdesk.training.measuring.intervals import draw_groups, exact

LABELS = np.array([0, 0, 0, 1, 1, 1])
ANSWERS = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.3, 0.7], [0.2, 0.8], [0.45, 0.55]])
GROUPS = np.array(["a", "a", "b", "c", "d", "d"])
TWO = ("x", "y")


def made(seed: int, pictures: int, classes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, pictures)
    # Few steps, so that scores tie.
    scores = rng.integers(1, 6, (pictures, classes)).astype(float)
    return labels, scores / scores.sum(axis=1, keepdims=True), np.array([f"g{i % 7}" for i in range(pictures)])


def test_specificity_weighted_f1_likelihood_and_brier_are_those_worked_out_by_hand() -> None:
    measured = measure(LABELS, ANSWERS, GROUPS, TWO, resamples=20)
    assert measured.per_class["x"]["specificity"].value == 1.0
    assert measured.per_class["y"]["specificity"].value == pytest.approx(2 / 3)
    assert measured.per_class["x"]["specificity"].low < 0.5  # no mistake, but only two groups: widened as recall is
    assert measured.overall["weighted_f1"].value == pytest.approx((0.8 + 6 / 7) / 2)
    stated = [0.9, 0.8, 0.4, 0.7, 0.8, 0.55]
    assert measured.overall["negative_log_likelihood"].value == pytest.approx(-np.log(stated).mean())
    assert measured.overall["brier"].value == pytest.approx(np.mean([2 * (1 - p) ** 2 for p in stated]))


def test_the_calibration_error_before_the_temperature_is_told_beside_the_one_after() -> None:
    boastful = np.eye(2)[ANSWERS.argmax(axis=1)]
    measured = measure(LABELS, ANSWERS, GROUPS, TWO, before=boastful, resamples=20)
    assert measured.overall["calibration_error_before"].value == pytest.approx(1 / 6)
    assert measured.overall["calibration_error"].value == pytest.approx(calibration_error(LABELS, ANSWERS))


@given(st.integers(0, 10_000), st.integers(20, 60), st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_figures_are_those_of_scikit_learn_and_intervals_are_in_order(seed: int, pictures: int, classes: int) -> None:
    labels, probabilities, groups = made(seed, pictures, classes)
    labels[:classes] = np.arange(classes)
    names = tuple("abcd"[:classes])
    measured = measure(labels, probabilities, groups, names, certain_from=0.5, resamples=20)
    answered = probabilities.argmax(axis=1)
    numbers = np.arange(classes)
    overall = {name: figure.value for name, figure in measured.overall.items()}
    assert overall["balanced_accuracy"] == pytest.approx(metrics.balanced_accuracy_score(labels, answered))
    for average in ("macro", "weighted"):
        expected = metrics.f1_score(labels, answered, labels=numbers, average=average, zero_division=0.0)
        assert overall[f"{average}_f1"] == pytest.approx(expected)
    assert overall["calibration_error"] == pytest.approx(calibration_error(labels, probabilities))
    for number, name in enumerate(names):
        expected = metrics.roc_auc_score(labels == number, probabilities[:, number])
        assert measured.per_class[name]["auc"].value == pytest.approx(expected)
    assert np.array(measured.confusion).sum(axis=1).tolist() == list(measured.support.values())
    for kinds in [measured.overall, *measured.per_class.values()]:
        for figure in kinds.values():
            assert math.isnan(figure.value) or figure.low <= figure.high
    for share in [measured.overall["accuracy"], *(f["recall"] for f in measured.per_class.values())]:
        assert 0 <= share.low <= share.value <= share.high <= 1


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_weighted_auc_is_that_of_the_pictures_repeated(seed: int) -> None:
    labels, probabilities, groups = made(seed, 30, 2)
    labels[:2] = [0, 1]
    weights = draw_groups(labels, groups, 3, np.random.default_rng(seed))
    areas = auc(labels == 1, probabilities[:, 1], weights)
    for row, area in zip(weights.astype(int), areas, strict=True):
        drawn = np.repeat(np.arange(30), row)
        assert area == pytest.approx(metrics.roc_auc_score(labels[drawn], probabilities[drawn, 1]))


def test_whole_groups_are_drawn_and_as_many_of_each_class_as_there_are() -> None:
    labels, groups = np.repeat([0, 1], 6), np.array(list("aabbbbccddee"))
    weights = draw_groups(labels, groups, 200, np.random.default_rng(0))
    for group in "abcde":
        assert (np.ptp(weights[:, groups == group], axis=1) == 0).all()
    firsts = [0, 2], [6, 8, 10]
    assert [set(weights[:, list(first)].sum(axis=1)) for first in firsts] == [{2.0}, {3.0}]


def test_a_class_without_a_picture_is_not_a_number_and_takes_no_part() -> None:
    labels, three = (
        np.array([0, 0, 1, 1]),
        np.array([[0.8, 0.1, 0.1], [0.1, 0.1, 0.8], [0.1, 0.8, 0.1], [0.2, 0.7, 0.1]]),
    )
    measured = measure(labels, three, np.array(list("abcd")), ("x", "y", "z"), resamples=30)
    nobody = measured.per_class["z"]
    assert math.isnan(nobody["recall"].value)
    assert math.isnan(nobody["f1"].value)
    assert math.isnan(nobody["auc"].value)
    assert nobody["precision"].value == 0.0
    assert nobody["specificity"].value == pytest.approx(3 / 4)
    assert measured.overall["balanced_accuracy"].value == pytest.approx(3 / 4)
    assert measured.overall["macro_f1"].value == pytest.approx((2 / 3 + 1) / 2)
    assert (measured.support["z"], measured.groups["z"]) == (0, 0)


def test_one_class_alone_and_no_picture_at_all() -> None:
    alone = measure(np.zeros(4, int), np.tile([0.9, 0.1], (4, 1)), np.array(list("aabb")), TWO, resamples=10)
    assert alone.overall["accuracy"].value == 1.0
    assert "macro_auc" not in alone.overall
    with pytest.raises(ValueError, match="no picture"):
        measure(np.zeros(0, int), np.zeros((0, 2)), np.zeros(0, str), TWO)


def test_an_answer_never_given_has_the_precision_nought() -> None:
    figures = class_figures(np.array([[0.0, 3.0], [0.0, 2.0]]))
    assert figures["precision"].tolist() == [0.0, pytest.approx(2 / 5)]
    assert figures["f1"].tolist() == [0.0, pytest.approx(4 / 7)]


def test_a_threshold_makes_the_answers_of_two_classes() -> None:
    assert answers(ANSWERS).tolist() == [0, 0, 1, 1, 1, 1]
    assert answers(ANSWERS, (0, 0.45)).tolist() == [0, 0, 1, 1, 1, 0]
    assert answers(ANSWERS, (1, 0.6)).tolist() == [0, 0, 1, 1, 1, 0]
    with pytest.raises(ValueError, match="two classes"):
        answers(np.full((1, 3), 1 / 3), (0, 0.6))
    measured = measure(LABELS, ANSWERS, GROUPS, TWO, threshold=(0, 0.4), certain_from=0.5, resamples=10)
    assert measured.confusion == [[3, 0], [1, 2]]
    assert measured.overall["certain_share"].value == pytest.approx(4 / 6)  # of 0.9 0.8 0.4 0.7 0.8 0.45
    assert measured.overall["accuracy_when_certain"].value == 1.0
    assert uncertain_below(LABELS, ANSWERS, 1.0, (0, 0.4)) == 0.5


def test_a_sweep_has_the_figures_of_its_class_at_each_threshold() -> None:
    rows = {row.threshold: row for row in sweep(LABELS, ANSWERS, 0)}
    assert (min(rows), max(rows)) == (0.1, 0.9)
    at = rows[0.4]
    assert (at.accuracy, at.precision, at.recall, at.specificity) == pytest.approx((5 / 6, 3 / 4, 1, 2 / 3))
    assert rows[0.85].recall == pytest.approx(1 / 3)
    assert rows[0.1].specificity == 0.0
    recalls = [row.recall for row in rows.values()]
    assert recalls == sorted(recalls, reverse=True)


def test_the_worst_group_comes_first_with_its_commonest_wrong_answer() -> None:
    labels, answered = np.array([0, 0, 0, 0, 1, 1, 2, 2]), np.array([0, 2, 2, 1, 1, 1, 2, 2])
    rows = by_group(labels, answered, np.array(list("aaaabbbb")), ("x", "y", "z"))
    assert [row.group for row in rows] == ["a", "b"]
    worst, best = rows
    assert (worst.pictures, worst.right, worst.commonest_wrong, worst.times_wrong) == (4, 1, "z", 2)
    assert (worst.accuracy.low, worst.accuracy.high) == exact(1, 4)
    assert (best.classes, best.commonest_wrong, best.times_wrong) == (("y", "z"), None, 0)


def test_exact_intervals_are_those_of_the_tables() -> None:
    """Clopper and Pearson's for 8 of 10, as printed everywhere."""
    assert exact(8, 10) == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert exact(0, 5)[0] == 0.0
    assert exact(5, 5)[1] == 1.0


def test_reliability_tells_stated_and_true_share_of_each_bin() -> None:
    labels = np.array([0] * 8 + [1] * 2)
    assert reliability(labels, np.tile([0.8, 0.2], (10, 1))) == [Bin(pytest.approx(0.8), pytest.approx(0.8), 10)]


def measured_of(answered: list[int], groups: int = 2) -> Measurement:
    """Measure six answers, each given as many times as there are groups of every one of them."""
    probabilities = np.repeat(np.eye(2)[answered] * 0.8 + 0.1, groups, axis=0)
    labels = np.repeat(LABELS, groups)
    return measure(labels, probabilities, np.arange(len(labels)).astype(str), TWO, resamples=30)


def test_a_verdict_says_what_a_model_is_not_worth() -> None:
    good, poor, constant = measured_of([0, 0, 0, 1, 1, 1]), measured_of([0, 0, 1, 1, 1, 0]), measured_of([1] * 6)
    verdict = judge(constant, poor)
    assert (verdict.only_answer, verdict.beats_colours) == ("y", False)
    assert "answered y for every picture" in verdict.sentences[0]
    assert "Six colour numbers do as well or better" in verdict.sentences[1]
    assert not judge(good, good).beats_colours
    unmeasured = judge(constant, None)
    assert (unmeasured.beats_colours, unmeasured.sentences) == (None, verdict.sentences[:1])
    clear = judge(measured_of([0, 0, 0, 1, 1, 1], 20), measured_of([0, 0, 1, 1, 1, 0], 20))
    assert (clear.only_answer, clear.beats_colours, clear.sentences) == (None, True, ())
    overlapping = judge(good, poor)
    assert overlapping.beats_colours
    assert "overlap" in overlapping.sentences[0]


def test_baselines_have_a_column_for_every_class() -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 2], 12)
    pictures = (rng.integers(0, 30, (24, 40, 40, 3)) + labels[:, None, None, None] * 60).astype(np.uint8)
    assert thumbnails(pictures).shape == (24, 32 * 32 * 3)
    nearest = nearest_neighbours(pictures[::2], labels[::2], pictures[1::2], classes=3)
    forest = colour_forest(pictures[::2], labels[::2], pictures[1::2], seed=0, classes=3)
    for probabilities in (nearest, forest):
        assert probabilities.shape == (12, 3)
        assert probabilities.sum(axis=1) == pytest.approx(1)
        assert (probabilities.argmax(axis=1) == labels[1::2]).all()
    few = nearest_neighbours(pictures[[0, 23]], labels[[0, 23]], pictures[:1])
    assert few.tolist() == [[0.5, 0, 0.5]]
