"""Reads the one picture that is asked for, on the worker; what was asked for before is then of no interest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.desk.shown import Measured, assess
from leukdesk.history.records import Record
from leukdesk.history.searching.field_cells import cells_beside
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.remark import shown
from leukdesk.inference.package import ModelPackage

if TYPE_CHECKING:
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.station import Station

T = TypeVar("T")

Read = tuple[Frame, Measured]
ReadRecord = tuple[Frame, Measured, list[Record]]
"""With the cells beside it, where it is a cell's."""


class PictureReading:
    """Files and stored pictures, one at a time, made ready to be shown at any size."""

    def __init__(self, analyst: Analyst[Station]) -> None:
        self._analyst = analyst
        self._job: Job | None = None

    def file(
        self,
        path: Path,
        package: ModelPackage | None,
        done: Callable[[Read], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read a picture file and measure it for a model."""

        def read(_: Station) -> Read:
            from leukdesk.imaging.reading import read_picture

            frame = _ready_to_show(read_picture(path))
            return frame, assess(frame, package)

        self._ask(read, done, failed)

    def record(self, record: Record, done: Callable[[ReadRecord], None], failed: Callable[[Exception], None]) -> None:
        """Read the stored picture of a record; what is known of it is what was logged."""

        def read(station: Station) -> ReadRecord:
            assert station.history is not None
            with station.history.reading() as connection:
                beside = cells_beside(connection, record)
            picture = station.history.picture(record)
            frame = Frame(picture, record.source, taken=record.time, optics=record.optics)
            return _ready_to_show(frame), measured_when_logged(record), beside

        self._ask(read, done, failed)

    def cells(
        self,
        frame: Frame,
        package: ModelPackage,
        done: Callable[[FieldCells | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find the cells of a picture that is shown; None for one of a single cell, which the model is given whole."""

        def find(station: Station) -> FieldCells | None:
            from leukdesk.cell_analysis import analyse_field, is_single_cell

            analysis = analyse_field(frame, None, station.reference(frame))
            found = analysis.found
            single = analysis.single or is_single_cell(frame.width, frame.height, found, package.card)
            return None if single else found

        self._ask(find, done, failed)

    def stop(self) -> None:
        """Drop what is being read."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(
        self, read: Callable[[Station], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        self.stop()
        self._job = self._analyst.ask(read, done, failed)


def measured_when_logged(record: Record) -> Measured:
    """Return what the log holds of a picture's quality, whether or not the picture can still be shown."""
    return Measured(dict(record.quality), shown(record.remarks))


def _ready_to_show(frame: Frame) -> Frame:
    """Have a frame's smaller copies made here, on the worker."""
    _ = frame.smaller
    return frame
