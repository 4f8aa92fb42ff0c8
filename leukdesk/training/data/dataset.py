"""Labelled pictures, and what is known of each: class, group, part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.data.classes import class_id, spellings
from leukdesk.training.data.errors import DatasetError

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")
PART_NAMES: Mapping[str, Part] = {**{part: part for part in PARTS}, "val": "validation"}
"""How a folder or an index may name a part."""


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
    part : str, optional
        Where the data set itself puts the picture: "train", "validation" or "test".
    """

    path: Path
    label: int
    group: str
    part: Part | None = None


@dataclass(frozen=True)
class Dataset:
    """A list of samples and the ids of their classes, in output order.

    Attributes
    ----------
    root : Path
        The folder that all pictures lie in.
    grouped_by : str, optional
        The column, or "folder", that the groups were taken from; None where every picture is a group of its own.
    spelled : mapping
        The label as the data set spells it, for each class id.
    left_out : tuple of Path
        Pictures in the folder that are no samples: the index does not name them, or they lie in no class folder.
    """

    root: Path
    classes: tuple[str, ...]
    samples: tuple[Sample, ...]
    grouped_by: str | None
    spelled: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[Path, ...] = ()

    @property
    def has_parts(self) -> bool:
        """Whether the data set itself says what is for training and what for testing."""
        return any(s.part for s in self.samples)

    def labels(self) -> NDArray[np.int64]:
        """Class index of each sample, shape (N,)."""
        return np.array([s.label for s in self.samples], dtype=np.int64)

    def groups(self) -> NDArray[np.str_]:
        """Group name of each sample, shape (N,)."""
        return np.array([s.group for s in self.samples])

    def name(self, index: int) -> str:
        """Return a sample's file, relative to the root, with forward slashes."""
        return self.samples[index].path.relative_to(self.root).as_posix()

    def only(self, indices: Iterable[int]) -> Dataset:
        """Return the data set with these samples alone, in this order; the classes stay."""
        return replace(self, samples=tuple(self.samples[i] for i in indices))

    def pictures_as_groups(self) -> Dataset:
        """The same pictures, each a group of its own."""
        samples = tuple(replace(s, group=self.name(i)) for i, s in enumerate(self.samples))
        return replace(self, samples=samples, grouped_by=None)

    def without_parts(self) -> Dataset:
        """The same pictures in no part of the data set's own."""
        return replace(self, samples=tuple(replace(s, part=None) for s in self.samples))

    def merged(self, mapping: Mapping[str, Sequence[str]]) -> Dataset:
        """Join labels into classes, for example ``{"normal": ["benign"], "abnormal": ["early", "pre", "pro"]}``.

        Parameters
        ----------
        mapping : mapping of str to sequence of str
            For each new class, in the new order, the labels it consists of, as the data set spells them or as ids.

        Raises
        ------
        DatasetError
            A label is left over, named twice or unknown, a class is left empty, or there are fewer than two.
        """
        spelled = spellings(mapping)
        new_of = {class_id(label): class_id(new) for new, labels in mapping.items() for label in labels}
        named = [class_id(label) for labels in mapping.values() for label in labels]
        there = f"the data set has {', '.join(self.classes)}"
        if unknown := [label for label in named if label not in self.classes]:
            raise DatasetError(f"There is no label {unknown[0]!r} to be joined: {there}.")
        if twice := sorted({label for label in named if named.count(label) > 1}):
            raise DatasetError(f"The label(s) {', '.join(twice)} were put into two classes: name each once.")
        if left := [label for label in self.classes if label not in named]:
            raise DatasetError(f"The label(s) {', '.join(left)} were put into no class: name them too.")
        if empty := [new for new, labels in mapping.items() if not labels]:
            raise DatasetError(f"The class {empty[0]!r} is made of no label: give it one ({there}), or leave it out.")
        if len(mapping) < 2:
            raise DatasetError("All labels were joined into one class: two or more are needed to train.")
        classes = tuple(class_id(new) for new in mapping)
        label_of = [classes.index(new_of[old]) for old in self.classes]
        samples = tuple(replace(s, label=label_of[s.label]) for s in self.samples)
        return replace(self, classes=classes, samples=samples, spelled=spelled)
