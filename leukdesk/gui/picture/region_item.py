"""The rectangle that tells which part of a picture is classified."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from leukdesk.gui.parts.theme import DARK
from leukdesk.imaging.frame import Region

SMALLEST = 8
"""Pixels; a smaller rectangle is taken for a click."""


class RegionItem(QGraphicsItem):
    """Dims what lies outside the region and draws its edge one screen pixel wide at any zoom."""

    def __init__(self, parent: QGraphicsItem | None = None) -> None:
        super().__init__(parent)
        self._picture = QRectF()
        self._rect = QRectF()

    @property
    def region(self) -> Region | None:
        """The region in whole pixels, inside the picture; None when there is none."""
        inside = self._rect.toAlignedRect().intersected(self._picture.toRect())
        if inside.width() < SMALLEST or inside.height() < SMALLEST:
            return None
        return Region(inside.x(), inside.y(), inside.width(), inside.height())

    def set_picture(self, rect: QRectF) -> None:
        """Say how large the picture is; a region outside of it is cut."""
        self.prepareGeometryChange()
        self._picture = QRectF(rect)
        self._rect = self._rect.intersected(rect)

    def set_rect(self, rect: QRectF) -> None:
        """Draw a rectangle, in the picture's pixels; an empty one removes the region."""
        self._rect = rect.normalized().intersected(self._picture)
        self.update()

    def set_region(self, region: Region | None) -> None:
        """Draw a region that is known already."""
        self.set_rect(QRectF() if region is None else QRectF(region.x, region.y, region.width, region.height))

    def nudge(self, dx: int, dy: int, *, resize: bool) -> None:
        """Move or resize by whole pixels, from the keyboard; begins in the picture's middle when there is none.

        Directions are those that are seen, whichever way the picture is turned.
        """
        picture, rect = self.mapRectToScene(self._picture), self.mapRectToScene(self._rect)
        if self.region is None:
            rect.setSize(picture.size() / 2)
            rect.moveCenter(picture.center())
        elif resize:
            rect.setWidth(max(rect.width() + dx, SMALLEST))
            rect.setHeight(max(rect.height() + dy, SMALLEST))
        else:
            rect.moveLeft(min(max(rect.left() + dx, picture.left()), picture.right() - rect.width()))
            rect.moveTop(min(max(rect.top() + dy, picture.top()), picture.bottom() - rect.height()))
        self.set_rect(self.mapRectFromScene(rect))

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The whole picture: its outside is dimmed."""
        return self._picture.adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Dim the outside and draw the edge."""
        if self._rect.isEmpty():
            return
        outside = QPainterPath()
        outside.addRect(self._picture)
        outside.addRect(self._rect)
        painter.fillPath(outside, QColor(0, 0, 0, 110))
        # White under colour: seen on pale background and on dark nuclei alike.
        for colour, width in ((QColor("#ffffff"), 4.0), (QColor(DARK.accent), 2.0)):
            pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawRect(self._rect)
