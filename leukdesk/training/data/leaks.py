"""What stands on both sides of a split and should not: near copies of one picture, pictures of one group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import LeakError
from leukdesk.training.data.splits import Split


def check_leaks(dataset: Dataset, split: Split, copies: NDArray[np.int64], advice: str = "") -> None:
    """Fail when parts of a split share near copies or groups.

    Parameters
    ----------
    copies : array, int, shape (P, 2)
        Pairs of indices into ``dataset.samples``, as :func:`~leukdesk.training.data.copies.near_copies` gives them.
    advice : str
        What else a user can do, as a further sentence (the name of the option that allows it).

    Raises
    ------
    LeakError
        Says how many there are, and names the first.
    """
    part_of = np.full(len(dataset.samples), -1)
    for number, part in enumerate((split.train, split.validation, split.test)):
        part_of[part] = number
    copies = copies[(part_of[copies] >= 0).all(axis=1)]
    parted = copies[part_of[copies[:, 0]] != part_of[copies[:, 1]]]

    used = np.flatnonzero(part_of >= 0)
    names, group = np.unique(dataset.groups()[used], return_inverse=True)
    there = np.zeros((len(names), 3), np.bool_)
    there[group, part_of[used]] = True
    if texts := _texts(dataset, parted, names[there.sum(axis=1) > 1]):
        where = "Put what belongs together into one part" if dataset.has_parts else "Put copies into one group"
        leak = f"{' and '.join(texts)} stand in two parts of the split"
        raise LeakError(f"{leak}. {where}, then split again. {advice}".rstrip())


def _texts(dataset: Dataset, parted: NDArray[np.int64], shared: NDArray[np.str_]) -> list[str]:
    texts = []
    if len(parted):
        texts.append(
            f"{len(parted)} pair(s) of near copies (first: {dataset.name(parted[0][0])} and"
            f" {dataset.name(parted[0][1])})"
        )
    if len(shared):
        texts.append(f"pictures of {len(shared)} group(s) (first: {shared[0]})")
    return texts
