"""The classes of a differential as rows: counts, shares with intervals, and what the model's errors make of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from leukdesk.differential.correction import LEAST_SKILL
from leukdesk.differential.tally import ClassCount, Share, Tally
from leukdesk.differential.wording import interval, percent
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.language import marked, number, tr
from leukdesk.settings import Line

Index = QModelIndex | QPersistentModelIndex
References = Mapping[str, tuple[Line, Line]]
"""By the id of a class, the lower and upper line that the laboratory has set, as shares."""
NONE = "–"
_ENDS = (0.1, 0.25, 0.5, 0.75, 1.0)
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """What stands in a column."""

    CLASS, CELLS, SHARE, CORRECTED, ERRORS_ALONE = range(5)


_HEADS = {
    Column.CLASS: (marked("Class"), ""),
    Column.CELLS: (
        marked("Cells"),
        marked("Cells of the class as things stand: by decision, else by suggestion. Below: not decided"),
    ),
    Column.SHARE: (
        marked("Share"),
        marked("Of all white cells counted. Below: exact 95 % interval (Clopper and Pearson)"),
    ),
    Column.CORRECTED: (
        marked("Errors\ntaken out"),
        marked(
            "With the model's errors taken out of the suggestions (Rogan and Gladen), by the figures of its card. "
            "Below: the 95 % interval of the count; the uncertainty of those figures comes on top"
        ),
    ),
    Column.ERRORS_ALONE: (
        marked("Errors\nalone"),
        marked("Share that the model's errors alone would give on a slide without any such cell, by its card"),
    ),
}


class ClassModel(QAbstractTableModel):
    """Texts of two lines: a figure, and what belongs to it below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ClassCount, ...] = ()
        self._references: References = {}
        self._end = 1.0

    @property
    def end(self) -> float:
        """Share at which the bars end."""
        return self._end

    def show_tally(self, tally: Tally, references: References) -> None:
        """Show other figures."""
        ids = [each.id for each in self._rows]
        same = ids == [each.id for each in tally.classes]
        if not same:
            self.beginResetModel()
        self._rows, self._references, self._end = tally.classes, references, _end(tally, references)
        if not same:
            self.endResetModel()
        elif self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def count(self, row: int) -> ClassCount:
        """Return the class of a row."""
        return self._rows[row]

    def lines(self, row: int) -> tuple[Line, Line]:
        """Return the reference lines of a row."""
        return self._references.get(self._rows[row].id, (None, None))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """One a class."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """See :class:`Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """Say what a column holds."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        head, tip = _HEADS[Column(section)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tr(head)
            case Qt.ItemDataRole.ToolTipRole:
                return tr(tip) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                left = section == Column.CLASS
                side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the two lines of a cell, or what its tooltip says."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, column)) or None
        return None

    def _text(self, row: ClassCount, column: Column) -> str:
        match column:
            case Column.CLASS:
                return row.name
            case Column.CELLS:
                undecided = tr("{count} open").format(count=number(row.undecided)) if row.undecided else ""
                return f"{number(row.count)}\n{undecided}"
            case Column.SHARE:
                return _two_lines(row.share)
            case Column.CORRECTED:
                return _two_lines(row.corrected)
            case Column.ERRORS_ALONE:
                return NONE if row.false_alone is None else percent(row.false_alone)

    def _tip(self, row: ClassCount, column: Column) -> str:
        match column:
            case Column.CLASS:
                share = NONE
                if row.share is not None:
                    share = tr("{share}, 95 % interval {interval}").format(
                        share=percent(row.share.value), interval=interval(row.share)
                    )
                named = tr("{name}: {value}").format(name=row.name, value=share)
                return "\n".join(filter(None, (named, _lines_in_words(self._references, row.id))))
            case Column.CELLS:
                return tr("{cells} cells, {undecided} of them not decided; {suggested} were suggested").format(
                    cells=number(row.count), undecided=number(row.undecided), suggested=number(row.suggested)
                )
            case Column.CORRECTED if row.false_alone is None:
                return tr("The model's card does not tell its errors for this class.")
            case Column.CORRECTED if row.corrected is None and row.share is not None:
                return tr(
                    "The model tells this class too badly apart for a correction: its sensitivity and specificity "
                    "add up to less than {least:.1f}."
                ).format(least=1 + LEAST_SKILL)
            case Column.ERRORS_ALONE if row.false_alone is None:
                return tr("The model's card does not tell its errors for this class.")
        return ""


def _lines_in_words(references: References, class_id: str) -> str:
    low, high = references.get(class_id, (None, None))
    if low is None and high is None:
        return ""
    if high is None:
        words = tr("This laboratory's own reference lines: from {low}")
    elif low is None:
        words = tr("This laboratory's own reference lines: up to {high}")
    else:
        words = tr("This laboratory's own reference lines: {low} to {high}")
    return words.format(low=percent(low or 0), high=percent(high or 0))


def _two_lines(share: Share | None) -> str:
    return NONE if share is None else f"{percent(share.value)}\n{interval(share).removesuffix(' %')}"


def _end(tally: Tally, references: References) -> float:
    """Return a round share that all bars, whiskers and lines lie below."""
    shares = [each.share.high for each in tally.classes if each.share is not None]
    alone = [each.false_alone for each in tally.classes if each.false_alone is not None]
    lines = [line for each in tally.classes for line in references.get(each.id, ()) if line is not None]
    most = max((*shares, *alone, *lines), default=1.0)
    return next((end for end in _ENDS if most <= end), 1.0)
