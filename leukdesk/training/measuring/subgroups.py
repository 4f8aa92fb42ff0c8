"""How a classifier does on each group by itself: one patient who goes wrong hides in an average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.measuring.figures import Figure, Labels
from leukdesk.training.measuring.intervals import exact


@dataclass(frozen=True)
class Subgroup:
    """Answers for one group of pictures.

    Attributes
    ----------
    classes : tuple of str
        True classes of its pictures.
    accuracy : Figure
        With the exact binomial interval of its pictures.
    commonest_wrong : str, optional
        The wrong answer that was given most often, and how many times (``times_wrong``); None without a mistake.
    """

    group: str
    classes: tuple[str, ...]
    pictures: int
    right: int
    accuracy: Figure
    commonest_wrong: str | None
    times_wrong: int


def by_group(labels: Labels, answered: Labels, groups: NDArray[np.str_], classes: tuple[str, ...]) -> list[Subgroup]:
    """Accuracy of every group, the worst first; of equal ones the largest first.

    Parameters
    ----------
    labels, answered : array, int, shape (N,)
    groups : array of str, shape (N,)
    classes : tuple of str
        Class ids.
    """
    rows = [_subgroup(str(g), labels[groups == g], answered[groups == g], classes) for g in np.unique(groups)]
    return sorted(rows, key=lambda row: (row.accuracy.value, -row.pictures, row.group))


def _subgroup(group: str, labels: Labels, answered: Labels, classes: tuple[str, ...]) -> Subgroup:
    wrong = np.bincount(answered[answered != labels], minlength=len(classes))
    pictures = len(labels)
    right = pictures - int(wrong.sum())
    return Subgroup(
        group=group,
        classes=tuple(classes[number] for number in np.unique(labels)),
        pictures=pictures,
        right=right,
        accuracy=Figure(right / pictures, *exact(right, pictures)),
        commonest_wrong=classes[wrong.argmax()] if wrong.any() else None,
        times_wrong=int(wrong.max()),
    )
