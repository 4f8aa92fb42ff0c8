"""The window that checks everything that is stored, and shows what it found as text to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from leukdesk.errors import LeukdeskError
from leukdesk.gui.history.long_job import LongJob
from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.theme import SPACE
from leukdesk.history.checking.complete import check_all
from leukdesk.history.checking.findings import Findings
from leukdesk.history.checking.verify import Pictures
from leukdesk.history.store import History

_ABOUT = (
    "Records and decisions are held together by a chain of hashes, and backups know what its end was in their time: "
    "what was changed, cut off or lost is found. The history is tamper-evident: whoever can write to the disk can "
    "change it, but not unseen by one who has an earlier backup."
)


class VerifyDialog(QDialog):
    """One check at a time; the log can be used meanwhile.

    Parameters
    ----------
    job : LongJob
        Outlives the dialog, and is stopped with the window.
    operator : callable
        Returns who asks for the check.
    """

    def __init__(
        self, history: History, job: LongJob, operator: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verify the history")
        self._history, self._job, self._operator = history, job, operator
        about = QLabel(_ABOUT)
        about.setWordWrap(True)
        self.whole = QCheckBox("&Read every picture as well (of a hundred thousand pictures it takes an hour)")
        self.whole.setChecked(True)
        self.line = ProgressLine()
        self.findings = QPlainTextEdit()
        self.findings.setReadOnly(True)
        self.findings.setAccessibleName("Findings")
        self.findings.setPlaceholderText("What is found is listed here.")
        self.go, self.copy, close = QPushButton("&Verify"), QPushButton("&Copy the findings"), QPushButton("Close")
        self.go.setDefault(True)
        self.copy.setEnabled(False)
        self.go.clicked.connect(self._go)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.findings.toPlainText()))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        for button in (self.go, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (about, self.whole, self.line):
            column.addWidget(widget)
        column.addWidget(self.findings, 1)
        column.addLayout(foot)
        self.resize(640, 420)
        job.progressed.connect(self.line.show_progress)
        job.ended.connect(self._ended)

    def _go(self) -> None:
        if self._job.running:
            self._job.cancel()
            self.go.setEnabled(False)
            self.line.say("Stopping…")
            return
        history, by = self._history, self._operator()
        pictures: Pictures = "whole" if self.whole.isChecked() else "there"
        self.findings.clear()
        self.copy.setEnabled(False)
        self.whole.setEnabled(False)
        self.go.setText("Cancel")
        self._job.start(lambda progress, cancelled: check_all(history, pictures, by, progress, cancelled))

    def _ended(self, answer: object) -> None:
        self.go.setText("&Verify")
        self.go.setEnabled(True)
        self.whole.setEnabled(True)
        if isinstance(answer, Findings):
            self.line.say(_in_words(answer))
            self.findings.setPlainText("\n\n".join(_all(answer)))
            self.copy.setEnabled(True)
        elif isinstance(answer, LeukdeskError):
            self.line.say(str(answer))


def _in_words(findings: Findings) -> str:
    problems = len(findings.problems)
    if not problems:
        return "The history is sound." if not findings.skipped else "Nothing wrong was found in what was looked at."
    return "1 thing is wrong." if problems == 1 else f"{problems} things are wrong."


def _all(findings: Findings) -> list[str]:
    looked_at = (
        f"Looked at: {findings.records:,} records, {findings.events:,} events, {findings.pictures:,} pictures, and "
        f"{findings.known:,} earlier ends of the chain that backups and the file beside the log know. "
        f"Newest event: {findings.head.id}, {findings.head.hash.hex()}."
    )
    return [*(each.sentence for each in findings.problems), *findings.skipped, looked_at]
