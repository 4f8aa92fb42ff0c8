"""One backup of the log, as it lies in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leukdesk.history.safety.manifest import Manifest

DATABASE = "leukdesk.sqlite3"
"""The log in the folder of a backup; it has the same name in a data folder."""


@dataclass(frozen=True)
class Backup:
    """One backup.

    Attributes
    ----------
    folder : Path
        Its own folder; the pictures lie beside it, shared by all backups.
    manifest : Manifest
    """

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """Its folder's name, made of its time."""
        return self.folder.name

    @property
    def database(self) -> Path:
        """The log as it was."""
        return self.folder / DATABASE

    @property
    def time(self) -> datetime:
        """When it was made, in UTC."""
        return self.manifest.time

    @property
    def verified(self) -> bool:
        """Whether it was found sound and complete when it was made."""
        return self.manifest.verified
