"""WebP (RFC 9649): a RIFF container of chunks."""

from __future__ import annotations

import io
from collections.abc import Iterator

from leukdesk.imaging.headers.base import Damaged, Header, Source, Truncated
from leukdesk.imaging.headers.ifd import exif_orientation
from leukdesk.language import tr

_MAX_CHUNKS = 100_000


def matches(start: bytes) -> bool:
    """Tell a WebP file by its first bytes."""
    return start[:4] == b"RIFF" and start[8:12] == b"WEBP"


def read_header(source: Source) -> Header:
    """Read size, orientation and, of an animation, the number of frames."""
    size: tuple[int, int] | None = None
    orientation, frames = 1, 0
    for kind, body, length in _chunks(source):
        if size is None:
            size = _size(kind, source.read(body, min(length, 10)))
        if kind == b"ANMF":
            frames += 1
        elif kind == b"EXIF":
            orientation = exif_orientation(source.read(body, length).removeprefix(b"Exif\0\0"))
    if size is None:
        raise Damaged(tr("it holds no picture"))
    return Header("WebP", *size, orientation=orientation, pages=max(frames, 1))


def check_complete(data: bytes) -> None:
    """Check that the container, and every chunk in it, is whole."""
    for _kind, body, length in _chunks(Source(io.BytesIO(data))):
        if body + length > len(data):
            raise Truncated


def _chunks(source: Source) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, place and length of each chunk's body."""
    end = 8 + int.from_bytes(source.read(4, 4), "little")
    if end > source.size:
        raise Truncated
    offset = 12
    for _ in range(_MAX_CHUNKS):
        if offset + 8 > end:
            return
        start = source.read(offset, 8)
        length = int.from_bytes(start[4:], "little")
        yield start[:4], offset + 8, length
        offset += 8 + length + length % 2
    raise Damaged(tr("it has too many chunks"))


def _size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X" and len(body) >= 10:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        if width and height:
            return width, height
    return None
