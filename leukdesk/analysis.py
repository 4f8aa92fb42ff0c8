"""What one picture goes through: read, looked at, classified, judged, and made into a record of the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.history.records import NewRecord, Record
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.judgement import Reference
from leukdesk.imaging.quality import Quality, assess
from leukdesk.imaging.reading import picture_size, read_picture
from leukdesk.imaging.remark import Remark, by_code
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import Prediction
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.inference.runtime import Classifier

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Timings:
    """Milliseconds of each part of an analysis.

    Attributes
    ----------
    read : float
        Reading the picture, its quality and its hash. Without the reading for a frame that was there already: in
        ``Station.analyse`` the rest runs beside ``infer``, on another core, so that the sum of the parts may be more
        than the time that passed.
    infer : float
        Resizing it and running the model.
    log : float
        Storing it; an equal share where several were stored together. Zero where it was not logged.
    """

    read: float
    infer: float
    log: float


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything known of one picture; ``record`` is None where it was not logged."""

    frame: Frame
    quality: Quality
    prediction: Prediction
    record: Record | None
    milliseconds: Timings

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """See :func:`remarks_of`."""
        return remarks_of(self.frame, self.quality)


@dataclass(frozen=True)
class Failure:
    """A file that has no result, by its whole path.

    ``code`` and ``message`` are those of the LeukdeskError; the code is "unexpected" for any other exception.
    """

    source: str
    code: str
    message: str


@dataclass(frozen=True, eq=False)
class Ready:
    """A picture that was read, assessed, hashed and resized."""

    frame: Frame
    quality: Quality
    model_input: NDArray[np.uint8]
    read_ms: float
    resize_seconds: float


@dataclass(frozen=True, eq=False)
class Answered:
    """A picture that was classified and waits to be logged."""

    frame: Frame
    quality: Quality
    prediction: Prediction
    read_ms: float


def remarks_of(frame: Frame, quality: Quality) -> tuple[Remark, ...]:
    """Return what a person should know of a picture: first what is wrong with it, then what reading it changed."""
    return (*quality.remarks, *frame.notes)


def quality_of(frame: Frame, package: ModelPackage | None, reference: Reference | None = None) -> Quality:
    """Return a picture's quality, for a model and against the station's own reference where there are such."""
    if package is None:
        return assess(frame.pixels, reference=reference)
    card = package.card
    return assess(frame.pixels, min_side=card.input_side, on_black=card.on_black, reference=reference)


def look_at(frame: Frame, package: ModelPackage, reference: Reference | None = None) -> tuple[Quality, float]:
    """Return a picture's quality, and the milliseconds that finding it and the picture's hash took."""
    started = time.perf_counter()
    quality = quality_of(frame, package, reference)
    _ = frame.sha256  # is kept by the frame; here, so that it does not delay the logging
    return quality, (time.perf_counter() - started) * 1000


def prepare(path: Path, package: ModelPackage) -> Ready:
    """Read a picture and make all that classifying and logging it needs.

    Raises
    ------
    PictureError
    """
    from leukdesk.inference.runtime import model_input

    started = time.perf_counter()
    frame = read_picture(path)
    quality, _ = look_at(frame, package)
    read = time.perf_counter()
    prepared = model_input(frame.pixels, package.card)
    return Ready(frame, quality, prepared, (read - started) * 1000, time.perf_counter() - read)


def classify(ready: Ready, classifier: Classifier) -> Answered:
    """Run the model on a picture that is ready for it."""
    prediction = classifier.classify_prepared(ready.model_input, ready.frame.id, spent=ready.resize_seconds)
    return judge(ready.frame, ready.quality, ready.read_ms, prediction)


def judge(frame: Frame, quality: Quality, read_ms: float, prediction: Prediction) -> Answered:
    """Join what the model says with what is known of the picture."""
    if any(remark.severity == "warning" for remark in quality.remarks):
        # However sure the model is: of a picture that is no smear, or too small or blurred, it can know nothing.
        prediction = replace(prediction, uncertain=True)
    return Answered(frame, quality, prediction, read_ms)


def or_failure(source: str, step: Callable[[], T]) -> T | Failure:
    """Do something with one picture; whatever goes wrong is told as that picture's failure."""
    try:
        return step()
    except LeukdeskError as problem:
        return Failure(source, problem.code, str(problem))
    except Exception as problem:
        return unexpected(source, problem)


def unexpected(source: str, problem: Exception) -> Failure:
    """Tell of an exception that nobody thought of, so that one odd picture does not stop thousands."""
    logger.error("'%s' could not be classified.", source, exc_info=problem)
    reason = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    return Failure(
        source,
        "unexpected",
        tr(
            "'{source}' could not be classified, for a reason that this program does not know ({reason}). Classify it "
            "by itself; if that fails too, leave it out and report it."
        ).format(source=source, reason=reason),
    )


def weight(path: Path) -> int:
    """Return how many bytes a picture's pixels will take, by its header; 0 where reading it will fail."""
    try:
        width, height = picture_size(path)
    except Exception:  # which reading it tells of
        return 0
    return width * height * 3


def new_record(answered: Answered, sample: str, operator: str, *, hands_free: bool = False) -> NewRecord:
    """Return what is logged of a picture."""
    frame, prediction = answered.frame, answered.prediction
    probabilities: Mapping[str, float] = {c.id: c.probability for c in prediction.classes}
    return NewRecord(
        time=datetime.now(UTC),
        sample=sample,
        operator=operator,
        source=frame.source,
        region=frame.region,
        picture_sha256=frame.sha256,
        width=frame.width,
        height=frame.height,
        model_id=prediction.model_id,
        model_version=prediction.model_version,
        model_sha256=prediction.model_sha256,
        probabilities=probabilities,
        label=prediction.top.id,
        uncertain=prediction.uncertain,
        quality=answered.quality.figures(),
        label_name=prediction.top.name,
        remarks=by_code(remarks_of(frame, answered.quality)),
        optics=frame.optics,
        hands_free=hands_free,
        look=frame.look,
    )
