"""How the window was left: its place, its splitters and the history's columns, as text that settings can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow

from leukdesk.gui.history_panel import HistoryPanel
from leukdesk.gui.panes import Panes

_LOW_SCREEN = 900
"""Below this height (in device-independent pixels) the window takes all of the screen at first."""


class WindowState:
    """Reads and restores it; where nothing usable was remembered, the room is shared out by the screen's size."""

    def __init__(self, window: QMainWindow, panes: Panes, history: HistoryPanel) -> None:
        self._window, self._panes, self._history = window, panes, history
        self._remembered: set[str] = set()

    def read(self) -> dict[str, str]:
        """Return how the window is now."""
        return {
            "geometry": _to_text(self._window.saveGeometry()),
            "across": _to_text(self._panes.across.saveState()),
            "down": _to_text(self._panes.down.saveState()),
            "columns": self._history.state(),
        }

    def restore(self, states: Mapping[str, str]) -> None:
        """Bring the window back to how it was; before it is shown."""
        self._remembered = set(states)
        if not _restore(states, "geometry", self._window.restoreGeometry):
            screen = self._window.screen().availableGeometry().size()
            self._window.resize(min(round(0.9 * screen.width()), 1920), min(round(0.9 * screen.height()), 1200))
            if screen.height() < _LOW_SCREEN:
                self._window.setWindowState(Qt.WindowState.WindowMaximized)
        _restore(states, "across", self._panes.across.restoreState)
        _restore(states, "down", self._panes.down.restoreState)
        self._history.restore(states.get("columns", ""))

    def share_room(self) -> None:
        """Share out what was not remembered; once the window has its size."""
        if "across" not in self._remembered:
            self._panes.share_across()
        if "down" not in self._remembered:
            self._panes.share_down()


def _to_text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _restore(states: Mapping[str, str], name: str, into: Callable[[QByteArray], bool]) -> bool:
    text = states.get(name, "")
    return bool(text) and into(QByteArray.fromBase64(text.encode("ascii", "ignore")))
