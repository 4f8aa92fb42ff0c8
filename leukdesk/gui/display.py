"""Whether a window can be opened here at all, found out before Qt would abort the process. Does not import Qt.

``python -m leukdesk.gui.display`` prints the packages that are missing for it.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from leukdesk.errors import LeukdeskError

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What PySide6-Essentials leaves to the system (ldd, see ADR 2), and Debian's and Ubuntu's package with it."""
FONTS = "fonts-dejavu-core"
"""Qt brings no letters of its own either; a bare machine may have none."""
_WITHOUT = "Pictures can be classified without a window: leukdesk classify PICTURE..."


def all_packages() -> list[str]:
    """Return Debian's and Ubuntu's packages with all that Qt needs of the system."""
    return [*LIBRARIES.values(), FONTS]


def missing_packages() -> list[str]:
    """Return the packages of the libraries that are not there, and the fonts with them; nothing where all are."""
    missing = [package for library, package in LIBRARIES.items() if not _is_there(library)]
    return [*missing, FONTS] if missing else []


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


class DisplayError(LeukdeskError):
    """No window can be opened; the message says what works without."""

    code: ClassVar[str] = "display"


class NoDisplayError(DisplayError):
    """There is no screen to open it on."""

    code = "no-display"


class QtLibrariesError(DisplayError):
    """Qt lacks libraries of the system."""

    code = "qt-libraries"

    def __init__(self, missing: str) -> None:
        packages = " ".join(missing_packages() or all_packages())
        super().__init__(
            f"The window cannot be opened: a library of the system that Qt needs is missing ({missing}). "
            f"On Debian or Ubuntu install it with: sudo apt install {packages}. {_WITHOUT}"
        )


def require_display(environment: Mapping[str, str] = os.environ) -> None:
    """Return if a window can be opened.

    Only Linux needs the question: Windows and macOS always have a display, and Qt brings its libraries along.

    Raises
    ------
    NoDisplayError, QtLibrariesError
    """
    if not sys.platform.startswith("linux"):
        return
    platform = environment.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if platform and platform not in ("xcb", "wayland"):
        _require_qt()
        return
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise NoDisplayError(
            "There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
            f"Start Leukdesk in a desktop session. {_WITHOUT}"
        )
    _require_qt()
    if platform == "wayland" or (environment.get("WAYLAND_DISPLAY") and not environment.get("DISPLAY")):
        _require_wayland(environment)
        _require_plugin("libqwayland.so")
    else:
        _require_plugin("libqxcb.so")
        _require_x_server(environment.get("DISPLAY", ""))


def _require_qt() -> None:
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as problem:
        raise QtLibrariesError(str(problem).split(":")[0]) from problem


def _require_plugin(name: str) -> None:
    """Load a platform plugin by itself: where that fails, Qt would abort the process without saying which library."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return
    plugin = Path(found.origin).parent / "Qt" / "plugins" / "platforms" / name
    if not plugin.is_file():
        # Not PySide6's own wheel: a distribution's Qt has its libraries by its packages.
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        raise QtLibrariesError(str(problem).split(":")[0]) from problem


def _require_x_server(display: str) -> None:
    """Knock at the X server: Qt aborts the process when nobody answers."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as problem:
        raise QtLibrariesError("libxcb.so.1") from problem
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if broken:
        raise NoDisplayError(
            f"The display {display!r} does not answer, so the window cannot be opened. "
            f"Start Leukdesk in a desktop session. {_WITHOUT}"
        )


def _require_wayland(environment: Mapping[str, str]) -> None:
    socket = Path(environment.get("XDG_RUNTIME_DIR", ""), environment["WAYLAND_DISPLAY"])
    if not socket.exists():
        raise NoDisplayError(
            f"The display {str(socket)!r} is not there, so the window cannot be opened. "
            f"Start Leukdesk in a desktop session. {_WITHOUT}"
        )


if __name__ == "__main__":
    sys.stdout.write(" ".join(missing_packages()))
