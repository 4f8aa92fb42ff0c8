from __future__ import annotations

import numpy as np
import pytest

from leukdesk.training.augment import augment
from leukdesk.training.masks import CornerMask
from leukdesk.training.painting import PaintCorner

RNG = np.random.default_rng(4)
PICTURE = RNG.integers(0, 256, (96, 96, 3), dtype=np.uint8)


@pytest.mark.parametrize("side", [64, 96, 128])
def test_a_variant_has_the_side_asked_for_and_differs(side: int) -> None:
    rng = np.random.default_rng(0)
    first, second = augment(PICTURE, side, rng), augment(PICTURE, side, rng)
    assert first.shape == second.shape == (side, side, 3)
    assert first.dtype == np.uint8
    assert (first != second).any()


def test_the_same_seed_gives_the_same_variant_and_the_picture_is_left_alone() -> None:
    before = PICTURE.copy()
    one = augment(PICTURE, 64, np.random.default_rng(9))
    two = augment(PICTURE, 64, np.random.default_rng(9))
    assert (one == two).all()
    assert (before == PICTURE).all()


def test_colour_alone_no_longer_tells_two_stains_apart() -> None:
    """The mean colour of variants of one picture varies more than two batches of stain differ."""
    pink = np.full((64, 64, 3), (225, 180, 205), np.uint8)
    rng = np.random.default_rng(1)
    means = np.array([augment(pink, 48, rng).reshape(-1, 3).mean(axis=0) for _ in range(60)])
    assert (means.std(axis=0) > 12).all()


def test_nothing_of_the_corner_is_left_and_the_graph_paints_as_training_did() -> None:
    mask = CornerMask(height=28 / 224, width=48 / 224)
    pictures = RNG.integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
    marked = pictures.copy()
    marked[:, 196:, 176:] = 255
    painted = mask.paint(marked)
    assert (painted == mask.paint(pictures)).all()
    assert (painted[:, :196] == pictures[:, :196]).all()
    assert (painted[:, :, :176] == pictures[:, :, :176]).all()
    assert (np.asarray(PaintCorner(mask)(marked)) == painted).all()
