from __future__ import annotations

import tracemalloc

import cv2
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
    memory.add("a", view(slides[0], 0, 0))
    assert len(memory) == 1
    assert memory.find(view(slides[0], 0, 0)) == pytest.approx(1, abs=1e-3)
    assert memory.find(view(slides[3], 0, 0)) == 0


def test_the_largest_overlap_of_all_known_fields_is_told(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    for number, slide in enumerate(slides[1:]):
        memory.add(str(number), view(slide, 0, 0))
    memory.add("a", view(slides[0], 0, 0))
    memory.add("b", view(slides[0], 40, 0))
    assert memory.find(view(slides[0], 130, 0)) == pytest.approx(1 - 90 / SIDE, abs=0.01)
    assert memory.find(view(slides[0], 60, 26)) == pytest.approx((1 - 20 / SIDE) * (1 - 26 / SIDE), abs=0.01)


def test_a_forgotten_field_is_new(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    memory.add("a", view(slides[0], 0, 0))
    memory.clear()
    assert len(memory) == 0
    assert memory.find(view(slides[0], 0, 0)) == 0


def test_one_field_is_forgotten_by_its_key_and_the_others_stay(slides: list[np.ndarray]) -> None:
    memory = FieldMemory()
    for number, slide in enumerate(slides[:3]):
        memory.add(str(number), view(slide, 0, 0))
    memory.forget("1")
    memory.forget("never there")
    assert [memory.find(view(slide, 0, 0)) > 0 for slide in slides[:3]] == [True, False, True]
    memory.add("0", view(slides[1], 0, 0))
    assert [memory.find(view(slide, 0, 0)) > 0 for slide in slides[:3]] == [False, True, True]


def test_the_oldest_field_is_forgotten_when_there_are_too_many(slides: list[np.ndarray]) -> None:
    memory = FieldMemory(most=2)
    for number, slide in enumerate(slides[:3]):
        memory.add(str(number), view(slide, 0, 0))
    assert len(memory) == 2
    assert [memory.find(view(slide, 0, 0)) > 0 for slide in slides[:3]] == [False, True, True]


def test_a_remembered_field_takes_little_memory(slides: list[np.ndarray]) -> None:
    pictures = [cv2.resize(slides[0][y : y + SIDE, y : y + SIDE], (448, 252)) for y in range(40)]
    memory = FieldMemory()
    memory.add("first", FieldView(np.asarray(pictures[0], np.uint8)))
    memory.find(FieldView(np.asarray(pictures[0], np.uint8)))
    tracemalloc.start()
    try:
        for number, picture in enumerate(pictures):
            seen = FieldView(np.asarray(picture, np.uint8))
            memory.find(seen)  # as before every capture: it makes the fine pattern too
            memory.add(str(number), seen)
        del seen
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / len(pictures) < 60_000
