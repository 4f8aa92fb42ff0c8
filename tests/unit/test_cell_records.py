"""A field's cells, classified in one call and logged one by one; by the real station, model and log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leukdesk.analysis import Analysis
from leukdesk.cell_analysis import FieldModelError
from leukdesk.cell_records import LoggedField, analyse_cells, new_cell_record
from leukdesk.history.people.errors import NobodyWorksError
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import DataPaths, resources
from leukdesk.station import Station

MODEL = "pbc8-mobilenetv2"
FIELD = resources() / "samples" / "pre-02.png"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with Station.open(DataPaths(tmp_path / "data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def frame() -> Frame:
    return read_picture(FIELD)


def logged(station: Station):
    return sorted(station.history.page("", limit=200), key=lambda each: each.id)


def test_each_cell_that_is_seen_whole_is_a_record_with_the_field_for_its_picture(station, frame):
    result = analyse_cells(station, frame, MODEL, sample=" S-1 ", operator="AB")
    assert isinstance(result, LoggedField)
    cells = result.analysis.cells
    assert any(each.cell.cut for each in cells)
    records = [record for record in result.records if record is not None]
    assert logged(station) == records
    assert result.numbers == tuple(each.id for each in records)
    for each, record in zip(cells, result.records, strict=True):
        assert (record is None) == each.cell.cut
        if record is None:
            continue
        assert (record.cell, record.region, record.sample, record.operator) == (each.cell, each.cell.box, "S-1", "AB")
        assert record.label == each.prediction.top.id
        assert record.uncertain == each.prediction.uncertain
        assert sum(record.probabilities.values()) == pytest.approx(1, abs=1e-3)
        assert record.picture_sha256 == frame.sha256
    assert np.array_equal(station.history.picture(records[0]), frame.pixels)
    assert station.history.check() == []


def test_the_cells_of_a_field_are_one_call_of_the_model(station, frame, monkeypatch):
    asked = []
    real = Classifier.classify_many

    def classify_many(self, crops, *rest, **more):
        asked.append(len(crops))
        return real(self, crops, *rest, **more)

    monkeypatch.setattr(Classifier, "classify_many", classify_many)
    result = analyse_cells(station, frame, MODEL, log=False)
    assert asked == [len(result.analysis.cells)]
    assert result.numbers == ()
    assert logged(station) == []


def test_cells_that_a_person_has_drawn_are_classified_alone_and_stay_as_they_were_drawn(station, frame):
    found = analyse_cells(station, frame, MODEL, log=False).analysis.found
    drawn = Cell(replace(found.cells[3].box), by_hand=True)
    result = analyse_cells(station, frame, MODEL, found=replace(found, cells=(drawn,)))
    assert [each.cell for each in result.analysis.cells] == [drawn]
    (record,) = (station.history.get(number) for number in result.numbers)
    assert (record.cell, record.session) == (drawn, "")


def test_a_field_without_whole_cells_logs_nothing(station, frame):
    found = analyse_cells(station, frame, MODEL, log=False).analysis.found
    for cells in ((), tuple(each for each in found.cells if each.cut)):
        result = analyse_cells(station, frame, MODEL, found=replace(found, cells=cells))
        assert result.numbers == ()
        assert len(result.records) == len(cells)
    assert logged(station) == []


def test_a_picture_of_one_cell_on_black_is_classified_and_logged_as_a_whole(station, frame):
    found = analyse_cells(station, frame, MODEL, log=False).analysis.found
    cell = max((each for each in found.cells if not each.cut), key=lambda each: each.area)
    box = cell.box
    pixels = np.zeros((2 * box.height, 2 * box.width, 3), np.uint8)
    down, across = np.mgrid[: box.height, : box.width]
    inside = ((down / box.height - 0.5) ** 2 + (across / box.width - 0.5) ** 2 < 0.25)[..., np.newaxis]
    part = frame.pixels[box.y : box.y + box.height, box.x : box.x + box.width]
    top, left = box.height // 2, box.width // 2
    pixels[top : top + box.height, left : left + box.width] = part * inside
    result = analyse_cells(station, Frame(pixels, "cut out"), "cnmc2-mobilenetv2")
    assert isinstance(result, Analysis)
    (record,) = logged(station)
    assert (record.cell, record.region, record.id) == (None, None, result.record.id)


def test_who_does_not_work_here_and_a_model_of_fields_leave_the_log_as_it_was(station, frame):
    station.operators.add("Boss", "admin", "4711")
    with pytest.raises(NobodyWorksError):
        analyse_cells(station, frame, MODEL, operator="Stranger")
    with pytest.raises(FieldModelError):
        analyse_cells(station, frame, "taleqani-all4-mobilenetv2", operator="Boss")
    assert logged(station) == []


def test_what_no_model_was_asked_about_is_no_record(station, frame):
    analysis = analyse_cells(station, frame, MODEL, log=False).analysis
    with pytest.raises(ValueError, match="cannot be logged"):
        new_cell_record(analysis, replace(analysis.cells[0], prediction=None), "", "", "")


def test_a_region_is_the_cells_box_and_not_the_part_that_the_model_saw(station, frame):
    found = analyse_cells(station, frame, MODEL, log=False).analysis.found
    box = Region(100, 100, 40, 40)
    result = analyse_cells(station, frame, MODEL, found=replace(found, cells=(Cell(box, by_hand=True),)))
    assert result.records[0].region == box
    assert (result.records[0].width, result.records[0].height) == (frame.width, frame.height)
