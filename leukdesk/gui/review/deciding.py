"""Deciding as the operator meets it: what is decided, what gives way to it, what is asked, and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QDialog, QMainWindow, QStyle, QWidget

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.operators.session import Session
from leukdesk.gui.review.decision_popup import VERBS, DecisionPopup
from leukdesk.gui.review.words import gives_way
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State, reason_needed
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class Deciding(QObject):
    """Has decisions stored; what they still need is asked beside the result.

    Parameters
    ----------
    window : QMainWindow
        The popup's parent.
    beside : QWidget
        The popup lies at its left.
    """

    said = Signal(str)
    decided = Signal(object, object)
    """The state, and the records as they stand then."""
    refused = Signal(str)
    """Why nothing was decided."""

    def __init__(
        self, window: QMainWindow, beside: QWidget, analyst: Analyst[Station], session: Session, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._beside, self._analyst, self._session = window, beside, analyst, session
        self._storing = False
        self._typed: dict[tuple[int, ...], str] = {}
        self._asked_about: tuple[Record, ...] = ()
        self.popup: DecisionPopup | None = None

    def decide(
        self,
        records: Sequence[Record],
        state: State,
        classes: Sequence[tuple[str, str]] = (),
        *,
        ask: bool = False,
        proposed: str = "",
    ) -> None:
        """Decide about records; what is still needed for it is asked, or with ``ask`` also what is not.

        Parameters
        ----------
        classes : sequence of (id, name)
            What a suggestion can be changed to.
        proposed : str
            A reason that Enter takes.
        """
        if self._storing:
            return
        several = len(records) > 1
        if state is State.CHANGED and several:
            self.said.emit(tr("One suggestion at a time is changed: select a single row."))
            return
        self._asked_about = tuple(records)
        if several or ask or any(reason_needed(each, state) for each in records):
            self._ask(state, classes, proposed)
        else:
            self._store(Decision(state))

    def look_again(self, decided: Sequence[int]) -> None:
        """Say anew what gives way: about some records it was decided elsewhere."""
        if self.popup is not None and set(decided) & {each.id for each in self._asked_about}:
            self._read(self.popup)

    def asks_about(self, number: int | None) -> bool:
        """Whether a record is among those that are being decided about."""
        return number in [each.id for each in self._asked_about]

    def close(self) -> None:
        """Decide nothing of what is being asked."""
        if self.popup is not None:
            self.popup.close()

    def forget(self) -> None:
        """Decide nothing, and keep no reason that was typed: the records' numbers mean others now."""
        self.close()
        self._typed.clear()

    def _ask(self, state: State, classes: Sequence[tuple[str, str]], proposed: str) -> None:
        records = self._asked_about
        about = (
            tr("{verb} {count} suggestions at once, all of them or none?").format(
                verb=tr(VERBS[state]), count=len(records)
            )
            if len(records) > 1
            else tr("{verb} row {number}: suggested {name}").format(
                verb=tr(VERBS[state]), number=records[0].id, name=records[0].label_name
            )
        )
        key = tuple(each.id for each in records)
        self.close()
        popup = DecisionPopup(
            state,
            about,
            classes,
            records[0].label,
            gives_way=gives_way(records),
            needs_reason=any(reason_needed(each, state) for each in records),
            typed=self._typed.get(key, proposed),
            parent=self._window,
        )
        popup.committed.connect(self._store)
        popup.left.connect(lambda typed: self._typed.__setitem__(key, typed))
        popup.finished.connect(lambda _: self._popup_closed(popup))
        self.popup = popup
        popup.show()
        self._place(popup)
        self._read(popup)  # the rows of the table may be older than what another program has decided

    def _read(self, popup: DecisionPopup) -> None:
        """Show what gives way as the log has it now."""
        numbers = [each.id for each in self._asked_about]

        def read(station: Station) -> list[Record]:
            return list(map(station.history.get, numbers)) if station.history is not None else []

        def came(records: list[Record]) -> None:
            if self.popup is not popup or not records:
                return
            self._asked_about = tuple(records)
            if popup.show_stakes(gives_way(records), any(reason_needed(each, popup.state) for each in records)):
                self._place(popup)

        def not_read(problem: Exception) -> None:
            if not isinstance(problem, LeukdeskError):
                raise problem  # else it is told by whoever shows or decides

        self._analyst.ask(read, came, not_read)

    def _store(self, decision: Decision) -> None:
        records, by = self._asked_about, self._session.operator
        ids = [each.id for each in records]
        seen = {each.id: each.picture_sha256 for each in records}
        stood = {each.id: each.standing for each in records}
        self._storing = True

        def work(station: Station) -> list[Record]:
            return station.history.decide(ids, decision, by, seen, stood) if station.history is not None else []

        def done(records: list[Record]) -> None:
            self._storing = False
            self._typed.pop(tuple(ids), None)
            self.decided.emit(decision.state, records)

        self._analyst.ask(work, done, partial(self._refuse, tuple(ids), decision), to_be_finished=True)

    def _refuse(self, key: tuple[int, ...], decision: Decision, problem: Exception) -> None:
        self._storing = False
        if not isinstance(problem, LeukdeskError):
            raise problem
        if decision.reason:
            self._typed[key] = decision.reason
        self.refused.emit(str(problem))

    def _place(self, popup: QDialog) -> None:
        """Lay a popup beside the bars, over the picture's edge, whole on the screen."""
        corner = self._beside.mapToGlobal(QPoint(-popup.sizeHint().width() - 24, self._beside.height()))
        screen = self._window.screen().availableGeometry()
        top = min(corner.y() - popup.sizeHint().height(), screen.bottom() - popup.sizeHint().height() - 40)
        # Its frame may come only after this: the title bar, by which it can be moved, stays on the screen all the same.
        title = popup.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        popup.move(max(corner.x(), screen.left()), max(top, screen.top() + title))

    def _popup_closed(self, popup: DecisionPopup) -> None:
        if self.popup is popup:
            self.popup = None
            self._window.activateWindow()
