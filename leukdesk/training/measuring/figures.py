"""What is counted of a classifier, for one or for thousands of weightings of the same pictures at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
Probabilities = NDArray[np.float64]
Floats = NDArray[np.float64]

KINDS = ("precision", "recall", "specificity", "f1")


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval; not a number where nothing was there to be counted."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide; not a number, and no warning, where the whole is nothing."""
    quotient = np.full(np.broadcast(part, whole).shape, np.nan)
    np.divide(part, whole, out=quotient, where=whole > 0)
    return quotient


def class_figures(confusion: Floats) -> dict[str, Floats]:
    """Precision, recall, specificity and F1 of every class against all others.

    An answer that was never given has the precision 0, as in scikit-learn. A class without a
    picture has neither recall nor F1: not a number.

    Parameters
    ----------
    confusion : array, shape (..., C, C)
        Rows are the true classes, columns the answers.

    Returns
    -------
    dict of str to array, shape (..., C)
        Under the names in ``KINDS``.
    """
    right = np.diagonal(confusion, axis1=-2, axis2=-1)
    support, answered = confusion.sum(axis=-1), confusion.sum(axis=-2)
    others = support.sum(axis=-1, keepdims=True) - support
    precision = ratio(right, answered)
    return {
        "precision": np.where((answered == 0) & (support > 0), 0.0, precision),
        "recall": ratio(right, support),
        "specificity": ratio(others - (answered - right), others),
        "f1": np.where(support > 0, ratio(2 * right, support + answered), np.nan),
    }


def averages(confusion: Floats) -> dict[str, Floats]:
    """Accuracy, balanced accuracy, macro and weighted F1 of confusion matrices, shape (..., C, C); each of shape (...).

    Classes without a picture take no part.
    """
    support = confusion.sum(axis=-1)
    figures = class_figures(confusion)
    return {
        "accuracy": ratio(np.trace(confusion, axis1=-2, axis2=-1), support.sum(axis=-1)),
        "balanced_accuracy": mean_of_numbers(figures["recall"]),
        "macro_f1": mean_of_numbers(figures["f1"]),
        "weighted_f1": ratio((np.nan_to_num(figures["f1"]) * support).sum(axis=-1), support.sum(axis=-1)),
    }


def mean_of_numbers(values: Floats) -> Floats:
    """Mean over the last axis of what is a number; not a number, and no warning, where nothing is."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1))


def auc(positive: NDArray[np.bool_], scores: Floats, weights: Floats) -> Floats:
    """Area under the ROC curve, for many weightings at once, by ranks.

    It is the share of pairs of a positive and a negative picture in which the positive one has the
    higher score, ties counting half (Hanley and McNeil 1982, doi 10.1148/radiology.143.1.7063747).

    Parameters
    ----------
    positive : array, bool, shape (N,)
    scores : array, shape (N,)
    weights : array, shape (R, N)
        How many times each picture is drawn in each of R resamples.

    Returns
    -------
    array, shape (R,)
        Not a number where a resample lacks positive or negative pictures.
    """
    order = np.argsort(scores, kind="stable")
    levels = np.flatnonzero(np.diff(scores[order], prepend=-np.inf) > 0)
    positives = np.add.reduceat((weights * positive)[:, order], levels, axis=1)
    negatives = np.add.reduceat((weights * ~positive)[:, order], levels, axis=1)
    below = np.cumsum(negatives, axis=1) - negatives / 2
    return ratio((positives * below).sum(axis=1), positives.sum(axis=1) * negatives.sum(axis=1))
