from __future__ import annotations

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.motion import SAME_FIELD, FieldView, shift

WIDTH, HEIGHT = 288, 208


@pytest.fixture(scope="module")
def slides() -> list[np.ndarray]:
    """Rendered smears."""
    return [render_sample(name) for name in SAMPLES]


def cut(slide: np.ndarray, x: int, y: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return np.ascontiguousarray(slide[y : y + height, x : x + width])


def seen_again(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The lamp up to a tenth brighter or darker, a little out of focus, with other noise."""
    seen = pixels.astype(np.float32) * rng.uniform(0.9, 1.0)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.1, 0.003 * pixels.shape[1]))
    return np.clip(seen + 3 * rng.standard_normal(seen.shape, np.float32), 0, 255).astype(np.uint8)


def test_a_shift_is_found_with_its_direction(slides: list[np.ndarray]) -> None:
    found = shift(FieldView(cut(slides[2], 20, 10)), FieldView(cut(slides[2], 50, 30)))
    assert found.dx == pytest.approx(-30 / WIDTH, abs=0.003)
    assert found.dy == pytest.approx(-20 / HEIGHT, abs=0.003)
    assert found.likeness > 0.9
    assert found.overlap == pytest.approx((1 - 30 / WIDTH) * (1 - 20 / HEIGHT), abs=0.01)


def test_a_picture_lies_upon_itself(slides: list[np.ndarray]) -> None:
    view = FieldView(slides[0])
    found = shift(view, view)
    assert (found.dx, found.dy) == pytest.approx((0, 0), abs=1e-6)
    assert found.likeness > 0.97


@pytest.mark.parametrize("share", [-0.6, -0.4, 0.4, 0.6])
def test_large_shifts_are_found(slides: list[np.ndarray], share: float) -> None:
    wide = np.hstack([slides[4], slides[5]])
    start = 0 if share < 0 else 416
    a, b = (FieldView(cut(wide, x, 0, 416, 312)) for x in (start, start - round(share * 416)))
    found = shift(a, b)
    assert found.dx == pytest.approx(share, abs=0.005)
    assert found.dy == pytest.approx(0, abs=0.005)
    assert found.likeness > 0.8


def test_a_thousandth_of_the_width_is_told_under_noise(slides: list[np.ndarray]) -> None:
    rng = np.random.default_rng(2)
    errors = []
    for slide in slides:
        large = cv2.resize(slide, (1248, 936), interpolation=cv2.INTER_CUBIC)
        for _ in range(5):
            moved = rng.uniform(-5, 5, 2)
            matrix = np.array([[1, 0, moved[0]], [0, 1, moved[1]]], np.float32)
            after = cv2.warpAffine(large, matrix, (1248, 936), borderMode=cv2.BORDER_REFLECT)
            a, b = (
                FieldView(np.clip(each + 4 * rng.standard_normal(each.shape, np.float32), 0, 255).astype(np.uint8))
                for each in (large, after)
            )
            found = shift(a, b)
            errors += [abs(found.dx - moved[0] / 1248), abs(found.dy - moved[1] / 936)]
    assert np.quantile(errors, 0.95) < 0.001
    assert max(errors) < 0.002


def test_the_same_rendered_field_is_told_from_others(slides: list[np.ndarray]) -> None:
    rng = np.random.default_rng(3)
    missed, confused = 0, 0
    for number in range(200):
        slide = slides[number % len(slides)]
        across, down = slide.shape[1] - WIDTH, slide.shape[0] - HEIGHT
        x, y, x2, y2 = rng.integers(0, (across, down, across, down))
        a, b = (FieldView(seen_again(cut(slide, *place), rng)) for place in ((x, y), (x2, y2)))
        found = shift(a, b)
        right = abs(found.dx - (x - x2) / WIDTH) < 0.02 and abs(found.dy - (y - y2) / HEIGHT) < 0.02
        missed += not (right and found.likeness >= SAME_FIELD)
        # The other slide of the same style.
        other = slides[number % len(slides) ^ 1]
        c = FieldView(seen_again(cut(other, *rng.integers(0, (across, down))), rng))
        confused += shift(a, c).likeness >= SAME_FIELD
    assert missed <= 2
    assert confused <= 4


def test_empty_fields_are_not_alike() -> None:
    rng = np.random.default_rng(5)
    blank = [np.clip(225 + 3 * rng.standard_normal((540, 960, 3)), 0, 255).astype(np.uint8) for _ in range(4)]
    assert max(shift(FieldView(blank[0]), FieldView(other)).likeness for other in blank[1:]) < 0.2


def test_neither_lamp_nor_vignetting_counts(slides: list[np.ndarray]) -> None:
    rng = np.random.default_rng(6)
    y, x = np.meshgrid(np.linspace(-1, 1, HEIGHT), np.linspace(-1, 1, WIDTH), indexing="ij")
    light = (1 - 0.25 * (x**2 + y**2))[..., None] * np.array([1, 0.95, 0.9])
    a, b = (FieldView((cut(slides[0], *place) * light).astype(np.uint8)) for place in ((0, 0), (110, 60)))
    assert shift(a, b).dx == pytest.approx(-110 / WIDTH, abs=0.005)
    blank = [np.clip(230 * light + rng.normal(0, 1, light.shape), 0, 255).astype(np.uint8) for _ in range(2)]
    assert shift(*map(FieldView, blank)).likeness < 0.2


def test_pictures_of_other_shapes_are_not_compared(slides: list[np.ndarray]) -> None:
    found = shift(FieldView(slides[0]), FieldView(slides[0][:200]))
    assert found.likeness == 0


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (3, 7), (64, 64), (20, 400)])
def test_pictures_of_any_shape_are_described(size: tuple[int, int]) -> None:
    view = FieldView(np.full((*size, 3), 200, np.uint8))
    assert 0 <= shift(view, view).likeness <= 1
    assert 0 <= view.coarse.found_in(view.coarse).likeness <= 1
