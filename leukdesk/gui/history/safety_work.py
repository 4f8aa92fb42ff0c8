"""What keeps the history safe, in the window: checks, backups, the way back, archives, the audit trail, room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.actions import ActionId
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.banner import Tone
from leukdesk.gui.history.archive_dialog import ArchiveDialog, old_enough
from leukdesk.gui.history.closing import back_up_and_wait
from leukdesk.gui.history.disk_watch import RoomWatch
from leukdesk.gui.history.jobs import Jobs, Task
from leukdesk.gui.history.long_job import Cancelled, LongJob
from leukdesk.gui.history.outbox import Outbox
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restoring import Restoring, UsesLog
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.verify_dialog import VerifyDialog, in_words
from leukdesk.gui.memory import Memory
from leukdesk.gui.shown import Entry
from leukdesk.history.checking.complete import CheckCancelledError, check_all
from leukdesk.history.checking.findings import Findings
from leukdesk.history.checking.pictures import Pictures
from leukdesk.history.progress import Progress
from leukdesk.history.safety.archive_plan import Plan, due
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_places import places

if TYPE_CHECKING:
    from leukdesk.history.store import History
    from leukdesk.station import Station

CHECK_AFTER = 5000
"""Milliseconds after opening until the whole log is checked: what the user came for goes first."""

_VERIFY = Task(
    "check", "Checking the history", "The history is being checked. It stays as it is when that is broken off."
)
_BACK_UP = Task("backup", "Saving a backup", "A backup is being made. There is none when that is broken off.")


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
    replaced = Signal()
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
        self._beside: list[LongJob] = []
        self.restoring = Restoring(
            window, analyst, memory, self._operator, jobs, in_use, self._background, self._may_restore
        )
        self._check_failed = self._check_told = self._old_failed = False
        self._rooms = RoomWatch(memory, self)
        self._rooms.warned.connect(self.warned)
        self._rooms.recovered.connect(self.recovered)
        self._rooms.looked.connect(self._check_again)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CHECK_AFTER)
        self._soon.timeout.connect(self.check)
        self._soon.timeout.connect(self.look_for_old)
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
            self._soon.start()
        self._rooms.start(station.paths.root)

    def leave(self) -> None:
        """Stop what runs beside the window's job."""
        self._soon.stop()
        self._rooms.leave()
        for job in self._beside:
            job.leave()
        self.restoring.leave()

    def join(self, timeout: float) -> bool:
        """Wait for it."""
        beside = all(job.join(timeout) for job in self._beside)
        return beside and self.restoring.join(timeout) and self._rooms.join(timeout)

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
        if history is None or not self._may("backed up"):
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

    def check(self) -> None:
        """Check the log in the background; only what is wrong is said."""
        history = self._history
        if history is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> Findings:
            return check_all(history, "none", "", progress, cancelled)

        self._begin_beside(LongJob("check-log", work, self._checked_beside, self._not_checked_beside))

    def look_for_old(self) -> None:
        """See whether pictures are to be archived by now; nothing is archived unasked."""
        history, settings = self._history, self._memory.settings
        if history is not None and settings.archive_after_months:
            self._begin_beside(
                LongJob("old-pictures", lambda *_: due(history, settings), self._tell_of_old, self._not_looked_for_old)
            )

    # What the parts tell

    @property
    def _history(self) -> History | None:
        return None if self._station is None else self._station.history

    def _operator(self) -> str:
        return self._entry().operator

    def _may_restore(self) -> bool:
        return self._history is None or self._may("restored", administrates=True)

    def _may_archive(self) -> bool:
        return self._may("archived", administrates=True)

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
                self._not_checked(answer)
            elif answer.problems:
                self._checked(answer)
            else:
                self.warned.emit("check", in_words(answer), Tone.NOTE)

        def work(progress: Progress, cancelled: Cancelled) -> Findings:
            return check_all(history, pictures, by, progress, cancelled)

        return self._jobs.start(_VERIFY, work, ended, ended)

    def _begin_beside(self, job: LongJob) -> None:
        """Begin something that the user does not see; one of a kind at a time, and none while the log is closed."""
        if self.restoring.running or any(each.name == job.name for each in self._beside):
            return
        self._beside.append(job)
        job.over.connect(self._beside_over)
        job.start()

    def _beside_over(self, job: LongJob) -> None:
        self._beside.remove(job)

    def _checked_beside(self, findings: Findings) -> None:
        """Say what is wrong, or take back what the check before has said: that a picture is gone is not known here."""
        self._check_failed = False
        if findings.problems:
            self._checked(findings)
        elif self._check_told:
            self.recovered.emit("check")
        self._check_told = bool(findings.problems)

    def _not_checked_beside(self, problem: Exception) -> None:
        if not isinstance(problem, CheckCancelledError):
            self._check_failed = self._check_told = True
        self._not_checked(problem)

    def _not_looked_for_old(self, problem: Exception) -> None:
        self._old_failed = True
        self._not_checked(problem, "old-pictures")

    def _check_again(self) -> None:
        """Try once more what could not be done: there may be room again, or the disk."""
        if self._check_failed:
            self.check()
        if self._old_failed:
            self.look_for_old()

    def _checked(self, findings: Findings) -> None:
        if findings.problems:
            more = len(findings.problems) - 1
            others = f" And {many(more, 'more thing')}: History > Verify lists all." if more else ""
            self.warned.emit("check", f"{findings.problems[0].sentence}{others}", Tone.ERROR)

    def _not_checked(self, problem: Exception, key: str = "check") -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if not isinstance(problem, CheckCancelledError):
            self.warned.emit(key, str(problem), Tone.WARNING)

    # Backups

    def _backed_up(self, made: list[Backup]) -> None:
        if self._station is not None:
            self.restoring.refresh(self._station)
        its = made[0].manifest
        missing = (
            f"The backup has all records, but {its.missing:,} of their pictures are missing. Verify the history to "
            "see which."
        )
        if its.missing:
            self.failed.emit("backup", missing)
        self.said.emit(f"Backup made: {many(its.records, 'record')}.")

    def _background(self) -> list[UsesLog]:
        """Return what may use the log without the user knowing."""
        self._soon.stop()
        return [self._outbox, *self._beside]

    def _replaced(self) -> None:
        """Begin again with the log as it is opened now; what was read of the other one is shown no more."""
        for key in [*self._dialogs]:
            if key != "restore":
                self._dialogs[key].close()
        self._outbox.go_on(self._history)
        self._soon.start()
        self.replaced.emit()

    def _tell_of_old(self, wanted: Plan | None) -> None:
        if self._old_failed:
            self._old_failed = False
            self.recovered.emit("old-pictures")
        if wanted is not None:
            self.archive_due.emit(old_enough(wanted, self._memory.settings.archive_after_months))
