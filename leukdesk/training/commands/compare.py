"""``leukdesk compare``: several models on the same pictures, in one table."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from leukdesk.training.commands.steps import count
from leukdesk.training.comparing import Place, as_markdown, compare
from leukdesk.training.evaluating import Labelled
from leukdesk.training.packages import PackageError, find_package, station_catalog


def run(options: argparse.Namespace) -> int:
    """Run ``leukdesk compare``.

    Parameters
    ----------
    options : Namespace
        ``model``, ``data``, ``group_by``, ``card``, ``into``, ``data_dir``, ``json``.

    Returns
    -------
    int
        Exit status.
    """
    labelled = Labelled(options.data, options.group_by, options.card, count)
    place = None if options.into is None else Place.find(options.into, labelled.name)
    if options.model:
        packages = [find_package(name, options.data_dir) for name in options.model]
    else:
        packages = [each for each in station_catalog(options.data_dir).packages if labelled.fits(each)]
    if not packages:
        raise PackageError(f"no model here tells the classes of {options.data} apart: train one first")
    rows = compare(packages, labelled)
    table = as_markdown(rows)
    if options.json:
        for row in rows:
            print(json.dumps(without_nan(asdict(row))))
    else:
        print(table)
    if place is not None:
        place.fill(table)
    return 0


def without_nan(row: dict[str, Any]) -> Any:
    """The same, all through, with None where there is no number: JSON has no other word for it."""
    return json.loads(json.dumps(row), parse_constant=lambda _: None)
