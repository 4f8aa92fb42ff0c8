"""``leukdesk history show``."""

from __future__ import annotations

import argparse
from typing import Any

from leukdesk.commands.history.opening import open_history
from leukdesk.history.exporting.tables import as_json
from leukdesk.history.review import Decided, decisions_of
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Show everything that was logged with some records, and what was decided about them, oldest first."""
    with open_history(paths, terminal) as history:
        for record in map(history.get, options.id):
            values = as_json(record)
            width = max(map(len, values))
            decisions = decisions_of(history.events(record_id=record.id, limit=-1))
            lines = [f"{key:{width}}  {_plain(value)}" for key, value in values.items()]
            lines += [f"{'decision':{width}}  {_decision(each)}" for each in decisions]
            terminal.result(
                {**values, "decisions": [each.as_json() for each in decisions]}, "\n".join(map(one_line, lines)) + "\n"
            )
    return 0


def _decision(decided: Decided) -> str:
    why = f": {decided.reason}" if decided.reason else ""
    return f"{decided.words} by {decided.by}, {decided.time:%Y-%m-%d %H:%M:%S} UTC{why}"


def _plain(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
        case float():
            return f"{value:.4g}"
        case _:
            return "-" if value in ("", None) else str(value)
