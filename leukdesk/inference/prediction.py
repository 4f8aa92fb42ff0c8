"""What a model answers for one picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.language import tr


@dataclass(frozen=True)
class ClassProbability:
    """One class of a model, and how probable the model holds it (0 to 1, calibrated)."""

    id: str
    name: str
    probability: float


@dataclass(frozen=True, eq=False)
class Prediction:
    """A model's answer for the frame with id ``frame_id``.

    Attributes
    ----------
    classes : tuple of ClassProbability
        In the model's output order; the probabilities add up to 1.
    uncertain : bool
        The highest probability is inside the card's uncertain band, or the picture is not fit to be judged.
    embedding : array, float32, shape (D,)
    heatmap : array, float32, shape (h, w, C)
        Laid over what the model saw: the whole picture, or the square that its card's ``centre`` says.
        Evidence per class and place, unscaled.
    milliseconds : float
        Time of preparing the picture and running the model.
    """

    frame_id: str
    model_id: str
    model_version: str
    model_sha256: str
    classes: tuple[ClassProbability, ...]
    uncertain: bool
    embedding: NDArray[np.float32]
    heatmap: NDArray[np.float32]
    milliseconds: float

    @property
    def top(self) -> ClassProbability:
        """The most probable class."""
        return max(self.classes, key=lambda c: c.probability)


def in_words(name: str, probability: float, *, uncertain: bool, decided: bool = False) -> str:
    """Say a result in one plain sentence: the program suggests, a qualified person decides.

    Parameters
    ----------
    name : str
        Of the most probable class.
    decided : bool
        A person has decided, so that it needs no review any more.
    """
    if not uncertain:
        text = tr("Resembles {name} ({probability})")
    elif decided:
        text = tr("Uncertain: nearest is {name} ({probability})")
    else:
        text = tr("Uncertain: nearest is {name} ({probability}), needs review")
    return text.format(name=name, probability=in_figures(probability, 2))


def in_figures(probability: float, places: int) -> str:
    """Write a probability; one that is less than 1 is never rounded to certainty."""
    text = f"{probability:.{places}f}"
    return f"> {1 - 10**-places:.{places}f}" if float(text) == 1 and probability < 1 else text
