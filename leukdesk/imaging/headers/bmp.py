"""BMP (Windows GDI, OS/2): a file header, an information header of several generations, rows padded to four bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass

from leukdesk.imaging.headers.base import Damaged, Header, Source, Truncated, Unsupported
from leukdesk.language import tr

_CORE = 12  # OS/2 1.x: 16-bit sizes
_INFO_SIZES = frozenset({_CORE, 16, 40, 52, 56, 64, 108, 124})
_UNCOMPRESSED, _RLE8, _RLE4, _BITFIELDS, _ALPHA_BITFIELDS = 0, 1, 2, 3, 6
_BIT_COUNTS = frozenset({1, 4, 8, 16, 24, 32})


@dataclass(frozen=True)
class _Info:
    pixels_at: int
    width: int
    height: int
    bits: int
    compression: int


def matches(start: bytes) -> bool:
    """Tell a BMP file by its first bytes; two letters alone would fit many a text."""
    return start.startswith(b"BM") and int.from_bytes(start[14:18], "little") in _INFO_SIZES


def read_header(source: Source) -> Header:
    """Read the size."""
    info = _read_info(source)
    return Header("BMP", info.width, info.height)


def check_complete(data: bytes) -> None:
    """Check that all rows are there.

    A run-length coded picture has no length to check; its decoder fails on a missing end.
    """
    info = _read_info(Source(io.BytesIO(data)))
    if info.compression in (_UNCOMPRESSED, _BITFIELDS, _ALPHA_BITFIELDS):
        row = (info.width * info.bits + 31) // 32 * 4
        if info.pixels_at + row * info.height > len(data):
            raise Truncated


def _read_info(source: Source) -> _Info:
    start = source.read(0, 18)
    pixels_at, size = int.from_bytes(start[10:14], "little"), int.from_bytes(start[14:18], "little")
    compression = _UNCOMPRESSED
    if size == _CORE:
        fields = source.read(18, 8)
        width, height = int.from_bytes(fields[:2], "little"), int.from_bytes(fields[2:4], "little")
        bits = int.from_bytes(fields[6:8], "little")
    else:
        fields = source.read(18, 16 if size >= 40 else 12)
        width = int.from_bytes(fields[:4], "little", signed=True)
        height = abs(int.from_bytes(fields[4:8], "little", signed=True))  # negative: rows from top to bottom
        bits = int.from_bytes(fields[10:12], "little")
        if size >= 40:
            compression = int.from_bytes(fields[12:16], "little")
    if width <= 0 or height <= 0:
        raise Damaged(tr("its size is {width} x {height} pixels").format(width=width, height=height))
    if bits not in _BIT_COUNTS or compression not in (_UNCOMPRESSED, _RLE8, _RLE4, _BITFIELDS, _ALPHA_BITFIELDS):
        words = tr("a BMP picture of {bits} bits a pixel with compression {method}")
        raise Unsupported(words.format(bits=bits, method=compression))
    return _Info(pixels_at, width, height, bits, compression)
