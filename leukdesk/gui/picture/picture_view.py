"""Where a picture or the live view is looked at: zoom, pan, fit, orientation, magnifier, region, overlays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from leukdesk.gui.parts.motion import motion_wished
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.gui.picture import overlays
from leukdesk.gui.picture.flash import Flash
from leukdesk.gui.picture.image_item import ImageItem
from leukdesk.gui.picture.kept_layer import KeptLayer
from leukdesk.gui.picture.magnifier import Magnifier
from leukdesk.gui.picture.orientation import Orientation
from leukdesk.gui.picture.overlays import Mark, Sight
from leukdesk.gui.picture.picture_banner import OverlayTone, PictureBanner
from leukdesk.gui.picture.picture_cells import PictureCells
from leukdesk.gui.picture.region_item import RegionItem
from leukdesk.gui.picture.zooming import ARROWS, LARGEST, STEP
from leukdesk.imaging.frame import Frame, Region
from leukdesk.language import tr

_CLICK = 4
"""Pixels; a drag that is shorter is a click."""


class PictureView(QGraphicsView):
    """Shows one frame at a time.

    Wheel or Ctrl +/-: zoom. Drag: pan. Shift+drag, or drag with the region tool: draw a region. With the region tool,
    the arrow keys move the region and Shift+arrows resize it. Middle button and drag: pan, whatever the tool. What the
    pointer and the keys do to cells is in :class:`PictureCells`.

    The scene is the picture as it is seen, turned and mirrored; regions, marks and the lens's centre are in the
    picture's own pixels, which never change.
    """

    region_changed = Signal()
    """By the user."""
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._orientation = Orientation()
        self._micrometres: float | None = None
        self._grid = self._crosshair = False
        self._lines = KeptLayer()
        self._marks: tuple[Mark, ...] = ()
        self._fitting = True
        self._drag_from: QPointF | None = None
        self._pressed_at: QPoint | None = None
        self._pan_from: QPoint | None = None
        self._region_before: Region | None = None
        self._region_tool = False
        self._magnify = False
        self._item = ImageItem()
        self._region = RegionItem(self._item)
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self.setScene(scene)
        self._lens = Magnifier(self.viewport())
        self._banner = PictureBanner(self.viewport())
        self._flash = Flash(self)
        self._flash.changed.connect(self.viewport().update)
        self.cells = PictureCells(self)
        self.cells.changed.connect(self._cells_changed)
        self.setAccessibleName(tr("Picture"))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        # Scrolling what was drawn would take along the overlays, which stand still.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setMinimumSize(240, 180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        # Dropped files belong to the window.
        self.setAcceptDrops(False)
        self._tool_cursor()

    @property
    def frame(self) -> Frame | None:
        """The frame on the screen."""
        return self._frame

    @property
    def region(self) -> Region | None:
        """The part to classify; None for the whole picture."""
        return self._region.region

    @property
    def overlay(self) -> str:
        """What is written over the picture."""
        return self._banner.text

    @property
    def overlay_tone(self) -> OverlayTone:
        """What kind of message that is."""
        return self._banner.tone

    @property
    def orientation(self) -> Orientation:
        """How the picture is turned and mirrored for the eye."""
        return self._orientation

    @property
    def flashing(self) -> Flash:
        """The sign that a picture was taken."""
        return self._flash

    @property
    def scale_shown(self) -> float:
        """Screen pixels that one pixel of the picture takes."""
        return float(self.transform().m11()) * self.devicePixelRatioF()

    @property
    def magnifier(self) -> Magnifier:
        """The lens."""
        return self._lens

    def show_frame(self, frame: Frame | None, *, still: bool = True) -> None:
        """Show a frame; zoom and region stay when the size does."""
        before = self._item.size
        self._frame = frame
        self._item.set_frame(frame, still=still)
        if self._item.size != before:
            self._region.set_picture(self._item.boundingRect())
            self._turn()
            self.fit()
        if frame is None:
            self.set_region(None)
            self.cells.set((), self._item.size)
        self._lens.refresh(self._item.image)

    def set_orientation(self, quarter_turns: int, mirrored: bool) -> None:
        """Turn the picture for the eye alone: mirrored left to right first, then turned clockwise."""
        wanted = Orientation(quarter_turns % 4, mirrored)
        if wanted == self._orientation:
            return
        centre = self._to_picture(self.viewport().rect().center())
        self._orientation = wanted
        self._turn()
        if self._fitting:
            self.fit()
        else:
            self.centerOn(self._item.mapToScene(centre))
        self._lens.rest()

    def set_scale(self, micrometres_per_pixel: float | None) -> None:
        """Say how large a pixel of the picture is: there is a scale bar from then on. None: it is not known."""
        self._micrometres = micrometres_per_pixel
        self.viewport().update()

    def set_grid(self, on: bool) -> None:
        """Lay squares over the picture."""
        self._grid = on
        if not (self._grid or self._crosshair):
            self._lines.forget()
        self.viewport().update()

    def set_crosshair(self, on: bool) -> None:
        """Lay a cross through the picture's middle."""
        self._crosshair = on
        if not (self._grid or self._crosshair):
            self._lines.forget()
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Draw circles with names, in the picture's pixels; none when empty."""
        self._marks = tuple(marks)
        self.viewport().update()

    def flash(self, words: str = "") -> None:
        """Show that a picture was taken: one short fade, and ``words`` in the corner for a second."""
        if self.isVisible():
            self._flash.begin(words, light=motion_wished(self))

    def set_overlay(self, text: str, tone: OverlayTone = "info") -> None:
        """Write over the picture, which fades: it is not what it seems. Empty: the picture alone.

        Parameters
        ----------
        text : str
        tone : {"info", "busy", "error"}
            "busy" turns a ring beside the text: something is waited for.
        """
        if (text, tone) == (self._banner.text, self._banner.tone):
            return
        self._item.faded = bool(text)
        self._banner.say(text, tone)
        self.setAccessibleDescription(text)
        self.viewport().update()

    def set_region(self, region: Region | None) -> None:
        """Draw a region that belongs to the picture shown, or remove it."""
        self._region.set_region(region)

    def choose_region(self, region: Region | None) -> None:
        """Draw a region that the user chose, or remove it."""
        before = self.region
        self._region.set_region(region)
        self._tell_region(before)

    def set_region_tool(self, on: bool) -> None:
        """Let a plain drag draw a region."""
        self._region_tool = on
        self._tool_cursor()

    def set_magnifying(self, on: bool) -> None:
        """Show the lens while the pointer is over the picture."""
        self._magnify = on
        if on and self.viewport().underMouse():
            self._move_lens(self.viewport().mapFromGlobal(self.cursor().pos()))
        elif not on:
            self._lens.rest()

    def fit(self) -> None:
        """Show the whole picture, and keep doing so when the window changes."""
        self._fitting = True
        if self._frame is not None:
            shown = self._item.sceneBoundingRect()
            margin = -4 / max(self.viewport().width(), 1) * shown.width()
            self.fitInView(shown.adjusted(margin, margin, -margin, -margin), Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit()

    def actual_size(self) -> None:
        """One pixel of the picture on one pixel of the screen."""
        self._zoom_to(1.0)

    def zoom_in(self) -> None:
        """Enlarge by a quarter."""
        self._zoom_to(self.scale_shown * STEP)

    def zoom_out(self) -> None:
        """The reverse."""
        self._zoom_to(self.scale_shown / STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom around the pointer."""
        steps = event.angleDelta().y() / 120
        if steps:
            self._zoom_to(self.scale_shown * STEP**steps)
            self._move_lens(event.position().toPoint())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a region, work on a cell, or pan."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        where = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton and self._frame is not None
        if left and (shift or self._region_tool):
            self._drag_from, self._region_before = self._to_picture(where), self.region
            self._region.set_region(None)
        elif left and self.cells.has_tool:
            self.cells.press(self._exactly(event.position()), float(self.transform().m11()))
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = where
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self._pressed_at = where if left else None
            super().mousePressEvent(event)
            return
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the region, drag a cell, move the lens."""
        where = event.position().toPoint()
        self._move_lens(where)
        at = self._exactly(event.position())
        if self._drag_from is not None:
            self._region.set_rect(QRectF(self._drag_from, self._to_picture(where)))
            return
        if self._pan_from is not None:
            way, self._pan_from = where - self._pan_from, where
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - way.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - way.y())
            return
        if self.cells.busy:
            self.cells.move(at)
            return
        self.cells.hover(at if not event.buttons() else None)
        if self.cells.has_tool:
            self.viewport().setCursor(self.cells.cursor(at, float(self.transform().m11()), self.sight()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the region; a mere click removes it."""
        if self._drag_from is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drag_from = None
            self._region.set_region(self._region.region)
            self._tell_region(self._region_before)
            return
        if self.cells.busy and event.button() == Qt.MouseButton.LeftButton:
            self.cells.release()
            return
        super().mouseReleaseEvent(event)
        where, pressed = event.position().toPoint(), self._pressed_at
        self._pan_from = self._pressed_at = None
        if pressed is not None and (where - pressed).manhattanLength() < _CLICK:
            self.cells.click(self._exactly(event.position()))
        self._tool_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        """Back to the whole picture."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the region or edit cells with the tool, else scroll; all else is the window's (a scanner may type)."""
        if self._frame is not None and self.cells.press_key(event, self.sight()):
            return
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and self._region_tool and self._frame is not None:
            step = max(1, round(SPACE / self.scale_shown))
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            before = self.region
            self._region.nudge(arrow[0] * step, arrow[1] * step, resize=resize)
            self._tell_region(before)
        elif arrow is not None:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are the cells' now from the shortcuts that are the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.cells.wants(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802
        """Go through the cells with the tool, then on through the window."""
        return self.cells.step(forward=next) or super().focusNextPrevChild(next)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Put the lens away."""
        self._lens.rest()
        self.cells.hover(None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the whole picture in sight when it was."""
        super().resizeEvent(event)
        if self._fitting:
            self.fit()
        self._banner.place()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing goes on that nobody sees."""
        self._flash.stop()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Redraw the edge, which shows the focus."""
        super().focusInEvent(event)
        self.update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: ARG002, N802
        """Lay over the picture what is wished, in the view's pixels."""
        if self._frame is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setFont(self.font())
        sight = self.sight()
        if not self._item.faded:
            if self._grid or self._crosshair:
                key = (sight, self._grid, self._crosshair)
                self._lines.draw(painter, self.viewport().size(), key, lambda on: self._draw_lines(on, sight))
            self.cells.draw(painter, self.viewport().size(), sight, tones(self.palette()))
            if self._marks:
                overlays.marks(painter, sight, self._marks)
            overlays.scale_bar(painter, sight)
        if self._flash.opacity > 0:
            overlays.flash(painter, sight, self._flash.opacity, tones(self.palette()).accent)
        if self._flash.words:
            overlays.corner_mark(painter, sight, self._flash.words)
        painter.restore()

    def sight(self) -> Sight:
        """Return how the picture lies in the view."""
        to_view = self._item.sceneTransform() * self.viewportTransform()
        scale = self._micrometres / float(self.transform().m11()) if self._micrometres else None
        return Sight(QRectF(self.viewport().rect()), to_view, to_view.mapRect(self._item.boundingRect()), scale)

    def _draw_lines(self, painter: QPainter, sight: Sight) -> None:
        if self._grid:
            overlays.grid(painter, sight)
        if self._crosshair:
            overlays.crosshair(painter, sight)

    def _turn(self) -> None:
        """Lay the picture into the scene as it is to be seen."""
        self._item.setTransform(self._orientation.transform(self._item.size))
        self.setSceneRect(self._item.sceneBoundingRect())

    def _exactly(self, where: QPointF) -> QPointF:
        """Return where a place of the view is in the picture, between its pixels too."""
        back, _ = (self._item.sceneTransform() * self.viewportTransform()).inverted()
        return back.map(where)

    def _cells_changed(self) -> None:
        self._tool_cursor()
        self.viewport().update()

    def _to_picture(self, where: QPoint) -> QPointF:
        return self._item.mapFromScene(self.mapToScene(where))

    def _tell_region(self, before: Region | None) -> None:
        if self.region != before:
            self.region_changed.emit()

    def _zoom_to(self, scale: float) -> None:
        if self._frame is None:
            return
        size, room = self._item.sceneBoundingRect().size(), self.viewport().size()
        whole = min(room.width() / size.width(), room.height() / size.height()) * self.devicePixelRatioF()
        scale = min(max(scale, min(whole, 1.0) / 2), LARGEST)
        self._fitting = False
        factor = scale / self.scale_shown
        self.scale(factor, factor)
        self.zoomed.emit()

    def _move_lens(self, where: QPoint) -> None:
        if not self._magnify or self._item.image is None:
            return
        at = self._to_picture(where)
        if self._item.boundingRect().contains(at):
            self._lens.look(self._item.image, at, where, float(self.transform().m11()), self._item.transform())
        else:
            self._lens.rest()

    def _tool_cursor(self) -> None:
        if self._region_tool or (self.cells.has_tool and not self.cells.busy and self.cells.hovered is None):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif self.cells.has_tool:
            pass  # it follows the pointer
        else:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
