"""Keeps the live view going: one grabber at a time, its newest frame pulled on a timer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from leukdesk.capture.grabber import Grabber, GrabberState
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import FrameSource
from leukdesk.imaging.frame import Frame

logger = logging.getLogger(__name__)

_PULL_MILLISECONDS = 15
"""Twice as often as frames usually come: a frame waits at most this long."""
_STATE_EVERY = 10
"""Pulls between two looks at the frame rate; a change of kind is told at once."""
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
        self._shown: Frame | None = None
        self._state: GrabberState | None = None
        self._left: list[Grabber] = []
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

    def start(self, spec: str) -> None:
        """Connect to a source, instead of the one before; returns at once."""
        self.stop()
        self._mailbox = Mailbox()
        self._grabber = Grabber(partial(self._open, spec, tuple(self._left)), self._mailbox)
        self._paused = False
        self._grabber.start()
        self._timer.start()
        self._look(force=True)

    def stop(self) -> None:
        """Let go of the source, without waiting for its driver."""
        self._timer.stop()
        self._left = [grabber for grabber in (*self._left, self._grabber) if grabber and not grabber.stop(0)]
        self._grabber = self._mailbox = self._shown = self._state = None
        self._paused = False

    def close(self) -> bool:
        """Stop for good; False when a driver hangs (its thread then dies with the process)."""
        self.stop()
        ended = [grabber.stop(_PATIENCE) for grabber in self._left]
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

    def _open(self, spec: str, before: tuple[Grabber, ...]) -> FrameSource:
        # On the new grabber's thread: naming a source may load the video library, and the source before may be the
        # same device, which can be opened again only when it was let go of.
        for grabber in before:
            grabber.stop(_PATIENCE)
        return self._open_source(spec)

    def _pull(self) -> None:
        if self._mailbox is None:
            return
        if not self._paused:
            frame = self._mailbox.get(newer_than=self._shown)
            if frame is not None:
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
