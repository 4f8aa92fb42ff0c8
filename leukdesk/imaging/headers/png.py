"""PNG (W3C, third edition): a signature and a chain of chunks, each with its length and checksum."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from leukdesk.imaging.headers.base import Damaged, Header, Source, Truncated
from leukdesk.imaging.headers.ifd import exif_orientation
from leukdesk.language import tr

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MAX_CHUNKS = 200_000  # 100 megapixels in the 8 kB chunks that libpng writes are fewer


def matches(start: bytes) -> bool:
    """Tell a PNG file by its first bytes."""
    return start.startswith(_SIGNATURE)


def read_header(source: Source) -> Header:
    """Read size, orientation and, of an animation, the number of frames."""
    first, body, length = next(_chunks(source))
    if first != b"IHDR" or length != 13:
        raise Damaged(tr("its header chunk is missing"))
    header = source.read(body, 13)
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if width == 0 or height == 0:
        raise Damaged(tr("its size is {width} x {height} pixels").format(width=width, height=height))
    orientation, pages = 1, 1
    for kind, body, length in _chunks(source):
        if kind == b"eXIf":
            orientation = exif_orientation(source.read(body, length))
        elif kind == b"acTL" and length == 8:
            pages = max(int.from_bytes(source.read(body, 4), "big"), 1)
    return Header("PNG", width, height, orientation=orientation, pages=pages)


def check_complete(data: bytes) -> None:
    """Check every critical chunk's checksum, up to the end chunk."""
    view, offset = memoryview(data), len(_SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        length = int.from_bytes(view[offset : offset + 4], "big")
        end = offset + 12 + length
        if end > len(data):
            raise Truncated
        kind = bytes(view[offset + 4 : offset + 8])
        stored = int.from_bytes(view[end - 4 : end], "big")
        if kind[:1].isupper() and zlib.crc32(view[offset + 4 : end - 4]) != stored:
            raise Damaged(tr("a checksum does not fit"))
        if kind == b"IEND":
            return
        offset = end
    raise Damaged(tr("it has too many chunks"))


def _chunks(source: Source) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, place and length of each chunk's body, up to the end chunk."""
    offset = len(_SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        start = source.read(offset, 8)
        kind, length = start[4:], int.from_bytes(start[:4], "big")
        yield kind, offset + 8, length
        if kind == b"IEND":
            return
        offset += 12 + length
    raise Damaged(tr("it has too many chunks"))
