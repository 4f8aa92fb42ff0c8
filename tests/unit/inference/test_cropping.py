from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region
from leukdesk.inference.card import ModelCard, read_card
from leukdesk.inference.crop_rule import CropRule
from leukdesk.inference.cropping import crop, crop_side
from leukdesk.paths import bundled_models

LIGHT, CELL, NUCLEUS = (235, 225, 220), (150, 120, 190), (70, 40, 120)


@pytest.fixture(scope="module")
def card() -> ModelCard:
    """A model that sees 30 micrometres at 96 pixels."""
    read = read_card(bundled_models() / "pbc8-mobilenetv2" / "card.toml")
    return replace(read, input_height=96, input_width=96, crop=CropRule(30.0, 0.5, "set here"))


@pytest.fixture(scope="module")
def on_black(card: ModelCard) -> ModelCard:
    return replace(card, on_black=True)


def field_with(x: int, y: int, radius: int, size: tuple[int, int] = (480, 640)) -> np.ndarray:
    pixels = np.full((*size, 3), LIGHT, np.uint8)
    cv2.circle(pixels, (x, y), radius, CELL, -1, cv2.LINE_AA)
    cv2.circle(pixels, (x, y), radius // 2, NUCLEUS, -1, cv2.LINE_AA)
    return pixels


def found_at(x: int, y: int, radius: int, *, outline: bool = True) -> Cell:
    corners = tuple(
        (round(x + radius * np.cos(turn)), round(y + radius * np.sin(turn)))
        for turn in np.linspace(0, 2 * np.pi, 48, endpoint=False)
    )
    return Cell(Region(x - radius, y - radius, 2 * radius, 2 * radius), corners if outline else ())


def dark_width(picture: np.ndarray) -> int:
    """Pixels of the middle row that are the cell's."""
    return int(np.count_nonzero(picture[len(picture) // 2, :, 1] < 170))


def test_a_cell_is_as_large_in_the_input_whatever_the_fields_scale(card: ModelCard) -> None:
    """A cell 12 micrometres wide takes 12/30 of the input from a field at 0.1 and at 0.25 micrometres a pixel."""
    for scale in (0.1, 0.25):
        radius = round(6 / scale)
        cut = crop(field_with(300, 200, radius), found_at(300, 200, radius), card, scale)
        assert cut.shape == (96, 96, 3)
        assert dark_width(cut) == pytest.approx(96 * 12 / 30, abs=2)


def test_without_a_scale_the_square_is_in_proportion_to_the_box(card: ModelCard) -> None:
    """Half of the box on each side: the cell takes half of the input, small or large."""
    for radius in (15, 60):
        cut = crop(field_with(300, 200, radius), found_at(300, 200, radius), card, None)
        assert dark_width(cut) == pytest.approx(48, abs=2)


def test_the_longer_side_of_a_box_counts(card: ModelCard) -> None:
    assert crop_side(Cell(Region(10, 10, 30, 50)), card, None) == pytest.approx(100)
    assert crop_side(Cell(Region(10, 10, 30, 50)), card, 0.1) == pytest.approx(300)


def test_a_square_inside_of_the_field_is_resized_as_training_pictures_were(card: ModelCard) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    cut = crop(noise, Cell(Region(180, 150, 40, 40)), card, 30 / 192)
    assert np.array_equal(cut, cv2.resize(noise[74:266, 104:296], (96, 96), interpolation=cv2.INTER_AREA))


def test_beyond_the_edge_a_field_goes_on_without_cells(card: ModelCard) -> None:
    """The box's middle is 18 pixels, rounded, from the edge: 30 columns of the square lie beyond."""
    field = field_with(5, 200, 30)
    cut = crop(field, Cell(Region(0, 170, 35, 60), cut=True), card, 30 / 96)
    assert cut.shape == (96, 96, 3)
    assert (cut[:, :30] == LIGHT).all()
    assert (cut[:, 30:] == field[152:248, :66]).all()


def test_a_cell_on_black_stands_alone_in_its_colours(on_black: ModelCard) -> None:
    field = field_with(300, 200, 40)
    cv2.circle(field, (360, 200), 15, NUCLEUS, -1)
    cut = crop(field, found_at(300, 200, 38), on_black, 30 / 192)
    assert (cut[:, :25] == 0).all()
    assert (cut[:, -25:] == 0).all()
    assert tuple(cut[48, 48]) == NUCLEUS
    assert tuple(cut[48, 48 + 15]) == CELL


def test_on_black_beyond_the_edge_is_black(on_black: ModelCard) -> None:
    cut = crop(field_with(0, 200, 40), Cell(Region(0, 160, 40, 80), cut=True), on_black, 30 / 96)
    assert (cut[:, :27] == 0).all()
    assert cut[48, 48].any()


def test_a_box_drawn_by_hand_is_cut_out_as_an_ellipse(on_black: ModelCard) -> None:
    white = np.full((400, 400, 3), 255, np.uint8)
    cut = crop(white, Cell(Region(180, 190, 60, 40), by_hand=True), on_black, 30 / 96)
    mask = cut[:, :, 0] > 127
    assert np.count_nonzero(mask) == pytest.approx(np.pi / 4 * 60 * 40, rel=0.03)
    assert np.count_nonzero(mask.any(axis=0)) == pytest.approx(60, abs=1)
    assert np.count_nonzero(mask.any(axis=1)) == pytest.approx(40, abs=1)
    assert np.array_equal(mask, mask[::-1])


def test_an_input_that_is_no_square_gets_the_square_squeezed(card: ModelCard) -> None:
    wide = replace(card, input_height=64, input_width=128)
    assert crop(field_with(300, 200, 40), found_at(300, 200, 40), wide, 0.1).shape == (64, 128, 3)


def test_a_scale_that_is_far_off_costs_no_memory(card: ModelCard) -> None:
    """Thirty micrometres at a nanometre a pixel are 900 million pixels, of which the field is a speck."""
    cut = crop(field_with(300, 200, 40), found_at(300, 200, 40), card, 0.001)
    assert cut.shape == (96, 96, 3)


def test_a_cell_outside_of_the_picture_is_refused(card: ModelCard) -> None:
    with pytest.raises(ValueError, match="lies outside a picture of 640 x 480"):
        crop(field_with(300, 200, 40), Cell(Region(700, 10, 20, 20)), card, None)


@given(
    height=st.integers(1, 60),
    width=st.integers(1, 60),
    box=st.tuples(st.integers(0, 59), st.integers(0, 59), st.integers(1, 60), st.integers(1, 60)),
    scale=st.none() | st.floats(0.001, 100),
    black=st.booleans(),
)
@settings(deadline=None)
def test_any_cell_of_any_field_fits_the_input(
    card: ModelCard, height: int, width: int, box: tuple[int, int, int, int], scale: float | None, black: bool
) -> None:
    x, y = box[0] % width, box[1] % height
    cell = Cell(Region(x, y, min(box[2], width - x), min(box[3], height - y)))
    cut = crop(np.full((height, width, 3), 200, np.uint8), cell, replace(card, on_black=black), scale)
    assert (cut.shape, cut.dtype) == ((96, 96, 3), np.uint8)
    assert cut.flags.c_contiguous
    if not black:
        assert (cut == 200).all()
