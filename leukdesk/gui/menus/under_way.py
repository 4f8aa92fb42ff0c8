"""What is under way in the window: it can be cancelled, and is in the way of closing it or of another log."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from leukdesk.gui.files.batch import Batch
from leukdesk.gui.history.work import HistoryWork
from leukdesk.gui.live.hands_free_work import HandsFreeWork
from leukdesk.language import tr


class UnderWay(QObject):
    """Many pictures that are being classified, what is done with the history, and hands-free capture."""

    changed = Signal()
    """Something has begun or ended."""
    recovered = Signal(str)

    def __init__(self, batch: Batch, records: HistoryWork, hands_free: HandsFreeWork) -> None:
        super().__init__()
        self._batch, self._records, self._hands_free = batch, records, hands_free
        batch.running_changed.connect(self._look)
        records.running_changed.connect(self._look)

    @property
    def sentence(self) -> str:
        """What closing the window would break off, in a sentence; empty when it is nothing."""
        if self._batch.running:
            return tr("Pictures are still being classified. Those that are done stay in the log, the others are left.")
        return self._records.under_way

    @property
    def keeps_log(self) -> str:
        """What has to end before the log can be replaced, in sentences; empty when it is nothing."""
        if self._batch.running:
            return tr("Pictures are still being classified. Wait for it, or cancel it, then restore.")
        if self._hands_free.on:
            return tr("Hands-free capture is on. Stop it (F3), then restore.")
        return ""

    @property
    def keeps_models(self) -> str:
        """What has to end before a model can be exchanged, in sentences; empty when it is nothing."""
        if self._batch.running:
            return tr("Pictures are still being classified. Wait for it, or cancel it, then change the models.")
        if self._hands_free.on:
            return tr("Hands-free capture is on. Stop it (F3), then change the models.")
        return ""

    def cancel(self) -> None:
        """Stop what the user sees running, soon."""
        self._batch.cancel()
        self._records.cancel()

    def _look(self) -> None:
        if not self.sentence:
            self.recovered.emit("leave")
        restoring = self._records.safety.restoring.running
        self._hands_free.hold("restore", tr("Not capturing while a backup is restored.") if restoring else "")
        self.changed.emit()
