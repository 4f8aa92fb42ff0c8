"""All figures of one classifier on one held-out part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.measuring.calibration import CALIBRATION_BINS, calibration_bins
from leukdesk.training.measuring.figures import (
    KINDS,
    Figure,
    Floats,
    Labels,
    Probabilities,
    auc,
    averages,
    class_figures,
    mean_of_numbers,
    ratio,
)
from leukdesk.training.measuring.intervals import design_effect, draw_groups, interval, widened
from leukdesk.training.measuring.thresholds import Threshold, answers, confusion, stated

RESAMPLES = 2000
_AT_ONCE = 2_000_000  # drawn pictures that are held in memory at a time: 16 MB an array
_LEAST = 1e-12  # the lowest probability whose logarithm is taken


@dataclass(frozen=True)
class Measurement:
    """All figures of one classifier on one held-out part.

    Attributes
    ----------
    overall : dict
        ``accuracy``, ``balanced_accuracy``, ``macro_f1``, ``weighted_f1``, ``macro_auc``, ``calibration_error``,
        ``negative_log_likelihood``, ``brier``; ``calibration_error_before``, where probabilities before the
        temperature were given; and, where a lowest certain probability was given, ``certain_share`` and, if any
        answer was certain, ``accuracy_when_certain``. What is not a number is left out.
    per_class : dict of class id to dict
        ``precision``, ``recall``, ``specificity``, ``f1``, ``auc``; not a number where the part has no picture for it.
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
    before: Probabilities | None = None,
    certain_from: float | None = None,
    threshold: Threshold | None = None,
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
    before : array, shape (N, C), optional
        Probabilities before the temperature.
    certain_from : float, optional
        Probability of the answer from which it counts as certain.
    threshold : (class number, probability), optional
        How two-class probabilities become answers, see :func:`~leukdesk.training.measuring.thresholds.answers`.
        The calibration error and the AUC do not depend on it.
    seed, resamples : int
        Of the bootstrap; ``RESAMPLES`` by default.

    Raises
    ------
    ValueError
        There is no picture, or a threshold is given and there are not two classes.
    """
    if not len(labels):
        raise ValueError("there is no picture to measure on")
    answered = answers(probabilities, threshold)
    figures = _Counted.of(labels, probabilities, answered, before, certain_from)
    values = figures(np.ones((1, len(labels))))
    drawn = _resampled(figures, labels, groups, np.random.default_rng(seed), resamples or RESAMPLES)
    told = {name: _intervals(value[0], drawn[name]) for name, value in values.items()}

    effect = design_effect(told["accuracy"][0], len(labels), len(set(groups)))
    certain = len(labels) if certain_from is None else int((stated(probabilities, answered) >= certain_from).sum())
    support = np.bincount(labels, minlength=len(classes))
    shares: dict[str, Iterable[int]] = {
        "accuracy": [len(labels)],
        "certain_share": [len(labels)],
        "accuracy_when_certain": [certain],
        "recall": support,
        "specificity": len(labels) - support,
        "precision": np.bincount(answered, minlength=len(classes)),
    }
    for name in shares.keys() & told.keys():
        told[name] = [widened(f, n / effect) for f, n in zip(told[name], shares[name], strict=True)]

    by_class = (*KINDS, "auc")
    return Measurement(
        overall={n: f for n, (f, *_) in told.items() if n not in by_class and not np.isnan(f.value)},
        per_class={c: {kind: told[kind][i] for kind in by_class} for i, c in enumerate(classes)},
        support={c: int(support[i]) for i, c in enumerate(classes)},
        groups={c: len(set(groups[labels == i])) for i, c in enumerate(classes)},
        confusion=confusion(labels, answered, len(classes)).tolist(),
    )


def _resampled(
    figures: Callable[[Floats], dict[str, Floats]],
    labels: Labels,
    groups: NDArray[np.str_],
    rng: np.random.Generator,
    resamples: int,
) -> dict[str, Floats]:
    step = max(1, _AT_ONCE // len(labels))
    sizes = [min(step, resamples - done) for done in range(0, resamples, step)]
    parts = [figures(draw_groups(labels, groups, size, rng)) for size in sizes]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _intervals(value: Floats, drawn: Floats) -> list[Figure]:
    """One interval, or one for each class, of values of shape () or (C,), and (R,) or (R, C)."""
    columns = drawn.reshape(len(drawn), -1).T
    return [interval(v, column) for v, column in zip(np.atleast_1d(value), columns, strict=True)]


@dataclass(frozen=True)
class _Counted:
    """What each picture adds to the figures, so that a resample is but a sum.

    Attributes
    ----------
    cells : array, shape (N, C * C)
        One where the picture lies in the confusion matrix.
    means : dict of str to array, shape (N,)
        What is averaged over pictures.
    calibration : dict of str to array, shape (N, bins)
        Top probability less right, in the column of the picture's bin.
    certain : array, bool, shape (N,), optional
    """

    labels: Labels
    probabilities: Probabilities
    right: NDArray[np.bool_]
    cells: Floats
    means: dict[str, Floats]
    calibration: dict[str, Floats]
    certain: NDArray[np.bool_] | None

    @classmethod
    def of(
        cls,
        labels: Labels,
        probabilities: Probabilities,
        answered: Labels,
        before: Probabilities | None,
        certain_from: float | None,
    ) -> _Counted:
        pictures, classes = probabilities.shape
        rows = np.arange(pictures)
        cells = np.zeros((pictures, classes**2))
        cells[rows, labels * classes + answered] = 1
        truth = np.eye(classes)[labels]
        means = {
            "negative_log_likelihood": -np.log(np.maximum(probabilities[rows, labels], _LEAST)),
            "brier": ((probabilities - truth) ** 2).sum(axis=1),
        }
        stages = {"calibration_error": probabilities} | ({} if before is None else {"calibration_error_before": before})
        certain = None if certain_from is None else stated(probabilities, answered) >= certain_from
        return cls(
            labels,
            probabilities,
            answered == labels,
            cells,
            means,
            {name: _gaps(labels, stage) for name, stage in stages.items()},
            certain,
        )

    def __call__(self, weights: Floats) -> dict[str, Floats]:
        """Evaluate all figures for weights of shape (R, N): each of shape (R,), or (R, C) for those of a class."""
        classes = self.probabilities.shape[1]
        counts = (weights @ self.cells).reshape(-1, classes, classes)
        numbers = range(classes)
        drawn = weights.sum(axis=1)
        areas = np.stack([auc(self.labels == c, self.probabilities[:, c], weights) for c in numbers], axis=1)
        figures = averages(counts) | {"macro_auc": mean_of_numbers(areas)}
        figures |= {name: np.abs(weights @ gaps).sum(axis=1) / drawn for name, gaps in self.calibration.items()}
        figures |= {name: weights @ values / drawn for name, values in self.means.items()}
        if self.certain is not None:
            kept = weights @ self.certain
            figures |= {
                "certain_share": kept / drawn,
                "accuracy_when_certain": ratio(weights @ (self.certain & self.right), kept),
            }
        return figures | class_figures(counts) | {"auc": areas}


def _gaps(labels: Labels, probabilities: Probabilities) -> Floats:
    top = probabilities.max(axis=1)
    gaps = np.zeros((len(labels), CALIBRATION_BINS))
    gaps[np.arange(len(labels)), calibration_bins(top)] = top - (probabilities.argmax(axis=1) == labels)
    return gaps
