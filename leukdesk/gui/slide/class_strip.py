"""The classes beside the gallery: with their keys and counts, to go to them, and to drop cells upon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import tabular, tones
from leukdesk.gui.slide.gallery_view import MIME
from leukdesk.gui.slide.grouping import REJECTED, Group, keys_of
from leukdesk.language import number, tr


class ClassStrip(QListWidget):
    """One row a class, empty classes too."""

    chosen = Signal(str)
    """Id of the class that was clicked."""
    dropped = Signal(str)
    """Id of the class that the selected cells were dropped on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Classes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys belong to the cells
        self.setSpacing(3)
        self.setFixedWidth(236)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFont(tabular(self.font()))
        self._ids: list[str] = []
        self.itemClicked.connect(lambda item: self.chosen.emit(self._ids[self.row(item)]))

    def show_groups(self, groups: Sequence[Group], names: Mapping[str, str]) -> None:
        """Write the classes with their counts."""
        keys = keys_of(names)
        self._ids = [each.id for each in groups]
        self.clear()
        for group in groups:
            if group.id == REJECTED:
                text = tr("Del   Rejected: {cells}").format(cells=number(len(group.cells)))
                tip = tr("No cell that counts")
            else:
                key, cells = "  ".join(keys.get(group.id, "")), number(len(group.cells))
                named = tr("{name}: {value}").format(name=group.name, value=cells)
                text = f"{key:<6}{named}{' ?' if group.to_review else ''}"
                tip = _tip(group).format(name=group.name, cells=cells, review=number(group.to_review))
            item = QListWidgetItem(text, self)
            item.setToolTip(plain_tip(tip))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take cells of the gallery."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Let them be dropped on a class; it is marked."""
        item = self.itemAt(event.position().toPoint())
        self._mark(self.row(item) if item is not None else -1)
        event.setAccepted(event.mimeData().hasFormat(MIME) and item is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Mark none any more."""
        self._mark(-1)
        super().dragLeaveEvent(event)

    def _mark(self, marked: int) -> None:
        ground = QColor(tones(self.palette()).selection)
        for row in range(self.count()):
            self.item(row).setBackground(QBrush(ground) if row == marked else QBrush())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell on which class."""
        item = self.itemAt(event.position().toPoint())
        self._mark(-1)
        if item is not None:
            event.acceptProposedAction()
            self.dropped.emit(self._ids[self.row(item)])


def _tip(group: Group) -> str:
    if group.to_review:
        return tr("{name}: {cells}, {review} to review. Click to go there; press a key or drop cells here")
    return tr("{name}: {cells}. Click to go there; press a key or drop cells here")
