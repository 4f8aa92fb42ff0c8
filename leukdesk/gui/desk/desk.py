"""What lies on the desk: the one picture that is looked at, and what is known about exactly that picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.capture.controls import Value
from leukdesk.capture.grabber import GrabberState
from leukdesk.capture.source_name import source_name
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.asking import Asking
from leukdesk.gui.desk.desk_cells import DeskCells
from leukdesk.gui.desk.field_counter import OtherSlideError
from leukdesk.gui.desk.fields_shown import (
    cells_of,
    counted_in_words,
    frame_of,
    kept_in_words,
    numbers_of,
    seen_cells,
    stored_cells,
    times_in_words,
)
from leukdesk.gui.desk.picture_reading import PictureReading, Read, ReadRecord, measured_when_logged
from leukdesk.gui.desk.screen import Screen
from leukdesk.gui.desk.shown import Entry, Measured, Mode, Shown, measured_of
from leukdesk.gui.desk.steps import Step, next_step, prompt
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.live_watching import LiveWatching
from leukdesk.gui.result.answers import Answers
from leukdesk.history.records import Record
from leukdesk.imaging.frame import Frame, Region
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.gui.desk.beside import Beside
    from leukdesk.station import Station
    from leukdesk.watching.eye import Observation


class Desk(QObject):
    """Decides what is shown, asks for results, and drops those that are about something else by now."""

    said = Signal(str)
    """What is going on, for the status bar."""
    failed = Signal(str, str)
    """A key and a sentence: what went wrong, with what, what to do."""
    recovered = Signal(str)
    """The key of something that is well again."""
    logged = Signal(object)
    """The numbers of the records."""
    answered = Signal(object)
    """The same, of the first model's alone, and not where a person has merely changed cells."""
    mode_changed = Signal()

    def __init__(
        self,
        screen: Screen,
        live: LiveController,
        watching: LiveWatching,
        analyst: Analyst[Station],
        answers: Answers,
        entry: Callable[[], Entry],
    ) -> None:
        super().__init__()
        self._screen, self._view = screen, screen.view
        self._live, self._watching, self._answers, self._entry = live, watching, answers, entry
        self._shown = Shown()
        self._before: Shown | None = None
        self._asking = Asking(analyst, self._analysed, self._not_analysed)
        self._reading = PictureReading(analyst)
        self._live_kind = ""
        self._measured: Measured | None = None  # of the live picture, lately
        live.frame_came.connect(self._frame_came)
        live.state_changed.connect(self._live_state)
        watching.observed.connect(self._observed)
        watching.failed.connect(partial(self._tell, "watching"))
        self._view.region_changed.connect(self._region_changed)
        self.cells = DeskCells(
            screen, self._reading, entry, lambda: self._shown, lambda: self._asking.busy, self._put, self._change
        )
        self.cells.edited.connect(lambda: self.said.emit(self.prompt))
        self.cells.failed.connect(partial(self._tell, "classify"))
        self.cells.refused.connect(self.said)
        self._put(Shown())

    @property
    def mode(self) -> Mode:
        """What kind of picture is shown."""
        return self._shown.mode

    @property
    def shown(self) -> Shown:
        """All that is shown."""
        return self._shown

    @property
    def busy(self) -> bool:
        """Whether a result for the picture shown is on its way."""
        return self._asking.busy

    @property
    def prompt(self) -> str:
        """What is going on, and what can be done now."""
        return prompt(self._shown, self._live.state, self.next_step)

    @property
    def next_step(self) -> Step:
        """What the space bar does now."""
        return next_step(self._shown, live_runs=self._live.running)

    def bug_happened(self) -> None:
        """Something failed that should not have: do not go on waiting for a result that will not come."""
        if not self._asking.busy and self._shown.answer is None:
            self._screen.result.clear()

    # Live view

    def start_live(self, spec: str, wanted: Mapping[str, Value]) -> None:
        """Connect to a source, with its controls as wanted, and show it."""
        self._reading.stop()
        self._before = self._measured = None
        self._live_kind = ""
        self._put(Shown(Mode.LIVE))
        self._live.start(spec, wanted)
        self._attend()
        self.mode_changed.emit()

    def stop_live(self) -> None:
        """Let go of the source. A live picture that no longer lives is taken away, a captured one stays."""
        self._live.stop()
        self.recovered.emit("camera")
        if self._before is not None and self._before.mode is Mode.LIVE:
            self._before = Shown()
        if self.mode is Mode.LIVE:
            self._put(Shown())
        elif self.mode is Mode.PAUSED:
            self._put(replace(self._shown, mode=Mode.CAPTURED))
        self._attend()
        self.said.emit(tr("Live view stopped."))
        self.mode_changed.emit()

    def take_step(self) -> None:
        """Do what the space bar does: freeze and classify; once more, go on."""
        match self.next_step:
            case Step.CAPTURE:
                self._freeze()
            case Step.CLASSIFY:
                self.classify()
            case Step.RESUME:
                self.go_live()
            case Step.BACK:
                self.back()
            case Step.NOTHING:
                pass

    def pause(self) -> None:
        """Hold the live picture as it is now, or let it go on."""
        if self.mode is Mode.PAUSED and self._live.running:
            self.go_live()
        elif self.mode is Mode.LIVE and self._live.newest() is not None and self._shown.frame is not None:
            measured = self._measured
            self._put(replace(self._shown, mode=Mode.PAUSED, region=self._view.region, measured=measured))
            self.cells.find()
        self.said.emit(self.prompt)

    def _freeze(self) -> None:
        self._reading.stop()
        frame, state = self._live.newest(), self._live.state
        if self.mode is Mode.PAUSED:
            frame = self._shown.frame
        elif frame is not None and state is not None and state.is_stale:
            said = tr("Nothing was captured: the newest picture is {age:.1f} seconds old. Check the camera.")
            self.failed.emit("capture", said.format(age=state.age))
            return
        if frame is None:
            why = state.sentence if state is not None else tr("The live view is stopped.")
            said = tr("Nothing was captured: there is no live frame. {why}")
            self.failed.emit("capture", said.format(why=why))
            return
        # A session counts the whole field: a region is left over from what was looked at before.
        region = self._view.region if self._entry().counter is None else None
        self._put(Shown(Mode.CAPTURED, frame, region=region, title=source_name(frame.source)))
        self._watching.captured(frame)
        self.classify()

    def go_live(self) -> None:
        """Leave the picture that is looked at for the live view, which runs."""
        self._reading.stop()
        self._before = None
        self._resume(self._view.region if self.mode in (Mode.CAPTURED, Mode.PAUSED) else None)

    def _resume(self, region: Region | None) -> None:
        self._live_kind = ""
        self._asking.forget()  # the newest frame may be the captured one
        frame = self._live.newest()
        self._put(Shown(Mode.LIVE, frame, region=region, title=source_name(frame.source) if frame is not None else ""))

    def _frame_came(self, frame: Frame) -> None:
        if self.mode is not Mode.LIVE:
            return
        self._shown = replace(self._shown, frame=frame, title=source_name(frame.source))
        self._screen.show_live_frame(frame)

    def _live_state(self, state: GrabberState) -> None:
        if state.kind == "live":
            self.recovered.emit("camera")
            self.recovered.emit("capture")
        if self.mode is Mode.LIVE:
            # Over the picture, so not in a message as well.
            self.recovered.emit("camera")
            self._screen.show_live_state(state, self._shown)
            if state.kind != "live":
                self._screen.result.clear(tr("There is no live picture."))
            elif state.is_stale and self._screen.result.suggestion is not None:
                self._screen.result.clear(tr("The picture is old."))
            if state.kind != self._live_kind:
                self.said.emit(self.prompt)
        elif state.kind == "fault" and state.kind != self._live_kind:
            self.failed.emit("camera", state.sentence)
        self._live_kind = state.kind

    def _observed(self, observation: Observation) -> None:
        """Show what was seen in a live frame; nothing of it is kept."""
        if self.mode is not Mode.LIVE or self._live_kind != "live":
            return
        frame, prediction = observation.frame, observation.prediction
        self._measured = measured_of(frame, observation.quality)
        self._screen.show_live_quality(frame, self._measured)
        if observation.orders.of_cells:
            self._show_seen(observation)
        elif prediction is not None:
            self._screen.result.show_live(self._answers.of_live(prediction, observation.averaged))

    def _show_seen(self, observation: Observation) -> None:
        """Draw the cells of the live picture, with their names where suggestions are on."""
        frame, seen, package = observation.frame, observation.cells, observation.orders.package
        cells = None if seen is None else seen_cells(seen, self._answers, frame.id)
        named = observation.orders.suggest and package is not None
        self._screen.show_live_cells(frame, cells, f"{package.id} {package.card.version}" if named and package else "")

    def suggestions_stopped(self) -> None:
        """Take a suggestion away that is renewed no more."""
        if self.mode is Mode.LIVE:
            self._screen.show_cells(self._shown)
            self._screen.result.clear()

    def _attend(self) -> None:
        """Have live frames watched while they are looked at."""
        self._watching.watch(self._live.frames if self.mode is Mode.LIVE else None)

    # Pictures

    def open_picture(self, path: Path) -> None:
        """Read one file and show it."""
        self.said.emit(tr("Opening {file}…").format(file=path.name))

        def shown(read: Read) -> None:
            frame, measured = read
            self.recovered.emit("open")
            self._before = None
            self._put(Shown(Mode.PICTURE, frame, measured, title=source_name(frame.source)))
            self._view.fit()
            self.said.emit(self.prompt)
            self.cells.find()

        def failed(problem: Exception) -> None:
            self._forget_result()
            self._tell("open", problem)

        self._reading.file(path, self._entry().package, shown, failed)

    def show_analysed(self, result: Analysis | LoggedField) -> None:
        """Show one of many pictures that were classified; not while the user looks at something else."""
        if self.mode in (Mode.NOTHING, Mode.PICTURE):
            frame = frame_of(result)
            self._put(self._with_result(Shown(Mode.PICTURE, frame, title=source_name(frame.source)), frame, result))

    # Results

    def classify(self) -> None:
        """Classify and log what is shown."""
        shown, entry = self._shown, self._entry()
        if shown.mode in (Mode.LIVE, Mode.PAUSED):
            self._freeze()
            return
        edit = None if shown.cells is None else shown.cells.edit
        stored = shown.mode is Mode.STORED
        if shown.frame is None or (stored and edit is None):
            self.said.emit(tr("There is no new picture to classify."))
            return
        if entry.package is None and not stored:
            self._forget_result()
            self.failed.emit(
                "model",
                tr(
                    "There is no model to classify with. Wait until the models are loaded, then press Ctrl+Enter; "
                    "if there is none, the card's window says which packages were refused and why."
                ),
            )
            return
        region = None if stored else self._view.region
        cells = shown.cells if region is None and (stored or entry.cell_package is not None) else None
        to_ask = None if cells is None else cells.to_ask
        if not self._asking.ask(shown.frame, region, entry, to_ask, None if cells is None else edit):
            return
        whole = None if edit is None or cells is None else shown.whole  # which holds while cells are changed
        self._shown = replace(shown, answer=None, region=region, cells=cells, whole=whole)
        self._screen.show_cells(self._shown, waiting=True)
        self._screen.result.wait(tr("Classifying…"))
        self.said.emit(tr("Classifying…"))
        self.mode_changed.emit()

    def model_changed(self) -> None:
        """Another model was chosen: what the one before said is no longer the result."""
        if self.mode in (Mode.CAPTURED, Mode.PICTURE):
            self._forget_result(tr("Another model: Ctrl+Enter classifies."))
            if self._entry().cell_package is None:
                self._shown = replace(self._shown, cells=None)
                self._screen.show_cells(self._shown)
            elif self.mode is Mode.PICTURE:
                self.cells.find()
        else:
            self.suggestions_stopped()

    def _analysed(self, result: Analysis | LoggedField, beside: Beside | None, waited_for: bool) -> None:
        for key in ("classify", "model", "capture", "hands-free"):  # whatever kept it from working does so no more
            self.recovered.emit(key)
        self.logged.emit((*numbers_of(result), *(beside.numbers if beside is not None else ())))
        if not (waited_for and self._shown.cells is not None and self._shown.cells.classified):
            self.answered.emit(numbers_of(result))
        kept = kept_in_words(result)
        if counted := counted_in_words(result, rests=self._entry().session_rests):
            kept = tr("{kept}; {counted}.").format(kept=kept.removesuffix("."), counted=counted)
        if beside is not None and beside.trouble:
            self.failed.emit("beside", beside.trouble)
        elif beside is not None:
            self.recovered.emit("beside")
            kept = f"{kept} {beside.in_words}"
        if not waited_for or self._shown.frame is None:
            self.said.emit(tr("Classified a picture that is no longer shown. {kept}").format(kept=kept))
            return
        if self._shown.region is not None and self._entry().counter is not None:
            kept = tr("{kept} Not counted into the slide session: a region is drawn.").format(kept=kept)
        further = tr("Space: back to live.") if self.mode is Mode.CAPTURED and self._live.running else ""
        before = self._shown
        shown = self._with_result(before, self._shown.frame, result)
        self._put(shown if beside is None else beside.put(shown, before, self._answers))
        cells = self._shown.cells
        if cells is not None and not cells.cells and shown.whole is None:
            kept = cells.counts.sentence
        self.said.emit(f"{kept} {times_in_words(result)} {further}".strip())

    def _with_result(self, shown: Shown, frame: Frame, result: Analysis | LoggedField) -> Shown:
        """Return what is shown with what was answered about it."""
        from leukdesk.analysis import Analysis

        if isinstance(result, Analysis):
            answer = self._answers.of_analysis(result, frame.id)
            return replace(shown, measured=measured_of(result.frame, result.quality), answer=answer, cells=None)
        cells, seen = cells_of(result, shown.cells, self._answers, frame.id), result.analysis
        measured = measured_of(seen.frame, seen.quality, seen.remarks)
        return replace(shown, measured=measured, answer=cells.answer, cells=cells)

    def _not_analysed(self, problem: Exception, waited_for: bool) -> None:
        if waited_for:
            if self._shown.frame is not None:
                self._watching.not_captured(self._shown.frame)
            cells, whole = self._shown.cells, self._shown.whole
            self._forget_result()
            if cells is not None and cells.pending:
                self._shown = replace(self._shown, whole=whole)
                self.cells.show(cells)  # the others are classified and logged, as they were before
        self._tell(problem.code if isinstance(problem, OtherSlideError) else "classify", problem)

    def _region_changed(self) -> None:
        if self.mode in (Mode.CAPTURED, Mode.PICTURE) and (self._asking.busy or self._shown.answered):
            self._forget_result(tr("The region was changed. Ctrl+Enter classifies it."))
        self.mode_changed.emit()

    def _forget_result(self, why: str = "") -> None:
        self._asking.forget()
        if self.mode is not Mode.STORED:
            cells = self._shown.cells
            cells = None if cells is None else cells.unanswered()
            self._shown = replace(self._shown, answer=None, cells=cells, whole=None)
            self._screen.show_cells(self._shown)
            self._screen.result.clear(why)
        self.mode_changed.emit()

    def _change(self, shown: Shown) -> None:
        """Take note of what has changed about the same picture, and is on the screen already."""
        self._shown = shown
        self.mode_changed.emit()

    # History

    def show_record(self, record: Record) -> None:
        """Show a stored picture with its bars again."""

        def shown(read: ReadRecord) -> None:
            self._put_record(record, *read)
            self.said.emit(tr("Row {number} of the history. Esc: back.").format(number=record.id))

        def failed(problem: Exception) -> None:
            self._put_record(record, None, measured_when_logged(record))
            # Over the place of the picture, so not in a message as well, which would outlive the row.
            known = isinstance(problem, LeukdeskError)
            self._view.set_overlay(str(problem) if known else tr("The stored picture cannot be shown."), "error")
            said = tr("Row {number} of the history, without its picture. Esc: back.")
            self.said.emit(said.format(number=record.id))
            if not known:
                raise problem

        self._reading.record(record, shown, failed)

    def back(self) -> None:
        """Leave the stored picture."""
        self._reading.stop()
        if self.mode is not Mode.STORED:
            return
        before, self._before = self._before or Shown(), None
        if before.mode is Mode.LIVE and self._live.running:
            self._resume(before.region)
        else:
            self._put(before)
            self.said.emit(self.prompt)

    def log_replaced(self) -> None:
        """The numbers of the log mean other records now: none that was shown is shown any more."""
        if self._before is not None:
            self._before = replace(self._before, answer=None)
        if self.mode is Mode.STORED:
            self.back()
        else:
            self._reading.stop()
        if self._shown.logged:
            self._forget_result(tr("The history is another one now. Ctrl+Enter classifies."))

    def _put_record(
        self, record: Record, frame: Frame | None, measured: Measured | None, beside: Sequence[Record] = ()
    ) -> None:
        if self.mode is not Mode.STORED:
            self._before = replace(self._shown, region=self._view.region)
        answer = self._answers.of_record(record, frame.id if frame is not None else "")
        cells = stored_cells(record, beside, self._answers, frame.id) if frame is not None and beside else None
        part = tr("cell") if record.cell is not None else tr("region") if record.region is not None else ""
        title = " · ".join(each for each in (record.sample, source_name(record.source), part) if each)
        size = record.width, record.height
        self._put(Shown(Mode.STORED, frame, measured, answer, title=title, size=size, cells=cells))
        self._view.fit()

    # Everything that is put on the screen goes through here

    def _put(self, shown: Shown) -> None:
        if shown.frame is None or self._shown.frame is None or shown.frame.id != self._shown.frame.id:
            self._asking.forget()
        self._shown = shown
        self._screen.show(shown, waiting=self._asking.busy)
        # While something else is looked at the source goes on, so that going back to live is immediate.
        if shown.mode is Mode.LIVE:
            self._live.resume()
        else:
            self._live.pause()
        self._attend()
        self.mode_changed.emit()

    def _tell(self, key: str, problem: Exception) -> None:
        self.said.emit("")
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit(key, str(problem))
