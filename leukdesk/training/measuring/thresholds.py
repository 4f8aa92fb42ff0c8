"""From probabilities to answers: the highest one, or, of two classes, a threshold on one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leukdesk.training.measuring.figures import KINDS, Labels, Probabilities, averages, class_figures

Threshold = tuple[int, float]
"""Number of a class, and the probability from which on it is the answer."""

THRESHOLDS = tuple(percent / 100 for percent in range(10, 95, 5))


def answers(probabilities: Probabilities, threshold: Threshold | None = None) -> Labels:
    """Class that is answered for each picture, shape (N,).

    Parameters
    ----------
    probabilities : array, shape (N, C)
    threshold : (class number, probability), optional
        Of two classes: that class is answered where its probability is at least this high, else the other.
        Without it the class of the highest probability.

    Raises
    ------
    ValueError
        A threshold, and not two classes.
    """
    if threshold is None:
        return np.asarray(probabilities.argmax(axis=1), np.int64)
    if probabilities.shape[1] != 2:
        raise ValueError(f"a threshold is for two classes, and these are {probabilities.shape[1]}")
    number, lowest = threshold
    return np.where(probabilities[:, number] >= lowest, number, 1 - number).astype(np.int64)


def stated(probabilities: Probabilities, answered: Labels) -> Probabilities:
    """Probability of each picture's answer, shape (N,)."""
    return np.asarray(probabilities[np.arange(len(answered)), answered])


def confusion(labels: Labels, answered: Labels, classes: int) -> Labels:
    """Confusion matrix, shape (C, C): rows are the true classes, columns the answers."""
    return np.bincount(labels * classes + answered, minlength=classes**2).reshape(classes, classes)


@dataclass(frozen=True)
class ThresholdRow:
    """Figures of one class of two when it is answered from ``threshold`` on; not a number where nothing counts."""

    threshold: float
    accuracy: float
    precision: float
    recall: float
    specificity: float
    f1: float


def sweep(
    labels: Labels, probabilities: Probabilities, number: int, thresholds: tuple[float, ...] = THRESHOLDS
) -> list[ThresholdRow]:
    """Figures of class ``number`` at each threshold, from 0.1 to 0.9 by default.

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, 2)

    Raises
    ------
    ValueError
        More or less than two classes.
    """
    rows = []
    for lowest in thresholds:
        counts = confusion(labels, answers(probabilities, (number, lowest)), 2).astype(np.float64)
        figures = class_figures(counts)
        accuracy = float(averages(counts)["accuracy"])
        rows.append(ThresholdRow(lowest, accuracy, **{kind: float(figures[kind][number]) for kind in KINDS}))
    return rows
