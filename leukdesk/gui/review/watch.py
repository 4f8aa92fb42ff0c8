"""Looks now and then at what the log says of review: this program and others write to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from leukdesk.gui.analyst import Analyst
from leukdesk.history.chain import Head
from leukdesk.history.events import Kind
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.records import Record
from leukdesk.history.searching.waiting import count_sessions_waiting, count_waiting

if TYPE_CHECKING:
    from leukdesk.history.store import History
    from leukdesk.station import Station

COUNTED_AT_MOST = 10_000
_MILLISECONDS = 2000
_MOST = 200


@dataclass(frozen=True)
class Looked:
    """What was found.

    Attributes
    ----------
    head : Head
        The newest event: after a restore another one may have the same number.
    waiting : int
        How many records need review, up to :data:`COUNTED_AT_MOST`.
    sessions : int
        How many slide sessions have ended and are not signed.
    decided : tuple of Record
        Those that were decided about since the last time, as they stand now.
    """

    head: Head
    waiting: int
    sessions: int
    house: Laboratory
    decided: tuple[Record, ...] = ()


class LogWatch(QObject):
    """Tells when there are events that were not there before; a look that finds none reads one row."""

    looked = Signal(object)
    """A Looked."""

    def __init__(self, analyst: Analyst[Station], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._analyst = analyst
        self._head: Head | None = None
        self._looking = self._again = False
        self._timer = QTimer(self)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look at once, and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now: something was logged or decided."""
        if self._looking:
            self._again = True
            return
        self._looking, known = True, self._head
        self._analyst.ask(lambda station: _look(station.history, known), self._found, self._not_found)

    def _found(self, looked: Looked | None) -> None:
        self._looking = False
        if looked is not None:
            self._head = looked.head
            self.looked.emit(looked)
        self._once_more()

    def _not_found(self, _: Exception) -> None:
        self._looking = False  # why, is told when rows are asked for
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self.look()


def _look(history: History | None, known: Head | None) -> Looked | None:
    if history is None:
        return None
    head = history.head()
    if head == known:
        return None
    with history.reading() as connection:
        waiting, sessions = count_waiting(connection, COUNTED_AT_MOST), count_sessions_waiting(connection)
    from leukdesk.history.people.operators import Operators

    house = Operators(history).laboratory()
    if known is None:
        return Looked(head, waiting, sessions, house)
    events = history.events((Kind.DECIDED, Kind.SIGNED), limit=_MOST)
    ids = {each.record_id for each in events if known.id < each.id <= head.id and each.record_id is not None}
    return Looked(head, waiting, sessions, house, tuple(map(history.get, sorted(ids))))
