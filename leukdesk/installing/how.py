"""What is running: a checkout, the single file, the copy that it unpacked on this station, or another folder."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from leukdesk import __version__

LAUNCHER = "leukdesk.exe" if os.name == "nt" else "leukdesk"
CARRIED = "launcher"
"""The folder of the single file with the launcher of an unpacked copy; no other build has it."""
MANIFEST = "leukdesk-copy.json"
"""Beside the launcher of a copy: the list of its files, and the mark that the program itself made it."""
BUILD_ID = "build-id.txt"

_MARKERS = ("portable", "portable.txt")  # Windows hides the ending
_PORTABLE_DATA = "leukdesk-data"


class Kind(Enum):
    """How the program came to this computer."""

    SOURCE = "source"
    SINGLE_FILE = "single file"
    UNPACKED = "unpacked copy"
    FOLDER = "folder"
    """Of an installer, or copied by hand."""


@dataclass(frozen=True)
class Running:
    """The program as it runs.

    Attributes
    ----------
    kind : Kind
    executable : Path
        What the user started: the single file, or the launcher of a folder.
    files : Path
        The folder of what came with the program.
    """

    kind: Kind
    executable: Path
    files: Path

    @property
    def launcher(self) -> Path:
        """The launcher that the single file carries for a copy."""
        return self.files / CARRIED / LAUNCHER

    @property
    def portable_marker(self) -> Path | None:
        """The file named ``portable`` beside the program, in capitals or not, where there is one."""
        if self.kind is Kind.SOURCE:
            return None
        try:
            beside = sorted(_beside(self.executable).iterdir())
        except OSError:  # a folder in which files may be run and not listed
            return None
        return next((each for each in beside if each.name.lower() in _MARKERS and each.is_file()), None)

    @property
    def portable_data(self) -> Path | None:
        """The data folder beside the program, where it is portable; None else."""
        marker = self.portable_marker
        return None if marker is None else marker.with_name(_PORTABLE_DATA)

    @property
    def build(self) -> str:
        """Name of this very build: its version, and a short hash of the id that the build wrote into it.

        A build without an id is known by the size and the time of its executable.
        """
        try:
            named = (self.files / BUILD_ID).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            known = self.executable.stat()
            named = f"{known.st_size} {known.st_mtime_ns}"
        return f"{__version__}-{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def look(executable: Path, files: Path, *, frozen: bool) -> Running:
    """Tell what runs by what lies where.

    Parameters
    ----------
    frozen : bool
        PyInstaller made the executable.
    """
    if not frozen:
        kind = Kind.SOURCE
    elif (files / CARRIED / LAUNCHER).is_file():
        kind = Kind.SINGLE_FILE
    elif (executable.parent / MANIFEST).is_file():
        kind = Kind.UNPACKED
    else:
        kind = Kind.FOLDER
    return Running(kind, executable, files)


def running() -> Running:
    """Return what this process is."""
    executable = Path(sys.executable)
    files = Path(getattr(sys, "_MEIPASS", executable.parent))
    return look(executable, files, frozen=getattr(sys, "frozen", False))


def _beside(executable: Path) -> Path:
    """Return the folder that a person sees the program in: on macOS that of the bundle."""
    if executable.parent.name == "MacOS" and executable.parent.parent.name == "Contents":
        return executable.parents[3]
    return executable.parent
