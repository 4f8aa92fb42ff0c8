"""Taking uneven light and the light's colour out of a picture, by a picture of a blank field."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.shapes import same_shape
from leukdesk.language import tr

_SMALLEST_GAIN, _LARGEST_GAIN = 1 / 3, 3.0
_SMALLEST_FACTOR, _LARGEST_FACTOR = 0.4, 2.5
# The blank field is smoothed on a copy of this width, 4 x 4 pixels of a 1080p frame in one. The median over 5 takes
# away grains of dust, which lie elsewhere in the next field, up to about 0.5 % of the width; the Gaussian leaves of the
# sensor's noise, in the mean of 16 frames, less than a twentieth of a grey level. The wide, soft shadows that dust on
# the camera throws, 2 % of the width and more, are kept, and so are corrected.
_SMOOTHED_WIDTH = 480
_GRAIN = 5
_SMOOTHING = 1.5


def mean_of(frames: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the mean of frames of one still field.

    Parameters
    ----------
    frames : sequence of array, uint8, shape (H, W, 3), RGB

    Raises
    ------
    ValueError
        There is none, or they differ in size.
    """
    if not frames:
        raise ValueError(tr("There are no frames to take the mean of."))
    total = np.zeros(frames[0].shape, np.float32)
    for frame in frames:
        if frame.shape != total.shape:
            raise ValueError(tr("The frames differ in size. Keep the camera's resolution while they are taken."))
        cv2.accumulate(frame, total)
    return np.asarray(cv2.convertScaleAbs(total, alpha=1 / len(frames)), np.uint8)


def white_factors(background: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the factors for red, green and blue that make a background grey of its own mean.

    No channel is raised above the one that was strongest, so that nothing darker than the background clips that did
    not clip before.

    Parameters
    ----------
    background : tuple of float
        Mean red, green and blue of a blank field, 0 to 255.

    Raises
    ------
    ValueError
        A channel is too weak for a colour to be made of it.
    """
    mean = sum(background) / 3
    red, green, blue = (mean / max(channel, 1e-3) for channel in background)
    if not all(_SMALLEST_FACTOR <= factor <= _LARGEST_FACTOR for factor in (red, green, blue)):
        raise ValueError(
            tr(
                "The light has so strong a colour that it cannot be made white. Take colour filters out, set the "
                "camera's white balance to a fixed value for this lamp, and calibrate again."
            )
        )
    return red, green, blue


class Correction:
    """What is done to every frame of one calibration.

    Every channel is divided by the blank field and multiplied with that field's mean, so that an evenly lit blank
    field of the same mean brightness and colour would come out; then by the factors for white. Gains are kept between
    a third and three. May be used by several threads at once.

    Parameters
    ----------
    blank : array, uint8, shape (H, W, 3), RGB, optional
    white : tuple of float, optional
        Factors for red, green and blue.
    """

    def __init__(self, blank: NDArray[np.uint8] | None, white: tuple[float, float, float] | None) -> None:
        self.flat_field = blank is not None
        self.white_balance = white is not None
        self._size = None if blank is None else (blank.shape[1], blank.shape[0])
        self._smooth_gain = _smooth_gain(blank, white)
        # For the size of the last picture: of a 1080p frame it takes 25 MB.
        self._gain: NDArray[np.float32] | None = None

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the corrected picture, uint8 (H, W, 3) RGB, in memory of its own.

        Raises
        ------
        ValueError
            The picture has another shape than the blank field.
        """
        if not (self.flat_field or self.white_balance):
            return pixels.copy()
        gain = self._gain
        if gain is None or gain.shape != pixels.shape:
            height, width = pixels.shape[:2]
            if self._size is not None and not same_shape((width, height), self._size):
                words = tr(
                    "The blank field of {blank} pixels does not fit a picture of {picture}: it has another shape. "
                    "Calibrate this objective at this resolution."
                )
                blank = f"{self._size[0]} × {self._size[1]}"
                raise ValueError(words.format(blank=blank, picture=f"{width} × {height}"))
            gain = np.asarray(cv2.resize(self._smooth_gain, (width, height)), np.float32)
            self._gain = gain
        return np.asarray(cv2.multiply(pixels, gain, dtype=cv2.CV_8U), np.uint8)


def smoothed(blank: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return a small copy of a blank field without its noise and grains, float32 (h, w, 3)."""
    height, width = blank.shape[:2]
    if width > _SMOOTHED_WIDTH:
        height = max(round(height * _SMOOTHED_WIDTH / width), 1)
        blank = np.asarray(cv2.resize(blank, (_SMOOTHED_WIDTH, height), interpolation=cv2.INTER_AREA), np.uint8)
    clean = cv2.medianBlur(blank, _GRAIN).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(clean, (0, 0), _SMOOTHING, borderType=cv2.BORDER_REPLICATE), np.float32)


def _smooth_gain(blank: NDArray[np.uint8] | None, white: tuple[float, float, float] | None) -> NDArray[np.float32]:
    """Return the gain on a small copy of the field, float32 (h, w, 3)."""
    gain = np.ones((1, 1, 3), np.float32)
    if blank is not None:
        light = np.maximum(smoothed(blank), 1.0)
        gain = np.clip(light.mean(axis=(0, 1)) / light, _SMALLEST_GAIN, _LARGEST_GAIN)
    return np.asarray(gain * np.asarray(white or (1.0, 1.0, 1.0), np.float32), np.float32)
