from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.judgement import Judgement, Reference, colour_cast
from leukdesk.imaging.quality import assess

from .spoiling import crushed, gaussian, moved, noisy, overexposed, sloped, tinted


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


def judged(pixels: np.ndarray, reference: Reference | None = None) -> dict[str, Judgement]:
    quality = assess(np.ascontiguousarray(pixels, np.uint8), reference=reference)
    return {judgement.id: judgement for judgement in quality.judgements}


def test_a_good_field_is_good_in_every_aspect_and_needs_no_sentence(smear: np.ndarray) -> None:
    found = judged(smear)
    assert list(found) == ["focus", "light", "clipping", "evenness", "colour", "motion"]
    assert {judgement.level for judgement in found.values()} == {"good"}
    assert {judgement.sentence for judgement in found.values()} == {""}
    assert all(judgement.caption and judgement.text for judgement in found.values())


SPOILT = {
    "focus": lambda smear: gaussian(smear, 5),
    "light": lambda smear: smear * 0.2,
    "clipping": overexposed,
    "evenness": sloped,
    "colour": tinted,
    "motion": lambda smear: noisy(moved(smear, 14, 0.5), np.random.default_rng(1)),
}


@pytest.mark.parametrize("aspect", SPOILT)
def test_what_is_spoilt_is_bad_and_what_to_do_is_said(smear: np.ndarray, aspect: str) -> None:
    found = judged(SPOILT[aspect](smear))[aspect]
    assert found.level == "bad"
    assert found.sentence.endswith(".")
    assert ":" in found.sentence


def test_too_much_light_is_told_from_too_little(smear: np.ndarray) -> None:
    assert "lower the lamp" in judged(overexposed(smear))["clipping"].sentence
    assert "white" in judged(overexposed(smear))["clipping"].text
    assert "raise" in judged(smear * 0.2)["light"].sentence


def test_cells_that_are_cut_off_at_black_are_bad(smear: np.ndarray) -> None:
    found = judged(crushed(smear))["clipping"]
    assert (found.level, found.text.endswith("black")) == ("bad", True)
    assert "of the cells is black: raise the lamp" in found.sentence


def test_one_channel_that_is_cut_off_is_clipping_though_nothing_is_white(smear: np.ndarray) -> None:
    red = np.clip(smear * np.array([1.3, 0.9, 0.9]), 0, 255).astype(np.uint8)
    assert assess(red).clipped_bright == 0
    assert judged(red)["clipping"].level == "bad"
    assert (assess(red).white_background or 0) > 0.85
    blue_of_nuclei = smear.copy()
    blue_of_nuclei[..., 1] = np.where(smear[..., 1] < 140, 0, smear[..., 1])
    assert assess(blue_of_nuclei).clipped_dark == 0
    assert judged(blue_of_nuclei)["clipping"].level == "bad"


def test_a_part_of_the_background_cut_off_is_not_called_good(smear: np.ndarray) -> None:
    part = smear.copy()
    light = smear.min(axis=2) > 225
    part[:100][light[:100]] = 255
    found = judged(part)["clipping"]
    assert found.level == "fair"
    assert 0.3 < found.value < 0.6


def test_nobody_is_told_to_calibrate_what_is_calibrated_already(smear: np.ndarray) -> None:
    corrected = Reference(flat_field=True, white_balance=True)
    for aspect, spoil, first in (("evenness", sloped, "a blank field"), ("colour", tinted, "the white balance")):
        spoilt = np.asarray(spoil(smear), np.uint8)
        assert f"calibrate {first}" in judged(spoilt)[aspect].sentence
        assert f"calibrate {first}" not in judged(spoilt, corrected)[aspect].sentence
        assert "calibrate again" in judged(spoilt, corrected)[aspect].sentence
    assert "centre the condenser" in judged(sloped(smear), corrected)["evenness"].sentence


def test_focus_is_held_against_the_station_s_own_best(smear: np.ndarray) -> None:
    own = assess(smear).sharpness
    assert assess(smear).focus_relative is None
    assert assess(smear, reference=Reference(sharpness=own)).focus_relative == 1
    quality = assess(smear, reference=Reference(sharpness=1.6 * own))
    assert quality.focus_relative == pytest.approx(1 / 1.6)
    (remark,) = quality.remarks
    assert (remark.code, remark.severity) == ("softer-than-usual", "note")
    assert judged(smear, Reference(sharpness=1.6 * own))["focus"].level == "bad"
    assert judged(smear, Reference(sharpness=1.3 * own))["focus"].level == "fair"
    assert judged(smear, Reference(sharpness=1.1 * own))["focus"].level == "good"


def test_what_is_out_of_focus_by_any_measure_is_never_good_however_bad_the_station_s_best(smear: np.ndarray) -> None:
    soft = np.asarray(gaussian(smear, 5), np.uint8)
    assert judged(soft, Reference(sharpness=assess(soft).sharpness))["focus"].level == "bad"


def test_colour_is_held_against_the_station_s_own_background(smear: np.ndarray) -> None:
    yellow = tinted(smear)
    assert judged(yellow, Reference(background=(240.0, 192.0, 132.0)))["colour"].level == "good"
    assert judged(smear, Reference(background=(240.0, 192.0, 132.0)))["colour"].level == "bad"


def test_a_colour_cast_is_counted_in_stops_whatever_the_brightness() -> None:
    assert colour_cast((200.0, 100.0, 200.0), None) == pytest.approx(1)
    assert colour_cast((100.0, 50.0, 25.0), (200.0, 100.0, 50.0)) == pytest.approx(0)
    assert colour_cast((200.0, 200.0, 200.0), (200.0, 200.0, 100.0)) == pytest.approx(1)


def test_the_unevenness_is_the_share_of_light_that_is_missing(smear: np.ndarray) -> None:
    uneven = assess(sloped(smear)).unevenness
    assert uneven == pytest.approx(0.5, abs=0.06)


def test_a_moved_picture_makes_the_answer_uncertain(smear: np.ndarray) -> None:
    moving = noisy(moved(smear, 14, 0.5), np.random.default_rng(1))
    (remark,) = assess(moving).remarks
    assert (remark.code, remark.severity) == ("motion-blur", "warning")


def test_a_cell_on_black_is_judged_by_its_focus_only(smear: np.ndarray) -> None:
    inside = np.hypot(*(np.indices(smear.shape[:2]) - np.array([156, 208])[:, None, None])) < 60
    cell = np.where(inside[..., None], np.array([120, 60, 150]) + RNG.integers(-20, 20, smear.shape), 0)
    assert set(judged(cell, Reference(0.3, (240.0, 240.0, 240.0)))) == {"focus"}
    figures = assess(cell.astype(np.uint8)).figures()
    assert "unevenness" not in figures
    assert "colour_cast" not in figures


def test_an_empty_field_is_judged_by_its_light_only() -> None:
    blank = NO_SMEARS["a blank field"].astype(np.uint8)
    assert set(judged(blank)) == {"light", "clipping", "evenness", "colour"}
    assert judged(blank)["evenness"].level == "good"


def test_the_new_figures_are_logged_when_they_are_known(smear: np.ndarray) -> None:
    new = {"sharpness", "squared_gradient", "normalised_variance", "motion_blur", "unevenness", "colour_cast"}
    new |= {"white_background", "black_cells"}
    assert new < set(assess(smear).figures())
    assert assess(smear, reference=Reference(sharpness=1.0)).figures()["focus_relative"] > 0


@pytest.mark.parametrize("name", NO_SMEARS)
def test_whatever_is_no_smear_has_finite_figures(name: str) -> None:
    quality = assess(NO_SMEARS[name].astype(np.uint8), reference=Reference(0.3, (240.0, 240.0, 240.0)))
    assert np.isfinite(list(quality.figures().values())).all()
    assert all(np.isfinite(judgement.value) for judgement in quality.judgements)
