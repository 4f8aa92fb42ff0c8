"""Deciding and signing as the operator meets it: keys, what is asked, what is said, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QScrollArea

from leukdesk.counting import capital
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.menus.qactions import offer
from leukdesk.gui.operators.session import Session
from leukdesk.gui.review.deciding import Deciding
from leukdesk.gui.review.decision_popup import DecisionPopup
from leukdesk.gui.review.review_panel import ReviewPanel
from leukdesk.gui.review.run import ReviewRun
from leukdesk.gui.review.signing import Signing
from leukdesk.gui.review.watch import COUNTED_AT_MOST, LogWatch, Looked
from leukdesk.gui.review.words import NO_CELL, Reviewed, rows, state_in_words
from leukdesk.gui.status_line import StatusLine
from leukdesk.history.records import Record
from leukdesk.history.review import OF_SESSION, State, decisions_of
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class ReviewWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    panel : ReviewPanel
        Under the bars.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        panel: ReviewPanel,
        status: StatusLine,
        history: HistoryPanel,
        model: HistoryModel,
        desk: Desk,
        analyst: Analyst[Station],
        memory: Memory,
        session: Session,
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._panel, self._status = window, actions, panel, status
        self._history, self._model, self._desk, self._analyst = history, model, desk, analyst
        self._memory, self._session = memory, session
        self._station: Station | None = None
        self._waiting: int | None = None
        """How many records need review; None until that was counted."""
        self.deciding = Deciding(window, panel, analyst, session, self)
        self.deciding.said.connect(self.said)
        self.deciding.decided.connect(self._decided)
        self.deciding.refused.connect(self._refused)
        self.signing = Signing(window, analyst, session, self)
        self.signing.said.connect(self.said)
        self.signing.failed.connect(self.failed)
        self.run = ReviewRun(panel, history, model, desk, analyst, self)
        self.run.said.connect(self.said)
        self.run.failed.connect(self.failed)
        self.watch = LogWatch(analyst, self)
        self.watch.looked.connect(self._looked)
        self.signing.signed.connect(self._signed)
        session.changed.connect(self._offer)
        panel.set_actions(actions)
        for action, do in (
            (ActionId.CONFIRM, partial(self.decide, State.CONFIRMED)),
            (ActionId.CONFIRM_BECAUSE, partial(self.decide, State.CONFIRMED, ask=True)),
            (ActionId.CHANGE, partial(self.decide, State.CHANGED)),
            (ActionId.REJECT, partial(self.decide, State.REJECTED)),
            (ActionId.SIGN, self.sign),
            (ActionId.NEXT_REVIEW, partial(self.run.go, forward=True)),
            (ActionId.PREVIOUS_REVIEW, partial(self.run.go, forward=False)),
        ):
            actions[action].triggered.connect(lambda _=False, do=do: do())
        go_on = actions[ActionId.GO_ON]
        go_on.setChecked(memory.settings.review.go_on)
        go_on.toggled.connect(lambda on: memory.change_review(go_on=on))
        status.waiting_wanted.connect(self.run.filter_waiting)
        status.sessions_wanted.connect(actions[ActionId.SLIDES].trigger)
        desk.mode_changed.connect(self._desk_changed)
        aside = panel.parentWidget()
        while aside is not None and not isinstance(aside, QScrollArea):
            aside = aside.parentWidget()
        if aside is not None:
            aside.viewport().installEventFilter(self)  # the room for the panel
        history.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self._offer()

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station
        self.watch.start()
        self._offer()

    def close(self) -> None:
        """Stop what runs, and close what is open."""
        self.watch.stop()
        self.close_dialogs()

    def log_replaced(self) -> None:
        """The numbers of the log mean other records now: what was being decided is decided no more."""
        self.deciding.forget()
        self.signing.close()
        self.run.end()
        self._panel.show_reviewed(None)
        self._offer()
        self.watch.look()

    def close_dialogs(self) -> None:
        """Nothing is decided or signed in the name of who works no more."""
        self.deciding.close()
        self.signing.close()

    def forget_scan(self) -> None:
        """A scanner has typed: take it out of what is being decided."""
        if self.popup is not None:
            self.popup.forget_scan()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice that there is more room, or less."""
        if event.type() == QEvent.Type.Resize:
            self._panel.fit()
        return super().eventFilter(watched, event)

    # What is decided about

    @property
    def popup(self) -> DecisionPopup | None:
        """What asks for a decision now."""
        return self.deciding.popup

    @property
    def reviewed(self) -> Reviewed | None:
        """The record on the screen, with what was decided about it."""
        return self._panel.reviewed

    def _chosen(self) -> list[Record]:
        """Return the selected rows where they are several, else the record on the screen."""
        rows = sorted(index.row() for index in self._history.table.selectionModel().selectedRows())
        selected = [each for each in map(self._model.record, rows) if each is not None]
        if len(selected) > 1:
            return selected
        return [] if self.reviewed is None else [self.reviewed.record]

    def _desk_changed(self) -> None:
        number = self._shown_id
        if not self.deciding.asks_about(number):
            self.deciding.close()  # nobody decides about what is no longer on the screen
        if number is None:
            self._panel.show_reviewed(None)
        elif self.reviewed is None or self.reviewed.record.id != number:
            self._panel.show_reviewed(None)
            self._read(number)
        self._offer()

    @property
    def _shown_id(self) -> int | None:
        answer = self._desk.shown.answer
        return answer.record_id if answer is not None else None

    def _read(self, number: int) -> None:
        def read(station: Station) -> Reviewed | None:
            log = station.history
            if log is None:
                return None
            return Reviewed(log.get(number), tuple(decisions_of(log.events(record_id=number, limit=-1))))

        def came(reviewed: Reviewed | None) -> None:
            if reviewed is not None and self._shown_id == number:
                self._panel.show_reviewed(reviewed)
                self._offer()

        self._analyst.ask(read, came, self._not_read)

    def _not_read(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("review", str(problem))

    # Deciding

    def decide(self, state: State, *, ask: bool = False) -> None:
        """Decide about what is chosen; what is still needed for it is asked, or with ``ask`` also what is not."""
        records = self._chosen()
        if not records or self._nobody():
            return
        answer = self._desk.shown.answer
        classes = answer.classes if answer is not None and state is State.CHANGED else ()
        self.deciding.decide(records, state, [(each.id, each.name) for each in classes], ask=ask)

    def reject(self, record: Record) -> None:
        """Reject one record, a cell that is no cell: why, is proposed."""
        if not self._nobody():
            self.deciding.decide([record], State.REJECTED, proposed=tr(NO_CELL))

    def _why_not_anew(self, records: Sequence[Record]) -> str:
        """Return why who works may not decide about a row that is signed, in sentences; empty where they may."""
        house, who = self._session.house, self._session.operator
        signed = next((each for each in records if each.state is State.SIGNED), None)
        if signed is None or not who or house.may_sign(who):
            return ""
        sentence = tr("this row is signed. {why}") if len(records) == 1 else tr("row {number} is signed. {why}")
        return sentence.format(number=signed.id, why=capital(house.why_not_deciding_anew(who)))

    def _decided(self, state: State, records: list[Record]) -> None:
        self.recovered.emit("review")
        if records:
            sentence = tr("{rows} {state} by {who}.")
            who = records[0].standing.decided_by
            self.said.emit(sentence.format(rows=rows(records), state=state_in_words(state), who=who))
        else:
            self.said.emit("")
        self.watch.look()
        if self.run.on and self._memory.settings.review.go_on and self._shown_id in [each.id for each in records]:
            self.run.go(forward=True, quietly=True)

    def _signed(self) -> None:
        self.recovered.emit("review")
        self.watch.look()

    def _refused(self, why: str) -> None:
        self.failed.emit("review", why)
        if (number := self._shown_id) is not None:
            self._read(number)  # another program may have decided meanwhile

    def _nobody(self) -> bool:
        """Whether nobody can decide, which is said; where a name can be typed the keyboard goes there."""
        why = self._session.why_nobody
        if why:
            self.failed.emit("review", tr("Nothing was decided: {why}").format(why=why))
            self._session.ask_who()
        return bool(why)

    def sign(self) -> None:
        """Ask for the signature under the decisions that are chosen."""
        if records := self._chosen():
            self.signing.ask(records)

    # What the log says

    def _looked(self, looked: Looked) -> None:
        self._waiting, self.run.sessions = looked.waiting, looked.sessions
        self._status.show_waiting(looked.waiting, COUNTED_AT_MOST, looked.sessions)
        self._session.learn(looked.house)
        if looked.decided:
            self._model.show_anew(looked.decided)
            self.deciding.look_again([each.id for each in looked.decided])
        if (number := self._shown_id) is not None and number in [each.id for each in looked.decided]:
            self._read(number)
        self._offer()

    def _offer(self) -> None:
        log_is_there = self._station is not None and self._station.history is not None
        chosen = self._chosen() if log_is_there else []
        why = "" if chosen else tr("nothing is chosen. Select a row of the history, or classify a picture.")
        one = chosen[0] if len(chosen) == 1 else None
        anew = why or self._why_not_anew(chosen)
        for each in (ActionId.CONFIRM, ActionId.CONFIRM_BECAUSE, ActionId.CHANGE, ActionId.REJECT):
            offer(self._actions[each], anew)
        if one is not None and one.state is State.SUGGESTED:
            why = tr("there is nothing to sign yet: confirm, change or reject the suggestion first.")
        elif one is not None and one.state is State.SIGNED:
            why = tr("this row is signed already, by {who}.").format(who=one.standing.signed_by)
        elif any(each.session for each in chosen):
            why = tr(OF_SESSION)
        offer(self._actions[ActionId.SIGN], why)
        none_waits = self.run.nothing if self._waiting == 0 else ""
        for each in (ActionId.NEXT_REVIEW, ActionId.PREVIOUS_REVIEW):
            offer(self._actions[each], none_waits if log_is_there else tr("there is no history here."))
