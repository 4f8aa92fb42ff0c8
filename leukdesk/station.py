"""A station's services put together, without a window: what the command line and the window both use."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.history.errors import HistoryBusyError
from leukdesk.history.records import NewRecord, Record
from leukdesk.history.store import History
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.quality import Quality, assess
from leukdesk.imaging.reading import picture_size, read_picture, whole
from leukdesk.imaging.remark import Remark, by_code
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.prediction import Prediction
from leukdesk.paths import DataPaths, bundled_models
from leukdesk.pipeline import Limits, Pipeline

if TYPE_CHECKING:
    from leukdesk.inference.runtime import Classifier

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Timings:
    """Milliseconds of each part of an analysis.

    Attributes
    ----------
    read : float
        Reading the picture, its quality and its hash. Without the reading for a frame that was there already.
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
class _Ready:
    """A picture that was read, assessed, hashed and resized."""

    frame: Frame
    quality: Quality
    model_input: NDArray[np.uint8]
    read_ms: float
    resize_seconds: float


@dataclass(frozen=True, eq=False)
class _Answered:
    """A picture that was classified and waits to be logged."""

    frame: Frame
    quality: Quality
    prediction: Prediction
    read_ms: float


class Station:
    """The catalog, the log and the classifiers of one data folder.

    Its methods may be called from any thread.

    Parameters
    ----------
    paths : DataPaths
    catalog : Catalog
    history : History, optional
        None where nothing is to be logged.
    log_problem : LeukdeskError, optional
        Why there is no log although there should be one.
    """

    def __init__(
        self, paths: DataPaths, catalog: Catalog, history: History | None, log_problem: LeukdeskError | None = None
    ) -> None:
        self.paths = paths
        self.catalog = catalog
        self.history = history
        self.log_problem = log_problem
        self._classifiers = threading.local()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="assess")

    @classmethod
    def open(cls, paths: DataPaths, *, need_log: bool = True) -> Self:
        """Open a station; loads no model.

        Parameters
        ----------
        need_log : bool
            Fail without a log. Otherwise the station opens without one, and ``log_problem`` says why.

        Raises
        ------
        LeukdeskError
            The data folder or the log cannot be used, and ``need_log`` is set.
        """
        catalog = read_catalog(paths)
        try:
            paths.create()
            return cls(paths, catalog, History(paths))
        except LeukdeskError as problem:
            if need_log:
                raise
            return cls(paths, catalog, None, problem)

    @classmethod
    def without_log(cls, paths: DataPaths) -> Self:
        """Open a station that logs nothing and does not touch the data folder."""
        return cls(paths, read_catalog(paths), None)

    def close(self) -> None:
        """Close the log."""
        self._beside.shutdown()
        if self.history is not None:
            self.history.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def classifier(self, model_id: str) -> Classifier:
        """Return the calling thread's classifier, loading it at its first use.

        A thread keeps the one it used last, so that switching models does not fill the memory.

        Raises
        ------
        UnknownModelError
        ModelLoadError
        """
        # Here, since a window that opens and a list that is printed need no runtime.
        from leukdesk.inference.runtime import Classifier

        package = self.catalog.get(model_id)
        kept: Classifier | None = getattr(self._classifiers, "kept", None)
        if kept is None or kept.package is not package:
            self._classifiers.kept = None
            kept = self._classifiers.kept = Classifier(package)
        return kept

    def analyse(
        self,
        frame: Frame,
        model_id: str,
        *,
        sample: str = "",
        operator: str = "",
        region: Region | None = None,
        log: bool = True,
    ) -> Analysis:
        """Assess, classify and log one picture, or the part of it inside ``region``.

        Raises
        ------
        LeukdeskError
            There is no result then, and nothing is in the log.
        ValueError
            The region does not overlap the picture.
        """
        classifier = self.classifier(model_id)
        frame = frame if region is None else frame.cut(region)
        # On a second core the picture is assessed while the model runs.
        assessed = self._beside.submit(_assess, frame, classifier.package)
        prediction = classifier.classify(frame)
        answered = _judged(frame, *assessed.result(), prediction)
        return self._log([answered], sample, operator, log=log)[0]

    def analyse_files(
        self,
        files: Iterable[Path],
        model_id: str,
        *,
        sample: str = "",
        operator: str = "",
        log: bool = True,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Generator[Analysis | Failure, None, None]:
        """Analyse files, one being read and one being logged while another is classified.

        Results come in the order of the files. One that is yielded is in the log, durable; a cancel leaves in the log
        exactly what was yielded. Closing the iterator stops its threads within 5 seconds.

        Raises
        ------
        LeukdeskError
            At once for a model that is not there. While iterating, after the results before it, for what concerns
            every file: a model that cannot be loaded, a disk that is full, a log that cannot be written.
            What is wrong with a single file, however unexpected, comes as a :class:`Failure` between the results, and
            so does a log that another program holds, for that passes.
        """
        package = self.catalog.get(model_id)

        def prepare(path: Path) -> _Ready | Failure:
            try:
                return _prepare(path, package)
            except LeukdeskError as problem:
                return Failure(str(whole(path)), problem.code, str(problem))
            except Exception as problem:
                return _unexpected(str(whole(path)), problem)

        def classify(ready: _Ready | Failure) -> _Answered | Failure:
            classifier = self.classifier(model_id)
            if isinstance(ready, Failure):
                return ready
            try:
                return _classify(ready, classifier)
            except LeukdeskError as problem:
                return Failure(ready.frame.source, problem.code, str(problem))
            except Exception as problem:
                return _unexpected(ready.frame.source, problem)

        def store(answered: Sequence[_Answered]) -> list[Analysis | Failure]:
            try:
                return [*self._log(answered, sample, operator, log=log)]
            except HistoryBusyError as problem:
                # Rows go in together or not at all, so none of the group is in the log.
                return [Failure(one.frame.source, problem.code, str(problem)) for one in answered]
            except LeukdeskError:
                raise
            except Exception as problem:
                if len(answered) == 1:
                    return [_unexpected(answered[0].frame.source, problem)]
                # The odd one must not take the others with it.
                return [outcome for one in answered for outcome in store([one])]

        def finish(group: Sequence[_Answered | Failure]) -> list[Analysis | Failure]:
            outcomes = iter(store([one for one in group if isinstance(one, _Answered)]))
            return [one if isinstance(one, Failure) else next(outcomes) for one in group]

        limits = Limits(preparers=max(1, (os.cpu_count() or 2) - 1))
        return Pipeline(files, prepare, _weight, classify, finish, limits).results(cancelled)

    def _log(self, answered: Sequence[_Answered], sample: str, operator: str, *, log: bool) -> list[Analysis]:
        """Log several results in one transaction."""
        start = time.perf_counter()
        records: Sequence[Record | None] = [None] * len(answered)
        if log and self.history is not None and answered:
            records = self.history.append_many(
                [(_new_record(one, sample, operator), one.frame.pixels) for one in answered]
            )
            share = (time.perf_counter() - start) * 1000 / len(answered)
        else:
            share = 0.0
        return [
            Analysis(
                one.frame, one.quality, one.prediction, record, Timings(one.read_ms, one.prediction.milliseconds, share)
            )
            for one, record in zip(answered, records, strict=True)
        ]


def remarks_of(frame: Frame, quality: Quality) -> tuple[Remark, ...]:
    """Return what a person should know of a picture: first what is wrong with it, then what reading it changed."""
    return (*quality.remarks, *frame.notes)


def read_catalog(paths: DataPaths) -> Catalog:
    """Return the catalog of a station: the program's packages, then the user's own."""
    return Catalog([bundled_models(), paths.models])


def _assess(frame: Frame, package: ModelPackage) -> tuple[Quality, float]:
    """Return a picture's quality, and the milliseconds that finding it and the picture's hash took."""
    started = time.perf_counter()
    quality = assess(frame.pixels, min_side=min(package.card.input_height, package.card.input_width))
    _ = frame.sha256  # is kept by the frame; here, so that it does not delay the logging
    return quality, (time.perf_counter() - started) * 1000


def _prepare(path: Path, package: ModelPackage) -> _Ready:
    from leukdesk.inference.runtime import model_input

    started = time.perf_counter()
    frame = read_picture(path)
    quality, _ = _assess(frame, package)
    read = time.perf_counter()
    prepared = model_input(frame.pixels, package.card)
    return _Ready(frame, quality, prepared, (read - started) * 1000, time.perf_counter() - read)


def _classify(ready: _Ready, classifier: Classifier) -> _Answered:
    prediction = classifier.classify_prepared(ready.model_input, ready.frame.id, spent=ready.resize_seconds)
    return _judged(ready.frame, ready.quality, ready.read_ms, prediction)


def _judged(frame: Frame, quality: Quality, read_ms: float, prediction: Prediction) -> _Answered:
    if any(remark.severity == "warning" for remark in quality.remarks):
        # However sure the model is: of a picture that is no smear, or too small or blurred, it can know nothing.
        prediction = replace(prediction, uncertain=True)
    return _Answered(frame, quality, prediction, read_ms)


def _unexpected(source: str, problem: Exception) -> Failure:
    """Tell of an exception that nobody thought of, so that one odd picture does not stop thousands."""
    logger.error("'%s' could not be classified.", source, exc_info=problem)
    reason = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
    return Failure(
        source,
        "unexpected",
        f"'{source}' could not be classified, for a reason that this program does not know ({reason}). Classify it by "
        "itself; if that fails too, leave it out and report it.",
    )


def _weight(path: Path) -> int:
    """Return how many bytes a picture's pixels will take, by its header; 0 where reading it will fail."""
    try:
        width, height = picture_size(path)
    except Exception:  # which reading it tells of
        return 0
    return width * height * 3


def _new_record(answered: _Answered, sample: str, operator: str) -> NewRecord:
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
    )
