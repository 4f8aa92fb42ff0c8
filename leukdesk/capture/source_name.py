"""What a source of pictures is called where a person reads it."""

from __future__ import annotations

from leukdesk.language import marked, tr_stored

VIRTUAL = marked("virtual microscope")
"""The one name that the program gives; it is stored in English."""


def source_name(source: str) -> str:
    """Return a source as it is shown; a file, a camera or an address is called what it is called."""
    return tr_stored(source, (VIRTUAL,))
