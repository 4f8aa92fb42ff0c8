"""Which source of live frames is chosen, and which there are."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from leukdesk.capture.source import without_password
from leukdesk.capture.watch import CameraWatch
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.live.camera_menu import VIRTUAL, CameraMenu
from leukdesk.gui.memory import Memory
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.capture.devices import CameraInfo
    from leukdesk.station import Station

logger = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds that the watch is waited for when the program ends: the system may be busy listing cameras."""


class SourceChoice(QObject):
    """Remembers the source that was used last, and keeps the menu of sources true."""

    offered = Signal(object, str)
    """A CameraInfo and a sentence: this camera has just been connected, and could be used."""
    gone = Signal(object)
    """A CameraInfo: this camera has just been taken away, so that it need not be offered any longer."""
    _noticed = Signal(object, object)

    def __init__(self, menu: CameraMenu, memory: Memory, analyst: Analyst[Station]) -> None:
        super().__init__(menu)
        self._menu, self._memory, self._analyst = menu, memory, analyst
        self._spec = ""  # of this session, with its password
        self._watch: CameraWatch | None = None
        menu.fill((), self.spec)
        menu.list_wanted.connect(self.look)
        self._noticed.connect(self._cameras_changed, Qt.ConnectionType.QueuedConnection)

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

    def watch(self, *, on: bool) -> None:
        """Notice cameras that are plugged in or taken away, or stop noticing them, as when the program ends."""
        if self._watch is not None:
            if not self._watch.stop(_PATIENCE):
                logger.warning("The system does not say which cameras are connected; the thread was left behind.")
            self._watch = None
        if on:
            self._watch = CameraWatch(self._noticed.emit)
            self._watch.start()

    def _cameras_changed(self, came: tuple[CameraInfo, ...], gone: tuple[CameraInfo, ...]) -> None:
        if self._watch is None:  # told while the program was ending
            return
        self.look()
        for camera in gone:
            self.gone.emit(camera)
        for camera in came:
            chosen = self.spec in (camera.key, camera.name)
            sentence = (
                tr("The camera {name}, which was used last, is connected again.")
                if chosen
                else tr("The camera {name} has been connected.")
            )
            self.offered.emit(camera, sentence.format(name=camera.name))
