"""Write a model package: graph, card, evaluation."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import tomli_w

from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import squeeze
from leukdesk.paths import resources
from leukdesk.training.assessing import Assessment
from leukdesk.training.exporting import predict_litert
from leukdesk.training.measuring import Figure, Measurement, reliability
from leukdesk.training.report import roc_points, write_charts
from leukdesk.training.running import Run

Card = dict[str, Any]
CARD_KINDS = ("precision", "recall", "f1", "auc")  # what format 1 of a card knows of a class


def write_package(
    folder: Path,
    version: str,
    template: Mapping[str, Any],
    run: Run,
    assessment: Assessment,
    leaky: Measurement | None,
    command: str,
) -> Path:
    """Write a package into a new folder beside, then put it in place of ``folder/<id>``.

    Parameters
    ----------
    template : mapping
        The hand-written part of the card (:mod:`leukdesk.training.cards`).
    leaky : Measurement, optional
        The same recipe on a random split.
    command : str
        What was run, for a person who wants to repeat it.

    Returns
    -------
    Path
        The package's folder.
    """
    card = make_card(version, template, run, assessment, leaky)
    final: Path = folder / card["id"]
    fresh = folder / f".{card['id']}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    evaluation = fresh / "evaluation"
    evaluation.mkdir(parents=True)
    (fresh / "model.tflite").write_bytes(assessment.graph)
    (fresh / "card.toml").write_text(tomli_w.dumps(card, multiline_strings=True), encoding="utf-8")
    report = make_report(run, assessment, leaky, command)
    (evaluation / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    labels = run.dataset.labels()[run.split.test]
    drawn = {
        "classes": [{"id": name} for name in run.dataset.classes],
        "measured": asdict(assessment.measured),
        "roc": roc_points(labels, assessment.probabilities, run.dataset.classes),
        "reliability": {"after": [asdict(b) for b in reliability(labels, assessment.probabilities)]},
        "curves": run.curves,
        "sweep": None,
    }
    write_charts(drawn, evaluation)
    shutil.rmtree(final, ignore_errors=True)
    fresh.rename(final)
    return final


def make_card(
    version: str, template: Mapping[str, Any], run: Run, assessment: Assessment, leaky: Measurement | None
) -> Card:
    """Everything that ``card.toml`` says, as plain values."""
    model: Card = {
        "sha256": hashlib.sha256(assessment.graph).hexdigest(),
        "input_height": run.recipe.input_side,
        "input_width": run.recipe.input_side,
    }
    if "micrometres_per_pixel" in template:
        model["micrometres_per_pixel"] = template["micrometres_per_pixel"]
    return {
        "format": 1,
        "id": f"{template['id']}-{run.recipe.name}",
        "version": version,
        "title": f"{template['title']} ({run.recipe.title})",
        "summary": template["summary"],
        "architecture": run.recipe.architecture,
        "scope": template["scope"],
        "limits": template["limits"],
        "model": model,
        "uncertain": {
            "below": assessment.uncertain_below,
            "reason": "Lowest probability from which at least 98 % of the answers on the validation part were right.",
        },
        "classes": [dict(c) for c in template["classes"]],
        "training": {
            "data": template["data"]["description"],
            "source": template["data"]["source"],
            "licence": template["data"]["licence"],
            "split": f"by {run.dataset.grouped_by or 'picture'}, before augmentation",
            "counts": {name: len(part) for name, part in vars(run.split).items()},
        },
        "figures": _card_figures(template.get("published", {}), assessment, leaky),
        "class_figures": {name: _class_row(name, assessment, leaky) for name in run.dataset.classes},
        "confusion": assessment.measured.confusion,
        "golden": [_golden(picture, run, assessment) for picture in sorted((resources() / "samples").glob("*.png"))],
    }


def _golden(picture: Path, run: Run, assessment: Assessment) -> Card:
    """What the graph answers for a picture that comes with the program, so that a station can check itself."""
    side = run.recipe.input_side
    prepared = squeeze(read_picture(picture).pixels, side, side)
    answer = predict_litert(assessment.graph, prepared[None])[0]
    return {
        "picture": picture.relative_to(resources().parent).as_posix(),
        "probabilities": {name: round(float(p), 4) for name, p in zip(run.dataset.classes, answer, strict=True)},
    }


def _card_figures(published: Mapping[str, str], assessment: Assessment, leaky: Measurement | None) -> Card:
    figures = _beside(assessment.measured.overall, assessment.colours.overall, leaky.overall if leaky else {})
    for name in published.keys() & figures.keys():
        figures[name]["published"] = published[name]
    return figures


def _class_row(name: str, assessment: Assessment, leaky: Measurement | None) -> Card:
    measured = assessment.measured
    told = {kind: measured.per_class[name][kind] for kind in CARD_KINDS}
    rows = _beside(told, assessment.colours.per_class[name], leaky.per_class[name] if leaky else {})
    return rows | {"support": measured.support[name], "groups": measured.groups[name]}


def _beside(figures: Mapping[str, Figure], baseline: Mapping[str, Figure], random: Mapping[str, Figure]) -> Card:
    """Each figure with its interval, beside the six-colour-number baseline and the random split."""
    rows: Card = {}
    for name, figure in figures.items():
        row = {"value": figure.value, "low": figure.low, "high": figure.high}
        row |= {"baseline": baseline[name].value} if name in baseline else {}
        row |= {"random_split": random[name].value} if name in random else {}
        rows[name] = {key: round(value, 4) for key, value in row.items()}
    return rows


def make_report(run: Run, assessment: Assessment, leaky: Measurement | None, command: str) -> dict[str, Any]:
    """The whole measurement, for ``evaluation/report.json``."""
    test = run.split.test
    return {
        "command": command,
        "recipe": run.recipe.name,
        "grouped_by": run.dataset.grouped_by,
        "seed": run.seed,
        "classes": run.dataset.classes,
        "parts": {
            name: {"pictures": len(part), "groups": sorted(set(run.dataset.groups()[part].tolist()))}
            for name, part in vars(run.split).items()
        },
        "temperature": assessment.temperature,
        "uncertain_below": assessment.uncertain_below,
        "weights_tried": [asdict(trial) for trial in assessment.trials],
        "test": asdict(assessment.measured),
        "six_colour_numbers": asdict(assessment.colours),
        "majority": asdict(assessment.majority),
        "random_split": None if leaky is None else asdict(leaky),
        "curves": run.curves,
        "answers": [
            {"file": str(run.dataset.samples[i].path.relative_to(run.dataset.root)), "probabilities": row}
            for i, row in zip(test, assessment.probabilities.round(4).tolist(), strict=True)
        ],
    }
