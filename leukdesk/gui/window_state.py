"""How the window was left: its place, its splitters and the history's columns, as text that settings can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow

from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.panes import Panes

_LOW_SCREEN = 900
"""Below this height (in device-independent pixels) the window takes all of the screen at first."""


class WindowState:
    """Reads and restores it; where nothing usable was remembered, the room is shared out by the screen's size.

    What suits one screen does not suit another, so it is remembered for each size of screen.
    """

    def __init__(self, window: QMainWindow, panes: Panes, history: HistoryPanel) -> None:
        self._window, self._panes, self._history = window, panes, history
        self._remembered: dict[str, str] = {}
        self._screen = window.screen().availableGeometry().size()

    def read(self) -> dict[str, str]:
        """Return how the window is now."""
        states = {
            "geometry": _to_text(self._window.saveGeometry()),
            "across": _to_text(self._panes.across.saveState()),
            "down": _to_text(self._panes.down.saveState()),
            "columns": self._history.state(),
        }
        return self._remembered | {self._key(name): state for name, state in states.items()}

    def restore(self, states: Mapping[str, str]) -> None:
        """Bring the window back to how it was; before it is shown."""
        self._remembered = dict(states)
        if not self._restore("geometry", self._window.restoreGeometry):
            width, height = self._screen.width(), self._screen.height()
            self._window.resize(min(round(0.9 * width), 1920), min(round(0.9 * height), 1200))
            if height < _LOW_SCREEN:
                self._window.setWindowState(Qt.WindowState.WindowMaximized)
        self._restore("across", self._panes.across.restoreState)
        self._restore("down", self._panes.down.restoreState)
        self._history.restore(self._remembered.get(self._key("columns"), ""))

    def share_room(self) -> None:
        """Share out what was not remembered; once the window has its size."""
        if self._key("across") not in self._remembered:
            self._panes.share_across()
        if self._key("down") not in self._remembered:
            self._panes.share_down()

    def _key(self, name: str) -> str:
        return f"{name} {self._screen.width()}x{self._screen.height()}"

    def _restore(self, name: str, into: Callable[[QByteArray], bool]) -> bool:
        text = self._remembered.get(self._key(name), "")
        return bool(text) and into(QByteArray.fromBase64(text.encode("ascii", "ignore")))


def _to_text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")
