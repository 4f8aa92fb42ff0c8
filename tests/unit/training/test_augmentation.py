from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from leukdesk.imaging.resizing import squeeze
from leukdesk.training.augmentation import AUGMENTATIONS
from leukdesk.training.cells import BACKGROUND
from leukdesk.training.masks import CornerMask
from leukdesk.training.preparation_layer import PreparePixels
from leukdesk.training.preparing import Preparation

RNG = np.random.default_rng(4)
PICTURE = RNG.integers(0, 256, (96, 120, 3), dtype=np.uint8)
RANDOM = sorted(set(AUGMENTATIONS) - {"none"})


@pytest.mark.parametrize("side", [64, 96, 128])
@pytest.mark.parametrize("name", RANDOM)
def test_a_variant_has_the_side_asked_for_and_differs(name: str, side: int) -> None:
    rng = np.random.default_rng(0)
    first, second = (AUGMENTATIONS[name](PICTURE, side, rng) for _ in range(2))
    assert first.shape == second.shape == (side, side, 3)
    assert first.dtype == second.dtype == np.uint8
    assert (first != second).any()


@pytest.mark.parametrize("name", AUGMENTATIONS)
def test_the_same_seed_gives_the_same_variant_and_the_picture_is_left_alone(name: str) -> None:
    before = PICTURE.copy()
    one, two = (AUGMENTATIONS[name](PICTURE, 64, np.random.default_rng(9)) for _ in range(2))
    assert (one == two).all()
    assert (before == PICTURE).all()


def test_colour_alone_no_longer_tells_two_stains_apart() -> None:
    """The mean colour of variants of one picture varies more than two batches of stain differ."""
    pink = np.full((64, 64, 3), (225, 180, 205), np.uint8)
    rng = np.random.default_rng(1)
    means = np.array([AUGMENTATIONS["strong"](pink, 48, rng).reshape(-1, 3).mean(axis=0) for _ in range(60)])
    assert (means.std(axis=0) > 12).all()


def test_a_cell_on_black_stays_whole_and_black_stays_black() -> None:
    cell = np.zeros((160, 160, 3), np.uint8)
    cv2.circle(cell, (80, 80), 40, (120, 60, 150), -1)
    size = (cell.max(axis=2) > BACKGROUND).mean()
    rng = np.random.default_rng(0)
    for _ in range(40):
        variant = AUGMENTATIONS["cells"](cell, 80, rng)
        inside = variant.max(axis=2) > BACKGROUND
        assert (variant[~inside] == 0).all()
        assert not inside[0].any() and not inside[:, 0].any()
        assert 0.9 < inside.mean() / size < 1.12
        assert np.abs(variant[inside].mean(axis=0) - (120, 60, 150)).max() < 8, "stain is not varied"


def test_none_changes_nothing_but_the_size() -> None:
    assert (AUGMENTATIONS["none"](PICTURE, 48, RNG) == squeeze(PICTURE, 48, 48)).all()


def test_the_seven_networks_light_keeps_within_the_studys_bounds() -> None:
    """Of mid-grey, contrast, blur and geometry leave nothing to see: what is left is noise times gain."""
    grey = np.full((64, 64, 3), 128, np.uint8)
    rng = np.random.default_rng(2)
    variants = [AUGMENTATIONS["seven_networks"](grey, 64, rng).astype(float) for _ in range(200)]
    gains = np.array([v.mean(axis=(0, 1)) / 128 for v in variants])
    noises = np.array([v.std(axis=(0, 1)) for v in variants]) / gains
    assert 0.78 < gains.min() < 0.83
    assert 1.17 < gains.max() < 1.22
    assert 0.8 * 0.05 * 255 < noises.max() < 1.05 * 0.05 * 255  # 4,096 pixels tell it to some per cent
    coloured = np.array([np.ptp(v, axis=2).mean() > 1 for v in variants])
    assert 0.4 < coloured.mean() < 0.8  # noise of each channel in half, gain of each in a fifth


def test_the_seven_networks_contrast_keeps_within_the_studys_bounds() -> None:
    halves = np.repeat(np.array([[[108] * 3], [[148] * 3]], np.uint8), 32, axis=0).repeat(64, axis=1)
    rng = np.random.default_rng(2)
    ratios = []
    for _ in range(200):
        variant = AUGMENTATIONS["seven_networks"](halves, 64, rng).astype(float)
        without_noise = cv2.blur(variant, (9, 9)).mean(axis=2)
        dark, light = np.percentile(without_noise, (5, 95))
        ratios.append((light - dark) / (light + dark) / (40 / 256))
    assert 0.72 < np.min(ratios) < 0.85
    assert 1.4 < np.max(ratios) < 1.6


BOUNDS = {  # of magnification, turn in degrees, shift as a share of the side, whether up can become down
    "seven_networks": (0.8, 1.2, 25, 0.2, False),
    "lenet_lld": (1 / 1.2, 1 / 0.8, 72, 0.0, True),
    "all_hem": (1 / 1.2, 1 / 0.8, 72, 0.0, True),
    "all_stage": (1 / 1.2, 1 / 0.8, 40, 0.1, True),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_the_geometry_keeps_within_the_studys_bounds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matrices: list[NDArray[np.float64]] = []

    def warp(picture: Any, matrix: NDArray[np.float64], size: Any, **how: Any) -> Any:
        assert how["borderMode"] == cv2.BORDER_REFLECT
        matrices.append(matrix)
        return picture

    monkeypatch.setattr(cv2, "warpAffine", warp)
    rng = np.random.default_rng(3)
    for _ in range(300):
        AUGMENTATIONS[name](PICTURE, 65, rng)
    moved = np.array(matrices)
    least, most, turn, shift, upside_down = BOUNDS[name]

    area = np.linalg.det(moved[:, :, :2])
    assert least**2 < np.abs(area).min()
    assert np.abs(area).max() < most**2
    assert 0.4 < (area < 0).mean() < 0.6  # mirrored in half the cases

    # The x axis is turned and perhaps mirrored, not sheared.
    degrees = np.abs(np.rad2deg(np.arctan(moved[:, 1, 0] / moved[:, 0, 0])))
    assert 0.9 * turn < degrees.max() <= turn
    assert (moved[:, 1, 1] < 0).any() == upside_down

    centre = np.array([32, 32, 1])
    assert np.abs(moved @ centre - 32).max() <= shift * 65 + 1e-9


def test_a_mirrored_picture_is_the_picture_mirrored() -> None:
    """The lenet_lld variant with the least turn and zoom is near one of the four mirror images."""
    smooth = cv2.GaussianBlur(PICTURE, (0, 0), 12).astype(float)
    stretched = (smooth - smooth.min()) * (255 / np.ptp(smooth))
    picture = squeeze(stretched.astype(np.uint8), 96, 96)
    mirrored = [picture, picture[:, ::-1], picture[::-1], picture[::-1, ::-1]]
    rng = np.random.default_rng(0)
    nearest = min(
        (np.abs(AUGMENTATIONS["lenet_lld"](picture, 96, rng).astype(int) - image).mean(), number)
        for _ in range(300)
        for number, image in enumerate(mirrored)
    )
    assert nearest[0] < 10


def test_nothing_of_the_corner_is_left_and_the_graph_paints_as_training_did() -> None:
    mask = CornerMask(height=28 / 224, width=48 / 224)
    pictures = RNG.integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
    marked = pictures.copy()
    marked[:, 196:, 176:] = 255
    painted = mask.paint(marked)
    assert (painted == mask.paint(pictures)).all()
    assert (painted[:, :196] == pictures[:, :196]).all()
    assert (painted[:, :, :176] == pictures[:, :, :176]).all()
    assert (np.asarray(PreparePixels(Preparation(mask))(marked)) == painted).all()
