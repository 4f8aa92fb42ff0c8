"""Which source of live frames is chosen, and which there are."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from leukdesk.capture.source import without_password
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.camera_menu import VIRTUAL, CameraMenu
from leukdesk.gui.memory import Memory

if TYPE_CHECKING:
    from leukdesk.capture.devices import CameraInfo
    from leukdesk.station import Station

logger = logging.getLogger(__name__)


class SourceChoice(QObject):
    """Remembers the source that was used last, and keeps the menu of sources true."""

    def __init__(self, menu: CameraMenu, memory: Memory, analyst: Analyst[Station]) -> None:
        super().__init__(menu)
        self._menu, self._memory, self._analyst = menu, memory, analyst
        self._spec = ""  # of this session, with its password
        menu.fill((), self.spec)
        menu.list_wanted.connect(self.look)

    @property
    def spec(self) -> str:
        """The chosen source, as ``--camera`` takes it."""
        return self._spec or self._memory.settings.camera_key or VIRTUAL

    def choose(self, spec: str) -> None:
        """Remember a source, but not its password."""
        self._spec = spec
        self._memory.change(camera_key=without_password(spec))
        self.look()

    def look(self) -> None:
        """Ask the worker which cameras are connected, and offer them."""

        def list_them(_: Station) -> list[CameraInfo]:
            from leukdesk.capture.devices import list_cameras

            return list_cameras()

        def failed(problem: Exception) -> None:
            logger.warning("The cameras cannot be listed.", exc_info=problem)

        self._analyst.ask(list_them, lambda found: self._menu.fill(found, self.spec), failed)
