"""Notices cameras that are plugged in or taken away while the program runs."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leukdesk.capture.devices import CameraInfo

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two looks
Changed = Callable[[tuple["CameraInfo", ...], tuple["CameraInfo", ...]], None]


def connected_cameras() -> Sequence[CameraInfo]:
    """Return the cameras that are connected; loads the video library, so not on the window's thread."""
    from leukdesk.capture.devices import list_cameras

    return list_cameras()


def video_devices(folder: Path = Path("/dev")) -> frozenset[str] | None:
    """Return the names of Linux's video devices, which costs next to nothing; None where there is no such list."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return frozenset(path.name for path in folder.glob("video*"))
    except OSError:
        return None


class CameraWatch:
    """Looks every couple of seconds which cameras are connected, on a thread of its own.

    What is there at the first look is not news.

    Parameters
    ----------
    changed : callable
        Given the cameras that came and those that are gone; called on the watch's thread.
    every : float
        Seconds between two looks.
    cameras : callable
        Returns the cameras that are connected.
    hint : callable
        Returns something that differs when a camera may have come or gone; None when nothing cheap tells it, and then
        the cameras are listed every time.
    """

    def __init__(
        self,
        changed: Changed,
        every: float = EVERY,
        cameras: Callable[[], Sequence[CameraInfo]] = connected_cameras,
        hint: Callable[[], object] = video_devices,
    ) -> None:
        self._changed, self._every, self._cameras, self._hint = changed, every, cameras, hint
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera watch", daemon=True)

    def start(self) -> None:
        """Begin; once for each watch."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """Stop, in ``timeout`` seconds at most; False when the system still does not answer. Nothing is told then."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._look_on()
        except Exception:
            logger.exception("Cameras that are plugged in will not be noticed.")

    def _look_on(self) -> None:
        hint, settled = self._hint(), True
        there = {camera.key: camera for camera in self._cameras()}
        while not self._stop.wait(self._every):
            before, hint = hint, self._hint()
            stirred = hint is None or hint != before
            # Once more after the names changed: a device appears a moment before it can be asked for its name.
            if stirred or not settled:
                now = {camera.key: camera for camera in self._cameras()}
                came = tuple(now[key] for key in now.keys() - there.keys())
                gone = tuple(there[key] for key in there.keys() - now.keys())
                there = now
                if (came or gone) and not self._stop.is_set():
                    self._changed(came, gone)
            settled = not stirred
