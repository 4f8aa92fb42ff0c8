"""A station's services put together, without a window: what the command line and the window both use."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from leukdesk.analysis import (
    Analysis,
    Answered,
    Failure,
    Ready,
    Timings,
    classify,
    judge,
    look_at,
    new_record,
    or_failure,
    prepare,
    unexpected,
    weight,
)
from leukdesk.calibration.focus_book import FocusBook
from leukdesk.calibration.store import CalibrationStore
from leukdesk.errors import LeukdeskError
from leukdesk.history.database import versions
from leukdesk.history.errors import HistoryBusyError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.packages import note_packages
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.people.operators import Operators
from leukdesk.history.plain import typed
from leukdesk.history.records import Record
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.store import History
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.judgement import Reference
from leukdesk.imaging.optics import Optics
from leukdesk.imaging.reading import whole
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import RefusedPackage
from leukdesk.inference.stick.errors import InstalledError
from leukdesk.inference.stick.installed import Installed
from leukdesk.language import tr
from leukdesk.paths import DataPaths, bundled_models
from leukdesk.pipeline import Limits, Pipeline

if TYPE_CHECKING:
    from leukdesk.inference.runtime import Classifier

_KEPT = 2  # classifiers that a thread keeps
RGB = tuple[float, float, float]
T = TypeVar("T")


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
        Why there is no log although there should be one, or why it can only be read.

    Attributes
    ----------
    log_problem : LeukdeskError, optional
        As above; None again as soon as there is room, after which results are logged.
    house : Laboratory, optional
        Who may work here, as it was when the station was opened; None where that could not be read.
    """

    def __init__(
        self, paths: DataPaths, catalog: Catalog, history: History | None, log_problem: LeukdeskError | None = None
    ) -> None:
        self.paths = paths
        self.catalog = catalog
        self.history = history
        self.log_problem = log_problem
        self.operators = Operators(history) if history is not None else None
        self.house = _people(self.operators)
        self.calibrations = CalibrationStore(paths.calibrations)
        self._focus_book = FocusBook(paths.calibrations)
        self._backgrounds: dict[str, RGB | None] = {}
        self._classifiers = threading.local()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="assess")

    @classmethod
    def open(cls, paths: DataPaths, *, need_log: bool = True) -> Self:
        """Open a station; loads no model.

        Parameters
        ----------
        need_log : bool
            Fail without a log that can be written. Otherwise the station opens without one, or with one that can only
            be read, and ``log_problem`` says why.

        Raises
        ------
        LeukdeskError
            The data folder or the log cannot be used, and ``need_log`` is set.
        """
        catalog = read_catalog(paths)
        history: History | None = None
        try:
            history = open_history(paths)
            history.require_writable()
            history.note(NewEvent(Kind.STARTED, new=versions()))
            Installed(paths.installed_models).clear_up()
            return cls(paths, catalog, history)
        except LeukdeskError as problem:
            if need_log:
                if history is not None:
                    history.close()
                raise
            return cls(paths, catalog, history, problem)

    @classmethod
    def without_log(cls, paths: DataPaths) -> Self:
        """Open a station that logs nothing and does not touch the data folder."""
        return cls(paths, read_catalog(paths), None)

    def with_log_closed(self, work: Callable[[], T]) -> T:
        """Do something with the log's file while it is closed here, and open it again; no job may be using it.

        Raises
        ------
        LeukdeskError
            What ``work`` raised, else why the log cannot be opened again. ``log_problem`` says whether there is one.
        """
        if self.history is not None:
            self.history.close()
        self.history = self.operators = None
        try:
            answer = work()
        except BaseException:
            with suppress(LeukdeskError):  # what went wrong first is told, and the second is in `log_problem`
                self._open_log()
            raise
        self._open_log()
        return answer

    def _open_log(self) -> None:
        try:
            self.history = open_history(self.paths)
        except LeukdeskError as problem:
            self.log_problem = problem
            raise
        self.operators = Operators(self.history)
        self.log_problem = self.history.writable_problem

    def close(self) -> None:
        """Close the log, and keep what was learnt of the focus."""
        self._beside.shutdown()
        self._focus_book.close()
        if self.history is not None:
            if self.log_problem is None:
                with suppress(LeukdeskError):  # a disk that is full: nobody is there any more to be told
                    self.history.note(NewEvent(Kind.CLOSED))
            self.history.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note_packages(self) -> None:
        """Note in the log which models are there, where they are not those of the last time.

        Raises
        ------
        HistoryError
        """
        cards = [package.card for package in self.catalog.packages]
        if self.history is not None:
            note_packages(self.history, {card.id: {"version": card.version, "sha256": card.sha256} for card in cards})

    def renew_catalog(self) -> None:
        """Look anew which models there are: some were installed or removed.

        A classifier of a package that is gone is never asked again; one of a package that is as it was goes on. Whoever
        calls this sees to it that nobody counts or classifies with a model that changes.
        """
        self.catalog = read_catalog(self.paths)

    def classifier(self, model_id: str) -> Classifier:
        """Return the calling thread's classifier, loading it at its first use.

        A thread keeps the two it used last: one of cells and one of fields may answer side by side, and switching
        models does not fill the memory.

        Raises
        ------
        UnknownModelError
        ModelLoadError
        """
        # Here, since a window that opens and a list that is printed need no runtime.
        from leukdesk.inference.runtime import Classifier

        package = self.catalog.get(model_id)
        kept: tuple[Classifier, ...] = getattr(self._classifiers, "kept", ())
        mine = next((each for each in kept if each.package == package), None)
        others = tuple(each for each in kept if each is not mine)[: _KEPT - 1]
        self._classifiers.kept = others  # room is made before another one is loaded
        del kept
        if mine is None:
            mine = Classifier(package)
        self._classifiers.kept = (mine, *others)
        return mine

    def reference(self, frame: Frame) -> Reference:
        """Return what this station's pictures are like at their best, through the optics of a frame."""
        optics = frame.optics
        if optics is None:
            return Reference()
        return Reference(
            self._focus_book.best(optics.camera, optics.objective),
            self._background(optics),
            optics.flat_field,
            optics.white_balance,
        )

    def learn_sharpness(self, frame: Frame, sharpness: float) -> None:
        """Take note of how sharp a good frame of a camera is; told again by :meth:`reference`."""
        if frame.optics is not None:
            self._focus_book.learn(frame.optics.camera, frame.optics.objective, sharpness)

    def forget_sharpness(self, camera: str, objective: str) -> None:
        """Learn anew how sharp a camera is with an objective: to be called when the two were calibrated."""
        self._focus_book.forget(camera, objective)

    def _background(self, optics: Optics) -> RGB | None:
        """Return the colour that the background of such frames should have."""
        if optics.calibration not in self._backgrounds:
            found = next((each for each in self.calibrations.all() if each.id == optics.calibration), None)
            background = None if found is None else found.background
            if found is not None and background is not None and found.white is not None and optics.white_balance:
                (red, green, blue), factors = background, found.white
                background = (red * factors[0], green * factors[1], blue * factors[2])
            self._backgrounds[optics.calibration] = background
        return self._backgrounds[optics.calibration]

    def analyse(
        self,
        frame: Frame,
        model_id: str,
        *,
        sample: str = "",
        operator: str = "",
        region: Region | None = None,
        log: bool = True,
        hands_free: bool = False,
    ) -> Analysis:
        """Assess, classify and log one picture, or the part of it inside ``region``.

        Raises
        ------
        LeukdeskError
            There is no result then, and nothing is in the log.
        ValueError
            The region does not overlap the picture.
        """
        sample, operator = typed(sample, tr("The sample code")), self.working(operator, log=log)
        classifier = self.classifier(model_id)
        frame = frame if region is None else frame.cut(region)
        # On a second core the picture is assessed while the model runs.
        assessed = self._beside.submit(look_at, frame, classifier.package, self.reference(frame))
        prediction = classifier.classify(frame)
        answered = judge(frame, *assessed.result(), prediction)
        return self._log([answered], sample, operator, log=log, hands_free=hands_free)[0]

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
            At once for a model that is not there, for an operator who does not work here, and for a sample code or a
            name that no log should hold. While iterating, after the results before it, for what concerns every file: a
            model that cannot be loaded, a disk that is full, a log that cannot be written. What is wrong with a single
            file, however unexpected, comes as a :class:`Failure` between the results, and so does a log that another
            program holds, for that passes.
        """
        package = self.catalog.get(model_id)
        sample, operator = typed(sample, tr("The sample code")), self.working(operator, log=log)

        def prepare_file(path: Path) -> Ready | Failure:
            return or_failure(str(whole(path)), lambda: prepare(path, package))

        def classify_ready(ready: Ready | Failure) -> Answered | Failure:
            classifier = self.classifier(model_id)
            if isinstance(ready, Failure):
                return ready
            return or_failure(ready.frame.source, lambda: classify(ready, classifier))

        def store(answered: Sequence[Answered]) -> list[Analysis | Failure]:
            try:
                return [*self._log(answered, sample, operator, log=log)]
            except HistoryBusyError as problem:
                # Rows go in together or not at all, so none of the group is in the log.
                return [Failure(one.frame.source, problem.code, str(problem)) for one in answered]
            except LeukdeskError:
                raise
            except Exception as problem:
                if len(answered) == 1:
                    return [unexpected(answered[0].frame.source, problem)]
                # The odd one must not take the others with it.
                return [outcome for one in answered for outcome in store([one])]

        def finish(group: Sequence[Answered | Failure]) -> list[Analysis | Failure]:
            outcomes = iter(store([one for one in group if isinstance(one, Answered)]))
            return [one if isinstance(one, Failure) else next(outcomes) for one in group]

        limits = Limits(preparers=max(1, (os.cpu_count() or 2) - 1))
        return Pipeline(files, prepare_file, weight, classify_ready, finish, limits).results(cancelled)

    def working(self, operator: str, *, log: bool) -> str:
        """Return the name that goes into the log; where a list of operators is kept it is one of that list."""
        operator = typed(operator, tr("The operator's name"))
        return self.operators.working(operator) if log and self.operators is not None else operator

    def can_log(self) -> bool:
        """Tell whether results are logged; a log that could only be read is tried again."""
        if self.history is None:
            return False
        if self.log_problem is not None:
            try:
                self.history.require_writable()
                self.history.note(NewEvent(Kind.STARTED, new=versions()))
            except LeukdeskError as problem:
                self.log_problem = problem
                return False
            self.log_problem = None
        return True

    def _log(
        self, answered: Sequence[Answered], sample: str, operator: str, *, log: bool, hands_free: bool = False
    ) -> list[Analysis]:
        """Log several results in one transaction."""
        start = time.perf_counter()
        records: Sequence[Record | None] = [None] * len(answered)
        if log and answered and self.can_log() and self.history is not None:
            records = self.history.append_many(
                [(new_record(one, sample, operator, hands_free=hands_free), one.frame.pixels) for one in answered]
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


def _people(operators: Operators | None) -> Laboratory | None:
    try:
        return Laboratory() if operators is None else operators.laboratory()
    except LeukdeskError:
        return None


def read_catalog(paths: DataPaths) -> Catalog:
    """Return the catalog of a station: the program's packages, those that were installed, then the user's own."""
    folders = [bundled_models(), paths.models]
    installed = Installed(paths.installed_models)
    try:
        return Catalog(folders, installed.in_use(), former=installed.former())
    except InstalledError as problem:
        return Catalog(folders, refused=[RefusedPackage(installed.folder, installed.folder.name, str(problem))])
