"""What a picture's figures mean for the person at the microscope: good, fair or bad, and what to do.

The limits were set on 60 to 200 pictures of each public set (``tests/unit/imaging/test_quality_on_data.py`` measures
them again): fewer than 5 % of the sharp originals of a set are bad, and most copies that were spoilt on purpose are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from leukdesk.language import marked, tr

Level = Literal["good", "fair", "bad"]

# Absolute focus: 0.5 is where a model's answers begin to suffer (quality._BLUR_LIMIT).
_FOCUS = (0.6, 0.5)
# Share of the station's own best: a blur that halves absolute focus leaves 0.65 to 0.7. Of the originals of a set, held
# against its 90th percentile, 1 to 7 % lie below 0.68; of fields/wbc500, often soft, 24 % by slide.
FOCUS_RELATIVE = (0.8, 0.68)
# Grey levels of the background; the sets' own lie above 140. The remark "too-dark" comes a little later, at 70.
_BACKGROUND = (120.0, 80.0)
# Share of the background that is white in a channel: three sets have none, two like it white and have 0.72 and 0.80 in
# 95 % of their pictures; where its middle lies a fifth above white, 95 % of all have more than 0.85.
_WHITE = (0.25, 0.82)
# Share of the cells that is black in a channel; nuclei are a small part of them. 95 % of each set lie below 0.004.
_BLACK = (0.005, 0.015)
# Share of the light: a microscope in order has 0.05 to 0.15, the vignetted one of fields/wbc500 0.28 to 0.34.
_UNEVENNESS = (0.2, 0.36)
# Stops from grey, without a reference: laboratories' own backgrounds lie up to 0.35, a green one up to 0.68.
_CAST_FROM_GREY = (0.4, 0.65)
# Stops from the station's own reference: fields of one slide lie within 0.1.
_CAST_FROM_REFERENCE = (0.12, 0.25)
# Share of the longer side: 95 % of the originals of each set lie below 0.006, of copies moved by 0.03 above 0.012.
MOTION = (0.007, 0.012)


@dataclass(frozen=True)
class Reference:
    """What a station knows of its own pictures through one camera and objective.

    Attributes
    ----------
    sharpness : float, optional
        Its own best; of its recent fields a high percentile rather than the maximum, which one odd field would set.
    background : tuple of float, optional
        Red, green and blue of a blank field, 0 to 255, as it is in pictures that are assessed: after white balance,
        where they are corrected.
    flat_field, white_balance : bool
        Whether the pictures that are assessed were corrected for uneven light, and for the light's colour, already:
        it changes what is to be done.
    """

    sharpness: float | None = None
    background: tuple[float, float, float] | None = None
    flat_field: bool = False
    white_balance: bool = False


@dataclass(frozen=True)
class Judgement:
    """One aspect of a picture's quality.

    Attributes
    ----------
    id : str
        "focus", "light", "clipping", "evenness", "colour" or "motion".
    caption : str
        In English, as its key; translated where it is shown.
    value : float
    text : str
        The value as it is shown.
    level : "good", "fair" or "bad"
    sentence : str
        What is wrong and what to do; empty where it is good.
    """

    id: str
    caption: str
    value: float
    text: str
    level: Level
    sentence: str


def judge_focus(focus: float, relative: float | None) -> Judgement:
    """Judge by the width of the sharpest edges, and by the station's own best where that is known: the worse counts."""
    level, text = _at_least(focus, _FOCUS), f"{focus:.2f}"
    if relative is not None:
        level, text = (
            _worse(level, _at_least(relative, FOCUS_RELATIVE)),
            tr("{share:.0%} of best").format(share=relative),
        )
    sentences = {
        "fair": tr("A little soft: turn the fine focus to and fro."),
        "bad": tr("Out of focus: turn the fine focus."),
    }
    value = focus if relative is None else relative
    return Judgement("focus", marked("Focus"), value, text, level, sentences.get(level, ""))


def judge_light(background: float) -> Judgement:
    """Judge the brightness of the background, 0 to 255."""
    level = _at_least(background, _BACKGROUND)
    sentences = {
        "fair": tr("Rather dark: raise the lamp or the exposure time."),
        "bad": tr("Too dark: raise the lamp or the exposure time."),
    }
    text = f"{background / 255:.2f}"
    return Judgement("light", marked("Light"), background / 255, text, level, sentences.get(level, ""))


def judge_clipping(white: float, black: float) -> Judgement:
    """Judge by the share of the background that is white, and of the cells that is black: the worse counts."""
    bright, dark = _at_most(white, _WHITE), _at_most(black, _BLACK)
    if _worse(bright, dark) != bright:
        words = tr("{share:.1%} of the cells is black: raise the lamp or the exposure time, or lower the contrast.")
        text = tr("{share:.1%} black").format(share=black)
        return Judgement("clipping", marked("Clipping"), black, text, dark, words.format(share=black))
    words = tr("{share:.0%} of the background is cut off at white: lower the lamp or the exposure time.")
    sentence = "" if bright == "good" else words.format(share=white)
    text = tr("{share:.0%} white").format(share=white)
    return Judgement("clipping", marked("Clipping"), white, text, bright, sentence)


def judge_evenness(unevenness: float, *, corrected: bool) -> Judgement:
    """Judge by how much the light varies over the field; ``corrected`` if a blank field was taken out already."""
    level = _at_most(unevenness, _UNEVENNESS)
    sentences = {
        "fair": tr("Rather uneven light: centre the condenser, or calibrate a blank field."),
        "bad": tr("Uneven light: centre the condenser, or calibrate a blank field."),
    }
    if corrected:
        sentences = {
            "fair": tr("Rather uneven light in spite of the blank field: centre the condenser, or calibrate again."),
            "bad": tr("Uneven light in spite of the blank field: centre the condenser, or calibrate again."),
        }
    text = f"±{unevenness / 2:.0%}"
    return Judgement("evenness", marked("Even light"), unevenness, text, level, sentences.get(level, ""))


def judge_colour(cast: float, *, from_reference: bool, corrected: bool) -> Judgement:
    """Judge by the background's distance, in stops, from the station's reference or from grey.

    ``corrected`` if the white balance of a calibration was applied already.
    """
    level = _at_most(cast, _CAST_FROM_REFERENCE if from_reference else _CAST_FROM_GREY)
    if from_reference:
        words = tr("The light's colour is not that of the calibration: check lamp and filters, or calibrate again.")
        slight = tr("The light's colour has drifted a little: check lamp and filters, or calibrate again.")
    elif corrected:
        words = tr("The background has a strong colour after white balance: take filters out, or calibrate again.")
        slight = tr("The background has a colour after white balance: calibrate again.")
    else:
        words = tr("The background has a strong colour: calibrate the white balance, or take filters out.")
        slight = tr("The background has a colour: calibrate the white balance.")
    sentence = {"fair": slight, "bad": words}.get(level, "")
    return Judgement("colour", marked("Colour"), cast, f"{cast:.2f}", level, sentence)


def judge_motion(motion_blur: float) -> Judgement:
    """Judge by the length of a motion as a share of the picture's longer side."""
    level = _at_most(motion_blur, MOTION)
    sentences = {
        "fair": tr("Maybe moved: let the stage come to rest."),
        "bad": tr("Moved while it was taken: let the stage come to rest, or shorten the exposure time."),
    }
    text = tr("{share:.1%} moved").format(share=motion_blur)
    return Judgement("motion", marked("Stillness"), motion_blur, text, level, sentences.get(level, ""))


def colour_cast(background: tuple[float, float, float], reference: tuple[float, float, float] | None) -> float:
    """Return how far a background's colour is from a reference's, or from grey.

    In photographic stops between the channel that is most too strong and that which is most too weak; how bright it
    is makes no difference.
    """
    against = reference or (1.0, 1.0, 1.0)
    stops = [math.log2(max(a, 1.0) / max(b, 1e-3)) for a, b in zip(background, against, strict=True)]
    return max(stops) - min(stops)


def _worse(one: Level, other: Level) -> Level:
    order: tuple[Level, ...] = ("good", "fair", "bad")
    return max(one, other, key=order.index)


def _at_least(value: float, limits: tuple[float, float]) -> Level:
    good, fair = limits
    return "good" if value >= good else "fair" if value >= fair else "bad"


def _at_most(value: float, limits: tuple[float, float]) -> Level:
    good, fair = limits
    return "good" if value <= good else "fair" if value <= fair else "bad"
