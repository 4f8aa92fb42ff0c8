from __future__ import annotations

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.blank import FEWEST_FIELDS, estimated_blank, problem_of_blank
from leukdesk.imaging.correction import Correction, mean_of, white_factors
from leukdesk.imaging.illumination import measure_light

HEIGHT, WIDTH = 540, 960
Y, X = np.meshgrid(np.linspace(-1, 1, HEIGHT), np.linspace(-1, 1, WIDTH), indexing="ij")


def light(tint: tuple[float, float, float] = (0.95, 0.9, 0.8), *, slope: float = 0.2) -> np.ndarray:
    """A field's light, 0 to 1: darker towards the edges and to one side, with the wide shadow of dust."""
    shadow = 0.1 * np.exp(-((X - 0.4) ** 2 + (Y + 0.3) ** 2) / (2 * 0.04**2))
    return ((1 - 0.15 * (X**2 + Y**2) - slope * (X + 1) / 2 - shadow)[..., None] * np.array(tint)).astype(np.float32)


def frames_of(field: np.ndarray, count: int = 16, *, noise: float = 2.0, seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    grains = (noise * rng.standard_normal(field.shape, np.float32) for _ in range(count))
    return [np.clip(np.rint(field + grain), 0, 255).astype(np.uint8) for grain in grains]


def with_cells(count: int, *, seed: int = 1) -> np.ndarray:
    """What a field of red cells lets through, 0 to 1."""
    rng = np.random.default_rng(seed)
    seen = np.ones((HEIGHT, WIDTH, 3), np.float32)
    for x, y in zip(rng.integers(0, WIDTH, count), rng.integers(0, HEIGHT, count), strict=True):
        cv2.circle(seen, (int(x), int(y)), 32, (0.85, 0.65, 0.7), -1, cv2.LINE_AA)
    return cv2.GaussianBlur(seen, (0, 0), 1.5)


BLANK = mean_of(frames_of(250 * light()))


def test_the_mean_has_a_quarter_of_the_noise_of_its_sixteen_frames() -> None:
    field = np.full((200, 200, 3), 128.3)
    mean = mean_of(frames_of(field))
    assert mean.dtype == np.uint8
    assert mean.mean() == pytest.approx(128.3, abs=0.05)
    assert mean.std() < 0.7


def test_frames_without_a_mean_are_refused() -> None:
    with pytest.raises(ValueError, match="no frames"):
        mean_of([])
    with pytest.raises(ValueError, match="differ in size"):
        mean_of([np.zeros((2, 3, 3), np.uint8), np.zeros((3, 2, 3), np.uint8)])


def test_the_light_is_evened_and_neither_brightness_nor_colour_changes() -> None:
    (frame,) = frames_of(250 * light(), 1, seed=7)
    even = Correction(BLANK, None).apply(frame)
    before, after = measure_light(frame), measure_light(even)
    assert before is not None is not after
    assert before.unevenness > 0.3 > 0.02 > after.unevenness
    assert np.abs(even.mean(axis=(0, 1)) - frame.mean(axis=(0, 1))).max() < 0.5


def test_a_wide_shadow_goes_and_neither_grain_nor_noise_of_the_blank_field_is_printed() -> None:
    grains = light().copy()
    rng = np.random.default_rng(3)
    for x, y in rng.integers(20, HEIGHT - 20, (60, 2)):
        grains[y : y + 3, x : x + 3] *= 0.7
    correction = Correction(mean_of(frames_of(250 * grains)), None)
    field = np.rint(250 * light()).astype(np.uint8)
    even = correction.apply(field)[20:-20, 20:-20].astype(float)
    mean = field.mean(axis=(0, 1))
    assert np.abs(even / mean - 1).max() < 0.03, "the shadow was a tenth of the light"
    assert np.std(even - cv2.GaussianBlur(even, (0, 0), 8)) < 0.5, "rounding alone makes 0.3 grey levels"


def test_cells_keep_their_contrast_and_nothing_clips() -> None:
    cells = with_cells(150)
    seen = np.rint(250 * light() * cells).astype(np.uint8)
    even = Correction(BLANK, None).apply(seen)
    expected = cells * BLANK.mean(axis=(0, 1))
    assert np.abs(even[20:-20, 20:-20] - expected[20:-20, 20:-20]).max() < 0.04 * 255
    assert (even == 255).sum() == 0


def test_white_makes_the_background_grey_and_raises_no_channel_above_the_strongest() -> None:
    background = (200.0, 220.0, 180.0)
    factors = white_factors(background)
    made = np.array(background) * factors
    assert np.ptp(made) < 1e-6
    assert made[0] == pytest.approx(200)
    picture = np.tile(np.array(background, np.uint8), (4, 5, 1))
    assert (Correction(None, factors).apply(picture) == 200).all()


def test_white_and_blank_are_applied_together() -> None:
    frame = np.rint(250 * light()).astype(np.uint8)
    background = tuple(float(value) for value in BLANK.mean(axis=(0, 1)))
    even = Correction(BLANK, white_factors(background)).apply(frame)  # type: ignore[arg-type]
    assert np.ptp(even[10:-10, 10:-10].mean(axis=(0, 1))) < 0.5


@pytest.mark.parametrize("background", [(255.0, 30.0, 20.0), (0.0, 0.0, 0.0)])
def test_a_light_that_cannot_be_made_white_is_told(background: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="calibrate again"):
        white_factors(background)


def test_a_correction_holds_for_other_sizes_of_its_shape_only() -> None:
    correction = Correction(BLANK, None)
    for size in ((480, 270), (1920, 1080), (960, 540), (1366, 768)):
        picture = cv2.resize(BLANK, size)
        even = correction.apply(picture)
        assert even.shape == picture.shape
        assert even[..., 1].std() < 0.2 * picture[..., 1].std()
    with pytest.raises(ValueError, match=r"blank field of 960 × 540 pixels does not fit a picture of 640 × 480"):
        correction.apply(np.zeros((480, 640, 3), np.uint8))


def test_without_anything_to_correct_a_copy_comes_back() -> None:
    picture = BLANK.copy()
    picture.flags.writeable = False
    even = Correction(None, None).apply(picture)
    assert (even == picture).all()
    assert even.flags.writeable
    assert not np.shares_memory(even, picture)


def test_gains_are_bounded_where_no_light_came() -> None:
    black_corner = BLANK.copy()
    black_corner[:100, :100] = 0
    even = Correction(black_corner, None).apply(BLANK)
    assert even[50, 50].max() <= 3 * int(BLANK[50, 50].max())


def test_a_good_blank_field_has_no_problem() -> None:
    assert problem_of_blank(frames_of(250 * light())) == ""
    assert problem_of_blank(frames_of(250 * light(slope=0))) == ""
    assert problem_of_blank(frames_of(250 * light(), noise=5)) == ""


def moved() -> list[np.ndarray]:
    speck = with_cells(1, seed=4)
    faint = 1 - 0.09 * (speck < 0.95)
    return [
        *frames_of(250 * light(), 12),
        *frames_of(250 * light() * np.roll(faint, 40, axis=1), 2, seed=5),
        *frames_of(220 * light() * (250 / 220) * (1 - 0.05 * (X > 0.3))[..., None], 2),
    ]


BAD = {
    "Cells or dirt": lambda: frames_of(250 * light() * with_cells(120)),
    "Cells or dirt can": lambda: frames_of(250 * light() * with_cells(2)),
    "Cells": lambda: frames_of(250 * light() * cv2.GaussianBlur(with_cells(40), (0, 0), 12)),
    "too dark": lambda: frames_of(40 * light()),
    "pure white": lambda: frames_of(400 * light()),
    "light changed": lambda: frames_of(250 * light(), 8) + frames_of(225 * light(), 8),
    "stage moved": moved,
    "changed its resolution": lambda: [*frames_of(250 * light(), 2), BLANK[:200]],
    "No frame": list,
}


@pytest.mark.parametrize("words", BAD)
def test_what_is_wrong_with_a_blank_field_is_told(words: str) -> None:
    assert words in problem_of_blank(BAD[words]())


def test_rendered_fields_are_no_blank_fields() -> None:
    for name in SAMPLES:
        assert "Cells" in problem_of_blank([render_sample(name)] * 2)


def test_the_light_is_estimated_from_fields_full_of_cells() -> None:
    fields = [np.rint(250 * light() * with_cells(110, seed=seed)).astype(np.uint8) for seed in range(14)]
    correction = Correction(estimated_blank(fields[:12]), None)
    for field in fields[12:]:
        before, after = measure_light(field), measure_light(correction.apply(field))
        assert before is not None is not after
        assert after.unevenness < 0.3 * before.unevenness


def test_an_estimate_needs_fields_enough_of_one_size() -> None:
    field = np.rint(250 * light() * with_cells(60)).astype(np.uint8)
    with pytest.raises(ValueError, match="too few"):
        estimated_blank([field] * (FEWEST_FIELDS - 1))
    with pytest.raises(ValueError, match="too few"):
        estimated_blank([np.zeros_like(field)] * 20)
    with pytest.raises(ValueError, match="differ in size"):
        estimated_blank([field, field[:100]])


def test_frames_of_any_size_are_looked_at() -> None:
    for size in ((1, 1), (3, 7), (1, 300), (40, 40)):
        assert isinstance(problem_of_blank([np.full((*size, 3), 200, np.uint8)] * 2), str)
