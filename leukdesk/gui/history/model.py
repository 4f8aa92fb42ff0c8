"""The log as a table that is read page by page, as far as it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont

from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.history.columns import COLUMNS
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.history.records import Record
from leukdesk.history.searching.facets import Choices, choices
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter, as_filter
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station

PAGE = 200
COUNTED_AT_MOST = 10_000
"""Rows that a filter leaves are counted this far; a million of them would take a noticeable time."""
_NEWEST_FIRST = Order()
_CELLS = Filter(session="")
_WATCH_MILLISECONDS = 2000

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True)
class _Page:
    records: list[Record]
    last: bool
    newest: int | None = None


@dataclass(frozen=True)
class _Found:
    count: int
    choices: Choices
    cells: int = 0


class HistoryModel(QAbstractTableModel):
    """Asks the worker for rows; while it waits it shows what it has.

    Parameters
    ----------
    analyst : Analyst of Station
    """

    counted = Signal(int, int)
    """How many rows the filter leaves; and where there is none, how many cells of sessions the log has besides."""
    choices_came = Signal(object)
    """The Choices that a filter has."""
    read = Signal()
    """Rows could be read."""
    failed = Signal(object)
    """The exception that kept rows from being read."""

    def __init__(self, analyst: Analyst[Station]) -> None:
        super().__init__()
        self._analyst = analyst
        self._records: list[Record] = []
        self._complete = True
        self._filter = Filter()
        self._order = _NEWEST_FIRST
        self._pending: Job | None = None
        self._counting: Job | None = None
        self._again = self._looking = False
        self._newest = 0
        self._several_stations = False
        self._marked: int | None = None
        self._marked_font = QFont()
        self._marked_font.setWeight(QFont.Weight.DemiBold)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look)

    @property
    def filter(self) -> Filter:
        """What rows must be like to be shown."""
        return self._filter

    @property
    def order(self) -> Order:
        """How the rows are sorted."""
        return self._order

    def set_filter(self, wanted: str | Filter) -> None:
        """Show only the rows that match."""
        wanted = as_filter(wanted)
        if wanted != self._filter:
            self._filter = wanted
            self.reload()

    def show_anew(self, records: Sequence[Record]) -> None:
        """Show records as they stand now, each in its place: also where the filter or the order has another for it."""
        for record in records:
            row = self.row_of(record.id)
            if row is not None:
                self._records[row] = record
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        self._count()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the log does it."""
        chosen = _NEWEST_FIRST
        if 0 <= column < len(COLUMNS):
            chosen = Order(COLUMNS[column].key, descending=order == Qt.SortOrder.DescendingOrder)
        self._sort(chosen)

    def reload(self) -> None:
        """Read the rows again from the first one."""
        self._ask(None, self._replace)

    def refresh(self) -> None:
        """Rows were added to the log: put those that belong here in their places; the others stay where they are."""
        if self._pending is not None:
            self._again = True
            return
        self._ask(None, self._add_fresh, _NEWEST_FIRST)

    def watch(self, on: bool) -> None:
        """Look now and then whether another program has added rows to the log."""
        if on:
            self._watch.start()
        else:
            self._watch.stop()

    def mark(self, record_id: int | None) -> None:
        """Set the row whose result is on the screen apart from the others."""
        rows = {row for each in (self._marked, record_id) if (row := self.row_of(each)) is not None}
        self._marked = record_id
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1), [_Role.FontRole])

    def row_of(self, record_id: int | None) -> int | None:
        """Return the row of a record; None where it is not among the rows that are loaded."""
        return next((row for row, record in enumerate(self._records) if record.id == record_id), None)

    def record(self, row: int) -> Record | None:
        """Return a row's record."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return how many rows are loaded."""
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        """Whether the log has rows that are not loaded."""
        return not parent.isValid() and self._pending is None and not self._complete

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        """Load the next page."""
        if self.canFetchMore(parent):
            self._ask(self._records[-1], self._append)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return a cell."""
        record = self.record(index.row())
        if record is None:
            return None
        column = COLUMNS[index.column()]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return column.text(record)
        if role == _Role.ToolTipRole:
            return plain_tip(column.tip(record)) or None
        if role == _Role.FontRole and record.id == self._marked:
            return self._marked_font
        if role == _Role.TextAlignmentRole and column.figures:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return tr(COLUMNS[section].title)
        return None

    def _sort(self, order: Order) -> None:
        if order.column in ("id", "time"):
            # One station's records lie in the order of time, those of several one station after the other.
            order = replace(order, column="time" if self._several_stations else "id")
        if order != self._order:
            self._order = order
            self.reload()

    def _ask(self, after: Record | None, done: Callable[[_Page], None], order: Order | None = None) -> None:
        if self._pending is not None:
            self._pending.cancel()
        wanted, order = self._filter, order or self._order

        def read(station: Station) -> _Page:
            log = station.history
            if log is None:
                return _Page([], True, 0)
            if after is not None:
                records = log.page(wanted, order, limit=PAGE, after=after)
                return _Page(records, last=len(records) < PAGE)
            # First of all: a record that is logged from now on may come twice, but none is missed.
            newest = log.newest_id()
            records = log.page(wanted, order, limit=PAGE)
            return _Page(records, len(records) < PAGE, newest)

        self._pending = self._analyst.ask(read, lambda page: self._came(page, done), self._refused)
        if after is None:
            self._count()

    def _count(self) -> None:
        """Have the rows counted, when those that are seen are there."""
        if self._counting is not None:
            self._counting.cancel()
        wanted = self._filter

        def count(station: Station) -> _Found:
            log = station.history
            if log is None:
                return _Found(0, Choices())
            # One more than is counted, so that "more than" is not said of exactly so many.
            number = log.count(wanted, COUNTED_AT_MOST + 1 if wanted != Filter() else None)
            cells = log.count(_CELLS, COUNTED_AT_MOST + 1) if wanted == Filter() else 0
            with log.reading() as connection:
                return _Found(number, choices(connection), cells)

        def counted(found: _Found) -> None:
            self.counted.emit(found.count, found.cells)
            self.choices_came.emit(found.choices)
            self._several_stations = found.choices.several_stations
            self._sort(self._order)

        # What keeps rows from being counted keeps them from being read, and is told there.
        self._counting = self._analyst.ask(count, counted, lambda _: None)

    def _look(self) -> None:
        if self._looking or self._pending is not None:
            return
        self._looking = True

        def newest(station: Station) -> int:
            return station.history.newest_id() if station.history is not None else 0

        def found(number: int) -> None:
            self._looking = False
            if number > self._newest:
                self.refresh()

        def failed(_: Exception) -> None:
            self._looking = False  # why, is told when rows are asked for

        self._analyst.ask(newest, found, failed)

    def _came(self, page: _Page, done: Callable[[_Page], None]) -> None:
        self._pending = None
        done(page)
        self.read.emit()
        if page.newest is not None:
            self._newest = page.newest
        if self._again:
            self._again = False
            self.refresh()

    def _refused(self, problem: Exception) -> None:
        self._pending = None
        self.failed.emit(problem)

    def _replace(self, page: _Page) -> None:
        self.beginResetModel()
        self._records, self._complete = list(page.records), page.last
        self.endResetModel()

    def _append(self, page: _Page) -> None:
        self._complete = page.last
        self._insert(len(self._records), page.records)

    def _add_fresh(self, page: _Page) -> None:
        known = {record.id for record in self._records}
        fresh = [record for record in page.records if record.id > self._newest and record.id not in known]
        if len(fresh) == PAGE:
            self.reload()  # more than a page of them
            return
        for record in reversed(fresh):
            row = next((r for r, each in enumerate(self._records) if self._order.comes_before(record, each)), None)
            if row is None and self._complete:
                row = len(self._records)
            if row is not None:  # else it comes with a later page
                self._insert(row, [record])

    def _insert(self, row: int, records: list[Record]) -> None:
        if records:
            self.beginInsertRows(QModelIndex(), row, row + len(records) - 1)
            self._records[row:row] = records
            self.endInsertRows()
