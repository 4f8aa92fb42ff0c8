"""Drawing that stays the same from frame to frame, kept as a picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap


class KeptLayer:
    """What lies over all of a view. Laying the kept picture over it takes a twentieth of drawing a grid anew."""

    def __init__(self) -> None:
        self._key: object = None
        self._picture = QPixmap()

    def draw(self, painter: QPainter, size: QSize, key: object, draw: Callable[[QPainter], object]) -> None:
        """Lay it over what is there; it is drawn anew when ``key``, the size or the font are others."""
        ratio = painter.device().devicePixelRatio()
        key = (key, size, ratio, painter.font().key())
        if key != self._key:
            self._key = key
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            on = QPainter(self._picture)
            on.setFont(painter.font())
            draw(on)
            on.end()
        painter.drawPixmap(0, 0, self._picture)

    def forget(self) -> None:
        """Let go of the picture."""
        self._key, self._picture = None, QPixmap()
