"""Hands-free capture as the operator meets it: on and off, the line above the picture, the flash and the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.desk.field_counter import OtherSlideError
from leukdesk.gui.desk.fields_shown import kept_in_words, numbers_of, what_in_words
from leukdesk.gui.live.hands_free_bar import HandsFreeBar
from leukdesk.gui.live.live_watching import LiveWatching
from leukdesk.gui.live.self_capture import SelfCapture
from leukdesk.gui.live.sounds import play_capture
from leukdesk.gui.memory import Memory
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.imaging.frame import Frame
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.watching.eye import Observation


class NoModelError(LeukdeskError):
    """No model is chosen."""

    code = "no-model"

    def __init__(self) -> None:
        super().__init__(tr("There is no model to classify with: choose one, and turn hands-free capture on again."))


class HandsFreeWork(QObject):
    """Off at every start of the program and whenever the live view stops: it is never on by surprise."""

    changed = Signal()
    """What is to be watched for has changed: on or off, held, the sensitivity, the slide."""
    logged = Signal(object)
    """The numbers of the records."""
    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)

    def __init__(
        self,
        bar: HandsFreeBar,
        view: PictureView,
        watching: LiveWatching,
        captures: SelfCapture,
        memory: Memory,
    ) -> None:
        super().__init__()
        self._bar, self._view, self._watching, self._captures = bar, view, watching, captures
        self._memory = memory
        self._holds: dict[str, str] = {}
        self.on = False
        bar.set_sensitivity(memory.settings.live.sensitivity)
        bar.sensitivity_chosen.connect(self._sensitivity_chosen)
        bar.new_slide.connect(lambda: self.begin_anew(elsewhere=False))
        bar.stopped.connect(lambda: self.turn(on=False))
        watching.due.connect(self._take)
        watching.observed.connect(self._observed)
        captures.captured.connect(self._captured)
        captures.failed.connect(self._not_captured)

    @property
    def watches(self) -> bool:
        """Whether fields are captured at this moment."""
        return self.on and not self._holds

    @property
    def slide(self) -> int:
        """Number of the slide that is gone through."""
        return self._captures.slide

    def hold(self, key: str, why: str) -> None:
        """Capture nothing for a reason, which is said; an empty one takes it back."""
        before = dict(self._holds)
        self._holds.pop(key, None)
        if why:
            self._holds[key] = why
        if self._holds != before:
            self._say_why()
            self.changed.emit()

    def turn(self, *, on: bool) -> None:
        """Begin, counting from 0, or stop."""
        if on == self.on:
            return
        self.on = on
        if on:
            self.recovered.emit("hands-free")
            self.begin_anew(elsewhere=False)
            self._say_why()
        self._bar.setVisible(on)
        self.changed.emit()

    def begin_anew(self, *, elsewhere: bool) -> None:
        """Another slide: no field of it was captured yet; ``elsewhere``: it does not lie there yet."""
        self._captures.begin_anew()
        self._watching.begin_anew(elsewhere=elsewhere)
        self._bar.show_count(0)
        self.changed.emit()

    def _say_why(self) -> None:
        self._bar.say(next(iter(self._holds.values()), ""))

    def _sensitivity_chosen(self, name: str) -> None:
        self._memory.change_live(sensitivity=name)
        self.changed.emit()

    def _take(self, observation: Observation) -> None:
        frame = observation.frame
        if not self.watches or observation.orders.slide != self.slide:
            self._watching.not_captured(frame)  # seen before it was stopped, or before another code was scanned
        elif not self._captures.take(frame):
            self._not_captured(frame, NoModelError())

    def _observed(self, observation: Observation) -> None:
        if self.watches and observation.verdict is not None:
            self._bar.say(observation.verdict.sentence)

    def _captured(self, result: Analysis | LoggedField) -> None:
        for key in ("hands-free", "classify", "capture"):
            self.recovered.emit(key)
        numbers, count = numbers_of(result), self._captures.count
        self.logged.emit(numbers)
        self._bar.show_count(count)
        self._view.flash(tr("Captured {count}").format(count=count))
        if self._memory.settings.live.sound:
            play_capture()
        kept, what = kept_in_words(result).removesuffix("."), what_in_words(result)
        self.said.emit(tr("{kept}: {what}, by itself.").format(kept=kept, what=what))

    def _not_captured(self, frame: Frame, problem: Exception) -> None:
        """Stop: what failed for one field would fail for each, unseen by somebody who looks at the stage."""
        self._watching.not_captured(frame)
        self.turn(on=False)
        if not isinstance(problem, LeukdeskError):
            raise problem
        key = problem.code if isinstance(problem, OtherSlideError) else "hands-free"
        stopped = tr("Hands-free capture was stopped; the last field was not logged.")
        self.failed.emit(key, f"{stopped} {problem}")
