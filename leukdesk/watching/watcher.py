"""A thread that looks at the newest live frame, again and again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from leukdesk.capture.mailbox import Mailbox
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.motion import FieldView
from leukdesk.station import Station
from leukdesk.watching.eye import Eye, Observation
from leukdesk.watching.hands_free import HandsFree
from leukdesk.watching.orders import Orders

_POLL_SECONDS = 0.1
# More often than this nobody reads bars; on two cores the window needs the time.
_LEAST_PERIOD = 0.05
# After so long without a frame a field counts as another one.
_GAP_SECONDS = 1.0


class Watcher:
    """Watches one mailbox at a time, on a plain thread of its own.

    Parameters
    ----------
    station : Station
    tell : callable
        Given each observation, on the watcher's thread; it has to be quick.
    failed : callable
        Given an exception, on the watcher's thread. Watching goes on when the orders change.
    """

    def __init__(
        self, station: Station, tell: Callable[[Observation], None], failed: Callable[[Exception], None]
    ) -> None:
        self._station, self._tell, self._failed = station, tell, failed
        self._changed = threading.Condition()  # guards what follows
        self._mailbox: Mailbox[Frame] | None = None
        self._orders = Orders()
        self._told: list[Callable[[HandsFree], None]] = []
        self._stopping = False
        self._failing: Orders | None = None
        self._eye = Eye(station)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """End, after the frame that is being looked at; False when that takes longer than ``timeout`` seconds."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def watch(self, mailbox: Mailbox[Frame] | None) -> None:
        """Look into this mailbox from now on; None to rest."""
        with self._changed:
            self._mailbox = mailbox
            self._changed.notify_all()

    def order(self, orders: Orders) -> None:
        """Change what is to be done."""
        with self._changed:
            self._orders = orders
            self._changed.notify_all()

    def captured(self, frame: Frame) -> None:
        """Tell that a field was captured by hand, so that it is not captured again."""
        self._tell_hands_free(lambda hands_free: hands_free.captured(frame.id, FieldView(frame.pixels)))

    def not_captured(self, frame: Frame) -> None:
        """Tell that a frame which was to be captured was not after all."""
        self._tell_hands_free(lambda hands_free: hands_free.not_captured(frame.id))

    def begin_anew(self, *, elsewhere: bool) -> None:
        """Forget the fields that were captured; see :meth:`HandsFree.begin_anew`."""
        self._tell_hands_free(lambda hands_free: hands_free.begin_anew(elsewhere=elsewhere))

    def _tell_hands_free(self, what: Callable[[HandsFree], None]) -> None:
        """Have something told between two frames, on the watcher's thread."""
        with self._changed:
            self._told.append(what)

    def _run(self) -> None:
        seen: Frame | None = None
        looked = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._has_work())
                if self._stopping:
                    return
                mailbox, orders = self._mailbox, self._orders
                told, self._told = self._told, []
            assert mailbox is not None
            frame = mailbox.get(_POLL_SECONDS, newer_than=seen)
            began = time.monotonic()
            for each in told:
                each(self._eye.hands_free)
            if frame is None:
                continue
            seen = frame
            if began - looked > _GAP_SECONDS:
                self._eye.forget()
            try:
                self._tell(self._eye.look(frame, orders, began))
                self._failing = None
            except Exception as problem:
                # What failed for one frame would fail for each, twenty times a second.
                self._failing = orders
                self._failed(problem)
            looked = time.monotonic()
            with self._changed:
                rest = began + _LEAST_PERIOD - time.monotonic()
                self._changed.wait_for(lambda: self._stopping, max(rest, 0.001))

    def _has_work(self) -> bool:
        return self._mailbox is not None and self._orders is not self._failing
