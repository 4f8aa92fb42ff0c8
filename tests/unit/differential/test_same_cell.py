from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from leukdesk.differential.same_cell import SeenCells
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region

from .slide_walk import fields, is_known


def count(seen: SeenCells, pixels: NDArray[np.uint8], cells: list[Cell]) -> tuple[bool, ...]:
    sight = seen.look(pixels, cells)
    seen.remember(sight)
    return sight.before


@pytest.mark.parametrize("overlap", [0.1, 0.2, 0.35, 0.55])
def test_a_cell_of_overlapping_fields_is_counted_once_and_none_is_lost(overlap: float) -> None:
    seen, places, again = SeenCells(), [], 0
    for pixels, cells, where in fields(3, overlap):
        for place, before in zip(where, count(seen, pixels, cells), strict=True):
            assert before == is_known(place, places), place
            again += before
        places += where
    assert len(places) > 20
    assert again > 0 or overlap < 0.2


def test_a_field_that_is_captured_twice_adds_nothing_though_light_and_noise_have_changed() -> None:
    seen, rng = SeenCells(), np.random.default_rng(1)
    for pixels, cells, _ in fields(4, 0.0, count=4):
        count(seen, pixels, cells)
        darker = pixels * 0.85 + rng.normal(0, 3, pixels.shape)
        blurred = cv2.GaussianBlur(np.clip(darker, 0, 255).astype(np.uint8), (0, 0), 1.0)
        assert all(count(seen, blurred, cells))


def test_cells_of_slides_that_have_nothing_in_common_are_all_counted() -> None:
    seen = SeenCells()
    for seed in (5, 6):
        for pixels, cells, _ in fields(seed, 0.0, count=9):
            assert not any(count(seen, pixels, cells))


def test_fields_of_another_size_and_fields_without_cells_are_no_trouble() -> None:
    seen = SeenCells()
    pixels, cells, _ = next(fields(3, 0.0, count=1))
    assert count(seen, pixels, []) == ()
    assert not any(count(seen, pixels, cells))
    smaller = np.ascontiguousarray(pixels[:200, :300])
    assert not any(count(seen, smaller, [Cell(Region(20, 20, 60, 60))]))
    assert len(seen) == 3


def test_a_field_that_was_only_looked_at_is_not_remembered() -> None:
    seen = SeenCells()
    pixels, cells, _ = next(fields(3, 0.0, count=1))
    assert not any(seen.look(pixels, cells).before)
    assert not any(seen.look(pixels, cells).before)
    assert len(seen) == 0
