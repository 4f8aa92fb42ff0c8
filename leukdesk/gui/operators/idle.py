"""Notices when nobody has touched the station for some minutes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QMainWindow

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """Watches the window, and every dialog, for input."""

    left_alone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.left_alone)

    def open(self, window: QMainWindow) -> None:
        """Watch a window that is shown, and each that comes later."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._window_came)
        self._window_came(window.windowHandle())

    def wait(self, minutes: int) -> None:
        """Tell when there was no input for so long, counted from now; never for 0 minutes."""
        self.timer.stop()
        if minutes:
            self.timer.start(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice that somebody is there."""
        if self.timer.isActive() and event.type() in _INPUT:
            self.timer.start()
        return super().eventFilter(watched, event)

    def _window_came(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
