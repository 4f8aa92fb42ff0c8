"""``leukdesk evaluate``: how a model package does on labelled pictures."""

from __future__ import annotations

import argparse
import json
import sys

from leukdesk.training.commands.steps import command_line, count
from leukdesk.training.evaluating import LEAKY, UNKNOWN, Labelled, evaluate
from leukdesk.training.packages import find_package, is_leaky
from leukdesk.training.packaging import PAGE, write_evaluation
from leukdesk.training.report.contents import plain
from leukdesk.training.reporting import pictures_of, report_of_evaluation


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
    labelled = Labelled(options.data, options.group_by, options.card, count)
    everything = range(len(labelled.of(package).sha256)) if options.allow_leak else None
    evaluation = evaluate(package, labelled, everything)
    report = report_of_evaluation(evaluation, command_line(), leaky=options.allow_leak or is_leaky(package))
    if options.json:
        print(json.dumps(plain(report)))
    else:
        print(f"{package.id} {package.card.version} on {len(evaluation.chosen)} pictures of {options.data}")
        if not evaluation.seen.is_known():
            print(UNKNOWN)
        if is_leaky(package):
            print(LEAKY)
        if evaluation.left_out:
            print(f"{evaluation.left_out} more had a part in its making, or are like those that had, and are left out.")
        for name, figure in evaluation.measured.overall.items():
            print(f"{name:22} {figure}")
    if options.out is not None:
        # A package is passed on, and holds no pictures; any other folder is the lab's own.
        within = options.out.resolve().is_relative_to(package.folder.resolve())
        write_evaluation(options.out, report, None if within else pictures_of(evaluation.pictures.dataset, report))
        print(f"The report, with{'out' if within else ''} pictures, is {options.out / PAGE}", file=sys.stderr)
    return 0
