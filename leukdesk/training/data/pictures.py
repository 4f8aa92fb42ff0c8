"""All pictures of a data set in memory, each file opened once, with what is measured of it on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.errors import PictureError
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.likeness import THUMBNAIL, perceptual_hash, thumbnail
from leukdesk.imaging.reading import read_picture
from leukdesk.training.data.copies import near_copies
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.preparing import Preparation

HASH_SIDE = 224  # whatever a recipe's input: groups are joined by the hash, and all recipes must get the same split
_VALUES_CHANGED = {"16-bit", "transparency", "fourth-channel"}  # remarks on how a picture was read
_THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Unreadable:
    """A picture that was left out, and the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, eq=False)
class Pictures:
    """The readable pictures of a data set.

    Attributes
    ----------
    dataset : Dataset
        The samples that could be read, in the order of everything below.
    pixels : array, uint8, shape (N, S, S, 3), RGB
        Prepared.
    hashes : array, bool, shape (N, 64)
        Perceptual hash of the prepared picture at 224 x 224, whatever S is.
    thumbnails : array, uint8, shape (N, 64, 64)
        Grey, of the same.
    sha256 : tuple of str
        Of the pixels as they were decoded, in hex.
    sizes : tuple of (int, int)
        Width and height as they were decoded.
    kinds : tuple of str
        "colour" or "grey" (all three channels alike), followed by what reading did to the values ("grey, 16-bit").
    unreadable : tuple of Unreadable
    """

    dataset: Dataset
    pixels: NDArray[np.uint8]
    hashes: NDArray[np.bool_]
    thumbnails: NDArray[np.uint8]
    sha256: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]

    @cached_property
    def near_copies(self) -> NDArray[np.int64]:
        """Pairs of indices of pictures that are nearly the same, shape (P, 2), first < second."""
        return near_copies(self.hashes, self.thumbnails)


@dataclass(frozen=True)
class _Findings:
    """What is kept of one picture besides its pixels."""

    hash: NDArray[np.bool_]
    thumbnail: NDArray[np.uint8]
    sha256: str
    size: tuple[int, int]
    kind: str


def read_pictures(
    dataset: Dataset,
    side: int,
    preparation: Preparation | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Pictures:
    """Decode all pictures through the very reader the program uses; those that cannot be read are left out.

    Parameters
    ----------
    side : int
        Side in pixels of the square that each picture is resized to.
    preparation : Preparation, optional
        Done to each picture; nothing by default.
    progress : callable, optional
        Called with the number of pictures done, and of all. What it raises ends the reading.

    Raises
    ------
    DatasetError
        No picture of a class can be read, one picture stands under two labels, or memory does not hold them all.
    """
    samples = dataset.samples
    try:
        pixels = np.empty((len(samples), side, side, 3), np.uint8)
    except MemoryError as problem:
        raise DatasetError(
            f"{len(samples)} pictures of {side} x {side} take {len(samples) * side**2 * 3 / 1e9:.0f} GB of memory, more"
            " than there is: choose a smaller input_side, or fewer pictures"
        ) from problem
    found: list[_Findings] = []
    kept: list[int] = []
    unreadable: list[Unreadable] = []
    with ThreadPoolExecutor(_THREADS) as pool:
        read = partial(_read, side=side, preparation=preparation or Preparation())
        outcomes = pool.map(read, (s.path for s in samples))
        for index, outcome in enumerate(outcomes):
            if isinstance(outcome, Unreadable):
                unreadable.append(outcome)
            else:
                pixels[len(kept)], findings = outcome
                kept.append(index)
                found.append(findings)
            if progress is not None:
                progress(index + 1, len(samples))
    pictures = Pictures(
        dataset.only(kept),
        pixels[: len(kept)],
        np.array([f.hash for f in found], np.bool_).reshape(-1, 64),
        np.array([f.thumbnail for f in found], np.uint8).reshape(-1, THUMBNAIL, THUMBNAIL),
        tuple(f.sha256 for f in found),
        tuple(f.size for f in found),
        tuple(f.kind for f in found),
        tuple(unreadable),
    )
    _check_classes(pictures)
    _check_labels(pictures)
    return pictures


def _read(path: Path, side: int, preparation: Preparation) -> tuple[NDArray[np.uint8], _Findings] | Unreadable:
    try:
        frame = read_picture(path)
    except PictureError as problem:
        return Unreadable(path, str(problem))

    def prepared(side: int) -> NDArray[np.uint8]:
        one: NDArray[np.uint8] = preparation.apply(preparation.square(frame.pixels, side)[np.newaxis])[0]
        return one

    square = prepared(side)
    compared = square if side == HASH_SIDE else prepared(HASH_SIDE)
    size = (frame.width, frame.height)
    return square, _Findings(perceptual_hash(compared), thumbnail(compared), frame.sha256, size, _kind(frame))


def _kind(frame: Frame) -> str:
    """Say what kind of picture it is; one that is grey in a file of three channels is grey, too."""
    red, green, blue = np.moveaxis(frame.pixels, 2, 0)
    colour = "grey" if np.array_equal(red, green) and np.array_equal(green, blue) else "colour"
    return ", ".join([colour, *(note.code for note in frame.notes if note.code in _VALUES_CHANGED)])


def _check_classes(pictures: Pictures) -> None:
    there = set(pictures.dataset.labels().tolist())
    lacking = [name for number, name in enumerate(pictures.dataset.classes) if number not in there]
    if lacking:
        first = f" The first that cannot: {pictures.unreadable[0].reason}" if pictures.unreadable else ""
        raise DatasetError(f"No picture of the class {lacking[0]!r} can be read.{first}")


def _check_labels(pictures: Pictures) -> None:
    """Refuse one and the same picture under two labels: one of them is wrong, and nobody but the user knows which."""
    dataset = pictures.dataset
    first_of: dict[str, int] = {}
    pairs = []
    for i, sha256 in enumerate(pictures.sha256):
        first = first_of.setdefault(sha256, i)
        if dataset.samples[first].label != dataset.samples[i].label:
            pairs.append((first, i))
    if pairs:
        told = [f"{dataset.name(i)} ({dataset.classes[dataset.samples[i].label]})" for i in pairs[0]]
        raise DatasetError(
            f"{told[0]} and {told[1]} are the same picture under two labels"
            + (f", and so are {len(pairs) - 1} other pair(s)" if len(pairs) > 1 else "")
            + f": correct the label, or delete both from '{dataset.root}'."
        )
