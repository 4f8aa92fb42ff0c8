"""Divide a data set into training, validation and test parts: split first, augment later."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from leukdesk.training.datasets import Dataset, DatasetError

TEST_FOLDS = 5  # one fold in five is the test part: 20 %
VALIDATION_FOLDS = 6  # one in six of the rest is the validation part: 13 % of all
COPY_DISTANCE = 6  # of 64 bits


class LeakError(DatasetError):
    """Near copies of one picture stand in two parts of a split."""

    code = "leak"


@dataclass(frozen=True)
class Split:
    """Indices into ``Dataset.samples``; the three parts share no index."""

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


def split_by_group(dataset: Dataset, seed: int) -> Split:
    """Split so that no group stands in two parts, classes kept in proportion.

    Uses scikit-learn's ``StratifiedGroupKFold`` twice (test fold, then validation fold).
    """
    return _split(dataset, seed, StratifiedGroupKFold, dataset.groups())


def split_at_random(dataset: Dataset, seed: int) -> Split:
    """Split picture by picture, groups ignored, as most published studies do.

    Pictures of one patient then stand on both sides. Only for showing how much of a
    figure comes from that leak, never for a figure to be believed.
    """
    return _split(dataset, seed, StratifiedKFold, None)


def _split(
    dataset: Dataset,
    seed: int,
    folder: type[StratifiedGroupKFold] | type[StratifiedKFold],
    groups: NDArray[np.str_] | None,
) -> Split:
    labels = dataset.labels()
    everything = np.arange(len(labels))

    def one_fold(pool: NDArray[np.int64], folds: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        few = min(len(set((everything if groups is None else groups)[pool][labels[pool] == c])) for c in set(labels))
        if few < folds:
            raise DatasetError(
                f"a class has {few} group(s), and {folds} are needed to split it: label more groups, or leave it out"
            )
        splitter = folder(n_splits=folds, shuffle=True, random_state=seed)
        rest, part = next(splitter.split(pool, labels[pool], None if groups is None else groups[pool]))
        return pool[rest], pool[part]

    rest, test = one_fold(everything, TEST_FOLDS)
    train, validation = one_fold(rest, VALIDATION_FOLDS)
    return Split(train, validation, test)


def perceptual_hashes(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """DCT hash of each picture: the signs of its 8x8 lowest frequencies about their median.

    Parameters
    ----------
    pixels : array, uint8, shape (N, H, W, 3), RGB

    Returns
    -------
    array, bool, shape (N, 64)
    """
    hashes = np.empty((len(pixels), 64), np.bool_)
    for i, rgb in enumerate(pixels):
        grey = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (32, 32), interpolation=cv2.INTER_AREA)
        low = np.asarray(cv2.dct(grey.astype(np.float32)))[:8, :8].ravel()
        hashes[i] = low > np.median(low[1:])
    return hashes


def near_copies(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Pairs of pictures whose hashes differ in at most ``COPY_DISTANCE`` bits, shape (P, 2), first < second."""
    hashes = perceptual_hashes(pixels).astype(np.int16)
    distance = hashes @ (1 - hashes).T + (1 - hashes) @ hashes.T
    return np.argwhere(np.triu(distance <= COPY_DISTANCE, 1))


def join_copies(dataset: Dataset, copies: NDArray[np.int64]) -> Dataset:
    """Merge the groups that share near copies, so that no split can part them.

    Parameters
    ----------
    copies : array, int, shape (P, 2)
        Pairs of indices into ``dataset.samples``, as :func:`near_copies` gives them.
    """
    names, group = np.unique(dataset.groups(), return_inverse=True)
    links = coo_matrix((np.ones(len(copies)), (group[copies[:, 0]], group[copies[:, 1]])), (len(names), len(names)))
    _, merged = connected_components(links, directed=False)
    first = dict(zip(merged[::-1], names[::-1], strict=True))
    samples = (replace(s, group=str(first[merged[g]])) for s, g in zip(dataset.samples, group, strict=True))
    return replace(dataset, samples=tuple(samples))


def check_near_copies(copies: NDArray[np.int64], split: Split) -> None:
    """Fail when a picture of one part is a near copy of a picture of another.

    Parameters
    ----------
    copies : array, int, shape (P, 2)
        Pairs of indices, as :func:`near_copies` gives them.

    Raises
    ------
    LeakError
        Says how many pairs there are, and which is the first.
    """
    size = max(part.max() for part in (split.train, split.validation, split.test)) + 1
    part_of = np.zeros(size, np.int64)
    part_of[split.validation], part_of[split.test] = 1, 2
    parted = copies[part_of[copies[:, 0]] != part_of[copies[:, 1]]]
    if len(parted):
        raise LeakError(
            f"{len(parted)} near copies stand in two parts of the split (first: pictures {parted[0][0]} and"
            f" {parted[0][1]}): put copies into one group, then split again"
        )
