"""The list of operators, for administrators: who is on it, in what role, and the laboratory's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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

from leukdesk.gui.review.review_panel import hint
from leukdesk.gui.theme import SPACE
from leukdesk.history.people.laboratory import LONGEST_NAME, Laboratory, Operator, Role

if TYPE_CHECKING:
    from leukdesk.history.people.operators import Operators

Change = Callable[["Operators", str], object]
"""What is to be done with the list, and by whom; called on the worker."""
_NEW = "New operator…"


class OperatorsDialog(QDialog):
    """Not modal. Every change is an event of the log, so there is one button for each and no "OK" for all."""

    wanted = Signal(object)
    """A Change."""
    lock_after = Signal(int)
    """Minutes; 0 for never."""

    def __init__(self, house: Laboratory, lock_minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Operators")
        self._house = house
        self.people = QListWidget()
        self.people.setAccessibleName("Operators")
        self.people.currentRowChanged.connect(lambda _: self._chosen())
        self.name, self.role, self.pin = QLineEdit(), QComboBox(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.role.addItems([each.value for each in Role])
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.active = QCheckBox("In &service")
        self.save = QPushButton("Add")
        self.save.setDefault(True)
        self.no_pin = QPushButton("Take PIN away")
        self.no_pin.setAutoDefault(False)
        self._hint = hint("")
        form = QFormLayout()
        form.addRow("&Name", self.name)
        form.addRow("&Role", self.role)
        form.addRow("New &PIN", self.pin)
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
        both.addWidget(self.people, 1)
        both.addLayout(right, 1)
        self.four_eyes = QCheckBox("&Four eyes: whoever decided may not sign")
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 240)
        self.minutes.setSpecialValueText("never")
        self.minutes.setSuffix(" minutes")
        self.minutes.setValue(lock_minutes)
        lock = QHBoxLayout()
        label = QLabel("&Lock without input after")
        label.setBuddy(self.minutes)
        lock.addWidget(label)
        lock.addWidget(self.minutes)
        lock.addStretch(1)
        note = QLabel(
            "Names stay in the log for ever: nobody is removed, only put out of service. A PIN keeps colleagues apart; "
            "it does not keep out somebody who can copy or write the data folder."
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
        self.resize(620, 420)
        self.save.clicked.connect(self._save)
        self.no_pin.clicked.connect(self._take_pin)
        self.four_eyes.clicked.connect(self._rule)
        self.minutes.editingFinished.connect(lambda: self.lock_after.emit(self.minutes.value()))
        self.show_house(house)

    @property
    def said(self) -> str:
        """What is said of the last change."""
        return self._hint.text()

    def show_house(self, house: Laboratory) -> None:
        """Show the list and the rules as they are now."""
        self._house = house
        at = max(self.people.currentRow(), 0)
        # Who has added one adds the next: on that one's row, a name and a PIN typed now would change the PIN alone.
        adding = self.people.count() > 1 and at == self.people.count() - 1
        self.people.clear()
        for each in house.operators:
            words = [each.name, each.role.value, *(["PIN"] if each.has_pin else [])]
            item = QListWidgetItem(" · ".join(words if each.active else [*words, "out of service"]), self.people)
            if not each.active:
                item.setForeground(self.palette().placeholderText())
        QListWidgetItem(_NEW, self.people)
        self.people.setCurrentRow(self.people.count() - 1 if adding else min(at, self.people.count() - 1))
        self.four_eyes.setChecked(house.four_eyes)

    def well(self) -> None:
        """Say that the change was made."""
        self.pin.clear()
        self._hint.setText("Done, and noted in the log.")

    def refuse(self, why: str) -> None:
        """Say why nothing was changed."""
        self.show_house(self._house)
        self._hint.setText(why)

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
        self.role.setCurrentText(role.value)
        self.role.setEnabled(not first)
        self.role.setToolTip("The first one on the list is administrator" if first else "")
        self.pin.clear()
        kept = person is not None and person.has_pin
        self.pin.setPlaceholderText("as it is" if kept else "none")
        self.no_pin.setVisible(kept)
        self.active.setChecked(person is None or person.active)
        self.active.setEnabled(person is not None)
        self.save.setText("Add" if person is None else "Save")
        self._hint.clear()

    def _save(self) -> None:
        person, name, pin = self._person, self.name.text(), self.pin.text()
        role, active = Role(self.role.currentText()), self.active.isChecked()
        if person is None:
            self.wanted.emit(lambda operators, by: operators.add(name, role, pin, by))
        else:
            self.wanted.emit(lambda operators, by: operators.change(person.name, by, role, active, pin or None))

    def _take_pin(self) -> None:
        if (person := self._person) is not None:
            self.wanted.emit(lambda operators, by: operators.change(person.name, by, pin=""))

    def _rule(self, on: bool) -> None:
        self.wanted.emit(lambda operators, by: operators.set_four_eyes(on, by))
