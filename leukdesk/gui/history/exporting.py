"""Writes records to a file or a folder on a thread of its own, which shows how far it is and can be stopped."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.batch_bar import BatchBar

if TYPE_CHECKING:
    from leukdesk.gui.history.export_dialog import Wanted
    from leukdesk.history.exporting.exporter import Exported
    from leukdesk.history.store import History

_TELL_SECONDS = 0.1


class Exporter(QObject):
    """One export at a time; the worker goes on classifying meanwhile, since the log can be read beside it."""

    said = Signal(str)
    failed = Signal(str, str)
    running_changed = Signal()
    recovered = Signal(str)
    """The key of what no longer matters."""
    _progressed = Signal(int, int)
    _ended = Signal(object)

    def __init__(self, bar: BatchBar) -> None:
        super().__init__()
        self._bar = bar
        self._path = Path()
        self._cancelled = threading.Event()
        self._told = 0.0
        self._thread: threading.Thread | None = None
        bar.cancelled.connect(self.cancel)
        bar.dismissed.connect(bar.hide)
        # Both are emitted on the export's thread and so are queued to this one.
        self._progressed.connect(self._show_progress)
        self._ended.connect(self._show_end)

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._thread is not None

    def start(self, history: History, wanted: Wanted, actor: str) -> None:
        """Write what is wanted; ``actor`` is who wants it, for the log."""
        if self.running:
            self.failed.emit(
                "export", f"{self._path} is still being written. Wait for it, or cancel it, then export again."
            )
            return
        self.recovered.emit("export")
        self._path = wanted.target
        self._cancelled.clear()
        self._bar.progress(f"Exporting to {self._path}…", 0, 0)
        self._thread = threading.Thread(target=self._write, args=(history, wanted, actor), name="export", daemon=True)
        self._thread.start()
        self.running_changed.emit()

    def cancel(self) -> None:
        """Stop soon; nothing is written then."""
        self._cancelled.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Cancel and wait; False when the disk does not answer in time."""
        self._cancelled.set()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _write(self, history: History, wanted: Wanted, actor: str) -> None:
        from leukdesk.history.exporting.exporter import export
        from leukdesk.history.exporting.formats import find

        try:
            answer: Exported | Exception = export(
                history,
                wanted.selection,
                find(wanted.format_id),
                wanted.target,
                privacy=wanted.privacy,
                progress=self._tell,
                cancelled=self._cancelled.is_set,
                actor=actor,
            )
        except Exception as problem:
            answer = problem
        self._ended.emit(answer)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _TELL_SECONDS:
            self._told = now
            self._progressed.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        if self.running and not self._cancelled.is_set():
            self._bar.progress(f"Exporting {done:,} of {total:,} records to {self._path}", done, total)

    def _show_end(self, answer: Exported | Exception) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self.running_changed.emit()
        if not isinstance(answer, Exception):
            records = "1 record" if answer.count == 1 else f"{answer.count:,} records"
            self._bar.finish(f"Exported {records} to {self._path}.", answer.remarks, "Remarks")
            self.said.emit(f"Exported {records}.")
            return
        self._bar.hide()
        if not isinstance(answer, LeukdeskError):
            raise answer
        if self._cancelled.is_set():
            self.said.emit(str(answer))
        else:
            self.failed.emit("export", str(answer))
