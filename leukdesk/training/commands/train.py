"""``leukdesk train``: from a folder of labelled pictures to a measured model package."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from leukdesk.errors import LeukdeskError
from leukdesk.paths import DataPaths, bundled_models, default_data_dir
from leukdesk.training.assessing import assess, hold_out
from leukdesk.training.batches import Teacher
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.leaks import check_leaks, join_copies
from leukdesk.training.data.overview import overview
from leukdesk.training.data.pictures import Pictures, read_pictures
from leukdesk.training.data.splits import Split, folds, split_as_given, split_at_random, split_by_group
from leukdesk.training.describing import Description, describe
from leukdesk.training.exporting import predict_litert
from leukdesk.training.measuring import Measurement, judge, measure
from leukdesk.training.packaging import Made, write_package
from leukdesk.training.recipe import Recipe
from leukdesk.training.recipes import RECIPES
from leukdesk.training.reporting import make_report
from leukdesk.training.running import Plan, Run, run_split, with_copies
from leukdesk.training.teaching import teacher_from

LEAST_FREE_BYTES = 2 * 1000**3  # two checkpoints with their optimizer, of the largest network here


class TrainingError(LeukdeskError):
    """A training that cannot begin or go on; the text says why and what to do."""

    code = "training"


@dataclass(frozen=True)
class _Places:
    """Where runs go on from, and where packages are written."""

    runs: Path
    packages: Path
    id: str
    own: bool


def run(options: argparse.Namespace) -> int:
    """Run ``leukdesk train``; an interrupted run goes on where it stopped when started again.

    Parameters
    ----------
    options : Namespace
        ``recipe``, ``data``, ``group_by``, ``card``, ``id``, ``weights``, ``teacher``, ``set``, ``folds``, ``out``,
        ``data_dir``, ``seed``, ``version``, ``show_leak``, ``allow_leak``, ``force``.

    Returns
    -------
    int
        Exit status.
    """
    recipe = _recipe(options.recipe)
    dataset = read_dataset(options.data, options.group_by)
    description = describe(options.card, dataset)
    places = _places(options, description, recipe)
    _check_room(places.runs)
    pictures, plan = _plan(options, recipe, description)
    told = overview(plan.dataset, pictures)
    print("\n".join(told.lines()), flush=True)
    try:
        if options.allow_leak:
            runs = [_leaky_run(plan, places)]
        else:
            plan, splits = _splits(plan, pictures, options.folds)
            runs = [
                run_split(plan, split, places.runs / _folder(number, len(splits)), _teller(_folder(number, len(splits))))
                for number, split in enumerate(splits, 1)
            ]
        final = runs[0] if len(runs) == 1 else _final(plan, runs, places)
        leaky = _leaky_run(plan, places) if options.show_leak and not options.allow_leak else None
    except KeyboardInterrupt:
        print(f"Stopped. The same command goes on from the last finished epoch, in {places.runs}.", file=sys.stderr)
        raise
    except OSError as problem:
        raise TrainingError(
            f"{places.runs} cannot be written: {problem.strerror or problem}. Make room or choose another --out; the"
            " same command goes on from the last finished epoch."
        ) from problem
    return _package(options, description, places, runs, final, leaky, told)


def _package(
    options: argparse.Namespace,
    description: Description,
    places: _Places,
    runs: Sequence[Run],
    final: Run,
    leaky: Run | None,
    told: object,
) -> int:
    assessment = assess(runs, final)
    verdict = judge(assessment.measured, assessment.baselines["colours"])
    random = measure_leak(leaky) if leaky is not None else None
    report = make_report(
        places.id,
        options.version,
        description,
        runs,
        final,
        assessment,
        verdict,
        told,  # type: ignore[arg-type]
        random=random,
        leaky=options.allow_leak,
        command=shlex.join(["leukdesk", *sys.argv[1:]]),
    )
    made = Made(places.id, options.version, description, final, assessment, verdict, report, random)
    for name, figure in assessment.measured.overall.items():
        print(f"{name:22} {figure}")
    for sentence in verdict.sentences:
        print(sentence)
    if verdict.sentences and not options.force:
        write_evaluation(places.runs / "evaluation", plain(report))
        raise TrainingError(
            f"No package is written of a model of which this is so; its report is in {places.runs / 'evaluation'}."
            " Give --force to have one all the same, whose card says it."
        )
    folder = write_package(made, places.packages)
    final.model.save(places.runs / "model.keras")
    print(f"The model package is {folder}; its report is {folder / 'evaluation' / 'report.html'}")
    if places.own:
        print("It is in the window's list of models now.")
    return 0
