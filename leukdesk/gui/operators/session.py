"""Who works here now: typed where no list of operators is kept, else signed in until it is locked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.memory import Memory
from leukdesk.gui.operators.idle import IdleWatch
from leukdesk.history.people.laboratory import Laboratory, Operator
from leukdesk.language import tr


class Session(QObject):
    """Knows the list, and who of it works here; asks nobody and opens nothing.

    Parameters
    ----------
    window : QMainWindow
        Where nobody touches it, nor its dialogs, for some minutes, it locks.
    """

    left = Signal()
    """Who worked works no more; somebody else does, or nobody: what was opened in that name is to be closed."""
    came = Signal()
    """Somebody has signed in."""
    learned = Signal(object)
    """The list and the rules, a Laboratory, were read anew."""
    changed = Signal()
    """Somebody else works, or nobody; or another list is kept."""
    sign_in_wanted = Signal()
    """It has to be said who on the list works."""
    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(self, window: QMainWindow, entry_bar: EntryBar, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._entry_bar, self._memory = window, entry_bar, memory
        self._house = Laboratory()
        self._who: Operator | None = None
        self._worked = ""
        """Who worked when it was shown last."""
        # Until the list is known nobody works: not even under the name that is remembered.
        self._shut = tr("the list of operators is still being read. Wait a moment, then try again.")
        entry_bar.wait_for_operator()
        self.idle = IdleWatch(self)
        self.idle.left_alone.connect(self.lock)

    @property
    def house(self) -> Laboratory:
        """The people and the rules, as they were read last."""
        return self._house

    @property
    def signed_in(self) -> Operator | None:
        """Who of the list works here; None where nobody does, or no list is kept."""
        return self._who

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
            return tr("nobody is named as operator. Type who is working, then try again.")
        return self._house.why_not_working(self.operator)

    def may(self, what: str, *, administrates: bool = False) -> bool:
        """Tell whether who works here may do something with the log; where not, say why and ask who works.

        Parameters
        ----------
        what : str
            What is not done then: "exported", marked for translation.
        administrates : bool
            Where a list is kept it is for administrators only.
        """
        why = self._shut or self._house.why_not_working(self.operator)
        if why:
            self.ask_who()
        elif administrates:
            why = self._house.why_not_administrator(self.operator)
        if why:
            self.failed.emit("who", tr("Nothing was {what}: {why}").format(what=tr(what), why=why))
        else:
            self.recovered.emit("who")
        return not why

    def open(self, house: Laboratory | None) -> None:
        """Begin with the list as the worker has read it; None where it cannot be read."""
        self.idle.open(self._window)
        if house is None:
            self._shut = tr("the list of operators cannot be read. It is tried again by itself.")
            self._entry_bar.show_operator("")
            self.failed.emit("operators-list", tr("Nobody can work: {why}").format(why=self._shut))
        else:
            self.learn(house)

    def close(self) -> None:
        """Stop what runs, and remember a name that was typed."""
        self.idle.wait(0)
        if not self._shut and not self._house.keeps_list:
            self._memory.change(operator=self._entry_bar.operator)

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
            self.left.emit()  # whoever had typed a name
        if self._who is not None:
            found = house.find(self._who.name)
            self._who = found if found is not None and found.active else None
        self.learned.emit(house)
        self._show()
        if begun:
            self.ask_who()

    def list_begun(self, house: Laboratory) -> None:
        """Take the list that was begun here: whoever begins it is the administrator on it, and goes on working."""
        self._house = house
        self.take(house.operators[0])

    def ask_who(self) -> None:
        """Have it asked who is working; where no list is kept, give the keyboard to the field."""
        if self._shut:
            return
        if self._house.keeps_list:
            self.sign_in_wanted.emit()
        else:
            self._entry_bar.focus_operator()

    def take(self, operator: Operator | None) -> None:
        """Let somebody work who has signed in, or nobody."""
        self._who = operator
        if operator is not None:
            self._memory.change(operator=operator.name)
            for key in ("classify", "review", "who"):
                self.recovered.emit(key)
            self.said.emit(tr("{name} is working.").format(name=operator.name))
            self.came.emit()
        self._show()

    def lock(self) -> None:
        """Let nobody work until somebody signs in; what is shown stays."""
        if not self._house.keeps_list or self._who is None:
            return
        self.take(None)
        self.said.emit(tr("Locked: nothing is logged until somebody signs in."))
        self.ask_who()

    def lock_after(self, minutes: int) -> None:
        """Lock when there was no input for so long; never for 0 minutes."""
        self._memory.change_review(lock_minutes=minutes)
        self._show()

    def _show(self) -> None:
        """Show who is working, and wait for the lock."""
        name = self._who.name if self._who is not None else ""
        self._entry_bar.show_operator(name if self._house.keeps_list else None)
        self.idle.wait(0)
        before, self._worked = self._worked, name
        if before and before != name:
            self.left.emit()
        if self._who is not None:
            self.idle.wait(self._memory.settings.review.lock_minutes)
        self.changed.emit()
