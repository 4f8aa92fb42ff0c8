"""Painting pages without a window, and without a display. Does not import Qt before it is known to be there."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from leukdesk.gui.display import require_display

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


@cache
def ready_to_paint() -> QGuiApplication | None:
    """Begin Qt, once, so that pages can be painted in this process; it is kept for as long as that lives.

    On Linux no display is asked for, whether there is one or not. Windows and macOS have one always, and only their own
    platform knows their fonts.

    Raises
    ------
    DisplayError
        A library that Qt needs is missing.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    require_display()
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        return None
    return QGuiApplication(["leukdesk"])
