"""Turns drags on the picture into edits of its cells: draw, move, resize; a click selects."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTransform

from leukdesk.gui.picture.cell_edits import CellEdits
from leukdesk.gui.picture.cell_layer import handles_of

_REACH = 8.0
"""Screen pixels around a handle in which it is taken hold of."""
_CLICK = 4.0
"""Screen pixels; a shorter way is a click's."""
_SIDES = ("lt", "t", "rt", "r", "rb", "b", "lb", "l")
"""Which sides each handle moves, in the order of :func:`handles_of`: left, right, top, bottom."""


class _Doing(Enum):
    NOTHING = 0
    DRAWING = 1
    MOVING = 2
    RESIZING = 3


class CellTool:
    """Works in the picture's own pixels; how these lie on the screen is said with each press.

    Attributes
    ----------
    draft : QRectF, optional
        The box as it is dragged at this moment; it becomes an edit when the button is let go.
    """

    def __init__(self, edits: CellEdits) -> None:
        self._edits = edits
        self._doing = _Doing.NOTHING
        self._from, self._start, self._sides = QPointF(), QRectF(), ""
        self._click = 0.0
        self._moved = False
        self.draft: QRectF | None = None

    @property
    def busy(self) -> bool:
        """Whether something is dragged."""
        return self._doing is not _Doing.NOTHING

    @property
    def drawing(self) -> bool:
        """Whether a new cell is drawn, so that the selected one is not what is dragged."""
        return self._doing is _Doing.DRAWING

    def press(self, at: QPointF, scale: float) -> bool:
        """Take hold of a handle or a cell, or begin a new one; tells whether another one is selected now.

        Parameters
        ----------
        at : QPointF
            In the picture's pixels.
        scale : float
            Pixels of the view for one of the picture.
        """
        self._from, self._click, self._moved = at, _CLICK / scale, False
        before = self._edits.selected
        self._sides = self.handle_at(at, scale)
        if self._sides:
            self._doing = _Doing.RESIZING
        elif (found := self._under(at)) is not None:
            self._edits.select(found)
            self._doing = _Doing.MOVING
        else:
            self._doing = _Doing.DRAWING
        self._start = self._box() if self._doing is not _Doing.DRAWING else QRectF(at, at)
        return self._edits.selected != before

    def drag(self, at: QPointF) -> None:
        """Follow the pointer."""
        way = at - self._from
        self._moved = self._moved or math.hypot(way.x(), way.y()) > self._click
        if not self._moved:
            return
        match self._doing:
            case _Doing.DRAWING:
                self.draft = QRectF(self._from, at).normalized()
            case _Doing.MOVING:
                self.draft = self._start.translated(way)
            case _Doing.RESIZING:
                self.draft = self._resized(way)
            case _Doing.NOTHING:
                pass

    def release(self) -> tuple[bool, bool]:
        """Let go; tells whether the cells were changed, and whether another one is selected now."""
        doing, draft = self._doing, self.draft
        self.cancel()
        if draft is None:
            return False, doing is _Doing.DRAWING and self._edits.select(None)
        edges = draft.left(), draft.top(), draft.right(), draft.bottom()
        if doing is _Doing.DRAWING:
            added = self._edits.add(*edges)
            return added, added
        if doing is _Doing.MOVING:
            way = draft.topLeft() - self._start.topLeft()
            return self._edits.nudge(round(way.x()), round(way.y()), resize=False), False
        return self._edits.reshape(*edges), False

    def cancel(self) -> None:
        """Drop what is dragged."""
        self._doing, self.draft = _Doing.NOTHING, None

    def handle_at(self, at: QPointF, scale: float) -> str:
        """Return which sides of the selected box are within reach; empty for none."""
        if self._edits.selected is None:
            return ""
        reach = min(_REACH / scale, max(min(self._box().width(), self._box().height()) / 3, 2 / scale))
        ways = [(each - at) for each in handles_of(self._box())]
        far = [math.hypot(way.x(), way.y()) for way in ways]
        nearest = far.index(min(far))
        return _SIDES[nearest] if far[nearest] <= reach else ""

    def cursor(self, at: QPointF, scale: float, to_view: QTransform) -> Qt.CursorShape:
        """Return what the pointer looks like there: the way that a handle can be drawn, as it is seen."""
        sides = self._sides if self._doing is _Doing.RESIZING else self.handle_at(at, scale)
        if sides:
            x, y = ("r" in sides) - ("l" in sides), ("b" in sides) - ("t" in sides)
            seen_x, seen_y = to_view.m11() * x + to_view.m21() * y, to_view.m12() * x + to_view.m22() * y
            if abs(seen_x) < 1e-6:
                return Qt.CursorShape.SizeVerCursor
            if abs(seen_y) < 1e-6:
                return Qt.CursorShape.SizeHorCursor
            return Qt.CursorShape.SizeFDiagCursor if seen_x * seen_y > 0 else Qt.CursorShape.SizeBDiagCursor
        if self._doing is _Doing.MOVING or self._under(at) is not None:
            return Qt.CursorShape.SizeAllCursor
        return Qt.CursorShape.CrossCursor

    def _under(self, at: QPointF) -> int | None:
        """Return which cell is meant at a place: the selected one before others that it overlaps."""
        if self._edits.selected is not None and self._box().contains(at):
            return self._edits.selected
        return self._edits.at(at.x(), at.y())

    def _box(self) -> QRectF:
        cell = self._edits.selected_cell
        return QRectF() if cell is None else QRectF(cell.box.x, cell.box.y, cell.box.width, cell.box.height)

    def _resized(self, way: QPointF) -> QRectF:
        box = self._start
        left = box.left() + (way.x() if "l" in self._sides else 0)
        right = box.right() + (way.x() if "r" in self._sides else 0)
        top = box.top() + (way.y() if "t" in self._sides else 0)
        bottom = box.bottom() + (way.y() if "b" in self._sides else 0)
        return QRectF(QPointF(left, top), QPointF(right, bottom)).normalized()
