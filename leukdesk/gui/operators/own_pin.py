"""Asks who is signed in for another PIN: the present one, and the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from leukdesk.gui.operators.message_line import MessageLine
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.people.pins import LONGEST, SHORTEST, why_not_a_pin
from leukdesk.language import marked, tr

NOT_THE_SAME = marked("The two new PINs are not the same. Type them once more.")


class OwnPinDialog(QDialog):
    """Not modal, as the others that ask for a PIN."""

    wanted = Signal(str, str)
    """The present PIN and the new one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Change my PIN"))
        whose = QLabel(
            tr("Another PIN for {name}. It has {least} to {most} characters; letters are allowed.").format(
                name=name, least=SHORTEST, most=LONGEST
            )
        )
        whose.setTextFormat(Qt.TextFormat.PlainText)
        whose.setWordWrap(True)
        self.present, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        form = QFormLayout()
        for label, field in (
            (tr("&Present PIN"), self.present),
            (tr("&New PIN"), self.new),
            (tr("New PIN &again"), self.again),
        ):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(label, field)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.change = box.button(QDialogButtonBox.StandardButton.Ok)
        self.change.setText(tr("Change"))
        self.change.setDefault(True)
        box.accepted.connect(self._ask)
        box.rejected.connect(self.reject)
        self._message = MessageLine(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(whose)
        column.addLayout(form)
        column.addWidget(self._message)
        column.addWidget(box)
        self.setMinimumWidth(400)
        self.present.setFocus()

    @property
    def said(self) -> str:
        """What is wrong, as it is said."""
        return self._message.text()

    def refuse(self, problem: Exception) -> None:
        """Say why the PIN stays, and let it be tried again."""
        self._message.refuse(problem)
        self.present.clear()
        self.present.setFocus()

    def _ask(self) -> None:
        present, new = self.present.text(), self.new.text()
        for why, field in (
            ("" if present else tr("Type the PIN that you have now."), self.present),
            (why_not_a_pin(new), self.new),
            ("" if new == self.again.text() else tr(NOT_THE_SAME), self.again),
        ):
            if why:
                self._message.say(why)
                field.setFocus()
                field.selectAll()
                return
        self._message.say(tr("One moment…"))
        self.change.setEnabled(False)
        self.wanted.emit(present, new)
