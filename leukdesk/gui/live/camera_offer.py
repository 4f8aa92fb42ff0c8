"""A camera that has just been connected is offered, unless it is the one that runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.parts.banner import BannerStack
from leukdesk.language import tr

if TYPE_CHECKING:
    # The module loads the video library, which the window does not wait for.
    from leukdesk.capture.devices import CameraInfo

_KEY = "camera-came"


class CameraOffer:
    """One camera at a time.

    Parameters
    ----------
    start : callable
        Starts the live view of a source, given as ``--camera`` takes it.
    """

    def __init__(self, live: LiveController, banners: BannerStack, start: Callable[[str], None]) -> None:
        self._live, self._banners, self._start = live, banners, start

    def offer(self, camera: CameraInfo, sentence: str) -> None:
        """Say that a camera has come, with a button that shows it."""
        if not self._runs(camera):
            self._banners.offer(_KEY, sentence, tr("Show it"), lambda: self._start(camera.key))

    def take_back(self) -> None:
        """The camera is gone again."""
        self._banners.take_back(_KEY)

    def _runs(self, camera: CameraInfo) -> bool:
        state, spec = self._live.state, self._live.spec.casefold()
        # Until the key of what runs is known there is only what it was started as: a key, or a name.
        if state is not None and state.key:
            return state.key == camera.key
        return spec in (camera.key.casefold(), camera.name.casefold())
