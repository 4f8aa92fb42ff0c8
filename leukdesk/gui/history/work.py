"""All that is done with the history in the window, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.actions import ActionId
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.batch_bar import BatchBar
from leukdesk.gui.desk import Desk
from leukdesk.gui.file_dialogs import FileDialogs
from leukdesk.gui.history.charts import Charts
from leukdesk.gui.history.exporting import Exporter
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.memory import Memory
from leukdesk.gui.shown import Entry

if TYPE_CHECKING:
    from leukdesk.station import Station


class HistoryWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    panel : HistoryPanel
        The table, in the window.
    bar : BatchBar
        Lies in the window, and shows how far an export is.
    entry : callable
        Returns what goes into the log with the next result.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    running_changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        panel: HistoryPanel,
        model: HistoryModel,
        bar: BatchBar,
        dialogs: FileDialogs,
        desk: Desk,
        analyst: Analyst[Station],
        memory: Memory,
        entry: Callable[[], Entry],
    ) -> None:
        super().__init__(window)
        self._model = model
        self._station: Station | None = None
        self.exporter = Exporter(bar)
        actions[ActionId.EXPORT].triggered.connect(lambda _=False: dialogs.ask_export())
        dialogs.export_chosen.connect(self.export_to)
        self.exporter.said.connect(self.said)
        self.exporter.failed.connect(self.failed)
        self.exporter.recovered.connect(self.recovered)
        self.exporter.running_changed.connect(self.running_changed)
        self.charts = Charts(actions[ActionId.CHARTS], window, analyst, model, self.failed.emit)
        model.failed.connect(self._model_failed)
        model.read.connect(lambda: self.recovered.emit("history"))

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station
        self._model.reload()
        self._model.watch(on=True)

    def close(self) -> None:
        """Stop what runs."""
        self.exporter.stop()
        self.charts.close()
        self._model.watch(on=False)

    def cancel(self) -> None:
        """Stop what the user sees running, soon."""
        self.exporter.cancel()

    @property
    def under_way(self) -> str:
        """What closing the window would break off, in a sentence; empty when it is nothing."""
        return "The history is still being exported. Nothing is written then." if self.exporter.running else ""

    def export_to(self, path: Path) -> None:
        """Write the history, as it is filtered now, to a file."""
        if self._station is not None and self._station.history is not None:
            self.exporter.start(self._station.history, self._model.filter, path)

    def _model_failed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("history", str(problem))
