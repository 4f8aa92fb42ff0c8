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
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.station import Station


class Asking:
    """One result is waited for at a time; those that were asked for before it are logged all the same.

    Parameters
    ----------
    answered : callable
        Given an analysis, or a field whose cells were logged, and whether it is the one that is waited for.
    failed : callable
        Given an exception, and whether it was the one that is waited for.
    """

    def __init__(
        self,
        analyst: Analyst[Station],
        answered: Callable[[Analysis | LoggedField, bool], None],
        failed: Callable[[Exception, bool], None],
    ) -> None:
        self._analyst, self._answered, self._failed = analyst, answered, failed
        self._waited_for: Asked | None = None

    @property
    def busy(self) -> bool:
        """Whether a result is waited for."""
        return self._waited_for is not None

    def ask(self, frame: Frame, region: Region | None, entry: Entry, cells: FieldCells | None = None) -> bool:
        """Have a picture classified and logged; False when this very result is on its way already.

        Parameters
        ----------
        region : Region, optional
            The part to classify as a whole; without one, a model of cells is asked about each cell.
        cells : FieldCells, optional
            Those to classify, where they are known; otherwise they are looked for.
        """
        assert entry.package is not None
        asked = Asked(frame.id, region, entry.package.id, entry.sample, entry.operator, cells)
        of_cells = entry.of_cells and region is None
        if asked == self._waited_for:
            return False
        self._waited_for = asked

        def analyse(station: Station) -> Analysis | LoggedField:
            _ = frame.smaller  # to be shown by
            if entry.counter is not None and region is None:
                return entry.counter.count(station, entry, frame, cells)
            if of_cells:
                from leukdesk.cell_records import analyse_cells

                return analyse_cells(
                    station, frame, asked.model_id, found=cells, sample=asked.sample, operator=asked.operator
                )
            return station.analyse(
                frame, asked.model_id, sample=asked.sample, operator=asked.operator, region=asked.region
            )

        self._analyst.ask(
            analyse,
            lambda result: self._answered(result, self._was_waited_for(asked)),
            lambda problem: self._failed(problem, self._was_waited_for(asked)),
            to_be_finished=True,
        )
        return True

    def forget(self) -> None:
        """The result is no longer wanted on the screen; it is logged nevertheless."""
        self._waited_for = None

    def _was_waited_for(self, asked: Asked) -> bool:
        # Of two requests for the same, only the later one is waited for.
        if asked is not self._waited_for:
            return False
        self._waited_for = None
        return True
