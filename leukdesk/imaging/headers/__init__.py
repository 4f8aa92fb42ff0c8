"""What a picture file is and how large, read from its first bytes without decoding a pixel.

One module a format. Each has ``matches(start)``, ``read_header(source)`` and ``check_complete(data)``. They exist
because OpenCV tells a picture's size only after having decoded it, does not tell an orientation or a page count, and
shows, for some formats and versions, what is missing of a truncated file as grey.
"""

from __future__ import annotations

from typing import Protocol

from leukdesk.imaging.headers import bmp, jpeg, png, tiff, webp
from leukdesk.imaging.headers.base import Alpha, Damaged, FileDefect, Header, Source, Truncated, Unsupported

__all__ = ["Alpha", "Damaged", "FileDefect", "Format", "Header", "Source", "Truncated", "Unsupported", "format_of"]


class Format(Protocol):
    """What each module of this package offers."""

    def matches(self, start: bytes) -> bool:
        """Tell whether a file that begins so (32 bytes, or the whole file) is of this format."""

    def read_header(self, source: Source) -> Header:
        """Read the header. Raises a FileDefect."""

    def check_complete(self, data: bytes) -> None:
        """Raise a FileDefect if the end of the file, or a checked part of it, is missing or damaged."""


FORMATS: tuple[Format, ...] = (jpeg, png, tiff, bmp, webp)


def format_of(start: bytes) -> Format | None:
    """Return the format of a file that begins with these bytes (its name does not matter), or None."""
    return next((form for form in FORMATS if form.matches(start)), None)
