"""Scores the finder of white cells: ``python -m leukdesk.training.finding --data DIR [--out FILE]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.finding.settings import DEFAULTS
from leukdesk.training.finding.fields import MASKS, SETS, read_fields, read_masked
from leukdesk.training.finding.page import renew
from leukdesk.training.finding.report import Result, as_markdown
from leukdesk.training.finding.scoring import (
    baseline_mask_score,
    baseline_score,
    finder,
    mask_score,
    score,
    tallies,
)
from leukdesk.training.finding.tuning import Search

TABLES = "measured"
"""What the marks of its tables are called."""


def main() -> int:
    """Measure, and print the tables or put them into a page between its two marks."""
    parser = argparse.ArgumentParser(prog="python -m leukdesk.training.finding", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds fields/ and nucleus-masks/")
    parser.add_argument("--out", type=Path, help="the page whose tables are renewed, for example docs/cells.md")
    options = parser.parse_args()
    try:
        tables = as_markdown(measure(options.data))
        if options.out is None:
            sys.stdout.write(f"{tables}\n")
        else:
            renew(options.out, tables, TABLES)
    except (LeukdeskError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def measure(data: Path) -> Result:
    """Search settings, each set left out once, and score; a few minutes.

    Raises
    ------
    NoFieldsError
    """
    fields = {name: read_fields(data, name) for name in SETS}
    masks = {name: read_masked(data, name) for name in MASKS}
    search = Search(fields)
    chosen = {}
    for name in SETS:
        chosen[name] = search.best([other for other in SETS if other != name])
    on_all = search.best(SETS)
    left_out, shipped = {}, {}
    for name in SETS:
        left_out[name] = score(fields[name], tallies(fields[name], finder(chosen[name])))
        same = chosen[name] == DEFAULTS
        shipped[name] = left_out[name] if same else score(fields[name], tallies(fields[name], finder()))
    return Result(
        left_out,
        shipped,
        {name: baseline_score(fields[name]) for name in SETS},
        chosen,
        on_all,
        {name: mask_score(masks[name]) for name in MASKS},
        {name: baseline_mask_score(masks[name]) for name in MASKS},
    )


if __name__ == "__main__":
    raise SystemExit(main())
