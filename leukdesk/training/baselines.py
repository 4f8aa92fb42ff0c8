"""What a trivial classifier reaches under the same split: the floor that a network must beat clearly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier

from leukdesk.imaging.resizing import squeeze
from leukdesk.training.measuring import Labels, Probabilities

THUMBNAIL_SIDE = 32
NEIGHBOURS = 5


def colour_numbers(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean and standard deviation of R, G and B of each picture, shape (N, 6), of pictures (N, S, S, 3)."""
    flat = pixels.reshape(len(pixels), -1, 3)
    return np.array([np.concatenate([picture.mean(axis=0), picture.std(axis=0)]) for picture in flat])


def colour_forest(
    train: NDArray[np.uint8], labels: Labels, held_out: NDArray[np.uint8], *, seed: int, classes: int | None = None
) -> Probabilities:
    """Probabilities, shape (N, C), of a random forest that sees six colour numbers only.

    Parameters
    ----------
    train, held_out : array, uint8, shape (M, S, S, 3) and (N, S, S, 3), RGB
    labels : array, int, shape (M,)
        Of the training pictures.
    classes : int, optional
        Number of classes; by default as many as ``labels`` name.
    """
    forest = RandomForestClassifier(500, class_weight="balanced", random_state=seed)
    forest.fit(colour_numbers(train), labels)
    return _of_all_classes(forest.predict_proba(colour_numbers(held_out)), labels, classes)


def thumbnails(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Pictures (N, H, W, 3) made small, as rows of 3,072 numbers from 0 to 1."""
    small = [squeeze(picture, THUMBNAIL_SIDE, THUMBNAIL_SIDE).ravel() for picture in pixels]
    return np.asarray(np.array(small) / 255, np.float32)


def nearest_neighbours(
    train: NDArray[np.uint8], labels: Labels, held_out: NDArray[np.uint8], *, classes: int | None = None
) -> Probabilities:
    """Share of each class, shape (N, C), among the five training pictures that are nearest in their pixels.

    Pictures are compared as 32 x 32 RGB thumbnails by Euclidean distance. It is high where the
    parts of a split hold near copies of each other, and that is what it is good for.

    Parameters
    ----------
    train, held_out : array, uint8, shape (M, S, S, 3) and (N, S, S, 3), RGB
    labels : array, int, shape (M,)
    classes : int, optional
        Number of classes; by default as many as ``labels`` name.
    """
    neighbours = KNeighborsClassifier(min(NEIGHBOURS, len(train)), algorithm="brute")
    neighbours.fit(thumbnails(train), labels)
    return _of_all_classes(neighbours.predict_proba(thumbnails(held_out)), labels, classes)


def majority(labels: Labels, held_out: int, classes: int) -> Probabilities:
    """Probabilities of always answering the commonest class, shape (held_out, classes)."""
    answer = np.zeros((held_out, classes))
    answer[:, np.bincount(labels, minlength=classes).argmax()] = 1.0
    return answer


def trivial_answers(
    train: NDArray[np.uint8], labels: Labels, held_out: NDArray[np.uint8], *, seed: int, classes: int
) -> dict[str, Probabilities]:
    """What each trivial classifier answers: ``majority``, ``colours``, ``neighbours``, each of shape (N, C).

    Parameters
    ----------
    train, held_out : array, uint8, shape (M, S, S, 3) and (N, S, S, 3), RGB
    labels : array, int, shape (M,)
    """
    return {
        "majority": majority(labels, len(held_out), classes),
        "colours": colour_forest(train, labels, held_out, seed=seed, classes=classes),
        "neighbours": nearest_neighbours(train, labels, held_out, classes=classes),
    }


def _of_all_classes(known: Probabilities, labels: Labels, classes: int | None) -> Probabilities:
    """Spread the columns of the classes that training had over those of all classes."""
    every = np.zeros((len(known), int(labels.max()) + 1 if classes is None else classes))
    every[:, np.unique(labels)] = known
    return every
