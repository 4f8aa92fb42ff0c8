"""The cells of a field, classified in one call and logged: one record a cell, which has the field for its picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leukdesk.analysis import Analysis, Answered, Failure, new_record, or_failure, unexpected
from leukdesk.cell_analysis import FieldAnalysis, NamedCell, analyse_field
from leukdesk.errors import LeukdeskError
from leukdesk.history.box_change import box_changes
from leukdesk.history.errors import HistoryBusyError
from leukdesk.history.plain import typed
from leukdesk.history.records import NewRecord, Record
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.reading import read_picture, whole
from leukdesk.imaging.remark import by_code
from leukdesk.language import tr
from leukdesk.station import Station

if TYPE_CHECKING:
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.imaging.frame import Frame

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class LoggedField:
    """A field whose cells were classified.

    Attributes
    ----------
    analysis : FieldAnalysis
    records : tuple of Record or None
        One for each of its cells; None for those that an edge cuts, and for all where nothing is logged.
    log_ms : float
        Milliseconds that logging took.
    """

    analysis: FieldAnalysis
    records: tuple[Record | None, ...]
    log_ms: float

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of the records."""
        return tuple(record.id for record in self.records if record is not None)


def analyse_cells(
    station: Station,
    frame: Frame,
    model_id: str,
    *,
    found: FieldCells | None = None,
    sample: str = "",
    operator: str = "",
    log: bool = True,
    hands_free: bool = False,
    instead_of: Mapping[Cell, int] | None = None,
) -> LoggedField | Analysis:
    """Classify all cells of a field with a model of cells, and log those that no edge cuts, all or none.

    Parameters
    ----------
    found : FieldCells, optional
        The cells, where they are known or were edited; otherwise they are looked for.
    instead_of : mapping of Cell to int, optional
        Numbers of the records that are rejected because these cells, with other boxes, are logged in their place.

    Returns
    -------
    LoggedField or Analysis
        The latter for a picture of one cell alone, which is classified and logged as a whole.

    Raises
    ------
    LeukdeskError
        There is no result then, and nothing is in the log.
    """
    name, actor = typed(sample, tr("The sample code")), station.working(operator, log=log)
    classifier = station.classifier(model_id)
    analysis = analyse_field(frame, classifier, station.reference(frame), found=found)
    if analysis.single:
        return station.analyse(frame, model_id, sample=sample, operator=operator, log=log, hands_free=hands_free)
    began = time.perf_counter()
    seen_whole = [each for each in analysis.cells if each.prediction is not None and not each.cell.cut]
    logged: Sequence[Record] = ()
    if log and seen_whole and station.can_log() and station.history is not None:
        new = [new_cell_record(analysis, each, name, actor, hands_free=hands_free) for each in seen_whole]
        replaced = [*(instead_of or {}).values()]
        logged = station.history.append_many(
            [(each, frame.pixels) for each in new], lambda connection: box_changes(connection, replaced, actor)
        )
    records = dict(zip((each.cell for each in seen_whole), logged, strict=False))
    spent = (time.perf_counter() - began) * 1000 if logged else 0.0
    return LoggedField(analysis, tuple(records.get(each.cell) for each in analysis.cells), spent)


def analyse_cell_files(
    station: Station,
    files: Iterable[Path],
    model_id: str,
    *,
    sample: str = "",
    operator: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[LoggedField | Analysis | Failure]:
    """Classify and log the cells of files, one after the other; see :func:`analyse_cells`.

    Raises
    ------
    LeukdeskError
        For what concerns every file: a model that cannot be loaded, a disk that is full, a log that cannot be written.
        What is wrong with a single file comes as a :class:`Failure`; see :func:`each_file`.
    """
    typed(sample, tr("The sample code"))
    station.working(operator, log=True)
    station.classifier(model_id)
    analyse = partial(analyse_cells, station, model_id=model_id, sample=sample, operator=operator)
    return each_file(files, analyse, cancelled)


def each_file(
    files: Iterable[Path],
    work: Callable[[Frame], T],
    cancelled: Callable[[], bool],
    of_one: tuple[type[LeukdeskError], ...] = (),
) -> Iterator[T | Failure]:
    """Read files and do something with each, one after the other, until it is cancelled.

    What is wrong with a single file, however unexpected, comes as a :class:`Failure` between the results, and so does a
    log that another program holds, for that passes.

    Parameters
    ----------
    of_one : tuple of error classes
        More errors of the work that concern one file alone, and do not say which: a person hears of many files.

    Raises
    ------
    LeukdeskError
        For what concerns every file.
    """
    from leukdesk.inference.runtime import ModelAnswerError

    for path in files:
        if cancelled():
            return
        source = str(whole(path))
        frame = or_failure(source, partial(read_picture, path))
        if isinstance(frame, Failure):
            yield frame
            continue
        outcome: T | Failure
        try:
            outcome = work(frame)
        except of_one as problem:
            outcome = Failure(
                source, problem.code, tr("'{source}' was not counted. {why}").format(source=source, why=problem)
            )
        except (HistoryBusyError, ModelAnswerError) as problem:
            outcome = Failure(source, problem.code, str(problem))
        except LeukdeskError:
            raise
        except Exception as problem:
            outcome = unexpected(source, problem)
        yield outcome


def new_cell_record(
    analysis: FieldAnalysis,
    named: NamedCell,
    sample: str,
    operator: str,
    session: str = "",
    *,
    hands_free: bool = False,
) -> NewRecord:
    """Return what is logged of one cell of a field.

    Raises
    ------
    ValueError
        No model was asked about it.
    """
    frame, prediction = analysis.frame, named.prediction
    if prediction is None:
        raise ValueError("a cell without a prediction cannot be logged")
    answered = Answered(frame, analysis.quality, prediction, 0.0)
    return replace(
        new_record(answered, sample, operator, hands_free=hands_free),
        region=named.cell.box,
        remarks=by_code(analysis.remarks),
        session=session,
        cell=named.cell,
    )
