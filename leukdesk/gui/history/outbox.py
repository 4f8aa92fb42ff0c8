"""Hands records over to the export folder while the window is open, on a thread of its own: a share may not answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.language import tr
from leukdesk.settings import HandoverSettings

if TYPE_CHECKING:
    from leukdesk.history.store import History

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_AGAIN_SECONDS = 30.0
_STOP_SECONDS = 5.0

First = Callable[["History"], None]
"""What is to be done with a folder before records are handed over to it."""


class Outbox(QObject):
    """Looks for what was decided every two seconds; where that fails, it is told once and tried twice a minute."""

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    """The key of what is well again."""
    _handed_over = Signal(int)
    _stopped_by = Signal(object)
    _skipped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._settings = HandoverSettings()
        self._first: First | None = None
        self._leave = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = ""
        # All three are emitted on the thread and so are queued to this one.
        self._handed_over.connect(self._tell)
        self._stopped_by.connect(self._tell_why)
        self._skipped.connect(self._tell_skipped)

    @property
    def running(self) -> bool:
        """Whether records are handed over to a folder."""
        return self._thread is not None and not self._leave.is_set()

    def start(self, history: History | None, settings: HandoverSettings, first: First | None = None) -> None:
        """Begin to hand over; ``first`` is done before, on the thread, as often as it takes."""
        self.leave()
        self._settings, self._first, self._told = settings, first, ""
        self.go_on(history)

    def go_on(self, history: History | None) -> None:
        """Begin again after :meth:`leave`, with the log as it is opened now."""
        if history is None or not self._settings.folder:
            return
        self._leave = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(history, self._settings, self._leave, self._thread), name="outbox", daemon=True
        )
        self._thread.start()

    def leave(self) -> None:
        """Finish the file under way, and hand over nothing more."""
        self._leave.set()

    def join(self, timeout: float) -> bool:
        """Wait, on any thread, until the log is no longer used; False when the folder's disk does not answer."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(
        self,
        history: History,
        settings: HandoverSettings,
        leave: threading.Event,
        before: threading.Thread | None,
    ) -> None:
        from leukdesk.history.exporting.formats import IDS, find
        from leukdesk.history.exporting.outbox import Handover, When, deliver
        from leukdesk.history.exporting.privacy import Privacy

        if before is not None:
            before.join(_STOP_SECONDS)  # one at a time, unless the other folder hangs
        chosen = settings.format_id if settings.format_id in IDS else "json"
        when = When(settings.when) if settings.when in [*When] else When.SIGNED
        handover = Handover(Path(settings.folder), find(chosen), when, Privacy(settings.identified))
        pause = 0.0
        while not leave.wait(pause):
            first = self._first
            try:
                if first is not None:
                    first(history)
                    if self._first is first:
                        self._first = None
                count = deliver(history, handover, cancelled=leave.is_set, skipped=self._skipped.emit)
            except Exception as problem:
                if leave.is_set():  # the log may be closed by now
                    return
                self._stopped_by.emit(problem)
                pause = _AGAIN_SECONDS
            else:
                self._handed_over.emit(count)
                pause = _LOOK_SECONDS

    def _tell(self, count: int) -> None:
        if self._told:
            self._told = ""
            self.recovered.emit("outbox")
        if count:
            self.said.emit(tr("{files} handed over to the export folder.").format(files=many(count, "file")))

    def _tell_skipped(self, sentence: str) -> None:
        logger.warning("%s", sentence)
        self.failed.emit("outbox-skipped", sentence)

    def _tell_why(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            self.leave()  # it would fail again and again
            raise problem
        if str(problem) != self._told:
            self._told = str(problem)
            logger.warning("%s", problem)
            self.failed.emit("outbox", str(problem))
