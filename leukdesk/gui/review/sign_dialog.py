"""Signing: what it means in words, what is signed, and who signs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import capital
from leukdesk.gui.operators.message_line import MessageLine
from leukdesk.gui.operators.name_keys import NameKeys
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import clock
from leukdesk.history.people.laboratory import Laboratory, Operator
from leukdesk.history.records import Record
from leukdesk.history.review import meaning
from leukdesk.inference.prediction import in_figures
from leukdesk.language import tr, tr_said

_SHOWN = 6


class _Names(QComboBox):
    closed = Signal()
    """The list that had been opened is closed."""

    def hidePopup(self) -> None:  # noqa: N802
        open_before = self.view().isVisible()
        super().hidePopup()
        if open_before:
            self.closed.emit()


class SignDialog(QDialog):
    """Asks for the PIN, or for the name where there is none; not modal, for the picture is looked at meanwhile.

    Parameters
    ----------
    records : sequence of Record
        What is to be signed.
    others : sequence of Record
        Of the same sample, decided and not signed: may be signed along with them.
    house : Laboratory
    operator : str
        Who is working now.
    """

    wanted = Signal(object, str, str, str)
    """Ids, name, PIN, and the meaning that was shown, as the log keeps it."""

    def __init__(
        self,
        records: Sequence[Record],
        others: Sequence[Record],
        house: Laboratory,
        operator: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Sign"))
        self._records, self._others, self._house = tuple(records), tuple(others), house
        self._meaning = QLabel()
        self._meaning.setTextFormat(Qt.TextFormat.PlainText)
        self._meaning.setWordWrap(True)
        heavy = QFont(self.font())
        heavy.setWeight(QFont.Weight.DemiBold)
        self._meaning.setFont(heavy)
        self._list = QPlainTextEdit()
        self._list.setReadOnly(True)
        self._list.setAccessibleName(tr("What is signed"))
        self.whole_sample = QCheckBox(_along(others))
        self.whole_sample.setVisible(bool(others))
        self.whole_sample.toggled.connect(lambda _: self._write())
        self.name, self.pin = _Names(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(tr("PIN"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(tr("Name"))
        self.typed.setPlaceholderText(tr("Type your name"))
        form = QFormLayout()
        form.addRow(tr("&Who signs"), self.name)
        form.addRow(tr("&PIN"), self.pin)
        form.addRow(tr("&Name"), self.typed)
        self._form = form
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._enter = self._box.button(QDialogButtonBox.StandardButton.Ok)
        self._enter.setText(tr("Sign"))
        self._enter.setDefault(True)
        self._hint = MessageLine(self._enter)
        self._box.accepted.connect(self._ask)
        self._box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._meaning, self._list, self.whole_sample):
            column.addWidget(widget)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addWidget(self._box)
        self.setMinimumWidth(540)  # a picture's name, which is a hash, in a line
        self._offer_names(operator)
        self._write()

    @property
    def said(self) -> str:
        """What is wrong, as it is said."""
        return self._hint.text()

    @property
    def meaning(self) -> str:
        """What the signature says."""
        return self._meaning.text()

    @property
    def kept_meaning(self) -> str:
        """The same as the log keeps it, whatever language is spoken here."""
        return meaning(len(self._chosen_records))

    @property
    def listed(self) -> Sequence[str]:
        """What is signed, a line each."""
        return self._list.toPlainText().splitlines()

    def refuse(self, problem: Exception) -> None:
        """Say why nothing was signed, and let it be tried again, at once or after a wait."""
        self._hint.refuse(problem)
        self.pin.clear()
        self._to_field()

    def _offer_names(self, operator: str) -> None:
        signers = [each for each in self._house.active if each.role.may_sign]
        self.name.addItems([each.name for each in signers])
        names = [each.name.casefold() for each in signers]
        at = names.index(operator.casefold()) if operator.casefold() in names else -1
        # Who may not sign is not taken for somebody who may: then a reviewer is chosen by hand.
        self.name.setCurrentIndex(at)
        self.name.currentIndexChanged.connect(lambda _: self._chosen())
        NameKeys(self.name, [self.pin, self.typed], self._step)
        self.name.closed.connect(self._to_field, Qt.ConnectionType.QueuedConnection)  # it is chosen after that
        self._form.setRowVisible(self.name, self._house.keeps_list)
        self._chosen()
        self._to_field()
        if at < 0 and self._house.keeps_list:
            why = self._house.why_not_signing(operator)
            self._hint.say(tr("{why} Choose who signs.").format(why=capital(why)))
            self.name.setFocus()

    def _chosen(self) -> None:
        signer = self._signer
        self._hint.say(self._against_four_eyes(signer))
        self._enter.setEnabled(True)
        asks_pin = signer is not None and signer.has_pin
        self._form.setRowVisible(self.pin, asks_pin)
        # Nobody types a name before it is chosen whose it is to be.
        self._form.setRowVisible(self.typed, not asks_pin and (signer is not None or not self._house.keeps_list))
        self.pin.setEnabled(asks_pin)
        self.pin.clear()

    def _step(self, by: int) -> None:
        self.name.setCurrentIndex(min(max(self.name.currentIndex() + by, 0), self.name.count() - 1))
        self._to_field()

    def _to_field(self) -> None:
        """Give the keyboard to what the signer is asked for."""
        (self.pin if self.pin.isEnabled() else self.typed).setFocus()

    def _against_four_eyes(self, signer: Operator | None) -> str:
        """Say before a PIN is typed what the log would refuse after it."""
        own = [] if signer is None else [each for each in self._records if each.standing.decided_by == signer.name]
        if signer is None or not own or not self._house.four_eyes:
            return ""
        return tr("{who} has decided about row {number}, and in this laboratory somebody else signs.").format(
            who=signer.name, number=own[0].id
        )

    @property
    def _signer(self) -> Operator | None:
        return self._house.find(self.name.currentText()) if self.name.currentText() else None

    @property
    def _chosen_records(self) -> tuple[Record, ...]:
        return (*self._records, *(self._others if self.whole_sample.isChecked() else ()))

    def _write(self) -> None:
        records = self._chosen_records
        self._meaning.setText(tr_said(self.kept_meaning))
        self._list.setPlainText("\n".join(map(_line, records)))
        lines = 2 * min(len(records), _SHOWN) + 1
        self._list.setFixedHeight(lines * self._list.fontMetrics().lineSpacing() + 2 * self._list.frameWidth() + 8)

    def _ask(self) -> None:
        signer, typed = self._signer, self.typed.text().strip()
        if self._house.keeps_list and signer is None:
            self._hint.say(tr("Choose who signs."))
            self.name.setFocus()
            return
        if signer is None or not signer.has_pin:
            wanted = "" if signer is None else signer.name
            if not typed or (wanted and typed.casefold() != wanted.casefold()):
                self._hint.say(
                    tr("Type the name {name}, which stands for a PIN here.").format(name=wanted)
                    if wanted
                    else tr("Type your name, which stands for a PIN here.")
                )
                self.typed.setFocus()
                return
        elif not self.pin.text():
            self._hint.say(tr("Type the PIN of {name}.").format(name=signer.name))
            self.pin.setFocus()
            return
        self._hint.say(tr("Signing…"))
        self._enter.setEnabled(False)
        name = typed if signer is None else signer.name
        ids = [each.id for each in self._chosen_records]
        self.wanted.emit(ids, name, self.pin.text(), self.kept_meaning)


def _along(others: Sequence[Record]) -> str:
    if not others:
        return ""
    sample = others[0].sample.replace("&", "&&")  # it would underline the letter that follows
    if len(others) == 1:
        return tr("&Also the other decided record of sample {sample}").format(sample=sample)
    return tr("&Also the {count} other decided records of sample {sample}").format(count=len(others), sample=sample)


def _line(record: Record) -> str:
    standing = record.standing
    suggested = (
        tr("Row {number}").format(number=record.id),
        tr("sample {sample}").format(sample=record.sample) if record.sample else "",
        tr("suggested {name} {probability}").format(
            name=record.label_name, probability=in_figures(record.probability, 2)
        ),
    )
    decided = (
        tr("decided: {decision}").format(decision=standing.label_name or tr("rejected")),
        tr("by {who}").format(who=standing.decided_by),
        clock(standing.decided_at) if standing.decided_at is not None else "",
    )
    return "; ".join(", ".join(filter(None, each)) for each in (suggested, decided))
