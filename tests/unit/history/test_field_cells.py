"""The cells that lie beside one in its field."""

from dataclasses import replace

import pytest

from leukdesk.history.searching.field_cells import cells_beside
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region


@pytest.fixture
def cell(result):
    """Return one cell of a field, and the field's pixels."""

    def make(x: int, seed: int = 0, session: str = "", **changes):
        new, pixels = result(seed, **changes)
        one = Cell(Region(x, 2, 6, 7))
        return replace(new, region=one.box, cell=one, session=session), pixels

    return make


def beside(history, record):
    with history.reading() as connection:
        return cells_beside(connection, record)


def test_the_cells_of_one_field_model_and_sample_belong_together(history, cell, result):
    whole, pixels = result(0)
    history.append(whole, pixels)
    mine = history.append_many([cell(20), cell(1), cell(10)])
    history.append_many([cell(1, seed=1), cell(1, sample="another"), cell(3, session="0a" * 16)])
    history.append_many([cell(5, model_sha256="f" * 64)])
    for each in mine:
        assert beside(history, each) == [mine[1], mine[2], mine[0]], "from left to right"


def test_of_a_box_that_was_logged_twice_the_newest_counts_and_the_one_asked_for(history, cell):
    first, other = history.append_many([cell(1), cell(10)])
    again = history.append(*cell(1))
    assert beside(history, other) == [again, other]
    assert beside(history, again) == [again, other]
    assert beside(history, first) == [first, other]


def test_a_picture_that_is_no_field_has_no_cells_beside_it(history, cell, result):
    record = history.append(*result(0))
    history.append(*cell(1))
    assert beside(history, record) == []
