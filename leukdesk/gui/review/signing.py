"""Signing as the operator meets it: what can be signed, who signs it, and what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.operators.session import Session
from leukdesk.gui.review.sign_dialog import SignDialog
from leukdesk.gui.review.words import rows
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.history.searching.search import Filter
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_OF_A_SAMPLE = 200
"""So many other decided records of a sample are offered to be signed with those that are chosen."""


class Signing(QObject):
    """Asks for a signature under decisions, and has it stored.

    Parameters
    ----------
    window : QMainWindow
        The dialog's parent.
    """

    said = Signal(str)
    failed = Signal(str, str)
    signed = Signal()

    def __init__(self, window: QMainWindow, analyst: Analyst[Station], session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._analyst, self._session = window, analyst, session
        self.dialog: SignDialog | None = None

    def ask(self, records: Sequence[Record]) -> None:
        """Ask for the signature under the decisions about these records, and about others of their sample."""
        ids, sample = [each.id for each in records], records[0].sample

        def read(station: Station) -> tuple[list[Record], list[Record]]:
            log = station.history
            if log is None:
                return [], []
            now = list(map(log.get, ids))  # the rows of the table may be older than what another program has decided
            if not sample or any(each.sample != sample for each in now):
                return now, []
            found = (
                each
                for state in (State.CONFIRMED, State.CHANGED, State.REJECTED)
                for each in log.page(Filter(sample=sample, state=state), limit=_OF_A_SAMPLE)
            )
            return now, sorted((each for each in found if each.id not in ids), key=lambda each: each.id)

        self._analyst.ask(read, self._open, self._refused)

    def close(self) -> None:
        """Nothing is signed in the name of who works no more."""
        if self.dialog is not None:
            self.dialog.close()

    def _open(self, found: tuple[list[Record], list[Record]]) -> None:
        records, others = found
        waiting = [each for each in records if each.state in (State.SUGGESTED, State.SIGNED)]
        if waiting:
            sentence = (
                tr("Nothing to sign: row {number} is not decided yet.")
                if waiting[0].state is State.SUGGESTED
                else tr("Nothing to sign: row {number} is signed already.")
            )
            self.said.emit(sentence.format(number=waiting[0].id))
            return
        self.close()
        if not records:
            return
        dialog = SignDialog(records, others, self._session.house, self._session.operator, self._window)
        dialog.wanted.connect(partial(self._sign, {each.id: each for each in (*records, *others)}))
        dialog.finished.connect(lambda _: self._closed(dialog))
        self.dialog = dialog
        dialog.show()

    def _sign(self, shown: Mapping[int, Record], ids: list[int], name: str, pin: str, meaning: str) -> None:
        seen = {number: each.picture_sha256 for number, each in shown.items()}
        stood = {number: each.standing for number, each in shown.items()}

        def work(station: Station) -> list[Record]:
            if station.history is None or station.operators is None:
                return []
            if station.operators.laboratory().keeps_list:
                station.operators.prove(name, pin)
            return station.history.sign(ids, name, meaning, seen, stood)

        self._analyst.ask(work, self._done, self._refused, to_be_finished=True)

    def _done(self, records: list[Record]) -> None:
        self.close()
        sentence = tr("{rows} signed by {who}.")
        self.said.emit(sentence.format(rows=rows(records), who=records[0].standing.signed_by) if records else "")
        self.signed.emit()

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.dialog is not None:
            self.dialog.refuse(problem)
        else:
            self.failed.emit("review", str(problem))

    def _closed(self, dialog: SignDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
            self._window.activateWindow()
