"""The sentences and numbers of a report: it tells what was counted, and never says diagnosis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from leukdesk.counting import many

LEAKY = (
    "This model was measured on pictures whose near copies or patients it was trained on:"
    " its figures are NOT to be believed."
)
NO_PICTURES = "Pictures are left out of this page because of the licence of the data set"
PICTURES_SHOWN = "This page holds pictures; pass it on only where the licence of the data set allows it"
FIGURES = {
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "macro_f1": "Macro-F1",
    "weighted_f1": "Weighted F1",
    "macro_auc": "Macro AUC",
    "calibration_error_before": "Calibration error before the temperature",
    "calibration_error": "Calibration error",
    "negative_log_likelihood": "Negative log-likelihood",
    "brier": "Brier score",
    "certain_share": "Share of answers outside the uncertain band",
    "accuracy_when_certain": "Accuracy of those",
}
BASELINES = {
    "colours": "six colour numbers",
    "neighbours": "nearest neighbours",
    "majority": "commonest class",
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")


def percent(share: float | None) -> str:
    """Write a share as per cent with one decimal; 100.0 only where it is all."""
    return "–" if share is None else f"{_honest(share * 100, 1, 100)} %"


def decimal(value: float | None) -> str:
    """Write a figure with three decimals; 1.000 only where it is 1."""
    return "–" if value is None else _honest(value, 3, 1)


def interval(figure: Mapping[str, Any]) -> str:
    """Write the ends of an interval."""
    return "" if figure["low"] is None else f"{decimal(figure['low'])} to {decimal(figure['high'])}"


def _honest(value: float, places: int, whole: int) -> str:
    text = f"{value:.{places}f}"
    # What is not all is not rounded to all.
    return f"{whole - 10**-places:.{places}f}" if value < whole and float(text) >= whole else text


def headline(report: Mapping[str, Any]) -> str:
    """One sentence that says what was measured, and what the cheapest baseline reaches."""
    accuracy = report["measured"]["overall"]["accuracy"]
    test = report["parts"]["test"]
    group = report["data"]["group"]
    of = f" of {many(len(test['groups']), group)}" if group and test["groups"] else ""
    low, high = (percent(accuracy[end]).removesuffix(" %") for end in ("low", "high"))
    text = f"On {many(test['pictures'], 'picture')}{of}{_known(report)} named {percent(accuracy['value'])} right"
    text += f" ({low} to {high})"
    colours = report["baselines"].get("colours")
    if colours is not None:
        text += f"; six colour numbers alone reach {percent(colours['overall']['accuracy']['value'])}"
    return f"{text}. This model itself learnt from all of them." if report["cross_validation"] else f"{text}."


def _known(report: Mapping[str, Any]) -> str:
    """Whether the pictures had been seen, and who was asked for them."""
    if report["leaky"]:
        return ", whose near copies or patients it had seen, it"
    if report["cross_validation"]:
        folds = len(report["cross_validation"]["folds"])
        return f" the networks of a {folds}-fold cross-validation, each asked for those that it never saw,"
    return ", which it may have been trained on, it" if report["unknown"] else " that it never saw it"


def gaps(report: Mapping[str, Any]) -> list[str]:
    """What a random split would have added, and what was published; of other pictures, so no difference is told."""
    measured = report["measured"]["overall"]
    sentences = []
    if report["random_split"]:
        group = report["data"]["group"] or "group"
        leak = report["random_split"]["overall"]["accuracy"]["value"]
        sentences.append(
            f"The same recipe on a random split names {percent(leak)} right:"
            f" {_points(leak - measured['accuracy']['value'])} when pictures of one {group} stand on both sides."
        )
    for name, text in report["published"].items():
        if name in measured:
            sentences.append(f"Published {FIGURES.get(name, name).lower()}: {text}.")
    return sentences


def published_range(text: str) -> tuple[float, float] | None:
    """Lowest and highest figure in what a study reported; None where there is no number from 0 to 1 in it.

    ``0.92 to 0.99+`` gives 0.92 and 0.99, ``98.6 %`` gives 0.986. Behind a colon stands how it was measured.
    """
    told = _NUMBER.findall(text.partition(":")[0])
    found = [float(number) / (100 if mark else 1) for number, mark in told if mark or "." in number]
    shares = [number for number in found if number <= 1]
    return (min(shares), max(shares)) if shares else None


def _points(difference: float) -> str:
    """Write a difference of two shares: ``1.1 points more``."""
    rounded = round(abs(difference) * 100, 1)
    if rounded == 0:
        return "no tenth of a point more"
    return f"{rounded:.1f} points {'more' if difference > 0 else 'less'}"


def names_of(report: Mapping[str, Any]) -> dict[str, str]:
    """The name of each class, for a person, by its id."""
    return {c["id"]: c["name"] for c in report["classes"]}
