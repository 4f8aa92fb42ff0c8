"""When a field is captured without a hand: on rendered fields, moved, blurred and darkened as a technician would."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from leukdesk.imaging.judgement import Reference
from leukdesk.imaging.motion import FieldView
from leukdesk.imaging.quality import assess
from leukdesk.imaging.reading import read_picture
from leukdesk.paths import resources
from leukdesk.watching.hands_free import HandsFree, Wait
from leukdesk.watching.sensitivity import CAREFUL, EAGER, NORMAL, Sensitivity
from leukdesk.watching.stillness import Stillness

PERIOD = 0.1
SIDE = 200


def field(name: str, left: int = 0) -> np.ndarray:
    """A field of a rendered sample, from so many pixels from the left on."""
    return np.ascontiguousarray(read_picture(resources() / "samples" / f"{name}.png").pixels[:SIDE, left : left + SIDE])


def blurred(pixels: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(pixels, (0, 0), sigma)


class Technician:
    """Shows fields to hands-free capture, ten a second, with a camera's noise, and notes what is captured."""

    def __init__(self, sensitivity: Sensitivity = NORMAL, reference: Reference | None = None) -> None:
        self.stillness, self.hands_free = Stillness(), HandsFree()
        self.sensitivity, self.reference = sensitivity, reference or Reference()
        self.captured: list[str] = []
        self.said: list[str] = []
        self._now = 0.0
        self._noise = np.random.default_rng(5)

    def show(self, pixels: np.ndarray, seconds: float = 2.0, name: str = "") -> None:
        for _ in range(round(seconds / PERIOD)):
            self._now += PERIOD
            seen = np.clip(pixels + self._noise.normal(0, 2, pixels.shape), 0, 255).astype(np.uint8)
            view = FieldView(seen)
            still = self.stillness.seconds(view, self._now)
            verdict = self.hands_free.judge(view, assess(seen), self.reference, still, self._now, self.sensitivity)
            self.said.append(verdict.sentence)
            if verdict.capture:
                self.captured.append(name)
                self.hands_free.captured(name, view)


@pytest.fixture
def technician() -> Iterator[Technician]:
    return Technician()


def test_a_sharp_field_at_rest_is_captured_once(technician: Technician) -> None:
    technician.show(field("pre-01"), 3, "first")
    assert technician.captured == ["first"]
    assert technician.said[-1] == Wait.KNOWN


def test_nothing_is_captured_while_the_stage_moves(technician: Technician) -> None:
    for step in range(0, 24, 3):
        technician.show(field("pre-01", step), PERIOD)
    assert technician.captured == []
    assert set(technician.said) == {Wait.MOVING}
    technician.show(field("pre-01", 24), 1, "stopped")
    assert technician.captured == ["stopped"]


def test_a_slow_drift_is_movement_too(technician: Technician) -> None:
    for step in range(24):
        technician.show(field("pre-01", step), 2 * PERIOD)
    assert technician.captured == []


def test_a_blurred_field_waits_for_the_focus_and_is_captured_when_it_is_found(technician: Technician) -> None:
    sharp = field("early-01")
    technician.show(blurred(sharp, 6), 2)
    assert technician.captured == []
    assert "focus" in technician.said[-1].lower()
    for sigma in (5, 4, 3, 2, 1.5, 1):
        technician.show(blurred(sharp, sigma), PERIOD, "on the way")
    technician.show(sharp, 2, "found")
    assert technician.captured == ["found"]


def test_softer_than_the_stations_own_best_is_out_of_focus() -> None:
    sharp = field("pre-01")
    best = assess(sharp).sharpness
    technician = Technician(CAREFUL, Reference(sharpness=best))
    technician.show(blurred(sharp, 1.6), 2, "soft")
    assert technician.captured == []
    assert technician.said[-1] == Wait.FOCUS
    technician.show(sharp, 2, "sharp")
    assert technician.captured == ["sharp"]


def test_a_field_that_comes_back_is_known_until_the_slide_is_changed(technician: Technician) -> None:
    technician.show(field("pre-01"), 2, "a")
    technician.show(field("pro-01"), 2, "b")
    technician.show(field("pre-01", 8), 2, "a again")
    assert technician.captured == ["a", "b"]
    technician.hands_free.begin_anew()
    technician.show(field("pre-01"), 2, "a anew")
    assert technician.captured == ["a", "b", "a anew"]


def test_a_field_whose_capture_failed_may_be_captured_again(technician: Technician) -> None:
    technician.show(field("pre-01"), 2, "a")
    technician.show(field("pro-01"), 2, "b")
    technician.hands_free.not_captured("b")
    technician.show(field("pro-01"), 2, "b again")
    technician.show(field("pre-01"), 2, "a again")
    assert technician.captured == ["a", "b", "b again"]


def test_a_dark_picture_is_told_with_what_to_do(technician: Technician) -> None:
    technician.show((field("pre-01") * 0.2).astype(np.uint8), 2)
    assert technician.captured == []
    assert "lamp" in technician.said[-1]


@pytest.mark.parametrize("nothing", [np.full((SIDE, SIDE, 3), 240, np.uint8), np.zeros((SIDE, SIDE, 3), np.uint8)])
def test_an_empty_place_is_not_captured(technician: Technician, nothing: np.ndarray) -> None:
    technician.show(nothing, 2)
    assert technician.captured == []


def test_the_eager_capture_sooner_than_the_careful() -> None:
    waited = {}
    for sensitivity in (EAGER, NORMAL, CAREFUL):
        technician = Technician(sensitivity)
        technician.show(field("pre-01"), 3, "a")
        waited[sensitivity.name] = technician.said.index("")
    assert waited["Eager"] < waited["Normal"] < waited["Careful"]
