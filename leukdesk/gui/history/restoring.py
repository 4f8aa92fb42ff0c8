"""Going back to a backup in the window: the log is closed, replaced and opened again by the worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.banner import Tone
from leukdesk.gui.history.restore_dialog import RestoreDialog, local
from leukdesk.gui.memory import Memory
from leukdesk.history.safety.backup import Backup, Backups, all_backups
from leukdesk.history.safety.restore import Loss, Restored, loss, restore

if TYPE_CHECKING:
    from leukdesk.station import Station


class Restoring(QObject):
    """Nothing is classified meanwhile, for there is nowhere to log it."""

    said = Signal(str)
    failed = Signal(str, str)
    warned = Signal(str, str, object)
    began = Signal()
    replaced = Signal()
    running_changed = Signal()
    backup_wanted = Signal()
    _progressed = Signal(str, object, object)

    def __init__(
        self, window: QMainWindow, analyst: Analyst[Station], memory: Memory, operator: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._operator = window, analyst, memory, operator
        self._dialog: RestoreDialog | None = None
        self._station: Station | None = None
        self._cancelled = threading.Event()
        self.running = False
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def dialog(self, station: Station) -> RestoreDialog:
        """Return the window of the backups, filled as soon as they were looked for."""
        self._station = station
        self._dialog = dialog = RestoreDialog(station.paths, self._memory, self._window)
        dialog.chosen.connect(self._look_for_loss)
        dialog.agreed.connect(self._restore)
        dialog.backup_wanted.connect(self.backup_wanted)
        dialog.cancelled.connect(self._cancelled.set)
        dialog.finished.connect(self._forget)
        self.refresh()
        return dialog

    def close(self) -> None:
        """Break off what is under way; the log is as it was then."""
        self._cancelled.set()

    def refresh(self) -> None:
        """List the backups anew, where they are shown."""
        if self._dialog is not None:
            self._analyst.ask(lambda station: all_backups(station.paths), self._fill, self._fail)

    def _forget(self) -> None:
        self._dialog = None

    def _fill(self, found: list[tuple[Backups, Backup]]) -> None:
        if self._dialog is not None:
            self._dialog.fill(found)

    def _look_for_loss(self, choice: tuple[Backups, Backup]) -> None:
        _, backup = choice

        def show(lost: Loss) -> None:
            if self._dialog is not None:
                self._dialog.show_loss(backup, lost)

        self._analyst.ask(lambda station: loss(station.paths, backup), show, self._fail)

    def _restore(self, choice: tuple[Backups, Backup], reason: str) -> None:
        (place, backup), by = choice, self._operator()
        cancelled = self._cancelled = threading.Event()
        if self._dialog is not None:
            self._dialog.cancelled.connect(cancelled.set)
        self._set_running(on=True)
        self.began.emit()

        def work(station: Station) -> Restored:
            tell = self._progressed.emit
            return station.with_log_closed(
                lambda: restore(station.paths, place, backup, by, reason, tell, cancelled.is_set)
            )

        self._analyst.ask(work, self._done, self._fail)

    def _done(self, restored: Restored) -> None:
        self._set_running(on=False)
        self.replaced.emit()
        aside = "" if restored.aside is None else f" The earlier one is now {restored.aside}."
        lacking = f" {restored.missing:,} of its pictures are missing." if restored.missing else ""
        sentence = f"The history is again as it was at {local(restored.backup.time)}.{aside}{lacking}"
        self.warned.emit("restored", sentence, Tone.NOTE)
        if self._dialog is not None:
            self._dialog.line.clear()
            self._dialog.accept()

    def _fail(self, problem: Exception) -> None:
        if self.running:
            self._set_running(on=False)
            self.replaced.emit()
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self._dialog is not None:
            self._dialog.line.say("")
            self._dialog.lost.setText(str(problem))
        else:
            self.failed.emit("restore", str(problem))

    def _set_running(self, *, on: bool) -> None:
        self.running = on
        if self._dialog is not None:
            self._dialog.show_running(on=on)
        self.running_changed.emit()

    def _show_progress(self, what: str, done: int, total: int) -> None:
        if self.running and self._dialog is not None:
            self._dialog.line.show_progress(what, done, total)
