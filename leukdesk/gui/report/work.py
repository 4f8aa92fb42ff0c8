"""The report of the row that is selected in the history: asked for, written or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.shown import Entry
from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.file_to_write import ask_file_to_write
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.language import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from leukdesk.gui.report.dialog import ReportDialog, Wanted
    from leukdesk.gui.report.report import Look
    from leukdesk.history.records import Record
    from leukdesk.history.store import History
    from leukdesk.station import Station

_OLDEST_FIRST = Order("id", descending=False)


class ReportWork(QObject):
    """Its dialog is made when it is asked for, and the painter is loaded then.

    Parameters
    ----------
    entry : callable
        Returns what goes into the log with the next result: who is at the station.
    """

    said = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        panel: HistoryPanel,
        model: HistoryModel,
        jobs: Jobs,
        desk: Desk,
        analyst: Analyst[Station],
        memory: Memory,
        entry: Callable[[], Entry],
    ) -> None:
        super().__init__(window)
        self._window, self._panel, self._model, self._desk = window, panel, model, desk
        self._analyst, self._memory, self._entry = analyst, memory, entry
        self._station: Station | None = None
        self.dialog: ReportDialog | None = None
        self._jobs = jobs

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station

    def ask(self) -> None:
        """Ask what the report of the selected row, or of the result on the screen, is to hold."""
        if why := self._jobs.why_not:  # rather now than after all has been chosen
            self.failed.emit("report", why)
            return
        record_id = self._selected_id()
        if record_id is None:
            self.said.emit(tr("Select a row of the history first: the report is of that record, or of its sample."))
            return

        def look(station: Station) -> tuple[Record, int] | None:
            if station.history is None:
                return None
            record = station.history.get(record_id)
            return record, station.history.count(Filter(sample=record.sample)) if record.sample else 1

        self._analyst.ask(look, self._show_dialog, self._tell)

    def _selected_id(self) -> int | None:
        rows = self._panel.table.selectionModel().selectedRows()
        if rows and (record := self._model.record(rows[0].row())) is not None:
            return record.id
        answer = self._desk.shown.answer
        return answer.record_id if answer is not None else None

    def _show_dialog(self, found: tuple[Record, int] | None) -> None:
        if found is None:
            return
        from leukdesk.gui.report.dialog import ReportDialog

        record, count = found
        dialog = self.dialog = ReportDialog(record, count, self._window)
        dialog.save_wanted.connect(lambda wanted: self._ask_file(record, wanted))
        dialog.print_wanted.connect(lambda wanted: self._ask_printer(record, wanted))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _ask_file(self, record: Record, wanted: Wanted) -> None:
        start = Path(self._memory.settings.recent_folder) / f"{_file_name(record, wanted)}.pdf"
        path = ask_file_to_write(self._window, tr("Save report"), str(start), "PDF (*.pdf)", ".pdf")
        if path is not None:
            self.save(record, wanted, path)

    def save(self, record: Record, wanted: Wanted, path: Path) -> None:
        """Write what was chosen to a PDF file."""
        history = self._history
        if history is not None:
            selection = Filter(sample=record.sample) if wanted.whole_sample else [record.id]
            from leukdesk.gui.report.writer import begin_saving

            look, by = self._look(wanted), self._entry().operator
            begin_saving(self._jobs, history, selection, look, wanted.privacy, path, by)

    def _ask_printer(self, record: Record, wanted: Wanted) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the desktop's printing

        from leukdesk.gui.report.report import layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(layout(wanted.paper))
        printer.setDocName(tr("Leukdesk report"))
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print(record, wanted, printer)
        dialog.deleteLater()

    def print(self, record: Record, wanted: Wanted, printer: QPrinter) -> None:
        """Print what was chosen on a QPrinter."""
        history = self._history
        if history is None:
            return

        def ids() -> list[int]:
            if not wanted.whole_sample:
                return [record.id]
            from leukdesk.gui.report.report import MOST

            page = history.page(Filter(sample=record.sample), _OLDEST_FIRST, limit=MOST)
            return [each.id for each in page]

        from leukdesk.gui.report.writer import begin_printing

        look, by = self._look(wanted), self._entry().operator
        begin_printing(self._jobs, history, ids, look, wanted.privacy, printer, by)

    def _look(self, wanted: Wanted) -> Look:
        from leukdesk.gui.report.report import Look

        cards = self._station.catalog.cards if self._station is not None else {}
        return Look(wanted.paper, wanted.compact, cards)

    @property
    def _history(self) -> History | None:
        return self._station.history if self._station is not None else None

    def _tell(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("report", str(problem))


def _file_name(record: Record, wanted: Wanted) -> str:
    """Suggest a name; that of a de-identified report holds no sample code."""
    from leukdesk.history.exporting.exporter import harmless

    if not wanted.whole_sample:
        return f"leukdesk-record-{record.id}"
    code = harmless(record.sample)
    return f"leukdesk-sample-{code}" if wanted.privacy.identified and code else f"leukdesk-sample-of-{record.id}"
