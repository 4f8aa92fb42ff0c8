"""The history: filter, count and table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import many
from leukdesk.gui.history.columns import COLUMNS
from leukdesk.gui.history.filter_controls import FilterControls
from leukdesk.gui.history.model import COUNTED_AT_MOST, HistoryModel
from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.theme import SPACE, tabular
from leukdesk.history.searching.search import Filter, misread
from leukdesk.language import number, tr

_TYPING_PAUSE = 200
"""Milliseconds without a key before the filter is applied."""
_WIDTHS = (19, 12, 10, 19, 25, 19, 10, 12, 16, 10)
"""Of the columns at first, in characters."""

_STATION = [column.key for column in COLUMNS].index("station")


class HistoryTable(QTableView):
    """Leaves typed characters to the window: a barcode scanner may be at work."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Only move with the keys; a table's search by typing would swallow a scan."""
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """Newest first; a row that is selected is to be shown again with its picture and bars."""

    chosen = Signal(object)
    """The Record of the row that was selected by the user."""
    back_wanted = Signal()

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._looking_back = False
        self._to_reveal: int | None = None
        caption = QLabel(tr("History"))
        caption.setProperty("role", "caption")
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._count.setFont(tabular(self.font()))
        self._cells = QToolButton()
        self._cells.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cells.setToolTip(
            tr("Show the cells of all slide sessions: session:all in the filter. Clear it to go back.")
        )
        self._cells.clicked.connect(lambda: self.set_filter(Filter(session="")))
        self._cells.hide()
        self._wrong: tuple[str, ...] = ()
        self._hint = QLabel()
        self._hint.setProperty("role", "warning")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.hide()
        self._back = QPushButton(tr("Back from the history"))
        self._back.setToolTip(tr("Leave the stored picture (Esc)"))
        self._back.hide()
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(tr("Filter: sample code, source, model, result, needs review, operator"))
        self._filter.setAccessibleName(tr("Filter the history"))
        self._filter.setClearButtonEnabled(True)
        self._filter.setMinimumWidth(180)
        self._filter.setToolTip(
            tr(
                "Words that must all occur, and fields such as sample:S-12 operator:Kim state:confirmed "
                'class:"Pro-B ALL" since:2026-11-01 before:2026-12-01 uncertain:yes session:all'
            )
        )
        self.controls = FilterControls()
        self._exact: tuple[str, Filter] = ("", Filter())
        self._loupe = QAction(self)
        self._filter.addAction(self._loupe, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self.table = HistoryTable()
        self._set_up_table()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(caption)
        row.addWidget(self._count)
        row.addWidget(self._cells)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self.controls)
        row.addWidget(self._filter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE // 2, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        self._filter.textChanged.connect(self._pause.start)
        self._filter.textChanged.connect(lambda _: self.controls.show_filter(self.filter))
        self.controls.chosen.connect(self._control_chosen)
        model.choices_came.connect(self.controls.offer)
        model.choices_came.connect(lambda choices: self._show_stations(choices.several_stations))
        self._filter.returnPressed.connect(self._apply)
        self._pause.timeout.connect(self._apply)
        self._back.clicked.connect(self.back_wanted)
        model.counted.connect(self._counted)
        model.rowsInserted.connect(self._reveal)
        model.modelReset.connect(self._reveal)
        self._dress()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._model)
        table.setAccessibleName(tr("History"))
        table.setFont(tabular(self.font()))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setMinimumHeight(96)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        self._measure()
        wide = self.fontMetrics().horizontalAdvance
        for section, characters in enumerate(_WIDTHS):
            table.setColumnWidth(section, max(wide("0") * characters, wide(tr(COLUMNS[section].title))) + 3 * SPACE)
        self._show_stations(False)
        table.selectionModel().selectionChanged.connect(self._selected)
        table.activated.connect(lambda index: self._tell(index.row()))

    @property
    def filter_text(self) -> str:
        """What is typed into the filter."""
        return self._filter.text()

    @property
    def filter(self) -> Filter:
        """What is asked for by words, fields and controls."""
        text, wanted = self._exact
        return wanted if text == self._filter.text() else Filter.of(self._filter.text())

    @property
    def count_text(self) -> str:
        """What is said about the number of rows."""
        return self._count.text()

    @property
    def cells_text(self) -> str:
        """What is said of the cells of slide sessions, which are no rows unless they are asked for; empty for none."""
        return "" if self._cells.isHidden() else self._cells.text()

    @property
    def hint_text(self) -> str:
        """What is wrong with fields of the filter, which are words then; empty when nothing is."""
        return "; ".join(self._wrong)

    def set_filter(self, wanted: str | Filter) -> None:
        """Set the filter, at once: its fields are written among the words, where the user sees and changes them."""
        if isinstance(wanted, Filter):
            # A value with a quotation mark in it cannot be typed.
            self._exact = (wanted.text(), wanted)
            wanted = wanted.text()
        self._filter.setText(wanted)
        self._apply()

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self._filter.setFocus()
        self._filter.selectAll()

    def focus_table(self) -> None:
        """Give the keyboard to the table; the arrow keys, Home and End then go through the stored pictures."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            # Home and End go from the current row only; it is not selected, so nothing is shown yet.
            here = self._model.index(0, 0)
            self.table.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)

    def choose(self, row: int) -> None:
        """Select one row and no other, whatever key is held down meanwhile: ``selectRow`` would add it with Ctrl."""
        one = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self._model.index(row, 0), one)

    def set_looking_back(self, on: bool) -> None:
        """Offer the way back while a stored picture is on the screen; without it no row stays selected."""
        if on == self._looking_back:
            return
        self._looking_back = on
        self._back.setVisible(on)
        if not on:
            self.table.clearSelection()
            # A row that is still current could not be chosen again by a click.
            self.table.selectionModel().clearCurrentIndex()

    def mark(self, record_id: int | None) -> None:
        """Set the row of the result on the screen apart; a fresh one is scrolled to as soon as it is there."""
        self._model.mark(record_id)
        self._to_reveal = record_id if not self._looking_back else None
        self._reveal()

    def state(self) -> str:
        """Return widths, order and sorting of the columns, as text."""
        header = bytes(self.table.horizontalHeader().saveState().toBase64().data()).decode("ascii")
        return f"{len(COLUMNS)}:{header}"

    def restore(self, state: str) -> None:
        """Bring back what :meth:`state` returned; something else is ignored."""
        header = self.table.horizontalHeader()
        columns, _, state = state.partition(":")
        if columns != str(len(COLUMNS)):  # of an earlier program, which had others
            return
        if state and header.restoreState(QByteArray.fromBase64(state.encode("ascii", "ignore"))):
            self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
            self._show_stations(self._several_stations)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme and the type's size."""
        if hasattr(self, "table"):
            if event.type() == QEvent.Type.PaletteChange:
                self._dress()
            elif event.type() == QEvent.Type.FontChange:
                self.table.setFont(tabular(self.font()))
                self._measure()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Half a dozen rows."""
        return QSize(800, 220)

    def _measure(self) -> None:
        height = self.fontMetrics().height()
        self.table.verticalHeader().setDefaultSectionSize(height + SPACE)
        self.table.verticalHeader().setMinimumSectionSize(height)

    def _show_stations(self, several: bool) -> None:
        self._several_stations = several
        self.table.setColumnHidden(_STATION, not several)

    def _dress(self) -> None:
        self._loupe.setIcon(icon("search"))
        self._back.setIcon(icon("back"))

    def _apply(self) -> None:
        self._pause.stop()
        text = self._filter.text()
        self._wrong = () if text == self._exact[0] else misread(text)
        self._hint.setText(
            tr("Not understood in the filter, so looked for as words: {fields}.").format(fields=self.hint_text)
        )
        self._hint.setVisible(bool(self._wrong))
        self._model.set_filter(self.filter)

    def _control_chosen(self, changes: dict[str, Any]) -> None:
        self.set_filter(replace(self.filter, **changes))

    def _counted(self, count: int, cells: int) -> None:
        self._cells.setText(
            tr("and more than {count} cells of slide sessions").format(count=number(COUNTED_AT_MOST))
            if cells > COUNTED_AT_MOST
            else tr("and {cells} of slide sessions").format(cells=many(cells, "cell"))
        )
        self._cells.setVisible(bool(cells))
        rows = many(count, "row")
        if self._model.filter == Filter():
            self._count.setText(rows)
        elif count > COUNTED_AT_MOST:
            self._count.setText(tr("More than {count} rows found").format(count=number(COUNTED_AT_MOST)))
        else:
            self._count.setText(tr("{rows} found").format(rows=rows))

    def _reveal(self) -> None:
        row = self._model.row_of(self._to_reveal)
        if row is not None:
            self._to_reveal = None
            self.table.scrollTo(self._model.index(row, 0))

    def _selected(self, selected: QItemSelection, _: QItemSelection) -> None:
        if rows := {index.row() for index in selected.indexes()}:
            # Of several that come at once the one that the keyboard or the pointer is at.
            at = self.table.currentIndex().row()
            self._tell(at if at in rows else min(rows))

    def _tell(self, row: int) -> None:
        record = self._model.record(row)
        if record is not None:
            self.chosen.emit(record)


assert len(_WIDTHS) == len(COLUMNS)
