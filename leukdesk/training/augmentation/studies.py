"""The random changes that the published studies made to their training pictures.

Each squeezes the whole picture to the side asked for, then changes it. Where a study names a change but not how strong
it was, the strength is ours and is said to be. What a turn or a shift lays bare is filled by reflection.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import squeeze


def none(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:  # noqa: ARG001
    """Nothing but the size is changed; the picture itself where it has that size."""
    return squeeze(rgb, side, side)


def seven_networks(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a variant as in the study of seven networks.

    Its numbers are those of the example in imgaug's documentation; the geometry, which it leaves open, is of there too.
    """
    picture = _moved(
        squeeze(rgb, side, side),
        scale=rng.uniform(0.8, 1.2, 2),
        shift=rng.uniform(-0.2, 0.2, 2),
        degrees=rng.uniform(-25, 25),
        shear=rng.uniform(-8, 8),
        mirror=(rng.random() < 0.5, False),
    )
    if rng.random() < 0.5:
        # Of so narrow a bell nothing is left two pixels out; a width of 0 would have OpenCV choose one.
        picture = np.asarray(cv2.GaussianBlur(picture, (5, 5), max(rng.uniform(0, 0.5), 1e-3)), np.uint8)
    contrast = np.float32(rng.uniform(0.75, 1.5))
    noise = rng.standard_normal((side, side, 3 if rng.random() < 0.5 else 1), np.float32)
    noise *= np.float32(rng.uniform(0, 0.05 * 255))
    gain = rng.uniform(0.8, 1.2, 3 if rng.random() < 0.2 else 1).astype(np.float32)
    return _bytes(((picture - np.float32(128)) * contrast + (noise + np.float32(128))) * gain)


def lenet_lld(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a variant as in the LeNet-LLD thesis: flips, Keras' ``RandomRotation(0.2)`` and ``RandomZoom(0.2)``."""
    return _moved(
        squeeze(rgb, side, side), scale=_zoom(rng, 0.2), degrees=360 * rng.uniform(-0.2, 0.2), mirror=_mirror(rng)
    )


def all_hem(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a variant as in the ALL/hem study: rotation, flips, contrast and zoom; the strengths are ours."""
    picture = _moved(
        squeeze(rgb, side, side), scale=_zoom(rng, 0.2), degrees=360 * rng.uniform(-0.2, 0.2), mirror=_mirror(rng)
    )
    mean = np.array(cv2.mean(picture)[:3])
    table = _bytes((np.arange(256)[:, None] - mean) * rng.uniform(0.8, 1.2) + mean)
    return np.asarray(cv2.LUT(picture, table[None]), np.uint8)


def all_stage(rgb: NDArray[np.uint8], side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a variant as in the stage study: rotation, shift, shear, zoom and flips; the strengths are ours."""
    return _moved(
        squeeze(rgb, side, side),
        scale=_zoom(rng, 0.2),
        shift=rng.uniform(-0.1, 0.1, 2),
        degrees=rng.uniform(-40, 40),
        shear=rng.uniform(-10, 10),
        mirror=_mirror(rng),
    )


def _zoom(rng: np.random.Generator, most: float) -> NDArray[np.float64]:
    """As Keras' RandomZoom: the factor is that of the part seen, so it divides."""
    return np.full(2, 1 / (1 + rng.uniform(-most, most)))


def _mirror(rng: np.random.Generator) -> tuple[bool, bool]:
    return rng.random() < 0.5, rng.random() < 0.5


def _moved(
    picture: NDArray[np.uint8],
    *,
    scale: NDArray[np.float64],
    degrees: float,
    mirror: tuple[bool, bool],
    shift: NDArray[np.float64] | None = None,
    shear: float = 0.0,
) -> NDArray[np.uint8]:
    """Mirror, scale, shear and turn a square picture about its centre, then shift it; in one resampling.

    Parameters
    ----------
    scale, mirror, shift : pair
        Along x and y; the shift as a share of the side.
    degrees, shear : float
        In degrees.
    """
    side = len(picture)
    angle, slant = np.deg2rad((degrees, shear))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ np.array([[1, np.tan(slant)], [0, 1]]) @ np.diag(np.where(mirror, -scale, scale))
    centre = np.full(2, (side - 1) / 2)
    offset = centre - linear @ centre + (0 if shift is None else shift * side)
    moved = cv2.warpAffine(picture, np.column_stack([linear, offset]), (side, side), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, np.uint8)


def _bytes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.clip(values, 0, 255) + np.float32(0.5), np.uint8)
