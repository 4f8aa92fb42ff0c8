"""``leukdesk compare``: several models on the same pictures, in one table."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from leukdesk.training.commands.steps import count
from leukdesk.training.comparing import as_markdown, compare, write_between
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
    if options.model:
        packages = [find_package(name, options.data_dir) for name in options.model]
    else:
        packages = [each for each in station_catalog(options.data_dir).packages if labelled.fits(each)]
    if not packages:
        raise PackageError(f"no model here tells the classes of {options.data} apart: train one first")
    rows = compare(packages, labelled)
    if options.json:
        for row in rows:
            print(json.dumps(asdict(row) | {"gap": row.gap}))
        return 0
    table = as_markdown(rows)
    print(table)
    if options.into is not None:
        write_between(options.into, labelled.name, table)
    return 0
