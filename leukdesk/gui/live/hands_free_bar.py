"""The line above the picture while fields are captured by themselves: how many, and what is waited for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leukdesk.counting import many
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.theme import SPACE, tabular
from leukdesk.watching.sensitivity import SENSITIVITIES


class HandsFreeBar(QFrame):
    """Hidden while hands-free capture is off."""

    sensitivity_chosen = Signal(str)
    new_slide = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "note")
        self.setAccessibleName("Hands-free capture")
        self._count = QLabel()
        self._count.setFont(tabular(self.font()))
        self._count.setAccessibleName("Captured fields")
        self._waits = ElidedLabel()
        self._waits.setAccessibleName("What hands-free capture waits for")
        self._sensitivity = QComboBox()
        self._sensitivity.addItems(list(SENSITIVITIES))
        self._sensitivity.setAccessibleName("Sensitivity of hands-free capture")
        self._sensitivity.setToolTip(
            "Careful: longer at rest, sharper, less of a field seen twice. Eager: the other way round."
        )
        self._sensitivity.textActivated.connect(self.sensitivity_chosen)
        new, stop = QPushButton("New slide"), QPushButton("Stop")
        new.setToolTip("Count from 0, and forget which fields were captured. A new sample code does so by itself.")
        new.clicked.connect(self.new_slide)
        stop.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._sensitivity)
        row.addWidget(new)
        row.addWidget(stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._waits)
        self.show_count(0)
        self.hide()

    @property
    def words(self) -> str:
        """What is waited for."""
        return self._waits.full_text

    @property
    def count(self) -> str:
        """How many were captured, in words."""
        return self._count.text()

    def set_sensitivity(self, name: str) -> None:
        """Show which one is chosen."""
        self._sensitivity.setCurrentText(name)

    def show_count(self, count: int) -> None:
        """Say how many fields were captured."""
        self._count.setText(f"Hands-free: {many(count, 'field')} captured")

    def say(self, words: str) -> None:
        """Say what is waited for."""
        self._waits.set_full_text(words)
