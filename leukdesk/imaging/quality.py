"""What can be said of a picture before any model sees it: sharpness, exposure, stain, and whether it is a smear at all.

The limits were set on public smear pictures of seven laboratories against photographs, screens, patterns and blank
fields; ``tests/unit/imaging/test_quality_on_data.py`` measures them again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging import remark_texts
from leukdesk.imaging.clipping import Clipping, measure_clipping
from leukdesk.imaging.focus import STANDARD_SIDE, Gradients, edge_blur
from leukdesk.imaging.illumination import measure_light
from leukdesk.imaging.judgement import (
    FOCUS_RELATIVE,
    MOTION,
    Judgement,
    Reference,
    colour_cast,
    judge_clipping,
    judge_colour,
    judge_evenness,
    judge_focus,
    judge_light,
    judge_motion,
)
from leukdesk.imaging.remark import Remark
from leukdesk.imaging.resizing import reduced
from leukdesk.imaging.sharpness import measure_sharpness
from leukdesk.imaging.smear import CUT_OUT_BLACK, Likeness, likeness
from leukdesk.imaging.stain import Absorption, measure_absorption

_BLUR_LIMIT = 2.5  # pixels of the standard size (focus.STANDARD_SIDE)
_DARK_BACKGROUND = 70.0  # grey levels: brightness of the lightest parts below which a picture is under-exposed
_BRIGHT_PICTURE = 0.60  # share of pixels clipped white from which cells have been lost too
_SAMPLED_SIDE = 448
_FEWEST_CELLS = 0.05  # share of the picture; with fewer there is nothing to judge focus by


@dataclass(frozen=True)
class Quality:
    """Figures of one picture, and remarks where something is wrong.

    Attributes
    ----------
    focus : float
        0 (no edge is sharp) to 1; 0.5 is the limit.
    brightness : float
        Mean luminance, 0 to 1.
    contrast : float
        Standard deviation of the luminance, 0 to 1.
    clipped_dark, clipped_bright : float
        Share of the pixels that are black, or white, in all three channels.
    cells : float
        Share of the picture that absorbs light: cells, platelets, debris.
    stained : float
        Share of the picture that is stained as nuclei are.
    smear_likeness : float
        0 to 1; below 0.5 the picture is plainly not a stained blood smear.
    remarks : tuple of Remark
        The most important one first.
    sharpness, squared_gradient, normalised_variance : float
        Focus measures around the cells' edges: see ``sharpness.Sharpness``.
    motion_blur : float
        Length of a motion during the exposure, as a share of the picture's longer side.
    focus_relative : float, optional
        Share of the station's own best sharpness; None where that is not known.
    unevenness : float, optional
        By which share the light falls short where it is weakest; None where too little background is seen.
    white_background, black_cells : float, optional
        Share of the background that is white, and of the cells that is black, in the channel that has most of it;
        None where there is too little background to tell one from the other.
    colour_cast : float, optional
        Stops between the background's channels, beyond those of the reference where there is one.
    judgements : tuple of Judgement
        What the figures mean for the person at the microscope. Aspects that a picture does not tell of are left out:
        the light around a cut-out cell, the focus of an empty place.
    """

    width: int
    height: int
    focus: float
    brightness: float
    contrast: float
    clipped_dark: float
    clipped_bright: float
    cells: float
    stained: float
    smear_likeness: float
    remarks: tuple[Remark, ...]
    sharpness: float
    squared_gradient: float
    normalised_variance: float
    motion_blur: float
    focus_relative: float | None
    unevenness: float | None
    white_background: float | None
    black_cells: float | None
    colour_cast: float | None
    judgements: tuple[Judgement, ...]

    def figures(self) -> dict[str, float]:
        """Return the figures by name, as they are logged; those that are not known are left out."""
        known = {name: getattr(self, name) for name in _FIGURES}
        return {name: round(float(value), 4) for name, value in known.items() if value is not None}


_FIGURES = (
    *("focus", "brightness", "contrast", "clipped_dark", "clipped_bright", "cells", "stained", "smear_likeness"),
    *("sharpness", "squared_gradient", "normalised_variance", "motion_blur"),
    *("focus_relative", "unevenness", "white_background", "black_cells", "colour_cast"),
)


def assess(
    pixels: NDArray[np.uint8],
    min_side: int = 0,
    *,
    on_black: bool | None = None,
    reference: Reference | None = None,
) -> Quality:
    """Measure a picture and say what is wrong with it.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    min_side : int
        What the model needs: a picture with a shorter side is remarked on.
    on_black : bool, optional
        Whether the model knows single cells cut out on black, or anything but those; None where no model is chosen.
    reference : Reference, optional
        What the station knows of its own pictures through this camera and objective.
    """
    reference = reference or Reference()
    height, width = pixels.shape[:2]
    standard = reduced(pixels, STANDARD_SIDE)
    sampled = _sampled(pixels)
    luminance = cv2.cvtColor(sampled, cv2.COLOR_RGB2GRAY)
    mean, deviation = (float(value.item()) / 255 for value in cv2.meanStdDev(luminance))
    clipped_dark = float(cv2.inRange(sampled, (0, 0, 0), (2, 2, 2)).mean()) / 255
    clipped_bright = float(cv2.inRange(sampled, (253, 253, 253), (255, 255, 255)).mean()) / 255
    background = float(np.percentile(luminance[::2, ::2], 95))
    absorption = measure_absorption(standard)
    smear = likeness(absorption)
    gradients = Gradients(standard)
    blur = edge_blur(gradients)
    sharp = measure_sharpness(gradients)
    cut_out = absorption.black >= CUT_OUT_BLACK
    light = None if cut_out else measure_light(standard)
    clipping = measure_clipping(sampled, light) if light else None
    focus = 0.0 if math.isinf(blur) else 1 / (1 + (blur / _BLUR_LIMIT) ** 2)
    relative = sharp.sharpness / reference.sharpness if reference.sharpness else None
    cast = colour_cast(light.background, reference.background) if light else None
    remarks = (
        _size_remark(width, height, min_side),
        _smear_remark(smear),
        _focus_remark(blur, smear),
        _relative_remark(blur, relative, smear),
        _motion_remark(sharp.motion_blur, blur, smear, cut_out),
        _exposure_remark(background, clipped_bright, absorption),
        _cut_out_remark(absorption, smear, on_black),
    )
    return Quality(
        width=width,
        height=height,
        focus=focus,
        brightness=mean,
        contrast=deviation,
        clipped_dark=clipped_dark,
        clipped_bright=clipped_bright,
        cells=absorption.cells * (1 - absorption.black),
        stained=absorption.stained * (1 - absorption.black),
        smear_likeness=smear.value,
        remarks=tuple(remark for remark in remarks if remark is not None),
        sharpness=sharp.sharpness,
        squared_gradient=sharp.squared_gradient,
        normalised_variance=sharp.normalised_variance,
        motion_blur=sharp.motion_blur,
        focus_relative=relative,
        unevenness=light.unevenness if light else None,
        white_background=clipping.white if clipping else None,
        black_cells=clipping.black if clipping else None,
        colour_cast=cast,
        judgements=tuple(
            _judgements(
                focus=None if absorption.cells < _FEWEST_CELLS else (focus, None if cut_out else relative),
                light=None if cut_out else background,
                clipping=clipping,
                unevenness=light.unevenness if light else None,
                cast=cast,
                reference=reference,
                motion=None if cut_out or absorption.cells < _FEWEST_CELLS else sharp.motion_blur,
            )
        ),
    )


def _judgements(
    *,
    focus: tuple[float, float | None] | None,
    light: float | None,
    clipping: Clipping | None,
    unevenness: float | None,
    cast: float | None,
    reference: Reference,
    motion: float | None,
) -> Iterator[Judgement]:
    """Judge what a picture tells of; None for what it does not."""
    if focus is not None:
        yield judge_focus(*focus)
    if light is not None:
        yield judge_light(light)
    if clipping is not None:
        yield judge_clipping(clipping.white, clipping.black)
    if unevenness is not None:
        yield judge_evenness(unevenness, corrected=reference.flat_field)
    if cast is not None:
        yield judge_colour(cast, from_reference=reference.background is not None, corrected=reference.white_balance)
    if motion is not None:
        yield judge_motion(motion)


def _sampled(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return every n-th pixel: unlike averaging this leaves the shares of clipped pixels as they are."""
    step = max(math.ceil(max(pixels.shape[:2]) / _SAMPLED_SIDE), 1)
    return pixels if step == 1 else np.ascontiguousarray(pixels[::step, ::step])


def _size_remark(width: int, height: int, min_side: int) -> Remark | None:
    if min(width, height) >= min_side:
        return None
    sentence = remark_texts.TOO_SMALL.format(width=width, height=height, least=min_side)
    return Remark("too-small", sentence, "warning")


def _smear_remark(smear: Likeness) -> Remark | None:
    if smear.value >= 0.5:
        return None
    return Remark("not-a-smear", remark_texts.NOT_A_SMEAR.format(reason=smear.reason), "warning")


def _focus_remark(blur: float, smear: Likeness) -> Remark | None:
    if blur <= _BLUR_LIMIT or smear.value < 0.5:
        return None
    return Remark("out-of-focus", remark_texts.OUT_OF_FOCUS, "warning")


def _relative_remark(blur: float, relative: float | None, smear: Likeness) -> Remark | None:
    if relative is None or relative >= FOCUS_RELATIVE[1] or blur > _BLUR_LIMIT or smear.value < 0.5:
        return None
    return Remark("softer-than-usual", remark_texts.SOFTER.format(share=relative), "note")


def _motion_remark(motion_blur: float, blur: float, smear: Likeness, cut_out: bool) -> Remark | None:
    # Far out of focus a motion cannot be told; that remark is there instead.
    if motion_blur <= MOTION[1] or blur > _BLUR_LIMIT or smear.value < 0.5 or cut_out:
        return None
    return Remark("motion-blur", remark_texts.MOVED, "warning")


def _exposure_remark(background: float, clipped_bright: float, absorption: Absorption) -> Remark | None:
    if background < _DARK_BACKGROUND and absorption.black < CUT_OUT_BLACK:
        return Remark("too-dark", remark_texts.TOO_DARK, "warning")
    if clipped_bright > _BRIGHT_PICTURE:
        return Remark("too-bright", remark_texts.TOO_BRIGHT.format(share=clipped_bright), "warning")
    return None


def _cut_out_remark(absorption: Absorption, smear: Likeness, on_black: bool | None) -> Remark | None:
    cut_out = absorption.black >= CUT_OUT_BLACK
    if smear.value < 0.5 or cut_out == bool(on_black):
        return None
    if on_black:
        return Remark("not-cut-out", remark_texts.NOT_CUT_OUT, "warning")
    return Remark("cut-out-cell", remark_texts.CUT_OUT, "note" if on_black is None else "warning")
