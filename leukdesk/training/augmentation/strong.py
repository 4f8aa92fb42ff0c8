"""Random changes of geometry, stain and light, applied to training pictures only.

They stand for what differs between laboratories and between patients but says nothing
about the class: orientation, magnification, stain strength, white balance, exposure,
focus, sensor noise, compression.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

# Optical density of haematoxylin, eosin and a residual (Ruifrok and Johnston, Anal Quant Cytol Histol 2001;23:291).
_STAINS = np.array([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]], np.float32)
_UNMIX = np.linalg.inv(_STAINS)


def augment(rgb: NDArray[np.uint8], size: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a random variant of a picture.

    Parameters
    ----------
    rgb : array, uint8, shape (H, W, 3), RGB
    size : int
        Side of the square cut out, in pixels, at a scale near that of the picture.
    rng : numpy Generator

    Returns
    -------
    array, uint8, shape (size, size, 3), RGB
    """
    return recoloured(_geometry(rgb, size, rng), rng)


def recoloured(rgb: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a picture, uint8 (H, W, 3) RGB, with another stain, light and focus, everything where it was."""
    return _optics(_light(_stain(rgb, rng), rng), rng)


def _geometry(rgb: NDArray[np.uint8], size: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    scale = float(np.exp(rng.uniform(np.log(0.8), np.log(1.25))))
    angle = rng.uniform(0, 2 * np.pi)
    flip = -1.0 if rng.random() < 0.5 else 1.0
    # The centre of the cut is drawn so that an unrotated cut lies inside the picture.
    reach_x, reach_y = (max(0.0, side / 2 - size / (2 * scale)) for side in (width, height))
    centre = np.array([width / 2 + rng.uniform(-reach_x, reach_x), height / 2 + rng.uniform(-reach_y, reach_y)])
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    linear = np.array([[cos * flip, -sin], [sin * flip, cos]])
    offset = size / 2 - linear @ centre
    matrix = np.hstack([linear, offset[:, None]]).astype(np.float32)
    return np.asarray(
        cv2.warpAffine(rgb, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), np.uint8
    )


def _stain(rgb: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
    """Change strength and offset of each stain in optical density (after Tellez et al. 2018)."""
    gain = rng.uniform(0.75, 1.25, 3).astype(np.float32)
    shift = rng.uniform(-0.03, 0.03, 3).astype(np.float32)
    density_table = -np.log((np.arange(256, dtype=np.float32) + 1) / 256)
    mixed = _UNMIX @ np.diag(gain) @ _STAINS
    density = density_table[rgb] @ mixed.astype(np.float32) + (shift @ _STAINS).astype(np.float32)
    return np.asarray(np.exp(-np.clip(density, 0, 6)), np.float32)


def _light(rgb: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """White balance, exposure, contrast, gamma, saturation and hue; range 0 to 1 in and out."""
    out = rgb * rng.uniform(0.85, 1.15, 3).astype(np.float32)
    out = (out - 0.5) * np.float32(rng.uniform(0.75, 1.3)) + np.float32(0.5 + rng.uniform(-0.12, 0.12))
    out = np.clip(out, 0, 1) ** np.float32(np.exp(rng.uniform(-0.3, 0.3)))
    grey = out @ np.array([0.299, 0.587, 0.114], np.float32)
    saturation = 0.0 if rng.random() < 0.08 else rng.uniform(0.5, 1.5)
    out = grey[..., None] + (out - grey[..., None]) * np.float32(saturation)
    out = np.clip(out, 0, 1).astype(np.float32)
    hsv = cv2.cvtColor(out, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0] + rng.uniform(-15, 15)) % 360
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), np.float32)


def _optics(rgb: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.uint8]:
    out = rgb
    if rng.random() < 0.3:
        out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.3, 1.1)).astype(np.float32)
    if rng.random() < 0.3:
        out = out + rng.normal(0, rng.uniform(0.005, 0.03), out.shape).astype(np.float32)
    pixels = np.clip(out * 255 + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(50, 96))]
        _, packed = cv2.imencode(".jpg", pixels, quality)  # channel order is irrelevant to the round trip
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(pixels, np.uint8)
