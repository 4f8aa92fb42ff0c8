from __future__ import annotations

import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.fields import FieldMemory
from leukdesk.imaging.motion import FieldView

SIDE = 260


@pytest.fixture(scope="module")
def slides() -> list[np.ndarray]:
    return [render_sample(name) for name in SAMPLES]


def view(slide: np.ndarray, x: int, y: int) -> FieldView:
    return FieldView(np.ascontiguousarray(slide[y : y + SIDE, x : x + SIDE]))


def test_a_field_is_known_once_it_was_captured(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    assert memory.find(view(slides[0], 0, 0)) == 0
    memory.add(view(slides[0], 0, 0))
    assert len(memory) == 1
    assert memory.find(view(slides[0], 0, 0)) == pytest.approx(1, abs=1e-3)
    assert memory.find(view(slides[3], 0, 0)) == 0


def test_the_largest_overlap_of_all_known_fields_is_told(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    for slide in slides[1:]:
        memory.add(view(slide, 0, 0))
    memory.add(view(slides[0], 0, 0))
    memory.add(view(slides[0], 40, 0))
    assert memory.find(view(slides[0], 130, 0)) == pytest.approx(1 - 90 / SIDE, abs=0.01)
    assert memory.find(view(slides[0], 60, 26)) == pytest.approx((1 - 20 / SIDE) * (1 - 26 / SIDE), abs=0.01)


def test_a_forgotten_field_is_new(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    memory.add(view(slides[0], 0, 0))
    memory.clear()
    assert len(memory) == 0
    assert memory.find(view(slides[0], 0, 0)) == 0
