"""Figures of a classifier on held-out pictures, with intervals over groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from scipy.stats import beta, norm
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
    roc_auc_score,
)

Labels = NDArray[np.int64]
Probabilities = NDArray[np.float64]
RESAMPLES = 2000
CALIBRATION_BINS = 15


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def calibration_error(labels: Labels, probabilities: Probabilities) -> float:
    """Expected calibration error of the top answer, 15 equal bins (Guo et al. 2017, arXiv:1706.04599).

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    """
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((top * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs(right[bins == b].mean() - top[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def fit_temperature(labels: Labels, logits: Probabilities) -> float:
    """Temperature that minimises the negative log-likelihood of validation logits, shape (N, C)."""

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature), axis=1)
        return -float(scaled[np.arange(len(labels)), labels].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded").x))


def with_temperature(logits: Probabilities, temperature: float) -> Probabilities:
    """Calibrated probabilities, shape (N, C), of logits of that shape."""
    return np.asarray(softmax(logits / temperature, axis=1))


def uncertain_below(labels: Labels, probabilities: Probabilities, wanted: float) -> float:
    """Lowest top probability above which at least ``wanted`` of the answers are right.

    Steps of 0.01 from 0.50; 0.99 where no step reaches it.
    """
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    for percent in range(50, 99):
        kept = top >= percent / 100
        if kept.any() and right[kept].mean() >= wanted:
            return percent / 100
    return 0.99


@dataclass(frozen=True)
class Measurement:
    """All figures of one classifier on one held-out part.

    Attributes
    ----------
    overall : dict
        ``accuracy``, ``balanced_accuracy``, ``macro_f1``, ``macro_auc``, ``calibration_error``, and, where a
        threshold was given, ``certain_share`` and, if any answer was certain, ``accuracy_when_certain``.
    per_class : dict of class id to dict
        ``precision``, ``recall``, ``f1``, ``auc``.
    support, groups : dict of class id to int
        Pictures, and groups, of each class.
    confusion : list of lists
        Rows are the true classes, columns the answers.
    """

    overall: dict[str, Figure]
    per_class: dict[str, dict[str, Figure]]
    support: dict[str, int]
    groups: dict[str, int]
    confusion: list[list[int]]


def measure(
    labels: Labels,
    probabilities: Probabilities,
    groups: NDArray[np.str_],
    classes: tuple[str, ...],
    *,
    certain_from: float | None = None,
    seed: int = 0,
    resamples: int | None = None,
) -> Measurement:
    """Measure a classifier; intervals by bootstrap over whole groups within each class.

    Pictures of one group resemble each other, so resampling single pictures would give
    intervals that are far too narrow. Where a class was answered without a mistake, every
    resample is without one as well; shares are therefore given at least the exact binomial
    interval (Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404) of their effective number
    of pictures: their number over the design effect, which is how many times the variance of
    the accuracy over groups is that over single pictures.

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    groups : array of str, shape (N,)
    classes : tuple of str
        Class ids in the order of the columns.
    certain_from : float, optional
        Top probability from which an answer counts as certain.
    seed, resamples : int
        Of the bootstrap; ``RESAMPLES`` by default.
    """
    numbers = np.arange(len(classes))

    def figures(chosen: Labels) -> NDArray[np.float64]:
        return _figures(labels[chosen], probabilities[chosen], numbers, certain_from)

    names = ["accuracy", "balanced_accuracy", "macro_f1", "macro_auc", "calibration_error"]
    names += ["certain_share", "accuracy_when_certain"] if certain_from is not None else []
    kinds = ["precision", "recall", "f1", "auc"]
    values = _with_intervals(figures, labels, groups, np.random.default_rng(seed), resamples or RESAMPLES)
    overall = dict(zip(names, values, strict=False))
    rest = values[len(names) :]
    per_class = {c: dict(zip(kinds, rest[i * 4 : i * 4 + 4], strict=True)) for i, c in enumerate(classes)}
    answers = probabilities.argmax(axis=1)
    effect = _design_effect(overall["accuracy"], len(labels), len(set(groups)))
    _widen(overall, "accuracy", len(labels) / effect)
    if certain_from is not None:
        _widen(overall, "certain_share", len(labels) / effect)
        _widen(overall, "accuracy_when_certain", (probabilities.max(axis=1) >= certain_from).sum() / effect)
    for number, name in enumerate(classes):
        _widen(per_class[name], "recall", (labels == number).sum() / effect)
        _widen(per_class[name], "precision", (answers == number).sum() / effect)
    return Measurement(
        {name: figure for name, figure in overall.items() if not np.isnan(figure.value)},
        per_class,
        support={c: int((labels == i).sum()) for i, c in enumerate(classes)},
        groups={c: len(set(groups[labels == i])) for i, c in enumerate(classes)},
        confusion=confusion_matrix(labels, probabilities.argmax(axis=1), labels=numbers).tolist(),
    )


def _design_effect(accuracy: Figure, pictures: int, groups: int) -> float:
    """How many pictures of these groups tell as much as one picture drawn by itself; 1 or more (Kish 1965)."""
    drawn_alone = accuracy.value * (1 - accuracy.value) / pictures
    if drawn_alone == 0:
        # Without a mistake nothing tells how alike the pictures of a group are: each group then counts as one.
        return pictures / groups
    over_groups = ((accuracy.high - accuracy.low) / (2 * norm.ppf(0.975))) ** 2
    return float(max(1.0, over_groups / drawn_alone))


def _widen(figures: dict[str, Figure], name: str, trials: float) -> None:
    """Give a share the exact binomial interval of its trials, where that is the wider one."""
    share = figures[name]
    if not trials or np.isnan(share.value):
        return
    hits = share.value * trials
    low = beta.ppf(0.025, hits, trials - hits + 1) if hits > 0 else 0.0
    high = beta.ppf(0.975, hits + 1, trials - hits) if hits < trials else 1.0
    figures[name] = Figure(share.value, min(share.low, float(low)), max(share.high, float(high)))


def _figures(
    labels: Labels, probabilities: Probabilities, numbers: Labels, certain_from: float | None
) -> NDArray[np.float64]:
    answers = probabilities.argmax(axis=1)
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, answers, labels=numbers, average=None, zero_division=0.0
    )
    auc = np.array([roc_auc_score(labels == c, probabilities[:, c]) for c in numbers])
    values = [
        accuracy_score(labels, answers),
        balanced_accuracy_score(labels, answers),
        f1_score(labels, answers, labels=numbers, average="macro", zero_division=0.0),
        auc.mean(),
        calibration_error(labels, probabilities),
    ]
    if certain_from is not None:
        kept = probabilities.max(axis=1) >= certain_from
        values += [kept.mean(), (answers == labels)[kept].mean() if kept.any() else np.nan]
    return np.concatenate([values, np.stack([precision, recall, f1, auc], axis=1).ravel()])


def _with_intervals(
    figures: Callable[[Labels], NDArray[np.float64]],
    labels: Labels,
    groups: NDArray[np.str_],
    rng: np.random.Generator,
    resamples: int,
) -> list[Figure]:
    """Evaluate ``figures`` on all samples, and on resamples of whole groups within each class."""
    members = {(c, g): np.flatnonzero((labels == c) & (groups == g)) for c, g in set(zip(labels, groups, strict=True))}
    strata = [[members[key] for key in sorted(members) if key[0] == c] for c in np.unique(labels)]
    drawn = np.array(
        [
            figures(
                np.concatenate([stratum[i] for stratum in strata for i in rng.integers(0, len(stratum), len(stratum))])
            )
            for _ in range(resamples)
        ]
    )
    return [_interval(value, column) for value, column in zip(figures(np.arange(len(labels))), drawn.T, strict=True)]


def _interval(value: float, drawn: NDArray[np.float64]) -> Figure:
    # A share of nothing, as that of the certain answers where none is, is not a number.
    numbers = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(numbers):
        return Figure(np.nan, np.nan, np.nan)
    low, high = np.percentile(numbers, [2.5, 97.5])
    return Figure(float(value), float(low), float(high))
