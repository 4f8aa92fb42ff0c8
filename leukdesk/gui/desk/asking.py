"""Asks the worker for a result, and knows which result is still wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.shown import Asked, Entry
from leukdesk.imaging.frame import Frame, Region

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.differential.slide_counter import CountedField, SlideCounter
    from leukdesk.gui.desk.beside import Beside
    from leukdesk.gui.desk.cells_shown import Edit
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.station import Station


class Asking:
    """One result is waited for at a time; those that were asked for before it are logged all the same.

    Parameters
    ----------
    answered : callable
        Given an analysis, or a field whose cells were logged, what a second model said beside it, and whether it is the
        one that is waited for.
    failed : callable
        Given an exception, and whether it was the one that is waited for.
    """

    def __init__(
        self,
        analyst: Analyst[Station],
        answered: Callable[[Analysis | LoggedField, Beside | None, bool], None],
        failed: Callable[[Exception, bool], None],
    ) -> None:
        self._analyst, self._answered, self._failed = analyst, answered, failed
        self._waited_for: Asked | None = None
        self._edited: tuple[object, SlideCounter] | None = None  # of the worker alone, with the log that it is of

    @property
    def busy(self) -> bool:
        """Whether a result is waited for."""
        return self._waited_for is not None

    def ask(
        self,
        frame: Frame,
        region: Region | None,
        entry: Entry,
        cells: FieldCells | None = None,
        edit: Edit | None = None,
    ) -> bool:
        """Have a picture classified and logged; False when this very result is on its way already.

        Parameters
        ----------
        region : Region, optional
            The part to classify as a whole; without one, a model of cells is asked about each cell.
        cells : FieldCells, optional
            Those to classify, where they are known; otherwise they are looked for.
        edit : Edit, optional
            What was changed of cells that were answered before.
        """
        model = "" if entry.package is None else entry.package.id  # a session's field is answered by its own
        beside = "" if entry.beside is None else entry.beside.id
        asked = Asked(frame.id, region, model, entry.sample, entry.operator, cells, edit, beside)
        session = "" if edit is None or region is not None else _session_of(edit, entry)
        cell_package = entry.cell_package if entry.of_cells or edit is not None else None
        if asked == self._waited_for:
            return False
        self._waited_for = asked

        def analyse(station: Station) -> Analysis | LoggedField:
            _ = frame.smaller  # to be shown by
            if edit is not None and session:
                return self._edit(station, session, entry, frame, edit)
            if entry.counter is not None and region is None:
                return entry.counter.count(station, entry, frame, cells)
            if cell_package is not None and region is None:
                from leukdesk.cell_records import analyse_cells

                return analyse_cells(
                    station,
                    frame,
                    cell_package.id,
                    found=cells,
                    sample=asked.sample,
                    operator=asked.operator,
                    instead_of=None if edit is None else dict(edit.instead_of),
                )
            return station.analyse(
                frame, asked.model_id, sample=asked.sample, operator=asked.operator, region=asked.region
            )

        def analyse_both(station: Station) -> tuple[Analysis | LoggedField, Beside | None]:
            first = analyse(station)
            if entry.beside is None or region is not None or edit is not None:
                return first, None  # a part of the picture, or cells of it that were changed, are one model's
            from leukdesk.gui.desk.beside import ask_beside

            return first, ask_beside(station, entry, frame, cells, first)

        self._analyst.ask(
            analyse_both,
            lambda both: self._answered(*both, self._was_waited_for(asked)),
            lambda problem: self._failed(problem, self._was_waited_for(asked)),
            to_be_finished=True,
        )
        return True

    def forget(self) -> None:
        """The result is no longer wanted on the screen; it is logged nevertheless."""
        self._waited_for = None

    def _edit(self, station: Station, session: str, entry: Entry, frame: Frame, edit: Edit) -> CountedField:
        # Here, on the worker: it loads what the window does not wait for.
        from leukdesk.differential.slide_counter import SlideCounter

        if entry.counter is not None and entry.counter.session_id == session:
            counter = entry.counter.of(station)
        else:  # paused, or ended: its fields are read once, for a hundred of them take seconds
            kept = self._edited
            if kept is None or kept[0] is not station.history or kept[1].session.id != session:
                kept = self._edited = station.history, SlideCounter(station, session)
            counter = kept[1]
        return counter.edit(frame, edit.cells, entry.operator, found=edit.found, instead_of=dict(edit.instead_of))

    def _was_waited_for(self, asked: Asked) -> bool:
        # Of two requests for the same, only the later one is waited for.
        if asked is not self._waited_for:
            return False
        self._waited_for = None
        return True


def _session_of(edit: Edit, entry: Entry) -> str:
    """Return the slide session that a field was counted in; empty for none."""
    if edit.session is not None:
        return edit.session
    return "" if entry.counter is None else entry.counter.session_id
