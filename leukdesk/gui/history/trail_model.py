"""The audit trail as a table that is read page by page, as far as it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.history.trail_words import WORDS, in_a_line
from leukdesk.gui.parts.own_names import actor_name
from leukdesk.history.events import Event
from leukdesk.history.searching.trail import Wanted, page
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()

COLUMNS: tuple[tuple[str, Callable[[Event], str]], ...] = (
    (marked("Event"), lambda event: f"{event.id}"),
    (marked("Time"), lambda event: event.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")),
    (marked("Who"), lambda event: actor_name(event.actor)),
    (marked("What"), lambda event: tr(WORDS[event.kind])),
    (marked("Record"), lambda event: "" if event.record_id is None else f"{event.record_id}"),
    (marked("Details"), in_a_line),
)


class TrailModel(QAbstractTableModel):
    """Newest first; read on the worker."""

    failed = Signal(object)
    read = Signal()

    def __init__(self, analyst: Analyst[Station]) -> None:
        super().__init__()
        self._analyst = analyst
        self._wanted = Wanted()
        self._events: list[Event] = []
        self._whole = False
        self._reading: Job | None = None

    def show(self, wanted: Wanted) -> None:
        """Begin anew with other events."""
        self.stop()
        self.beginResetModel()
        self._wanted, self._events, self._whole = wanted, [], False
        self.endResetModel()
        self.fetchMore()

    def stop(self) -> None:
        """Expect nothing any more."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def event_at(self, row: int) -> Event | None:
        """Return the event of a row; None where there is none."""
        return self._events[row] if 0 <= row < len(self._events) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many were read so far."""
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:  # noqa: N802
        """Tell whether there may be older ones."""
        return not parent.isValid() and not self._whole and self._reading is None

    def fetchMore(self, parent: Index = _NOWHERE) -> None:  # noqa: N802
        """Have the next page read."""
        if not self.canFetchMore(parent):
            return
        wanted, before = self._wanted, self._events[-1].id if self._events else None

        def work(station: Station) -> list[Event]:
            return [] if station.history is None else page(station.history, wanted, PAGE, before)

        self._reading = self._analyst.ask(work, self._add, self._fail)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return a cell's text, or how it is aligned."""
        event = self.event_at(index.row())
        if event is None:
            return None
        if role == _Role.DisplayRole:
            # A line feed would make the row higher; below the list stands the whole of it.
            return " ".join(COLUMNS[index.column()][1](event).split())[:500]
        if role == _Role.TextAlignmentRole and index.column() in (0, 4):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802
        """Return the columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return tr(COLUMNS[section][0])
        return None

    def _add(self, events: list[Event]) -> None:
        self._reading = None
        self._whole = len(events) < PAGE
        if events:
            self.beginInsertRows(QModelIndex(), len(self._events), len(self._events) + len(events) - 1)
            self._events += events
            self.endInsertRows()
        self.read.emit()

    def _fail(self, problem: Exception) -> None:
        self._reading = None
        self._whole = True
        self.failed.emit(problem)
