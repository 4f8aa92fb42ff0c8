"""Classifies and logs what is captured without a hand, while the live view goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.shown import Entry
from leukdesk.imaging.frame import Frame

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.station import Station


class SelfCapture(QObject):
    """Counts the fields that were captured since a slide was begun."""

    captured = Signal(object)
    """An Analysis whose row is in the log, or a LoggedField with the rows of its cells."""
    failed = Signal(object, object)
    """A Frame that was not captured, and the exception that kept it from being."""

    def __init__(self, analyst: Analyst[Station], entry: Callable[[], Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._analyst, self._entry = analyst, entry
        self.slide = 0
        self.count = 0

    def begin_anew(self) -> None:
        """Count from 0 again."""
        self.slide += 1
        self.count = 0

    def take(self, frame: Frame) -> bool:
        """Have a frame classified and logged; False when there is no model to do it with."""
        entry, slide = self._entry(), self.slide
        package = entry.package
        if package is None:
            return False

        def analyse(station: Station) -> Analysis | LoggedField:
            if entry.counter is not None:
                return entry.counter.count(station, entry, frame, hands_free=True)
            if entry.of_cells:
                from leukdesk.cell_records import analyse_cells

                return analyse_cells(
                    station, frame, package.id, sample=entry.sample, operator=entry.operator, hands_free=True
                )
            return station.analyse(frame, package.id, sample=entry.sample, operator=entry.operator, hands_free=True)

        def done(result: Analysis | LoggedField) -> None:
            if slide == self.slide:
                self.count += 1
            self.captured.emit(result)

        self._analyst.ask(analyse, done, lambda problem: self.failed.emit(frame, problem), to_be_finished=True)
        return True
