"""A thread that looks at the newest live frame, again and again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from leukdesk.analysis import judge, quality_of
from leukdesk.capture.mailbox import Mailbox
from leukdesk.imaging.focus import STANDARD_SIDE
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.motion import FieldView
from leukdesk.imaging.quality import Quality
from leukdesk.imaging.resizing import reduced
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import Prediction
from leukdesk.station import Station
from leukdesk.watching.hands_free import HandsFree, Verdict
from leukdesk.watching.sensitivity import Sensitivity
from leukdesk.watching.stillness import Stillness
from leukdesk.watching.suggesting import RunningMean

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.1
# More often than this nobody reads bars; on two cores the window needs the time.
_LEAST_PERIOD = 0.05
# The quality takes as long to measure as a model to run, and figures that change faster cannot be read.
_QUALITY_PERIOD = 0.12
# After a pause so long a field counts as another one.
_GAP_SECONDS = 1.0
# What a field has to have before the station learns from its sharpness: blurred fields would teach it nothing.
_LEARN_AFTER = 0.3


@dataclass(frozen=True)
class Orders:
    """What is to be done with live frames.

    Attributes
    ----------
    package : ModelPackage, optional
        The model that is chosen; its needs are also what the picture's quality is judged by.
    suggest : bool
        Whether it is to run.
    every : float
        Seconds between two suggestions at least; 0 for as often as the machine allows.
    average : bool
        Give the mean over the frames of a field at rest.
    hands_free : Sensitivity, optional
        Capture by itself; None for not at all.
    """

    package: ModelPackage | None = None
    suggest: bool = False
    every: float = 0.0
    average: bool = False
    hands_free: Sensitivity | None = None


@dataclass(frozen=True, eq=False)
class Observation:
    """What was seen in one frame.

    Attributes
    ----------
    quality : Quality
        Of this frame, or of one shortly before.
    still : float
        Seconds for which the stage has been at rest.
    prediction : Prediction, optional
        Only where a suggestion was due; ``averaged`` tells over how many frames.
    verdict : Verdict, optional
        Only in hands-free capture, where the quality is that of this very frame.
    """

    frame: Frame
    quality: Quality
    still: float
    prediction: Prediction | None
    averaged: int
    verdict: Verdict | None


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
        self._eye = _Eye(station)
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

    def begin_anew(self) -> None:
        """Forget the fields that were captured: another slide."""
        self._tell_hands_free(HandsFree.begin_anew)

    def _tell_hands_free(self, what: Callable[[HandsFree], None]) -> None:
        """Have something told between two frames, on the watcher's thread."""
        with self._changed:
            self._told.append(what)

    def _run(self) -> None:
        seen: Frame | None = None
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
            try:
                self._tell(self._eye.look(frame, orders, began))
                self._failing = None
            except Exception as problem:
                # What failed for one frame would fail for each, twenty times a second.
                self._failing = orders
                self._failed(problem)
            with self._changed:
                rest = began + _LEAST_PERIOD - time.monotonic()
                self._changed.wait_for(lambda: self._stopping, max(rest, 0.001))

    def _has_work(self) -> bool:
        return self._mailbox is not None and self._orders is not self._failing


class _Eye:
    """What is kept from one frame to the next."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._stillness, self._mean, self.hands_free = Stillness(), RunningMean(), HandsFree()
        self._last = self._suggested = self._measured = -_GAP_SECONDS
        self._quality: Quality | None = None
        self._source = ""

    def look(self, frame: Frame, orders: Orders, at: float) -> Observation:
        """Look at one frame.

        Raises
        ------
        LeukdeskError
            The model cannot be loaded or gives no usable answer.
        """
        if at - self._last > _GAP_SECONDS or frame.source != self._source:
            self._stillness.forget()
            self._quality = None
        self._last, self._source = at, frame.source
        view = FieldView(reduced(frame.pixels, STANDARD_SIDE))
        still = self._stillness.seconds(view, at)
        if still == 0:
            self._mean.clear()
        quality, verdict = self._quality, None
        if quality is None or at - self._measured >= _QUALITY_PERIOD:
            quality, verdict = self._measure(frame, view, still, orders, at)
            self._quality, self._measured = quality, at
        prediction = self._suggestion(frame, quality, orders, at)
        return Observation(frame, quality, still, prediction, self._mean.frames, verdict)

    def _measure(
        self, frame: Frame, view: FieldView, still: float, orders: Orders, at: float
    ) -> tuple[Quality, Verdict | None]:
        reference = self._station.reference(frame)
        quality = quality_of(frame, orders.package, reference)
        if still > _LEARN_AFTER and not quality.remarks:
            self._station.learn_sharpness(frame, quality.sharpness)
        if orders.hands_free is None:
            return quality, None
        verdict = self.hands_free.judge(view, quality, reference, still, at, orders.hands_free)
        if verdict.capture:
            self.hands_free.captured(frame.id, view)
        return quality, verdict

    def _suggestion(self, frame: Frame, quality: Quality, orders: Orders, at: float) -> Prediction | None:
        if not orders.suggest or orders.package is None or at - self._suggested < orders.every:
            return None
        self._suggested = at
        classifier = self._station.classifier(orders.package.id)
        prediction = judge(frame, quality, 0.0, classifier.classify(frame)).prediction
        if not orders.average:
            self._mean.clear()
        return self._mean.add(prediction, orders.package.card.uncertain_below)
