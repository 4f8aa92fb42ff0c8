"""``leukdesk history export``."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.history.opening import open_history
from leukdesk.history.exporting.tables import ExportCancelledError, export_csv, export_jsonl
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Write records to a CSV or JSON-lines file."""
    export = export_csv if options.file.suffix.lower() == ".csv" else export_jsonl
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        try:
            count = export(
                history,
                options.filter,
                options.file,
                progress=lambda done, total: terminal.progress(f"{done} of {total}"),
                cancelled=cancelled,
            )
        except ExportCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
        terminal.done()
    terminal.result(
        {"file": str(options.file), "records": count}, f"{count} records written to {options.file}. {INTENDED_USE}"
    )
    return 0
