"""Divide a data set into training, validation and test parts: split first, augment later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from leukdesk.training.data.dataset import PARTS, Dataset
from leukdesk.training.data.errors import DatasetError

TEST_FOLDS = 5  # one fold in five is the test part: 20 %
VALIDATION_FOLDS = 6  # one in six of the rest is the validation part: 13 % of all

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Indices into ``Dataset.samples``; the three parts share no index."""

    train: Indices
    validation: Indices
    test: Indices


def split_by_group(dataset: Dataset, seed: int) -> Split:
    """Split so that no group stands in two parts, classes kept in proportion.

    Uses scikit-learn's ``StratifiedGroupKFold`` twice (test fold, then validation fold).

    Raises
    ------
    DatasetError
        A class has too few groups; the same holds for the other ways to split.
    """
    return next(_splits(dataset, TEST_FOLDS, seed, dataset.groups()))


def split_at_random(dataset: Dataset, seed: int) -> Split:
    """Split picture by picture, groups ignored, as most published studies do.

    Pictures of one patient then stand on both sides. Only for showing how much of a
    figure comes from that leak, never for a figure to be believed.
    """
    return next(_splits(dataset, TEST_FOLDS, seed, None))


def folds(dataset: Dataset, k: int, seed: int) -> list[Split]:
    """Split k times, for cross-validation: each picture stands in exactly one test part, and no group in two parts.

    With five folds the first is what :func:`split_by_group` gives. Parts that the data set itself gives are ignored.
    """
    if k < 2:
        raise DatasetError(f"Cross-validation needs two folds or more, not {k}.")
    return list(_splits(dataset, k, seed, dataset.groups()))


def split_as_given(dataset: Dataset, seed: int) -> Split:
    """Take the parts that the data set itself gives; a validation part that is missing is cut from the training part.

    It is cut by group, as :func:`split_by_group` does.

    Raises
    ------
    DatasetError
        The training or the test part is missing, or lacks a class.
    """
    given = np.array([s.part for s in dataset.samples])
    train, validation, test = (np.flatnonzero(given == part) for part in PARTS)
    if not len(train) or not len(test):
        raise DatasetError(
            f"'{dataset.root}' does not say which pictures are for training and which for testing: give it the folders"
            " train and test, or a column 'part' in its index, or let it be split by group."
        )
    if not len(validation):
        _check_classes(dataset, Split(train, train, test))  # told as what it is, not as a lack of groups
        train, validation = next(_cuts(dataset, train, VALIDATION_FOLDS, seed, dataset.groups()))
    return _check_classes(dataset, Split(train, validation, test))


def split_once(dataset: Dataset, seed: int) -> Split:
    """Split as the data set itself says, else by group."""
    return (split_as_given if dataset.has_parts else split_by_group)(dataset, seed)


def _splits(dataset: Dataset, test_folds: int, seed: int, groups: NDArray[np.str_] | None) -> Iterator[Split]:
    for rest, test in _cuts(dataset, np.arange(len(dataset.samples)), test_folds, seed, groups):
        train, validation = next(_cuts(dataset, rest, VALIDATION_FOLDS, seed, groups))
        yield _check_classes(dataset, Split(train, validation, test))


def _cuts(
    dataset: Dataset, pool: Indices, count: int, seed: int, groups: NDArray[np.str_] | None
) -> Iterator[tuple[Indices, Indices]]:
    """Cut each of ``count`` folds out of the pool: the rest, and the fold; groups, of all samples, are kept whole."""
    labels = dataset.labels()[pool]
    after = " after the test part was taken" if len(pool) < len(dataset.samples) else ""
    units = pool if groups is None else groups[pool]
    for number, name in enumerate(dataset.classes):
        if (few := len(set(units[labels == number]))) < count:
            raise DatasetError(
                f"The class {name!r} has {few} group(s) to be split, and {count} are needed{after}: label more groups"
                " (patients, slides), join the class with another, or leave it out."
            )
    splitter = StratifiedKFold if groups is None else StratifiedGroupKFold
    cut = splitter(n_splits=count, shuffle=True, random_state=seed).split(
        pool, labels, None if groups is None else units
    )
    return ((pool[rest], pool[fold]) for rest, fold in cut)


def _check_classes(dataset: Dataset, split: Split) -> Split:
    """Refuse a part that lacks a class: with few groups of very different sizes it can come to that."""
    labels = dataset.labels()
    for part, indices in vars(split).items():
        there = set(labels[indices].tolist())
        if lacking := [name for number, name in enumerate(dataset.classes) if number not in there]:
            raise DatasetError(
                f"The {'training' if part == 'train' else part} part has no picture of the class {lacking[0]!r}: "
                + ("add some to it." if dataset.has_parts else "label more groups, or try another seed.")
            )
    return split
