"""The batches of one epoch: which pictures, changed how, with which targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augmentation import AUGMENTATIONS
from leukdesk.training.recipe import Settings

Pixels = NDArray[np.uint8]
Labels = NDArray[np.int64]
Teacher = Callable[[Pixels], NDArray[np.float64]]
"""Pictures, uint8 (N, S, S, 3) RGB, to probabilities, (N, C)."""


@dataclass(frozen=True)
class Part:
    """The pictures of one part of a split.

    Attributes
    ----------
    pixels : array, uint8, (N, S, S, 3), RGB
    labels : array, int64, (N,)
    groups : array of str, (N,)
    """

    pixels: Pixels
    labels: Labels
    groups: NDArray[np.str_]


class AugmentedBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """One epoch of shuffled, augmented batches; what they hold depends on seed and epoch only.

    Parameters
    ----------
    part : Part
        What to train on.
    classes : int
    settings : Settings
    side : int
        Side of the pictures in pixels.
    seed, epoch : int
    teacher : callable, optional
        Answers for the very pictures that the network sees; mixed into the targets (distillation, Hinton et al.
        2015, arXiv:1503.02531).
    """

    def __init__(
        self,
        part: Part,
        classes: int,
        settings: Settings,
        *,
        side: int,
        seed: int,
        epoch: int,
        teacher: Teacher | None = None,
    ) -> None:
        super().__init__(workers=1)
        self._augment = AUGMENTATIONS[settings.augmentation]
        self._pixels, self._side, self._seed = part.pixels, side, (seed, epoch)
        self._teacher, self._teacher_weight = teacher, settings.teacher_weight
        self._targets = np.eye(classes, dtype=np.float32)[part.labels]
        rng = np.random.default_rng(self._seed)
        self._order = rng.permutation(drawn(part, settings.per_class, rng))
        self._batch = min(settings.batch, len(self._order))
        # Rare classes weigh as much as common ones in the loss.
        counts = np.maximum(np.bincount(part.labels[self._order], minlength=classes), 1)
        self._weights = (len(self._order) / (classes * counts)).astype(np.float32)[part.labels]

    def __len__(self) -> int:
        return len(self._order) // self._batch

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        chosen = self._order[index * self._batch : (index + 1) * self._batch]
        pictures = np.empty((len(chosen), self._side, self._side, 3), np.uint8)
        for row, which in enumerate(chosen):
            rng = np.random.default_rng((*self._seed, int(which)))
            pictures[row] = self._augment(self._pixels[which], self._side, rng)
        targets = self._targets[chosen]
        if self._teacher is not None:
            taught = self._teacher(pictures).astype(np.float32)
            targets = (1 - self._teacher_weight) * targets + self._teacher_weight * taught
        return pictures.astype(np.float32), targets, self._weights[chosen]


def steps_of_an_epoch(part: Part, settings: Settings) -> int:
    """Number of batches in an epoch over these pictures."""
    taken = len(drawn(part, settings.per_class, np.random.default_rng(0)))
    return taken // min(settings.batch, taken)


def drawn(part: Part, per_class: int, rng: np.random.Generator) -> Labels:
    """Indices of the pictures of an epoch: all of them, or at most so many of each class, its groups alike."""
    if not per_class:
        return np.arange(len(part.labels))
    chosen = []
    for label in np.unique(part.labels):
        own = rng.permutation(np.flatnonzero(part.labels == label))
        # Each group's pictures are numbered, and the lowest numbers of all groups are taken.
        number = np.empty(len(own))
        for group in np.unique(part.groups[own]):
            members = np.flatnonzero(part.groups[own] == group)
            number[members] = np.arange(len(members)) + rng.random(len(members))
        chosen.append(own[np.argsort(number)[:per_class]])
    return np.concatenate(chosen)
