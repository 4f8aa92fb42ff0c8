"""Labelled pictures on disk, and what is known of each: class and group."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import squeeze


class DatasetError(LeukdeskError):
    """The folder cannot be used as a data set; the text says why and what to do."""

    code = "data-set"


@dataclass(frozen=True)
class Sample:
    """One labelled picture.

    Attributes
    ----------
    path : Path
        The picture file.
    label : int
        Index into :attr:`Dataset.classes`.
    group : str
        What must stay together when the data is split (a patient, a slide, a block).
        Without a group column every picture is a group of its own.
    """

    path: Path
    label: int
    group: str


@dataclass(frozen=True)
class Dataset:
    """A list of samples and the names of their classes, in output order."""

    root: Path
    classes: tuple[str, ...]
    samples: tuple[Sample, ...]
    grouped_by: str | None

    def labels(self) -> NDArray[np.int64]:
        """Class index of each sample, shape (N,)."""
        return np.array([s.label for s in self.samples], dtype=np.int64)

    def groups(self) -> NDArray[np.str_]:
        """Group name of each sample, shape (N,)."""
        return np.array([s.group for s in self.samples])

    def pictures_as_groups(self) -> Dataset:
        """The same pictures, each a group of its own."""
        samples = tuple(replace(s, group=str(s.path)) for s in self.samples)
        return replace(self, samples=samples, grouped_by=None)


def load_index(root: Path, group_by: str | None = None) -> Dataset:
    """Read ``root/index.csv`` with the columns ``file``, ``label`` and any group columns.

    Parameters
    ----------
    root : Path
        Folder that holds ``index.csv``; the column ``file`` is relative to it.
    group_by : str, optional
        Column whose value must not be shared between the parts of a split.

    Raises
    ------
    DatasetError
        The index is missing or malformed, names a file that is not there, or holds
        fewer than two classes.
    """
    index = root / "index.csv"
    if not index.is_file():
        raise DatasetError(f"{index} is missing: a data set needs one line a picture (file, label, group columns)")
    with index.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    wanted = {"file", "label"} | ({group_by} if group_by else set())
    if not rows or (absent := wanted - set(rows[0])):
        raise DatasetError(f"{index} lacks the column(s) {', '.join(sorted(absent if rows else wanted))}")
    classes = tuple(sorted({row["label"] for row in rows}))
    if len(classes) < 2:
        raise DatasetError(f"{index} holds the single class {classes[0]!r}: two or more are needed to train")
    missing = [row["file"] for row in rows if not (root / row["file"]).is_file()]
    if missing:
        raise DatasetError(f"{index} names {len(missing)} file(s) that are not there, the first: {missing[0]}")
    samples = tuple(
        Sample(root / row["file"], classes.index(row["label"]), row[group_by] if group_by else row["file"])
        for row in rows
    )
    return Dataset(root, classes, samples, group_by)


def load_pixels(samples: Sequence[Sample], size: int) -> NDArray[np.uint8]:
    """Decode pictures into one array, through the very reader the program uses.

    Parameters
    ----------
    samples : sequence of Sample
    size : int
        Side in pixels of the square that each picture is resized to.

    Returns
    -------
    array, uint8, shape (N, size, size, 3), RGB
    """
    pixels = np.empty((len(samples), size, size, 3), np.uint8)
    for i, sample in enumerate(samples):
        pixels[i] = squeeze(read_picture(sample.path).pixels, size, size)
    return pixels
