"""Going back to a backup in the window: the log is closed, replaced and opened again by the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.history.jobs import Jobs, Task
from leukdesk.gui.history.long_job import Cancelled, LongJob
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restore_words import hint, local
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.banner import Tone
from leukdesk.history.people.computer_user import computer_user
from leukdesk.history.progress import Progress
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_look import NotWhole, look
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.own_station import own_station
from leukdesk.history.safety.restore import Loss, Restored, loss, of_the_key, restore
from leukdesk.language import marked, number, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_TASK = Task(
    "restore",
    marked("Restoring a backup"),
    marked("A backup is being restored. The history stays as it was when that is broken off."),
)
_WAIT_SECONDS = 5.0


class HistoryInUseError(LeukdeskError):
    """Something on a thread of its own still reads the log, and does not end."""

    code = "history-in-use"

    def __init__(self) -> None:
        super().__init__(
            tr(
                "The history was not restored, since its check or the export folder does not answer. It is as it was. "
                "Disconnect the export folder (History > Export folder), then try again."
            )
        )


class UsesLog(Protocol):
    """Something that uses the log on a thread of its own."""

    def leave(self) -> None:
        """Stop soon."""

    def join(self, timeout: float) -> bool:
        """Wait for it, on any thread; False when it does not end."""


class Restoring(QObject):
    """Nothing is classified meanwhile, for there is nowhere to log it.

    Parameters
    ----------
    in_use : callable
        Returns what else uses the log now, in a sentence; empty when it is nothing.
    background : callable
        Returns what may use the log without the user knowing: it is stopped, and begins again when told.
    may : callable
        Tells whether who works now may restore; where not, it is said. Asked at the moment of restoring: the window
        may have been opened by somebody else.
    """

    failed = Signal(str, str)
    warned = Signal(str, str, object)
    replaced = Signal(bool)
    """The log was closed and is open again; whether it is another one, or none."""
    backup_wanted = Signal()

    def __init__(
        self,
        window: QMainWindow,
        analyst: Analyst[Station],
        memory: Memory,
        operator: Callable[[], str],
        jobs: Jobs,
        in_use: Callable[[], str],
        background: Callable[[], list[UsesLog]],
        may: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._analyst, self._memory, self._operator = window, analyst, memory, operator
        self._jobs, self._in_use, self._background, self._may = jobs, in_use, background, may
        self._dialog: RestoreDialog | None = None
        self._asked: list[LongJob] = []

    @property
    def running(self) -> bool:
        """Whether the log is being replaced."""
        return self._jobs.runs(_TASK)

    @property
    def why_not(self) -> str:
        """Why nothing that uses the log can begin now, in sentences; empty where it can."""
        return self._jobs.why_not if self.running else ""

    def dialog(self, station: Station) -> RestoreDialog:
        """Return the window of the backups, filled as soon as they were looked for."""
        self._dialog = dialog = RestoreDialog(self._memory, self._window)
        dialog.chosen.connect(lambda choice: self._look_for_loss(station, choice))
        dialog.agreed.connect(lambda choice, reason, another: self._restore(station, choice, reason, another=another))
        dialog.backup_wanted.connect(self.backup_wanted)
        dialog.folder_changed.connect(lambda: self._folder_changed(station))
        dialog.cancelled.connect(self._cancel)
        dialog.finished.connect(self._forget)
        self._folder_changed(station)
        return dialog

    def leave(self) -> None:
        """Break off what is under way; the log is as it was then."""
        for job in self._asked:
            job.leave()

    def join(self, timeout: float) -> bool:
        """Wait for it."""
        return all(job.join(timeout) for job in [*self._asked])

    def follow(self, job: LongJob | None) -> None:
        """Show in the window of the backups as well how far a job is."""
        if job is not None and self._dialog is not None:
            job.progressed.connect(self._dialog.line.show_progress)
            job.over.connect(self._dialog.line.clear)

    def refresh(self, station: Station) -> None:
        """List the backups anew, where they are shown."""
        if self._dialog is not None:
            paths, folder = station.paths, self._memory.settings.backup_folder
            # No log is read: others wait for the answer before they replace the history.
            self._ask_disk("list-backups", lambda: (*look(paths, folder, read_up_to=0), own_station(paths)), self._fill)

    def _folder_changed(self, station: Station) -> None:
        paths, folder = station.paths, self._memory.settings.backup_folder
        self._ask_disk("look-at-folder", lambda: hint(paths, folder), self._show_hint)
        self.refresh(station)

    def _ask_disk(self, name: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Ask a disk, which may not answer, on a thread of its own; only the newest answer counts."""
        for job in self._asked:
            if job.name == name:
                job.leave()
        job = LongJob(name, lambda *_: work(), done, self._tell)
        self._asked.append(job)
        job.over.connect(self._answered)
        job.start()

    def _answered(self, job: LongJob) -> None:
        self._asked.remove(job)

    def _forget(self) -> None:
        self._dialog = None

    def _cancel(self) -> None:
        if self.running:
            self._jobs.cancel()

    def _fill(self, found: tuple[list[tuple[Backups, Backup]], list[NotWhole], str]) -> None:
        if self._dialog is not None:
            self._dialog.fill(*found)

    def _show_hint(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.hint.setText(sentence)

    def _look_for_loss(self, station: Station, choice: tuple[Backups, Backup]) -> None:
        paths, (_, backup) = station.paths, choice

        def show(lost: Loss) -> None:
            if self._dialog is not None:
                self._dialog.show_loss(backup, lost)

        self._ask_disk("loss", lambda: loss(paths, backup), show)

    def _restore(self, station: Station, choice: tuple[Backups, Backup], reason: str, *, another: bool) -> None:
        if not self._may():
            return
        if why := self._in_use() or self._jobs.why_not:
            self._say(why)
            return
        place, backup = choice
        before = _file(station)
        # Without a log no list of operators can be asked: the name in the field is what somebody typed once.
        by = self._operator() if station.history is not None else computer_user(claims=self._operator())
        background = [*self._background(), *self._asked]
        for each in background:
            each.leave()

        def work(progress: Progress, cancelled: Cancelled) -> Restored:
            # Here, on the worker: nobody waits for it, and all that was asked for before has used the log already.
            if not all(each.join(_WAIT_SECONDS) for each in background):
                raise HistoryInUseError
            return station.with_log_closed(
                lambda: restore(station.paths, place, backup, by, reason, progress, cancelled, another_station=another)
            )

        job = self._jobs.start(
            _TASK,
            work,
            self._done,
            lambda problem: self._fail(problem, another=station.history is None or _file(station) != before),
            lambda run: self._analyst.ask(lambda _: run(), lambda _: None),
        )
        if self._dialog is not None and job is not None:
            job.progressed.connect(self._dialog.line.show_progress)
            self._dialog.show_running(on=True)

    def _done(self, restored: Restored) -> None:
        self._ended(another=True)
        told = tr("The history is again as it was at {when}.").format(when=local(restored.backup.time))
        if restored.aside is not None:
            told += " " + tr("The earlier one is now {path}.").format(path=restored.aside)
        told += of_the_key(restored)
        if restored.missing:
            told += " " + tr("{count} of its pictures are missing.").format(count=number(restored.missing))
        if restored.changed:
            told += " " + tr("{count} are not what was stored: verify the history.").format(
                count=number(restored.changed)
            )
        self.warned.emit("restored", told, Tone.NOTE)
        if self._dialog is not None:
            self._dialog.accept()

    def _fail(self, problem: Exception, *, another: bool) -> None:
        self._ended(another=another)
        self._tell(problem)

    def _ended(self, *, another: bool) -> None:
        if self._dialog is not None:
            self._dialog.line.clear()
            self._dialog.show_running(on=False)
        self.replaced.emit(another)

    def _tell(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self._say(str(problem))

    def _say(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.lost.setText(sentence)
        else:
            self.failed.emit("restore", sentence)


def _file(station: Station) -> tuple[int, int] | None:
    """Return which file the log is, whatever its name; None where there is none."""
    try:
        found = station.paths.database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
