"""The slide sessions of the log: to be looked at, gone on with, reviewed and reported again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import capital, many
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import clock
from leukdesk.history.session.state import Session
from leukdesk.language import marked, number, tr

_COLUMNS = (
    marked("Begun"),
    marked("Sample"),
    marked("Operator"),
    marked("State"),
    marked("Counted"),
    marked("Fields"),
    marked("To review"),
    marked("Model"),
    marked("Signed by"),
)
_FIGURES = (4, 5, 6)
_WIDEST = 190


class SessionsDialog(QDialog):
    """A double click or *Show* opens one; nothing is changed here."""

    chosen = Signal(str)
    """Id of the session that is to be shown."""

    def __init__(self, sessions: Sequence[Session], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Slide sessions"))
        self._sessions = tuple(sessions)
        self.table = QTableWidget(len(sessions), len(_COLUMNS))
        self.table.setAccessibleName(tr("Slide sessions"))
        self.table.setHorizontalHeaderLabels([tr(each) for each in _COLUMNS])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        for row, session in enumerate(sessions):
            for column, text in enumerate(_row(session)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                if column in _FIGURES:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.horizontalHeader().setMaximumSectionSize(_WIDEST)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setMaximumSectionSize(-1)  # by hand it may become as wide as is wished
        self.table.horizontalHeader().setStretchLastSection(True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Close)
        self.show_button = box.button(QDialogButtonBox.StandardButton.Open)
        self.show_button.setText(tr("&Show"))
        box.accepted.connect(self._choose)
        box.rejected.connect(self.reject)
        self.table.doubleClicked.connect(lambda _: self._choose())
        self.table.itemSelectionChanged.connect(self._look)
        column_of_all = QVBoxLayout(self)
        column_of_all.setSpacing(SPACE)
        note = QLabel(many(len(sessions), "slide session") if sessions else tr("No slide session was begun yet."))
        note.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (note, self.table, IntendedUse(), box):
            column_of_all.addWidget(widget)
        self.resize(980, 420)
        if sessions:
            self.table.selectRow(0)
        self._look()

    def _look(self) -> None:
        self.show_button.setEnabled(bool(self.table.selectedItems()))

    def _choose(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._sessions):
            self.chosen.emit(self._sessions[row].id)
            self.accept()


def _row(session: Session) -> tuple[str, ...]:
    plan = session.plan
    return (
        clock(session.begun),
        plan.sample or tr("none"),
        session.by,
        capital(session.words),
        tr("{counted} of {target}").format(counted=number(session.white), target=number(plan.target)),
        number(len(session.fields)),
        number(session.undecided_uncertain),
        f"{plan.model_id} {plan.model_version}",
        session.signed_by,
    )
