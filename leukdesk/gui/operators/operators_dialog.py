"""The list of operators, for administrators: who is on it, in what role, and the laboratory's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import many
from leukdesk.gui.operators.message_line import MessageLine
from leukdesk.gui.operators.own_pin import NOT_THE_SAME
from leukdesk.gui.operators.roles import role_in_words
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.people.laboratory import LONGEST_NAME, Laboratory, Operator, Role
from leukdesk.history.people.pins import LONGEST, SHORTEST, why_not_a_pin
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.history.people.operators import Operators

Change = Callable[["Operators", str], str]
"""What is to be done with the list, and by whom; called on the worker, it returns what was changed, in a sentence."""
_NEW = marked("New operator…")


class OperatorsDialog(QDialog):
    """Not modal. Every change is an event of the log, so there is one button for each and no "OK" for all."""

    wanted = Signal(object)
    """A Change."""
    begun = Signal(object)
    """A Change that puts the first one on the list, by whoever that is."""
    lock_after = Signal(int)
    """Minutes; 0 for never."""

    def __init__(self, house: Laboratory, lock_minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Operators"))
        self._house = house
        self.people = QListWidget()
        self.people.setAccessibleName(tr("Operators"))
        self.people.currentRowChanged.connect(lambda _: self._chosen())
        self.name, self.role, self.pin, self.again = QLineEdit(), QComboBox(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        for each in Role:
            self.role.addItem(role_in_words(each), each)
        self.role.currentIndexChanged.connect(lambda _: self._tell_duties())
        for field in (self.pin, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        rule = QLabel(
            tr("{least} to {most} characters; letters are allowed. Leave both empty for no new PIN.").format(
                least=SHORTEST, most=LONGEST
            )
        )
        self.duties = QLabel()
        for label in (self.duties, rule):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Whatever the role, what comes below stays where it is.
        self.duties.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.active = QCheckBox(tr("In &service"))
        self.save = QPushButton(tr("Add"))
        self.save.setDefault(True)
        self.no_pin = QPushButton(tr("Take PIN away"))
        self.no_pin.setAutoDefault(False)
        self._hint = MessageLine(self.save)
        form = QFormLayout()
        form.addRow(tr("&Name"), self.name)
        form.addRow(tr("&Role"), self.role)
        form.addRow("", self.duties)
        form.addRow(tr("New &PIN"), self.pin)
        form.addRow(tr("PIN a&gain"), self.again)
        form.addRow("", rule)
        form.addRow("", self.active)
        buttons = QHBoxLayout()
        buttons.addWidget(self.no_pin)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addLayout(form)
        right.addLayout(buttons)
        right.addWidget(self._hint)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(2 * SPACE)
        both.addWidget(self.people, 2)
        both.addLayout(right, 3)
        self.four_eyes = QCheckBox(tr("&Four eyes: whoever decided may not sign"))
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 240)
        self.minutes.setSpecialValueText(tr("never"))
        self.minutes.setSuffix(tr(" minutes"))
        self.minutes.setValue(lock_minutes)
        lock = QHBoxLayout()
        label = QLabel(tr("&Lock without input after"))
        label.setBuddy(self.minutes)
        lock.addWidget(label)
        lock.addWidget(self.minutes)
        lock.addStretch(1)
        note = QLabel(
            tr(
                "Names stay in the log for ever: nobody is removed, only put out of service. A PIN keeps colleagues "
                "apart; it does not keep out somebody who can copy or write the data folder."
            )
        )
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(both, 1)
        column.addWidget(self.four_eyes)
        column.addLayout(lock)
        column.addWidget(note)
        self.setTabOrder(self.save, self.no_pin)
        self.resize(680, 520)
        self.save.clicked.connect(self._save)
        self.no_pin.clicked.connect(self._take_pin)
        self.four_eyes.clicked.connect(self._rule)
        self._lock_minutes = lock_minutes
        self.minutes.editingFinished.connect(self._lock)
        self.show_house(house)

    @property
    def said(self) -> str:
        """What is said of the last change."""
        return self._hint.text()

    def show_house(self, house: Laboratory) -> None:
        """Show the list and the rules as they are now."""
        before, row = self._person, self.people.currentRow()
        # Who has added one adds the next: on that one's row, a name and a PIN typed now would change the PIN alone.
        adding = row >= 0 and row == self.people.count() - 1
        self._house = house
        with QSignalBlocker(self.people):
            self.people.clear()
            for each in house.operators:
                words = [each.name, role_in_words(each.role), *([tr("PIN")] if each.has_pin else [])]
                if not each.active:
                    words.append(tr("out of service"))
                item = QListWidgetItem(" · ".join(words), self.people)
                if not each.active:
                    item.setForeground(self.palette().placeholderText())
            QListWidgetItem(tr(_NEW), self.people)
            last = self.people.count() - 1
            self.people.setCurrentRow(last if adding else min(max(row, 0), last))
        if row < 0 or self._person != before:
            self._chosen()  # else what is being typed stays
        self.four_eyes.setChecked(house.four_eyes)

    def well(self, what: str) -> None:
        """Say what was changed of whom; what was saved makes room for the next."""
        if not self.save.isEnabled():
            self._chosen()
            self.save.setEnabled(True)
            (self.name if self._person is None else self.people).setFocus()
        self._hint.say(what)

    def refuse(self, why: str) -> None:
        """Say why nothing was changed; what was typed stays, to be mended."""
        self.four_eyes.setChecked(self._house.four_eyes)
        self.save.setEnabled(True)
        self._hint.say(why)

    @property
    def _person(self) -> Operator | None:
        at = self.people.currentRow()
        return self._house.operators[at] if 0 <= at < len(self._house.operators) else None

    def _chosen(self) -> None:
        person = self._person
        self.name.setText(person.name if person is not None else "")
        self.name.setEnabled(person is None)  # a name in the log stays
        first = not self._house.keeps_list
        role = person.role if person is not None else Role.ADMINISTRATOR if first else Role.OPERATOR
        self.role.setCurrentIndex(self.role.findData(role))
        self.role.setEnabled(not first)
        self.role.setToolTip(tr("The first one on the list is administrator") if first else "")
        self._tell_duties()
        kept = person is not None and person.has_pin
        for field in (self.pin, self.again):
            field.clear()
            field.setPlaceholderText(tr("as it is") if kept else tr("none"))
        self.no_pin.setVisible(kept)
        self.active.setChecked(person is None or person.active)
        self.active.setEnabled(person is not None)
        self.save.setText(tr("Add") if person is None else tr("Save"))
        self._hint.say("")

    def _tell_duties(self) -> None:
        self.duties.setText(Role(self.role.currentData()).duties)

    def _save(self) -> None:
        person, name, pin = self._person, self.name.text(), self.pin.text()
        role, active = Role(self.role.currentData()), self.active.isChecked()
        typed = pin or self.again.text()
        for why, field in (
            (
                tr("Type the name as it is to stand in the log.") if person is None and not name.strip() else "",
                self.name,
            ),
            (why_not_a_pin(pin) if typed else "", self.pin),
            ("" if pin == self.again.text() else tr(NOT_THE_SAME), self.again),
        ):
            if why:
                self._hint.say(why)
                field.setFocus()
                field.selectAll()
                return

        def add(operators: Operators, by: str) -> str:
            made = operators.add(name, role, pin, by)
            sentence = (
                tr("{name} was added as {role}, with a PIN.") if made.has_pin else tr("{name} was added as {role}.")
            )
            return sentence.format(name=made.name, role=role_in_words(made.role))

        def change(operators: Operators, by: str) -> str:
            assert person is not None
            return _changed(person, operators.change(person.name, by, role, active, pin or None), new_pin=bool(pin))

        self.save.setEnabled(False)
        self._hint.say(tr("One moment…"))
        if not self._house.keeps_list:
            self.begun.emit(add)
        else:
            self.wanted.emit(add if person is None else change)

    def _take_pin(self) -> None:
        if (person := self._person) is not None:
            self.wanted.emit(
                lambda operators, by: _changed(person, operators.change(person.name, by, pin=""), new_pin=False)
            )

    def _rule(self, on: bool) -> None:
        def change(operators: Operators, by: str) -> str:
            operators.set_four_eyes(on, by)
            return (
                tr("From now on whoever decided may not sign.")
                if on
                else tr("From now on whoever decided may sign, too.")
            )

        self.wanted.emit(change)

    def _lock(self) -> None:
        minutes = self.minutes.value()
        if minutes == self._lock_minutes:
            return
        self._lock_minutes = minutes
        self.lock_after.emit(minutes)
        self._hint.say(
            tr("Leukdesk locks after {minutes} without input.").format(minutes=many(minutes, "minute"))
            if minutes
            else tr("Leukdesk never locks by itself.")
        )


def _changed(before: Operator, after: Operator, *, new_pin: bool) -> str:
    """Say what is new of somebody: "Kim is reviewer now and has a new PIN."."""
    news: list[str] = []
    if after.role is not before.role:
        news.append(tr("is {role} now").format(role=role_in_words(after.role)))
    if new_pin:
        news.append(tr("has a new PIN"))
    elif before.has_pin and not after.has_pin:
        news.append(tr("has no PIN any more"))
    if after.active is not before.active:
        news.append(tr("is in service again") if after.active else tr("is out of service"))
    if not news:
        return tr("Nothing was changed: {name} is as before.").format(name=after.name)
    told = news[0]
    for each in news[1:]:
        told = tr("{one} and {other}").format(one=told, other=each)
    return f"{after.name} {told}."
