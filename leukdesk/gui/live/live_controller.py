"""Keeps the live view going: one grabber at a time, its newest frame pulled on a timer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from leukdesk.capture.controls import NOTHING, Value
from leukdesk.capture.grabber import Develop, Grabber, GrabberState
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import FrameSource
from leukdesk.imaging.frame import Frame

logger = logging.getLogger(__name__)

_PULL_MILLISECONDS = 15
"""Twice as often as frames usually come: a frame waits at most this long."""
_STATE_EVERY = 10
"""Pulls between two looks at the frame rate, the age and the controls; a change of kind is told at once."""
_PATIENCE = 2.0
"""Seconds that a driver is waited for: before the next source is opened, and when the program ends."""


class LiveController(QObject):
    """Starts, watches and stops the source of live frames.

    While it is paused (a captured frame is being looked at) the source goes on, so that going back to live is
    immediate.
    """

    frame_came = Signal(object)
    """A Frame newer than the last one; not while paused."""
    state_changed = Signal(object)
    """A GrabberState."""

    def __init__(self, open_source: Callable[[str], FrameSource], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._mailbox: Mailbox[Frame] | None = None
        self._grabber: Grabber | None = None
        self._develop: Develop | None = None
        self._shown: Frame | None = None
        self._state: GrabberState | None = None
        self._left: list[Grabber] = []
        self._spec = ""
        self._pulls = 0
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_PULL_MILLISECONDS)
        self._timer.timeout.connect(self._pull)

    @property
    def running(self) -> bool:
        """Whether a source is connected or being connected."""
        return self._grabber is not None

    @property
    def state(self) -> GrabberState | None:
        """What the source does; None when none is running."""
        return self._grabber.state if self._grabber is not None else None

    @property
    def spec(self) -> str:
        """What the running source was started as; empty when none is running."""
        return self._spec

    @property
    def frames(self) -> Mailbox[Frame] | None:
        """The running source's newest frame, for another thread to wait for by ``get``; None when none is running.

        To be asked for anew after each ``get`` that came to nothing: another source has another mailbox.
        """
        return self._mailbox

    @property
    def wanted(self) -> dict[str, Value]:
        """Everything that was set on the running source, by the controls' ids."""
        return self._grabber.wanted if self._grabber is not None else {}

    @property
    def develop(self) -> Develop | None:
        """What is done to every picture before it is shown; see :class:`Grabber`. Goes on with the next source."""
        return self._develop

    @develop.setter
    def develop(self, develop: Develop | None) -> None:
        self._develop = develop
        if self._grabber is not None:
            self._grabber.develop = develop

    def start(self, spec: str, wanted: Mapping[str, Value] = NOTHING) -> None:
        """Connect to a source, instead of the one before, and set what is wanted on it; returns at once."""
        self.stop()
        self._spec, self._mailbox = spec, Mailbox()
        self._grabber = Grabber(partial(self._open, spec, list(self._left)), self._mailbox, wanted=wanted)
        self._grabber.develop = self._develop
        self._paused = False
        self._grabber.start()
        self._timer.start()
        self._look(force=True)

    def change(self, control_id: str, value: Value) -> None:
        """Set one control of the running source, as soon as its driver lets it; returns at once."""
        if self._grabber is not None:
            self._grabber.change(control_id, value)

    def stop(self) -> None:
        """Let go of the source, without waiting for its driver."""
        self._timer.stop()
        self._left = [grabber for grabber in (*self._left, self._grabber) if grabber and not grabber.stop(0)]
        self._grabber = self._mailbox = self._shown = self._state = None
        self._spec, self._paused = "", False

    def close(self) -> bool:
        """Stop for good; False when a driver hangs (its thread then dies with the process)."""
        self.stop()
        ended = _wait_for(self._left)
        if not all(ended):
            logger.warning("A camera's driver does not answer; its thread was left behind.")
        self._left.clear()
        return all(ended)

    def newest(self) -> Frame | None:
        """Return the newest frame of a source that works; None in a fault or before the first."""
        return self._mailbox.get() if self._mailbox is not None else None

    def pause(self) -> None:
        """Hold frames back."""
        self._paused = True

    def resume(self) -> None:
        """Let frames come again, at once with the newest."""
        self._paused, self._shown = False, None
        self._pull()
        self._look(force=True)

    def _open(self, spec: str, before: list[Grabber]) -> FrameSource:
        # On the new grabber's thread: naming a source may load the video library, and the source before may be the
        # same device, which can be opened again only when it was let go of.
        source = self._open_source(spec)
        ended = _wait_for(before) if source.live else [True] * len(before)
        # Those before were opened by the like of this: held on to, each would hold all that ever ran.
        before[:] = [grabber for grabber, done in zip(before, ended, strict=True) if not done]
        return source

    def _pull(self) -> None:
        if self._mailbox is None:
            return
        # While they are held back frames are not missed, so they count as seen, too.
        frame = self._mailbox.get(newer_than=self._shown, counts=True)
        if frame is not None and not self._paused:
            self._shown = frame
            self.frame_came.emit(frame)
        self._look()

    def _look(self, *, force: bool = False) -> None:
        if self._grabber is None:
            return
        self._pulls += 1
        state, before = self._grabber.state, self._state
        changed = before is None or (state.kind, state.sentence) != (before.kind, before.sentence)
        if force or changed or self._pulls % _STATE_EVERY == 0:
            self._state = state
            self.state_changed.emit(state)


def _wait_for(grabbers: Sequence[Grabber]) -> list[bool]:
    """Wait for grabbers that were stopped, for all of them together no longer than for one; say which have ended."""
    until = time.monotonic() + _PATIENCE
    return [grabber.stop(max(0.0, until - time.monotonic())) for grabber in grabbers]
