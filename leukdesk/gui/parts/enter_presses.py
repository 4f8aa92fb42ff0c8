"""Lets Enter press the button that has the keyboard, since the space bar captures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class EnterPresses(QObject):
    """An event filter for a window's buttons."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Click on Enter."""
        if (
            isinstance(watched, QAbstractButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.isAutoRepeat()
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)
