"""Pictures spoilt by known amounts, as a microscope and a camera spoil them."""

from __future__ import annotations

import cv2
import numpy as np

from leukdesk.imaging.illumination import measure_light

BLURS = (0.0, 0.7, 1.4, 2.1, 3.0, 4.5)
"""Of a through-focus series: standard deviations in pixels of the picture's own."""


def noisy(pixels: np.ndarray, rng: np.random.Generator, deviation: float = 2.0) -> np.ndarray:
    grain = deviation * rng.standard_normal(pixels.shape, np.float32)
    return np.clip(np.rint(pixels.astype(np.float32) + grain), 0, 255).astype(np.uint8)


def gaussian(pixels: np.ndarray, deviation: float) -> np.ndarray:
    return pixels if deviation == 0 else cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), deviation)


def disc(pixels: np.ndarray, deviation: float) -> np.ndarray:
    """Blur by an even disc, as geometrical optics has it: of the same standard deviation in every direction."""
    if deviation == 0:
        return pixels
    radius = 2 * deviation
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return cv2.filter2D(pixels.astype(np.float32), -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)


def moved(pixels: np.ndarray, length: float, angle: float) -> np.ndarray:
    """Blur by a motion of even speed, so many pixels long."""
    steps = np.linspace(-0.5, 0.5, max(int(4 * length), 3)) * length
    side = 2 * int(np.ceil(length / 2) + 1) + 1
    kernel = np.zeros((side, side), np.float32)
    for step in steps:
        x, y = side // 2 + step * np.cos(angle), side // 2 + step * np.sin(angle)
        column, row = int(x), int(y)
        right, below = x - column, y - row
        kernel[row : row + 2, column : column + 2] += np.outer((1 - below, below), (1 - right, right))
    return cv2.filter2D(pixels.astype(np.float32), -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)


def sloped(pixels: np.ndarray) -> np.ndarray:
    """Light that falls to a half from left to right."""
    return (pixels * np.linspace(1, 0.5, pixels.shape[1])[None, :, None]).astype(np.uint8)


def tinted(pixels: np.ndarray) -> np.ndarray:
    """A lamp that is much too yellow."""
    return (pixels * np.array([1, 0.8, 0.55])).astype(np.uint8)


def overexposed(pixels: np.ndarray) -> np.ndarray:
    """So long that the middle of the background, in its strongest channel, lies a fifth above white."""
    light = measure_light(pixels)
    assert light is not None
    return np.clip(pixels * (1.2 * 255 / max(light.background)), 0, 255).astype(np.uint8)


def crushed(pixels: np.ndarray) -> np.ndarray:
    """The camera's black level so high that the darkest twentieth of the picture is cut off."""
    level = np.percentile(pixels.min(axis=2), 5)
    return np.clip(pixels - level, 0, 255).astype(np.uint8)
