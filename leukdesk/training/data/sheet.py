"""A contact sheet: some pictures of each class side by side, so that a person sees what a network will be shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import squeeze
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.pictures import Pictures

PER_CLASS = 8
TILE = 96  # pixels
GAP = 4


def drawn(dataset: Dataset, seed: int) -> dict[str, list[int]]:
    """Draw up to 8 pictures of each class at random, as indices into ``dataset.samples``, by class id.

    Parameters
    ----------
    seed : int
        The same seed draws the same pictures.
    """
    rng = np.random.default_rng(seed)
    labels = dataset.labels()
    return {
        name: rng.permutation(np.flatnonzero(labels == number))[:PER_CLASS].tolist()
        for number, name in enumerate(dataset.classes)
    }


def sample_sheet(pictures: Pictures, dataset: Dataset, seed: int) -> NDArray[np.uint8]:
    """Lay out pictures drawn at random, a row for each class in the order of the classes.

    Parameters
    ----------
    dataset : Dataset
        ``pictures.dataset``, or the same samples in the same order with labels joined.
    seed : int
        See :func:`drawn`.

    Returns
    -------
    array, uint8, shape (100 C + 4, 804, 3), RGB
        Tiles of 96 pixels on white with 4 between them; a class of fewer than 8 pictures leaves its row's end white.
    """
    step = TILE + GAP
    sheet = np.full((len(dataset.classes) * step + GAP, PER_CLASS * step + GAP, 3), 255, np.uint8)
    for row, indices in enumerate(drawn(dataset, seed).values()):
        for column, index in enumerate(indices):
            top, left = GAP + row * step, GAP + column * step
            sheet[top : top + TILE, left : left + TILE] = squeeze(pictures.pixels[index], TILE, TILE)
    return sheet
