"""Slide sessions as part of the window: captured fields are counted into the one that goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.counting import many
from leukdesk.differential.slide import Slide
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.field_counter import FieldCounter
from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.files.batch import Batch
from leukdesk.gui.live.hands_free_work import HandsFreeWork
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.gui.slide.new_dialog import NewSlide
from leukdesk.gui.slide.sessions_dialog import SessionsDialog
from leukdesk.gui.slide.status import Way
from leukdesk.gui.slide.storing import log_of
from leukdesk.gui.slide.work import SlideWork
from leukdesk.history.session.state import Session, SessionState
from leukdesk.history.sessions import Sessions
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station

_KEY, _HOLD = "slide", "slide"


class CountingWork(QObject):
    """What is captured while a session counts is counted; while it is paused or has ended, it is logged by itself.

    Parameters
    ----------
    slide : SlideWork
        What shows the session.
    go_live : callable
        Shows the live picture, and starts it where it does not run.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    changed = Signal()
    """Another session counts now, or none does."""

    def __init__(
        self,
        window: QMainWindow,
        slide: SlideWork,
        entry_bar: EntryBar,
        picker: ModelPicker,
        hands_free: HandsFreeWork,
        batch: Batch,
        analyst: Analyst[Station],
        go_live: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._slide, self._analyst = window, slide, analyst
        self._entry_bar, self._picker, self._hands_free, self._batch = entry_bar, picker, hands_free, batch
        self._go_live = go_live
        self._reached = ""
        self.counter: FieldCounter | None = None
        """Of the session that counts."""
        self.sessions_dialog: SessionsDialog | None = None
        slide.begin_wanted.connect(self._begin)
        slide.stepped.connect(self._stepped)
        slide.shown.connect(self._shown)
        hands_free.changed.connect(self._hands_free_changed)

    def ask_new(self) -> None:
        """Ask for what a new session needs."""
        if not self._slide.is_counting_other():
            self._slide.begin(self._entry_bar.sample)

    def ask_sessions(self) -> None:
        """List the sessions of the log."""
        self._analyst.ask(_all_sessions, self._list, self._not_done)

    def end(self) -> None:
        """End the session that counts."""
        self._slide.end()

    def log_replaced(self) -> None:
        """The log is another one now."""
        self._follow(None)
        if self.sessions_dialog is not None:
            self.sessions_dialog.close()

    def _begin(self, new: NewSlide) -> None:
        self._entry_bar.set_sample(new.sample)
        self._hands_free.turn(on=False)  # so that it begins with the field that lies there
        if new.operator != self._entry_bar.operator:
            self._entry_bar.set_operator(new.operator)
        self._picker.choose(new.model_id)
        source = str(new.folder) if new.folder is not None else new.way.value

        def begun(station: Station) -> Session:
            from leukdesk.differential.slide_counter import begin

            return begin(
                station, new.model_id, sample=new.sample, operator=new.operator, target=new.target, source=source
            ).session

        def done(session: Session) -> None:
            self.recovered.emit(_KEY)
            self._slide.show_session(session.id)
            self._follow(session)
            cells = many(session.plan.target, session.plan.unit)
            self.said.emit(tr("Slide session begun: {cells} are to be counted.").format(cells=cells))
            if new.folder is not None:
                self._batch.open([new.folder])
                return
            self._go_live()
            if new.way is Way.HANDS_FREE:
                self._hands_free.turn(on=True)

        self._analyst.ask(begun, done, self._not_done, to_be_finished=True)

    def _stepped(self, session: Session) -> None:
        """A session was paused, resumed or ended."""
        if session.state is SessionState.COUNTING:
            self._entry_bar.set_sample(session.plan.sample)
            self._picker.choose(session.plan.model_id)
            self._follow(session)
            if session.plan.source == Way.HANDS_FREE and not self._hands_free.on:
                self.said.emit(
                    tr("Slide session resumed: {so_far}. Hands-free capture is off: turn it on again.").format(
                        so_far=session.so_far
                    )
                )
        elif self.counter is None or session.id == self.counter.session_id:
            self._follow(session)

    def _follow(self, session: Session | None) -> None:
        counts = session is not None and session.state is SessionState.COUNTING
        if session is not None and counts:
            if self.counter is None or self.counter.session_id != session.id:
                self.counter = FieldCounter(session.id, session.plan)
        else:
            self.counter = None
            if session is not None and not session.is_open:
                self._hands_free.turn(on=False)
        self._tell_way()
        self._hold(session)
        self.changed.emit()

    def _tell_way(self) -> None:
        """Tell how the fields come that are counted."""
        way = None
        if self.counter is not None:
            by_hand = self.counter.plan.source in (Way.HANDS_FREE, Way.BY_HAND)
            way = Way.HANDS_FREE if self._hands_free.on else Way.BY_HAND if by_hand else Way.FOLDER
        self._slide.count_into(self.counter, way)

    def _hold(self, session: Session | None) -> None:
        """Have nothing captured by itself beside a session that could be counted into, and is not."""
        rests = session is not None and session.is_open and self.counter is None
        self._hands_free.hold(_HOLD, tr("Not capturing: the slide session waits to be resumed.") if rests else "")

    def _shown(self, slide: Slide) -> None:
        """Say once that as many cells are counted as were to be."""
        session = slide.session
        if self.counter is None:
            self._hold(session)
        if self.counter is None or self.counter.session_id != session.id:
            return
        if session.state is not SessionState.COUNTING:
            self._follow(session)  # another program has paused or ended it
            self.said.emit(tr("The slide session is {state} now.").format(state=session.words))
        elif not session.is_complete:
            self._reached = ""
        elif self._reached != session.id:
            self._reached = session.id
            self._hands_free.turn(on=False)
            self.said.emit(
                tr("{so_far} counted. Look at them in the gallery, then end the session and sign it.").format(
                    so_far=session.so_far
                )
            )

    def _hands_free_changed(self) -> None:
        if self.counter is not None:
            self._tell_way()

    def _list(self, sessions: list[Session]) -> None:
        if self.sessions_dialog is not None:
            self.sessions_dialog.close()
        dialog = self.sessions_dialog = SessionsDialog(sessions, self._window)
        dialog.chosen.connect(self._show)
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.show()

    def _show(self, session_id: str) -> None:
        if not self._slide.is_counting_other(session_id):
            self._slide.show_session(session_id)

    def _forget(self, dialog: SessionsDialog) -> None:
        if self.sessions_dialog is dialog:
            self.sessions_dialog = None

    def _not_done(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit(_KEY, str(problem))


def _all_sessions(station: Station) -> list[Session]:
    return Sessions(log_of(station)).sessions(-1)
