"""What the operator's menu opens: signing in, the own PIN, and the list of those who may work here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.menus.qactions import offer
from leukdesk.gui.operators.operators_dialog import Change, OperatorsDialog
from leukdesk.gui.operators.own_pin import OwnPinDialog
from leukdesk.gui.operators.session import Session
from leukdesk.gui.operators.sign_in import SignInDialog
from leukdesk.history.people.laboratory import Laboratory, Operator
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class OperatorWork(QObject):
    """One window of a kind at a time; what is entered there is proved and kept by the worker.

    Parameters
    ----------
    window : QMainWindow
        Its dialogs' parent.
    entry_bar : EntryBar
        Has the menu, too, where it names who works.
    session : Session
        Is told who works.
    """

    said = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        entry_bar: EntryBar,
        session: Session,
        analyst: Analyst[Station],
        memory: Memory,
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._session = window, actions, session
        self._analyst, self._memory = analyst, memory
        self._station: Station | None = None
        self._asked: object = None
        """Stands for the sign-in that was asked for last; None where it is wanted no more."""
        self.sign_in_dialog: SignInDialog | None = None
        self.operators_dialog: OperatorsDialog | None = None
        self.own_pin_dialog: OwnPinDialog | None = None
        self._menu = QMenu(window)
        for action, do in (
            (ActionId.CHANGE_OPERATOR, session.ask_who),
            (ActionId.LOCK, session.lock),
            (ActionId.OWN_PIN, self.change_own_pin),
            (ActionId.OPERATORS, self.manage),
        ):
            self._menu.addAction(actions[action])
            actions[action].triggered.connect(lambda _=False, do=do: do())
        self._menu.setToolTipsVisible(True)
        entry_bar.set_operator_menu(self._menu)
        session.sign_in_wanted.connect(self.ask_who)
        session.came.connect(self._came)
        session.left.connect(self._left)
        session.learned.connect(self._learned)
        session.changed.connect(self._offer)
        self._offer()

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._station = station
        self._session.open(station.house)
        self._offer()

    def close(self) -> None:
        """Let nobody work any more, and close what is open."""
        self._session.close()
        for dialog in (self.sign_in_dialog, self.operators_dialog, self.own_pin_dialog):
            if dialog is not None:
                dialog.close()

    def log_replaced(self) -> None:
        """Let nobody go on working unasked: the log is another one, or none, or there is one now."""
        self._session.lock()
        self._offer()

    # Who works

    def ask_who(self) -> None:
        """Ask who on the list is working."""
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.raise_()
            self.sign_in_dialog.activateWindow()
            return
        dialog = SignInDialog(self._session.house.active, self._memory.settings.operator, self._window)
        dialog.wanted.connect(self.sign_in)
        dialog.look_only.connect(partial(self._session.take, None))
        dialog.finished.connect(self._sign_in_closed)
        self.sign_in_dialog = dialog
        dialog.show()

    def sign_in(self, name: str, pin: str) -> None:
        """Let somebody work whose PIN is right; what was asked for before is wanted no more."""
        asked = self._asked = object()

        def work(station: Station) -> Operator | None:
            if station.operators is None or self._asked is not asked:
                return None
            return station.operators.sign_in(name, pin)

        def signed_in(operator: Operator | None) -> None:
            if self._asked is asked:
                self._session.take(operator)

        def refused(problem: Exception) -> None:
            if self._asked is asked or not isinstance(problem, LeukdeskError):
                self._not_signed_in(problem)

        self._analyst.ask(work, signed_in, refused)

    def _not_signed_in(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.refuse(problem)

    def _sign_in_closed(self, _: int) -> None:
        self.sign_in_dialog = self._asked = None
        self._window.activateWindow()

    # The own PIN

    def change_own_pin(self) -> None:
        """Ask whoever is signed in for another PIN."""
        if self.own_pin_dialog is not None:
            self.own_pin_dialog.raise_()
            return
        who = self._session.signed_in
        if who is None:
            return
        dialog = OwnPinDialog(who.name, self._window)
        dialog.wanted.connect(partial(self._change_own_pin, who.name))
        dialog.finished.connect(self._own_pin_closed)
        self.own_pin_dialog = dialog
        dialog.show()

    def _change_own_pin(self, name: str, present: str, new: str) -> None:
        def work(station: Station) -> None:
            if station.operators is not None:
                station.operators.change_own_pin(name, present, new)

        def done(_: None) -> None:
            self.said.emit(tr("{name} has a new PIN, and the log tells when it was changed.").format(name=name))
            if self.own_pin_dialog is not None:
                self.own_pin_dialog.accept()

        self._analyst.ask(work, done, self._own_pin_stays, to_be_finished=True)

    def _own_pin_stays(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.own_pin_dialog is not None:
            self.own_pin_dialog.refuse(problem)
        else:
            self.failed.emit("operators", str(problem))

    def _own_pin_closed(self, _: int) -> None:
        self.own_pin_dialog = None
        self._window.activateWindow()

    # The list

    def manage(self) -> None:
        """Show the list to an administrator; whoever is none is told whom to ask."""
        if not self._session.may(marked("changed"), administrates=True):
            return
        if self.operators_dialog is not None:
            self.operators_dialog.raise_()
            return
        dialog = OperatorsDialog(self._session.house, self._memory.settings.review.lock_minutes, self._window)
        dialog.wanted.connect(self._change)
        dialog.begun.connect(partial(self._change, begins=True))
        dialog.lock_after.connect(self._lock_after)
        dialog.finished.connect(self._operators_closed)
        self.operators_dialog = dialog
        dialog.show()

    def _still_administrates(self) -> bool:
        """Whether a change is made by an administrator still; the window of whoever is none any more is closed."""
        may = self._session.may(marked("changed"), administrates=True)
        if not may and self.operators_dialog is not None:
            self.operators_dialog.close()
        return may

    def _change(self, change: Change, *, begins: bool = False) -> None:
        if not self._still_administrates():
            return
        # By nobody, a list is begun and none is changed: a name that was typed here may be on one begun elsewhere.
        by, listed = "" if begins else self._session.operator, self._session.house.keeps_list

        def work(station: Station) -> tuple[Laboratory, str] | None:
            operators = station.operators
            if operators is None:
                return None
            house = operators.laboratory()
            if house.keeps_list and not listed:
                return house, ""
            said = change(operators, by)
            return operators.laboratory(), said

        self._analyst.ask(work, partial(self._changed, begins), self._not_changed, to_be_finished=True)

    def _changed(self, begins: bool, found: tuple[Laboratory, str] | None) -> None:
        if found is None:
            return
        house, said = found
        if not said:
            begun = tr("Nothing was changed: a list of operators was begun elsewhere. Sign in, then try again.")
            self.failed.emit("who", begun)
            self._session.learn(house)
        elif begins:
            self._session.list_begun(house)
        else:
            self._session.learn(house)
        if self.operators_dialog is not None:
            self.operators_dialog.show_house(house)
            self.operators_dialog.well(said)

    def _not_changed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.operators_dialog is not None:
            self.operators_dialog.refuse(str(problem))
        else:
            self.failed.emit("operators", str(problem))

    def _operators_closed(self, _: int) -> None:
        self.operators_dialog = None
        self._window.activateWindow()

    def _lock_after(self, minutes: int) -> None:
        if self._still_administrates():
            self._session.lock_after(minutes)

    # What the session tells

    def _came(self) -> None:
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.accept()

    def _left(self) -> None:
        """Close what was opened in the name of who works no more."""
        for own in (self.operators_dialog, self.own_pin_dialog):
            if own is not None:
                own.close()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isModal() and dialog.isVisible():
                dialog.reject()

    def _learned(self, house: Laboratory) -> None:
        if self.operators_dialog is not None:
            self.operators_dialog.show_house(house)
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.show_people(house.active, self._memory.settings.operator)

    def _offer(self) -> None:
        log_is_there = self._station is not None and self._station.history is not None
        house = self._session.house
        no_log = "" if log_is_there else tr("there is no history here, and so no operators.")
        no_list = "" if house.keeps_list else tr("no list of operators is kept here, so there is nothing to lock.")
        nobody = "" if self._session.signed_in is not None else tr("nobody is signed in.")
        offer(self._actions[ActionId.CHANGE_OPERATOR], no_log)
        offer(self._actions[ActionId.LOCK], no_log or no_list or nobody)
        offer(self._actions[ActionId.OWN_PIN], no_log or house.why_no_own_pin(self._session.operator))
        offer(self._actions[ActionId.OPERATORS], no_log)
