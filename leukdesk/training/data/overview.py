"""What there is to learn from, before anything is learnt: counts, groups, sizes, colours, and what looks wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.data.dataset import PARTS, Dataset
from leukdesk.training.data.pictures import Pictures

_BAR = 12  # characters of the largest class


@dataclass(frozen=True)
class ClassOverview:
    """One class in figures.

    Attributes
    ----------
    id, name : str
        As a card writes it, and as the data set spells it.
    groups : int
        Of how many groups its pictures are; as many as pictures where none are known.
    sizes : mapping
        Pictures of each size ("224x224"), the commonest first.
    kinds : mapping
        Pictures of each kind ("colour", "grey, 16-bit"), the commonest first.
    mean, std : tuple of float
        R, G and B from 0 to 255: mean and standard deviation within a picture, both averaged over the pictures. What is
        masked is left as it was painted. Where they tell classes apart, a network will, too.
    """

    id: str
    name: str
    pictures: int
    groups: int
    sizes: Mapping[str, int]
    kinds: Mapping[str, int]
    mean: tuple[float, ...]
    std: tuple[float, ...]


@dataclass(frozen=True)
class Overview:
    """A data set in plain values; files are relative to its folder, of which only the name is kept: reports travel.

    Attributes
    ----------
    parts : mapping
        Pictures in each part that the data set gives; empty where it gives none.
    same : tuple of tuple of str
        Sets of files of one class that hold exactly the same picture.
    near_copies : tuple of (str, str)
        Files of nearly the same picture, those above included; the two may be of two classes.
    unreadable : tuple of (str, str)
        File, and the sentence that says why.
    odd_sizes, odd_kinds : tuple of (str, str)
        File, and its size or kind, where it is not the commonest.
    left_out : tuple of str
        Pictures in the folder that belong to no class or that the index does not name.
    """

    folder: str
    grouped_by: str | None
    classes: tuple[ClassOverview, ...]
    parts: Mapping[str, int]
    same: tuple[tuple[str, ...], ...]
    near_copies: tuple[tuple[str, str], ...]
    unreadable: tuple[tuple[str, str], ...]
    odd_sizes: tuple[tuple[str, str], ...]
    odd_kinds: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]

    def lines(self, most: int | None = 3) -> list[str]:
        """Return the overview as text.

        Parameters
        ----------
        most : int, optional
            So many of each list are named; None names all.
        """
        return [*self._figures(most), *self._remarks(most)]

    def _figures(self, most: int | None) -> Iterator[str]:
        yield f"{self.folder}: {sum(c.pictures for c in self.classes)} pictures of {len(self.classes)} classes"
        width = max(5, *(len(c.id) for c in self.classes))
        unit = f"groups by {self.grouped_by}" if self.grouped_by else "no groups known"
        colours = f"{'R, G, B mean':17}  {'R, G, B std':17}"
        yield f"{'class':{width}} {'pictures':>8} {'':{_BAR}} {'groups':>6}  {colours}  sizes   ({unit})"
        largest = max(c.pictures for c in self.classes)
        for c in self.classes:
            groups = str(c.groups) if self.grouped_by else "-"
            sizes = ", ".join(f"{size} ({count})" for size, count in list(c.sizes.items())[:most])
            more = f", {len(c.sizes) - most} more" if most and len(c.sizes) > most else ""
            bar = "#" * max(1, round(_BAR * c.pictures / largest))
            yield (
                f"{c.id:{width}} {c.pictures:8} {bar:{_BAR}} {groups:>6}  {_three(c.mean):17}  {_three(c.std):17}"
                f"  {sizes}{more}"
            )
        if self.parts:
            yield "The parts are given: " + ", ".join(f"{part} {count}" for part, count in self.parts.items())

    def _remarks(self, most: int | None) -> Iterator[str]:
        kinds = Counter[str]()
        for c in self.classes:
            kinds.update(c.kinds)
        if len(kinds) > 1:
            counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
            yield f"The pictures are of several kinds: {counts}"
        spare = sum(len(files) - 1 for files in self.same)
        for count, what, examples in (
            (len(self.unreadable), "cannot be read and are left out", [reason for _, reason in self.unreadable]),
            (spare, "are exact copies of another of their class", [" = ".join(files) for files in self.same]),
            (len(self.near_copies), "pairs are nearly the same", [" ~ ".join(pair) for pair in self.near_copies]),
            (len(self.odd_sizes), "are not of the commonest size", [f"{f} ({size})" for f, size in self.odd_sizes]),
            (len(self.odd_kinds), "are not of the commonest kind", [f"{f} ({kind})" for f, kind in self.odd_kinds]),
            (len(self.left_out), "in the folder belong to no class and are not used", self.left_out),
        ):
            if count:
                yield f"{count} {what}:"
                yield from (f"    {example}" for example in examples[:most])
                if most and len(examples) > most:
                    yield f"    and {len(examples) - most} more"


def overview(dataset: Dataset, pictures: Pictures) -> Overview:
    """Describe a data set.

    Parameters
    ----------
    dataset : Dataset
        ``pictures.dataset``, or what became of it by joining labels or groups: the same samples in the same order.
    """
    labels, groups = dataset.labels(), dataset.groups()
    sizes = np.array([f"{width}x{height}" for width, height in pictures.sizes])
    kinds = np.array(pictures.kinds)
    means, deviations = _colours(pictures.pixels)
    classes = []
    for number, name in enumerate(dataset.classes):
        own = labels == number
        classes.append(
            ClassOverview(
                id=name,
                name=dataset.spelled.get(name, name),
                pictures=int(own.sum()),
                groups=len(set(groups[own])),
                sizes=_counts(sizes[own]),
                kinds=_counts(kinds[own]),
                mean=tuple(np.round(means[own].mean(axis=0), 1).tolist()),
                std=tuple(np.round(deviations[own].mean(axis=0), 1).tolist()),
            )
        )
    names = [dataset.name(i) for i in range(len(dataset.samples))]
    parts = Counter(s.part for s in dataset.samples)
    return Overview(
        folder=dataset.root.name,
        grouped_by=dataset.grouped_by,
        classes=tuple(classes),
        parts={part: parts[part] for part in PARTS if part in parts},
        same=_same(names, pictures.sha256),
        near_copies=tuple((names[a], names[b]) for a, b in pictures.near_copies),
        unreadable=tuple((u.path.relative_to(dataset.root).as_posix(), u.reason) for u in pictures.unreadable),
        odd_sizes=_odd(names, sizes),
        odd_kinds=_odd(names, kinds),
        left_out=tuple(path.relative_to(dataset.root).as_posix() for path in dataset.left_out),
    )


def _colours(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation of R, G and B of each picture, each of shape (N, 3)."""
    both = np.array([cv2.meanStdDev(picture) for picture in pixels])
    return both[:, 0, :, 0], both[:, 1, :, 0]


def _counts(values: NDArray[np.str_]) -> dict[str, int]:
    return dict(Counter(values.tolist()).most_common())


def _odd(names: Sequence[str], values: NDArray[np.str_]) -> tuple[tuple[str, str], ...]:
    common = next(iter(_counts(values)))
    return tuple((name, value) for name, value in zip(names, values.tolist(), strict=True) if value != common)


def _same(names: Sequence[str], sha256: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    files: dict[str, list[str]] = {}
    for name, digest in zip(names, sha256, strict=True):
        files.setdefault(digest, []).append(name)
    return tuple(tuple(same) for same in files.values() if len(same) > 1)


def _three(values: Sequence[float]) -> str:
    return " ".join(f"{value:5.1f}" for value in values)
