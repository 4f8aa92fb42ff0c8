"""Measure finished model packages on labelled pictures, leaving out those that they were trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.centre import Centre
from leukdesk.inference.package import ModelPackage
from leukdesk.training.baselines import majority, trivial_answers
from leukdesk.training.data.copies import join_copies
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import DatasetError
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import Pictures, read_pictures
from leukdesk.training.describing import describe
from leukdesk.training.exporting import answers_and_times
from leukdesk.training.measuring import Measurement, Probabilities, measure, with_temperature
from leukdesk.training.packages import PackageError, Seen, seen_by, temperature_of, unseen
from leukdesk.training.preparing import Preparation

Progress = Callable[[int, int], None]


UNKNOWN = "It does not say which pictures it was trained on: it may know those that it was measured on."
LEAKY = "It was made with --allow-leak: it may know near copies of those that it was measured on, and their patients."


class Labelled:
    """A data set whose pictures are read once for each input side that is asked for.

    Parameters
    ----------
    root : Path
    group_by, card : str, optional
        As for ``leukdesk train``.
    progress : callable
        Called with the number of pictures read, and of all.
    """

    def __init__(self, root: Path, group_by: str | None, card: str | None, progress: Progress) -> None:
        self._raw = read_dataset(root, group_by)
        self._described = describe(card, self._raw)
        self._asked = card is not None
        self._progress = progress
        self._read: dict[tuple[tuple[str, ...], int, Centre | None], Pictures] = {}

    @property
    def name(self) -> str:
        """Id of the card that describes the data set; the folder's name where nobody wrote one."""
        return self._described.id

    @property
    def preparation(self) -> Preparation:
        """What the data set's card asks to be done to its pictures."""
        return self._described.preparation

    def of(self, package: ModelPackage) -> Pictures:
        """The pictures as the package's graph takes them, their classes in the package's order, copies in one group.

        Raises
        ------
        DatasetError
            The data set has other classes.
        PackageError
            The graph's input is not square.
        """
        card = package.card
        if card.input_height != card.input_width:
            raise PackageError(f"{package.id} takes pictures of {card.input_width} x {card.input_height}, not squares")
        key = (card.class_ids, card.input_side, card.centre)
        if key not in self._read:
            pictures = read_pictures(
                self._arranged(card.class_ids),
                card.input_side,
                Preparation(centre=card.centre),  # a corner is painted over inside the graph
                progress=self._progress,
            )
            self._read[key] = replace(pictures, dataset=join_copies(pictures.dataset, pictures.near_copies))
        return self._read[key]

    def fits(self, package: ModelPackage) -> bool:
        """Whether the data set's labels can be turned into the package's classes."""
        try:
            self._arranged(package.card.class_ids)
        except DatasetError:
            return False
        return True

    def _arranged(self, classes: tuple[str, ...]) -> Dataset:
        described = self._described.labels
        if set(described) == set(classes):
            return self._raw.merged({name: described[name] for name in classes})
        # A card that was asked for says which question is asked of the pictures.
        if not self._asked and set(self._raw.classes) == set(classes):
            return self._raw.merged({name: (name,) for name in classes})
        raise DatasetError(
            f"the model tells {', '.join(classes)} apart, and {self._raw.root} has {', '.join(self._raw.classes)}:"
            " give --card with a description that joins its labels to these classes"
        )


@dataclass(frozen=True)
class Evaluation:
    """What a package does on pictures that it was not trained on.

    Attributes
    ----------
    chosen : array, int, (N,)
        Indices into ``pictures``.
    left_out : int
        Pictures that took part in the model's making, their near copies, and others of their groups.
    probabilities : array, (N, C)
    milliseconds : float
        Median of one prediction on one thread.
    preparation : Preparation
        What the package's graph does to the pictures, and the baselines need to have done.
    """

    package: ModelPackage
    pictures: Pictures
    chosen: NDArray[np.int64]
    left_out: int
    seen: Seen
    probabilities: Probabilities
    milliseconds: float
    preparation: Preparation

    @property
    def labels(self) -> NDArray[np.int64]:
        """True classes, (N,)."""
        return self.pictures.dataset.labels()[self.chosen]

    @property
    def groups(self) -> NDArray[np.str_]:
        """Groups, (N,)."""
        return self.pictures.dataset.groups()[self.chosen]

    @cached_property
    def measured(self) -> Measurement:
        """Figures of the package."""
        return self.figures(self.probabilities, before=self.before, certain_from=self.package.card.uncertain_below)

    @cached_property
    def temperature(self) -> float | None:
        """What the graph divides the logits by; None where the package does not say."""
        return temperature_of(self.package)

    @cached_property
    def before(self) -> Probabilities | None:
        """Probabilities before the temperature, (N, C); None where it is not known."""
        if self.temperature is None:
            return None
        return with_temperature(np.log(np.maximum(self.probabilities, 1e-12)), 1 / self.temperature)

    def figures(self, probabilities: Probabilities, **more: Any) -> Measurement:
        """Figures of any answers for the same pictures; ``more`` is handed to ``measure``."""
        return measure(self.labels, probabilities, self.groups, self.package.card.class_ids, **more)

    def baselines(self) -> dict[str, Measurement]:
        """Figures of the trivial classifiers; all but the majority's need the model's own training pictures here."""
        pictures, classes = self.pictures, len(self.package.card.classes)
        labels = pictures.dataset.labels()
        train = np.array([i for i, each in enumerate(pictures.sha256) if self.seen.trained_on(each)], np.int64)
        known = labels[train] if len(train) else self.labels
        if len(train) and len(np.unique(known)) == classes:
            pixels = self.preparation.apply(pictures.pixels)
            answers = trivial_answers(pixels[train], known, pixels[self.chosen], seed=0, classes=classes)
        else:
            answers = {"majority": majority(known, len(self.chosen), classes)}
        return {name: self.figures(each) for name, each in answers.items()}


def evaluate(package: ModelPackage, labelled: Labelled, chosen: Sequence[int] | None = None) -> Evaluation:
    """Let a package answer for the pictures of a data set.

    Parameters
    ----------
    chosen : sequence of int, optional
        Indices of the pictures; by default all that took no part in its making, see
        :func:`~leukdesk.training.packages.unseen`.

    Raises
    ------
    DatasetError
        None is left.
    """
    pictures, seen = labelled.of(package), seen_by(package)
    indices = unseen(seen, pictures, pictures.dataset) if chosen is None else np.asarray(chosen, np.int64)
    if not len(indices):
        raise DatasetError(
            f"all {len(pictures.sha256)} pictures of {pictures.dataset.root} took part in the making of {package.id},"
            " or are near copies or of the groups of such: what it does on others is on its card"
        )
    probabilities, seconds = answers_and_times(package.read_model(), pictures.pixels[indices])
    return Evaluation(
        package,
        pictures,
        indices,
        len(pictures.sha256) - len(indices),
        seen,
        probabilities,
        float(np.median(seconds)) * 1e3,
        labelled.preparation,
    )
