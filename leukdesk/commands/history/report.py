"""``leukdesk history report``; the one command that paints, and so the one that loads Qt."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.asking import actor
from leukdesk.commands.history.export import LEFT_SOMETHING_OUT, keep_what_is_there, privacy_of
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.gui.report.headless import ready_to_paint
from leukdesk.history.exporting.errors import ExportCancelledError
from leukdesk.history.exporting.exporter import Selection, export
from leukdesk.history.people.operators import Operators
from leukdesk.history.searching.search import Filter
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import DataPaths, bundled_models
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Write a PDF report."""
    if bool(options.id) == (options.sample is not None):
        options.wrong("say which records: their numbers, or --sample CODE")
    if options.file.suffix.lower() != ".pdf":
        options.wrong(f"{str(options.file)!r} does not end in .pdf")
    keep_what_is_there(options.file, replace=options.replace)
    selection: Selection = options.id or Filter(sample=options.sample)
    privacy = privacy_of(options)
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        if not options.id and not history.count(Filter(sample=options.sample)):
            terminal.tell(f"The log has no record of the sample {options.sample!r}, and nothing was written.")
            return 1
        operator = actor(Operators(history), options.operator)
        ready_to_paint()
        # Only now: it loads Qt.
        from leukdesk.gui.report.report import Look, PdfReport

        cards = {package.card.sha256: package.card for package in Catalog([bundled_models(), paths.models]).packages}
        report = PdfReport(Look(options.paper, options.compact, cards))
        try:
            done = export(
                history, selection, report, options.file, privacy=privacy, cancelled=cancelled, actor=operator
            )
        except ExportCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
    for remark in done.remarks:
        terminal.tell(remark)
    values = {
        "file": str(done.target),
        "records": done.count,
        "pages": report.pages,
        "identified": privacy.identified,
        "manifest": str(done.manifest),
        "manifest_sha256": done.manifest_sha256,
        "remarks": list(done.remarks),
    }
    pages = many(report.pages, "page")
    terminal.result(values, f"{pages} written to {done.target}. {privacy.sentence} {INTENDED_USE}")
    return LEFT_SOMETHING_OUT if done.remarks else 0
