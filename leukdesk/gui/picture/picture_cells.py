"""The cells over a view's picture: shown, pointed at, selected and edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from leukdesk.gui.parts.theme import SPACE, Tones
from leukdesk.gui.picture.cell_edits import CellEdits
from leukdesk.gui.picture.cell_layer import CellLayer, Show
from leukdesk.gui.picture.cell_tool import CellTool
from leukdesk.gui.picture.named_cell import NamedCell
from leukdesk.gui.picture.overlays import Sight
from leukdesk.gui.picture.zooming import ARROWS
from leukdesk.imaging.cell import Cell

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PictureCells(QObject):
    """Told of the pointer and of keys by the view, whose places are in the picture's pixels already.

    With the tool: a click selects, a drag on an empty place draws a cell, the handles resize and the inside moves the
    selected one; Tab and the arrow keys go from cell to cell, Ctrl+arrows move, with Shift resize, Del removes, Ctrl+Z
    takes back, Esc selects none. Without it a click selects.
    """

    changed = Signal()
    """Something is to be drawn anew."""
    selected = Signal(int)
    """By the user; -1 for none."""
    edited = Signal(object)
    """By the user: all cells as they are now."""
    removal_wanted = Signal(int)
    """By the user, of a cell that is logged and so stays until it is rejected."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._layer, self._edits = CellLayer(), CellEdits()
        self._tool = CellTool(self._edits)
        self._named: dict[Cell, NamedCell] = {}
        self._hovered: int | None = None
        self._editable = self._tool_on = False

    @property
    def named(self) -> tuple[NamedCell, ...]:
        """All cells, as they are drawn."""
        return self._layer.cells

    @property
    def selection(self) -> int | None:
        """Which one is selected."""
        return self._edits.selected

    @property
    def hovered(self) -> int | None:
        """Which one the pointer is over."""
        return self._hovered

    @property
    def shown_as(self) -> Show:
        """How they are drawn."""
        return self._layer.show

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return self._editable and self._edits.can_undo

    @property
    def can_remove(self) -> bool:
        """Whether a cell is selected, with the tool."""
        return self.has_tool and self._edits.selected is not None

    @property
    def has_tool(self) -> bool:
        """Whether a drag belongs to the cells."""
        return self._tool_on and self._editable and self._layer.show is not Show.OFF

    @property
    def busy(self) -> bool:
        """Whether a cell is dragged."""
        return self._tool.busy

    def set(
        self, cells: Sequence[NamedCell], size: QSize, selected: int | None = None, *, editable: bool = False
    ) -> None:
        """Show the cells of a picture of this size; edits of the same cells can still be taken back."""
        plain = tuple(each.cell for each in cells)
        other = plain != self._edits.cells or editable != self._editable
        if other:
            self._edits.load(plain, size.width(), size.height(), selected)
            self._tool.cancel()
            self._hovered = None
        else:
            other = self._edits.select(selected)
        self._editable = editable
        if self._layer.set_cells(cells) or other:
            self._named = {each.cell: each for each in cells}
            self.changed.emit()

    def set_show(self, show: Show) -> None:
        """Draw them as boxes, as outlines, or not at all."""
        if show is self._layer.show:
            return
        self._layer.show = show
        self.changed.emit()

    def set_tool(self, *, on: bool) -> None:
        """Let a plain drag edit cells."""
        self._tool_on = on
        self._tool.cancel()
        self.changed.emit()

    def select(self, index: int | None) -> None:
        """Select one without telling."""
        if self._edits.select(index):
            self.changed.emit()

    def undo(self) -> None:
        """Take the last edit back."""
        if self._editable and self._edits.undo():
            self._told(edited=True, other=True)

    def remove(self) -> None:
        """Take the selected cell away; of one that is logged it is told that it is to go."""
        if not self.can_remove:
            return
        if (chosen := self._edits.selected_cell) in self._named and self._named[chosen].kept:
            self.removal_wanted.emit(self._edits.selected)
        else:
            self._told(edited=self._edits.remove(), other=True)

    # What the pointer does

    def press(self, at: QPointF, scale: float) -> None:
        """The button went down, with the tool."""
        self._told(edited=False, other=self._tool.press(at, scale))

    def move(self, at: QPointF) -> None:
        """The pointer moves while something is dragged."""
        self._tool.drag(at)
        self.changed.emit()

    def release(self) -> None:
        """The button was let go."""
        edited, other = self._tool.release()
        self._told(edited=edited, other=other)

    def click(self, at: QPointF) -> None:
        """A click without the tool: it selects what is there, or nothing."""
        if self._layer.show is not Show.OFF and self._edits.cells:
            self._told(edited=False, other=self._edits.select(self._edits.at(at.x(), at.y())))

    def hover(self, at: QPointF | None) -> None:
        """The pointer is there; None: it has gone."""
        over = None if at is None or self._layer.show is Show.OFF else self._edits.at(at.x(), at.y())
        if over != self._hovered:
            self._hovered = over
            self.changed.emit()

    def cursor(self, at: QPointF, scale: float, sight: Sight) -> Qt.CursorShape:
        """Return what the pointer looks like there, with the tool."""
        return self._tool.cursor(at, scale, sight.to_view)

    # What keys do

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key that means something else in the window is the cells' now."""
        if not self.has_tool:
            return False
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            return self._edits.selected is not None or self._tool.busy
        if key == Qt.Key.Key_Z and keys == _CONTROL:
            return self._edits.can_undo
        return key in _REMOVES and not keys and self.can_remove

    def press_key(self, event: QKeyEvent, sight: Sight) -> bool:
        """Do what a key means with the tool; False where it means nothing."""
        if not self.has_tool:
            return False
        key, keys = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (arrow := ARROWS.get(key)) is not None:
            return self._press_arrow(*arrow, keys, sight)
        if not self.wants(event):
            return False
        if key == Qt.Key.Key_Escape:
            dragged = self._tool.busy
            self._tool.cancel()
            self._told(edited=False, other=not dragged and self._edits.select(None))
        elif key == Qt.Key.Key_Z:
            self.undo()
        else:
            self.remove()
        return True

    def step(self, *, forward: bool) -> bool:
        """Go to the next cell, or the one before; False at the end, where the keyboard goes on to what comes next."""
        moved = self.has_tool and self._edits.step(forward=forward)
        self._told(edited=False, other=moved)
        return moved

    def _press_arrow(self, x: int, y: int, keys: Qt.KeyboardModifier, sight: Sight) -> bool:
        if not self._edits.cells:
            return False
        # What is right on the screen may be up in the picture.
        back, _ = sight.to_view.inverted()
        scale = max(abs(back.m11()), abs(back.m12()))
        dx, dy = (back.m11() * x + back.m21() * y) / scale, (back.m12() * x + back.m22() * y) / scale
        if keys in (_CONTROL, _CONTROL | _SHIFT):
            step = max(1, round(SPACE / 4 * scale))
            edited = self._edits.nudge(round(dx * step), round(dy * step), resize=bool(keys & _SHIFT))
            self._told(edited=edited, other=False)
            return True
        if keys:
            return False
        self._told(edited=False, other=self._edits.towards(dx, dy))
        return True

    # Drawing

    def draw(self, painter: QPainter, size: QSize, sight: Sight, tones: Tones) -> None:
        """Draw them over the picture."""
        if self._layer.show is Show.OFF:
            return
        self._layer.draw(painter, size, sight, tones)
        chosen, draft = self._edits.selected, self._tool.draft
        painter.save()
        painter.setClipRect(sight.visible)
        if draft is not None and self._tool.drawing:
            self._layer.draw_selected(painter, sight, tones, len(self._layer.cells), draft, handles=False)
        elif chosen is not None and chosen < len(self._layer.cells):
            box = self._edits.cells[chosen].box
            rect = draft if draft is not None else QRectF(box.x, box.y, box.width, box.height)
            self._layer.draw_selected(painter, sight, tones, chosen, rect, handles=self.has_tool)
        pointed = self._hovered if self._hovered is not None else chosen
        if pointed is not None and draft is None and pointed < len(self._layer.cells):
            self._layer.draw_words(painter, sight, tones, pointed)
        painter.restore()

    def _told(self, *, edited: bool, other: bool) -> None:
        """Draw it, and tell of it."""
        if edited:
            self._hovered = None
            self._layer.set_cells([self._named.get(cell) or NamedCell(cell) for cell in self._edits.cells])
        self.changed.emit()
        if edited:
            self.edited.emit(self._edits.cells)
        if other:
            chosen = self._edits.selected
            self.selected.emit(-1 if chosen is None else chosen)
