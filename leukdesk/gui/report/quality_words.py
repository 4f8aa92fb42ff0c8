"""A picture's quality on paper: the figures by the names that the window uses, with their units."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leukdesk.language import marked, tr


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _plain(value: float) -> str:
    return f"{value:.2f}"


def _measure(value: float) -> str:
    return f"{value:.4g}"


_WORDS: dict[str, tuple[str, Callable[[float], str]]] = {
    "focus": (marked("Focus"), _plain),
    "focus_relative": (marked("Focus, of the best"), lambda value: f"{100 * value:.0f} %"),
    "motion_blur": (marked("Moved"), _share),
    "brightness": (marked("Brightness"), _plain),
    "contrast": (marked("Contrast"), _plain),
    "clipped_dark": (marked("Clipped black"), _share),
    "clipped_bright": (marked("Clipped white"), _share),
    "white_background": (marked("White of background"), _share),
    "black_cells": (marked("Black of cells"), _share),
    "unevenness": (marked("Even light"), lambda value: f"±{50 * value:.0f} %"),
    "colour_cast": (marked("Colour cast"), lambda value: tr("{value:.2f} stops").format(value=value)),
    "cells": (marked("Cells"), _share),
    "stained": (marked("Stained as nuclei"), _share),
    "smear_likeness": (marked("Likeness to a smear"), _plain),
    "sharpness": (marked("Sharpness of edges"), _measure),
    "squared_gradient": (marked("Squared gradient"), _measure),
    "normalised_variance": (marked("Normalised variance"), _measure),
}


def in_words(quality: Mapping[str, float]) -> list[tuple[str, str]]:
    """Return the names and values of the figures, in the order in which a person looks at them.

    Shares are of the picture's area, a motion of its longer side; figures of another program come last.
    """
    known = [(tr(words), written(quality[name])) for name, (words, written) in _WORDS.items() if name in quality]
    others = [
        (name.replace("_", " ").capitalize(), _measure(value)) for name, value in quality.items() if name not in _WORDS
    ]
    return known + others
