"""A picture's quality on paper: the figures by the names that the window uses, with their units."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _plain(value: float) -> str:
    return f"{value:.2f}"


def _measure(value: float) -> str:
    return f"{value:.4g}"


_WORDS: dict[str, tuple[str, Callable[[float], str]]] = {
    "focus": ("Focus", _plain),
    "focus_relative": ("Focus, of the best", lambda value: f"{100 * value:.0f} %"),
    "motion_blur": ("Moved", _share),
    "brightness": ("Brightness", _plain),
    "contrast": ("Contrast", _plain),
    "clipped_dark": ("Clipped black", _share),
    "clipped_bright": ("Clipped white", _share),
    "white_background": ("White of background", _share),
    "black_cells": ("Black of cells", _share),
    "unevenness": ("Even light", lambda value: f"±{50 * value:.0f} %"),
    "colour_cast": ("Colour cast", lambda value: f"{value:.2f} stops"),
    "cells": ("Cells", _share),
    "stained": ("Stained as nuclei", _share),
    "smear_likeness": ("Likeness to a smear", _plain),
    "sharpness": ("Sharpness of edges", _measure),
    "squared_gradient": ("Squared gradient", _measure),
    "normalised_variance": ("Normalised variance", _measure),
}


def in_words(quality: Mapping[str, float]) -> list[tuple[str, str]]:
    """Return the names and values of the figures, in the order in which a person looks at them.

    Shares are of the picture's area, a motion of its longer side; figures of another program come last.
    """
    known = [(words, written(quality[name])) for name, (words, written) in _WORDS.items() if name in quality]
    others = [
        (name.replace("_", " ").capitalize(), _measure(value)) for name, value in quality.items() if name not in _WORDS
    ]
    return known + others
