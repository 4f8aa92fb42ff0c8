"""From slide to sensor: the light and its colour, focus, motion, noise, and the mark that says what the picture is."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

MARK = "RENDERED"
# Height and width of the mark's corner as fractions of the picture: inside the corner that bundled models mask.
MARK_CORNER = (28 / 224, 48 / 224)
NOISE_TILE = 320
HALVED = 1.0  # pixels of blur from which a picture is halved for it
BALANCED = 5500.0  # kelvin: the light that the camera's white balance is set for
_RED_GREEN_BLUE = np.array([0.60, 0.54, 0.46])  # micrometres


class Optics:
    """The light path and the sensor for one size of picture.

    Parameters
    ----------
    rng : numpy Generator
        Chooses the side that the light falls off to, and where dust lies.
    size : tuple of int
        Width and height in pixels.
    """

    def __init__(self, rng: np.random.Generator, size: tuple[int, int]) -> None:
        self._size = size
        self._falloff = _falloff(rng, size)
        self._grey = _grey_noise(rng)
        self._noise_mean = 0.0
        self._noise = np.zeros((0, 0, 3), np.uint8)
        self._mark = _mark(size)
        self.light(100.0, BALANCED, 0.0)

    def light(self, lamp: float, warmth: float, unevenness: float) -> None:
        """Set the light.

        Parameters
        ----------
        lamp : float
            Brightness in percent of the usual.
        warmth : float
            Colour temperature in kelvin.
        unevenness : float
            Loss in the corners, in percent; falling off to one side, its tint and dust grow with it.
        """
        field = 1 + unevenness / 100 * self._falloff
        field = field / field.max() * warmed(warmth).astype(np.float32)
        most = float(field.max())
        self._gain = lamp / 100 * most
        self._field = np.asarray(np.clip(255 / most * cv2.resize(field, self._size), 0, 255) + 0.5, np.uint8)

    def noise(self, deviation: float) -> None:
        """Set the sensor's noise: its standard deviation in grey levels."""
        # Only ever taken away, which is one cheap saturating operation; the mean is given back by the gain.
        self._noise_mean = 2.5 * deviation
        tile = np.clip(np.rint(self._noise_mean + deviation * self._grey), 0, 255).astype(np.uint8)
        width, height = self._size
        # Larger than a picture by one tile each way, so that a picture can be cut from it at any place in a tile.
        self._noise = np.tile(tile, (math.ceil(height / NOISE_TILE) + 1, math.ceil(width / NOISE_TILE) + 1, 1))

    def picture(
        self,
        scene: Pixels,
        frame: int,
        blur: float = 0.0,
        motion: tuple[float, float] = (0.0, 0.0),
        marked: bool = True,
    ) -> Pixels:
        """Return what the sensor sees.

        Parameters
        ----------
        scene : array, uint8, shape (H, W, 3), RGB
            Evenly lit part of the slide; not changed.
        frame : int
            Chooses the noise.
        blur : float
            Deviation of the defocus in pixels; below 0.35 the picture is sharp.
        motion : tuple of float
            Pixels that the slide moves to the right and down while the shutter is open.
        marked : bool
            Whether the mark is put on.
        """
        width, height = self._size
        scene = _blurred(scene, blur, motion)
        gain = self._gain * (1 + self._noise_mean / 255)
        seen = np.asarray(cv2.multiply(scene, self._field, scale=gain / 255), np.uint8)
        if self._noise_mean:
            top, left = frame * 97 % NOISE_TILE, frame * 41 % NOISE_TILE
            cv2.subtract(seen, self._noise[top : top + height, left : left + width], dst=seen)
        if marked:
            corner = seen[-self._mark.shape[0] :, -self._mark.shape[1] :]
            corner[:] = cv2.multiply(corner, self._mark, scale=1 / 255)
        return seen


def warmed(kelvin: float) -> NDArray[np.float64]:
    """Return factors for red, green (1) and blue of a lamp, seen by a camera that is balanced for ``BALANCED``.

    By Planck's law, at one wavelength for each colour.
    """
    factors = _planck(kelvin) / _planck(BALANCED)
    return np.asarray(factors / factors[1], np.float64)


def _planck(kelvin: float) -> NDArray[np.float64]:
    return np.asarray(1 / (np.exp(14_388 / (_RED_GREEN_BLUE * kelvin)) - 1), np.float64)


def _blurred(scene: Pixels, blur: float, motion: tuple[float, float]) -> Pixels:
    """Defocus, and smear along a motion; for much of either the picture is halved first, which is not seen."""
    across, down = abs(motion[0]), abs(motion[1])
    height, width = scene.shape[:2]
    halvings = math.floor(math.log2(blur)) if blur >= 2 else int(blur >= HALVED or max(across, down) >= 4)
    halvings = min(halvings, math.floor(math.log2(min(width, height) / 8)))
    if halvings:
        times, small = 1 << halvings, scene
        for _ in range(halvings):  # one after the other is quicker than at once
            half = small.shape[1] // 2, small.shape[0] // 2
            small = np.asarray(cv2.resize(small, half, interpolation=cv2.INTER_AREA), np.uint8)
        if blur >= HALVED:
            # Shrinking and enlarging are a blur of their own, of about half a small pixel.
            rest = math.sqrt(max(0.05, (blur / times) ** 2 - 0.25))
            small = np.asarray(cv2.GaussianBlur(small, (0, 0), rest), np.uint8)
        small = _smeared(small, across / times, down / times)
        return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    if blur >= 0.35:
        scene = np.asarray(cv2.GaussianBlur(scene, (5, 5), blur), np.uint8)
    return _smeared(scene, across, down)


def _smeared(scene: Pixels, across: float, down: float) -> Pixels:
    if max(across, down) < 0.5:
        return scene
    return np.asarray(cv2.blur(scene, (round(across) + 1, round(down) + 1)), np.uint8)


def _falloff(rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return what an uneven light of 100 % takes away: corners, one side, a tint across, and the shadows of dust."""
    width, height = max(2, size[0] // 4), max(2, size[1] // 4)  # smooth enough to be enlarged
    x, y = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
    centre = rng.uniform(-0.15, 0.15, 2)
    light = -((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / 2
    for _ in range(3):
        cx, cy = rng.uniform(-0.9, 0.9, 2)
        spot = rng.uniform(0.015, 0.04)
        light -= 0.17 * np.exp(-(((x - cx) * width / height) ** 2 + (y - cy) ** 2) / (2 * spot * spot))
    turn = rng.uniform(0, 2 * math.pi)
    slope = math.cos(turn) * x + math.sin(turn) * y
    tint = np.array([0.22, 0.15, 0.06], np.float32)
    return np.asarray(light[..., None] + slope[..., None] * tint, np.float32)


def _grey_noise(rng: np.random.Generator) -> NDArray[np.float64]:
    """Return noise of deviation 1, partly common to the three colours, which a sensor's own interpolation makes it."""
    common = rng.standard_normal((NOISE_TILE, NOISE_TILE, 1))
    return np.asarray(0.6 * common + 0.8 * rng.standard_normal((NOISE_TILE, NOISE_TILE, 3)), np.float64)


def _mark(size: tuple[int, int]) -> Pixels:
    """Return what the mark lets through, 255 being all, for the bottom right corner."""
    width, height = math.floor(MARK_CORNER[1] * size[0]), math.floor(MARK_CORNER[0] * size[1])
    glass = np.full((height, width, 3), 255, np.uint8)
    unit, wide, high = _letters()
    font = unit * min(0.6 * width / wide, 0.4 * height / high)
    thickness = max(1, round(1.6 * font))
    origin = (round(0.92 * width - wide * font / unit), round(0.84 * height))
    cv2.putText(glass, MARK, origin, cv2.FONT_HERSHEY_SIMPLEX, font, (140, 140, 148), thickness, cv2.LINE_AA)
    return glass


@lru_cache
def _letters() -> tuple[int, int, int]:
    """Return a large size of type, so that what is measured is in proportion, and the mark's width and height in it."""
    unit = 100
    (wide, high), _below = cv2.getTextSize(MARK, cv2.FONT_HERSHEY_SIMPLEX, unit, 1)
    return unit, wide, high
