"""What the workbench's commands do alike: find their folders, show the pictures, divide them, hand over a model."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from leukdesk.inference.card import ID, VERSION
from leukdesk.paths import bundled_models, data_paths
from leukdesk.training.assessing import assess
from leukdesk.training.data.copies import join_copies, joined_groups
from leukdesk.training.data.leaks import check_leaks
from leukdesk.training.data.overview import Overview, overview
from leukdesk.training.data.sheet import sample_sheet
from leukdesk.training.data.splits import Split, folds, split_once
from leukdesk.training.describing import Description
from leukdesk.training.measuring import Measurement, judge
from leukdesk.training.packaging import PAGE, Made, PackagingError, write_evaluation, write_package, writing
from leukdesk.training.reporting import pictures_of, report_of_training
from leukdesk.training.running import Plan, Run

UNGROUPED = (
    "Which pictures belong together (one patient, one slide) was not given: some of them may stand on both sides of the"
    " split, and the figures are then better than they would be for new patients."
)
ELSEWHERE = "It was trained elsewhere: whether it had seen the pictures that it was measured on is not known here."
OVERVIEW, SAMPLES = "overview.txt", "samples.png"


@dataclass(frozen=True)
class Places:
    """Where what is made goes.

    Attributes
    ----------
    run : Path
        Folder that stays in the lab: checkpoints, the overview of the data set, pages with its pictures.
    packages : Path
        Folder that the package is put into, below its ``id``; packages hold no pictures.
    own : bool
        It is the one whose models the window lists.
    """

    run: Path
    packages: Path
    id: str
    own: bool


def places_of(options: argparse.Namespace, description: Description, network: str) -> Places:
    """Beside each other in ``--out``; else the window's own folder of models, so that it lists what was made.

    Parameters
    ----------
    network : str
        What the package is called after its data set, where ``--id`` does not name it.

    Raises
    ------
    PackagingError
        The program would refuse a card with that id or version.
    """
    name = options.id or f"{description.id}-{network}"
    if not ID.fullmatch(name):
        raise PackagingError(
            f"{name!r} cannot be a package's id: give --id of lower-case letters, digits, '.', '_' and '-', at most 64."
        )
    if not VERSION.fullmatch(options.version):
        raise PackagingError(f"{options.version!r} cannot be a package's version: give --version as X.Y.Z.")
    if options.out is not None:
        return Places(options.out / "runs" / name, options.out, name, own=False)
    data = data_paths(options.data_dir)
    data.create()
    # Of two models with one id the program's own is listed.
    if options.id is None and (bundled_models() / name).exists():
        name += "-own"
    return Places(data.root / "training" / name, data.models, name, own=True)


def command_line() -> str:
    """What was typed, for a person who wants to repeat it; of a full path its last part, since reports travel."""
    return shlex.join(["leukdesk", *map(_without_folders, sys.argv[1:])])


def _without_folders(argument: str) -> str:
    option, equals, value = argument.partition("=") if argument.startswith("--") else ("", "", argument)
    return f"{option}{equals}{Path(value).name}" if Path(value).is_absolute() else argument


def count(done: int, of: int) -> None:
    """Tell a person at a terminal how many pictures have been read."""
    if sys.stderr.isatty() and (done % 50 == 0 or done == of):
        print(f"\rreading pictures {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def show_data(plan: Plan, places: Places) -> Overview:
    """Print what there is to learn from, and put it, with some pictures of each class, into the run's folder.

    Raises
    ------
    PackagingError
        The folder cannot be written.
    """
    seen = overview(plan.dataset, plan.pictures)
    print("\n".join(seen.lines()))
    sheet = cv2.cvtColor(sample_sheet(plan.pictures, plan.dataset, plan.seed), cv2.COLOR_RGB2BGR)
    with writing(places.run):
        places.run.mkdir(parents=True, exist_ok=True)
        (places.run / OVERVIEW).write_text("\n".join(seen.lines(most=None)) + "\n", encoding="utf-8")
        (places.run / SAMPLES).write_bytes(cv2.imencode(".png", sheet)[1].tobytes())
    print(f"All of this is in {places.run / OVERVIEW}, and pictures of each class are in {places.run / SAMPLES}")
    sys.stdout.flush()
    return seen


def split_apart(plan: Plan, number: int = 1, advice: str = "") -> tuple[Plan, list[Split]]:
    """Divide the pictures before anything is augmented; copies are kept together, and the rest is checked.

    Parameters
    ----------
    number : int
        Folds of a cross-validation; 1 for a single split.
    advice : str
        What a user can do about a leak, besides mending the data set.

    Returns
    -------
    Plan
        The same with the groups joined that share near copies.
    list of Split

    Raises
    ------
    LeakError
        The data set itself gives the parts, and they share near copies or groups.
    """
    # Folds take no notice of given parts, so copies in two of these can be brought together as well.
    dataset = plan.dataset.without_parts() if number > 1 else plan.dataset
    copies = plan.pictures.near_copies
    joined = join_copies(dataset, copies)
    for names in joined_groups(dataset, joined) if dataset.grouped_by else ():
        print(f"One group, since they share near copies: {', '.join(names)}")
    if not joined.grouped_by:
        print(UNGROUPED + " --group-by keeps them together.")
    splits = folds(joined, number, plan.seed) if number > 1 else [split_once(joined, plan.seed)]
    for split in splits:
        check_leaks(joined, split, copies, advice)
    return replace(plan, dataset=joined), splits


def deliver(
    options: argparse.Namespace,
    places: Places,
    description: Description,
    seen: Overview,
    runs: Sequence[Run],
    final: Run,
    *,
    random: Measurement | None = None,
    leaky: bool = False,
    elsewhere: bool = False,
) -> None:
    """Measure, judge, report, and write a package unless the judgement forbids it.

    Parameters
    ----------
    options : Namespace
        ``version``, ``force``.
    runs, final : sequence of Run, Run
        See :func:`~leukdesk.training.assessing.assess`.
    random, leaky
        See :class:`~leukdesk.training.packaging.Made`.
    elsewhere : bool
        It was trained elsewhere, on pictures that are not known here.

    Raises
    ------
    PackagingError
        The model answers one class, or six colour numbers do as well, and there is no ``--force``; or a folder cannot
        be written.
    """
    assessment = assess(runs, final)
    verdict = judge(assessment.measured, assessment.baselines["colours"])
    for name, figure in assessment.measured.overall.items():
        print(f"{name:22} {figure}")
    for sentence in verdict.sentences:
        print(sentence)
    if random is not None:
        print(f"Under a random split, as in the study: accuracy {random.overall['accuracy']}")
    dataset = final.plan.dataset
    known = bool(dataset.grouped_by) or dataset.has_parts
    more = [*([ELSEWHERE] if elsewhere else []), *([] if known else [UNGROUPED]), *assessment.trials[-1].warnings]
    said = replace(verdict, sentences=(*verdict.sentences, *more))
    made = Made(
        places.id,
        options.version,
        description,
        final,
        assessment,
        seen,
        said,
        command_line(),
        random,
        leaky=leaky,
        elsewhere=elsewhere,
    )
    report = report_of_training(made)
    own = places.run / "evaluation"
    write_evaluation(own, report, pictures_of(final.plan.dataset, report))
    print(f"The report with pictures, which stays in the lab, is {own / PAGE}")
    if (verdict.only_answer is not None or not verdict.beats_colours) and not options.force:
        raise PackagingError(
            "No package is written of a model of which this is so. Give --force to have one all the same, whose card"
            " says it."
        )
    folder = write_package(made, report, places.packages)
    print(f"The model package is {folder}; its report, without pictures, is {folder / 'evaluation' / PAGE}")
    if places.own:
        print("The window lists it from its next start on.")
