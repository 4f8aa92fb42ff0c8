"""Asks before something is done with the models: what it is, and what has to be agreed to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr


class AskDialog(QDialog):
    """A text, perhaps sentences to tick, and two buttons.

    Parameters
    ----------
    text : str
        Plain; it came from elsewhere.
    conditions : sequence of str
        Sentences that must all be agreed to.
    go : str
        What the button says that does it.
    """

    agreed = Signal()

    def __init__(
        self, title: str, text: str, conditions: Sequence[str], go: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.conditions: list[QCheckBox] = []
        self.go, self.cancel = QPushButton(go), QPushButton(tr("Cancel"))
        self.go.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.go.clicked.connect(self._go)
        self.cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.text, 1)
        for sentence in conditions:
            row, box, label = QHBoxLayout(), QCheckBox(), QLabel(sentence)
            box.setAccessibleName(sentence)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)  # which a box's own text does not
            label.setProperty("role", "warning")
            box.toggled.connect(lambda _: self._offer())
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            column.addLayout(row)
            self.conditions.append(box)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        lines = min(max(text.count("\n") + 2, 5), 24)
        self.resize(620, 140 + lines * self.fontMetrics().lineSpacing() + 48 * len(conditions))
        self._offer()

    def _offer(self) -> None:
        self.go.setEnabled(all(box.isChecked() for box in self.conditions))

    def _go(self) -> None:
        self.accept()
        self.agreed.emit()
