"""Whether a window can be opened here at all, found out before Qt would abort the process. Does not import Qt."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from leukdesk.errors import LeukdeskError

PACKAGES = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 "
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 "
    "libxkbcommon-x11-0"
)
"""Debian's and Ubuntu's packages with the libraries that PySide6-Essentials leaves to the system (ldd, see ADR 2)."""
_WITHOUT = "Pictures can be classified without a window: leukdesk classify PICTURE..."


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
        super().__init__(
            f"The window cannot be opened: a library of the system that Qt needs is missing ({missing}). "
            f"On Debian or Ubuntu install it with: sudo apt install {PACKAGES}. {_WITHOUT}"
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
