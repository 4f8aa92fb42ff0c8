"""A still picture with a line whose ends are dragged or nudged: how long something is, in pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from leukdesk.gui.parts.theme import DARK
from leukdesk.gui.picture.image_item import ImageItem
from leukdesk.gui.picture.zooming import ARROWS, LARGEST, STEP
from leukdesk.imaging.frame import Frame
from leukdesk.language import tr

_NEAR = 14.0
"""Screen pixels around an end in which it is taken hold of."""
_CLICK = 6
_RADIUS = 7.0
_LARGE = 10


class LineItem(QGraphicsItem):
    """The line: thin at any zoom, its ends open crosses so that what lies under them is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QRectF()
        self.ends = [QPointF(), QPointF()]
        self.chosen = 0

    def set_picture(self, rect: QRectF) -> None:
        """Say how large the picture is; the line then lies across its middle."""
        self.prepareGeometryChange()
        self._picture = QRectF(rect)
        middle, across = rect.center(), QPointF(rect.width() / 4, 0)
        self.ends = [middle - across, middle + across]

    def move(self, end: int, to: QPointF) -> None:
        """Put an end somewhere in the picture."""
        inside = self._picture
        self.ends[end] = QPointF(
            min(max(to.x(), inside.left()), inside.right()), min(max(to.y(), inside.top()), inside.bottom())
        )
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The picture and a little around it."""
        return self._picture.adjusted(-20, -20, 20, 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Draw it, white under colour, so that it is seen on any ground."""
        if self._picture.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = painter.worldTransform().m11() or 1.0
        arm = _RADIUS / scale
        for ground in (True, False):
            for number, end in enumerate(self.ends):
                at_work = number == self.chosen
                colour = QColor("#000000") if ground else QColor("#ffd43b" if at_work else DARK.accent)
                painter.setPen(_pen(colour, 4.0 if ground else 2.0))
                painter.drawEllipse(end, arm, arm)
            painter.setPen(_pen(QColor("#000000" if ground else DARK.accent), 3.0 if ground else 1.5))
            painter.drawLine(*self.ends)


def _pen(colour: QColor, width: float) -> QPen:
    colour.setAlphaF(0.55 if colour.value() == 0 else 1.0)
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


class LineView(QGraphicsView):
    """Shows a still frame and measures along a line.

    Drag an end, or press anywhere and drag a new line. Arrow keys nudge the chosen end by a pixel (Shift: ten), the
    space bar chooses the other end, the wheel or + and - zoom, a double click shows all.
    """

    changed = Signal()
    """The line is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._laid = False
        self._fitting, self._held = True, False
        self._from: QPointF | None = None
        self._item, self._line = ImageItem(), LineItem()
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        scene.addItem(self._line)
        self._line.setZValue(1)
        self.setScene(scene)
        self.setAccessibleName(tr("Picture to measure in"))
        self.setAccessibleDescription(tr("Arrow keys move an end of the line, the space bar chooses the other end."))
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 150)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setAcceptDrops(False)

    @property
    def frame(self) -> Frame | None:
        """The still that is measured in."""
        return self._frame

    @property
    def ends(self) -> tuple[QPointF, QPointF]:
        """The line's two ends, in the picture's pixels."""
        return QPointF(self._line.ends[0]), QPointF(self._line.ends[1])

    @property
    def laid(self) -> bool:
        """Whether anybody has moved an end: before, the line measures nothing."""
        return self._laid

    @property
    def length(self) -> float:
        """Of the line, in the picture's pixels; 0 while there is no picture."""
        if self._frame is None:
            return 0.0
        one, other = self._line.ends
        return math.hypot(other.x() - one.x(), other.y() - one.y())

    def show_frame(self, frame: Frame) -> None:
        """Show a still; the line stays when the size does."""
        before = self._item.size
        self._frame = frame
        self._item.set_frame(frame, still=True)
        if self._item.size != before:
            rect = self._item.boundingRect()
            self.setSceneRect(rect)
            self._line.set_picture(rect)
            self._laid = False
            self.fit()
        self.changed.emit()

    def fit(self) -> None:
        """Show the whole picture."""
        self._fitting = True
        if self._frame is not None:
            self.fitInView(self._item.boundingRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Enlarge, or the reverse."""
        scale = float(self.transform().m11())
        if self._frame is None or scale <= 0:
            return
        wanted = min(max(scale * factor, 0.05), LARGEST)
        self._fitting = False
        self.scale(wanted / scale, wanted / scale)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom around the pointer."""
        if steps := event.angleDelta().y() / 120:
            self.zoom(STEP**steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of an end, or begin a new line."""
        if event.button() != Qt.MouseButton.LeftButton or self._frame is None:
            return
        where = event.position()
        distances = [self._distance(end, where) for end in self._line.ends]
        nearest = distances.index(min(distances))
        if distances[nearest] <= _NEAR:
            self._held = True
            self._choose(nearest)
        else:
            self._from = where

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag an end."""
        where = event.position()
        # A mere click, or the first of two, leaves the line that was laid with care.
        if self._from is not None and (where - self._from).manhattanLength() > _CLICK:
            self._choose(0)
            self._drag(self._from)
            self._choose(1)
            self._held, self._from = True, None
        if self._held:
            self._drag(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        """Let go."""
        self._held, self._from = False, None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        """Back to the whole picture."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Nudge, choose the other end, zoom."""
        key = Qt.Key(event.key())
        if (arrow := ARROWS.get(key)) is not None and self._frame is not None:
            step = _LARGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            end = self._line.ends[self._line.chosen]
            self._line.move(self._line.chosen, end + QPointF(arrow[0] * step, arrow[1] * step))
            self._laid = True
            self.ensureVisible(QRectF(self._line.ends[self._line.chosen], self._line.ends[self._line.chosen]), 20, 20)
            self.changed.emit()
        elif key == Qt.Key.Key_Space:
            self._choose(1 - self._line.chosen)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
            self.zoom(STEP if key == Qt.Key.Key_Plus else 1 / STEP)
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the whole picture in sight when it was."""
        super().resizeEvent(event)
        if self._fitting:
            self.fit()

    def _distance(self, end: QPointF, where: QPointF) -> float:
        shown = self.viewportTransform().map(end)
        return math.hypot(shown.x() - where.x(), shown.y() - where.y())

    def _choose(self, end: int) -> None:
        self._line.chosen = end
        self._line.update()

    def _drag(self, where: QPointF) -> None:
        back, _ = self.viewportTransform().inverted()
        self._line.move(self._line.chosen, back.map(where))
        self._laid = True
        self.changed.emit()
