"""Asks who is working: one of the list, with the PIN where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from leukdesk.gui.operators.message_line import MessageLine
from leukdesk.gui.operators.name_keys import NameKeys
from leukdesk.gui.operators.roles import role_in_words
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.people.laboratory import Operator
from leukdesk.language import tr

_SHOWN = 8


class SignInDialog(QDialog):
    """Not modal: the picture can be looked at meanwhile. Closed, it leaves whoever works, or nobody, as it was."""

    wanted = Signal(str, str)
    """Name and PIN."""
    look_only = Signal()
    """Nobody is to be signed in."""

    def __init__(self, people: Sequence[Operator], last: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Who is working?"))
        self._people: tuple[Operator, ...] = ()
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Operators"))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(tr("PIN"))
        self._label = QLabel(tr("&PIN"))
        self._label.setBuddy(self.pin)
        self._enter = QPushButton(tr("Sign in"))
        self._hint = MessageLine(self._enter)
        self._enter.setDefault(True)
        look = QPushButton(tr("Look only"))
        look.setAutoDefault(False)
        look.setToolTip(tr("Nobody is signed in: pictures can be looked at, and nothing is logged or decided"))
        row = QHBoxLayout()
        row.addWidget(look)
        row.addStretch(1)
        row.addWidget(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self.names, self._label, self.pin, self._hint):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row)
        self.names.currentRowChanged.connect(lambda _: self._chosen())
        self.names.itemClicked.connect(lambda _: self._to_pin())
        NameKeys(self.names, [self.pin], self._step)
        self._enter.clicked.connect(self._ask)
        look.clicked.connect(self._look)
        self.setTabOrder(self._enter, look)
        self.setMinimumWidth(400)
        self.show_people(people, last)
        self._to_pin()

    @property
    def said(self) -> str:
        """What is wrong, as it is said."""
        return self._hint.text()

    def show_people(self, people: Sequence[Operator], last: str) -> None:
        """Show who can be chosen, with whoever worked last chosen."""
        at = self.names.currentRow()
        chosen = self._people[at].name if 0 <= at < len(self._people) else last
        self._people = tuple(people)
        self.names.clear()
        self.names.addItems([f"{each.name} · {role_in_words(each.role)}" for each in people])
        names = [each.name for each in people]
        self.names.setCurrentRow(names.index(chosen) if chosen in names else 0)
        row = self.names.fontMetrics().height() + SPACE // 2
        self.names.setFixedHeight(min(max(len(people), 2), _SHOWN) * row + 2 * self.names.frameWidth() + 4)

    def refuse(self, problem: Exception) -> None:
        """Say why nobody was signed in, and let it be tried again, at once or after a wait."""
        self._hint.refuse(problem)
        self.pin.clear()
        self._to_pin()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter signs in, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._enter.isEnabled():
            self._ask()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self.look_only.emit()
        self.reject()

    def _chosen(self) -> None:
        person = self._person
        asks = person is not None and person.has_pin
        for widget in (self._label, self.pin):
            widget.setVisible(asks)
        self.pin.clear()
        self._hint.say("")
        self._enter.setEnabled(True)

    @property
    def _person(self) -> Operator | None:
        at = self.names.currentRow()
        return self._people[at] if 0 <= at < len(self._people) else None

    def _step(self, by: int) -> None:
        self.names.setCurrentRow(min(max(self.names.currentRow() + by, 0), self.names.count() - 1))
        self._to_pin()

    def _to_pin(self) -> None:
        person = self._person
        (self.pin if person is not None and person.has_pin else self.names).setFocus()

    def _ask(self) -> None:
        person = self._person
        if person is None:
            self._hint.say(tr("Choose a name."))
            return
        if person.has_pin and not self.pin.text():
            self._hint.say(tr("Type the PIN of {name}.").format(name=person.name))
            self.pin.setFocus()
            return
        self._hint.say(tr("One moment…"))
        self._enter.setEnabled(False)
        self.wanted.emit(person.name, self.pin.text())
