"""Where a user's own programs and menu entries lie, on each system; nobody needs to be administrator for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leukdesk.home import user_home


@dataclass(frozen=True)
class Places:
    """The folders of one user.

    Attributes
    ----------
    system : str
        As in ``sys.platform``.
    programs : Path
        Unpacked copies, one folder each, and the receipt of the menu entry.
    menu : Path
        Menu entries.
    icons : Path
        Their icons; used on Linux alone.
    """

    system: str
    programs: Path
    menu: Path
    icons: Path


def user_places(
    system: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Places | None:
    """Return the places of whoever runs the program; None where this user has none.

    Parameters
    ----------
    home : Path, optional
        Found out by default.
    """
    home = home or user_home()
    if system == "win32":
        local, roaming = environment.get("LOCALAPPDATA"), environment.get("APPDATA")
        if not local or not roaming:
            return None
        menu = Path(roaming, "Microsoft", "Windows", "Start Menu", "Programs")
        return Places(system, Path(local, "Programs", "Leukdesk"), menu, menu)
    if home is None:
        return None
    if system == "darwin":
        # Not "Leukdesk": upper and lower case are the same there, and the data folder has that name.
        programs = home / "Library" / "Application Support" / "leukdesk-program"
        return Places(system, programs, home / "Applications", home / "Applications")
    named = Path(environment.get("XDG_DATA_HOME", ""))
    data = named if named.is_absolute() else home / ".local" / "share"
    icons = data / "icons" / "hicolor" / "scalable" / "apps"
    return Places(system, home / ".local" / "lib" / "leukdesk", data / "applications", icons)


def may_go_away(path: Path, system: str = sys.platform) -> bool:
    """Tell whether a file lies where it may not be tomorrow: on a stick, a disc, or a disk of the network.

    A menu entry that points there would soon point nowhere.
    """
    if system == "win32":
        return _windows_drive_goes(path)
    if system == "darwin":
        return len(path.parts) > 2 and path.parts[1] == "Volumes"
    # Where desktops mount what is plugged in; what an administrator mounts elsewhere stays.
    if path.parts[1:2] == ("media",) or path.parts[1:3] == ("run", "media"):
        return True
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return True


def _windows_drive_goes(path: Path) -> bool:
    import ctypes

    removable, remote, disc = 2, 4, 5  # DRIVE_REMOVABLE, DRIVE_REMOTE, DRIVE_CDROM of GetDriveTypeW
    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(path.anchor)  # noqa: B009 - only there on Windows
    return kind in (removable, remote, disc)
