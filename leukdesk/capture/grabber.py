"""Keeps a source running and its newest frame in a mailbox, on threads of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import FrameSource, SourceError
from leukdesk.imaging.frame import Frame

logger = logging.getLogger(__name__)

Kind = Literal["connecting", "live", "fault", "stopped", "ended"]

# A connection that hangs in a driver cannot be killed, only left behind. So many may hang at a time.
MAX_STUCK = 2
# Two pictures are held to be the same when every 16th pixel of every 16th row is.
SAMPLING = 16
FPS_WINDOW = 2.0


@dataclass(frozen=True)
class Limits:
    """How patient a grabber is, in seconds.

    Attributes
    ----------
    opening : float
        From the start of connecting to the first picture. Windows cameras need up to 10 s. For a film, which begins
        anew after a fault, also without any further picture: a drive that sleeps may need as long to spin up.
    silence : float
        Without any picture from a live source.
    repeats : float
        With the same picture from a live source. Longer than a stream needs for a key frame: between two of these an
        encoder may send "no change" for a slide that lies still.
    first_retry, longest_retry : float
        The pause after a fault, doubled each time up to the longest.
    """

    opening: float = 15.0
    silence: float = 3.0
    repeats: float = 5.0
    first_retry: float = 0.5
    longest_retry: float = 10.0


@dataclass(frozen=True)
class GrabberState:
    """What a grabber is doing at one moment.

    Attributes
    ----------
    kind : str
        "connecting", "live", "fault" (retrying by itself), "ended" (a film; its last frame stays), "stopped".
    sentence : str
        For the user: what is going on, and in a fault what to do.
    fps : float
        New pictures a second over the last two seconds.
    frames, dropped : int
        Handed out so far, and of these, replaced before anyone looked.
    """

    kind: Kind
    sentence: str
    fps: float
    frames: int
    dropped: int


class _Connection:
    """One try at the source, in a thread that can be left behind when a call in it never returns."""

    def __init__(
        self,
        factory: Callable[[], FrameSource],
        publish: Callable[[_Connection, FrameSource, NDArray[np.uint8]], None],
        changed: threading.Condition,
    ) -> None:
        self.source: FrameSource | None = None
        self.leave = threading.Event()
        self.began = time.monotonic()
        self.read_at: float | None = None
        self.new_at: float | None = None
        self.asked_at: float | None = self.began  # None while nothing is asked of the source
        self.done = False
        self.fault: str | None = None
        self._factory = factory
        self._publish = publish
        self._changed = changed
        self.thread = threading.Thread(target=self._run, name="capture", daemon=True)

    @property
    def name(self) -> str:
        """What the source is called, for sentences."""
        return self.source.name if self.source else "The source"

    def _run(self) -> None:
        fault = None
        try:
            self.source = self._factory()
            self.source.open()
            self._read_all(self.source)
        except SourceError as error:
            fault = str(error)
        except Exception as error:
            logger.exception("%s failed in a way that it should not.", self.name)
            fault = f"{self.name} failed unexpectedly ({error}). Choose another source, or restart the program."
        with self._changed:
            self.done, self.fault = True, fault
            self._changed.notify_all()
        if self.source:
            self.source.close()

    def _read_all(self, source: FrameSource) -> None:
        due = time.monotonic()
        while not self.leave.is_set():
            self.asked_at = time.monotonic()
            pixels = source.read()
            self.asked_at = None
            if pixels is None:
                return
            if not source.live:
                period = 1.0 / source.nominal_fps
                # On time when it can be; a machine that is too slow plays slower rather than in bursts.
                due = max(due, time.monotonic() - period)
                self.leave.wait(max(0.0, due - time.monotonic()))
                due += period
            self._publish(self, source, pixels)

    def overdue(self, limits: Limits) -> tuple[str | None, float]:
        """Return what is wrong by the clock, if anything, and the time at which to look again."""
        if self.source and not self.source.live:
            return self._overdue_film(limits)
        name = self.name
        if self.new_at is None or self.read_at is None:
            until = self.began + limits.opening
            fault = (
                f"{name} has given no picture for {limits.opening:g} seconds. "
                "Check that it is connected and switched on, or choose another source."
            )
            if self.read_at is not None:
                fault = f"{name} still repeats one old picture. Switch the camera off and on again."
        elif self.read_at + limits.silence <= self.new_at + limits.repeats:
            until = self.read_at + limits.silence
            fault = f"{name} has sent no picture for {limits.silence:g} seconds. Check its cable and its power."
        else:
            until = self.new_at + limits.repeats
            fault = (
                f"{name} has repeated one picture for {limits.repeats:g} seconds. Check its cable; "
                "if this stays, switch the camera off and on again."
            )
        return (fault if time.monotonic() >= until else None), until

    def _overdue_film(self, limits: Limits) -> tuple[str | None, float]:
        """A film or a rendered scene has its own pace, but a drive or a network folder may never answer."""
        until = (self.asked_at or time.monotonic()) + limits.opening
        if time.monotonic() < until:
            return None, until
        return (
            f"{self.name} has given no picture for {limits.opening:g} seconds. "
            "Check that its drive or network folder is still connected, or choose another source."
        ), until


class Grabber:
    """Reads a source until it is stopped, whatever the source does.

    Every new picture goes into the mailbox as a :class:`Frame`. When a source fails or falls silent, or a live one
    repeats one picture, the mailbox is emptied and stays empty, the state says so, and the source is connected again
    and again until new pictures come. A live picture that repeats is never handed out twice.

    A supervisor thread watches the clock; each connection runs in a thread of its own, since a call into a driver may
    never return.

    Parameters
    ----------
    source_factory : callable returning FrameSource
        Called for every connection, on that connection's thread.
    mailbox : Mailbox of Frame
    limits : Limits, optional
    """

    def __init__(
        self, source_factory: Callable[[], FrameSource], mailbox: Mailbox[Frame], limits: Limits | None = None
    ) -> None:
        self._factory = source_factory
        self._mailbox = mailbox
        self._limits = limits or Limits()
        self._changed = threading.Condition()  # guards everything below
        self._stop = threading.Event()
        self._connection: _Connection | None = None
        self._left: list[_Connection] = []
        self._kind: Kind = "connecting"
        self._sentence = "Connecting to the source."
        self._frames = 0
        self._times: deque[float] = deque(maxlen=256)
        self._last_view: NDArray[np.uint8] | None = None
        self._delay = self._limits.first_retry
        self._thread = threading.Thread(target=self._supervise, name="grabber", daemon=True)

    @property
    def state(self) -> GrabberState:
        """What is going on now; cheap, from any thread."""
        with self._changed:
            if self._kind == "connecting" and self._connection and self._connection.source:
                self._sentence = f"Connecting to {self._connection.name}."
            return GrabberState(self._kind, self._sentence, self._fps(), self._frames, self._mailbox.dropped)

    def start(self) -> None:
        """Begin; once for each grabber."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Stop and empty the mailbox, in ``timeout`` seconds at most.

        Returns
        -------
        bool
            False when a driver's call still hangs: its thread ends by itself when the call returns, and hands
            nothing out.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            self._stop.set()
            self._leave_connection()
            self._mailbox.clear()
            self._kind, self._sentence = "stopped", "The live view is stopped."
            self._changed.notify_all()
            threads = [connection.thread for connection in self._left]
        if self._thread.ident is not None:
            threads.append(self._thread)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _supervise(self) -> None:
        with self._changed:
            while not self._stop.is_set():
                connection = self._connect()
                fault = self._watch(connection)
                if self._stop.is_set():
                    return
                self._leave_connection()
                if fault is None:
                    self._kind, self._sentence = "ended", f"{connection.name} has been played to its end."
                    return
                self._mailbox.clear()
                self._times.clear()
                self._kind, self._sentence = "fault", fault
                logger.warning("%s Trying again in %g s.", fault, self._delay)
                self._changed.wait_for(self._stop.is_set, self._delay)
                while not self._may_connect():
                    self._changed.wait(self._limits.first_retry)
                self._delay = min(2 * self._delay, self._limits.longest_retry)

    def _connect(self) -> _Connection:
        self._connection = _Connection(self._factory, self._publish, self._changed)
        self._connection.thread.start()
        return self._connection

    def _watch(self, connection: _Connection) -> str | None:
        """Wait until the connection ends or is overdue; return its fault, or None at the end of a film."""
        while not self._stop.is_set():
            if connection.done:
                return connection.fault
            fault, look_again = connection.overdue(self._limits)
            if fault:
                return fault
            self._changed.wait(min(look_again - time.monotonic(), threading.TIMEOUT_MAX))
        return None

    def _leave_connection(self) -> None:
        if self._connection is not None:
            self._connection.leave.set()
            self._left.append(self._connection)
            self._connection = None

    def _may_connect(self) -> bool:
        """Forget the connections that have ended; whether the number that hang allows another."""
        self._left = [connection for connection in self._left if connection.thread.is_alive()]
        return self._stop.is_set() or len(self._left) < MAX_STUCK

    def _publish(self, connection: _Connection, source: FrameSource, pixels: NDArray[np.uint8]) -> None:
        """Hand a picture out, unless its connection was left or it repeats the last one."""
        view = pixels[::SAMPLING, ::SAMPLING]
        with self._changed:
            if connection is not self._connection:
                return
            now = connection.read_at = time.monotonic()
            if source.live and self._last_view is not None and np.array_equal(view, self._last_view):
                return
            if connection.new_at is None:
                self._changed.notify_all()  # from now on other limits hold
            connection.new_at = now
            self._last_view = view.copy()
            self._times.append(now)
            self._frames += 1
            if self._kind != "live":
                self._kind, self._sentence = "live", f"Live: {source.name}."
                self._delay = self._limits.first_retry
            self._mailbox.put(Frame(pixels, source.name))

    def _fps(self) -> float:
        since = time.monotonic() - FPS_WINDOW
        recent = [t for t in self._times if t >= since]
        span = recent[-1] - recent[0] if recent else 0.0
        return (len(recent) - 1) / span if span > FPS_WINDOW / 8 else 0.0  # from fewer it is chance
