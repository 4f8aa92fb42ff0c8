"""What a report holds. ``plain`` makes of it the one dictionary that ``report.json`` and the page are made from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from sklearn.metrics import roc_curve

from leukdesk.training.data.overview import Overview
from leukdesk.training.measuring import (
    Bin,
    Labels,
    Measurement,
    Probabilities,
    Subgroup,
    ThresholdRow,
    Verdict,
)

ROC_POINTS = 200
"""So many points of a ROC curve are kept at most: more than can be told apart in a picture."""


@dataclass(frozen=True)
class Class:
    """A class: ``id`` as in the figures, ``name`` for people."""

    id: str
    name: str


@dataclass(frozen=True)
class Data:
    """Where the pictures came from.

    Attributes
    ----------
    group : str, optional
        What a group is called, in the singular (``block``, ``patient``); None where every picture stands for itself.
    """

    description: str
    source: str
    licence: str
    group: str | None


@dataclass(frozen=True)
class Part:
    """A part of the split: how many pictures, and the groups that they are of (empty where there are none)."""

    pictures: int
    groups: list[str]


@dataclass(frozen=True)
class Reliability:
    """Stated against true share of right answers, after the temperature and, where known, before it."""

    after: list[Bin]
    before: list[Bin] | None = None


@dataclass(frozen=True)
class Sweep:
    """Figures of a class of two at each threshold (:func:`~leukdesk.training.measuring.thresholds.sweep`).

    Attributes
    ----------
    of : str
        Id of the class that is answered from the threshold on.
    in_use : float, optional
        The threshold that the model answers by; None where the higher probability decides.
    """

    of: str
    rows: list[ThresholdRow]
    in_use: float | None = None


@dataclass(frozen=True)
class CrossValidation:
    """The same recipe on several splits by group.

    Attributes
    ----------
    measured : Measurement
        Of all folds' held-out pictures together.
    folds : list of dict
        The overall figures of each fold, values only.
    """

    measured: Measurement
    folds: list[dict[str, float]]


@dataclass(frozen=True)
class WrongAnswer:
    """A picture of the test part that was named wrong.

    Attributes
    ----------
    file : str
        Path within the data set.
    true, answered : str
        Class ids.
    probability, true_probability : float
        Of the answer, and of the true class.
    """

    file: str
    true: str
    answered: str
    probability: float
    true_probability: float


@dataclass(frozen=True)
class Report:
    """Everything that is told of a model; what is None or empty is not on the page.

    Attributes
    ----------
    model, version, title, architecture : str
        As on the card.
    parts : dict of str to Part
        ``train``, ``validation``, ``test``, in that order.
    measured : Measurement
        Of the exported graph, on the test part; of a cross-validation, of the folds' networks, each on its own.
    baselines : dict of str to Measurement
        ``majority``, ``colours``, ``neighbours``, on the same part.
    verdict : Verdict
    reliability : Reliability
    roc : dict of class id to list of (1 - specificity, sensitivity)
    subgroups : list of Subgroup
        The worst first.
    errors : list of WrongAnswer
        The surest first.
    curves : list of dict
        One an epoch: ``loss``, ``accuracy``, ``val_loss``, ``val_accuracy``.
    temperature, uncertain_below : float, optional
    random_split : Measurement, optional
        The same recipe on a random split.
    published : dict of figure's name to str
        What a study reported, and how it split: ``0.92 to 0.99, random image splits``.
    cross_validation, sweep, overview : optional
    weights_tried : list of dict
        Ways of storing the weights, the one taken last, with their parity with Keras.
    answers : list of dict
        ``file`` and ``probabilities`` of every test picture; not on the page.
    settings, versions, hashes : dict
        What was set, which libraries made it, and of which files, by name.
    command : str
        For a person who wants to repeat it.
    leaky : bool
        The test part holds near copies, or patients, of the training part: the figures are not to be believed.
    unknown : bool
        Nobody here knows what it was trained on, so it may know the test part.
    """

    model: str
    version: str
    title: str
    architecture: str
    data: Data
    classes: list[Class]
    parts: dict[str, Part]
    measured: Measurement
    baselines: dict[str, Measurement]
    verdict: Verdict
    reliability: Reliability
    roc: dict[str, list[tuple[float, float]]]
    subgroups: list[Subgroup]
    errors: list[WrongAnswer]
    curves: list[dict[str, float]]
    temperature: float | None = None
    uncertain_below: float | None = None
    random_split: Measurement | None = None
    published: dict[str, str] = field(default_factory=dict)
    cross_validation: CrossValidation | None = None
    sweep: Sweep | None = None
    overview: Overview | None = None
    weights_tried: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    command: str = ""
    seed: int = 0
    leaky: bool = False
    unknown: bool = False


def plain(report: Report) -> dict[str, Any]:
    """Make dictionaries, lists and numbers of a report, as JSON has them: None stands for what is not a number."""
    return {key: _plain(value) for key, value in asdict(report).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def roc_points(
    labels: Labels, probabilities: Probabilities, classes: tuple[str, ...]
) -> dict[str, list[tuple[float, float]]]:
    """Points (1 - specificity, sensitivity) of each class against the rest; none where there is no class or no rest.

    Parameters
    ----------
    labels : array, int, shape (N,)
    probabilities : array, shape (N, C)
    """
    curves: dict[str, list[tuple[float, float]]] = {}
    for number, name in enumerate(classes):
        true = labels == number
        if true.all() or not true.any():
            continue
        false_share, true_share, _ = roc_curve(true, probabilities[:, number])
        kept = np.unique(np.linspace(0, len(false_share) - 1, min(ROC_POINTS, len(false_share))).round().astype(int))
        points = zip(false_share[kept].round(4).tolist(), true_share[kept].round(4).tolist(), strict=True)
        curves[name] = list(points)
    return curves


def wrong_answers(
    files: Sequence[str], labels: Labels, answered: Labels, probabilities: Probabilities, classes: tuple[str, ...]
) -> list[WrongAnswer]:
    """Pictures that were named wrong, the surest answer first.

    Parameters
    ----------
    files : sequence of str, length N
    labels, answered : array, int, shape (N,)
    probabilities : array, shape (N, C)
    """
    wrong = [
        WrongAnswer(
            files[i],
            classes[labels[i]],
            classes[answered[i]],
            float(probabilities[i, answered[i]]),
            float(probabilities[i, labels[i]]),
        )
        for i in np.flatnonzero(answered != labels).tolist()
    ]
    return sorted(wrong, key=lambda answer: (-answer.probability, answer.file))
