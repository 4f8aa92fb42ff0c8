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
from leukdesk.language import marked, tr

_ABOUT = marked(
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
        self.setWindowTitle(tr("Verify the history"))
        self._begin = begin
        self._running = False
        about = QLabel(tr(_ABOUT))
        about.setWordWrap(True)
        self.whole = QCheckBox(tr("&Read every picture as well (of a hundred thousand pictures it takes an hour)"))
        self.whole.setChecked(True)
        self.line = ProgressLine()
        self.findings = QPlainTextEdit()
        self.findings.setReadOnly(True)
        self.findings.setAccessibleName(tr("Findings"))
        self.findings.setPlaceholderText(tr("What is found is listed here."))
        self.go, self.copy = QPushButton(tr("&Verify")), QPushButton(tr("&Copy the findings"))
        close = QPushButton(tr("Close"))
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
            self.line.say(tr("Stopping…"))
            return
        job = self._begin("whole" if self.whole.isChecked() else "there")
        if job is None:
            self.line.say(tr("Something else is under way. Wait for it, or cancel it, then verify."))
            return
        job.progressed.connect(self.line.show_progress)
        self._running = True
        self.findings.clear()
        self.copy.setEnabled(False)
        self.whole.setEnabled(False)
        self.go.setText(tr("Cancel"))

    def show_end(self, answer: object) -> None:
        """Show what was found, or why nothing was."""
        self._running = False
        self.go.setText(tr("&Verify"))
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
        return tr("Nothing wrong was found, but {ends} of the chain could not be proven.").format(
            ends=many(problems, "earlier end")
        )
    if not problems:
        return (
            tr("The history is sound.")
            if not findings.skipped
            else tr("Nothing wrong was found in what was looked at.")
        )
    return tr("1 thing is wrong.") if problems == 1 else tr("{count} things are wrong.").format(count=problems)


def _all(findings: Findings) -> list[str]:
    looked_at = tr(
        "Looked at: {records}, {events}, {pictures}, and {ends} of the chain that backups and the file beside the log "
        "know. Newest event: {newest}, {hash}."
    ).format(
        records=many(findings.records, "record"),
        events=many(findings.events, "event"),
        pictures=many(findings.pictures, "picture"),
        ends=many(findings.known, "earlier end"),
        newest=findings.head.id,
        hash=findings.head.hash.hex(),
    )
    sentences = [*(each.sentence for each in findings.problems), *(each.sentence for each in findings.notes)]
    return [*sentences, *findings.skipped, looked_at]
