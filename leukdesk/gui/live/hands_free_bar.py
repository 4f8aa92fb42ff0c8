"""The line above the picture while fields are captured by themselves: how many, and what is waited for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leukdesk.counting import many
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.theme import SPACE, tabular
from leukdesk.language import tr
from leukdesk.watching.sensitivity import SENSITIVITIES


class HandsFreeBar(QFrame):
    """Hidden while hands-free capture is off."""

    sensitivity_chosen = Signal(str)
    new_slide = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "note")
        self.setAccessibleName(tr("Hands-free capture"))
        self._count = QLabel()
        self._count.setFont(tabular(self.font()))
        self._count.setAccessibleName(tr("Captured fields"))
        self._waits = ElidedLabel()
        self._waits.setAccessibleName(tr("What hands-free capture waits for"))
        self._sensitivity = QComboBox()
        for name in SENSITIVITIES:
            self._sensitivity.addItem(tr(name), name)
        self._sensitivity.setAccessibleName(tr("Sensitivity of hands-free capture"))
        self._sensitivity.setToolTip(
            tr("Careful: longer at rest, sharper, less of a field seen twice. Eager: the other way round.")
        )
        self._sensitivity.activated.connect(lambda row: self.sensitivity_chosen.emit(self._sensitivity.itemData(row)))
        new, stop = QPushButton(tr("New slide")), QPushButton(tr("Stop"))
        new.setToolTip(tr("Count from 0, and forget which fields were captured. A new sample code does so by itself."))
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
        self._sensitivity.setCurrentIndex(max(self._sensitivity.findData(name), 0))

    def show_count(self, count: int) -> None:
        """Say how many fields were captured."""
        self._count.setText(tr("Hands-free: {fields} captured").format(fields=many(count, "field")))

    def say(self, words: str) -> None:
        """Say what is waited for."""
        self._waits.set_full_text(words)
