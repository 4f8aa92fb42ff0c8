"""Formats that need a library which not every installation has."""

from __future__ import annotations

import importlib.util
import sys

from leukdesk.language import tr
from leukdesk.paths import bundled_root


def why_not(title: str, library: str, instead: str) -> str:
    """Say why a format cannot be used here, and what to do about it where that can be done; empty where it can.

    Parameters
    ----------
    title : str
        Of the format.
    library : str
        What it is written with; part of the ``interop`` extra.
    instead : str
        What holds the same, as a sentence.
    """
    if importlib.util.find_spec(library) is not None:
        return ""
    if getattr(sys, "frozen", False):
        words = tr("{title} is not part of this executable, for its size. {instead}")
        return words.format(title=title, instead=instead)
    is_checkout = (bundled_root() / "pyproject.toml").is_file()
    what = '-e ".[interop]"' if is_checkout else '"leukdesk[interop]"'
    words = tr("{title} needs {library}, which is missing here. Install it with: pip install {what}. {instead}")
    if is_checkout:
        words = tr(
            "{title} needs {library}, which is missing here. Install it with: pip install {what} in the folder of the "
            "source. {instead}"
        )
    return words.format(title=title, library=library, what=what, instead=instead)
