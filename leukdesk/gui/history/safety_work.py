"""What keeps the history safe, in the window: checks, backups, the way back, archives, the audit trail, room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.actions import ActionId
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.banner import Tone
from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.history.closing import back_up_and_wait
from leukdesk.gui.history.disk_watch import WATCH_MILLISECONDS, DiskWords, Room, look
from leukdesk.gui.history.long_job import LongJob
from leukdesk.gui.history.restoring import Restoring
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.verify_dialog import VerifyDialog
from leukdesk.gui.memory import Memory
from leukdesk.gui.shown import Entry
from leukdesk.history.checking.complete import CheckCancelledError, check_all
from leukdesk.history.checking.findings import Findings
from leukdesk.history.safety.backup import Backup, BackupCancelledError, Progress, places

if TYPE_CHECKING:
    from leukdesk.history.store import History
    from leukdesk.station import Station

CHECK_AFTER = 5000
"""Milliseconds after opening until the whole log is checked: what the user came for goes first."""


class SafetyWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    entry : callable
        Returns who is at the station.
    may : callable
        :meth:`leukdesk.gui.operators.session.Session.may`.
    """

    said = Signal(str)
    failed = Signal(str, str)
    warned = Signal(str, str, object)
    """Key, sentence and tone of a message."""
    recovered = Signal(str)
    running_changed = Signal()
    replaced = Signal()
    """The log is another one: what is shown of it has to be read anew."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        analyst: Analyst[Station],
        memory: Memory,
        entry: Callable[[], Entry],
        may: Callable[..., bool],
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._entry = window, analyst, memory, entry
        self._may = may
        self._station: Station | None = None
        self._dialogs: dict[str, QDialog] = {}
        self._check, self._job = LongJob("check-log", self), LongJob("keep-log-safe", self)
        self.restoring = Restoring(window, analyst, memory, self._operator)
        self._words = DiskWords()
        self._soon, self._watch = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CHECK_AFTER)
        self._soon.timeout.connect(self.check)
        self._watch.setInterval(WATCH_MILLISECONDS)
        self._watch.timeout.connect(self.look_for_room)
        self._check.ended.connect(self._checked)
        self._job.ended.connect(self._ended)
        self._job.running_changed.connect(self.running_changed)
        self.restoring.backup_wanted.connect(self.back_up)
        self.restoring.began.connect(self._check.stop)
        for part in (self.restoring,):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
            part.warned.connect(self.warned)
            part.replaced.connect(self.replaced)
            part.running_changed.connect(self.running_changed)
        for action, slot in (
            (ActionId.VERIFY, self.verify),
            (ActionId.BACK_UP, self.back_up),
            (ActionId.RESTORE, self.restore),
            (ActionId.ARCHIVE, self.archive),
            (ActionId.TRAIL, self.show_trail),
        ):
            actions[action].triggered.connect(lambda _=False, do=slot: do())

    # What comes from outside

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station
        if station.history is not None:
            self._soon.start()
        self._watch.start()
        self.look_for_room()

    def close(self) -> None:
        """Stop what runs."""
        self._soon.stop()
        self._watch.stop()
        self._check.stop()
        self._job.stop()
        self.restoring.close()

    def back_up_at_the_end(self) -> None:
        """Back the log up if something was logged since the last time; to be called when the window is closed."""
        if self._history is not None and self._memory.settings.backup_on_close:
            back_up_and_wait(self._history)

    def close_dialogs(self) -> None:
        """Close what was opened by who works no more; what is under way goes on."""
        for key in ("restore", "archive"):
            if key in self._dialogs and not (self._job.running or self.restoring.running):
                self._dialogs[key].close()

    @property
    def under_way(self) -> str:
        """What closing the window would break off, in a sentence; empty when it is nothing."""
        if self.restoring.running:
            return "A backup is being restored. The history stays as it was when that is broken off."
        return (
            "The history is being checked, saved or archived. It stays as it was when that is broken off."
            if (self._job.running)
            else ""
        )

    def cancel(self) -> None:
        """Stop what the user sees running, soon."""
        self._job.cancel()

    # Actions

    def verify(self) -> None:
        """Open the window that checks everything."""
        if (history := self._ready("verify")) is not None:
            self._show("verify", VerifyDialog(history, self._job, self._operator, self._window))

    def back_up(self) -> None:
        """Make a backup now, in every place."""
        if not self._may("backed up") or (history := self._ready("")) is None:
            return
        by = self._operator()
        self.recovered.emit("backup")
        self.said.emit("Saving a backup…")
        self._job.start(lambda progress, cancelled: _back_up(history, by, progress, cancelled))

    def restore(self) -> None:
        """Open the window of the backups."""
        may = self._may("restored", administrates=True)
        if may and self._station is not None and self._ready("restore") is not None:
            self._show("restore", self.restoring.dialog(self._station))

    def archive(self) -> None:
        """Open the window that moves old pictures into an archive."""
        if self._may("archived", administrates=True) and (history := self._ready("archive")) is not None:
            self._show("archive", ArchiveDialog(history, self._job, self._operator(), self._window))

    def show_trail(self) -> None:
        """Open the window of the audit trail."""
        if self._history is not None and not self._raised("trail"):
            self._show("trail", TrailDialog(self._analyst, self._window))

    def check(self) -> None:
        """Check the log in the background; only what is wrong is said."""
        history = self._history
        if history is not None and not self._check.running:
            self._check.start(lambda progress, cancelled: check_all(history, "none", "", progress, cancelled))

    def look_for_room(self) -> None:
        """See how much room the disks have."""
        folder = self._memory.settings.backup_folder.strip()
        backups = Path(folder) if folder else None
        self._analyst.ask(lambda station: look(station.paths.root, backups), self._tell_of_room)

    # What the parts tell

    @property
    def _history(self) -> History | None:
        return None if self._station is None else self._station.history

    def _operator(self) -> str:
        return self._entry().operator

    def _ready(self, key: str) -> History | None:
        """Return the log where a long job can begin now; else a window that is open comes to the front."""
        if self._raised(key):
            return None
        if self._job.running or self.restoring.running:
            self.said.emit("The history is being checked, saved, restored or archived. Wait for it, or cancel it.")
            return None
        return self._history

    def _raised(self, key: str) -> bool:
        dialog = self._dialogs.get(key)
        if dialog is not None:
            dialog.raise_()
            dialog.activateWindow()
        return dialog is not None

    def _show(self, key: str, dialog: QDialog) -> None:
        self._dialogs[key] = dialog
        dialog.finished.connect(lambda _: self._dialogs.pop(key, None))
        dialog.show()

    def _checked(self, answer: object) -> None:
        match answer:
            case Findings() if answer.problems:
                more = len(answer.problems) - 1
                others = f" {more} more things are wrong: History > Verify lists them." if more else ""
                self.warned.emit("check", f"{answer.problems[0].sentence}{others}", Tone.ERROR)
            case Findings() | CheckCancelledError():
                return
            case LeukdeskError():
                self.warned.emit("check", str(answer), Tone.WARNING)
            case Exception():
                raise answer

    def _ended(self, answer: object) -> None:
        self.restoring.refresh()
        match answer:
            case [Backup() as backup, *_]:
                its = backup.manifest
                self.said.emit(f"Backup made: {its.records:,} records.")
                if its.missing:
                    self.failed.emit(
                        "backup",
                        f"The backup has all records, but {its.missing:,} of their pictures are missing. Verify the "
                        "history to see which.",
                    )
            case BackupCancelledError():
                self.said.emit("The backup was cancelled.")
            case LeukdeskError() if not self._dialogs:
                self.failed.emit("backup", str(answer))
            case Exception() if not isinstance(answer, LeukdeskError):
                raise answer

    def _tell_of_room(self, rooms: list[Room]) -> None:
        for key, sentence, tone in self._words.read(rooms):
            if tone is None:
                self.recovered.emit(key)
            else:
                self.warned.emit(key, sentence, tone)


def _back_up(history: History, by: str, progress: Progress, cancelled: Callable[[], bool]) -> list[Backup]:
    return [place.make(history, by, progress, cancelled) for place in places(history.paths) if place.is_there]
