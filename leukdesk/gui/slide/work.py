"""A slide session as the operator meets it: begun, watched, reviewed in the gallery, signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.differential.slide import Slide, read_slide
from leukdesk.differential.tally import Tally
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.memory import Memory
from leukdesk.gui.operators.session import Session as Shift
from leukdesk.gui.slide.ending import may_end
from leukdesk.gui.slide.new_dialog import NewSlide, NewSlideDialog
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.reference_dialog import ReferenceDialog
from leukdesk.gui.slide.resume_offer import ResumeOffer
from leukdesk.gui.slide.reviewing import KEY, SlideReview
from leukdesk.gui.slide.status import Way
from leukdesk.gui.slide.storing import log_of
from leukdesk.history.session.state import Session, Step
from leukdesk.history.sessions import Sessions
from leukdesk.language import marked, tr

if TYPE_CHECKING:
    from leukdesk.gui.desk.field_counter import FieldCounter
    from leukdesk.station import Station

_NOT_DONE = {
    Step.PAUSED: marked("The session was not paused"),
    Step.RESUMED: marked("The session was not resumed"),
    Step.ENDED: marked("The session was not ended"),
}
_DONE = {
    Step.PAUSED: marked("Slide session paused: {so_far}."),
    Step.RESUMED: marked("Slide session resumed: {so_far}."),
    Step.ENDED: marked("Slide session ended: {so_far}."),
}


class SlideWork(QObject):
    """Its parts know each other only through here. It counts no field: who does so calls :meth:`look` after each.

    Parameters
    ----------
    window : QMainWindow
        Its windows' parent.
    shift : Session
        Who is working.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    begin_wanted = Signal(object)
    """A NewSlide: what a session is to be begun with."""
    stepped = Signal(object)
    """The Session as it stands after it was paused, resumed or ended here."""
    field_wanted = Signal(object)
    """The Record of the cell that is to be seen in its field."""
    shown = Signal(object)
    """The Slide that has just been read."""
    report_wanted = Signal(object)
    """The Session that a report is wanted of."""
    decided = Signal()
    """Something was decided or signed."""

    def __init__(
        self,
        window: QMainWindow,
        panel: SlidePanel,
        offer: ResumeOffer,
        analyst: Analyst[Station],
        memory: Memory,
        shift: Shift,
    ) -> None:
        super().__init__(window)
        self._window, self.panel, self.offer = window, panel, offer
        self._analyst, self._memory, self._shift = analyst, memory, shift
        self._station: Station | None = None
        self._wanted = ""
        self._way: Way | None = None
        self._counter: FieldCounter | None = None
        self._reading = self._again = False
        self.slide: Slide | None = None
        """What is shown."""
        self.new_dialog: NewSlideDialog | None = None
        self.references: ReferenceDialog | None = None
        panel.pause_wanted.connect(lambda: self._step(self._wanted, Step.PAUSED, Sessions.pause))
        panel.resume_wanted.connect(lambda: self._step(self._wanted, Step.RESUMED, Sessions.resume))
        panel.end_wanted.connect(self.end)
        self.review = SlideReview(window, analyst, memory, shift, self)
        for tells, signal in (
            (self.review.said, self.said),
            (self.review.failed, self.failed),
            (self.review.recovered, self.recovered),
            (self.review.field_wanted, self.field_wanted),
            (self.review.decided, self.decided),
        ):
            tells.connect(signal)
        self.review.decided.connect(self.look)
        panel.gallery_wanted.connect(self.show_gallery)
        panel.sign_wanted.connect(self.review.sign)
        panel.references_wanted.connect(self.ask_references)
        panel.report_wanted.connect(lambda: self.report_wanted.emit(panel.session))
        offer.go_on_wanted.connect(self.go_on)
        offer.end_wanted.connect(lambda each: self._step(each, Step.ENDED, Sessions.end))
        shift.left.connect(self.close_dialogs)

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station: sessions that were never ended are offered."""
        self._station = station
        if station.history is not None:
            self._analyst.ask(_open_sessions, self.offer.offer, self._failed)

    def close(self) -> None:
        """Stop what runs, and close what is open."""
        self.close_dialogs()
        self.review.close()

    def close_dialogs(self) -> None:
        """Nothing is decided, begun or signed in the name of who works no more."""
        for dialog in (self.new_dialog, self.references):
            if dialog is not None:
                dialog.close()
        self.review.close_dialogs()

    def log_replaced(self) -> None:
        """The ids of the log mean other sessions now: none is shown any more."""
        self.close()
        self._wanted, self.slide = "", None
        self._show_panel()
        if self._station is not None:
            self.open(self._station)

    def scanned(self, code: str) -> None:
        """A code was scanned: it is the new session's while that is asked for."""
        if self.new_dialog is not None:
            self.new_dialog.sample.setText(code)
        self.forget_scan()

    def forget_scan(self) -> None:
        """A scanner has typed: take it out of what is being decided."""
        if self.review.gallery is not None:
            self.review.gallery.forget_scan()

    # What is shown

    def show_session(self, session_id: str) -> None:
        """Show a session from now on, as the log has it."""
        self._wanted, self._way = session_id, None
        self.offer.offer(())
        self.look()

    def count_into(self, counter: FieldCounter | None, way: Way | None = None) -> None:
        """Know into which session this window counts, and how its fields come; None for none.

        Of one that is paused it is still told how they came.
        """
        if (counter, way or self._way) != (self._counter, self._way):
            self._counter, self._way = counter, way or self._way
            self._show_panel()

    def is_counting_other(self, session_id: str = "") -> bool:
        """Whether another session counts, which is said: what is shown and what is counted into must be one."""
        if self._counter is None or self._counter.session_id == session_id:
            return False
        sample = self._counter.plan.sample
        if sample:
            why = tr("The slide session on sample {sample} is counting. Pause it or end it first, beside the picture.")
        else:
            why = tr(
                "The slide session on sample without a code is counting. Pause it or end it first, beside the picture."
            )
        self.failed.emit(KEY, why.format(sample=sample))
        return True

    @property
    def rests(self) -> bool:
        """Whether the session that is shown could be counted into, and this window does not: paused, or left open."""
        return self.slide is not None and self.slide.session.is_open and not self._counts(self.slide.session)

    def _counts(self, session: Session) -> bool:
        return self._counter is not None and self._counter.session_id == session.id

    def look(self) -> None:
        """Read the session anew: cells have come, or something was decided. While it is being read, once more after."""
        if not self._wanted or self._station is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._analyst.ask(partial(_read, self._wanted), self._came, self._not_read)

    def _came(self, slide: Slide) -> None:
        self._reading = False
        if slide.session.id == self._wanted:
            self.slide = slide
            self._show_panel()
            self.review.show_slide(slide)
            self.shown.emit(slide)
        if self._again or slide.session.id != self._wanted:
            self.look()

    def _not_read(self, problem: Exception) -> None:
        self._reading = False
        self._failed(problem)
        if self._again:
            self.look()

    def _show_panel(self) -> None:
        slide, lines = self.slide, self._memory.settings.slide.references
        if slide is None:
            self.panel.show_session(None, Tally(), lines)
        else:
            here = self._counts(slide.session)
            self.panel.show_session(
                slide.session, slide.tally, lines, slide.model, self._way, slide.elsewhere, here=here
            )

    def show_gallery(self) -> None:
        """Open the window with all cells of the session."""
        if self._station is not None:
            self.review.show_gallery(self._station)

    # Sessions

    def begin(self, sample: str) -> None:
        """Ask for what a new session needs; others on the same code are told."""
        if self._station is None:
            return
        self._analyst.ask(partial(_others_on, sample), partial(self._ask_new, self._station, sample), self._failed)

    def _ask_new(self, station: Station, sample: str, others: list[Session]) -> None:
        if self.new_dialog is not None:
            self.new_dialog.close()
        settings = self._memory.settings
        ways = {each.value: each for each in Way}
        dialog = NewSlideDialog(
            [each.card for each in station.catalog.packages],
            sample,
            self._shift.operator,
            others,
            why_nobody=self._shift.why_nobody if self._shift.house.keeps_list else None,
            model_id=settings.model_id,
            target=settings.slide.target,
            way=ways.get(settings.slide.way, Way.HANDS_FREE),
            parent=self._window,
        )
        dialog.wanted.connect(self._begin)
        dialog.go_on_wanted.connect(self.go_on)
        dialog.others_wanted.connect(self._look_for_others)
        dialog.finished.connect(lambda _: self._forget("new_dialog", dialog))
        self.new_dialog = dialog
        dialog.show()

    def _look_for_others(self, sample: str) -> None:
        def found(others: list[Session]) -> None:
            if self.new_dialog is not None:
                self.new_dialog.show_others(sample, others)

        self._analyst.ask(partial(_others_on, sample), found, self._failed)

    def _begin(self, new: NewSlide) -> None:
        if not self.is_counting_other():  # another one may have been gone on with while this one was asked for
            self._memory.change_slide(target=new.target, way=new.way.value)
            self.begin_wanted.emit(new)

    def go_on(self, session_id: str) -> None:
        """Go on with a session that was left open, and show it; others are offered no more."""
        if not self.is_counting_other(session_id):
            self._step(session_id, Step.RESUMED, Sessions.resume)

    def end(self) -> None:
        """End the session that is shown."""
        if self.slide is not None and may_end(session := self.slide.session, self._window):
            self._step(session.id, Step.ENDED, Sessions.end)

    def _step(self, session_id: str, step: Step, do: Callable[[Sessions, str, str], Session]) -> None:
        if not session_id or self.review.nobody(tr(_NOT_DONE[step])):
            return
        by = self._shift.operator

        def done(session: Session) -> None:
            if session.is_open:
                if session.id != self._wanted:
                    self._wanted, self._way = session.id, None
                self.offer.offer(())
            else:  # perhaps another one than is shown
                self.offer.drop(session.id)
            self.recovered.emit(KEY)
            self.said.emit(tr(_DONE[step]).format(so_far=session.so_far))
            self.look()
            self.stepped.emit(session)

        self._analyst.ask(
            lambda station: do(Sessions(log_of(station)), session_id, by), done, self._failed, to_be_finished=True
        )

    # Reference lines

    def ask_references(self) -> None:
        """Ask for the laboratory's own lines."""
        if self.slide is None:
            return
        if self.references is not None:
            self.references.close()
        lines = self._memory.settings.slide.references
        names = {each.id: each.name for each in self.slide.tally.classes}
        dialog = self.references = ReferenceDialog(names, lines, self._window)
        dialog.wanted.connect(self._set_references)
        dialog.finished.connect(lambda _: self._forget("references", dialog))
        dialog.show()

    def _set_references(self, lines: object) -> None:
        self._memory.change_slide(references=lines)
        self._show_panel()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit(KEY, str(problem))

    def _forget(self, name: str, dialog: object) -> None:
        if getattr(self, name) is dialog:
            setattr(self, name, None)


def _read(session_id: str, station: Station) -> Slide:
    return read_slide(Sessions(log_of(station)), session_id, station.catalog)


def _others_on(sample: str, station: Station) -> list[Session]:
    return Sessions(station.history).others_on(sample) if station.history is not None else []


def _open_sessions(station: Station) -> list[Session]:
    return Sessions(station.history).open_sessions() if station.history is not None else []
