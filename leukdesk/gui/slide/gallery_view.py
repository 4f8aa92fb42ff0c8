"""The grid of cells: several are selected with Shift, Ctrl or a rubber band, and dragged onto another class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from leukdesk.gui.slide.cell_delegate import CellDelegate
from leukdesk.gui.slide.gallery_model import GalleryModel
from leukdesk.gui.slide.grouping import keys_of
from leukdesk.gui.slide.thumbnails import Thumbnails
from leukdesk.history.records import Record
from leukdesk.language import tr

MIME = "application/x-leukdesk-cells"
_REST = 80
"""Milliseconds without another key after which one key was meant alone: a barcode scanner types on within 60."""


@dataclass(frozen=True)
class Kept:
    """What is to be as before when the rows are others, by the numbers of records.

    Attributes
    ----------
    current : int
        Where the keyboard is.
    seen : tuple of (record, class, pixels)
        The cells that are seen, with the class that they stand in and where their upper edge is; empty where the view
        is not scrolled.
    """

    selected: tuple[int, ...] = ()
    current: int = 0
    seen: tuple[tuple[int, str, int], ...] = ()


class GalleryView(QListView):
    """Tells what is wanted of the selected cells, and decides nothing itself.

    Parameters
    ----------
    side : int
        Pixels of a cell's picture.
    """

    class_wanted = Signal(str)
    """Id of the class that the selected cells are to have."""
    confirm_wanted = Signal()
    reject_wanted = Signal()
    field_wanted = Signal(object)
    """The Record of the cell that is to be seen in its field."""
    chosen = Signal()
    """Other cells are selected."""
    let_go = Signal()
    """The mouse is let go of."""

    def __init__(self, model: GalleryModel, thumbnails: Thumbnails, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._thumbnails = model, thumbnails
        self._keys: dict[str, str] = {}
        self._kept = Kept()
        self.setModel(model)
        self.cells = CellDelegate(thumbnails, side, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(tr("Cells"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else its coming moves every row
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setSpacing(1)
        self.setMouseTracking(True)
        self._meant, self._meant_for = "", list[int]()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._rested)
        thumbnails.came.connect(self._came)
        self.doubleClicked.connect(self._double_clicked)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def show_classes(self, names: Mapping[str, str]) -> None:
        """Say which classes there are to choose from."""
        self._keys = {letter: key for key, letters in keys_of(names).items() for letter in letters}

    def show_side(self, side: int) -> None:
        """Draw cells of another size."""
        top = self.indexAt(QPoint(self.width() // 4, 40))
        self.cells.side = side
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        if top.isValid():
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)

    @property
    def selected(self) -> list[Record]:
        """The selected cells, in the order of the rows."""
        rows = sorted(each.row() for each in self.selectionModel().selectedIndexes())
        return [cell for row in rows if (cell := self._model.cell(self._model.index(row))) is not None]

    def select(self, numbers: Sequence[int]) -> None:
        """Select cells by the numbers of their records; the last one is where the keyboard is."""
        selection, last = QItemSelection(), None
        for number in numbers:
            row = self._model.row_of(number)
            if row is not None:
                last = self._model.index(row)
                selection.select(last, last)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if last is not None:
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(last)

    def show_group(self, class_id: str) -> None:
        """Scroll to a class."""
        row = self._model.row_of_group(class_id)
        if row is not None:
            self.scrollTo(self._model.index(row), QAbstractItemView.ScrollHint.PositionAtTop)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Confirm, reject, or wait whether a character was meant alone; all else moves about."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reject_wanted.emit()
        elif text and text.isprintable() and not control:
            self._meant = "" if self._rest.isActive() else text.upper()
            self._meant_for = [each.id for each in self.selected]
            self._rest.start()
        else:
            super().keyPressEvent(event)

    def _rested(self) -> None:
        class_id = self._keys.get(self._meant)
        # Where others were selected meanwhile, nobody can say which were meant.
        if class_id is not None and self._meant_for == [each.id for each in self.selected]:
            self.class_wanted.emit(class_id)

    # The mouse

    def _double_clicked(self, index: object) -> None:
        cell = self._model.cell(index)  # type: ignore[arg-type]
        if cell is not None:
            self.field_wanted.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a heading selects all of its cells, as a click on a cell does that one."""
        index = self.indexAt(event.position().toPoint())
        group = self._model.group_at(index) if index.isValid() and self._model.cell(index) is None else None
        if group is not None and event.button() == Qt.MouseButton.LeftButton:
            shown = {each.id for each in self._model.shown}
            self.select([each.id for each in group.cells if each.id in shown])
            return
        super().mousePressEvent(event)

    @property
    def under_way(self) -> bool:
        """Whether a rubber band is drawn: the rows may not move under it."""
        return self.state() is QAbstractItemView.State.DragSelectingState

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell that a rubber band has ended."""
        super().mouseReleaseEvent(event)
        self.let_go.emit()

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002, N802
        """Take the selected cells along; the first of them is seen at the pointer."""
        cells = self.selected
        if not cells:
            return
        drag, data = QDrag(self), QMimeData()
        data.setData(MIME, b"cells")
        drag.setMimeData(data)
        image = self._thumbnails.image(cells[0])
        if image is not None:
            drag.setPixmap(QPixmap.fromImage(image).scaled(QSize(64, 64), Qt.AspectRatioMode.KeepAspectRatio))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take cells of this gallery only."""
        if event.mimeData().hasFormat(MIME):
            self.setState(QAbstractItemView.State.DraggingState)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Let them be dropped on another class, and scroll at the edges."""
        super().dragMoveEvent(event)
        group = self._model.group_at(self.indexAt(event.position().toPoint()))
        event.setAccepted(event.mimeData().hasFormat(MIME) and group is not None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Give them the class that they were dropped on."""
        group = self._model.group_at(self.indexAt(event.position().toPoint()))
        self.setState(QAbstractItemView.State.NoState)
        self.stopAutoScroll()
        if group is not None:
            event.acceptProposedAction()
            self.class_wanted.emit(group.id)

    # What changes below

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep headings as wide as a row."""
        self.cells.row_width = max(self.viewport().width() - 4, 100)
        super().resizeEvent(event)

    def _came(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            row = self._model.row_of(number)
            if row is not None:
                self.update(self._model.index(row))

    def _keep(self) -> None:
        """Remember what is selected and what is seen, before the rows are others."""
        current = self._model.cell(self.currentIndex())
        selected = tuple(each.id for each in self.selected)
        self._kept = Kept(selected, current.id if current is not None else 0, self._seen())

    def _seen(self) -> tuple[tuple[int, str, int], ...]:
        if not self.verticalScrollBar().value():
            return ()
        seen, group = [], self._model.group_at(self.indexAt(QPoint(12, 12)))
        for row in range(max(self.indexAt(QPoint(12, 12)).row(), 0), self._model.rowCount()):
            index = self._model.index(row)
            cell, top = self._model.cell(index), self.visualRect(index).top()
            if top > self.viewport().height():
                break
            if cell is None or group is None:
                group = self._model.group_at(index)
            else:
                seen.append((cell.id, group.id, top))
        return tuple(seen)

    def _restore(self) -> None:
        kept = self._kept
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        selection = QItemSelection()
        for number in kept.selected:
            if (row := self._model.row_of(number)) is not None:
                index = self._model.index(row)
                selection.select(index, index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if (row := self._model.row_of(kept.current)) is not None:
            self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._scroll_back(kept)

    def _scroll_back(self, kept: Kept) -> None:
        """Let the first cell that stands as before be seen where it was; the top stays the top."""
        bar = self.verticalScrollBar()
        if not kept.seen:
            bar.setValue(0)
        for number, class_id, top in kept.seen:
            row = self._model.row_of(number)
            index = self._model.index(row) if row is not None else None
            group = self._model.group_at(index) if index is not None else None
            if index is not None and group is not None and group.id == class_id:
                bar.setValue(bar.value() + self.visualRect(index).top() - top)
                return
