"""Writes or prints a report on a thread of its own, which shows how far it is and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.batch_bar import BatchBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from leukdesk.gui.report.report import Look
    from leukdesk.history.exporting.exporter import Selection
    from leukdesk.history.exporting.privacy import Privacy
    from leukdesk.history.store import History

_KEY = "report"


@dataclass(frozen=True)
class _Done:
    sentence: str
    remarks: tuple[str, ...]


class ReportWriter(QObject):
    """One report at a time. Qt's painter may be used in any thread, one device in one thread."""

    said = Signal(str)
    failed = Signal(str, str)
    running_changed = Signal()
    recovered = Signal(str)
    _painted = Signal(int, int)
    _ended = Signal(object)

    def __init__(self, bar: BatchBar) -> None:
        super().__init__()
        self._bar = bar
        self._what = ""
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        bar.cancelled.connect(self.cancel)
        # Both are emitted on the report's thread and so are queued to this one.
        self._painted.connect(self._show_progress)
        self._ended.connect(self._show_end)

    @property
    def running(self) -> bool:
        """Whether a report is being made."""
        return self._thread is not None

    def save(
        self, history: History, selection: Selection, look: Look, privacy: Privacy, path: Path, actor: str
    ) -> None:
        """Write a PDF file."""

        def work() -> _Done:
            from leukdesk.gui.report.report import PdfReport
            from leukdesk.history.exporting.exporter import export

            report = PdfReport(look, self._step)
            stop = self._cancelled.is_set
            done = export(history, selection, report, path, privacy=privacy, cancelled=stop, actor=actor)
            return _Done(f"{_pages(report.pages)} written to {path}.", done.remarks)

        self._start(f"Writing {path}", work)

    def print(
        self,
        history: History,
        ids: Callable[[], list[int]],
        look: Look,
        privacy: Privacy,
        printer: QPrinter,
        actor: str,
    ) -> None:
        """Print on a printer that the user has chosen and set; ``ids`` is called on the thread."""
        # The printer may only be asked here: its settings belong to the desktop.
        name = printer.printerName() or printer.outputFileName()

        def work() -> _Done:
            from leukdesk.gui.report.report import Report
            from leukdesk.history.exporting.gathering import gather, note_printed

            gathered = gather(history, ids(), privacy)
            report = Report(gathered.items, gathered.about, look)
            pages = report.paint(printer, self._step, give_up=printer.abort)
            note_printed(history, gathered, name, pages, actor)
            return _Done(f"{_pages(pages)} sent to {name}.", report.remarks)

        self._start(f"Printing on {name}", work)

    def cancel(self) -> None:
        """Stop soon; nothing is written then."""
        self._cancelled.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Cancel and wait; False when disk or printer do not answer in time."""
        self._cancelled.set()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _start(self, what: str, work: Callable[[], _Done]) -> None:
        if self.running:
            self.failed.emit(_KEY, "A report is still being made. Wait for it, or cancel it, then try again.")
            return
        self.recovered.emit(_KEY)
        self._what = what
        self._cancelled.clear()
        self._bar.progress(f"{what}…", 0, 0)
        self._thread = threading.Thread(target=self._run, args=(work,), name="report", daemon=True)
        self._thread.start()
        self.running_changed.emit()

    def _run(self, work: Callable[[], _Done]) -> None:
        try:
            answer: _Done | Exception = work()
        except Exception as problem:
            answer = problem
        self._ended.emit(answer)

    def _step(self, done: int, total: int) -> None:
        """Called before every record is painted."""
        if self._cancelled.is_set():
            from leukdesk.gui.report.report import ReportCancelledError

            raise ReportCancelledError
        self._painted.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        if self.running and not self._cancelled.is_set():
            self._bar.progress(f"{self._what}: {done:,} of {total:,} records", done, total)

    def _show_end(self, answer: _Done | Exception) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self.running_changed.emit()
        if isinstance(answer, _Done):
            self._bar.finish(answer.sentence, answer.remarks, "Remarks")
            self.said.emit(answer.sentence)
            return
        self._bar.hide()
        if not isinstance(answer, LeukdeskError):
            raise answer
        if self._cancelled.is_set():
            self.said.emit(str(answer))
        else:
            self.failed.emit(_KEY, str(answer))


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"
