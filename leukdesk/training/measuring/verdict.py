"""Whether a model is worth anything at all, said in sentences for the limits of its card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leukdesk.training.measuring.measurement import Measurement


@dataclass(frozen=True)
class Verdict:
    """What has to be said of a model before any of its figures.

    Attributes
    ----------
    only_answer : str, optional
        The class that it answered for every picture; None where it told any apart.
    beats_colours : bool, optional
        Its macro-F1 is higher than that of six colour numbers; None where these were not measured.
    sentences : tuple of str
        For the limits of the card; none where there is nothing to warn of.
    """

    only_answer: str | None
    beats_colours: bool | None
    sentences: tuple[str, ...]


def judge(measured: Measurement, colours: Measurement | None) -> Verdict:
    """Hold a model against one that answers one class only, and against six colour numbers.

    Parameters
    ----------
    measured, colours : Measurement
        Of the model, and of the colour baseline, where it could be trained, on the same pictures.
    """
    answered = np.array(measured.confusion).sum(axis=0)
    given = [name for name, times in zip(measured.support, answered, strict=True) if times]
    only = given[0] if len(given) == 1 and len(measured.support) > 1 else None
    sentences = []
    if only is not None:
        sentences.append(f"It answered {only} for every picture that it was measured on: it tells no classes apart.")
    if colours is None:
        return Verdict(only, None, tuple(sentences))
    network, floor = measured.overall["macro_f1"], colours.overall["macro_f1"]
    if network.value <= floor.value:
        sentences.append(
            "Six colour numbers do as well or better on the same pictures"
            f" (macro-F1 {floor.value:.3f} against {network.value:.3f}): it may know stain and light, and no cells."
        )
    elif measured.overall["accuracy"].value <= colours.overall["accuracy"].value:
        right, theirs = measured.overall["accuracy"], colours.overall["accuracy"]
        sentences.append(
            "Six colour numbers name as many of the same pictures right"
            f" (accuracy {theirs.value:.3f} against {right.value:.3f}), though its macro-F1 is higher"
            f" ({network.value:.3f} against {floor.value:.3f})."
        )
    elif any(measured.overall[f].low <= colours.overall[f].high for f in ("macro_f1", "accuracy")):
        # That of a flawless macro-F1 is but a point; the accuracy's interval is never.
        sentences.append(
            "It does better than six colour numbers on the same pictures"
            f" (macro-F1 {network.value:.3f} against {floor.value:.3f}), but their intervals overlap."
        )
    return Verdict(only, network.value > floor.value, tuple(sentences))
