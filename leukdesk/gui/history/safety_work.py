"""What keeps the history safe, in the window: checks, backups, the way back, archives, the audit trail, room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow

from leukdesk.counting import many
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.shown import Entry
from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.history.closing import back_up_and_wait
from leukdesk.gui.history.disk_watch import RoomWatch
from leukdesk.gui.history.jobs import Jobs, Task
from leukdesk.gui.history.long_job import Cancelled, LongJob
from leukdesk.gui.history.outbox import Outbox
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restoring import Restoring, UsesLog
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.unasked import Unasked
from leukdesk.gui.history.verify_dialog import VerifyDialog, in_words
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.parts.banner import Tone
from leukdesk.history.checking.complete import check_all
from leukdesk.history.checking.findings import Findings
from leukdesk.history.checking.pictures import Pictures
from leukdesk.history.progress import Progress
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_places import places
from leukdesk.language import marked, number, tr

if TYPE_CHECKING:
    from leukdesk.history.store import History
    from leukdesk.station import Station

_VERIFY = Task(
    "check",
    marked("Checking the history"),
    marked("The history is being checked. It stays as it is when that is broken off."),
)
_BACK_UP = Task(
    "backup", marked("Saving a backup"), marked("A backup is being made. There is none when that is broken off.")
)


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
    archive_due = Signal(str)
    """Pictures have grown so old that somebody wants to be asked about them: how many, in a sentence."""
    replaced = Signal(bool)
    """The log is another one: what is shown of it has to be read anew."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        analyst: Analyst[Station],
        memory: Memory,
        entry: Callable[[], Entry],
        jobs: Jobs,
        outbox: Outbox,
        in_use: Callable[[], str],
        may: Callable[..., bool],
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._entry = window, analyst, memory, entry
        self._may = may
        self._station: Station | None = None
        self._dialogs: dict[str, QDialog] = {}
        self._jobs, self._outbox = jobs, outbox
        self.restoring = Restoring(
            window, analyst, memory, self._operator, jobs, in_use, self._background, self._may_restore
        )
        self.unasked = Unasked(lambda: self._history, memory, lambda: self.restoring.running, self)
        self.unasked.warned.connect(self.warned)
        self.unasked.recovered.connect(self.recovered)
        self.unasked.archive_due.connect(self.archive_due)
        self._rooms = RoomWatch(memory, self)
        self._rooms.warned.connect(self.warned)
        self._rooms.recovered.connect(self.recovered)
        self._rooms.looked.connect(self.unasked.try_again)
        self.restoring.backup_wanted.connect(self.back_up)
        self.restoring.failed.connect(self.failed)
        self.restoring.warned.connect(self.warned)
        self.restoring.replaced.connect(self._replaced)
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
            self.unasked.begin_soon()
        self._rooms.start(station.paths.root)

    def leave(self) -> None:
        """Stop what runs beside the window's job."""
        self.unasked.leave()
        self._rooms.leave()
        self.restoring.leave()

    def join(self, timeout: float) -> bool:
        """Wait for it."""
        return self.unasked.join(timeout) and self.restoring.join(timeout) and self._rooms.join(timeout)

    def back_up_at_the_end(self) -> None:
        """Back the log up if something was logged since the last time; to be called when the window is closed."""
        # A restore that is broken off is about to put the log back.
        if self._history is not None and self._memory.settings.backup_on_close and not self.restoring.running:
            back_up_and_wait(self._history)

    def close_dialogs(self) -> None:
        """Close what was opened by who works no more; what was begun there goes on, and its window closes after it.

        Without a log nobody can sign in, and the way back to one stays open.
        """
        no_log = self._history is None and not self.restoring.running
        for dialog in [*self._dialogs.values()]:
            if isinstance(dialog, ArchiveDialog) or (isinstance(dialog, RestoreDialog) and not no_log):
                dialog.leave()

    # Actions

    def verify(self) -> None:
        """Open the window that checks everything."""
        if self._ready("verify"):
            dialog = VerifyDialog(self._begin_check, self._window)
            dialog.cancelled.connect(self._jobs.cancel)
            self._show("verify", dialog)

    def back_up(self) -> None:
        """Make a backup now, in every place."""
        history, by, folder = self._history, self._operator(), self._memory.settings.backup_folder
        if history is None or not self._may(marked("backed up")):
            return

        def work(progress: Progress, cancelled: Cancelled) -> list[Backup]:
            there = (place for place in places(history.paths, folder) if place.is_there)
            return [place.make(history, by, progress, cancelled) for place in there]

        self.restoring.follow(self._jobs.start(_BACK_UP, work, self._backed_up))

    def restore(self) -> None:
        """Open the window of the backups; where no log can be opened nobody can be asked who works."""
        if self._may_restore() and self._station is not None and self._ready("restore"):
            self._show("restore", self.restoring.dialog(self._station))

    def archive(self) -> None:
        """Open the window that moves old pictures into an archive."""
        if self._may_archive() and self._ready("archive"):
            dialog = ArchiveDialog(
                lambda: self._history, self._jobs, self._operator, self._may_archive, self._memory, self._window
            )
            self._show("archive", dialog)

    def show_trail(self) -> None:
        """Open the window of the audit trail."""
        if self._history is not None and not self._raised("trail"):
            self._show("trail", TrailDialog(self._analyst, self._window))

    # What the parts tell

    @property
    def _history(self) -> History | None:
        return None if self._station is None else self._station.history

    def _operator(self) -> str:
        return self._entry().operator

    def _may_restore(self) -> bool:
        return self._history is None or self._may(marked("restored"), administrates=True)

    def _may_archive(self) -> bool:
        return self._may(marked("archived"), administrates=True)

    def _ready(self, key: str) -> bool:
        """Whether a window can be opened now; where it is open already it comes to the front."""
        if self._raised(key):
            return False
        if self.restoring.running:
            self.said.emit(self.restoring.why_not)
        return (self._history is not None or key == "restore") and not self.restoring.running

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

    # Checks

    def _begin_check(self, pictures: Pictures) -> LongJob | None:
        """Check everything, for the window that asks for it; where it was closed meanwhile a message tells."""
        history, by, dialog = self._history, self._operator(), self._dialogs["verify"]
        if history is None:
            return None

        def ended(answer: Findings | Exception) -> None:
            if isinstance(dialog, VerifyDialog) and self._dialogs.get("verify") is dialog:
                dialog.show_end(answer)
            elif isinstance(answer, Exception):
                self.unasked.tell_problem(answer)
            elif answer.problems:
                self.unasked.tell(answer)
            else:
                self.warned.emit("check", in_words(answer), Tone.NOTE)

        def work(progress: Progress, cancelled: Cancelled) -> Findings:
            return check_all(history, pictures, by, progress, cancelled)

        return self._jobs.start(_VERIFY, work, ended, ended)

    # Backups

    def _backed_up(self, made: list[Backup]) -> None:
        if self._station is not None:
            self.restoring.refresh(self._station)
        its = made[0].manifest
        if its.missing:
            missing = tr(
                "The backup has all records, but {count} of their pictures are missing. Verify the history to see "
                "which."
            )
            self.failed.emit("backup", missing.format(count=number(its.missing)))
        self.said.emit(tr("Backup made: {records}.").format(records=many(its.records, "record")))

    def _background(self) -> list[UsesLog]:
        """Return what may use the log without the user knowing."""
        self.unasked.put_off()
        return [self._outbox, *self.unasked.jobs]

    def _replaced(self, another: bool) -> None:
        """Begin again with the log as it is opened now; what was read of the other one is shown no more."""
        for key in [*self._dialogs]:
            if key != "restore":
                self._dialogs[key].close()
        self._outbox.go_on(self._history)
        self.unasked.begin_soon()
        self.replaced.emit(another)
