"""Cells in live fields: looked for at rest, forgotten with the first step, never at the window's cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leukdesk.analysis import quality_of
from leukdesk.imaging.reading import read_picture
from leukdesk.paths import DataPaths, resources
from leukdesk.station import Station
from leukdesk.watching.cell_search import CellSearch
from leukdesk.watching.eye import Eye
from leukdesk.watching.orders import Orders

FIELD, OTHER = (read_picture(resources() / "samples" / f"{name}.png") for name in ("benign-01", "benign-02"))


class Clock:
    """Tells that each search took so long."""

    def __init__(self, took: float) -> None:
        self.now, self.took = 0.0, took

    def __call__(self) -> float:
        self.now += self.took
        return self.now


@pytest.fixture
def station(tmp_path: Path):
    with Station.without_log(DataPaths(tmp_path / "data")) as opened:
        yield opened


@pytest.fixture
def orders(station) -> Orders:
    return Orders(station.catalog.get("pbc8-mobilenetv2"))


def test_cells_are_found_at_rest_and_forgotten_as_soon_as_the_stage_moves(station, orders):
    search = CellSearch(station)
    assert search.look(FIELD, orders, quality_of(FIELD, None), 0.0, 1.0) is None
    seen = search.look(FIELD, orders, quality_of(FIELD, None), 0.05, 1.05)
    assert seen.found.cells
    assert set(seen.predictions) == {None}, "no suggestions are wanted"
    assert search.look(OTHER, orders, quality_of(OTHER, None), 0.0, 1.1) is None
    assert search.look(OTHER, orders, quality_of(OTHER, None), 0.05, 1.15).found.cells != seen.found.cells


def test_cells_are_named_where_suggestions_are_wanted_but_not_those_that_the_edge_cuts(station, orders):
    seen = CellSearch(station).look(OTHER, replace(orders, suggest=True), quality_of(OTHER, None), 0.1, 1.0)
    assert any(cell.cut for cell in seen.found.cells)
    for cell, prediction in zip(seen.found.cells, seen.predictions, strict=True):
        assert (prediction is None) == cell.cut


def test_a_search_takes_no_more_than_a_share_of_the_time(station, orders):
    search = CellSearch(station, Clock(took=0.5))
    first = search.look(FIELD, orders, quality_of(FIELD, None), 0.1, 1.0)
    assert search.look(FIELD, orders, quality_of(FIELD, None), 0.9, 1.9) is first
    assert search.look(FIELD, orders, quality_of(FIELD, None), 1.4, 2.45) is first
    assert search.look(FIELD, orders, quality_of(FIELD, None), 1.6, 2.55) is not first, (
        "three times as long as a search took"
    )


def test_other_orders_are_a_new_search_and_a_model_of_fields_is_none(station, orders):
    search = CellSearch(station)
    assert set(search.look(FIELD, orders, quality_of(FIELD, None), 0.1, 1.0).predictions) == {None}
    named = search.look(FIELD, replace(orders, suggest=True), quality_of(FIELD, None), 0.2, 1.1)
    assert None not in {each for cell, each in zip(named.found.cells, named.predictions, strict=True) if not cell.cut}
    fields = Orders(station.catalog.get("taleqani-all4-mobilenetv2"), suggest=True)
    assert search.look(FIELD, fields, quality_of(FIELD, None), 0.3, 1.2) is None


def test_the_eye_tells_cells_with_what_else_it_saw_and_asks_no_model_about_the_whole_field(station, orders):
    eye = Eye(station)
    wanted = replace(orders, suggest=True)
    first = eye.look(FIELD, wanted, 1.0)
    assert first.cells is None
    second = eye.look(FIELD, wanted, 1.2)
    assert second.cells.found.cells
    assert second.prediction is None
    assert eye.look(OTHER, wanted, 1.4).cells is None, "another field"
    eye.forget()
    assert eye.look(OTHER, wanted, 9.0).cells is None, "after a gap"
