"""What is seen in one live frame after the other."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.analysis import judge, quality_of
from leukdesk.imaging.focus import STANDARD_SIDE
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.motion import FieldView
from leukdesk.imaging.quality import Quality
from leukdesk.imaging.resizing import reduced
from leukdesk.inference.prediction import Prediction
from leukdesk.station import Station
from leukdesk.watching.cell_search import CellSearch, CellsSeen
from leukdesk.watching.hands_free import HandsFree, Verdict
from leukdesk.watching.orders import Orders
from leukdesk.watching.stillness import Stillness
from leukdesk.watching.suggesting import RunningMean

# The quality takes as long to measure as a model to run, and figures that change faster cannot be read.
_QUALITY_PERIOD = 0.12
# What a field has to have before the station learns from its sharpness: blurred fields would teach it nothing.
_LEARN_AFTER = 0.3


@dataclass(frozen=True, eq=False)
class Observation:
    """What was seen in one frame.

    Attributes
    ----------
    orders : Orders
        By which it was looked at.
    quality : Quality
        Of this frame, or of one shortly before.
    prediction : Prediction, optional
        Only where a suggestion was due; ``averaged`` tells over how many frames.
    verdict : Verdict, optional
        Only in hands-free capture, where the quality is that of this very frame.
    cells : CellsSeen, optional
        Only for a model of cells, and while the stage is at rest: of this frame, or of one shortly before.
    """

    frame: Frame
    orders: Orders
    quality: Quality
    prediction: Prediction | None
    averaged: int
    verdict: Verdict | None
    cells: CellsSeen | None = None


class Eye:
    """Looks at one frame after the other, and keeps what has to be kept between them.

    Parameters
    ----------
    station : Station
    """

    def __init__(self, station: Station) -> None:
        self._station = station
        self._stillness, self._mean, self.hands_free = Stillness(), RunningMean(), HandsFree()
        self._suggested = self._measured = 0.0
        self._quality: Quality | None = None
        self._source = ""
        self._searching = CellSearch(station)

    def forget(self) -> None:
        """Begin anew after a gap: the next frame may show another field."""
        self._stillness.forget()
        self._searching.forget()
        self._quality = None

    def look(self, frame: Frame, orders: Orders, at: float) -> Observation:
        """Look at one frame.

        Parameters
        ----------
        frame : Frame
        orders : Orders
        at : float
            When it is looked at, in seconds of a clock that only goes forward.

        Raises
        ------
        LeukdeskError
            The model cannot be loaded or gives no usable answer.
        """
        if frame.source != self._source:
            self.forget()
        self._source = frame.source
        view = FieldView(reduced(frame.pixels, STANDARD_SIDE))
        still = self._stillness.seconds(view, at)
        if still == 0:
            self._mean.clear()
        quality, verdict = self._quality, None
        if quality is None or at - self._measured >= _QUALITY_PERIOD:
            quality, verdict = self._measure(frame, view, still, orders, at)
            self._quality, self._measured = quality, at
        # A frame that is captured is classified then; a model that fails here must not lose the capture.
        due = verdict is not None and verdict.capture
        prediction = None if due else self._suggestion(frame, quality, orders, at)
        cells = self._searching.look(frame, orders, quality, still, at)
        return Observation(frame, orders, quality, prediction, self._mean.frames, verdict, cells)

    def _measure(
        self, frame: Frame, view: FieldView, still: float, orders: Orders, at: float
    ) -> tuple[Quality, Verdict | None]:
        reference = self._station.reference(frame)
        quality = quality_of(frame, None if orders.of_cells else orders.package, reference)
        if still > _LEARN_AFTER and not any(remark.severity == "warning" for remark in quality.remarks):
            self._station.learn_sharpness(frame, quality.sharpness)
        if orders.hands_free is None:
            return quality, None
        verdict = self.hands_free.judge(view, quality, reference, still, at, orders.hands_free)
        if verdict.capture:
            self.hands_free.captured(frame.id, view)
        return quality, verdict

    def _suggestion(self, frame: Frame, quality: Quality, orders: Orders, at: float) -> Prediction | None:
        if not orders.suggest or orders.package is None or orders.of_cells or at - self._suggested < orders.every:
            return None
        self._suggested = at
        classifier = self._station.classifier(orders.package.id)
        prediction = judge(frame, quality, 0.0, classifier.classify(frame)).prediction
        if not orders.average:
            self._mean.clear()
        return self._mean.add(prediction, orders.package.card.uncertain_below)
