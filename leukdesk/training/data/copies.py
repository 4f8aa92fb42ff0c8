"""Pictures that are nearly the same: found by their coarse structure, confirmed by the fine one, kept in one group.

The hash alone would make one group of all patients of C-NMC: see :mod:`leukdesk.imaging.likeness`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from leukdesk.imaging.likeness import COPY_DISTANCE, COPY_LIKENESS, likeness
from leukdesk.training.data.dataset import Dataset

_ROWS_AT_A_TIME = 1024  # so that 100,000 pictures need megabytes of distances, not gigabytes


def near_copies(hashes: NDArray[np.bool_], thumbnails: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Pairs of pictures whose hashes differ in at most 6 bits and whose fine structure is alike.

    Parameters
    ----------
    hashes : array, bool, shape (N, 64)
    thumbnails : array, uint8, shape (N, 64, 64)

    Returns
    -------
    array, int, shape (P, 2)
        Indices in ascending order, first < second in each pair.
    """
    pairs = _near_hashes(hashes)
    alike = [likeness(thumbnails[a], thumbnails[b]) >= COPY_LIKENESS for a, b in pairs]
    return pairs[np.array(alike, np.bool_)]


def _near_hashes(hashes: NDArray[np.bool_]) -> NDArray[np.int64]:
    signs = np.where(hashes, 1, -1).astype(np.float32)  # small whole numbers are exact in float32, and its product fast
    found = [np.empty((0, 2), np.int64)]
    for start in range(0, len(signs), _ROWS_AT_A_TIME):
        agreement = signs[start : start + _ROWS_AT_A_TIME] @ signs[start:].T
        close = np.argwhere(np.triu(agreement >= hashes.shape[1] - 2 * COPY_DISTANCE, 1))
        found.append(close + start)
    return np.concatenate(found)


def join_copies(dataset: Dataset, copies: NDArray[np.int64]) -> Dataset:
    """Merge the groups that share near copies, so that no split can part them.

    Where the data set itself gives the parts, copies in two of them cannot be brought together, and are left as they
    are; :func:`~leukdesk.training.data.leaks.check_leaks` finds them.

    Parameters
    ----------
    copies : array, int, shape (P, 2)
        Pairs of indices into ``dataset.samples``, as :func:`near_copies` gives them.
    """
    samples = dataset.samples
    together = np.array([samples[a].part == samples[b].part for a, b in copies], np.bool_)
    copies = copies[together]
    names, group = np.unique(dataset.groups(), return_inverse=True)
    links = coo_matrix((np.ones(len(copies)), (group[copies[:, 0]], group[copies[:, 1]])), (len(names), len(names)))
    _, merged = connected_components(links, directed=False)
    first = dict(zip(merged[::-1], names[::-1], strict=True))
    joined = (replace(s, group=str(first[merged[g]])) for s, g in zip(samples, group, strict=True))
    return replace(dataset, samples=tuple(joined))


def joined_groups(before: Dataset, after: Dataset) -> tuple[tuple[str, ...], ...]:
    """Return the former groups that :func:`join_copies` made one, each such set in order of names.

    Since the groups are then no longer quite those that a user named, it has to be said.
    """
    former: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in zip(before.samples, after.samples, strict=True):
        former[new.group].add(old.group)
    return tuple(tuple(sorted(names)) for _, names in sorted(former.items()) if len(names) > 1)
