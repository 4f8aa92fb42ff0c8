"""Hands records over to the export folder while the window is open, on a thread of its own: a share may not answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.settings import HandoverSettings

if TYPE_CHECKING:
    from leukdesk.history.store import History

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_AGAIN_SECONDS = 30.0


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
        self._history: History | None = None
        self._settings = HandoverSettings()
        self._leave = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = ""
        # All three are emitted on the thread and so are queued to this one.
        self._handed_over.connect(self._tell)
        self._stopped_by.connect(self._tell_why)
        self._skipped.connect(self._tell_skipped)

    @property
    def running(self) -> bool:
        """Whether there is a folder to hand over to."""
        return self._thread is not None

    def start(self, history: History, settings: HandoverSettings, first: Callable[[], None] | None = None) -> None:
        """Begin to hand over; ``first`` is done before, on the thread, as often as it takes."""
        self.stop()
        self._history, self._settings, self._told = history, settings, ""
        if not settings.folder:
            return
        self._leave = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(history, settings, self._leave, first), name="outbox", daemon=True
        )
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Finish the file under way; False when the folder's disk does not answer in time."""
        self._leave.set()
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        thread.join(timeout)
        return not thread.is_alive()

    def _run(
        self,
        history: History,
        settings: HandoverSettings,
        leave: threading.Event,
        first: Callable[[], None] | None,
    ) -> None:
        from leukdesk.history.exporting.formats import IDS, find
        from leukdesk.history.exporting.outbox import Handover, When, deliver
        from leukdesk.history.exporting.privacy import Privacy

        chosen = settings.format_id if settings.format_id in IDS else "json"
        when = When(settings.when) if settings.when in [*When] else When.SIGNED
        handover = Handover(Path(settings.folder), find(chosen), when, Privacy(settings.identified))
        pause = 0.0
        while not leave.wait(pause):
            try:
                if first is not None:
                    first()
                    first = None
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
            self.said.emit(f"{count} {'file' if count == 1 else 'files'} handed over to the export folder.")

    def _tell_skipped(self, sentence: str) -> None:
        logger.warning("%s", sentence)
        self.failed.emit("outbox-skipped", sentence)

    def _tell_why(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            self.stop()  # it would fail again and again
            raise problem
        if str(problem) != self._told:
            self._told = str(problem)
            logger.warning("%s", problem)
            self.failed.emit("outbox", str(problem))
