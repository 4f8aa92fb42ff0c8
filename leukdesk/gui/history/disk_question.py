"""Asks a disk, which may not answer, on a thread of its own: a dialog and the live picture go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from leukdesk.gui.history.long_job import LongJob

_under_way: set[LongJob] = set()
"""Kept until they are over, which may be long after the dialog that has asked."""


class DiskQuestion:
    """Only the newest question is answered, and none once it was left.

    Parameters
    ----------
    name : str
        Of the thread.
    asker : QObject
        Is answered while it is there.
    """

    def __init__(self, name: str, asker: QObject) -> None:
        self._name, self._asker = name, asker
        self._job: LongJob | None = None

    def ask(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Ask; ``done`` is given the answer, on the GUI's thread."""
        self.leave()
        self._job = job = LongJob(self._name, lambda *_: work(), done, _raise)
        _under_way.add(job)
        job.over.connect(_over)
        self._asker.destroyed.connect(job.leave)
        job.start()

    def leave(self) -> None:
        """Want no answer any more."""
        if self._job is not None:
            self._job.leave()
            self._job = None


def _over(job: LongJob) -> None:
    _under_way.discard(job)


def _raise(problem: Exception) -> None:
    raise problem
