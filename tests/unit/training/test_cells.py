"""A cell on black as a network is shown it."""

from __future__ import annotations

import numpy as np
import pytest

from leukdesk.training.cells import BOUND, SPREAD, CellNumbers, Everywhere, Quadratic, StandardizedCell

RNG = np.random.default_rng(6)
CELL = np.zeros((1, 64, 64, 3), np.float32)
CELL[0, 20:50, 24:44] = RNG.uniform(40, 140, (30, 20, 3))
INSIDE = CELL.max(axis=-1) > 0


def test_a_standardized_cell_has_one_mean_and_spread_and_its_background_that_mean() -> None:
    shown = np.asarray(StandardizedCell()(CELL))
    assert np.allclose(shown[~INSIDE], 127.5)
    assert np.allclose(shown[INSIDE].mean(axis=0), 127.5, atol=1)
    assert np.allclose(shown[INSIDE].std(axis=0), SPREAD, rtol=0.02)


def test_another_stain_and_light_show_the_same_cell() -> None:
    """Each channel brighter or duller, as another lamp or another stain makes it."""
    other = CELL * np.array([1.2, 0.8, 0.9], np.float32) + INSIDE[..., None] * np.float32(10)
    assert np.abs(np.asarray(StandardizedCell()(other)) - np.asarray(StandardizedCell()(CELL))).max() < 2


def test_the_numbers_tell_size_colour_and_contrast() -> None:
    share, *colours = np.exp(np.asarray(CellNumbers()(CELL))[0, 0, 0])
    assert np.isclose(share, INSIDE.mean(), rtol=0.01)
    assert np.allclose(np.array(colours[:3]) * 256, CELL[INSIDE].mean(axis=0), rtol=0.02)
    assert np.allclose(np.array(colours[3:]) * 256, CELL[INSIDE].std(axis=0), rtol=0.02)


def test_a_picture_without_a_cell_gives_finite_numbers() -> None:
    black = np.zeros((1, 32, 32, 3), np.float32)
    assert np.isfinite(np.asarray(StandardizedCell()(black))).all()
    assert np.isfinite(np.asarray(CellNumbers()(black))).all()


def test_numbers_are_bounded_and_their_products_follow() -> None:
    numbers = np.array([[[[0.1, -0.2, 50.0]]]], np.float32)
    a, b, far, *products = np.asarray(Quadratic()(numbers))[0, 0, 0]
    assert (a, b) == pytest.approx((0.1, -0.2), rel=0.01)
    assert far == pytest.approx(BOUND)
    assert products == pytest.approx([a * a, a * b, a * far, b * b, b * far, far * far])


def test_numbers_stand_at_every_place_of_the_map() -> None:
    feature_map = RNG.normal(size=(2, 3, 4, 5)).astype(np.float32)
    numbers = RNG.normal(size=(2, 1, 1, 7)).astype(np.float32)
    joined = np.asarray(Everywhere()(feature_map, numbers))
    assert (joined[..., :5] == feature_map).all()
    assert (joined[..., 5:] == numbers).all()
