"""Writes a picture of a window as a small PNG file: its own colours where they are few, else the nearest of 160."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

COLOURS = 160
OWN = 56
"""Colours that are kept as they are: those that fill most of the window, such as its grounds and type."""
SAMPLE = 12_000


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Return the pixels of an image, uint8 (H, W, 3), RGB."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def save_small(image: QImage, path: Path) -> None:
    """Write an image with at most 160 colours."""
    pixels = pixels_of(image)
    palette = palette_of(pixels)
    indexes = nearest(pixels, palette)
    height, width = indexes.shape
    small = QImage(indexes.data, width, height, width, QImage.Format.Format_Indexed8)
    small.setColorTable([0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b in palette])
    assert small.save(str(path), "PNG", 0), f"{path} cannot be written"


def palette_of(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the colours of a picture, (N, 3): the commonest ones, and the middles of what is left."""
    flat = pixels.reshape(-1, 3)
    colours, counts = np.unique(flat, axis=0, return_counts=True)
    if len(colours) <= COLOURS:
        return colours
    order = np.argsort(counts)[::-1]
    own, rest = colours[order[:OWN]], colours[order[OWN:]]
    # By its root, lest the few pixels of a stained nucleus be drawn in the colours of all others.
    weights = np.sqrt(counts[order[OWN:]])
    sample = np.random.default_rng(0).choice(len(rest), SAMPLE, p=weights / weights.sum())
    cv2.setRNGSeed(0)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0)
    _, _, middles = cv2.kmeans(
        rest[sample].astype(np.float32), COLOURS - OWN, None, criteria, 1, cv2.KMEANS_RANDOM_CENTERS
    )
    return np.unique(np.concatenate([own, middles.round().astype(np.uint8)]), axis=0)


def nearest(pixels: NDArray[np.uint8], palette: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the index of the nearest colour of a palette for each pixel, uint8 (H, W)."""
    colours, places = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    # Of equal length, so that the square of the distance is a product of matrices.
    colours, palette = colours.astype(np.float32), palette.astype(np.float32)
    found = np.empty(len(colours), np.uint8)
    for begin in range(0, len(colours), 8192):
        part = colours[begin : begin + 8192]
        distance = (palette**2).sum(axis=1) - 2 * part @ palette.T
        found[begin : begin + 8192] = distance.argmin(axis=1)
    return found[places.ravel()].reshape(pixels.shape[:2])
