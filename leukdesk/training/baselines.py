"""What a trivial classifier reaches under the same split: the floor that a network must beat clearly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier

from leukdesk.training.measuring import Labels, Probabilities


def colour_numbers(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean and standard deviation of R, G and B of each picture, shape (N, 6), of pictures (N, S, S, 3)."""
    flat = pixels.reshape(len(pixels), -1, 3)
    return np.array([np.concatenate([picture.mean(axis=0), picture.std(axis=0)]) for picture in flat])


def colour_forest(train: NDArray[np.uint8], labels: Labels, held_out: NDArray[np.uint8], *, seed: int) -> Probabilities:
    """Probabilities, shape (N, C), of a random forest that sees six colour numbers only."""
    forest = RandomForestClassifier(500, class_weight="balanced", random_state=seed)
    forest.fit(colour_numbers(train), labels)
    return np.asarray(forest.predict_proba(colour_numbers(held_out)))


def majority(labels: Labels, held_out: int, classes: int) -> Probabilities:
    """Probabilities of always answering the commonest class, shape (held_out, classes)."""
    answer = np.zeros((held_out, classes))
    answer[:, np.bincount(labels, minlength=classes).argmax()] = 1.0
    return answer
