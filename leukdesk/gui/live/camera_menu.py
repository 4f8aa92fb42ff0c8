"""The choice of where live frames come from: cameras by name, the virtual microscope, a stream or a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from leukdesk.capture.source import without_password
from leukdesk.gui.parts.icons import icon
from leukdesk.language import tr

if TYPE_CHECKING:
    # The module loads the video library, which the window does not wait for.
    from leukdesk.capture.devices import CameraInfo

VIRTUAL = "virtual"


class CameraMenu(QObject):
    """Fills the end of a menu with sources, one of them ticked."""

    chosen = Signal(str)
    """The spec of a source, as `--camera` takes it."""
    other_wanted = Signal()
    """The user wants to give an address or a file."""
    list_wanted = Signal()
    """The menu is being opened: cameras may have come or gone."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self._group = QActionGroup(self)
        self._cameras: Sequence[CameraInfo] = ()
        self._current = ""
        self._made: list[QAction] = []
        self._other = QAction(tr("Open &stream or video…"), self)
        self._other.triggered.connect(self.other_wanted)
        self.menu_for_button = QMenu(menu)
        menu.aboutToShow.connect(self.list_wanted)
        self.menu_for_button.aboutToShow.connect(self.list_wanted)
        self.fill((), "")

    @property
    def current_name(self) -> str:
        """What the ticked source is called."""
        ticked = self._group.checkedAction()
        return ticked.text().replace("&&", "&") if ticked is not None else ""

    @property
    def names(self) -> list[str]:
        """What is offered, as written."""
        return [action.text() for action in (*self._made, self._other) if not action.isSeparator()]

    def fill(self, cameras: Sequence[CameraInfo], current: str) -> None:
        """Offer the cameras that are connected; tick the current source."""
        if self._made and (list(cameras), current) == (list(self._cameras), self._current):
            return  # the menu may be open just now
        self._cameras, self._current = cameras, current
        for action in self._made:
            self._menu.removeAction(action)
            self.menu_for_button.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        self._made = [self._separator()]
        # A camera may be asked for by its name, too.
        specs = {current if current == camera.name else camera.key: camera.name for camera in cameras}
        specs[VIRTUAL] = tr("Virtual microscope")
        if current and current not in specs:
            specs[current] = without_password(current)
        for spec, name in specs.items():
            self._made.append(self._source(spec, name))
        self._made.append(self._separator())
        self._menu.addActions([*self._made, self._other])
        self.menu_for_button.addActions([*self._made[1:], self._other])
        self.dress()

    def dress(self) -> None:
        """Follow the scheme."""
        self._other.setIcon(icon("stream"))

    def _source(self, spec: str, name: str) -> QAction:
        action = QAction(name.replace("&", "&&"), self)
        action.setCheckable(True)
        action.setChecked(spec == self._current)
        action.setActionGroup(self._group)
        action.triggered.connect(lambda: self.chosen.emit(spec))
        return action

    def _separator(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line
