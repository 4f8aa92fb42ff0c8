"""The rows of the gallery: a heading for each class, and its cells after it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from leukdesk.counting import many
from leukdesk.differential.wording import in_turn
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.review.words import clock, headline
from leukdesk.gui.slide.grouping import Group, grouped
from leukdesk.history.records import Record
from leukdesk.inference.prediction import in_words
from leukdesk.language import number, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a row has beside Qt's own."""

    SECOND_LINE = Qt.ItemDataRole.UserRole + 1
    """Who decided about a cell, in words."""


@dataclass(frozen=True)
class Heading:
    """Begins a class."""

    group: Group
    shown: int

    @property
    def text(self) -> str:
        """The class, how many cells, and how many of them need review."""
        said = [self.group.name, many(len(self.group.cells), "cell")]
        if self.group.to_review:
            said.append(tr("{count} to review").format(count=number(self.group.to_review)))
        return " · ".join(said)


class GalleryModel(QAbstractListModel):
    """Knows nothing of pictures; the row's heading or record is its ``UserRole``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self._cells: tuple[Record, ...] = ()
        self._rows: list[Heading | Record] = []
        self._place: dict[int, int] = {}
        self._only_review = False
        self._unseen: Container[int] = ()
        self.groups: list[Group] = []

    @property
    def cells(self) -> tuple[Record, ...]:
        """All cells, shown or not."""
        return self._cells

    @property
    def shown(self) -> list[Record]:
        """The cells in the order of the rows."""
        return [each for each in self._rows if isinstance(each, Record)]

    def show_cells(self, cells: Sequence[Record], names: Mapping[str, str], unseen: Container[int] = ()) -> None:
        """Show other cells, or the same as they stand now.

        Parameters
        ----------
        unseen : container of int
            Numbers of the records that a signature alone has confirmed.
        """
        self._cells, self._names, self._unseen = tuple(cells), names, unseen
        self._arrange()

    def show_only_review(self, *, on: bool) -> None:
        """Show only those that need review, or all."""
        self._only_review = on
        self._arrange()

    def cell(self, index: Index) -> Record | None:
        """Return the cell of a row; None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Record) else None

    def group_at(self, index: Index) -> Group | None:
        """Return the class that a row belongs to."""
        for row in range(index.row(), -1, -1):
            if isinstance(heading := self._rows[row], Heading):
                return heading.group
        return None

    def row_of(self, record_id: int) -> int | None:
        """Return the row of a cell."""
        return self._place.get(record_id)

    def row_of_group(self, class_id: str) -> int | None:
        """Return the row of a class's heading."""
        rows = (row for row, each in enumerate(self._rows) if isinstance(each, Heading) and each.group.id == class_id)
        return next(rows, None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Headings and cells."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the row itself, or its words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.text if isinstance(row, Heading) else in_short(row, unseen=row.id in self._unseen)
            case Role.SECOND_LINE if isinstance(row, Record):
                return second_line(row, unseen=row.id in self._unseen)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, Record):
                return plain_tip(in_full(row, unseen=row.id in self._unseen))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be selected and dragged; anything can be dropped upon."""
        drop = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if self.cell(index) is None:
            return drop
        return drop | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def _arrange(self) -> None:
        self.beginResetModel()
        self.groups = grouped(self._cells, self._names)
        self._rows = []
        for group in self.groups:
            cells = [each for each in group.cells if each.needs_review or not self._only_review]
            if cells:
                self._rows += [Heading(group, len(cells)), *cells]
        self._place = {each.id: row for row, each in enumerate(self._rows) if isinstance(each, Record)}
        self.endResetModel()


def in_short(cell: Record, *, unseen: bool = False) -> str:
    """Say what a cell is, in a line: "Neutrophil 0.87, needs review"."""
    what = in_words(cell.label_name, cell.probability, uncertain=cell.uncertain)
    return in_turn([what, second_line(cell, unseen=unseen)])


def second_line(cell: Record, *, unseen: bool = False) -> str:
    """Say who decided and when, or that nobody has; ``unseen`` where a signature alone has confirmed it."""
    standing = cell.standing
    if not standing.decided_by:
        return tr("needs review") if cell.needs_review else tr("not decided")
    if unseen:
        return tr("by signature alone, {name}").format(name=standing.decided_by)
    when = f" {clock(standing.decided_at)}" if standing.decided_at is not None else ""
    return f"{standing.decided_by}{when}"


def in_full(cell: Record, *, unseen: bool = False) -> str:
    """Say what was suggested and decided, by whom and when, and where it comes from."""
    decided = bool(cell.standing.decided_by)
    lines = [
        tr("Row {number}").format(number=cell.id),
        in_words(cell.label_name, cell.probability, uncertain=cell.uncertain, decided=decided),
    ]
    if verdict := headline(cell):
        at = cell.standing.decided_at
        lines.append(f"{verdict}, {clock(at)}" if at is not None else verdict)
        lines += [tr("Confirmed by signature alone, not one by one")] * unseen
    else:
        lines.append(tr("Nobody has decided yet"))
    lines.append(f"{cell.source}, {clock(cell.time)}")
    return "\n".join(lines)
