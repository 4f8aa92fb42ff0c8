"""What a person draws, moves or resizes in a field that a slide session has counted."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from leukdesk.cell_analysis import analyse_field
from leukdesk.cell_records import new_cell_record
from leukdesk.differential.slide_counter import CountedField, counted, package_of, sessions_of
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import Frame
from leukdesk.station import Station


def edit_field(
    station: Station,
    session_id: str,
    frame: Frame,
    cells: Sequence[Cell],
    operator: str = "",
    *,
    found: FieldCells | None = None,
    instead_of: Mapping[Cell, int] | None = None,
) -> CountedField:
    """Name cells and log them in a field of a session, which may be paused or have ended, but is not signed.

    Parameters
    ----------
    cells : sequence of Cell
        Those that were drawn or changed, whole ones alone.
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
    LeukdeskError
        None of them is in the log.
    """
    sessions = sessions_of(station)
    session = sessions.get(session_id)
    package = package_of(station, session)
    operator = station.working(operator, log=True)
    if found is None:
        found = find_cells(frame.pixels, frame.micrometres_per_pixel)
    classifier = station.classifier(package.id)
    analysis = analyse_field(
        frame, classifier, station.reference(frame), found=replace(found, cells=tuple(cells), remarks=())
    )
    began = time.perf_counter()
    rows = [new_cell_record(analysis, each, session.plan.sample, operator, session_id) for each in analysis.cells]
    places = [(instead_of or {}).get(each.cell) for each in analysis.cells]
    records = sessions.put_cells(session_id, rows, frame.pixels, operator, places)
    spent = (time.perf_counter() - began) * 1000
    return counted(analysis, analysis.cells, records, {}, spent, sessions.get(session_id))
