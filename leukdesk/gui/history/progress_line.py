"""What a long job is doing, in a line of words above a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import number, tr

_STEPS = 1000


class ProgressLine(QWidget):
    """Keeps its room while there is nothing to show, so that a dialog does not jump."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self.clear()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_progress(self, what: str, done: int, total: int) -> None:
        """Show a step; of a ``total`` of 0 nobody knows how long it takes."""
        self._bar.show()
        self._text.setText(how_far(what, done, total))
        # A log may have more pages than Qt's numbers reach.
        self._bar.setRange(0, _STEPS if total else 0)
        self._bar.setValue(done * _STEPS // total if total else 0)

    def say(self, sentence: str) -> None:
        """Show a sentence, and no bar."""
        self._bar.setRange(0, _STEPS)
        self._bar.hide()
        self._text.setText(sentence)

    def clear(self) -> None:
        """Show nothing."""
        self.say("")


def how_far(what: str, done: int, total: int) -> str:
    """Say how far a job is; of a ``total`` of 0 nobody knows how long it takes."""
    if not total:
        return f"{what}…"
    return tr("{what}: {done} of {total}").format(what=what, done=number(done), total=number(total))
