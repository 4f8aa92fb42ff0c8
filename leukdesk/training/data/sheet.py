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


def sample_sheet(pictures: Pictures, dataset: Dataset, seed: int) -> NDArray[np.uint8]:
    """Draw pictures at random, a row for each class in the order of the classes.

    Parameters
    ----------
    dataset : Dataset
        ``pictures.dataset``, or the same samples in the same order with labels joined.
    seed : int
        The same seed draws the same pictures.

    Returns
    -------
    array, uint8, shape (100 C + 4, 804, 3), RGB
        Tiles of 96 pixels on white with 4 between them; a class of fewer than 8 pictures leaves its row's end white.
    """
    rng = np.random.default_rng(seed)
    labels = dataset.labels()
    step = TILE + GAP
    sheet = np.full((len(dataset.classes) * step + GAP, PER_CLASS * step + GAP, 3), 255, np.uint8)
    for row in range(len(dataset.classes)):
        for column, index in enumerate(rng.permutation(np.flatnonzero(labels == row))[:PER_CLASS]):
            top, left = GAP + row * step, GAP + column * step
            sheet[top : top + TILE, left : left + TILE] = squeeze(pictures.pixels[index], TILE, TILE)
    return sheet
