"""The words of intended use, at the foot of a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leukdesk import INTENDED_USE
from leukdesk.language import tr


class IntendedUse(QLabel):
    """A muted line."""

    def __init__(self) -> None:
        super().__init__(tr(INTENDED_USE))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "muted")
