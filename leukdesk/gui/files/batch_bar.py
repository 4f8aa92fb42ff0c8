"""Many pictures: asks before, shows progress meanwhile, and says afterwards what came out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import marked, tr

_FAILED = marked("What failed")


class BatchBar(QFrame):
    """A bar above the picture; hidden while there is nothing to do."""

    agreed = Signal()
    cancelled = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "note")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress"))
        self._go, self._cancel, self._close = QPushButton(), QPushButton(tr("Cancel")), QPushButton(tr("Close"))
        self._more = QPushButton(tr(_FAILED))
        self._more.setCheckable(True)
        self._failures = QListWidget()
        self._failures.setWordWrap(True)
        self._failures.setMaximumHeight(120)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._text, 1)
        for button in (self._more, self._go, self._cancel, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._failures)
        self._go.clicked.connect(self.agreed)
        self._cancel.clicked.connect(self.cancelled)
        self._close.clicked.connect(self.dismissed)
        self._more.toggled.connect(self._failures.setVisible)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    @property
    def proposed(self) -> str:
        """What the button says that agrees."""
        return self._go.text()

    def failures(self) -> list[str]:
        """Return the sentences of what failed."""
        return [self._failures.item(row).text() for row in range(self._failures.count())]

    def propose(self, text: str, what: str) -> None:
        """Ask; Enter agrees, unless somebody is typing; ``what`` is what the button says that agrees."""
        self._lay_out(text, self._go, self._close)
        self._go.setText(what)
        self._close.setText(tr("Not now"))
        if not isinstance(QApplication.focusWidget(), QLineEdit):
            self._go.setFocus()

    def reword(self, text: str) -> None:
        """Ask the same with other words; nothing else changes."""
        self._text.setText(text)

    def progress(self, text: str, done: int, total: int) -> None:
        """Show how far it is; ``total`` 0 means that this is not known yet."""
        if self.isHidden() or not self._cancel.isVisibleTo(self):
            self._lay_out(text, self._cancel)
        self._text.setText(text)
        self._progress.show()
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def finish(self, text: str, failures: Sequence[str], what: str = _FAILED) -> None:
        """Say what came out; ``what``, marked, is the heading of the sentences about single pictures or records."""
        self._lay_out(text, *((self._more,) if failures else ()), self._close)
        self._close.setText(tr("Close"))
        what = tr(what)
        self._more.setText(f"{what} ({len(failures)})")
        self._failures.setAccessibleName(what)
        self._failures.addItems(list(failures))

    def _lay_out(self, text: str, *buttons: QPushButton) -> None:
        self._text.setText(text)
        self._progress.hide()
        self._more.setChecked(False)
        self._failures.hide()
        self._failures.clear()
        for button in (self._more, self._go, self._cancel, self._close):
            button.setVisible(button in buttons)
        self.show()
