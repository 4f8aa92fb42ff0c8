"""Finding model packages for the workbench, and what they were trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import CARD_NAME, ModelPackage, read_package
from leukdesk.paths import data_paths
from leukdesk.station import read_catalog
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.pictures import Pictures
from leukdesk.training.packaging import KNOWN_BY, LEAKY_SPLIT, PARTS, REPORT


@dataclass(frozen=True)
class Seen:
    """The pictures that a model was made with, by the first digits of their SHA-256.

    Attributes
    ----------
    train, validation, test : frozenset of str
        Empty where the package does not say.
    """

    train: frozenset[str] = frozenset()
    validation: frozenset[str] = frozenset()
    test: frozenset[str] = frozenset()

    def is_known(self) -> bool:
        """Whether the package says what it was trained on."""
        return bool(self.train)

    def trained_on(self, sha256: str) -> bool:
        """Whether the picture was trained on."""
        return sha256[:KNOWN_BY] in self.train

    def had_part_in(self, sha256: str) -> bool:
        """Whether the picture was trained on or took part in a choice."""
        return sha256[:KNOWN_BY] in self.train | self.validation


class PackageError(LeukdeskError):
    """A model package that cannot be used here; the text says why and what to do."""

    code = "package"


def find_package(name: str, data_dir: Path | None = None) -> ModelPackage:
    """Find a package by its folder, or by its id among those that the window would list.

    Raises
    ------
    CardError
    UnknownModelError
    """
    if (Path(name) / CARD_NAME).is_file():
        return read_package(Path(name).absolute())
    return station_catalog(data_dir).get(name)


def station_catalog(data_dir: Path | None = None) -> Catalog:
    """The packages that the window would list."""
    return read_catalog(data_paths(data_dir))


def is_leaky(package: ModelPackage) -> bool:
    """Whether it was made with --allow-leak: near copies of what it was trained on may be anywhere."""
    return package.card.training.split == LEAKY_SPLIT


def seen_by(package: ModelPackage) -> Seen:
    """What a package says it was trained on; nothing where it does not say."""
    path = package.folder / "evaluation" / PARTS
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))
        return Seen(**{name: frozenset(map(str, parts[name])) for name in ("train", "validation", "test")})
    except FileNotFoundError:
        return Seen()
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise PackageError(f"{path} cannot be read ({problem}): the package is damaged, make it again.") from problem


def unseen(seen: Seen, pictures: Pictures, dataset: Dataset) -> NDArray[np.int64]:
    """Indices of the pictures that a package is sure not to know.

    They took no part in its making, are no near copies of such, and are of no group that had a part in it.

    Parameters
    ----------
    dataset : Dataset
        ``pictures.dataset``, or the same samples in the same order with groups joined.
    """
    known = np.array([seen.had_part_in(each) for each in pictures.sha256], np.bool_)
    copies, groups = pictures.near_copies, dataset.groups()
    known[copies[known[copies].any(axis=1)]] = True
    return np.flatnonzero(~np.isin(groups, groups[known]))


def temperature_of(package: ModelPackage) -> float | None:
    """What a package's graph divides the logits by; None where its report does not say or is not there."""
    try:
        told = json.loads((package.folder / "evaluation" / REPORT).read_text(encoding="utf-8"))["temperature"]
        return None if told is None else float(told)
    except (OSError, ValueError, KeyError, TypeError):
        return None
