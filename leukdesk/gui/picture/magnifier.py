"""A round lens under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from leukdesk.gui.parts.theme import tones
from leukdesk.language import tr

DIAMETER = 200
_TIMES = 3.0
_LEAST = 2.0


class Magnifier(QWidget):
    """Shows the pixels around one point enlarged: three times what the view shows, at least twice the real pixels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(DIAMETER, DIAMETER)
        self.setAccessibleName(tr("Magnifier"))
        self._image: QImage | None = None
        self._centre = QPointF()
        self._scale = _LEAST
        self._turn = QTransform()
        self.hide()

    @property
    def centre(self) -> QPointF:
        """The point looked at, in the picture's pixels."""
        return self._centre

    def look(
        self, image: QImage, at: QPointF, where: QPoint, view_scale: float, turn: QTransform | None = None
    ) -> None:
        """Move the lens.

        Parameters
        ----------
        image : QImage
            Its memory must live until the next call of :meth:`look` or :meth:`rest`.
        at : QPointF
            The point under the pointer, in the picture's pixels.
        where : QPoint
            The pointer, in the parent's coordinates.
        view_scale : float
            Screen pixels a picture pixel takes in the view.
        turn : QTransform, optional
            How the view turns and mirrors the picture; where it moves it does not matter.
        """
        turn = turn or QTransform()
        self._turn = QTransform(turn.m11(), turn.m12(), turn.m21(), turn.m22(), 0, 0)
        self._image, self._centre = image, at
        self._scale = max(_TIMES * view_scale, _LEAST)
        self.move(where - QPoint(DIAMETER // 2, DIAMETER // 2))
        self.show()
        self.raise_()
        self.update()

    def refresh(self, image: QImage | None) -> None:
        """Look at the same point of a newer frame."""
        if image is None:
            self.rest()
        elif self.isVisible():
            self._image = image
            self.update()

    def rest(self) -> None:
        """Hide the lens and let go of the picture."""
        self._image = None
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the lens."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 8)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        path = QPainterPath()
        path.addEllipse(disc)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(tones(self.palette()).stage))
        side = DIAMETER / self._scale
        source = QRectF(self._centre.x() - side / 2, self._centre.y() - side / 2, side, side)
        inside = source.intersected(QRectF(self._image.rect()))
        painter.save()
        painter.translate(DIAMETER / 2, DIAMETER / 2)
        painter.setTransform(self._turn, True)
        painter.scale(self._scale, self._scale)
        painter.translate(-self._centre)
        painter.drawImage(inside, self._image, inside)
        painter.restore()
        painter.setClipping(False)
        painter.setPen(QPen(QColor("#ffffff"), 4))
        painter.drawEllipse(disc)
        painter.setPen(QPen(QColor(tones(self.palette()).accent), 2))
        painter.drawEllipse(disc)
        painter.end()
