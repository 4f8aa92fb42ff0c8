"""``leukdesk train``: from a folder of labelled pictures to a measured model package."""

from __future__ import annotations

import argparse
import shlex
import sys
import tomllib
from pathlib import Path
from typing import Any

from leukdesk.errors import LeukdeskError
from leukdesk.training.assessing import assess
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.fitting import Recipe
from leukdesk.training.masks import CornerMask
from leukdesk.training.measuring import Measurement, fit_temperature, measure, with_temperature
from leukdesk.training.packaging import write_package
from leukdesk.training.recipes import RECIPES
from leukdesk.training.running import Run, train_run

CARDS = Path(__file__).parent / "cards"


class TrainingError(LeukdeskError):
    """A run that cannot begin; the text says why and what to do."""

    code = "training"


def run(options: argparse.Namespace) -> int:
    """Run ``leukdesk train``; an interrupted run goes on where it stopped when started again.

    Parameters
    ----------
    options : Namespace
        ``recipe``, ``data``, ``group_by``, ``card``, ``weights``, ``out``, ``seed``, ``version``, ``show_leak``.

    Returns
    -------
    int
        Exit status.
    """
    recipe = _recipe(options.recipe)
    template = _template(options.card)
    dataset = read_dataset(options.data, options.group_by)
    _check_classes(template, dataset)
    if options.weights is not None and not options.weights.is_file():
        raise TrainingError(f"{options.weights} is missing: --weights takes the pretrained weights of {recipe.name}")
    mask = CornerMask(**template["corner_mask"]) if "corner_mask" in template else None

    def fitted(at_random: bool) -> Run:
        split = "random" if at_random else "grouped"
        return train_run(
            recipe,
            dataset,
            mask,
            options.weights,
            options.out / split,
            seed=options.seed,
            at_random=at_random,
            report=lambda line: print(f"{split} {line}", flush=True),
        )

    grouped = fitted(at_random=False)
    assessment = assess(grouped)
    leaky = _measure_leak(fitted(at_random=True)) if options.show_leak else None
    folder = write_package(
        options.out, options.version, template, grouped, assessment, leaky, shlex.join(["leukdesk", *sys.argv[1:]])
    )
    for name, figure in assessment.measured.overall.items():
        print(f"{name:22} {figure}")
    print(f"The model package is {folder}")
    return 0


def _recipe(name: str) -> Recipe:
    if name not in RECIPES:
        raise TrainingError(f"there is no recipe {name!r}: choose one of {', '.join(RECIPES)}")
    return RECIPES[name]


def _template(name: str) -> dict[str, Any]:
    """Read a card's hand-written part, given by path or as the name of one that came with the program."""
    path = Path(name) if name.endswith(".toml") else CARDS / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in CARDS.glob("*.toml")))
        raise TrainingError(f"there is no card {name!r}: give the path of a .toml file, or one of {known}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _check_classes(template: dict[str, Any], dataset: Dataset) -> None:
    named = tuple(c["id"] for c in template["classes"])
    if named != dataset.classes:
        raise TrainingError(
            f"the card names the classes {', '.join(named)}, the data set {', '.join(dataset.classes)}:"
            " they must be the same, in alphabetical order"
        )


def _measure_leak(run: Run) -> Measurement:
    """Measure a run on a random split as the published studies do: by picture, no group kept apart."""
    labels, test, validation = run.dataset.labels(), run.split.test, run.split.validation
    temperature = fit_temperature(labels[validation], run.logits(validation))
    probabilities = with_temperature(run.logits(test), temperature)
    every_picture = run.dataset.pictures_as_groups().groups()
    return measure(labels[test], probabilities, every_picture[test], run.dataset.classes)
