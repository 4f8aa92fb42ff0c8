"""PNG: the analysed picture as it was, with what is known of it in the file's own text chunks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import cv2

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.facts import facts, micrometres_per_pixel, standing
from leukdesk.history.exporting.format import Format, Items
from leukdesk.history.records import Record
from leukdesk.language import marked

_AFTER_IHDR = 8 + 25  # the signature, and the header with its frame
_MOST = 2**31 - 1
"""The largest number that a PNG may hold."""
_METRE = 1


class Png(Format):
    """One picture a file, lossless; every program reads it."""

    id = "png"
    title = marked("PNG pictures, lossless, with record, model and scale in the file")
    suffix = ".png"
    one_file: ClassVar[bool] = False

    def write(self, items: Items, path: Path) -> None:
        """Write the picture of the one item."""
        (item,) = items()
        done, content = cv2.imencode(".png", cv2.cvtColor(item.picture(), cv2.COLOR_RGB2BGR))
        if not done:
            raise OSError("OpenCV could not make a PNG of the picture")
        plain = content.tobytes()
        chunks = b"".join(_chunks(item.record))
        path.write_bytes(plain[:_AFTER_IHDR] + chunks + plain[_AFTER_IHDR:])


def _chunks(record: Record) -> Iterator[bytes]:
    scale = micrometres_per_pixel(record)
    per_metre = round(1e6 / scale) if scale is not None else 0
    if 1 <= per_metre <= _MOST:
        yield _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, _METRE))
    # One of PNG's own keywords (W3C, PNG third edition, 11.3.3.2), which programs know.
    yield _text("Disclaimer", INTENDED_USE)
    for name, value in (facts(record) | standing(record)).items():
        yield _text(name, value)


def _text(keyword: str, text: str) -> bytes:
    """Return an iTXt chunk: UTF-8, not compressed, of no particular language."""
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
