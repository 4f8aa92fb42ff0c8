"""How a picture is turned for the eye, as a camera sits on its microscope; its pixels stay as they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QTransform

_TURNS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
"""Matrices (m11, m12, m21, m22) of clockwise quarter turns on the screen, where y points down."""


@dataclass(frozen=True)
class Orientation:
    """One of the eight: mirrored left to right or not, then turned clockwise.

    Attributes
    ----------
    quarter_turns : int
        0 to 3.
    mirrored : bool
    """

    quarter_turns: int = 0
    mirrored: bool = False

    def turned(self, quarters: int = 1) -> Orientation:
        """Return it turned further clockwise, as seen on the screen."""
        return Orientation((self.quarter_turns + quarters) % 4, self.mirrored)

    def flipped(self) -> Orientation:
        """Return it mirrored left to right, as seen on the screen."""
        return Orientation(-self.quarter_turns % 4, not self.mirrored)

    def transform(self, size: QSize) -> QTransform:
        """Return where the pixels of a picture of a size go; its corner at the upper left comes to lie at 0, 0."""
        m11, m12, m21, m22 = _TURNS[self.quarter_turns % 4]
        if self.mirrored:
            m11, m12 = -m11, -m12
        corner = QTransform(m11, m12, m21, m22, 0, 0).mapRect(QRectF(0, 0, size.width(), size.height())).topLeft()
        return QTransform(m11, m12, m21, m22, -corner.x(), -corner.y())
