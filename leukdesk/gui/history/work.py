"""All that is done with the history in the window, put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.shown import Entry
from leukdesk.gui.files.batch_bar import BatchBar
from leukdesk.gui.history.charts import Charts
from leukdesk.gui.history.exporting import begin_export
from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.outbox import Outbox
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.history.safety_work import SafetyWork
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.report.work import ReportWork
from leukdesk.language import marked
from leukdesk.settings import HandoverSettings

if TYPE_CHECKING:
    from leukdesk.gui.history.export_dialog import Wanted
    from leukdesk.station import Station

_STOP_SECONDS = 5.0


class HistoryWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    panel : HistoryPanel
        The table, in the window.
    bar : BatchBar
        Lies in the window, and shows how far a long job is.
    entry : callable
        Returns what goes into the log with what is done here; somebody is named in any case.
    in_use : callable
        Returns what else uses the log now, in a sentence; empty when it is nothing.
    may : callable
        :meth:`leukdesk.gui.operators.session.Session.may`.
    """

    said = Signal(str)
    failed = Signal(str, str)
    warned = Signal(str, str, object)
    recovered = Signal(str)
    running_changed = Signal()
    replaced = Signal(bool)
    """The log is another one."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        panel: HistoryPanel,
        model: HistoryModel,
        bar: BatchBar,
        desk: Desk,
        analyst: Analyst[Station],
        memory: Memory,
        entry: Callable[[], Entry],
        in_use: Callable[[], str],
        may: Callable[..., bool],
    ) -> None:
        super().__init__(window)
        self._model, self._may = model, may
        self._station: Station | None = None
        self.jobs = Jobs(bar)
        self.outbox = Outbox()
        self._window, self._panel, self._memory, self._entry = window, panel, memory, entry
        actions[ActionId.EXPORT].triggered.connect(lambda _=False: self.ask_export())
        actions[ActionId.EXPORT_FOLDER].triggered.connect(lambda _=False: self.ask_export_folder())
        self.jobs.running_changed.connect(self.running_changed)
        self.reports = ReportWork(window, panel, model, self.jobs, desk, analyst, memory, entry)
        actions[ActionId.REPORT].triggered.connect(lambda _=False: self._report())
        self.safety = SafetyWork(window, actions, analyst, memory, entry, self.jobs, self.outbox, in_use, may)
        self.safety.warned.connect(self.warned)
        self.safety.replaced.connect(model.reload)
        self.safety.replaced.connect(self.replaced)
        for part in (self.outbox, self.jobs, self.reports, self.safety):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
        for well in (self.outbox.recovered, self.jobs.recovered, self.safety.recovered):
            well.connect(self.recovered)
        self.charts = Charts(
            actions[ActionId.CHARTS], window, analyst, model, self.failed.emit, lambda: entry().operator, self.said.emit
        )
        model.failed.connect(self._model_failed)
        model.read.connect(lambda: self.recovered.emit("history"))

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station
        self.reports.open(station)
        self._model.reload()
        self._model.watch(on=True)
        self.safety.open(station)
        self.outbox.start(station.history, self._memory.settings.handover)

    def close(self) -> None:
        """Stop what runs: all are told first, then all are waited for together."""
        self.charts.close()
        self._model.watch(on=False)
        parts = (self.jobs, self.outbox, self.safety)
        for part in parts:
            part.leave()
        until = time.monotonic() + _STOP_SECONDS
        for part in parts:
            part.join(max(0.0, until - time.monotonic()))

    def cancel(self) -> None:
        """Stop what the user sees running, soon."""
        self.jobs.cancel()

    @property
    def under_way(self) -> str:
        """What closing the window would break off, in a sentence; empty when it is nothing."""
        return self.jobs.under_way

    def ask_export(self) -> None:
        """Ask what is to be exported, as what, and where to."""
        if not self._may(marked("exported")):
            return
        from leukdesk.gui.history.export_dialog import ExportDialog

        row = self._panel.table.currentIndex()
        selected = self._model.record(row.row()) if row.isValid() else None
        dialog = ExportDialog(
            self._model.filter, self._panel.count_text, selected, self._memory.settings.recent_folder, self._window
        )
        dialog.wanted.connect(self.export)
        dialog.open()

    def export(self, wanted: Wanted) -> None:
        """Write records to a file or a folder."""
        if not self._may(marked("exported")):
            return
        self._memory.change(recent_folder=str(wanted.target.parent))
        if self._station is not None and self._station.history is not None:
            begin_export(self.jobs, self._station.history, wanted, self._entry().operator)

    def ask_export_folder(self) -> None:
        """Ask for a folder that another system watches, and what is handed over there."""
        if not self._may(marked("changed"), administrates=True):
            return
        from leukdesk.gui.history.export_folder_dialog import ExportFolderDialog

        dialog = ExportFolderDialog(self._memory.settings.handover, self._window)
        dialog.wanted.connect(self.hand_over)
        dialog.open()

    def hand_over(self, settings: HandoverSettings, earlier: bool) -> None:
        """Hand records over to another folder, or to none, from now on."""
        if not self._may(marked("changed"), administrates=True):
            return
        from leukdesk.history.exporting.outbox import begin

        if why := self.safety.restoring.why_not:
            self.failed.emit("outbox", why)
            return
        self._memory.change(handover=settings)
        self.recovered.emit("outbox")
        if self._station is not None:
            first = partial(begin, folder=Path(settings.folder), earlier=earlier)
            self.outbox.start(self._station.history, settings, first)

    def _report(self) -> None:
        if self._may(marked("reported")):
            self.reports.ask()

    def _model_failed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("history", str(problem))
