"""Intervals over groups: pictures of one patient resemble each other, so groups are resampled, not pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm

from leukdesk.training.measuring.figures import Figure, Floats, Labels

LEVEL = (2.5, 97.5)  # per cent: the ends of a 95 % interval


def draw_groups(labels: Labels, groups: NDArray[np.str_], resamples: int, rng: np.random.Generator) -> Floats:
    """How many times each picture is drawn when whole groups are drawn anew within each class.

    Parameters
    ----------
    labels : array, int, shape (N,)
    groups : array of str, shape (N,)

    Returns
    -------
    array, shape (resamples, N)
        Pictures of one class and group have the same count. A resample has as many groups of each class as there are.
    """
    weights = np.empty((resamples, len(labels)))
    for number in np.unique(labels):
        members = np.flatnonzero(labels == number)
        names, which = np.unique(groups[members], return_inverse=True)
        drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
        weights[:, members] = drawn[:, which]
    return weights


def interval(value: float, drawn: Floats) -> Figure:
    """Percentile interval of a figure's values over the resamples; those that are not a number are left out."""
    numbers = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(numbers):
        return Figure(np.nan, np.nan, np.nan)
    low, high = np.percentile(numbers, LEVEL)
    return Figure(float(value), float(low), float(high))


def exact(hits: float, trials: float) -> tuple[float, float]:
    """Exact binomial interval of a share (Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404).

    The counts need not be whole: effective numbers of pictures are not.
    """
    low, high = (percent / 100 for percent in LEVEL)
    return (
        float(beta.ppf(low, hits, trials - hits + 1)) if hits > 0 else 0.0,
        float(beta.ppf(high, hits + 1, trials - hits)) if hits < trials else 1.0,
    )


def widened(share: Figure, trials: float) -> Figure:
    """A share with at least the exact binomial interval of its trials."""
    if not trials or np.isnan(share.value):
        return share
    low, high = exact(share.value * trials, trials)
    return Figure(share.value, min(share.low, low), max(share.high, high))


def design_effect(accuracy: Figure, pictures: int, groups: int) -> float:
    """How many pictures of these groups tell as much as one picture drawn by itself; 1 or more (Kish 1965)."""
    drawn_alone = accuracy.value * (1 - accuracy.value) / pictures
    if drawn_alone == 0:
        # Without a mistake nothing tells how alike the pictures of a group are: each group then counts as one.
        return pictures / groups
    over_groups = ((accuracy.high - accuracy.low) / (2 * norm.ppf(LEVEL[1] / 100))) ** 2
    return float(max(1.0, over_groups / drawn_alone))
