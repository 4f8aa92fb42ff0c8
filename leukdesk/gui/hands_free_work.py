"""Hands-free capture as the operator meets it: on and off, the line above the picture, the flash and the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.errors import LeukdeskError
from leukdesk.gui.hands_free_bar import HandsFreeBar
from leukdesk.gui.live_watching import LiveWatching
from leukdesk.gui.memory import Memory
from leukdesk.gui.picture_view import PictureView
from leukdesk.gui.self_capture import SelfCapture
from leukdesk.gui.sounds import play_capture
from leukdesk.imaging.frame import Frame

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.watching.eye import Observation


class HandsFreeWork(QObject):
    """Off at every start of the program and whenever the live view stops: it is never on by surprise."""

    changed = Signal()
    """It was turned on or off, or its sensitivity changed."""
    logged = Signal()
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
        self._held = False
        self.on = False
        bar.set_sensitivity(memory.settings.live.sensitivity)
        bar.sensitivity_chosen.connect(self._sensitivity_chosen)
        bar.new_slide.connect(self.begin_anew)
        bar.stopped.connect(lambda: self.turn(on=False))
        watching.due.connect(self._take)
        watching.observed.connect(self._observed)
        captures.captured.connect(self._captured)
        captures.failed.connect(self._not_captured)

    @property
    def watches(self) -> bool:
        """Whether fields are captured at this moment."""
        return self.on and not self._held

    def hold(self, *, on: bool) -> None:
        """Capture nothing while the sample code is typed: a part of it would be another code."""
        if on != self._held:
            self._held = on
            self._bar.say("Waiting until the sample code is typed." if on else "")
            self.changed.emit()

    def turn(self, *, on: bool) -> None:
        """Begin, counting from 0, or stop."""
        if on == self.on:
            return
        self.on = on
        if on:
            self.recovered.emit("hands-free")
            self.begin_anew()
            self._bar.say("")
        self._bar.setVisible(on)
        self.changed.emit()

    def begin_anew(self) -> None:
        """Another slide: no field of it was captured yet."""
        self._captures.begin_anew()
        self._watching.begin_anew()
        self._bar.show_count(0)

    def _sensitivity_chosen(self, name: str) -> None:
        self._memory.change_live(sensitivity=name)
        self.changed.emit()

    def _take(self, frame: Frame) -> None:
        if self.watches:
            self._captures.take(frame)
        else:
            self._watching.not_captured(frame)

    def _observed(self, observation: Observation) -> None:
        if self.watches and observation.verdict is not None:
            self._bar.say(observation.verdict.sentence)

    def _captured(self, analysis: Analysis) -> None:
        self.recovered.emit("hands-free")
        self.logged.emit()
        count, top = self._captures.count, analysis.prediction.top
        self._bar.show_count(count)
        self._view.flash(f"Captured {count}")
        if self._memory.settings.live.sound:
            play_capture()
        record = analysis.record
        kept = f"Logged as row {record.id}" if record is not None else "Not saved"
        self.said.emit(f"{kept}: {top.name}, by itself.")

    def _not_captured(self, frame: Frame, problem: Exception) -> None:
        """Stop: what failed for one field would fail for each, unseen by somebody who looks at the stage."""
        self._watching.not_captured(frame)
        self.turn(on=False)
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.failed.emit("hands-free", f"Hands-free capture was stopped; the last field was not logged. {problem}")
