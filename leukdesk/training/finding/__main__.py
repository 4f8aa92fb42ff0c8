"""Makes the tables of docs/cells.md: ``python -m leukdesk.training.finding --data DIR [--out FILE]``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from leukdesk.imaging.finding.settings import DEFAULTS
from leukdesk.training.finding import counting, naming
from leukdesk.training.finding.fields import MASKS, SETS, read_fields, read_masked
from leukdesk.training.finding.page import publish
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

TABLES: Mapping[str, Callable[[Path, str], str]] = {
    "measured": lambda data, _: as_markdown(measure(data)),
    "named": naming.measure_on_all,
    "counted": lambda data, _: counting.as_markdown(counting.measure(data)),
}
"""What the marks of the tables are called, and what makes them of the data and the id of a model."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure how well cells are found, named and counted, and print the tables or put them into a page."""
    parser = argparse.ArgumentParser(prog="python -m leukdesk.training.finding", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds fields/ and nucleus-masks/")
    parser.add_argument("--out", type=Path, help="the page whose tables are renewed, for example docs/cells.md")
    parser.add_argument("--only", choices=[*TABLES], action="append", help="make these tables only; may be repeated")
    parser.add_argument("--model", default="pbc8-mobilenetv2", help="id or folder of the model that names cells")
    options = parser.parse_args(arguments)
    made = ((name, TABLES[name](options.data, options.model)) for name in options.only or TABLES)
    return publish(made, options.out)


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
