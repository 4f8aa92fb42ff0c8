"""``leukdesk history report``; the one command that paints, and so the one that loads Qt."""

from __future__ import annotations

import argparse

from leukdesk import INTENDED_USE
from leukdesk.commands.asking import actor
from leukdesk.commands.history.export import LEFT_SOMETHING_OUT, keep_what_is_there, privacy_of
from leukdesk.commands.history.opening import open_history
from leukdesk.commands.which_session import find_session
from leukdesk.counting import many
from leukdesk.gui.report.headless import ready_to_paint
from leukdesk.history.exporting.errors import ExportCancelledError
from leukdesk.history.exporting.exporter import Selection, export
from leukdesk.history.people.operators import Operators
from leukdesk.history.searching.search import Filter
from leukdesk.history.sessions import Sessions
from leukdesk.paths import DataPaths
from leukdesk.settings import load_settings
from leukdesk.station import read_catalog
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Write a PDF report."""
    if (bool(options.id), options.sample is not None, options.session is not None).count(True) != 1:
        options.wrong("say which records: their numbers, or --sample CODE, or --session ID")
    if options.session is not None and options.compact:
        options.wrong("--compact is for records; the report of a --session has its own form")
    if options.file.suffix.lower() != ".pdf":
        options.wrong(f"{str(options.file)!r} does not end in .pdf")
    keep_what_is_there(options.file, replace=options.replace)
    privacy = privacy_of(options)
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        if options.sample is not None and not history.count(Filter(sample=options.sample)):
            terminal.tell(f"The log has no record of the sample {options.sample!r}, and nothing was written.")
            return 1
        session = None if options.session is None else find_session(Sessions(history), options.session)
        operator = actor(Operators(history), options.operator)
        ready_to_paint()
        # Only now: it loads Qt.
        from leukdesk.gui.report.report import Look, PdfReport
        from leukdesk.gui.report.slide_report import session_report

        look = Look(options.paper, options.compact, read_catalog(paths).cards)
        try:
            if session is not None:
                lines = load_settings(paths.settings).slide.references
                done, pages = session_report(
                    history, session.id, options.file, look, references=lines, privacy=privacy,
                    cancelled=cancelled, actor=operator,
                )  # fmt: skip
            else:
                selection: Selection = options.id or Filter(sample=options.sample)
                report = PdfReport(look)
                done = export(
                    history, selection, report, options.file, privacy=privacy, cancelled=cancelled, actor=operator
                )
                pages = report.pages
        except ExportCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
    for remark in done.remarks:
        terminal.tell(remark)
    values = {
        "file": str(done.target),
        "records": done.count,
        "pages": pages,
        "identified": privacy.identified,
        "manifest": str(done.manifest),
        "manifest_sha256": done.manifest_sha256,
        "remarks": list(done.remarks),
    }
    terminal.result(values, f"{many(pages, 'page')} written to {done.target}. {privacy.sentence} {INTENDED_USE}")
    return LEFT_SOMETHING_OUT if done.remarks else 0
