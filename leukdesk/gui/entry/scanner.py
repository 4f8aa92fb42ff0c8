"""Tells a barcode scanner, which types like a keyboard, from a person by its speed."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

_SHORTEST = 4
"""Characters; fewer of them a fast typist's roll over the keys can be."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Scanner(QObject):
    """Watches the keys of every window: a code that ends with Enter or Tab is a scan, whatever has the keyboard.

    What such a code changed in a field on its way is put back, and its end presses no button; control characters in it
    (the separators of GS1 codes) are left out. In an open menu or list, whose letters choose something, a letter waits
    until it is known whether others follow; a list that completes what is typed into a field chooses nothing by them.

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
        self._held: list[QKeyEvent] = []
        self._passing: QKeyEvent | None = None
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
        if event is self._passing:
            return False
        popup = _popup_that_chooses()
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
            self._let_go()  # a busy window's timer comes after the next key
        self._last = _milliseconds(event)
        if _character(event):
            return self._add(watched, event)
        if event.key() in _ENDS and len(self._typed) >= _SHORTEST:
            self._end()
            return True
        if event.text() and self._typed and event.key() not in _ENDS:
            return True  # a separator
        if event.text():  # a mere Shift belongs to the code
            self._let_go()
        return False

    def _add(self, watched: QObject, event: QKeyEvent) -> bool:
        first = not self._typed
        if first:
            self._focus = QApplication.focusWidget()
            self._before = _value(self._focus)
        self._typed += event.text()
        # What a menu got that has closed meanwhile, and what follows a letter that waits, waits as well.
        if isinstance(watched, QWidget) or self._held:
            self._held.append(event.clone())
            self._release.start(self.pause)
            return True
        # A space inside a code may not press the button that happens to have the keyboard.
        return event.text() == " " and not first and not isinstance(self._focus, QLineEdit)

    def _let_go(self) -> None:
        """It was no scan: hand over what waits, to what has the keyboard now."""
        held, self._held = self._held, []
        self._typed = ""
        self._release.stop()
        if len(held) >= _SHORTEST and _popup_that_chooses() is not None:
            return  # a scan without its end chooses nothing either
        for event in held:
            popup = QApplication.activePopupWidget()
            target = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
            if target is not None:
                self._passing = event
                QCoreApplication.sendEvent(target, event)
        self._passing = None

    def _end(self) -> None:
        code, self._typed = self._typed.strip(), ""
        self._held = []
        self._release.stop()
        if self._focus is not None and self._before is not None:
            self._focus.metaObject().userProperty().write(self._focus, self._before)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.scanned.emit(code)

    def _goes_on(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and _milliseconds(event) - self._last <= self.pause


def _popup_that_chooses() -> QWidget | None:
    """Return the menu or list that is open; not a bare view, which completes what is typed into a field."""
    popup = QApplication.activePopupWidget()
    return None if isinstance(popup, QAbstractItemView) else popup


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
