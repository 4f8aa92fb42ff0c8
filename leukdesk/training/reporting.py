"""From what a model answered to its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.errors import PictureError
from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.resizing import reduced
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.sheet import drawn
from leukdesk.training.evaluating import UNKNOWN, Evaluation
from leukdesk.training.measuring import Probabilities, answers, by_group, judge, reliability, sweep
from leukdesk.training.packaging import Made, architecture_of, parts_of, published, title_of
from leukdesk.training.report.contents import (
    Class,
    CrossValidation,
    Data,
    Part,
    Reliability,
    Report,
    Sweep,
    roc_points,
    wrong_answers,
)
from leukdesk.training.report.data_sections import ERRORS_SHOWN
from leukdesk.training.report.markup import THUMBNAIL_SIDE
from leukdesk.training.report.page import Pictures
from leukdesk.training.running import Run, versions


def report_of_training(made: Made) -> Report:
    """Gather everything that is told of a model that was made here."""
    plan, assessment, described = made.run.plan, made.assessment, made.description
    held, dataset = assessment.held_out, plan.dataset
    return _report(
        dataset,
        {**parts_of(made), "test": held.chosen},
        held.after,
        before=held.before,
        model=made.id,
        version=made.version,
        title=title_of(described, plan.recipe),
        architecture=architecture_of(made.run),
        data=Data(described.data, described.source, described.licence, dataset.grouped_by),
        classes=[Class(each["id"], each["name"]) for each in described.classes],
        measured=assessment.measured,
        baselines=assessment.baselines,
        verdict=made.verdict,
        # Where all pictures were trained on, there is no validation to draw beside the training.
        curves=[epoch for epoch in made.run.curves if "val_loss" in epoch],
        temperature=held.temperature,
        uncertain_below=held.uncertain_below,
        random_split=made.random,
        published=published(plan.recipe.study, described),
        cross_validation=CrossValidation(assessment.measured, list(assessment.folds)) if assessment.folds else None,
        overview=made.overview,
        weights_tried=[asdict(trial) for trial in assessment.trials],
        settings={} if made.elsewhere else asdict(plan.settings),
        command=made.command,
        seed=plan.seed,
        leaky=made.leaky,
        unknown=made.elsewhere,
        sweep=_sweep(made.run, dataset.labels()[held.chosen], held.raw) if len(dataset.classes) == 2 else None,
    )


def report_of_evaluation(evaluation: Evaluation, command: str, *, leaky: bool = False) -> Report:
    """Gather everything that is told of a finished model on other pictures.

    Parameters
    ----------
    leaky : bool
        Pictures that the model was trained on are among those it was measured on.
    """
    card, dataset, baselines = evaluation.package.card, evaluation.pictures.dataset, evaluation.baselines()
    verdict, unknown = judge(evaluation.measured, baselines.get("colours")), not evaluation.seen.is_known()
    return _report(
        dataset,
        {"test": evaluation.chosen},
        evaluation.probabilities,
        before=evaluation.before,
        temperature=evaluation.temperature,
        model=card.id,
        version=card.version,
        title=card.title,
        architecture=card.architecture,
        data=Data(f"Pictures of the folder {dataset.root.name}", dataset.root.name, "not stated", dataset.grouped_by),
        classes=[Class(each.id, each.name) for each in card.classes],
        measured=evaluation.measured,
        baselines=baselines,
        verdict=replace(verdict, sentences=(*verdict.sentences, *([UNKNOWN] if unknown else []))),
        curves=[],
        uncertain_below=card.uncertain_below,
        hashes={"model.tflite": card.sha256},
        command=command,
        leaky=leaky,
        unknown=unknown,
    )


def pictures_of(dataset: Dataset, report: Report) -> Pictures:
    """Read what the page of a report shows where pictures may be shown; what cannot be read any more is missing."""
    samples = {name: [dataset.samples[i].path for i in some] for name, some in drawn(dataset, report.seed).items()}
    wrong = {each.file: _small(dataset.root / each.file) for each in report.errors[:ERRORS_SHOWN]}
    return Pictures(
        errors={file: pixels for file, pixels in wrong.items() if pixels is not None},
        samples={
            name: [pixels for pixels in map(_small, paths) if pixels is not None] for name, paths in samples.items()
        },
    )


def _small(path: Path) -> NDArray[np.uint8] | None:
    """A picture as its file shows it, no larger than the page does; None where it cannot be read."""
    try:
        return reduced(read_picture(path).pixels, THUMBNAIL_SIDE)
    except PictureError:
        return None


def _report(
    dataset: Dataset,
    parts: Mapping[str, NDArray[np.int64]],
    after: Probabilities,
    *,
    before: Probabilities | None = None,
    **told: Any,
) -> Report:
    """Add to what is ``told`` of a model all that follows from its answers.

    Parameters
    ----------
    parts : mapping of str to array, int
        Indices into ``dataset``; those of ``test`` are the pictures that were answered for.
    after, before : array, (N, C)
        Answers for them, after the temperature and, where known, before it.
    """
    chosen, grouped = parts["test"], dataset.grouped_by is not None
    labels, groups, classes = dataset.labels()[chosen], dataset.groups(), dataset.classes
    files, answered = [dataset.name(i) for i in chosen], answers(after)
    return Report(
        parts={
            name: Part(len(part), sorted(set(groups[part].tolist())) if grouped else []) for name, part in parts.items()
        },
        reliability=Reliability(
            reliability(labels, after), reliability(labels, before) if before is not None else None
        ),
        roc=roc_points(labels, after, classes),
        subgroups=by_group(labels, answered, groups[chosen], classes) if grouped else [],
        errors=wrong_answers(files, labels, answered, after, classes),
        answers=[
            {"file": file, "probabilities": row} for file, row in zip(files, after.round(4).tolist(), strict=True)
        ],
        versions=versions(),
        **told,
    )


def _sweep(final: Run, labels: NDArray[np.int64], raw: NDArray[np.float64]) -> Sweep:
    """Every threshold on what the network itself gives, as the study of LeNet-LLD did."""
    plan = final.plan
    return Sweep(plan.dataset.classes[plan.high], sweep(labels, raw, plan.high), plan.settings.threshold)
