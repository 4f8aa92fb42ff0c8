"""``leukdesk evaluate``: how a model package does on labelled pictures."""

from __future__ import annotations

import argparse
import json
import shlex
import sys

from leukdesk.training.evaluating import Evaluation, Labelled, evaluate
from leukdesk.training.measuring import answers, by_group, judge, reliability
from leukdesk.training.packages import find_package
from leukdesk.training.packaging import PAGE, write_evaluation
from leukdesk.training.report.contents import (
    Class,
    Data,
    Part,
    Reliability,
    Report,
    plain,
    roc_points,
    wrong_answers,
)
from leukdesk.training.running import versions


def run(options: argparse.Namespace) -> int:
    """Run ``leukdesk evaluate``.

    Parameters
    ----------
    options : Namespace
        ``model``, ``data``, ``group_by``, ``card``, ``out``, ``data_dir``, ``allow_leak``, ``json``.

    Returns
    -------
    int
        Exit status.
    """
    package = find_package(options.model, options.data_dir)
    labelled = Labelled(options.data, options.group_by, options.card)
    everything = range(len(labelled.of(package).sha256)) if options.allow_leak else None
    evaluation = evaluate(package, labelled, everything)
    report = make_report(evaluation, shlex.join(["leukdesk", *sys.argv[1:]]), leaky=options.allow_leak)
    if options.json:
        print(json.dumps(plain(report)))
    else:
        print(f"{package.id} {package.card.version} on {len(evaluation.chosen)} pictures of {options.data}")
        if evaluation.left_out:
            print(f"{evaluation.left_out} more took part in its training and are left out.")
        for name, figure in evaluation.measured.overall.items():
            print(f"{name:22} {figure}")
    if options.out is not None:
        write_evaluation(options.out, plain(report))
        print(f"The report is {options.out / PAGE}", file=sys.stderr)
    return 0


def make_report(evaluation: Evaluation, command: str, *, leaky: bool = False) -> Report:
    """Everything that an evaluation tells.

    Parameters
    ----------
    leaky : bool
        Pictures that the model was trained on are among those it was measured on.
    """
    card, dataset = evaluation.package.card, evaluation.pictures.dataset
    labels, groups, after = evaluation.labels, evaluation.groups, evaluation.probabilities
    grouped = dataset.grouped_by is not None
    answered = answers(after)
    files = [dataset.name(i) for i in evaluation.chosen]
    baselines = evaluation.baselines()
    return Report(
        model=card.id,
        version=card.version,
        title=card.title,
        architecture=card.architecture,
        data=Data(f"Pictures of the folder {dataset.root.name}", str(dataset.root), "not stated", dataset.grouped_by),
        classes=[Class(each.id, each.name) for each in card.classes],
        parts={"test": Part(len(labels), sorted(set(groups.tolist())) if grouped else [])},
        measured=evaluation.measured,
        baselines=baselines,
        verdict=judge(evaluation.measured, baselines.get("colours", baselines["majority"])),
        reliability=Reliability(reliability(labels, after)),
        roc=roc_points(labels, after, card.class_ids),
        subgroups=by_group(labels, answered, groups, card.class_ids) if grouped else [],
        errors=wrong_answers(files, labels, answered, after, card.class_ids),
        curves=[],
        temperature=1.0,
        uncertain_below=card.uncertain_below,
        answers=[
            {"file": file, "probabilities": row} for file, row in zip(files, after.round(4).tolist(), strict=True)
        ],
        versions=versions(),
        hashes={"model.tflite": card.sha256},
        command=command,
        leaky=leaky,
    )
