"""Whether stated probabilities can be believed, and what makes them so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from leukdesk.training.measuring.figures import Labels, Probabilities
from leukdesk.training.measuring.thresholds import Threshold, answers, stated

CALIBRATION_BINS = 15
NEVER_CERTAIN = 0.99  # where no probability tells right answers from wrong ones


@dataclass(frozen=True)
class Bin:
    """Answers of about the same stated probability.

    Attributes
    ----------
    stated : float
        Mean of the top probability.
    right : float
        Share of right answers.
    pictures : int
    """

    stated: float
    right: float
    pictures: int


def calibration_bins(top: Probabilities) -> Labels:
    """Number of the bin, of ``CALIBRATION_BINS`` equal ones, of each top probability, shape (N,)."""
    return np.minimum((top * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)


def reliability(labels: Labels, probabilities: Probabilities) -> list[Bin]:
    """Stated probability against the share that is right, for every bin that holds an answer.

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    """
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = calibration_bins(top)
    return [
        Bin(float(top[inside].mean()), float(right[inside].mean()), int(inside.sum()))
        for inside in (bins == b for b in np.unique(bins))
    ]


def calibration_error(labels: Labels, probabilities: Probabilities) -> float:
    """Expected calibration error of the top answer, 15 equal bins (Guo et al. 2017, arXiv:1706.04599).

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    """
    return sum(abs(b.right - b.stated) * b.pictures for b in reliability(labels, probabilities)) / len(labels)


def fit_temperature(labels: Labels, logits: Probabilities) -> float:
    """Temperature that minimises the negative log-likelihood of validation logits, shape (N, C)."""

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature), axis=1)
        return -float(scaled[np.arange(len(labels)), labels].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded").x))


def with_temperature(logits: Probabilities, temperature: float) -> Probabilities:
    """Calibrated probabilities, shape (N, C), of logits of that shape."""
    return np.asarray(softmax(logits / temperature, axis=1))


def uncertain_below(
    labels: Labels, probabilities: Probabilities, wanted: float, threshold: Threshold | None = None
) -> float:
    """Lowest probability of the answer from which on at least ``wanted`` of the answers are right.

    Steps of 0.01 from 0.50; :data:`NEVER_CERTAIN` where no step reaches it.

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    threshold : (class number, probability), optional
        See :func:`~leukdesk.training.measuring.thresholds.answers`.
    """
    answered = answers(probabilities, threshold)
    certainty, right = stated(probabilities, answered), answered == labels
    for percent in range(50, 99):
        kept = certainty >= percent / 100
        if kept.any() and right[kept].mean() >= wanted:
            return percent / 100
    return NEVER_CERTAIN
