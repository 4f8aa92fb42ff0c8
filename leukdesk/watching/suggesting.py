"""The mean of a model's answers over the frames of one field."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from leukdesk.inference.prediction import Prediction

LONGEST = 10
"""Frames that are averaged at most: a second or two of a field at rest."""


class RunningMean:
    """Averages the probabilities since the stage has been at rest, of one model."""

    def __init__(self) -> None:
        self._answers: deque[Prediction] = deque(maxlen=LONGEST)

    @property
    def frames(self) -> int:
        """How many answers are in the mean."""
        return len(self._answers)

    def add(self, prediction: Prediction, uncertain_below: float) -> Prediction:
        """Return the newest answer with the mean probabilities.

        Parameters
        ----------
        prediction : Prediction
            An answer that is uncertain for the picture's sake (``uncertain`` although its highest probability is not
            below the limit) makes the mean uncertain.
        uncertain_below : float
            The model's limit.
        """
        if self._answers and self._answers[-1].model_sha256 != prediction.model_sha256:
            self.clear()
        self._answers.append(prediction)
        means = np.mean([[each.probability for each in answer.classes] for answer in self._answers], axis=0)
        classes = tuple(
            replace(each, probability=float(mean)) for each, mean in zip(prediction.classes, means, strict=True)
        )
        unfit = prediction.uncertain and prediction.top.probability >= uncertain_below
        return replace(prediction, classes=classes, uncertain=unfit or float(means.max()) < uncertain_below)

    def clear(self) -> None:
        """Begin anew: another field."""
        self._answers.clear()
