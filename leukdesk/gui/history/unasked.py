"""What is looked at in the history unasked: whether it is sound, and whether pictures have grown old."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.history.archive_dialog import old_enough
from leukdesk.gui.history.long_job import Cancelled, LongJob
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.banner import Tone
from leukdesk.history.checking.complete import CheckCancelledError, check_all
from leukdesk.history.checking.findings import Findings
from leukdesk.history.progress import Progress
from leukdesk.history.safety.archive_plan import Plan, due
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.history.store import History

_AFTER = 5000
"""Milliseconds after opening until the whole log is checked: what the user came for goes first."""


class Unasked(QObject):
    """Runs beside the window's job and is not seen; only what is wrong, or due, is said.

    Parameters
    ----------
    history : callable
        Returns the log; None where none is open.
    replacing : callable
        Tells whether the log is being replaced: nothing is begun then.
    """

    warned = Signal(str, str, object)
    """Key, sentence and tone of a message."""
    recovered = Signal(str)
    archive_due = Signal(str)
    """Pictures have grown so old that somebody wants to be asked about them: how many, in a sentence."""

    def __init__(
        self, history: Callable[[], History | None], memory: Memory, replacing: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._history, self._memory, self._replacing = history, memory, replacing
        self.jobs: list[LongJob] = []
        self._check_failed = self._check_told = self._old_failed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER)
        self._soon.timeout.connect(self.check)
        self._soon.timeout.connect(self.look_for_old)

    def begin_soon(self) -> None:
        """Look at everything once, a little later."""
        self._soon.start()

    def put_off(self) -> None:
        """Begin nothing, until it is told to begin again."""
        self._soon.stop()

    def leave(self) -> None:
        """Stop what runs."""
        self._soon.stop()
        for job in self.jobs:
            job.leave()

    def join(self, timeout: float) -> bool:
        """Wait for it."""
        return all(job.join(timeout) for job in self.jobs)

    def check(self) -> None:
        """Check the log in the background; only what is wrong is said."""
        history = self._history()
        if history is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> Findings:
            return check_all(history, "none", "", progress, cancelled)

        self._begin(LongJob("check-log", work, self._checked, self._not_checked))

    def look_for_old(self) -> None:
        """See whether pictures are to be archived by now; nothing is archived unasked."""
        history, settings = self._history(), self._memory.settings
        if history is not None and settings.archive_after_months:
            self._begin(
                LongJob("old-pictures", lambda *_: due(history, settings), self._looked_for_old, self._not_looked)
            )

    def try_again(self) -> None:
        """Try once more what could not be done: there may be room again, or the disk."""
        if self._check_failed:
            self.check()
        if self._old_failed:
            self.look_for_old()

    def tell(self, findings: Findings) -> None:
        """Say what a check has found, where something is wrong."""
        if findings.problems:
            told = findings.problems[0].sentence
            if more := len(findings.problems) - 1:
                others = tr("And {things}: History > Verify lists all.").format(things=many(more, "more thing"))
                told = f"{told} {others}"
            self.warned.emit("check", told, Tone.ERROR)

    def tell_problem(self, problem: Exception, key: str = "check") -> None:
        """Say why something could not be looked at, unless it was broken off."""
        if not isinstance(problem, LeukdeskError):
            raise problem
        if not isinstance(problem, CheckCancelledError):
            self.warned.emit(key, str(problem), Tone.WARNING)

    def _begin(self, job: LongJob) -> None:
        """Begin something; one of a kind at a time, and none while the log is closed."""
        if self._replacing() or any(each.name == job.name for each in self.jobs):
            return
        self.jobs.append(job)
        job.over.connect(self._over)
        job.start()

    def _over(self, job: LongJob) -> None:
        self.jobs.remove(job)

    def _checked(self, findings: Findings) -> None:
        """Say what is wrong, or take back what the check before has said: that a picture is gone is not known here."""
        self._check_failed = False
        if findings.problems:
            self.tell(findings)
        elif self._check_told:
            self.recovered.emit("check")
        self._check_told = bool(findings.problems)

    def _not_checked(self, problem: Exception) -> None:
        if not isinstance(problem, CheckCancelledError):
            self._check_failed = self._check_told = True
        self.tell_problem(problem)

    def _looked_for_old(self, wanted: Plan | None) -> None:
        if self._old_failed:
            self._old_failed = False
            self.recovered.emit("old-pictures")
        if wanted is not None:
            self.archive_due.emit(old_enough(wanted, self._memory.settings.archive_after_months))

    def _not_looked(self, problem: Exception) -> None:
        self._old_failed = True
        self.tell_problem(problem, "old-pictures")
