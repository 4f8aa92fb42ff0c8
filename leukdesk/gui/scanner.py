"""Tells a barcode scanner, which types like a keyboard, from a person by its speed."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

_SHORTEST = 4
"""Characters; fewer of them a fast typist's roll over the keys can be."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Scanner(QObject):
    """Watches the keys of a window: a code that ends with Enter or Tab is a scan wherever the keyboard's focus is.

    What such a code left in a text field on its way is taken out again; control characters in it (the separators of GS1
    codes) are left out. To be installed as the event filter of the
    window's QWindow, which sees every key before the widgets do.

    Parameters
    ----------
    pause : int
        Milliseconds between two keys of a scan at most. Scanners take 1 to 30, a person who types 120 words a minute
        100.
    """

    scanned = Signal(str)
    """A whole code."""

    def __init__(self, parent: QObject | None = None, pause: int = 60) -> None:
        super().__init__(parent)
        self.pause = pause
        self._typed = ""
        self._last = 0
        self._field: QLineEdit | None = None
        self._before = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """Look at keys; what ends a scan goes no further."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            # Inside a code a space is not the shortcut for a capture, nor a separator one for something else.
            if event.text() and event.key() not in _ENDS and self._goes_on(event) and self._typed:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        goes_on = self._goes_on(event)
        self._last = _milliseconds(event)
        if _character(event):
            if not goes_on or not self._typed:
                self._begin()
            self._typed += event.text()
            # Nor may it press the button that happens to have the keyboard.
            return event.text() == " " and len(self._typed) > 1 and self._field is None
        if event.key() in _ENDS and goes_on and len(self._typed) >= _SHORTEST:
            self._end()
            return True
        if event.text() and goes_on and self._typed and event.key() not in _ENDS:
            return True
        if event.text():  # a mere Shift belongs to the code
            self._typed = ""
        return False

    def _begin(self) -> None:
        self._typed = ""
        focus = QApplication.focusWidget()
        self._field = focus if isinstance(focus, QLineEdit) else None
        self._before = self._field.text() if self._field is not None else ""

    def _end(self) -> None:
        code, self._typed = self._typed.strip(), ""
        if self._field is not None:
            self._field.setText(self._before)
        self.scanned.emit(code)

    def _goes_on(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and _milliseconds(event) - self._last <= self.pause


def _character(event: QKeyEvent) -> bool:
    # Ctrl and Alt together are AltGr on Windows, and make characters.
    alone = bool(event.modifiers() & _CONTROL) != bool(event.modifiers() & _ALT)
    return bool(event.text()) and event.text().isprintable() and not alone


def _milliseconds(event: QKeyEvent) -> int:
    # The system's own time of the key: a window that was busy for a moment gets slow keys all at once.
    return event.timestamp() or round(time.monotonic() * 1000)
