"""The window of the audit trail: who did what and when, what it was before, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRegularExpression, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QRegularExpressionValidator, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.history.trail_model import TrailModel
from leukdesk.gui.history.trail_words import WORDS, in_full
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.own_names import actor_name
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.events import Kind
from leukdesk.history.searching.trail import Wanted, actors
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_DETAILS = 5
_WIDEST = 190


class TrailDialog(QDialog):
    """Nothing can be changed here."""

    def __init__(self, analyst: Analyst[Station], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Audit trail"))
        self.model = TrailModel(analyst)
        self.kind, self.actor, self.record = QComboBox(), QComboBox(), QLineEdit()
        self.kind.setAccessibleName(tr("Kind of event"))
        self.actor.setAccessibleName(tr("Operator"))
        self.record.setAccessibleName(tr("Record"))
        self.record.setPlaceholderText(tr("Record number"))
        self.record.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,18}"), self))
        self.record.setMaximumWidth(160)
        self.kind.addItem(tr("All but records logged"), ())
        for words, kind in sorted((tr(words), kind) for kind, words in WORDS.items()):
            self.kind.addItem(words, (kind,))
        self.actor.addItem(tr("Everybody"), None)
        self.actor.addItem(tr("The program"), "")
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Events"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("The chosen event"))
        self.details.setPlaceholderText(tr("Choose an event to see all that is known of it."))
        self.copy = QPushButton(tr("&Copy event"))
        self.copy.setToolTip(tr("Copy all that is known of the chosen event to the clipboard"))
        self.copy.setEnabled(False)
        self.copy.setAutoDefault(False)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._filter)
        self.actor.currentIndexChanged.connect(self._filter)
        self.record.editingFinished.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.copy.clicked.connect(self._copy)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._copy)
        self.model.read.connect(self._read)
        self.model.failed.connect(self._failed)
        self._job = analyst.ask(
            lambda station: [] if station.history is None else actors(station.history), self._add_actors, self._failed
        )
        self._shown: Wanted | None = None
        self._filter()

    def done(self, result: int) -> None:
        """Expect nothing any more."""
        self._job.cancel()
        self.model.stop()
        super().done(result)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for text, box in ((tr("&What"), self.kind), (tr("W&ho"), self.actor), (tr("&Record"), self.record)):
            label = QLabel(text)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        # Room for the lines that most events have; the list gets the rest.
        split.setSizes([300, 9 * self.details.fontMetrics().lineSpacing()])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.copy)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(split, 1)
        column.addLayout(foot)
        column.addWidget(IntendedUse())
        self.resize(980, 600)

    def _add_actors(self, names: list[str]) -> None:
        for name in names:
            self.actor.addItem(actor_name(name), name)

    def _filter(self) -> None:
        kinds: tuple[Kind, ...] = self.kind.currentData()
        number = int(self.record.text()) if self.record.text() else None
        wanted = Wanted(kinds, self.actor.currentData(), number)
        if wanted != self._shown:
            self._shown = wanted
            self._choose(QModelIndex())
            self.note.setText(tr("Reading…"))
            self.model.show(wanted)

    def _read(self) -> None:
        count = self.model.rowCount()
        for column in range(_DETAILS):
            self.table.resizeColumnToContents(column)
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), _WIDEST))
        words = many(count, "event") if count else tr("No event")
        if self.model.canFetchMore():
            words = tr("{events} so far, newest first; scroll down for older ones").format(events=words)
        self.note.setText(words)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.note.setText("")
        self.details.setPlainText(str(problem))

    def _choose(self, current: QModelIndex) -> None:
        event = self.model.event_at(current.row())
        self.details.setPlainText("" if event is None else in_full(event))
        self.copy.setEnabled(event is not None)

    def _copy(self) -> None:
        if self.copy.isEnabled():
            QGuiApplication.clipboard().setText(self.details.toPlainText())
