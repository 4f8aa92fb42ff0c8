"""What all views of a picture have in common when they are zoomed and worked by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

STEP = 1.25
"""By which one step enlarges."""
LARGEST = 40.0
"""Screen pixels for a pixel of the picture, at most."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Where each arrow key leads, to the right and down."""
