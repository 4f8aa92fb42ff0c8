"""Counting the cells of a slide, field by field: found, named, compared with those counted before, and logged."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leukdesk.analysis import Failure, or_failure
from leukdesk.cell_analysis import FieldAnalysis, NamedCell, analyse_field, cell_package
from leukdesk.cell_records import LoggedField, new_cell_record
from leukdesk.differential.same_cell import SeenCells
from leukdesk.errors import LeukdeskError
from leukdesk.history.errors import HistoryBusyError, HistoryError
from leukdesk.history.plain import typed
from leukdesk.history.records import Record
from leukdesk.history.sessions import FieldCountedError, FieldFacts, ModelChangedError, Session, SessionPlan, Sessions
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.runtime import ModelAnswerError
from leukdesk.station import Station


class NothingKeptError(LeukdeskError):
    """There is no log, and a session is what the log has of it."""

    code = "no-log"

    def __init__(self) -> None:
        super().__init__(
            "A slide session needs the log, which cannot be written now. The message about the log says why."
        )


@dataclass(frozen=True, eq=False)
class CountedField(LoggedField):
    """A field that was counted, durable; cells that were counted before have no record, as those that an edge cuts.

    Attributes
    ----------
    seen_before : tuple of bool
        For each of its cells, whether an earlier field has shown it.
    session : Session
        As it stands with this field.
    """

    seen_before: tuple[bool, ...]
    session: Session


class SlideCounter:
    """One slide session that goes on. Any thread may use it; fields are counted one after the other.

    Parameters
    ----------
    station : Station
    session_id : str
        Of a session that was begun, paused, or left by a crash: the fields in the log are read, so that none of their
        cells is counted again.

    Raises
    ------
    NothingKeptError, UnknownModelError, FieldModelError, ModelChangedError, HistoryError
        It cannot go on, and why.
    """

    def __init__(self, station: Station, session_id: str) -> None:
        self.station = station
        self.sessions = sessions_of(station)
        self.session = self.sessions.get(session_id)
        self.package = package_of(station, self.session)
        self._seen = SeenCells()
        self._alone = threading.Lock()
        self._remember()

    @property
    def complete(self) -> bool:
        """Whether as many cells are counted as were meant to be."""
        return self.session.cells >= self.session.plan.target

    def add(
        self, frame: Frame, operator: str = "", *, found: FieldCells | None = None, hands_free: bool = False
    ) -> CountedField:
        """Count the cells of one more field; when this returns, they are in the log.

        Parameters
        ----------
        found : FieldCells, optional
            Its cells, where they were found before and perhaps edited.

        Raises
        ------
        LeukdeskError
            Nothing of the field was counted or logged: the same picture was counted before, the session has ended, the
            disk is full, the model failed.
        """
        with self._alone:
            operator = self._working(operator)
            classifier = self.station.classifier(self.package.id)
            analysis = analyse_field(frame, classifier, self.station.reference(frame), found=found)
            whole = [each for each in analysis.cells if not each.cell.cut]
            sight = self._seen.look(frame.pixels, [each.cell for each in whole])
            before = {each.cell: is_known for each, is_known in zip(whole, sight.before, strict=True)}
            new = [each for each in whole if not before[each.cell]]
            facts = FieldFacts(
                picture_sha256=frame.sha256,
                seen_before=sum(sight.before),
                cut=len(analysis.cells) - len(whole),
                red_cells=analysis.found.red_cells,
                platelets=analysis.found.platelets,
            )
            began = time.perf_counter()
            sample = self.session.plan.sample
            rows = [
                new_cell_record(analysis, each, sample, operator, self.session.id, hands_free=hands_free)
                for each in new
            ]
            records = self.sessions.add_field(self.session.id, facts, rows, frame.pixels, operator)
            spent = (time.perf_counter() - began) * 1000
            self._seen.remember(sight)
            self.session = self.sessions.get(self.session.id)
            return counted(analysis, new, records, before, spent, self.session)

    def know(self, frame: Frame, cells: Sequence[Cell]) -> None:
        """Take note of cells that a person has drawn in a field: no other field's are counted for the same again."""
        with self._alone:
            self._seen.remember(self._seen.look(frame.pixels, cells))
            self.session = self.sessions.get(self.session.id)

    def _working(self, operator: str) -> str:
        return self.station.working(operator or self.session.plan.operator, log=True)

    def add_files(
        self, files: Iterable[Path], operator: str = "", cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[CountedField | Failure]:
        """Count files, one field each, until the target is reached.

        What is wrong with a single file comes as a Failure between the others.

        Raises
        ------
        LeukdeskError
            What concerns all of them, while iterating: a disk that is full, a session that has ended elsewhere.
        """
        for path in files:
            if cancelled() or self.complete:
                return
            yield self._add_file(path, operator)

    def _add_file(self, path: Path, operator: str) -> CountedField | Failure:
        frame = or_failure(str(path), lambda: read_picture(path))
        if isinstance(frame, Failure):
            return frame
        try:
            return self.add(frame, operator)
        except (FieldCountedError, HistoryBusyError, ModelAnswerError) as problem:
            return Failure(str(path), problem.code, str(problem))

    def _remember(self) -> None:
        """Look at the fields that were counted, as they were when they were."""
        of_field: dict[str, list[Record]] = {}
        for record in self.sessions.cells(self.session.id):
            of_field.setdefault(record.picture_sha256, []).append(record)
        assert self.station.history is not None
        for records in of_field.values():
            try:
                pixels = self.station.history.picture(records[0])
            except HistoryError:
                continue  # of a picture that is lost: verifying tells of it, and the session can still go on
            cells = [each.cell for each in records if each.cell is not None]
            self._seen.remember(self._seen.look(pixels, cells))


def counted(
    analysis: FieldAnalysis,
    new: Sequence[NamedCell],
    records: Sequence[Record],
    before: Mapping[Cell, bool],
    log_ms: float,
    session: Session,
) -> CountedField:
    """Put together what became of a field: which of its cells are new, and their records."""
    logged = {each.cell: record for each, record in zip(new, records, strict=True)}
    cells = [each.cell for each in analysis.cells]
    return CountedField(
        analysis,
        tuple(logged.get(cell) for cell in cells),
        log_ms,
        tuple(before.get(cell, False) for cell in cells),
        session,
    )


def package_of(station: Station, session: Session) -> ModelPackage:
    """Return the package of the very model that a session was begun with.

    Raises
    ------
    UnknownModelError, FieldModelError, ModelChangedError
    """
    package = cell_package(station.catalog, session.plan.model_id)
    card, plan = package.card, session.plan
    if (card.id, card.version, card.sha256) != plan.model:
        then, now = f"the model {plan.model_id} {plan.model_version}", f"the model {card.id} {card.version}"
        raise ModelChangedError(then, now if now != then else f"another file of {now}")
    return package


def sessions_of(station: Station) -> Sessions:
    """Return the sessions of a station's log.

    Raises
    ------
    NothingKeptError
    """
    if station.history is None or not station.can_log():
        raise NothingKeptError
    return Sessions(station.history)


def begin(
    station: Station, model_id: str, *, sample: str, operator: str, target: int, source: str, frame: Frame | None = None
) -> SlideCounter:
    """Begin a session.

    Parameters
    ----------
    source : str
        Where the fields come from, for a person.
    frame : Frame, optional
        One of its source, whose optics give scale and objective.

    Raises
    ------
    LeukdeskError
        Nothing was begun.
    """
    card = cell_package(station.catalog, model_id).card
    optics = frame.optics if frame is not None else None
    plan = SessionPlan(
        sample=typed(sample, "The sample code"),
        operator=station.working(operator, log=True),
        model_id=card.id,
        model_version=card.version,
        model_sha256=card.sha256,
        target=target,
        source=source,
        uncertain_below=card.uncertain_below,
        class_ids=card.class_ids,
        class_names=tuple(each.name for each in card.classes),
        micrometres_per_pixel=optics.micrometres_per_pixel if optics is not None else None,
        objective=optics.objective if optics is not None else "",
    )
    return SlideCounter(station, sessions_of(station).begin(plan).id)
