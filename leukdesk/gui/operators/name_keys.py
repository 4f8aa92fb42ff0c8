"""The keyboard while it is chosen whose PIN is asked for: arrows choose, what is typed belongs to the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class NameKeys(QObject):
    """Watches the keys of the names, and of the fields under them.

    Letters look for a name where the names have the keyboard; an arrow gives it to the PIN, and still chooses there.

    Parameters
    ----------
    names : QWidget
        Where one is chosen.
    fields : sequence of QLineEdit
        What is asked for; the first is the PIN's.
    step : callable
        Chooses the next name (1) or the one before (-1), and gives the keyboard to what is asked for.
    """

    def __init__(self, names: QWidget, fields: Sequence[QLineEdit], step: Callable[[int], object]) -> None:
        super().__init__(names)
        self._names, self._pin, self._step = names, fields[0], step
        for each in (names, *fields):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the arrows, and the digits that are typed at the names."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        keypad = Qt.KeyboardModifier.KeypadModifier
        plain = not event.modifiers() & ~keypad
        if plain and event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
            return True
        if plain and watched is self._names and event.text().isdigit() and self._pin.isVisible():
            self._pin.setFocus()
            self._pin.insert(event.text())
            return True
        return super().eventFilter(watched, event)
