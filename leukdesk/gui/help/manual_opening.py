"""Opens the manual: from the menu, and by its key in every window of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from leukdesk.language import spoken
from leukdesk.paths import manual

if TYPE_CHECKING:
    from leukdesk.gui.help.manual_window import ManualWindow

_KEY = "manual-key"


class ManualOpening(QObject):
    """Loads the manual when it is asked for the first time; the window's start does not wait for it.

    Parameters
    ----------
    window : QWidget
        The program's.
    action : QAction
        Its key is understood in every window, for each has a page of its own.
    """

    def __init__(self, window: QWidget, action: QAction) -> None:
        super().__init__(window)
        self._window, self._action = window, action
        self._shown: ManualWindow | None = None
        self._page = ""
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(lambda _=False: self.show())
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._window_came)

    def show(self) -> None:
        """Show the page about the window that is in use; where there is none, the page that was read last."""
        from leukdesk.gui.help.manual import FIRST
        from leukdesk.gui.help.where import page_for

        about = page_for(QApplication.activeWindow())
        # What waits for an answer keeps input from all windows but its own.
        owner = QApplication.activeModalWidget() or self._window
        if self._shown is not None and self._shown.parentWidget() is not owner:
            self._shown.reject()
        if self._shown is None:
            self._shown = self._made(owner)
            about = about or self._page or FIRST
        if about:
            self._shown.open_page(about)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    def _made(self, owner: QWidget) -> ManualWindow:
        from leukdesk.gui.help.manual_window import ManualWindow

        made = ManualWindow(manual(), spoken(), owner)
        made.shown.connect(self._remember)
        made.finished.connect(lambda _: self._closed(made))
        if owner is not self._window:
            owner.destroyed.connect(lambda _=None: self._closed(made))
        return made

    def _window_came(self, _: QWindow | None) -> None:
        """Let the key be understood in a window that waits for an answer, too."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.findChild(QShortcut, _KEY) is None:
            shortcut = QShortcut(self._action.shortcut(), dialog)
            shortcut.setObjectName(_KEY)
            shortcut.activated.connect(self.show)

    def _remember(self, page: str) -> None:
        self._page = page

    def _closed(self, manual: ManualWindow) -> None:
        """Forget a window; a dialog may go long after the manual that it owned, when another one is shown."""
        if self._shown is manual:
            self._shown = None
