"""Keeps a source running and its newest frame in a mailbox, on threads of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.connection import Connection, Known, Limits
from leukdesk.capture.controls import NOTHING, Value, with_values
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import FrameSource, SourceError
from leukdesk.capture.source_name import source_name
from leukdesk.capture.state import GrabberState, Kind
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics
from leukdesk.language import tr

__all__ = ["Develop", "Grabber", "GrabberState", "Kind", "Limits"]

logger = logging.getLogger(__name__)

Develop = Callable[[NDArray[np.uint8]], tuple[NDArray[np.uint8], Optics | None]]

# A connection that hangs in a driver cannot be killed, only left behind. So many may hang at a time.
MAX_STUCK = 2
# Where every 16th pixel of every 16th row is the same, all bytes are looked at.
SAMPLING = 16
FPS_WINDOW = 2.0


class DevelopError(SourceError):
    """Pictures come, but what is to be done to each of them fails."""

    code = "source-not-developed"


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
    wanted : mapping of a control's id to its value
        What every connection is opened with; :meth:`change` adds to it.

    Attributes
    ----------
    develop : callable, optional
        Is given the pixels of every new picture, uint8 (H, W, 3) RGB and read-only, and returns those of the frame
        and through which optics they came. Runs on the connection's thread; may be replaced at any time.
    """

    def __init__(
        self,
        source_factory: Callable[[], FrameSource],
        mailbox: Mailbox[Frame],
        limits: Limits | None = None,
        wanted: Mapping[str, Value] = NOTHING,
    ) -> None:
        self.develop: Develop | None = None
        self._factory = source_factory
        self._mailbox = mailbox
        self._limits = limits or Limits()
        self._changed = threading.Condition()  # guards everything below; held for moments only, as the window waits
        self._stop = threading.Event()
        self._connection: Connection | None = None
        self._left: list[Connection] = []
        self._kind: Kind = "connecting"
        self._sentence = tr("Connecting to the source.")
        self._wanted = dict(wanted)
        self._pending: dict[str, Value] = {}
        self._applying: dict[str, Value] = {}
        self._known: Known = ((), (), "")
        self._frames = 0
        self._times: deque[float] = deque(maxlen=256)
        self._put_at: float | None = None
        self._last: NDArray[np.uint8] | None = None
        self._delay = self._limits.first_retry
        self._thread = threading.Thread(target=self._supervise, name="grabber", daemon=True)

    @property
    def state(self) -> GrabberState:
        """What is going on now; cheap, from any thread."""
        with self._changed:
            connection = self._connection
            if self._kind == "connecting" and connection and connection.source:
                self._sentence = tr("Connecting to {source}.").format(source=connection.name)
            overlay: Mapping[str, Value] = self._wanted
            if connection and (known := connection.known):
                self._known = known
                overlay = {**self._applying, **self._pending}
            controls, notes, key = self._known
            age = None if self._put_at is None else time.monotonic() - self._put_at
            return GrabberState(
                self._kind,
                self._sentence,
                self._fps(),
                self._frames,
                self._mailbox.dropped,
                with_values(controls, overlay),
                notes,
                key,
                age,
            )

    @property
    def wanted(self) -> dict[str, Value]:
        """Everything that was set, by the controls' ids."""
        with self._changed:
            return dict(self._wanted)

    def change(self, control_id: str, value: Value) -> None:
        """Set one control, between two pictures; returns at once. From any thread.

        Of several values for one control the newest counts. It is set again whenever the source is connected again.
        """
        with self._changed:
            self._wanted[control_id] = self._pending[control_id] = value

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
            self._empty()
            self._last = None
            self._kind, self._sentence = "stopped", tr("The live view is stopped.")
            self._changed.notify_all()
            threads = [connection.thread for connection in self._left]
        if self._thread.ident is not None:
            threads.append(self._thread)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    # The supervisor's thread

    def _supervise(self) -> None:
        while (connection := self._connect()) is not None:
            with self._changed:
                fault = self._watch(connection)
                if self._stop.is_set():
                    return
                self._leave_connection()
                if fault is None and not connection.again:
                    self._kind = "ended"
                    self._sentence = tr("{source} has been played to its end.").format(source=connection.name)
                    return
                self._empty()
                if fault is None:
                    self._kind = "connecting"
                    continue
                self._kind, self._sentence = "fault", fault
                delay = self._delay
                self._delay = min(2 * delay, self._limits.longest_retry)
            logger.warning("%s Trying again in %g s.", fault, delay)  # without the lock: a disk may be slow
            with self._changed:
                self._changed.wait_for(self._stop.is_set, delay)
                while not self._may_connect():
                    self._changed.wait(self._limits.first_retry)

    def _connect(self) -> Connection | None:
        with self._changed:
            if self._stop.is_set():
                return None
            self._connection = Connection(self._factory, self, self._changed)
            self._connection.thread.start()
            return self._connection

    def _watch(self, connection: Connection) -> str | None:
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
        connection = self._connection
        if connection is None:
            return
        self._known = connection.known or self._known
        connection.leave.set()
        self._left.append(connection)
        self._connection = None
        self._applying = {}

    def _empty(self) -> None:
        self._mailbox.clear()
        self._times.clear()
        self._put_at = None

    def _may_connect(self) -> bool:
        """Forget the connections that have ended; whether the number that hang allows another."""
        self._left = [connection for connection in self._left if connection.thread.is_alive()]
        return self._stop.is_set() or len(self._left) < MAX_STUCK

    # The connection's thread

    def wanted_by(self, connection: Connection) -> Mapping[str, Value]:
        """Return all that was set, for opening."""
        with self._changed:
            if connection is self._connection:
                self._pending = {}
            return dict(self._wanted)

    def changes_for(self, connection: Connection) -> Mapping[str, Value]:
        """Return what has been set since the last time; nothing to a connection that was left."""
        if not self._pending:  # for every picture, so without the lock
            return NOTHING
        with self._changed:
            if connection is not self._connection:
                return NOTHING
            self._applying, self._pending = self._pending, {}
            return self._applying

    def changes_made(self, connection: Connection) -> None:
        """Take note that the source shows them itself now."""
        with self._changed:
            if connection is self._connection:
                self._applying = {}

    def publish(self, connection: Connection, source: FrameSource, pixels: NDArray[np.uint8]) -> None:
        """Hand a picture out, unless its connection was left or it repeats the last one.

        Raises
        ------
        DevelopError
        """
        pixels.flags.writeable = False
        repeats = source.live and _same(pixels, self._last)
        with self._changed:
            if connection is not self._connection:
                return
            connection.was_read()
            if connection.read_at == connection.first_read_at:
                self._changed.notify_all()  # from now on other limits hold
            if repeats:
                return
            if connection.new_at is None:
                self._changed.notify_all()
            connection.new_at = connection.read_at
            self._last = pixels if source.live else None
        frame = self._frame(source, pixels)
        with self._changed:
            if connection is not self._connection:
                return
            self._put_at = time.monotonic()
            self._times.append(self._put_at)
            self._frames += 1
            if self._kind != "live":
                self._kind, self._sentence = "live", tr("Live: {source}.").format(source=source_name(source.name))
                self._delay = self._limits.first_retry
            self._mailbox.put(frame)

    def _frame(self, source: FrameSource, pixels: NDArray[np.uint8]) -> Frame:
        develop = self.develop
        if develop is None:
            return Frame(pixels, source.name, known_cells=source.known_cells)
        try:
            developed, optics = develop(pixels)
            return Frame(developed, source.name, optics=optics, known_cells=source.known_cells)
        except Exception as error:
            logger.exception("The pictures of %s cannot be corrected.", source.name)
            words = tr(
                "{source} gives pictures, but they cannot be corrected by the station's calibration ({error}). "
                "Calibrate again, or choose another objective."
            )
            raise DevelopError(words.format(source=source_name(source.name), error=error)) from error

    def _fps(self) -> float:
        since = time.monotonic() - FPS_WINDOW
        recent = [t for t in self._times if t >= since]
        span = recent[-1] - recent[0] if recent else 0.0
        return (len(recent) - 1) / span if span > FPS_WINDOW / 8 else 0.0  # from fewer it is chance


def _same(one: NDArray[np.uint8], two: NDArray[np.uint8] | None) -> bool:
    if two is None or not np.array_equal(one[::SAMPLING, ::SAMPLING], two[::SAMPLING, ::SAMPLING]):
        return False
    return np.array_equal(one, two)
