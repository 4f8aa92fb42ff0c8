"""``leukdesk train``: from a folder of labelled pictures to a measured model package."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leukdesk.errors import LeukdeskError
from leukdesk.training.assessing import measure_leak
from leukdesk.training.commands.steps import Places, count, deliver, places_of, show_data, split_apart
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.data.splits import Split, split_at_random
from leukdesk.training.describing import Description, describe
from leukdesk.training.fitting import best_epoch
from leukdesk.training.packages import find_package
from leukdesk.training.packaging import writing
from leukdesk.training.recipe import Recipe
from leukdesk.training.recipes import RECIPES
from leukdesk.training.running import Plan, Run, run_split, with_copies
from leukdesk.training.teaching import teacher_from

LEAST_FREE_BYTES = 2 * 1000**3  # two checkpoints with their optimizer, of the largest network here
LEAST_PACKAGE_BYTES = 1000**3 // 2  # of the largest network here with the largest weights, beside a former one


class TrainingError(LeukdeskError):
    """A training that cannot begin or go on; the text says why and what to do."""

    code = "training"


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
    places = places_of(options, description, recipe.name)
    _check_room(places)
    plan = _plan(options, recipe, description, dataset)
    seen = show_data(plan, places)
    _announce(options)
    try:
        if options.allow_leak:
            runs = [_leaky_run(plan, places)]
        else:
            plan, runs = _grouped(options, plan, places)
        final = runs[0] if len(runs) == 1 else _final(plan, runs, places)
        leaky = _leaky_run(plan, places) if options.show_leak else None
        random = measure_leak(leaky) if leaky is not None else None
        deliver(options, places, description, seen, runs, final, random=random, leaky=options.allow_leak)
        with writing(places.run):
            final.model.save(places.run / "model.keras")
    except KeyboardInterrupt:
        print(f"Stopped. The same command goes on from the last finished epoch, in {places.run}.", file=sys.stderr)
        raise
    return 0


def _announce(options: argparse.Namespace) -> None:
    """Say how many trainings there are: the minutes left that each epoch tells are those of one."""
    names = _names(options.folds)
    names += ["final"] if len(names) > 1 else []
    names += ["random"] if options.show_leak else []
    if len(names) > 1 and not options.allow_leak:
        print(f"{len(names)} trainings follow: {', '.join(names)}", flush=True)


def _names(splits: int) -> list[str]:
    return [f"fold{number}" for number in range(1, splits + 1)] if splits > 1 else ["grouped"]


def _grouped(options: argparse.Namespace, plan: Plan, places: Places) -> tuple[Plan, list[Run]]:
    """Train on one split by group, or on each fold of several."""
    advice = "--allow-leak goes on, and marks everything that comes out of it."
    plan, splits = split_apart(plan, options.folds, advice)
    if options.teacher is not None:
        plan = with_teacher(options, plan, splits[0])
    named = zip(_names(len(splits)), splits, strict=True)
    runs = [_fitted(plan, split, places, name) for name, split in named]
    return plan, runs


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise TrainingError(f"there is no recipe {name!r}: choose one of {', '.join(RECIPES)}")
    return RECIPES[name]


def _check_room(places: Places) -> None:
    for folder, least, what in (
        (places.run, LEAST_FREE_BYTES, "what it is resumed from"),
        (places.packages, LEAST_PACKAGE_BYTES, "its package"),
    ):
        existing = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
        free = shutil.disk_usage(existing).free
        if free < least:
            raise TrainingError(
                f"{existing} has {free / 1e9:.1f} GB free, and a training needs {least / 1e9:g} GB for {what}: make"
                " room, or choose another --out"
            )


def _plan(options: argparse.Namespace, recipe: Recipe, description: Description, dataset: Dataset) -> Plan:
    if options.weights is not None and not (recipe.takes_weights and os.access(options.weights, os.R_OK)):
        reason = "cannot be read" if recipe.takes_weights else f"is of no use: {recipe.name} begins from nothing"
        raise TrainingError(f"{options.weights} {reason}: --weights takes a network's pretrained weights")
    settings = recipe.settings.changed([*description.settings.get(recipe.name, []), *options.set])
    if settings.head_first and options.weights is None:
        begun = "give them by --weights FILE, or" if recipe.takes_weights else f"{recipe.name} begins from nothing:"
        raise TrainingError(
            f"head_first is {settings.head_first:g}, which fits the last layer to what pretrained weights give; {begun}"
            " --set head_first=0"
        )
    dataset = description.arranged(dataset)
    if recipe.binary and len(dataset.classes) != 2:
        raise TrainingError(
            f"{recipe.name} tells two classes apart, and the data set has {', '.join(dataset.classes)}: give --card"
            " with a description that joins its labels to two"
        )
    if settings.threshold != 0.5 and len(dataset.classes) != 2:
        raise TrainingError(
            f"threshold is {settings.threshold:g}, and the data set has {len(dataset.classes)} classes: a threshold is"
            " for two, leave it out"
        )
    pictures = read_pictures(dataset, settings.input_side, description.preparation, progress=count)
    plan = Plan(recipe, settings, pictures.dataset, pictures, description.preparation, options.seed, options.weights)
    plan.high  # noqa: B018  # a wrong name is told now, not after an hour
    return plan


def with_teacher(options: argparse.Namespace, plan: Plan, split: Split) -> Plan:
    """The same plan with a package as the teacher.

    Only on the very split that the package was made with is it sure not to know the test pictures.

    Parameters
    ----------
    options : Namespace
        ``teacher``, ``data_dir``.

    Raises
    ------
    PackageError
        There is no such package, or it cannot teach these classes.
    LeakError
        It was trained on pictures that its pupil is to be measured on.
    """
    package = find_package(options.teacher, options.data_dir)
    teacher = teacher_from(package, plan.pictures, plan.dataset, np.concatenate([split.validation, split.test]))
    card = package.card
    return replace(plan, teacher=teacher, teacher_id=f"{card.id} {card.version} ({card.sha256[:16]})")


def _leaky_run(plan: Plan, places: Places) -> Run:
    """Repeat the study's protocol: copies first, where it made some, then a split that knows of no groups."""
    study = plan.recipe.study
    alone = replace(plan, dataset=plan.dataset.pictures_as_groups())
    grown = with_copies(alone, study.copies_before_split if study else 0)
    return _fitted(grown, split_at_random(grown.dataset, plan.seed), places, "random")


def _final(plan: Plan, runs: Sequence[Run], places: Places) -> Run:
    """Train on all pictures, for as many epochs as the folds took on average."""
    epochs = max(1, round(float(np.mean([best_epoch(run.curves) + 1 for run in runs]))))
    settings = replace(plan.settings, patience=0, epochs=epochs if plan.settings.patience else plan.settings.epochs)
    none = np.array([], np.int64)
    split = Split(np.arange(len(plan.dataset.samples)), none, none)
    return _fitted(replace(plan, settings=settings), split, places, "final")


def _fitted(plan: Plan, split: Split, places: Places, name: str) -> Run:
    with writing(places.run):
        return run_split(plan, split, places.run / name, lambda line: print(f"{name} {line}", flush=True))
