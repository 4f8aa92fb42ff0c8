"""The one long job of the window: what it does is shown in the window's bar, wherever it was begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.files.batch_bar import BatchBar
from leukdesk.gui.history.long_job import LongJob, Work
from leukdesk.gui.history.progress_line import how_far
from leukdesk.language import tr

_STEPS = 1000


@dataclass(frozen=True)
class Task:
    """What a job is, in words: marked for translation, or translated already.

    Attributes
    ----------
    key : str
        Of the message where it fails.
    doing : str
        As in "Saving a backup".
    lost : str
        What breaking it off means, in a sentence.
    """

    key: str
    doing: str
    lost: str


@dataclass(frozen=True)
class Told:
    """What stays in the bar when a job is done."""

    sentence: str
    remarks: Sequence[str] = ()


class Jobs(QObject):
    """One at a time, for all of them use the disks of the log."""

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    """The key of what no longer matters."""
    running_changed = Signal()

    def __init__(self, bar: BatchBar) -> None:
        super().__init__()
        self._bar = bar
        self._job: LongJob | None = None
        self._task = Task("", "", "")
        bar.cancelled.connect(self.cancel)
        bar.dismissed.connect(bar.hide)

    @property
    def running(self) -> bool:
        """Whether there is one whose end was not told."""
        return self._job is not None

    def runs(self, task: Task) -> bool:
        """Whether this very one is under way."""
        return self.running and self._task is task

    @property
    def under_way(self) -> str:
        """What closing the window would break off, in a sentence; empty when it is nothing."""
        return tr(self._task.lost) if self.running else ""

    @property
    def why_not(self) -> str:
        """Why no job can begin now, in sentences; empty where one can."""
        if not self.running:
            return ""
        return tr("{job} is still under way. Wait for it, or cancel it, then try again.").format(
            job=tr(self._task.doing)
        )

    def start(
        self,
        task: Task,
        work: Work,
        done: Callable[[Any], Told | None],
        failed: Callable[[Exception], object] | None = None,
        elsewhere: Callable[[Callable[[], None]], object] | None = None,
    ) -> LongJob | None:
        """Begin a job; None, which is told, while another one is under way.

        Parameters
        ----------
        done : callable
            Given what the work returned; returns what is left to be read in the window.
        failed : callable, optional
            Given what the work raised, where that is told elsewhere than in the window.
        elsewhere : callable, optional
            See :meth:`LongJob.start`.
        """
        if self.running:
            self.failed.emit(task.key, self.why_not)
            return None
        self.recovered.emit(task.key)
        job = LongJob(task.key, work, partial(self._done, done), partial(self._fail, task, failed))
        self._job, self._task = job, task
        job.progressed.connect(self._show)
        job.over.connect(self._over)
        self._bar.progress(f"{tr(task.doing)}…", 0, 0)
        job.start(elsewhere)
        self.running_changed.emit()
        return job

    def cancel(self) -> None:
        """Stop what is under way, soon; its end is told."""
        if self._job is not None and not self._job.cancelled:
            self._job.cancel()
            self._bar.progress(tr("{job}: stopping…").format(job=tr(self._task.doing)), 0, 0)

    def leave(self) -> None:
        """Stop what is under way, and tell nothing any more."""
        if self._job is not None:
            self._job.leave()

    def join(self, timeout: float) -> bool:
        """Wait until it has stopped; False when a disk or a printer does not answer in time."""
        return self._job is None or self._job.join(timeout)

    def _show(self, what: str, done: int, total: int) -> None:
        # A log may have more pages than Qt's numbers reach.
        self._bar.progress(how_far(what, done, total), done * _STEPS // total if total else 0, _STEPS if total else 0)

    def _over(self, _: LongJob) -> None:
        self._job = None
        self._bar.hide()
        self.running_changed.emit()

    def _done(self, done: Callable[[Any], Told | None], answer: Any) -> None:
        told = done(answer)
        if told is not None:
            self._bar.finish(told.sentence, told.remarks, tr("Remarks"))
            self.said.emit(told.sentence)

    def _fail(self, task: Task, failed: Callable[[Exception], object] | None, problem: Exception) -> None:
        if failed is not None:
            failed(problem)
        elif isinstance(problem, LeukdeskError):
            # What was cancelled says so itself.
            if problem.code.endswith("cancelled"):
                self.said.emit(str(problem))
            else:
                self.failed.emit(task.key, str(problem))
        if not isinstance(problem, LeukdeskError):
            raise problem
