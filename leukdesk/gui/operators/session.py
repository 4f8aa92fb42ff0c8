"""Who is working: typed where no list of operators is kept, else chosen, proved with a PIN, and locked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QWindow
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from leukdesk.errors import LeukdeskError
from leukdesk.gui.actions import ActionId
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.entry_bar import EntryBar
from leukdesk.gui.memory import Memory
from leukdesk.gui.operators.operators_dialog import Change, OperatorsDialog
from leukdesk.gui.operators.own_pin import OwnPinDialog
from leukdesk.gui.operators.sign_in import SignInDialog
from leukdesk.gui.qactions import offer
from leukdesk.history.people.laboratory import Laboratory, Operator

if TYPE_CHECKING:
    from leukdesk.station import Station

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Session(QObject):
    """Knows the list, and who of it works here now."""

    left = Signal()
    """Who worked works no more; somebody else does, or nobody: what was opened in that name is to be closed."""
    changed = Signal()
    """Somebody else works, or nobody; or another list is kept."""
    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[ActionId, QAction],
        entry_bar: EntryBar,
        analyst: Analyst[Station],
        memory: Memory,
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._entry_bar = window, actions, entry_bar
        self._analyst, self._memory = analyst, memory
        self._house = Laboratory()
        self._who: Operator | None = None
        self._station: Station | None = None
        self._asked: object = None
        """Stands for the sign-in that was asked for last; None where it is wanted no more."""
        self._worked = ""
        """Who worked when it was shown last."""
        # Until the list is known nobody works: not even under the name that is remembered.
        self._shut = "the list of operators is still being read. Wait a moment, then try again."
        entry_bar.wait_for_operator()
        self.sign_in_dialog: SignInDialog | None = None
        self.operators_dialog: OperatorsDialog | None = None
        self.own_pin_dialog: OwnPinDialog | None = None
        self._menu = QMenu(window)
        for each in (ActionId.CHANGE_OPERATOR, ActionId.LOCK, ActionId.OWN_PIN, ActionId.OPERATORS):
            self._menu.addAction(actions[each])
        self._menu.setToolTipsVisible(True)
        entry_bar.set_operator_menu(self._menu)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        actions[ActionId.CHANGE_OPERATOR].triggered.connect(lambda _=False: self.ask_who())
        actions[ActionId.LOCK].triggered.connect(lambda _=False: self.lock())
        actions[ActionId.OWN_PIN].triggered.connect(lambda _=False: self.change_own_pin())
        actions[ActionId.OPERATORS].triggered.connect(lambda _=False: self.manage())
        self._offer()

    @property
    def house(self) -> Laboratory:
        """The people and the rules, as they were read last."""
        return self._house

    @property
    def operator(self) -> str:
        """Who is working; empty where nobody is."""
        return self._entry_bar.operator

    @property
    def why_nobody(self) -> str:
        """Why nothing can be decided or logged by who is working, in a sentence; empty where it can."""
        if self._shut:
            return self._shut
        if not self.operator and not self._house.keeps_list:
            return "nobody is named as operator. Type who is working, then try again."
        return self._house.why_not_working(self.operator)

    def may(self, what: str, *, administrates: bool = False) -> bool:
        """Tell whether who works here may do something with the log; where not, say why and ask who works.

        Parameters
        ----------
        what : str
            What is not done then: "exported".
        administrates : bool
            Where a list is kept it is for administrators only.
        """
        why = self._shut or self._house.why_not_working(self.operator)
        if why:
            self.ask_who()
        elif administrates:
            why = self._house.why_not_administrator(self.operator)
        if why:
            self.failed.emit("who", f"Nothing was {what}: {why}")
        else:
            self.recovered.emit("who")
        return not why

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station, with the list as the worker has read it."""
        self._station = station
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._window_came)
        self._window_came(self._window.windowHandle())
        if station.house is None:
            self._shut = "the list of operators cannot be read. It is tried again by itself."
            self._entry_bar.show_operator("")
            self.failed.emit("operators-list", f"Nobody can work: {self._shut}")
            self._offer()
        else:
            self.learn(station.house)

    def close(self) -> None:
        """Stop what runs, close what is open, and remember a name that was typed."""
        self._idle.stop()
        if not self._shut and not self._house.keeps_list:
            self._memory.change(operator=self._entry_bar.operator)
        for dialog in (self.sign_in_dialog, self.operators_dialog, self.own_pin_dialog):
            if dialog is not None:
                dialog.close()

    def learn(self, house: Laboratory) -> None:
        """Take the list and the rules as they are now; where a list is new, ask who is working."""
        before, self._house = self._house, house
        begun = house.keeps_list and not before.keeps_list
        if self._shut:
            self._shut = ""
            self.recovered.emit("operators-list")
            if not house.keeps_list:
                self._entry_bar.set_operator(self._memory.settings.operator)
        elif house == before:
            return
        elif begun:
            self._close_all()  # what was opened by whoever had typed a name
        if self._who is not None:
            found = house.find(self._who.name)
            self._who = found if found is not None and found.active else None
        if self.operators_dialog is not None:
            self.operators_dialog.show_house(house)
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.show_people(house.active, self._memory.settings.operator)
        self._show()
        if begun:
            self.ask_who()

    def ask_who(self) -> None:
        """Ask who is working; where no list is kept, give the keyboard to the field."""
        if self._shut:
            return
        if not self._house.keeps_list:
            self._entry_bar.focus_operator()
            return
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.raise_()
            self.sign_in_dialog.activateWindow()
            return
        dialog = SignInDialog(self._house.active, self._memory.settings.operator, self._window)
        dialog.wanted.connect(self._sign_in)
        dialog.look_only.connect(partial(self._take, None))
        dialog.finished.connect(self._sign_in_closed)
        self.sign_in_dialog = dialog
        dialog.show()

    def lock(self) -> None:
        """Let nobody work until somebody signs in; what is shown stays."""
        if not self._house.keeps_list or self._who is None:
            return
        self._take(None)
        self.said.emit("Locked: nothing is logged until somebody signs in.")
        self.ask_who()

    def log_replaced(self) -> None:
        """Let nobody go on working unasked: the log is another one, or none, or there is one now."""
        self.lock()
        self._offer()

    def manage(self) -> None:
        """Show the list to an administrator; whoever is none is told whom to ask."""
        if not self.may("changed", administrates=True):
            return
        if self.operators_dialog is not None:
            self.operators_dialog.raise_()
            return
        dialog = OperatorsDialog(self._house, self._memory.settings.review.lock_minutes, self._window)
        dialog.wanted.connect(self._change)
        dialog.begun.connect(partial(self._change, begins=True))
        dialog.lock_after.connect(self._lock_after)
        dialog.finished.connect(self._operators_closed)
        self.operators_dialog = dialog
        dialog.show()

    def change_own_pin(self) -> None:
        """Ask whoever is signed in for another PIN."""
        if self.own_pin_dialog is not None:
            self.own_pin_dialog.raise_()
            return
        if self._who is None:
            return
        dialog = OwnPinDialog(self._who.name, self._window)
        dialog.wanted.connect(partial(self._change_own_pin, self._who.name))
        dialog.finished.connect(self._own_pin_closed)
        self.own_pin_dialog = dialog
        dialog.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice that somebody is there."""
        if self._idle.isActive() and event.type() in _INPUT:
            self._idle.start()
        return super().eventFilter(watched, event)

    # Signing in

    def _sign_in(self, name: str, pin: str) -> None:
        asked = self._asked = object()

        def work(station: Station) -> Operator | None:
            if station.operators is None or self._asked is not asked:
                return None
            return station.operators.sign_in(name, pin)

        def signed_in(operator: Operator | None) -> None:
            if self._asked is asked:
                self._take(operator)

        def refused(problem: Exception) -> None:
            if self._asked is asked or not isinstance(problem, LeukdeskError):
                self._not_signed_in(problem)

        self._analyst.ask(work, signed_in, refused)

    def _take(self, operator: Operator | None) -> None:
        self._who = operator
        if operator is not None:
            self._memory.change(operator=operator.name)
            for key in ("classify", "review", "who"):
                self.recovered.emit(key)
            self.said.emit(f"{operator.name} is working.")
            if self.sign_in_dialog is not None:
                self.sign_in_dialog.accept()
        self._show()

    def _not_signed_in(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.sign_in_dialog is not None:
            self.sign_in_dialog.refuse(problem)

    def _sign_in_closed(self, _: int) -> None:
        self.sign_in_dialog = self._asked = None
        self._window.activateWindow()

    # The own PIN

    def _change_own_pin(self, name: str, present: str, new: str) -> None:
        def work(station: Station) -> None:
            if station.operators is not None:
                station.operators.change_own_pin(name, present, new)

        def done(_: None) -> None:
            self.said.emit(f"{name} has a new PIN, and the log tells when it was changed.")
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

    def _still_administrates(self) -> bool:
        """Whether a change is made by an administrator still; the window of whoever is none any more is closed."""
        may = self.may("changed", administrates=True)
        if not may and self.operators_dialog is not None:
            self.operators_dialog.close()
        return may

    def _change(self, change: Change, *, begins: bool = False) -> None:
        if not self._still_administrates():
            return
        # By nobody, a list is begun and none is changed: a name that was typed here may be on one begun elsewhere.
        by, listed = "" if begins else self.operator, self._house.keeps_list

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
            begun = "a list of operators was begun elsewhere. Sign in, then try again."
            self.failed.emit("who", f"Nothing was changed: {begun}")
            self.learn(house)
        elif begins:
            # Whoever begins the list is the administrator on it, and goes on working.
            self._house = house
            self._take(house.operators[0])
        else:
            self.learn(house)
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
            self._memory.change_review(lock_minutes=minutes)
            self._show()

    def _show(self) -> None:
        """Show who is working, and wait for the lock."""
        minutes = self._memory.settings.review.lock_minutes
        if self._house.keeps_list:
            self._entry_bar.show_operator(self._who.name if self._who is not None else "")
        else:
            self._entry_bar.show_operator(None)
        self._idle.stop()
        before, self._worked = self._worked, self._who.name if self._who is not None else ""
        if before and before != self._worked:
            self._close_all()
        if minutes and self._who is not None:
            self._idle.start(minutes * 60_000)
        self._offer()
        self.changed.emit()

    def _close_all(self) -> None:
        """Close what was opened in the name of who works no more."""
        for own in (self.operators_dialog, self.own_pin_dialog):
            if own is not None:
                own.close()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isModal() and dialog.isVisible():
                dialog.reject()
        self.left.emit()

    def _window_came(self, window: QWindow | None) -> None:
        """Watch a window, and every dialog, for input."""
        if window is not None:
            window.installEventFilter(self)

    def _offer(self) -> None:
        log_is_there = self._station is not None and self._station.history is not None
        no_log = "" if log_is_there else "there is no history here, and so no operators."
        no_list = "" if self._house.keeps_list else "no list of operators is kept here, so there is nothing to lock."
        nobody = "" if self._who is not None else "nobody is signed in."
        offer(self._actions[ActionId.CHANGE_OPERATOR], no_log)
        offer(self._actions[ActionId.LOCK], no_log or no_list or nobody)
        offer(self._actions[ActionId.OWN_PIN], no_log or self._house.why_no_own_pin(self.operator))
        offer(self._actions[ActionId.OPERATORS], no_log)
