"""Where things lie: what came with the program, and what the program stores.

Nothing is created on import or on construction; only :meth:`DataPaths.create` touches the disk.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import platformdirs

from leukdesk.errors import LeukdeskError
from leukdesk.files import remove_partials
from leukdesk.home import user_home
from leukdesk.installing.how import running
from leukdesk.language import marked, tr

DATA_DIR_VARIABLE = "LEUKDESK_DATA_DIR"
NO_HOME = Path(os.devnull, "leukdesk")
"""The data folder of a user without a home folder: one that never exists, in which nothing is ever written."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

_PACKAGE = Path(__file__).resolve().parent


class DataDirError(LeukdeskError):
    """The folder that is to hold the log, the pictures and the settings cannot be used.

    Parameters
    ----------
    path : Path or str
        A text where it is no path.
    reason : str
        Why, as the middle of a sentence ("the disk is full").
    """

    code: ClassVar[str] = "data-folder"
    advice: ClassVar[str] = marked("Choose another folder with --data-dir or {variable}.")

    def __init__(self, path: Path | str, reason: str) -> None:
        words = tr("The data folder {path} cannot be used: {reason}. {advice}")
        advice = tr(self.advice).format(variable=DATA_DIR_VARIABLE)
        super().__init__(words.format(path=path, reason=reason, advice=advice))
        self.path = path
        self.reason = reason


class DataDirReadOnlyError(DataDirError):
    """The data folder exists, or could exist, but nothing may be written there."""

    code = "data-folder-read-only"
    advice = marked(
        "Give the user of this station the right to write there, or choose another folder with --data-dir or "
        "{variable}."
    )


class DataDirNotAFolderError(DataDirError):
    """The data folder's name, or a part of it, belongs to a file."""

    code = "data-folder-is-file"


class NoHomeError(DataDirError):
    """The user has no home folder for the data folder to lie in."""

    code = "no-home"

    def __init__(self) -> None:
        super().__init__(tr("of this user"), tr("there is no home folder (HOME is not set, and the system knows none)"))


class DataDirFullError(DataDirError):
    """There is no room for the data folder."""

    code = "data-folder-disk-full"
    advice = marked("Free some space on that disk, or choose another folder with --data-dir or {variable}.")


def bundled_root() -> Path:
    """Return the folder with the ``models``, ``resources`` and ``docs`` that came with the program.

    The frozen program unpacks them beside its code, a wheel carries them inside the package, and a checkout has them
    beside the package.
    """
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
    in_wheel = _PACKAGE / "bundled"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent


def bundled_models() -> Path:
    """Return the folder of the model packages that came with the program."""
    return bundled_root() / "models"


def resources() -> Path:
    """Return the folder of icons, styles and sample pictures."""
    return bundled_root() / "resources"


def manual() -> Path:
    """Return the folder of the operator's manual, a folder of pages for each language."""
    return bundled_root() / "docs" / "manual"


def why_no_path(text: str) -> str:
    r"""Return why what was typed is no path here, as the middle of a sentence; empty where it may be one.

    An address such as ``smb://host/share``, and ``\\server\share`` but on Windows, would become a folder of this disk.
    """
    if not text.strip():
        return tr("it is empty")
    if _ADDRESS.match(text) or (os.name != "nt" and text.startswith("\\\\")):
        return tr("it is an address in the network and no folder of this computer")
    return ""


def default_data_dir() -> Path:
    """Return the data folder: ``LEUKDESK_DATA_DIR`` where it is set, else the user's own data folder of the system.

    That of a portable program lies beside it. Without a home folder it is :data:`NO_HOME`, and whatever needs no data
    works.

    Raises
    ------
    DataDirError
        ``LEUKDESK_DATA_DIR`` names none.
    """
    chosen = os.environ.get(DATA_DIR_VARIABLE, "").strip()
    if chosen:
        if why := why_no_path(chosen):
            raise DataDirError(chosen, why)
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as problem:  # "~" without a home folder, "~nobody-of-that-name"
            raise DataDirError(chosen, tr("whose home folder is meant is not known")) from problem
    if (portable := running().portable_data) is not None:
        return portable
    named = sys.platform.startswith("linux") and Path(os.environ.get("XDG_DATA_HOME", "")).is_absolute()
    if user_home() is None and not named:
        return NO_HOME
    return Path(platformdirs.user_data_dir("leukdesk", appauthor=False))


@dataclass(frozen=True)
class DataPaths:
    """Everything that is stored on a station, by name.

    Attributes
    ----------
    root : Path
        The data folder.
    """

    root: Path

    @property
    def database(self) -> Path:
        """The log."""
        return self.root / "leukdesk.sqlite3"

    @property
    def pictures(self) -> Path:
        """Folder of the pictures that the log's rows point to."""
        return self.root / "pictures"

    @property
    def backups(self) -> Path:
        """Folder of the log's backups."""
        return self.root / "backups"

    @property
    def models(self) -> Path:
        """Folder of the user's own model packages."""
        return self.root / "models"

    @property
    def installed_models(self) -> Path:
        """Folder of the models that were installed from files."""
        return self.root / "installed-models"

    @property
    def trusted_keys(self) -> Path:
        """Whose signatures of model packages the station trusts."""
        return self.root / "trusted-keys.json"

    @property
    def calibrations(self) -> Path:
        """Folder of the station's calibrations, one folder each."""
        return self.root / "calibrations"

    @property
    def settings(self) -> Path:
        """What the program remembers between two starts."""
        return self.root / "settings.json"

    @property
    def log_file(self) -> Path:
        """The program's own messages, for whoever looks after the station."""
        return self.root / "logs" / "leukdesk.log"

    def create(self) -> None:
        """Make the data folder where it is missing, and prove that files can be written in it.

        What a killed program left half written there an hour ago or before, goes.

        Raises
        ------
        DataDirError
            It is read-only, is a file, lies on a full disk, or cannot be reached; or there is no home folder.
        """
        if self.root == NO_HOME:
            raise NoHomeError
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            # os.access() says yes to administrators and knows nothing of read-only disks; writing is the one proof.
            with tempfile.TemporaryFile(dir=self.root, prefix=".leukdesk-"):
                pass
            remove_partials(self.root)
        except OSError as problem:
            raise _data_dir_error(self.root, problem) from problem


def data_paths(chosen: Path | None) -> DataPaths:
    """Return what lies in the data folder that was chosen (``--data-dir``), else in that of this user."""
    return DataPaths(chosen or default_data_dir())


def _data_dir_error(path: Path, problem: OSError) -> DataDirError:
    """Tell the reasons apart that a person would act on differently."""
    match problem.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return DataDirReadOnlyError(path, tr("nothing may be written there"))
        case errno.EEXIST | errno.ENOTDIR:
            return DataDirNotAFolderError(path, tr("a file has its name or the name of a folder above it"))
        case errno.ENOSPC | errno.EDQUOT:
            return DataDirFullError(path, tr("its disk is full"))
        case _:
            return DataDirError(path, problem.strerror or str(problem))
