from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.quality import assess


def codes(pixels: np.ndarray, **options: Any) -> set[str]:
    return {remark.code for remark in assess(np.ascontiguousarray(pixels, np.uint8), **options).remarks}


@pytest.fixture(scope="module")
def smear() -> np.ndarray:
    return render_sample(SAMPLES[0])


def test_a_good_field_gets_no_remark_and_plain_figures(smear: np.ndarray) -> None:
    quality = assess(smear, min_side=224)
    assert quality.remarks == ()
    assert (quality.width, quality.height) == (416, 312)
    assert quality.smear_likeness > 0.5 < quality.focus
    assert 0.4 < quality.brightness < 1
    assert all(isinstance(value, float) for value in quality.figures().values())


def test_more_blur_is_less_focus_and_much_blur_is_said(smear: np.ndarray) -> None:
    blurred = [cv2.GaussianBlur(smear, (0, 0), sigma) for sigma in (0.5, 1, 2, 4, 8)]
    figures = [assess(np.asarray(picture, np.uint8)).focus for picture in blurred]
    assert figures == sorted(figures, reverse=True)
    assert "out-of-focus" in codes(blurred[-1])


def test_exposure_is_told_apart(smear: np.ndarray) -> None:
    assert "too-dark" in codes(smear * 0.12)
    white = smear.copy()
    white[:, : int(smear.shape[1] * 0.8)] = 255
    assert assess(white).clipped_bright > 0.7
    assert {"too-bright", "not-a-smear"} & codes(white)


def test_a_picture_smaller_than_the_model_s_input_is_told(smear: np.ndarray) -> None:
    assert "too-small" in codes(smear[:100, :100], min_side=224)
    assert "too-small" not in codes(smear, min_side=224)


def test_a_model_is_told_when_it_gets_what_it_does_not_know(smear: np.ndarray) -> None:
    inside = np.hypot(*(np.indices(smear.shape[:2]) - np.array([156, 208])[:, None, None])) < 60
    cell = np.where(inside[..., None], np.array([120, 60, 150]) + RNG.integers(-20, 20, smear.shape), 0)
    found = {on_black: codes(cell, on_black=on_black) for on_black in (None, False, True)}
    assert found == {None: {"cut-out-cell"}, False: {"cut-out-cell"}, True: set()}
    (remark,) = assess(cell.astype(np.uint8), on_black=False).remarks
    assert remark.severity == "warning"
    assert codes(smear, on_black=True) == {"not-cut-out"}
    assert codes(smear, on_black=False) == set()


RNG = np.random.default_rng(0)
ACROSS, DOWN = np.meshgrid(np.arange(320), np.arange(240))
NO_SMEARS = {
    "black": np.zeros((240, 320, 3)),
    "white": np.full((240, 320, 3), 255),
    "grey": np.full((240, 320, 3), 128),
    "purple": np.full((240, 320, 3), (120, 60, 160)),
    "noise": RNG.integers(0, 256, (240, 320, 3)),
    "gradient": np.dstack([ACROSS * 255 / 320, DOWN * 255 / 240, 255 - ACROSS * 255 / 320]),
    "checkers": np.dstack([(ACROSS // 16 + DOWN // 16) % 2 * 255] * 3),
    "a blank field": np.clip(np.full((240, 320, 3), (228, 222, 230)) + RNG.normal(0, 2, (240, 320, 3)), 0, 255),
    "a lens cap": np.clip(RNG.normal(6, 3, (240, 320, 3)), 0, 255),
}


@pytest.mark.parametrize("name", NO_SMEARS)
def test_what_is_plainly_no_smear_is_said_with_a_reason(name: str) -> None:
    remarks = {remark.code: remark for remark in assess(NO_SMEARS[name].astype(np.uint8)).remarks}
    assert "does not look like a stained blood smear: " in remarks["not-a-smear"].sentence
    assert remarks["not-a-smear"].severity == "warning"


def test_a_page_of_text_is_no_smear() -> None:
    page = np.full((480, 640, 3), 255, np.uint8)
    for line in range(16, 480, 18):
        cv2.putText(page, "The quick brown fox 0123456789", (6, line), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (20, 20, 20))
    assert "not-a-smear" in codes(page)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (3, 7), (17, 16)])
def test_pictures_of_any_shape_are_assessed(shape: tuple[int, int]) -> None:
    quality = assess(np.full((*shape, 3), 200, np.uint8), min_side=224)
    assert np.isfinite(list(quality.figures().values())).all()
