"""Tells a barcode scanner, which types like a keyboard, from a person by its speed."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_SHORTEST = 4
"""Characters; fewer of them a fast typist's roll over the keys can be."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Scanner(QObject):
    """Watches the keys of every window: a code that ends with Enter or Tab is a scan, whatever has the keyboard.

    What such a code changed in a field on its way is put back, and its end presses no button; control characters in it
    (the separators of GS1 codes) are left out. In an open menu or list, whose letters choose something, a letter waits
    until it is known whether others follow.

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
        self._focus: QWidget | None = None
        self._before: object = None
        self._held: tuple[QObject, QKeyEvent] | None = None
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.timeout.connect(self._let_go)
        # Also a dialog that nobody has told of: whatever gets the keyboard.
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._window_came)

    def _window_came(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def listen_to(self, window: QWidget) -> None:
        """Watch the keys of a window that is shown: its QWindow sees each before the widgets do."""
        window.windowHandle().installEventFilter(self)

    def listen_to_popup(self, popup: QWidget) -> None:
        """Watch the keys of a menu, or of a list that drops down."""
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at keys; what ends a scan goes no further."""
        popup = QApplication.activePopupWidget()
        if popup is not None and isinstance(watched, QWindow):
            if event.type() == QEvent.Type.KeyPress:
                self.listen_to_popup(popup.focusWidget() or popup)
            return False  # the popup comes next
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            # Inside a code a space is not the shortcut for a capture, nor does its end choose from an open list.
            if (
                event.text()
                and self._typed
                and self._goes_on(event)
                and (event.key() not in _ENDS or len(self._typed) >= _SHORTEST)
            ):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._pressed(watched, event)
        return False

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if not self._goes_on(event) or QApplication.focusWidget() is not self._focus:
            self._typed = ""
        self._last = _milliseconds(event)
        if _character(event):
            return self._add(watched, event)
        if event.key() in _ENDS and len(self._typed) >= _SHORTEST:
            self._end()
            return True
        if event.text() and self._typed and event.key() not in _ENDS:
            return True  # a separator
        if event.text():  # a mere Shift belongs to the code
            self._typed = ""
        return False

    def _add(self, watched: QObject, event: QKeyEvent) -> bool:
        first = not self._typed
        if first:
            self._focus = QApplication.focusWidget()
            self._before = _value(self._focus)
        self._typed += event.text()
        if QApplication.activePopupWidget() is not None:
            self._held = (watched, event.clone()) if first else None
            self._release.start(self.pause)
            return True
        # A space inside a code may not press the button that happens to have the keyboard.
        return event.text() == " " and not first and not isinstance(self._focus, QLineEdit)

    def _let_go(self) -> None:
        """Nothing followed: the letter was a person's."""
        held, self._held = self._held, None
        self._typed = ""
        if held is not None and QApplication.activePopupWidget() is not None:
            watched, event = held
            watched.removeEventFilter(self)
            QCoreApplication.sendEvent(watched, event)
            watched.installEventFilter(self)

    def _end(self) -> None:
        code, self._typed = self._typed.strip(), ""
        self._held = None
        self._release.stop()
        if self._focus is not None and self._before is not None:
            self._focus.metaObject().userProperty().write(self._focus, self._before)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.scanned.emit(code)

    def _goes_on(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and _milliseconds(event) - self._last <= self.pause


def _value(field: QWidget | None) -> object:
    """Return what a field holds: what its class says is for the user to change (text, number, choice); else None."""
    return None if field is None else field.metaObject().userProperty().read(field)


def _character(event: QKeyEvent) -> bool:
    # Ctrl and Alt together are AltGr on Windows, and make characters.
    alone = bool(event.modifiers() & _CONTROL) != bool(event.modifiers() & _ALT)
    return bool(event.text()) and event.text().isprintable() and not alone


def _milliseconds(event: QKeyEvent) -> int:
    # The system's own time of the key: a window that was busy for a moment gets slow keys all at once.
    return event.timestamp() or round(time.monotonic() * 1000)
