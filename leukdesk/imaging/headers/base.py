"""What a header says, and how bytes are fetched without ever going past the end."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO


class FileDefect(Exception):  # noqa: N818 -- no failure of ours
    """Something wrong inside a file; the reader, which knows the file's name, turns it into a sentence."""


class Truncated(FileDefect):
    """The file ends before what it announces."""


class Damaged(FileDefect):
    """The file contradicts its format; the message says how."""


class Unsupported(FileDefect):
    """A sound file of a kind that cannot be read faithfully; the message says what it holds."""


class Alpha(Enum):
    """What a fourth channel, if the decoder delivers one, means."""

    STRAIGHT = "straight"
    PREMULTIPLIED = "premultiplied"
    MEANINGLESS = "meaningless"


@dataclass(frozen=True)
class Header:
    """What a file says of its (first) picture.

    Attributes
    ----------
    format : str
        For a person to read: "JPEG", "PNG", "BMP", "TIFF", "WebP".
    width, height : int
        In pixels, as stored: before the orientation is applied.
    orientation : int
        EXIF orientation, 1 (as stored) to 8.
    orientation_at : range
        TIFF only: the bytes of the file that hold the orientation. OpenCV's decoder obeys it there and nowhere else.
    pages : int
        Pictures in the file: pages of a TIFF, frames of an animation.
    alpha : Alpha
    inverted : bool
        The stored values run from white to black, and the decoder leaves them so.
    """

    format: str
    width: int
    height: int
    orientation: int = 1
    orientation_at: range = range(0)
    pages: int = 1
    alpha: Alpha = Alpha.STRAIGHT
    inverted: bool = False

    @property
    def displayed_size(self) -> tuple[int, int]:
        """Width and height with the orientation applied."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


class Source:
    """Bytes at any place of an open file, or of a buffer in memory.

    Parameters
    ----------
    stream : binary file
        Seekable.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, os.SEEK_END)

    def read(self, offset: int, length: int) -> bytes:
        """Return exactly ``length`` bytes from ``offset``.

        Raises
        ------
        Truncated
            The file ends before them.
        """
        if offset < 0 or length < 0 or offset + length > self.size:
            raise Truncated
        self._stream.seek(offset)
        data = self._stream.read(length)
        if len(data) != length:
            raise Truncated
        return data
