"""How far a share that was counted may lie from that of the whole slide."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

TAIL = 0.025
"""Probability beyond each end of a 95 % interval."""
_HALVINGS = 50  # to 1e-15


@lru_cache(maxsize=4096)
def exact_interval(hits: int, trials: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a share (Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404).

    Parameters
    ----------
    hits, trials : int
        So many of so many; without any trial the share may be anything.

    Raises
    ------
    ValueError
        There are more hits than trials, or fewer than none.
    """
    if not 0 <= hits <= trials:
        raise ValueError(f"{hits} of {trials} is no share")
    # The other end of one share is an end of its complement's.
    return _lower(hits, trials), 1 - _lower(trials - hits, trials)


def _lower(hits: int, trials: int) -> float:
    """Return the share for which so many hits or more have a probability of :data:`TAIL`."""
    if hits == 0:
        return 0.0
    low, high = 0.0, hits / trials
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_least(hits, trials, middle) < TAIL:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_least(hits: int, trials: int, share: float) -> float:
    """Return the probability of so many hits or more, for a share between 0 and 1."""
    numbers = np.arange(hits, trials + 1)
    logarithms = _ways(trials)[hits:] + numbers * math.log(share) + (trials - numbers) * math.log1p(-share)
    return float(np.exp(logarithms).sum())


@lru_cache(maxsize=64)
def _ways(trials: int) -> NDArray[np.float64]:
    """Return the logarithms of the binomial coefficients, float64 (trials + 1,)."""
    faculties = np.array([math.lgamma(number + 1) for number in range(trials + 1)])
    return np.asarray(faculties[-1] - faculties - faculties[::-1])
