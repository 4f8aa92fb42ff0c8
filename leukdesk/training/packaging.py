"""Write a model package: graph, card, evaluation."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.card import CARD_FORMAT
from leukdesk.inference.package import CARD_NAME, MODEL_NAME
from leukdesk.paths import resources
from leukdesk.training.assessing import Assessment
from leukdesk.training.data.overview import Overview
from leukdesk.training.describing import Description
from leukdesk.training.exporting import Trial, predict_litert
from leukdesk.training.measuring import NEVER_CERTAIN, Figure, Measurement, Verdict
from leukdesk.training.recipe import Recipe, Study
from leukdesk.training.report.charts import write_charts
from leukdesk.training.report.contents import Report, plain
from leukdesk.training.report.page import Pictures, write_page
from leukdesk.training.report.words import LEAKY
from leukdesk.training.running import Run

Card = dict[str, Any]
CERTAIN = "Lowest probability from which at least 98 % of the answers on validation pictures were right."
UNREACHED = "From no lower probability on were 98 % of the answers on validation pictures right."
REPORT, PAGE, PARTS = "report.json", "report.html", "parts.json"
GOLDEN_TOLERANCE = {"int8": 0.05, "float16": 0.02, "float32": 0.02}
NOT_KNOWN = "not known, trained elsewhere; measured on"
LEAKY_SPLIT = "at random, near copies and groups on both sides: the figures are not to be believed"
KNOWN_BY = 16  # hex digits of a picture's SHA-256 that are kept: enough to know it again


class PackagingError(LeukdeskError):
    """A package cannot be written; the text says why and what to do."""

    code = "packaging"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say what a person can do where a folder turns out not to be writable.

    Raises
    ------
    PackagingError
    """
    try:
        yield
    except OSError as problem:
        raise PackagingError(
            f"{folder} cannot be written: {problem.strerror or problem}. Make room or choose another --out, and give"
            " the command again; a training goes on from its last finished epoch."
        ) from problem


@dataclass(frozen=True)
class Made:
    """All that a package is made of.

    Attributes
    ----------
    run : Run
        Whose network is shipped.
    overview : Overview
        Of the pictures as they were read, before they were divided.
    verdict : Verdict
        Its sentences become limits of the card.
    command : str
        For a person who wants to repeat it.
    random : Measurement, optional
        The same network under its study's protocol: a random split.
    leaky : bool
        It was measured on near copies, or patients, of its training part.
    elsewhere : bool
        Nobody here knows which pictures it was trained on, so the package does not say.
    """

    id: str
    version: str
    description: Description
    run: Run
    assessment: Assessment
    overview: Overview
    verdict: Verdict
    command: str
    random: Measurement | None = None
    leaky: bool = False
    elsewhere: bool = False


def write_package(made: Made, report: Report, folder: Path) -> Path:
    """Write a package into a new folder beside, then put it in place of ``folder/<id>``.

    Returns
    -------
    Path
        The package's folder.

    Raises
    ------
    PackagingError
        It cannot be written there.
    """
    final: Path = folder / made.id
    fresh = folder / f".{made.id}.new"
    former = folder / f".{made.id}.old"
    try:
        with writing(final):
            if former.exists() and not final.exists():
                former.rename(final)  # an earlier one was interrupted between the two renames below
            for leftover in (fresh, former):
                shutil.rmtree(leftover, ignore_errors=True)
            fresh.mkdir(parents=True)
            (fresh / MODEL_NAME).write_bytes(made.assessment.graph)
            (fresh / CARD_NAME).write_text(tomli_w.dumps(make_card(made), multiline_strings=True), encoding="utf-8")
            write_evaluation(fresh / "evaluation", report)
            if not made.elsewhere:
                (fresh / "evaluation" / PARTS).write_text(json.dumps(_hashes(made.run)), encoding="utf-8")
            # The former package stays whole until the new one is; there is no moment with half of one.
            if final.exists():
                final.rename(former)
            fresh.rename(final)
    except PackagingError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(former, ignore_errors=True)
    return final


def write_evaluation(folder: Path, report: Report, pictures: Pictures | None = None) -> None:
    """Write a report as data, as a page to read and as charts.

    Parameters
    ----------
    pictures : Pictures, optional
        For a page that stays in the lab; a package holds none, since it is passed on.

    Raises
    ------
    PackagingError
        The folder cannot be written.
    """
    told = plain(report)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / REPORT).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        write_page(folder / PAGE, told, pictures)
        write_charts(told, folder)


def make_card(made: Made) -> Card:
    """Everything that ``card.toml`` says, as plain values."""
    described, assessment, dataset = made.description, made.assessment, made.run.plan.dataset
    settings = made.run.plan.settings
    model: Card = {
        "sha256": hashlib.sha256(assessment.graph).hexdigest(),
        "input_height": settings.input_side,
        "input_width": settings.input_side,
    }
    if centre := described.preparation.centre:
        model |= {"centre_pixels": centre.pixels} if centre.pixels else {"centre_share": centre.share}
    if described.on_black:
        model["on_black"] = True
    if described.micrometres_per_pixel is not None:
        model["micrometres_per_pixel"] = described.micrometres_per_pixel
    return {
        "format": CARD_FORMAT,
        "id": made.id,
        "version": made.version,
        "title": title_of(described, made.run.plan.recipe),
        "summary": described.summary,
        "architecture": architecture_of(made.run),
        "scope": described.scope,
        "limits": [*([LEAKY] if made.leaky else []), *made.verdict.sentences, *_certain(made), *described.limits],
        "model": model,
        **crop_table(described),
        **elsewhere_tables(made.id, described),
        "weights": _weights(assessment.trials[-1]),
        "uncertain": {
            "below": assessment.held_out.uncertain_below,
            "reason": UNREACHED if assessment.held_out.uncertain_below == NEVER_CERTAIN else CERTAIN,
        },
        "classes": [dict(each) for each in described.classes],
        "training": _training(made),
        "figures": _figures(made),
        "class_figures": {name: _class_row(name, made) for name in dataset.classes},
        "confusion": assessment.measured.confusion,
        "golden": [_golden(picture, made) for picture in sorted((resources() / "samples").glob("*.png"))],
    }


def crop_table(described: Description) -> Card:
    """What is said of cutting a cell out of a field: the table, where there is one."""
    if described.crop is None:
        return {}
    return {"crop": {key: value for key, value in asdict(described.crop).items() if value is not None}}


def elsewhere_tables(model_id: str, described: Description) -> Card:
    """What was measured at other laboratories; a model says of another one's figures whose they are."""
    tables = [
        {
            "data": each.data,
            "cells": each.cells,
            "accuracy": {"value": each.accuracy, "low": each.low, "high": each.high},
            "commonest": each.commonest,
            **({} if each.certain_right is None else {"certain_right": each.certain_right}),
            **({"model": each.model} if each.model not in ("", model_id) else {}),
        }
        for each in described.elsewhere
    ]
    return {"elsewhere": tables} if tables else {}


def _certain(made: Made) -> list[str]:
    """A sentence where most answers need review: it is the first thing that a user of the model will notice."""
    share = made.assessment.measured.overall["certain_share"].value
    return [] if share >= 0.5 else [f"Of 100 answers {share * 100:.0f} are certain enough; the others need review."]


def title_of(description: Description, recipe: Recipe) -> str:
    """What a model is called."""
    return f"{description.title} ({recipe.title})"


def architecture_of(run: Run) -> str:
    """The network, and how this training differs from the recipe's own."""
    plan = run.plan
    own, used = vars(plan.recipe.settings), vars(plan.settings)
    changed = [
        f"{name} {value} instead of {own[name]}" if own[name] != "" else f"{name} {value}"
        for name, value in used.items()
        if value != own[name]
    ]
    taught = [f"taught by {plan.teacher_id}"] if plan.teacher_id else []
    begun = ["from pretrained weights" if plan.weights else "from scratch"] if plan.recipe.takes_weights else []
    return "; ".join([plan.recipe.architecture, *begun, *changed, *taught])


def split_in_words(made: Made) -> str:
    """How pictures were divided, for a person."""
    plan = made.run.plan
    if made.leaky:
        return LEAKY_SPLIT
    by_group = f"by {plan.dataset.grouped_by or 'picture'}"
    if made.assessment.folds:
        return (
            f"{len(made.assessment.folds)}-fold cross-validation {by_group}; the model itself learnt from all pictures"
        )
    how = "as the data set gives it" if plan.dataset.has_parts else by_group
    return f"{NOT_KNOWN}: the test part, divided {how}" if made.elsewhere else f"{how}, before augmentation"


def parts_of(made: Made) -> dict[str, NDArray[np.int64]]:
    """The parts that had to do with the model: of one from elsewhere it is not known what it was trained on."""
    return {name: part for name, part in vars(made.run.split).items() if name != "train" or not made.elsewhere}


def published(study: Study | None, description: Description) -> dict[str, str]:
    """What was published of this network, and on which pictures, or else on this data set; by figure."""
    of_network = {}
    if study:
        of_network = {name: f"{value:g}: {study.title}; {study.protocol}" for name, value in study.figures.items()}
    return {**description.published, **of_network}


def _weights(taken: Trial) -> Card:
    return {
        "form": taken.weights,
        "agreement": round(taken.agreement, 4),
        "largest_difference": round(taken.largest_difference, 6),
        "megabytes": round(taken.megabytes, 3),
    }


def _training(made: Made) -> Card:
    described = made.description
    pictures = {"data": described.data, "source": described.source, "licence": described.licence}
    if made.elsewhere:
        pictures = {key: f"{NOT_KNOWN}: {text}" for key, text in pictures.items()}
    counts = {name: len(part) for name, part in parts_of(made).items()}
    return {**pictures, "split": split_in_words(made), "counts": counts}


def _hashes(run: Run) -> dict[str, list[str]]:
    return {name: [run.plan.pictures.sha256[i][:KNOWN_BY] for i in part] for name, part in vars(run.split).items()}


def _golden(picture: Path, made: Made) -> Card:
    """What the graph answers for a picture that comes with the program, so that a station can check itself."""
    plan = made.run.plan
    prepared = plan.preparation.square(read_picture(picture).pixels, plan.settings.input_side)
    answer = predict_litert(made.assessment.graph, prepared[None])[0]
    classes = made.run.plan.dataset.classes
    return {
        "picture": picture.relative_to(resources().parent).as_posix(),
        "probabilities": {name: round(float(p), 4) for name, p in zip(classes, answer, strict=True)},
        "tolerance": GOLDEN_TOLERANCE[made.assessment.trials[-1].weights],
    }


def _figures(made: Made) -> Card:
    measured, colours = made.assessment.measured, made.assessment.baselines["colours"]
    return _with_published(_beside(measured.overall, colours.overall, made.random.overall if made.random else {}), made)


def _class_row(name: str, made: Made) -> Card:
    measured, colours = made.assessment.measured, made.assessment.baselines["colours"]
    rows = _beside(
        measured.per_class[name], colours.per_class[name], made.random.per_class[name] if made.random else {}
    )
    plan = made.run.plan
    if len(plan.dataset.classes) == 2 and name == plan.dataset.classes[plan.high]:
        rows = _with_published(rows, made)  # a study's recall, say, is that of the class its output stands for
    return rows | {"support": measured.support[name], "groups": measured.groups[name]}


def _with_published(rows: Card, made: Made) -> Card:
    said = published(made.run.plan.recipe.study, made.description)
    return {name: row | ({"published": said[name]} if name in said else {}) for name, row in rows.items()}


def _beside(figures: Mapping[str, Figure], baseline: Mapping[str, Figure], random: Mapping[str, Figure]) -> Card:
    """Each figure with its interval, beside the six-colour-number baseline and the random split."""
    rows: Card = {}
    for name, figure in figures.items():
        row = {"value": figure.value, "low": figure.low, "high": figure.high}
        row |= {"baseline": baseline[name].value} if name in baseline else {}
        row |= {"random_split": random[name].value} if name in random else {}
        rows[name] = {key: round(value, 4) for key, value in row.items() if np.isfinite(value)}
    return {name: row for name, row in rows.items() if "value" in row and "low" in row}
