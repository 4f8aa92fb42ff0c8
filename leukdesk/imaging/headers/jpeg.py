"""JPEG (ITU-T T.81): a chain of marked segments, then entropy-coded scans, then the end-of-image marker."""

from __future__ import annotations

import re

from leukdesk.imaging.headers.base import Damaged, Header, Source, Truncated, Unsupported
from leukdesk.imaging.headers.ifd import exif_orientation
from leukdesk.language import tr

_MAX_SEGMENTS = 20_000  # a progressive picture has some tens; a file made of nothing else must not keep us for minutes
_START_OF_SCAN, _END_OF_IMAGE, _APP1 = 0xDA, 0xD9, 0xE1
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0..15 without DHT, JPG, DAC
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length: TEM, RST0..7, SOI

# Inside a scan FF00 is a data byte, FFD0..D7 a restart and FFFF filling: anything else ends the scan.
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def matches(start: bytes) -> bool:
    """Tell a JPEG file by its first bytes."""
    return start.startswith(b"\xff\xd8\xff")


def read_header(source: Source) -> Header:
    """Read size and orientation from the segments before the first scan."""
    size: tuple[int, int] | None = None
    orientation = 1
    offset = 2
    for _ in range(_MAX_SEGMENTS):
        marker, offset = _marker(source, offset)
        if marker in (_START_OF_SCAN, _END_OF_IMAGE):
            break
        if marker in _ALONE:
            continue
        length = int.from_bytes(source.read(offset, 2), "big")
        if marker in _FRAMES:
            size = _frame_size(source.read(offset + 2, 6))
        elif marker == _APP1 and source.read(offset + 2, min(6, source.size - offset - 2)) == b"Exif\0\0":
            orientation = exif_orientation(source.read(offset + 8, max(length - 8, 0)))
        offset += max(length, 2)
    if size is None:
        raise Damaged(tr("it holds no picture"))
    return Header("JPEG", *size, orientation=orientation)


def check_complete(data: bytes) -> None:
    """Follow segments and scans to the end-of-image marker.

    A thumbnail's own end marker lies inside a segment and is stepped over.
    """
    source_size, offset = len(data), 2
    for _ in range(_MAX_SEGMENTS):
        while offset < source_size and data[offset] == 0xFF:
            offset += 1
        if offset >= source_size:
            raise Truncated
        marker, offset = data[offset], offset + 1
        if marker == _END_OF_IMAGE:
            return
        if marker not in _ALONE:
            offset += max(int.from_bytes(data[offset : offset + 2], "big"), 2)
        if marker == _START_OF_SCAN:
            found = _MARKER_IN_SCAN.search(data, offset)
            if found is None:
                raise Truncated
            offset = found.start()
        elif offset < source_size and data[offset] != 0xFF:
            # Some writers leave stray bytes between segments; decoders step over them.
            offset = data.find(b"\xff", offset)
            if offset < 0:
                raise Truncated
    raise Damaged(tr("it has too many segments"))


def _marker(source: Source, offset: int) -> tuple[int, int]:
    """Return the marker at an offset and the offset behind it; filling and stray bytes are stepped over."""
    block = source.read(offset, min(4096, max(source.size - offset, 2)))
    found = _MARKER_IN_SCAN.search(block)
    if found is None:
        raise Truncated
    return block[found.start() + 1], offset + found.end()


def _frame_size(frame: bytes) -> tuple[int, int]:
    precision = frame[0]
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    if precision != 8:
        raise Unsupported(tr("{bits}-bit JPEG data").format(bits=precision))
    if height == 0:
        raise Unsupported(tr("a JPEG picture of undeclared height"))
    if width == 0:
        raise Damaged(tr("its width is 0"))
    return width, height
