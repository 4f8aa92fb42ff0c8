from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest

from leukdesk.capture.virtual.samples import SAMPLES, render_sample
from leukdesk.imaging.focus import Gradients, edge_blur
from leukdesk.imaging.sharpness import Sharpness, measure_sharpness

from .spoiling import BLURS, disc, gaussian, moved, noisy


def measured(pixels: np.ndarray) -> Sharpness:
    return measure_sharpness(Gradients(np.ascontiguousarray(pixels, np.uint8)))


@pytest.fixture(scope="module")
def smears() -> list[np.ndarray]:
    return [render_sample(name) for name in SAMPLES]


@pytest.mark.parametrize("blur", [gaussian, disc])
def test_a_through_focus_series_of_rendered_fields_is_ranked(smears: list[np.ndarray], blur: object) -> None:
    rng = np.random.default_rng(1)
    right = []
    for smear in smears:
        figures = [measured(noisy(blur(smear, each), rng)).sharpness for each in BLURS]  # type: ignore[operator]
        right += [sharper > softer for sharper, softer in combinations(figures, 2)]
    assert np.mean(right) >= 0.95


def test_both_raw_figures_fall_with_blur(smears: list[np.ndarray]) -> None:
    figures = [measured(gaussian(smears[0], each)) for each in BLURS]
    for name in ("squared_gradient", "normalised_variance"):
        values = [getattr(each, name) for each in figures]
        assert values == sorted(values, reverse=True)


def test_stain_lamp_and_noise_hardly_change_sharpness(smears: list[np.ndarray]) -> None:
    rng = np.random.default_rng(2)
    for smear in smears:
        plain = measured(smear).sharpness
        pale = 255 * (smear / 255) ** 0.5
        assert measured(pale).sharpness == pytest.approx(plain, rel=0.12)
        assert measured(smear * 0.6).sharpness == pytest.approx(plain, rel=0.03)
        assert measured(noisy(smear, rng, 4)).sharpness == pytest.approx(plain, rel=0.06)


def test_half_the_cells_make_the_same_sharpness(smears: list[np.ndarray]) -> None:
    for smear in smears:
        fewer = smear.copy()
        fewer[:, : smear.shape[1] // 2] = np.quantile(smear, 0.9, axis=(0, 1))
        assert measured(fewer).sharpness == pytest.approx(measured(smear).sharpness, rel=0.2)


def test_a_larger_picture_of_the_field_is_as_sharp(smears: list[np.ndarray]) -> None:
    large = cv2.resize(smears[0], (1664, 1248), interpolation=cv2.INTER_CUBIC)
    larger = cv2.resize(smears[0], (3328, 2496), interpolation=cv2.INTER_CUBIC)
    assert measured(larger).sharpness == pytest.approx(measured(large).sharpness, rel=0.03)
    assert edge_blur(Gradients(larger)) == pytest.approx(edge_blur(Gradients(large)), rel=0.1)


def test_an_empty_field_has_no_sharpness() -> None:
    rng = np.random.default_rng(3)
    blank = noisy(np.full((540, 960, 3), 225, np.uint8), rng, 3)
    assert measured(blank).sharpness == 0
    assert measured(blank).motion_blur == 0


@pytest.mark.parametrize("share", [0.02, 0.04])
def test_the_length_of_a_motion_is_told(smears: list[np.ndarray], share: float) -> None:
    rng = np.random.default_rng(4)
    found = [
        measured(noisy(moved(smear, share * smear.shape[1], angle), rng)).motion_blur
        for smear in smears
        for angle in (0, 0.8, 1.6, 2.4)
    ]
    assert np.median(found) == pytest.approx(share, rel=0.45)
    assert np.quantile(found, 0.1) > 0.3 * share


def test_defocus_is_no_motion(smears: list[np.ndarray]) -> None:
    rng = np.random.default_rng(5)
    for deviation in (0, 1.4, 3.0):
        found = [measured(noisy(gaussian(smear, deviation), rng)).motion_blur for smear in smears]
        assert np.median(found) < 0.004
        assert max(found) < 0.012


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (3, 7), (17, 16)])
def test_pictures_of_any_shape_have_figures(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(6)
    for pixels in (np.full((*size, 3), 200, np.uint8), rng.integers(0, 256, (*size, 3), np.uint8)):
        found = measured(pixels)
        assert np.isfinite([found.sharpness, found.squared_gradient, found.normalised_variance]).all()
        assert 0 <= found.motion_blur < 1 or max(size) < 100
