"""What the station remembers from one start to the next, as it stands now."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from leukdesk.settings import Settings, SettingsNotSavedError, save_settings

logger = logging.getLogger(__name__)


class Memory:
    """Holds the settings while the window is open; the parts change them, the window saves them at the end."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Give some settings new values."""
        self._settings = replace(self._settings, **values)

    def save(self) -> None:
        """Write them; what cannot be remembered does not keep the window from closing."""
        try:
            save_settings(self._path, self._settings)
        except SettingsNotSavedError as problem:
            logger.warning("%s", problem)
