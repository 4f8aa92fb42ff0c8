"""From what the worker or the log says of a field's cells to what is shown of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leukdesk.counting import many
from leukdesk.gui.desk.cells_shown import CellsShown, KnownCell
from leukdesk.gui.result.answers import Answers
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.imaging.frame import Frame
    from leukdesk.inference.prediction import Prediction
    from leukdesk.watching.cell_search import CellsSeen


def numbers_of(result: Analysis | LoggedField) -> tuple[int, ...]:
    """Return the numbers of the records that a result was logged as."""
    from leukdesk.analysis import Analysis

    if not isinstance(result, Analysis):
        return result.numbers
    return () if result.record is None else (result.record.id,)


def frame_of(result: Analysis | LoggedField) -> Frame:
    """Return the picture that a result is about."""
    from leukdesk.analysis import Analysis

    return result.frame if isinstance(result, Analysis) else result.analysis.frame


def answers_in(result: Analysis | LoggedField) -> list[tuple[Prediction, Record | None]]:
    """Return what counts: the answer for a picture, or that for each cell that no edge cuts; with the row of each.

    Of a field that a slide session has counted, those cells that are new to it.
    """
    from leukdesk.analysis import Analysis
    from leukdesk.differential.slide_counter import CountedField

    if isinstance(result, Analysis):
        return [(result.prediction, result.record)]
    both = zip(result.analysis.cells, result.records, strict=True)
    counted = isinstance(result, CountedField)
    return [
        (each.prediction, record)
        for each, record in both
        if each.prediction is not None and not each.cell.cut and (record is not None or not counted)
    ]


def what_in_words(result: Analysis | LoggedField) -> str:
    """Say what came out: a class, how many cells, or how many a slide session counted and how many it has."""
    from leukdesk.analysis import Analysis
    from leukdesk.differential.slide_counter import CountedField

    if isinstance(result, Analysis):
        return result.prediction.top.name
    if not isinstance(result, CountedField):
        return many(len(result.analysis.cells), "cell")
    again = sum(result.seen_before)
    words = tr("{cells}, {again} seen before; {so_far} counted") if again else tr("{cells}; {so_far} counted")
    cells = many(len(result.numbers), "new cell")
    return words.format(cells=cells, again=again, so_far=result.session.so_far)


def kept_in_words(result: Analysis | LoggedField) -> str:
    """Say where a result is kept; a field that showed a slide session nothing new is kept all the same."""
    from leukdesk.differential.slide_counter import CountedField

    numbers = numbers_of(result)
    if not numbers:
        return tr("Field counted.") if isinstance(result, CountedField) else tr("Not saved.")
    if len(numbers) == 1:
        return tr("Logged as row {number}.").format(number=numbers[0])
    words = tr("{cells} logged as rows {first} to {last}.")
    return words.format(cells=many(len(numbers), "cell"), first=numbers[0], last=numbers[-1])


def counted_in_words(result: Analysis | LoggedField, *, rests: bool) -> str:
    """Say how far the slide session is with a result, or that it is no part of one that rests; else nothing."""
    from leukdesk.differential.slide_counter import CountedField

    if isinstance(result, CountedField):
        return tr("{so_far} counted so far").format(so_far=result.session.so_far)
    return tr("not counted, the slide session waits to be resumed") if rests and numbers_of(result) else ""


def times_in_words(result: Analysis | LoggedField) -> str:
    """Say how long it took."""
    from leukdesk.analysis import Analysis

    if isinstance(result, Analysis):
        took = result.milliseconds
        return tr("Model {infer:.0f} ms, log {log:.0f} ms.").format(infer=took.infer, log=took.log)
    each, words = result.analysis.milliseconds, tr("Cells {find:.0f} ms, model {infer:.0f} ms, log {log:.0f} ms.")
    if each.find < 1:  # found when the picture was opened
        words = tr("Model {infer:.0f} ms, log {log:.0f} ms.")
    return words.format(find=each.find, infer=each.infer, log=result.log_ms)


def cells_of(result: LoggedField, shown: CellsShown | None, answers: Answers, frame_id: str) -> CellsShown:
    """Return the cells of a field with the answers that have come, those that were answered before included."""
    from leukdesk.differential.slide_counter import CountedField

    cells = result.analysis.cells
    seen, session = (False,) * len(cells), ""
    if isinstance(result, CountedField):
        seen, session = result.seen_before, result.session.id
    known = {
        each.cell: KnownCell(answers.of_cell(each.prediction, record, frame_id), record, before)
        for each, record, before in zip(cells, result.records, seen, strict=True)
        if each.prediction is not None and not each.cell.cut
    }
    found = result.analysis.found
    there = shown is not None and (shown.found is not None or shown.classified)
    before = shown if shown is not None and there else CellsShown(found.cells, found=found)
    return before.answered(known, session)


def seen_cells(seen: CellsSeen, answers: Answers, frame_id: str) -> CellsShown:
    """Return the cells of a live field; nothing of them is kept."""
    both = zip(seen.found.cells, seen.predictions, strict=True)
    known = {
        cell: KnownCell(answers.of_cell(prediction, None, frame_id))
        for cell, prediction in both
        if prediction is not None
    }
    return CellsShown(seen.found.cells, known)


def stored_cells(record: Record, beside: Sequence[Record], answers: Answers, frame_id: str) -> CellsShown:
    """Return the logged cells of a field, the one of a record selected; of those that were rejected, that one alone."""
    known = {
        each.cell: KnownCell(answers.of_record(each, frame_id), each)
        for each in beside
        if each.cell is not None and (each.id == record.id or verdict_of(each) is not State.REJECTED)
    }
    cells = tuple(known)
    return CellsShown(cells, known, cells.index(record.cell) if record.cell in known else None)
