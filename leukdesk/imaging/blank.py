"""A blank field: whether what was taken for one is one, and an estimate of it where no place of a slide is empty."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.correction import mean_of
from leukdesk.imaging.illumination import measure_light
from leukdesk.imaging.resizing import reduced
from leukdesk.language import tr

FEWEST_FIELDS = 8
"""Different fields that an estimate needs: in fewer, a place may lie under a cell in most of them."""

_SIDE = 240  # pixels of the longer side of the copy that is looked at: a red cell is some ten of them wide
_DARKEST = 60.0  # grey levels of the strongest channel, below which 8 bits are too coarse to divide by
_WHITE, _WHITE_SHARE = 252, 0.005  # from this level a channel may be cut off; share of the places where it may be
_FLICKER = 0.04  # change of the light over the frames, as a share of it
_MOVED = 0.02  # share of the light by which some 2 % of the places change while the light stays
_SOMETHING, _SOMETHING_SHARE = 0.035, 0.004  # darker or lighter than its surroundings; a single red cell is 0.5 %
_SURROUNDINGS = 0.06  # of the longer side
_UPPER = 80  # percentile over the fields; of 20 fields, 4 must show a place without a cell


def problem_of_blank(frames: Sequence[NDArray[np.uint8]]) -> str:
    """Say in a sentence what is wrong with frames of a blank field, and what to do; empty where nothing is.

    Parameters
    ----------
    frames : sequence of array, uint8, shape (H, W, 3), RGB
        Taken one after the other of one place.
    """
    if not frames:
        return tr("No frame of the blank field came. See that the camera is connected, and take it again.")
    if any(frame.shape != frames[0].shape for frame in frames):
        return tr("The camera changed its resolution while the blank field was taken. Take it again.")
    small = [reduced(frame, _SIDE) for frame in frames]
    mean = mean_of(small)
    if float(np.median(mean.max(axis=2))) < _DARKEST:
        return tr("The blank field is too dark. Raise the lamp or the exposure time, and take it again.")
    if _shows_something(small[0]):
        return tr(
            "Cells or dirt can be seen in the blank field. Move to an empty place of the slide, without changing "
            "focus or lamp, and take it again."
        )
    if float((mean.max(axis=2) >= _WHITE).mean()) > _WHITE_SHARE:
        return tr("Parts of the blank field are pure white. Lower the lamp or the exposure time, and take it again.")
    levels = np.array([frame.mean() for frame in small])
    if float(np.ptp(levels)) > _FLICKER * float(levels.mean()):
        return tr(
            "The light changed while the blank field was taken. Let the lamp warm up, set the camera's exposure to "
            "a fixed value, and take it again."
        )
    if _moved(small, mean, levels):
        return tr("The stage moved while the blank field was taken. Leave it at rest, and take it again.")
    return ""


def estimated_blank(pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Estimate the blank field from pictures of different fields, where no place of the slide is empty.

    Cells only take light away, and lie elsewhere in each field: the upper part of what a place shows over the fields,
    each divided by its own light, is the light of that place. It holds wide unevenness only, no shadow of dust.

    All pictures have to come from one camera with one objective and one setting of the lamp. Over the slides of
    ``fields/wbc500`` the middle of the light stayed and its edges did not: estimated by slide, or from the day's
    fields, it corrects better than once for all.

    Parameters
    ----------
    pictures : sequence of array, uint8, shape (H, W, 3), RGB
        All of one size; ``FEWEST_FIELDS`` or more.

    Returns
    -------
    array, uint8, shape (H, W, 3), RGB

    Raises
    ------
    ValueError
        They are too few, differ in size, or show too little background.
    """
    if any(picture.shape != pictures[0].shape for picture in pictures):
        raise ValueError(tr("The fields differ in size. Take all of them at one resolution."))
    scaled, backgrounds = [], []
    for picture in pictures:
        light = measure_light(picture)
        if light is not None:
            small = cv2.GaussianBlur(reduced(picture, _SIDE).astype(np.float32), (0, 0), 1.0)
            scaled.append(small / np.maximum(light.background, 1.0).astype(np.float32))
            backgrounds.append(light.background)
    if len(scaled) < FEWEST_FIELDS:
        words = tr(
            "{count} fields with background between their cells are too few to estimate the light from; at "
            "least {fewest} different ones are needed. Take more, where the cells lie less densely."
        )
        raise ValueError(words.format(count=len(scaled), fewest=FEWEST_FIELDS))
    light_of_place = np.percentile(np.stack(scaled), _UPPER, axis=0).astype(np.float32)
    sigma = _SURROUNDINGS / 2 * _SIDE
    surface = cv2.GaussianBlur(light_of_place, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
    surface *= np.median(np.array(backgrounds), axis=0).astype(np.float32)
    # Kept below white: a place brighter than that would be cut off, and then corrected too little.
    surface *= min(1.0, 250 / float(surface.max()))
    height, width = pictures[0].shape[:2]
    return np.asarray(np.clip(np.rint(cv2.resize(surface, (width, height))), 1, 255), np.uint8)


def _shows_something(small: NDArray[np.uint8]) -> bool:
    """Whether places differ from their surroundings, as cells do and uneven light does not."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 1.0)
    around = cv2.GaussianBlur(grey, (0, 0), _SURROUNDINGS * max(small.shape[:2]), borderType=cv2.BORDER_REPLICATE)
    differs = np.abs(grey - around) > _SOMETHING * np.maximum(around, 1)
    # At the border the surroundings lie on one side only, so that a mere slope differs from them.
    edge = round(_SURROUNDINGS * max(small.shape[:2]))
    inner = differs[edge:-edge, edge:-edge] if 0 < 2 * edge < min(differs.shape) else differs
    return float(inner.mean()) > _SOMETHING_SHARE


def _moved(small: Sequence[NDArray[np.uint8]], mean: NDArray[np.uint8], levels: NDArray[np.float64]) -> bool:
    expected = cv2.GaussianBlur(mean.astype(np.float32), (0, 0), 2.0)
    for frame, level in zip(small, levels, strict=True):
        found = cv2.GaussianBlur(frame.astype(np.float32), (0, 0), 2.0) * (levels.mean() / level)
        change = np.abs(found - expected).max(axis=2) / np.maximum(expected.max(axis=2), 1)
        if float(np.quantile(change, 0.98)) > _MOVED:
            return True
    return False
