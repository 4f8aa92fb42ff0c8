"""Going through what needs review: one record after the other is shown, in the table or beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.counting import capital, many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.review.review_panel import ReviewPanel
from leukdesk.history.records import Record
from leukdesk.history.searching.waiting import next_waiting
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_WAITING_WORDS = "needs review"
"""As the filter knows it, in every language."""


class ReviewRun(QObject):
    """Begins with the first step, and is over when something else than the history is looked at.

    Parameters
    ----------
    panel : ReviewPanel
        Knows what is on the screen.
    history, model : HistoryPanel, HistoryModel
        The table, where a record's row is selected if the filter leaves it there.
    """

    said = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        panel: ReviewPanel,
        history: HistoryPanel,
        model: HistoryModel,
        desk: Desk,
        analyst: Analyst[Station],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panel, self._history, self._model, self._desk, self._analyst = panel, history, model, desk, analyst
        self.on = False
        self.sessions = 0
        """How many slide sessions wait besides; their cells are gone through in the gallery."""
        desk.mode_changed.connect(self._desk_changed)

    def end(self) -> None:
        """Go on with nothing by itself."""
        self.on = False

    @property
    def nothing(self) -> str:
        """Say that no record needs review, and what else waits; the beginning may be the rest of a sentence."""
        if not self.sessions:
            return tr("nothing needs review.")
        sentence = (
            tr("nothing needs review but {sessions}. Find it under Slide, Slide sessions.")
            if self.sessions == 1
            else tr("nothing needs review but {sessions}. Find them under Slide, Slide sessions.")
        )
        return sentence.format(sessions=many(self.sessions, "slide session"))

    def go(self, *, forward: bool, quietly: bool = False) -> None:
        """Show the next record that needs review, or the one before."""
        answer = self._desk.shown.answer
        after = (answer.record_id if answer is not None else None) or 0

        def find(station: Station) -> Record | None:
            log = station.history
            if log is None:
                return None
            with log.reading() as connection:
                number = next_waiting(connection, after, forward=forward)
            return None if number is None else log.get(number)

        self._analyst.ask(find, partial(self._go_to, quietly), self._not_found)

    def filter_waiting(self) -> None:
        """Show only the rows that need review, or all again."""
        self._history.set_filter("" if self._history.filter_text == _WAITING_WORDS else _WAITING_WORDS)

    def _go_to(self, quietly: bool, record: Record | None) -> None:
        if record is None:
            reviewed = self._panel.reviewed
            only = reviewed is not None and reviewed.record.needs_review and not quietly
            none = capital(self.nothing) if self.sessions else tr("Nothing needs review any more.")
            self.said.emit(tr("No other record needs review.") if only else none)
            return
        self.on = True
        row = self._model.row_of(record.id)
        selected = [index.row() for index in self._history.table.selectionModel().selectedRows()]
        if row is not None and selected != [row]:
            self._history.choose(row)
        else:
            self._history.table.clearSelection()
            self._desk.show_record(record)

    def _not_found(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("review", str(problem))

    def _desk_changed(self) -> None:
        if self._desk.mode is not Mode.STORED:
            self.end()
