"""``leukdesk history formats``."""

from __future__ import annotations

import argparse

from leukdesk.history.exporting.formats import all_formats
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:  # noqa: ARG001
    """List the formats, and why one cannot be used here."""
    for fmt in all_formats():
        why = fmt.unavailable()
        values = {
            "id": fmt.id, "title": fmt.title, "suffix": fmt.suffix, "one_file": fmt.one_file, "unavailable": why,
        }  # fmt: skip
        lines = [f"{fmt.id:8}  {fmt.title}", f"Writes {fmt.writes}.", *([f"Not here: {why}"] if why else [])]
        terminal.result(values, "\n          ".join(lines))
    return 0
