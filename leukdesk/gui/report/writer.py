"""Writes or prints a report as a long job. Qt's painter may be used in any thread, one device in one thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk.counting import many
from leukdesk.gui.history.jobs import Jobs, Task, Told
from leukdesk.gui.history.long_job import Cancelled
from leukdesk.history.progress import Progress
from leukdesk.language import marked, tr, tr_said

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from leukdesk.gui.report.report import Look
    from leukdesk.gui.slide.class_model import References
    from leukdesk.history.exporting.exporter import Selection
    from leukdesk.history.exporting.privacy import Privacy
    from leukdesk.history.store import History

_LOST = marked("A report is still being made. Nothing is written then.")


def begin_saving(
    jobs: Jobs, history: History, selection: Selection, look: Look, privacy: Privacy, path: Path, actor: str
) -> None:
    """Write a PDF file."""

    def work(progress: Progress, cancelled: Cancelled) -> Told:
        from leukdesk.gui.report.report import PdfReport
        from leukdesk.history.exporting.exporter import export

        report = PdfReport(look, _step(tr("Writing records to {path}").format(path=path), progress, cancelled))
        done = export(history, selection, report, path, privacy=privacy, cancelled=cancelled, actor=actor)
        return Told(tr("{pages} written to {path}.").format(pages=many(report.pages, "page"), path=path), done.remarks)

    jobs.start(Task("report", tr("Writing {path}").format(path=path), tr(_LOST)), work, lambda told: told)


def begin_saving_slide(
    jobs: Jobs,
    history: History,
    session_id: str,
    look: Look,
    references: References,
    privacy: Privacy,
    path: Path,
    actor: str,
) -> None:
    """Write the PDF file of a slide session."""

    def work(progress: Progress, cancelled: Cancelled) -> Told:
        from leukdesk.gui.report.slide_report import session_report

        step = _step(tr("Writing cells to {path}").format(path=path), progress, cancelled)
        done, pages = session_report(
            history, session_id, path, look, references=references, privacy=privacy, step=step, cancelled=cancelled,
            actor=actor,
        )  # fmt: skip
        return Told(tr("{pages} written to {path}.").format(pages=many(pages, "page"), path=path), done.remarks)

    jobs.start(Task("report", tr("Writing {path}").format(path=path), tr(_LOST)), work, lambda told: told)


def begin_printing(
    jobs: Jobs,
    history: History,
    ids: Callable[[], list[int]],
    look: Look,
    privacy: Privacy,
    printer: QPrinter,
    actor: str,
) -> None:
    """Print on a printer that the user has chosen and set; ``ids`` is called on the job's thread."""
    # The printer may only be asked here: its settings belong to the desktop.
    name = printer.printerName() or printer.outputFileName()

    def work(progress: Progress, cancelled: Cancelled) -> Told:
        from leukdesk.gui.report.report import Report
        from leukdesk.history.exporting.gathering import gather, note_printed

        gathered = gather(history, ids(), privacy)
        report = Report(gathered.items, gathered.about, look)
        step = _step(tr("Printing records on {printer}").format(printer=name), progress, cancelled)
        pages = report.paint(printer, step, give_up=printer.abort)
        note_printed(history, gathered, name, pages, actor)
        return Told(
            tr("{pages} sent to {printer}.").format(pages=many(pages, "page"), printer=name),
            tuple(map(tr_said, report.remarks)),
        )

    jobs.start(Task("report", tr("Printing on {printer}").format(printer=name), tr(_LOST)), work, lambda told: told)


def _step(what: str, progress: Progress, cancelled: Cancelled) -> Callable[[int, int], None]:
    """Return what is called before every record is painted."""

    def step(done: int, total: int) -> None:
        if cancelled():
            from leukdesk.gui.report.report import ReportCancelledError

            raise ReportCancelledError
        progress(what, done, total)

    return step
