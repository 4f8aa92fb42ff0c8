"""All that is done with slide sessions in the window, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.field_counter import FieldCounter
from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.files.batch import Batch
from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.live.hands_free_work import HandsFreeWork
from leukdesk.gui.memory import Memory
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.gui.operators.session import Session as Shift
from leukdesk.gui.report.slide_work import SlideReportWork
from leukdesk.gui.slide.aside import PICTURE, Aside
from leukdesk.gui.slide.counting_work import CountingWork
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.resume_offer import ResumeOffer
from leukdesk.gui.slide.work import SlideWork
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class SlidePart(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    aside : Aside
        Where the session is shown, beside what is known of the picture.
    go_live : callable
        Shows the live picture, and starts it where it does not run.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    changed = Signal()
    """Another session is shown, or it stands otherwise."""
    decided = Signal()
    """Something was decided or signed."""
    field_wanted = Signal(object)
    """The Record of the cell that is to be seen in its field."""

    def __init__(
        self,
        window: QMainWindow,
        aside: Aside,
        panel: SlidePanel,
        offer: ResumeOffer,
        entry_bar: EntryBar,
        picker: ModelPicker,
        hands_free: HandsFreeWork,
        batch: Batch,
        jobs: Jobs,
        analyst: Analyst[Station],
        memory: Memory,
        shift: Shift,
        go_live: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._aside = aside
        self.work = SlideWork(window, panel, offer, analyst, memory, shift)
        self.counting = CountingWork(window, self.work, entry_bar, picker, hands_free, batch, analyst, go_live)
        self.reports = SlideReportWork(window, jobs, memory, lambda: shift.operator)
        for part in (self.work, self.counting):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
            part.recovered.connect(self.recovered)
        self.reports.failed.connect(self.failed)
        self.work.report_wanted.connect(self.reports.ask)
        self.work.shown.connect(lambda _: self._shown())
        self.work.decided.connect(self.decided)
        self.work.field_wanted.connect(self._show_field)
        self.counting.changed.connect(self.changed)

    @property
    def counter(self) -> FieldCounter | None:
        """Of the session that captured fields are counted into."""
        return self.counting.counter

    @property
    def is_shown(self) -> bool:
        """Whether there is a session to look at."""
        return self.work.slide is not None

    @property
    def is_open(self) -> bool:
        """Whether the session that is shown has not ended."""
        return self.work.slide is not None and self.work.slide.session.is_open

    @property
    def rests(self) -> bool:
        """Whether the session that is shown could be counted into, and nothing is."""
        return self.work.rests

    def why_model_stays(self, model_id: str) -> str:
        """Return why a model cannot be exchanged now, in sentences; empty where no session here counts with it."""
        slide = self.work.slide
        if slide is None or not slide.session.is_open or slide.session.plan.model_id != model_id:
            return ""
        return tr("The slide session that is shown counts with this model. End it first, then change the model.")

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self.work.open(station)
        self.reports.open(station)

    def close(self) -> None:
        """Stop what runs, and close what is open."""
        self.work.close()

    def look(self) -> None:
        """Rows have come, or something was decided: read the session anew."""
        self.work.look()

    def scanned(self, code: str) -> None:
        """A code was scanned: it is the new session's while that is asked for."""
        self.work.scanned(code)

    def log_replaced(self) -> None:
        """The log is another one now: no session of the one before is shown or goes on."""
        self.counting.log_replaced()
        self.work.log_replaced()
        self._aside.show_session(on=False)
        self.changed.emit()

    def _shown(self) -> None:
        self._aside.show_session(on=True)
        self.changed.emit()

    def _show_field(self, record: object) -> None:
        self._aside.turn_to(PICTURE)
        self.field_wanted.emit(record)
