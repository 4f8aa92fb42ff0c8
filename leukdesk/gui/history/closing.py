"""The backup after the window was closed: at once where little was logged, else in a small window of its own."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leukdesk.errors import LeukdeskError
from leukdesk.gui.history.long_job import LongJob
from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.parts.icons import program_icon
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.progress import Progress
from leukdesk.history.safety.backup_places import places
from leukdesk.history.safety.errors import BackupCancelledError
from leukdesk.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from leukdesk.history.store import History

logger = logging.getLogger(__name__)

SHOW_AFTER = 500
"""Milliseconds after which the small window is shown: most backups have been made by then."""
_STOP_SECONDS = 5.0


class SavingWindow(QWidget):
    """All that is left of the program while the backup is made; closing it skips the backup."""

    def __init__(self, job: LongJob) -> None:
        super().__init__(None, Qt.WindowType.Dialog)
        self._job = job
        self.setWindowTitle("Leukdesk")
        self.setWindowIcon(program_icon())
        title = QLabel(tr("Saving a backup…"))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        note = QLabel(tr("Everything is in the log already. Skip this if the computer has to go off now."))
        note.setWordWrap(True)
        self.line = ProgressLine()
        self.skip = QPushButton(tr("Skip"))
        self.skip.clicked.connect(self._skip)
        job.progressed.connect(self.line.show_progress)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.skip)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (title, note, self.line):
            column.addWidget(widget)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        self.setMinimumWidth(420)

    def _skip(self) -> None:
        self.skip.setEnabled(False)
        self.line.say(tr("Stopping…"))
        self._job.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Skip."""
        self._job.cancel()
        super().closeEvent(event)


def back_up_and_wait(history: History, show_after: int = SHOW_AFTER) -> None:
    """Back the log up in all places where one is due, and return when that is done or was skipped.

    What goes wrong is in the program's messages and, where the log is unsound, in the log: the window is gone. Killed
    meanwhile, the program leaves the earlier backups as they are.
    """
    loop = QEventLoop()
    answers: list[object] = []
    job = LongJob("closing-backup", partial(_back_up, history), answers.append, answers.append)
    window = SavingWindow(job)
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(window.show)
    job.over.connect(loop.quit)
    late.start(show_after)
    job.start()
    loop.exec()
    job.leave()  # it has ended, unless Qt itself was told to end
    job.join(_STOP_SECONDS)
    for answer in answers:
        _told(answer)
    late.stop()
    window.hide()
    window.deleteLater()


def _back_up(history: History, progress: Progress, cancelled: Callable[[], bool]) -> None:
    for place in places(history.paths):
        if place.is_there and place.is_due(history):
            place.make(history, "", progress, cancelled)


def _told(answer: object) -> None:
    match answer:
        case BackupCancelledError():
            logger.info("The backup was skipped.")
        case LeukdeskError():
            logger.warning("%s", answer)
        case Exception():
            logger.error("The backup failed.", exc_info=answer)
