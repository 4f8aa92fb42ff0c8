"""One try at a source, on a thread of its own that can be left behind."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import Control, Value
from leukdesk.capture.source import FrameSource, ReconnectError, SourceError
from leukdesk.capture.source_name import source_name
from leukdesk.language import tr

logger = logging.getLogger(__name__)


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


Known = tuple[tuple[Control, ...], tuple[str, ...], str]


class Owner(Protocol):
    """What a connection asks of the grabber that made it, and tells it; called on the connection's thread."""

    def wanted_by(self, connection: Connection) -> Mapping[str, Value]:
        """Return all that was set, for opening."""
        ...

    def changes_for(self, connection: Connection) -> Mapping[str, Value]:
        """Return what has been set since; these are now being applied."""
        ...

    def changes_made(self, connection: Connection) -> None:
        """Take note that they are."""
        ...

    def publish(self, connection: Connection, source: FrameSource, pixels: NDArray[np.uint8]) -> None:
        """Take a picture; raises SourceError when it is to be the last of this connection."""
        ...


class Connection:
    """Opens a source and reads it until it is left, ends or fails.

    A call into a driver may never return: then this is left behind, and hands nothing out any more.

    Parameters
    ----------
    factory : callable returning FrameSource
    owner : Owner
    changed : Condition
        Notified when this is done.
    """

    def __init__(self, factory: Callable[[], FrameSource], owner: Owner, changed: threading.Condition) -> None:
        self.source: FrameSource | None = None
        self.leave = threading.Event()
        self.began = time.monotonic()
        self.opened = False
        self.first_read_at: float | None = None
        self.read_at: float | None = None
        self.new_at: float | None = None
        self.asked_at: float | None = self.began  # None while nothing is asked of the source
        self.done = False
        self.again = False  # done, and to be made anew without a pause
        self.fault: str | None = None
        self._factory, self._owner, self._changed = factory, owner, changed
        self._known: Known | None = None
        self.thread = threading.Thread(target=self._run, name="capture", daemon=True)

    @property
    def name(self) -> str:
        """What the source is called, for sentences."""
        return source_name(self.source.name) if self.source else tr("The source")

    @property
    def known(self) -> Known | None:
        """Controls, notes and key of the source, as long as it was connected; None when it never was.

        To be called while ``changed`` is held.
        """
        source = self.source
        if self._known is None and self.opened and source:
            return source.controls, source.notes, source.key
        return self._known

    def was_read(self) -> None:
        """Note that a picture has come, be it new or not."""
        self.read_at = time.monotonic()
        if self.first_read_at is None:
            self.first_read_at = self.read_at

    def _run(self) -> None:
        fault, again = None, False
        try:
            self.source = self._factory()
            if self.leave.is_set():  # making it took a while, and nobody waits for it any more
                return
            self.source.open(self._owner.wanted_by(self))
            self.opened = True
            self._read_all(self.source)
        except ReconnectError:
            again = True
            self._remember()
            if self.source:
                self.source.close()  # first: a camera can be opened once at a time
        except SourceError as error:
            fault = str(error)
        except Exception as error:
            logger.exception("%s failed in a way that it should not.", self.name)
            words = tr("{source} failed unexpectedly ({error}). Choose another source, or restart the program.")
            fault = words.format(source=self.name, error=error)
        self._remember()
        with self._changed:
            self.done, self.again, self.fault = True, again, fault
            self._changed.notify_all()
        if self.source:
            self.source.close()

    def _remember(self) -> None:
        """Keep what closing the source may make it forget."""
        with self._changed:
            self._known = self.known

    def _read_all(self, source: FrameSource) -> None:
        due = time.monotonic()
        while not self.leave.is_set():
            self.asked_at = time.monotonic()
            if changes := self._owner.changes_for(self):
                for control_id, value in changes.items():
                    source.change(control_id, value)
                self._owner.changes_made(self)
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
            self._owner.publish(self, source, pixels)

    def overdue(self, limits: Limits) -> tuple[str | None, float]:
        """Return what is wrong by the clock, if anything, and the time at which to look again."""
        if self.source and not self.source.live:
            return self._overdue_film(limits)
        name = self.name
        if self.read_at is None or self.first_read_at is None:
            until = self.began + limits.opening
            fault = tr(
                "{source} has given no picture for {seconds:g} seconds. Check that it is connected and switched on, or "
                "choose another source."
            ).format(source=name, seconds=limits.opening)
        elif self.new_at is None and self.first_read_at + limits.repeats < self.read_at + limits.silence:
            until = self.first_read_at + limits.repeats
            words = tr("{source} still repeats one old picture. Switch the camera off and on again.")
            fault = words.format(source=name)
        elif self.new_at is None or self.read_at + limits.silence <= self.new_at + limits.repeats:
            until = self.read_at + limits.silence
            words = tr("{source} has sent no picture for {seconds:g} seconds. Check its cable and its power.")
            fault = words.format(source=name, seconds=limits.silence)
        else:
            until = self.new_at + limits.repeats
            fault = tr(
                "{source} has repeated one picture for {seconds:g} seconds. Check its cable; if this stays, switch the "
                "camera off and on again."
            ).format(source=name, seconds=limits.repeats)
        return (fault if time.monotonic() >= until else None), until

    def _overdue_film(self, limits: Limits) -> tuple[str | None, float]:
        """A film or a rendered scene has its own pace, but a drive or a network folder may never answer."""
        until = (self.asked_at or time.monotonic()) + limits.opening
        if time.monotonic() < until:
            return None, until
        words = tr(
            "{source} has given no picture for {seconds:g} seconds. Check that its drive or network folder is still "
            "connected, or choose another source."
        )
        return words.format(source=self.name, seconds=limits.opening), until
