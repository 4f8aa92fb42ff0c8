"""What a data set looks like before anything is learnt from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.measuring import Labels


@dataclass(frozen=True)
class Size:
    """A width and height in pixels, and how many pictures have it."""

    width: int
    height: int
    pictures: int


@dataclass(frozen=True)
class ClassColours:
    """Colour of a class's pictures, each from 0 to 255 for red, green, blue.

    Attributes
    ----------
    mean : tuple of float
        Mean over its pictures of their mean colour.
    spread : tuple of float
        Standard deviation of the pictures' mean colours from one picture to another.
    """

    mean: tuple[float, float, float]
    spread: tuple[float, float, float]


@dataclass(frozen=True)
class Overview:
    """Counts, sizes and colours of all pictures.

    Attributes
    ----------
    pictures, groups : dict of class id to int
    sizes : list of Size
        The commonest first.
    colours : dict of class id to ClassColours
        Where a class has a picture.
    """

    pictures: dict[str, int]
    groups: dict[str, int]
    sizes: list[Size]
    colours: dict[str, ClassColours]


def overview(
    labels: Labels,
    groups: NDArray[np.str_],
    pixels: NDArray[np.uint8],
    sizes: Sequence[tuple[int, int]],
    classes: tuple[str, ...],
) -> Overview:
    """Describe a data set.

    Parameters
    ----------
    labels : array, int, shape (N,)
    groups : array of str, shape (N,)
    pixels : array, uint8, shape (N, S, S, 3), RGB
        All pictures at one size; their colours are taken from these.
    sizes : sequence of (width, height), length N
        Of the picture files.
    """
    colours = np.array([picture.reshape(-1, 3).mean(axis=0) for picture in pixels]).reshape(-1, 3)
    of_class = {name: labels == number for number, name in enumerate(classes)}
    return Overview(
        pictures={name: int(inside.sum()) for name, inside in of_class.items()},
        groups={name: len(set(groups[inside])) for name, inside in of_class.items()},
        sizes=[Size(width, height, count) for (width, height), count in Counter(sizes).most_common()],
        colours={
            name: ClassColours(_rgb(colours[inside].mean(axis=0)), _rgb(colours[inside].std(axis=0)))
            for name, inside in of_class.items()
            if inside.any()
        },
    )


def _rgb(values: NDArray[np.float64]) -> tuple[float, float, float]:
    red, green, blue = (round(float(value), 1) for value in values)
    return red, green, blue
