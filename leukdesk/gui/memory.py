"""What the station remembers from one start to the next, as it stands now."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from leukdesk.settings import CameraSettings, Settings, SettingsNotSavedError, save_settings

logger = logging.getLogger(__name__)


class Memory:
    """Holds the settings while the window is open; the parts change them, the window saves them.

    Attributes
    ----------
    changed : callable
        Called when a setting has another value.
    differs : callable
        Called then with the settings as they were and as they are.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self.changed: Callable[[], None] = lambda: None
        self.differs: Callable[[Settings, Settings], None] = lambda _before, _after: None
        self._saving = threading.Lock()

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Give some settings new values."""
        before, self._settings = self._settings, replace(self._settings, **values)
        if self._settings != before:
            self.changed()
            self.differs(before, self._settings)

    def change_review(self, **values: Any) -> None:
        """Give some of the settings of review new values."""
        self.change(review=replace(self._settings.review, **values))

    def change_live(self, **values: Any) -> None:
        """Give some of the live view's settings new values."""
        self.change(live=replace(self._settings.live, **values))

    def change_slide(self, **values: Any) -> None:
        """Give some of the settings of slide sessions new values."""
        self.change(slide=replace(self._settings.slide, **values))

    def camera(self, key: str) -> CameraSettings:
        """Return what is remembered of a camera, by its lasting key."""
        return self._settings.cameras.get(key, CameraSettings())

    def change_camera(self, key: str, **values: Any) -> None:
        """Give some of a camera's settings new values."""
        self.change(cameras={**self._settings.cameras, key: replace(self.camera(key), **values)})

    def save(self) -> None:
        """Write them; what cannot be remembered does not keep the window from closing.

        May be called on any thread; the one that comes last writes what is newest.
        """
        with self._saving:
            try:
                save_settings(self._path, self._settings)
            except SettingsNotSavedError as problem:
                logger.warning("%s", problem)
