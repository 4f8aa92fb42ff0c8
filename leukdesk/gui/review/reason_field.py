"""Where a reason is typed, or taken from those that are common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from leukdesk.history.plain import LONGEST_REASON
from leukdesk.language import tr


class ReasonField(QLineEdit):
    """The arrows up and down go through the common reasons; what was typed is the first of them, and is kept."""

    def __init__(self, offered: Sequence[str], typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(typed, parent)
        self._offered, self._typed = tuple(offered), typed
        self._place = 0
        self.setAccessibleName(tr("Reason"))
        self.setPlaceholderText(tr("Type why, or press ↓ for common reasons"))
        self.setMaxLength(LONGEST_REASON)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._edited)

    @property
    def reason(self) -> str:
        """The reason, without spaces around it."""
        return self.text().strip()

    def take(self, reason: str) -> None:
        """Fill in a common reason."""
        self._place = self._offered.index(reason) + 1
        self.setText(reason)

    def type_on(self, text: str) -> None:
        """Add what was typed elsewhere and is meant for here."""
        self.setText(self.text() + text)
        self._edited(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go through the common reasons."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        offered = (self._typed, *self._offered)
        self._place = (self._place + step) % len(offered)
        self.setText(offered[self._place])

    def _edited(self, text: str) -> None:
        self._typed, self._place = text, 0
