"""``leukdesk history list``."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.history.opening import open_history
from leukdesk.history.exporting.tables import as_json
from leukdesk.history.records import Record
from leukdesk.inference.prediction import in_words
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the newest records that a filter lets through."""
    with open_history(paths, terminal) as history:
        words = " ".join(options.filter)
        records = history.page(words, limit=options.limit)
        if records:
            terminal.text(INTENDED_USE)
        for record in records:
            terminal.result(as_json(record), _record_text(record))
        if not terminal.json_lines:
            matching = f" with {words!r}" if words else ""
            terminal.text(f"{len(records)} of {history.count(words)} records{matching}.")
    return 0


def _record_text(record: Record) -> str:
    answer = in_words(record.label_name, record.probability, uncertain=record.uncertain)
    time = record.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    part = " (a region)" if record.region is not None else ""
    return f"{record.id:>6}  {time}  {record.sample or '-'}  {answer}  {record.source}{part}"
