"""From slide to sensor: uneven light, focus, noise, and the mark that says what the picture is."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.virtual.style import Style

MARK = "RENDERED"
# Height and width of the mark's corner as fractions of the picture: inside the corner that bundled models mask.
MARK_CORNER = (28 / 224, 48 / 224)
NOISE_TILE = 320


class Optics:
    """The light path and the sensor, prepared once for a size of picture.

    Parameters
    ----------
    style : Style
    rng : numpy Generator
    size : tuple of int
        Width and height in pixels.
    noise : float
        Standard deviation of the sensor's noise, in grey levels.
    """

    def __init__(self, style: Style, rng: np.random.Generator, size: tuple[int, int], noise: float) -> None:
        self._size = size
        self._field = _light_field(style, rng, size)
        # Only ever taken away, which is one cheap saturating operation; the mean is given back by the gain.
        self._noise, self._noise_mean = _noise_bank(rng, size, noise)
        self._mark = _mark(size)

    def picture(self, scene: NDArray[np.uint8], frame: int, gain: float, blur: float) -> NDArray[np.uint8]:
        """Return what the sensor sees.

        Parameters
        ----------
        scene : array, uint8, shape (H, W, 3), RGB
            Evenly lit part of the slide; not changed.
        frame : int
            Chooses the noise.
        gain : float
            Brightness of the lamp; 1 is nominal.
        blur : float
            Radius of the defocus (standard deviation) in pixels; below 0.35 the picture is sharp.
        """
        width, height = self._size
        if blur >= 0.35:
            scene = np.asarray(cv2.GaussianBlur(scene, (7, 7), blur), np.uint8)
        gain *= 1 + self._noise_mean / 255
        seen = np.asarray(cv2.multiply(scene, self._field, scale=gain / 255), np.uint8)
        if self._noise_mean:
            top, left = frame * 97 % NOISE_TILE, frame * 41 % NOISE_TILE
            cv2.subtract(seen, self._noise[top : top + height, left : left + width], dst=seen)
        corner = seen[-self._mark.shape[0] :, -self._mark.shape[1] :]
        corner[:] = cv2.multiply(corner, self._mark, scale=1 / 255)
        return seen


def _light_field(style: Style, rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Darker in the corners, a little uneven and tinted across, with the shadows of dust on the sensor."""
    width, height = size[0] // 4, size[1] // 4  # smooth enough to be enlarged
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
    centre = rng.uniform(-0.15, 0.15, 2)
    light = 1 - style.vignette * ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / 2
    for _ in range(3):
        cx, cy = rng.uniform(-0.9, 0.9, 2)
        spot = rng.uniform(0.015, 0.04)
        light -= 0.02 * np.exp(-(((x - cx) * width / height) ** 2 + (y - cy) ** 2) / (2 * spot * spot))
    turn = rng.uniform(0, 2 * math.pi)
    slope = math.cos(turn) * x + math.sin(turn) * y
    tint = np.array([0.006, 0.0, -0.008], np.float32) * (1 + 4 * style.vignette)
    field = (light[..., None] + slope[..., None] * tint).astype(np.float32)
    return np.asarray(np.clip(255 * cv2.resize(field, size), 0, 255), np.uint8)


def _noise_bank(rng: np.random.Generator, size: tuple[int, int], deviation: float) -> tuple[NDArray[np.uint8], float]:
    """Return noise larger than a picture by one tile each way, so that any tile offset can be cut from it; its mean."""
    width, height = size
    grey = (
        rng.standard_normal((NOISE_TILE, NOISE_TILE, 1)) * 0.6 + rng.standard_normal((NOISE_TILE, NOISE_TILE, 3)) * 0.8
    )
    mean = 2.5 * deviation
    tile = np.clip(np.rint(mean + deviation * grey), 0, 255).astype(np.uint8)
    tiles = (math.ceil(height / NOISE_TILE) + 1, math.ceil(width / NOISE_TILE) + 1, 1)
    return np.tile(tile, tiles), mean


def _mark(size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return what the mark lets through, 255 being all, for the bottom right corner."""
    width, height = math.floor(MARK_CORNER[1] * size[0]), math.floor(MARK_CORNER[0] * size[1])
    glass = np.full((height, width, 3), 255, np.uint8)
    unit = 100  # a large size, so that what is measured is in proportion
    (wide, high), _below = cv2.getTextSize(MARK, cv2.FONT_HERSHEY_SIMPLEX, unit, 1)
    font = unit * min(0.6 * width / wide, 0.4 * height / high)
    thickness = max(1, round(1.6 * font))
    origin = (round(0.92 * width - wide * font / unit), round(0.84 * height))
    cv2.putText(glass, MARK, origin, cv2.FONT_HERSHEY_SIMPLEX, font, (140, 140, 148), thickness, cv2.LINE_AA)
    return glass
