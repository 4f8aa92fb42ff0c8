"""Pictures that are nearly the same: found by their coarse structure, confirmed by the fine one, kept in one group.

The hash alone will not do. It knows a picture by its darkest and brightest places, and single cells, cut out or in the
middle of a field, are all alike in these: among the 7,103 cells of C-NMC it calls 2,507 pairs copies, 575 of them of
two different classes, which makes one group of all patients.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from leukdesk.training.data.dataset import Dataset

COPY_DISTANCE = 6  # of 64 bits
COPY_LIKENESS = 0.85
"""Correlation of the fine structure from which on two pictures are copies.

Of the pairs that the hash proposes, the 49 of Taleqani, nearly all of them neighbours, have 0.86 or more; those of two
classes, which cannot be copies, have at most 0.80 in C-NMC and 0.67 in blood-cells-2class.
"""
THUMBNAIL = 64  # pixels a side
_FURTHEST = 16  # pixels of a thumbnail that a stage may have moved between two copies
_ROWS_AT_A_TIME = 1024  # so that 100,000 pictures need megabytes of distances, not gigabytes


def perceptual_hash(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """DCT hash: the signs of a picture's 8x8 lowest frequencies about their median.

    Parameters
    ----------
    picture : array, uint8, shape (H, W, 3), RGB

    Returns
    -------
    array, bool, shape (64,)
    """
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (32, 32), interpolation=cv2.INTER_AREA)
    low = np.asarray(cv2.dct(grey.astype(np.float32)))[:8, :8].ravel()
    return np.asarray(low > np.median(low[1:]))


def thumbnail(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Shrink a picture, uint8 (H, W, 3) RGB, to grey, uint8 (64, 64): what :func:`likeness` compares."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (THUMBNAIL, THUMBNAIL), interpolation=cv2.INTER_AREA), np.uint8)


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


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation of the fine structure of two thumbnails, uint8 (64, 64), after one was moved onto the other.

    The shift comes from phase correlation (Kuglin and Hines 1975): consecutive fields of a smear overlap. What is
    coarser than 3 pixels is taken away before, so that a common outline does not count as likeness.
    """
    if np.array_equal(one, other):  # also two that are blank, which have no correlation
        return 1.0
    first, second = one.astype(np.float32), other.astype(np.float32)
    (x, y), _ = cv2.phaseCorrelate(first, second, cv2.createHanningWindow((THUMBNAIL, THUMBNAIL), cv2.CV_32F))
    dx, dy = (round(x), round(y)) if max(abs(x), abs(y)) <= _FURTHEST else (0, 0)
    fine = [
        part - cv2.GaussianBlur(part, (0, 0), 3)
        for part in (
            first[max(0, -dy) : THUMBNAIL - max(0, dy), max(0, -dx) : THUMBNAIL - max(0, dx)],
            second[max(0, dy) : THUMBNAIL - max(0, -dy), max(0, dx) : THUMBNAIL - max(0, -dx)],
        )
    ]
    a, b = (part - part.mean() for part in fine)
    return float((a * b).sum() / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-6))


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
