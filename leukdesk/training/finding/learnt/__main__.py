"""Trains the network without each set in turn and scores it there: some 15 minutes a set on two cores."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from leukdesk.training.finding.fields import SETS, read_fields
from leukdesk.training.finding.learnt.teaching import BATCH, teach
from leukdesk.training.finding.page import publish
from leukdesk.training.finding.report import box_table
from leukdesk.training.finding.scoring import score, tallies

TABLES = "learnt"
"""What the marks of its table are called."""


def main() -> int:
    """Measure, and print the table or put it into a page between its two marks."""
    parser = argparse.ArgumentParser(prog="python -m leukdesk.training.finding.learnt", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds fields/")
    parser.add_argument("--weights", type=Path, help="pretrained weights of MobileNetV2 1.0 without its top")
    parser.add_argument("--steps", type=int, default=600, help=f"batches of {BATCH} to learn from (600)")
    parser.add_argument("--seed", type=int, default=1, help="seed of every random choice (1)")
    parser.add_argument("--out", type=Path, help="the page whose table is renewed, for example docs/cells.md")
    parser.add_argument("--without", choices=SETS, action="append", help="leave out this set only; may be repeated")
    options = parser.parse_args()
    return publish(_table(options), options.out)


def _table(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    fields = {name: read_fields(options.data, name) for name in SETS}
    how = f"network, {options.steps} steps, taught without this set"
    scores = []
    for name in options.without or SETS:
        others = [fields[other] for other in SETS if other != name]
        find = teach(others, options.weights, options.steps, options.seed, _say)
        scores.append((name, how, score(fields[name], tallies(fields[name], find))))
        _say(box_table(scores[-1:]))
    yield TABLES, box_table(scores)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
