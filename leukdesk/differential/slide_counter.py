"""Counting the cells of a slide, field by field: found, named, compared with those counted before, and logged."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from leukdesk.analysis import Failure
from leukdesk.cell_analysis import FieldAnalysis, NamedCell, analyse_field, cell_package
from leukdesk.cell_records import LoggedField, each_file, new_cell_record
from leukdesk.counting import numbered
from leukdesk.differential.same_cell import SeenCells, Sight
from leukdesk.differential.same_scale import FieldScale
from leukdesk.errors import LeukdeskError
from leukdesk.history.plain import typed
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.history.session.errors import NoLogError
from leukdesk.history.sessions import (
    FieldCameError,
    FieldCountedError,
    FieldFacts,
    ModelChangedError,
    Session,
    SessionPlan,
    Sessions,
    SessionState,
)
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics
from leukdesk.inference.package import ModelPackage
from leukdesk.language import tr
from leukdesk.station import Station

_SAME_BOX = 0.5
"""Share of what two boxes of one field cover together that lies in both, above which they are around one cell."""


class FieldSizeError(LeukdeskError):
    """A field cannot be laid over the others of the session, so that cells of it might be counted twice."""

    code = "field-size"

    def __init__(self, frame: Frame, shape: tuple[int, int]) -> None:
        height, width = shape
        super().__init__(
            tr(
                "The field has {width} × {height} pixels and those counted before have {width_before} × "
                "{height_before}, so it cannot be told which of its cells were counted already. None was. Use one "
                "resolution for a session."
            ).format(width=frame.width, height=frame.height, width_before=width, height_before=height)
        )


class OtherObjectiveError(LeukdeskError):
    """A field was taken at another magnification than the others of the session, so that cells might count twice."""

    code = "other-objective"

    def __init__(self, what: str) -> None:
        super().__init__(
            tr(
                "{what}: another objective is in use. So it cannot be told which of its cells were counted already, "
                "and none was counted. Go back to the objective that the session was begun with, or end the session "
                "and begin another one."
            ).format(what=what)
        )


class CellCountedError(LeukdeskError):
    """A cell that a person has drawn counts in the session already."""

    code = "cell-counted"

    def __init__(self, fields: Sequence[int] = ()) -> None:
        said = tr(
            "Nothing was added: a cell that was drawn or moved is counted in this field already, and would count "
            "twice. Take its box away, or undo the change (Ctrl+Z), then classify the others again."
        )
        if fields:
            said = tr(
                "Nothing was added: a cell that was drawn or moved is counted in {fields} of the session already, and "
                "would count twice. Take its box away, or undo the change (Ctrl+Z), then classify the others again."
            )
        super().__init__(said.format(fields=numbered(fields, "field")))


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
    NoLogError, UnknownModelError, FieldModelError, ModelChangedError, HistoryError
        It cannot go on, and why.
    """

    def __init__(self, station: Station, session_id: str) -> None:
        self.station = station
        self.sessions = sessions_of(station)
        self.session = self.sessions.get(session_id)
        self.package = package_of(station, self.session)
        self._seen = SeenCells()
        self._scale: FieldScale | None = None
        self._objective = ""
        self._known = set[int]()  # numbers of the records
        self._alone = threading.Lock()
        self._catch_up()

    @property
    def complete(self) -> bool:
        """Whether as many white cells are counted as were meant to be."""
        return self.session.is_complete

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
            operator = self.station.working(operator, log=True)
            for field in self.session.fields:
                if field.picture_sha256 == frame.sha256:
                    raise FieldCountedError(field.number)
            classifier = self.station.classifier(self.package.id)
            analysis = analyse_field(frame, classifier, self.station.reference(frame), found=found)
            return self._when_known(lambda: self._count(analysis, operator, hands_free=hands_free))

    def _count(self, analysis: FieldAnalysis, operator: str, *, hands_free: bool) -> CountedField:
        """Log those cells of a field that are new."""
        frame, session = analysis.frame, self.session
        scale = self._require_same_view(analysis)
        whole = [each for each in analysis.cells if not each.cell.cut]
        sight = self._seen.look(frame.pixels, [each.cell for each in whole], frame.sha256)
        before = {each.cell: is_known for each, is_known in zip(whole, sight.before, strict=True)}
        new = [each for each in whole if not before[each.cell]]
        facts = FieldFacts(
            picture_sha256=frame.sha256,
            seen_before=sum(sight.before),
            cut=len(analysis.cells) - len(whole),
        )
        began = time.perf_counter()
        sample = session.plan.sample
        rows = [new_cell_record(analysis, each, sample, operator, session.id, hands_free=hands_free) for each in new]
        records = self.sessions.add_field(session.id, facts, rows, frame.pixels, operator, session)
        spent = (time.perf_counter() - began) * 1000
        self._remember(sight, records)
        self._scale = self._scale or scale
        self._objective = self._objective or _objective_of(frame.optics)
        return counted(analysis, new, records, before, spent, self.session)

    def _require_same_view(self, analysis: FieldAnalysis) -> FieldScale | None:
        """Return the scale of a field that can be laid over those counted before.

        Raises
        ------
        FieldSizeError, OtherObjectiveError
        """
        frame, shape = analysis.frame, self._seen.shape
        if shape is not None and shape != frame.pixels.shape[:2]:
            raise FieldSizeError(frame, shape)
        scale = FieldScale.of(analysis.found)
        if scale is not None and self._scale is not None and (unlike := scale.unlike(self._scale)):
            times, by = unlike
            if times > 1:
                said = tr(
                    "By {what}, this field shows everything {times:.1f} times as large as the fields counted before"
                )
            else:
                times = 1 / times
                said = tr(
                    "By {what}, this field shows everything {times:.1f} times smaller than the fields counted before"
                )
            raise OtherObjectiveError(said.format(what=tr(by), times=times))
        objective = _objective_of(frame.optics)
        if self._objective and objective and objective != self._objective:
            chosen = tr("{objective} is chosen, and the fields counted before were taken through {before}")
            raise OtherObjectiveError(chosen.format(objective=objective, before=self._objective))
        return scale

    def edit(
        self,
        frame: Frame,
        cells: Sequence[Cell],
        operator: str = "",
        *,
        found: FieldCells | None = None,
        instead_of: Mapping[Cell, int] | None = None,
    ) -> CountedField:
        """Name cells and log them in a field of the session, which may be paused or have ended, but is not signed.

        Parameters
        ----------
        cells : sequence of Cell
            Those that a person has drawn or changed, whole ones alone.
        found : FieldCells, optional
            What the finder said of the field, which gives the scale; without it, the field is looked at for that.
        instead_of : mapping of Cell to int, optional
            Numbers of the records in whose place these cells are put: they are rejected.

        Returns
        -------
        CountedField
            Of these cells alone.

        Raises
        ------
        CellCountedError
            One of them counts already, in this field or in another one.
        LeukdeskError
            As for all that is raised here, none of them is in the log.
        """
        with self._alone:
            operator = self.station.working(operator, log=True)
            if found is None:
                found = find_cells(frame.pixels, frame.micrometres_per_pixel)
            found = replace(found, cells=tuple(cells), remarks=())
            classifier = self.station.classifier(self.package.id)
            analysis = analyse_field(frame, classifier, self.station.reference(frame), found=found)
            return self._when_known(lambda: self._put(analysis, operator, instead_of or {}))

    def _put(self, analysis: FieldAnalysis, operator: str, replaced: Mapping[Cell, int]) -> CountedField:
        """Log cells that were drawn or changed."""
        frame, session = analysis.frame, self.session
        sight = self._look_by_hand(frame, [each.cell for each in analysis.cells], {*replaced.values()})
        began = time.perf_counter()
        sample = session.plan.sample
        rows = [new_cell_record(analysis, each, sample, operator, session.id) for each in analysis.cells]
        places = [replaced.get(each.cell) for each in analysis.cells]
        records = self.sessions.put_cells(session.id, rows, frame.pixels, operator, places, session)
        spent = (time.perf_counter() - began) * 1000
        self._remember(sight, records)
        return counted(analysis, analysis.cells, records, {}, spent, self.session)

    def _look_by_hand(self, frame: Frame, cells: Sequence[Cell], replaced: Container[int]) -> Sight:
        """Look at cells that were drawn or changed; what was rejected may be drawn again.

        Parameters
        ----------
        replaced : container of int
            Numbers of the records in whose place they are put, which are no other cells.

        Raises
        ------
        CellCountedError
        """
        stand = [
            (each.picture_sha256, each.cell)
            for each in self.sessions.cells(self.session.id)
            if each.cell is not None and each.id not in replaced and verdict_of(each) is not State.REJECTED
        ]
        boxes = [cell.box for field, cell in stand if field == frame.sha256]
        for each in cells:
            if any(each.box.overlap(box) > _SAME_BOX for box in boxes):
                raise CellCountedError
            boxes.append(each.box)
        elsewhere = {(field, cell) for field, cell in stand if field != frame.sha256}
        sight = self._seen.look(frame.pixels, cells, frame.sha256, among=elsewhere)
        if fields := [each.number for each in self.session.fields if each.picture_sha256 in sight.known_in]:
            raise CellCountedError(fields)
        return sight

    def add_files(
        self, files: Iterable[Path], operator: str = "", cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[CountedField | Failure]:
        """Count files, one field each, until the target is reached or the session is paused.

        What is wrong with a single file, however unexpected, comes as a Failure between the others.

        Raises
        ------
        LeukdeskError
            What concerns all of them, while iterating: a disk that is full, a session that has ended elsewhere.
        """
        return each_file(
            files,
            lambda frame: self.add(frame, operator),
            lambda: cancelled() or self._rests(),
            (FieldCountedError, FieldSizeError, OtherObjectiveError),
        )

    def _rests(self) -> bool:
        """Whether no field is to be counted now: cells may have been rejected since the last one, or it was paused."""
        self.session = self.sessions.get(self.session.id)
        return self.complete or self.session.state is SessionState.PAUSED

    def _remember(self, sight: Sight, records: Sequence[Record]) -> None:
        """Know what this counter has logged itself."""
        self._seen.remember(sight)
        self._known.update(record.id for record in records)
        self.session = self.sessions.get(self.session.id)

    def _when_known(self, log: Callable[[], CountedField]) -> CountedField:
        """Log cells, none of which may have come meanwhile: by another program on this session, or drawn by hand."""
        while True:
            self._catch_up()
            with suppress(FieldCameError):
                return log()

    def _catch_up(self) -> None:
        """Know the cells of the session that this counter has not counted: of before, by hand, by another program.

        Raises
        ------
        HistoryError
            The picture of a field is lost: its cells could be counted again, so the session cannot go on.
        """
        self.session = self.sessions.get(self.session.id)
        if self.session.logged == len(self._known):
            return
        of_field: dict[str, list[Record]] = {}
        cells = [each for each in self.sessions.cells(self.session.id) if each.id not in self._known]
        for record in cells:
            of_field.setdefault(record.picture_sha256, []).append(record)
        assert self.station.history is not None
        for name, records in of_field.items():
            pixels = self.station.history.picture(records[0])
            self._seen.know(pixels, [each.cell for each in records if each.cell is not None], name)
            optics = records[0].optics
            self._objective = self._objective or _objective_of(optics)
            if self._scale is None:
                known = None if optics is None else optics.micrometres_per_pixel
                self._scale = FieldScale.of(find_cells(pixels, known))
        self._known.update(record.id for record in cells)


def _objective_of(optics: Optics | None) -> str:
    """Return the name of the objective that was chosen; empty where none was."""
    return "" if optics is None else optics.objective


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
        then, now = f"{plan.model_id} {plan.model_version}", f"{card.id} {card.version}"
        other = tr("the model {model}") if now != then else tr("another file of the model {model}")
        raise ModelChangedError(tr("the model {model}").format(model=then), other.format(model=now))
    return package


def sessions_of(station: Station) -> Sessions:
    """Return the sessions of a station's log.

    Raises
    ------
    NoLogError
    """
    if station.history is None or not station.can_log():
        raise NoLogError
    return Sessions(station.history)


def begin(station: Station, model_id: str, *, sample: str, operator: str, target: int, source: str) -> SlideCounter:
    """Begin a session.

    Parameters
    ----------
    source : str
        Where the fields come from, for a person.

    Raises
    ------
    LeukdeskError
        Nothing was begun.
    """
    card = cell_package(station.catalog, model_id).card
    plan = SessionPlan(
        sample=typed(sample, tr("The sample code")),
        operator=station.working(operator, log=True),
        model_id=card.id,
        model_version=card.version,
        model_sha256=card.sha256,
        target=target,
        source=source,
        uncertain_below=card.uncertain_below,
        class_ids=card.class_ids,
        class_names=tuple(each.name for each in card.classes),
        per_hundred_ids=tuple(each.id for each in card.classes if not each.white and each.nucleus),
        set_aside_ids=tuple(each.id for each in card.classes if not each.white and not each.nucleus),
    )
    return SlideCounter(station, sessions_of(station).begin(plan).id)
