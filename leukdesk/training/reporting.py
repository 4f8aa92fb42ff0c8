"""From a finished training to its report."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.assessing import Assessment
from leukdesk.training.data.overview import overview
from leukdesk.training.describing import Description
from leukdesk.training.measuring import (
    Measurement,
    Verdict,
    answers,
    by_group,
    reliability,
    sweep,
)
from leukdesk.training.packaging import published, title_of
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
from leukdesk.training.running import Run, versions


def make_report(
    id_: str,
    version: str,
    description: Description,
    final: Run,
    assessment: Assessment,
    verdict: Verdict,
    *,
    random: Measurement | None,
    leaky: bool,
    command: str,
) -> Report:
    """Gather everything that is told of a model."""
    plan, held = final.plan, assessment.held_out
    dataset, classes = plan.dataset, plan.dataset.classes
    labels, groups = dataset.labels()[held.chosen], dataset.groups()
    answered = answers(held.after)
    files = [dataset.name(i) for i in held.chosen]
    grouped = dataset.grouped_by is not None
    parts = {"train": final.split.train, "validation": final.split.validation, "test": held.chosen}
    return Report(
        model=id_,
        version=version,
        title=title_of(description, plan.recipe),
        architecture=plan.recipe.architecture,
        data=Data(description.data, description.source, description.licence, dataset.grouped_by),
        classes=[Class(each["id"], each["name"]) for each in description.classes],
        parts={
            name: Part(len(part), sorted(set(groups[part].tolist())) if grouped else []) for name, part in parts.items()
        },
        measured=assessment.measured,
        baselines=assessment.baselines,
        verdict=verdict,
        reliability=Reliability(reliability(labels, held.after), reliability(labels, held.before)),
        roc=roc_points(labels, held.after, classes),
        subgroups=by_group(labels, answered, groups[held.chosen], classes) if grouped else [],
        errors=wrong_answers(files, labels, answered, held.after, classes),
        # Where all pictures were trained on, there is no validation to draw beside the training.
        curves=[epoch for epoch in final.curves if "val_loss" in epoch],
        temperature=held.temperature,
        uncertain_below=held.uncertain_below,
        random_split=random,
        published=published(plan.recipe.study, description),
        cross_validation=CrossValidation(assessment.measured, list(assessment.folds)) if assessment.folds else None,
        overview=overview(dataset, plan.pictures),
        weights_tried=[asdict(trial) for trial in assessment.trials],
        answers=[
            {"file": file, "probabilities": row} for file, row in zip(files, held.after.round(4).tolist(), strict=True)
        ],
        settings=asdict(plan.settings),
        versions=versions(),
        command=command,
        seed=plan.seed,
        leaky=leaky,
        sweep=_sweep(final, labels, held.raw) if len(classes) == 2 else None,
    )


def _sweep(final: Run, labels: NDArray[np.int64], raw: NDArray[np.float64]) -> Sweep:
    """Every threshold on what the network itself gives, as the study of LeNet-LLD did."""
    plan = final.plan
    return Sweep(plan.dataset.classes[plan.high], sweep(labels, raw, plan.high), plan.settings.threshold)
