"""The network that learns to find white cells: what it is taught, how its answers are read, that it learns."""

from __future__ import annotations

from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from leukdesk.training.finding.fields import Box, Field
from leukdesk.training.finding.learnt.canvases import CELL_SIDES, SIDE, STRIDE, draw, read, target
from leukdesk.training.finding.learnt.network import LONG_SIDE, boxes_of, build
from leukdesk.training.finding.learnt.teaching import teach
from leukdesk.training.recipe import SettingError


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> list[Field]:
    """Pale fields of 240 x 180 with one dark disc of 40 pixels each."""
    folder = tmp_path_factory.mktemp("fields")
    rng = np.random.default_rng(2)
    drawn = []
    for number in range(10):
        x, y = (int(value) for value in rng.integers(25, 150, 2))
        pixels = np.full((180, 240, 3), 225, np.uint8)
        cv2.circle(pixels, (x, y), 20, (60, 30, 90), -1)
        path = folder / f"{number}.png"
        path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        drawn.append(Field(path, ((x - 20, y - 20, x + 21, y + 21),), path.name))
    return drawn


def test_a_canvas_shows_a_cell_wherever_its_target_says_so(fields: list[Field]) -> None:
    rng = np.random.default_rng(0)
    sets = [read(fields)]
    seen = []
    for _ in range(40):
        pixels, wanted = draw(sets, rng)
        assert pixels.shape == (SIDE, SIDE, 3)
        light = np.median(pixels.reshape(-1, 3), axis=0).mean()
        for row, column in zip(*np.nonzero(wanted[..., 5]), strict=True):
            width, height, right, below = wanted[row, column, 1:5]
            x, y = round(STRIDE * float(column + right)), round(STRIDE * float(row + below))
            assert wanted[row, column, 0] > 0.4
            assert pixels[min(y, SIDE - 1), min(x, SIDE - 1)].mean() < light, "the middle of a cell is dark"
            seen.append(STRIDE * float(np.exp(max(width, height))))
    assert len(seen) > 40
    assert CELL_SIDES[0] * 0.6 < min(seen) and max(seen) < CELL_SIDES[1] * 1.1
    assert max(seen) > 2.5 * min(seen), "sizes differ"


def test_an_answer_like_the_target_is_read_as_the_boxes() -> None:
    boxes: list[Box] = [(10, 20, 60, 64), (100, 96, 180, 184)]
    wanted = target(np.array(boxes, np.float64))

    class Knows(keras.Model):  # type: ignore[misc]
        def call(self, pictures: NDArray[np.float32], training: bool = False) -> NDArray[np.float32]:
            rows, columns = (side // STRIDE for side in pictures.shape[1:3])
            answer = np.full((1, rows, columns, 5), -9.0, np.float32)
            side = SIDE // STRIDE
            answer[0, :side, :side, 0] = 9 * (2 * wanted[..., 0] - 1)
            answer[0, :side, :side, 1:] = wanted[..., 1:5]
            return answer

    found = boxes_of(Knows(), np.zeros((LONG_SIDE, LONG_SIDE, 3), np.uint8))
    assert sorted(box for _, box in found) == boxes
    assert all(chance > 0.9 for chance, _ in found)


def test_whatever_it_has_learnt_cells_lie_within_pictures(fields: list[Field]) -> None:
    said: list[str] = []
    find = teach([fields, fields[:6]], None, 4, 1, said.append)
    found = find(fields[0].pixels())
    assert all(0 <= left < right <= 240 and 0 <= top < bottom <= 180 for left, top, right, bottom in found)
    assert said[0].startswith("step 4 of 4") and "a place is a cell from" in said[1]


def test_weights_of_something_else_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.weights.h5"
    wrong.write_bytes(b"no weights")
    with pytest.raises(SettingError, match="MobileNetV2"):
        build(wrong)
