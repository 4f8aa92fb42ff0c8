"""The window that checks everything that is stored, and shows what it found as text to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.history.long_job import LongJob
from leukdesk.gui.history.progress_line import ProgressLine
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.checking.findings import Findings, ProblemKind
from leukdesk.history.checking.pictures import Pictures

_ABOUT = (
    "Records and decisions are held together by a chain of hashes, and backups know what its end was in their time: "
    "what was changed, cut off or lost is found. The history is tamper-evident: whoever can write to the disk can "
    "change it, but not unseen by one who has an earlier backup."
)


class VerifyDialog(QDialog):
    """One check at a time; the log can be used meanwhile.

    A check goes on when the dialog is closed; whoever has begun it tells then what was found.

    Parameters
    ----------
    begin : callable
        Given what of the pictures is to be looked at, begins a check and returns it; or None where another job is
        under way.
    """

    cancelled = Signal()

    def __init__(self, begin: Callable[[Pictures], LongJob | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verify the history")
        self._begin = begin
        self._running = False
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
        column.addWidget(IntendedUse())
        self.resize(640, 420)

    def _go(self) -> None:
        if self._running:
            self.cancelled.emit()
            self.go.setEnabled(False)
            self.line.say("Stopping…")
            return
        job = self._begin("whole" if self.whole.isChecked() else "there")
        if job is None:
            self.line.say("Something else is under way. Wait for it, or cancel it, then verify.")
            return
        job.progressed.connect(self.line.show_progress)
        self._running = True
        self.findings.clear()
        self.copy.setEnabled(False)
        self.whole.setEnabled(False)
        self.go.setText("Cancel")

    def show_end(self, answer: object) -> None:
        """Show what was found, or why nothing was."""
        self._running = False
        self.go.setText("&Verify")
        self.go.setEnabled(True)
        self.whole.setEnabled(True)
        if isinstance(answer, Findings):
            self.line.say(in_words(answer))
            self.findings.setPlainText("\n\n".join(_all(answer)))
            self.copy.setEnabled(True)
        elif isinstance(answer, LeukdeskError):
            self.line.say(str(answer))


def in_words(findings: Findings) -> str:
    """Return what was found, in a sentence."""
    problems = len(findings.problems)
    if problems and all(each.kind is ProblemKind.UNPROVEN for each in findings.problems):
        return f"Nothing wrong was found, but {many(problems, 'earlier end')} of the chain could not be proven."
    if not problems:
        return "The history is sound." if not findings.skipped else "Nothing wrong was found in what was looked at."
    return "1 thing is wrong." if problems == 1 else f"{problems} things are wrong."


def _all(findings: Findings) -> list[str]:
    looked_at = (
        f"Looked at: {many(findings.records, 'record')}, {many(findings.events, 'event')}, "
        f"{many(findings.pictures, 'picture')}, and {many(findings.known, 'earlier end')} of the chain "
        "that backups and the file beside the log know. "
        f"Newest event: {findings.head.id}, {findings.head.hash.hex()}."
    )
    sentences = [*(each.sentence for each in findings.problems), *(each.sentence for each in findings.notes)]
    return [*sentences, *findings.skipped, looked_at]
