"""``leukdesk train``: from a folder of labelled pictures to a measured model package."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from leukdesk.errors import LeukdeskError
from leukdesk.paths import DataPaths, bundled_models, default_data_dir
from leukdesk.training.assessing import assess, measure_leak
from leukdesk.training.data.copies import join_copies, joined_groups
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.leaks import check_leaks
from leukdesk.training.data.overview import overview
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.splits import Split, folds, split_at_random, split_once
from leukdesk.training.describing import Description, describe
from leukdesk.training.fitting import best_epoch
from leukdesk.training.measuring import judge
from leukdesk.training.packages import find_package
from leukdesk.training.packaging import PAGE, Made, write_evaluation, write_package
from leukdesk.training.recipe import Recipe
from leukdesk.training.recipes import RECIPES
from leukdesk.training.report.contents import plain
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
    if options.teacher is not None and (options.allow_leak or options.show_leak or options.folds > 1):
        raise TrainingError("--teacher goes with one grouped split: leave --allow-leak, --show-leak and --folds out")
    dataset = read_dataset(options.data, options.group_by)
    description = describe(options.card, dataset)
    places = _places(options, description, recipe)
    _check_room(places.runs)
    plan = _plan(options, recipe, description, dataset)
    print("\n".join(overview(plan.dataset, plan.pictures).lines()), flush=True)
    try:
        if options.allow_leak:
            runs = [_leaky_run(plan, places)]
        else:
            plan, splits = _splits(plan, options.folds)
            if options.teacher is not None:
                plan = _with_teacher(options, plan, splits[0])
            names = ["grouped"] if len(splits) == 1 else [f"fold{number}" for number in range(1, len(splits) + 1)]
            runs = [
                run_split(plan, split, places.runs / name, _teller(name))
                for name, split in zip(names, splits, strict=True)
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
    return _package(options, description, places, runs, final, leaky)


def _package(
    options: argparse.Namespace,
    description: Description,
    places: _Places,
    runs: Sequence[Run],
    final: Run,
    leaky: Run | None,
) -> int:
    assessment = assess(runs, final)
    verdict = judge(assessment.measured, assessment.baselines["colours"])
    random = measure_leak(leaky) if leaky is not None else None
    report = make_report(
        places.id,
        options.version,
        description,
        final,
        assessment,
        verdict,
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
    print(f"The model package is {folder}; its report is {folder / 'evaluation' / PAGE}")
    if places.own:
        print("It is in the window's list of models now.")
    return 0


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise TrainingError(f"there is no recipe {name!r}: choose one of {', '.join(RECIPES)}")
    return RECIPES[name]


def _places(options: argparse.Namespace, description: Description, recipe: Recipe) -> _Places:
    """Beside each other in ``--out``; else the window's own folder of models, so that it lists what was made."""
    name = options.id or f"{description.id}-{recipe.name}"
    if options.out is not None:
        return _Places(options.out / "runs" / name, options.out, name, own=False)
    data = DataPaths(options.data_dir or default_data_dir())
    data.create()
    # Of two models with one id the program's own is listed.
    if options.id is None and (bundled_models() / name).exists():
        name += "-own"
    return _Places(data.root / "training" / name, data.models, name, own=True)


def _check_room(folder: Path) -> None:
    existing = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE_BYTES:
        raise TrainingError(
            f"{existing} has {free / 1e9:.1f} GB free, and a training needs {LEAST_FREE_BYTES / 1e9:.0f} GB for what it"
            " is resumed from: make room, or choose another --out"
        )


def _plan(options: argparse.Namespace, recipe: Recipe, description: Description, dataset: Dataset) -> Plan:
    if options.weights is not None and not (recipe.takes_weights and options.weights.is_file()):
        reason = "is missing" if recipe.takes_weights else f"is of no use: {recipe.name} begins from nothing"
        raise TrainingError(f"{options.weights} {reason}: --weights takes a network's pretrained weights")
    settings = recipe.settings.changed([*description.settings.get(recipe.name, []), *options.set])
    dataset = description.arranged(dataset)
    if recipe.binary and len(dataset.classes) != 2:
        raise TrainingError(
            f"{recipe.name} tells two classes apart, and the data set has {', '.join(dataset.classes)}: give --card"
            " with a description that joins its labels to two"
        )
    pictures = read_pictures(dataset, settings.input_side, description.preparation, progress=_count)
    plan = Plan(recipe, settings, pictures.dataset, pictures, description.preparation, options.seed, options.weights)
    plan.high  # noqa: B018  # a wrong name is told now, not after an hour
    return plan


def _with_teacher(options: argparse.Namespace, plan: Plan, split: Split) -> Plan:
    """Let a package teach; only on the very split that it was made with is it sure not to know the test pictures."""
    package = find_package(options.teacher, options.data_dir)
    unseen = [plan.pictures.sha256[i] for i in (*split.validation.tolist(), *split.test.tolist())]
    teacher = teacher_from(package, plan.dataset.classes, unseen)
    return replace(plan, teacher=teacher, teacher_id=f"{package.id} {package.card.version}")


def _count(done: int, of: int) -> None:
    if sys.stderr.isatty() and (done % 50 == 0 or done == of):
        print(f"\rreading pictures {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _splits(plan: Plan, count: int) -> tuple[Plan, list[Split]]:
    """Divide the pictures before anything is augmented; copies are kept together, and the rest is checked."""
    dataset, copies = plan.dataset, plan.pictures.near_copies
    joined = join_copies(dataset, copies)
    for names in joined_groups(dataset, joined) if dataset.grouped_by else ():
        print(f"One group, since they share near copies: {', '.join(names)}")
    plan = replace(plan, dataset=joined)
    if not joined.grouped_by:
        print(
            "No --group-by was given: pictures of one patient or slide may stand on both sides of the split, and the"
            " figures will then be better than they would be for new patients."
        )
    splits = folds(joined, count, plan.seed) if count > 1 else [split_once(joined, plan.seed)]
    for split in splits:
        check_leaks(joined, split, copies, advice="--allow-leak goes on, and marks everything that comes out of it.")
    return plan, splits


def _leaky_run(plan: Plan, places: _Places) -> Run:
    """Repeat the study's protocol: copies first, where it made some, then a split that knows of no groups."""
    study = plan.recipe.study
    alone = replace(plan, dataset=plan.dataset.pictures_as_groups())
    grown = with_copies(alone, study.copies_before_split if study else 0)
    return run_split(grown, split_at_random(grown.dataset, plan.seed), places.runs / "random", _teller("random"))


def _final(plan: Plan, runs: Sequence[Run], places: _Places) -> Run:
    """Train on all pictures, for as many epochs as the folds took on average."""
    epochs = max(1, round(float(np.mean([best_epoch(run.curves) + 1 for run in runs]))))
    settings = replace(plan.settings, patience=0, epochs=epochs if plan.settings.patience else plan.settings.epochs)
    none = np.array([], np.int64)
    split = Split(np.arange(len(plan.dataset.samples)), none, none)
    return run_split(replace(plan, settings=settings), split, places.runs / "final", _teller("final"))


def _teller(name: str) -> Callable[[str], None]:
    return lambda line: print(f"{name} {line}", flush=True)
