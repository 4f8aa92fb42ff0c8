"""A contact sheet: some pictures of each class side by side, so that a person sees what a network will be shown."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import squeeze
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.pictures import Pictures

PER_CLASS = 8
TILE = 96  # pixels
GAP = 4
HEADING = 18  # pixels that a class's id takes above its row


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
    """Lay out pictures drawn at random, a row for each class under its id, in the order of the classes.

    Parameters
    ----------
    dataset : Dataset
        ``pictures.dataset``, or the same samples in the same order with labels joined.
    seed : int
        See :func:`drawn`.

    Returns
    -------
    array, uint8, shape (118 C + 4, 804, 3), RGB
        Tiles of 96 pixels on white with 4 between them; a class of fewer than 8 pictures leaves its row's end white.
    """
    step, row_step = TILE + GAP, HEADING + TILE + GAP
    sheet = np.full((len(dataset.classes) * row_step + GAP, PER_CLASS * step + GAP, 3), 255, np.uint8)
    for row, (name, indices) in enumerate(drawn(dataset, seed).items()):
        top = GAP + row * row_step + HEADING
        cv2.putText(sheet, name, (GAP, top - 5), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 0, 0), 1, cv2.LINE_AA)
        for column, index in enumerate(indices):
            left = GAP + column * step
            sheet[top : top + TILE, left : left + TILE] = squeeze(pictures.pixels[index], TILE, TILE)
    return sheet
