"""TIFF 6.0 and BigTIFF: directories of tags that point to strips or tiles of pixels."""

from __future__ import annotations

import io
import math
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.headers.base import Alpha, Damaged, Header, Source, Truncated, Unsupported
from leukdesk.imaging.headers.ifd import Directories, Directory, orientation_of
from leukdesk.language import tr

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIP_OFFSETS, _SAMPLES, _ROWS_PER_STRIP, _STRIP_BYTES, _PLANAR = 273, 277, 278, 279, 284
_TILE_WIDTH, _TILE_HEIGHT, _TILE_OFFSETS, _TILE_BYTES = 322, 323, 324, 325
_EXTRA_SAMPLES, _SAMPLE_FORMAT = 338, 339

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _SEPARATED, _YCBCR = 0, 1, 2, 3, 5, 6
_NO_COMPRESSION, _LZW, _DEFLATE, _OLD_DEFLATE = 1, 5, 8, 32946
_COMPRESSIONS = frozenset({_NO_COMPRESSION, 2, 3, 4, _LZW, 7, _DEFLATE, _OLD_DEFLATE, 32773})  # and fax, JPEG, PackBits
_ASSOCIATED_ALPHA, _UNASSOCIATED_ALPHA = 1, 2
_UNSIGNED = 1

_MAX_PAGES = 10_000  # pages counted; also what ends a chain of directories that bites its tail
_MAX_TILE_PIXELS = 1 << 26


@dataclass(frozen=True)
class _Layout:
    """How the pixels of one page are stored."""

    width: int
    height: int
    bits: int
    samples: int
    planar: bool
    compression: int
    photometric: int
    extra: int


def matches(start: bytes) -> bool:
    """Tell a TIFF or BigTIFF file by its first bytes."""
    return start[:4] in (b"II\x2a\0", b"MM\0\x2a", b"II\x2b\0", b"MM\0\x2b")


def read_header(source: Source) -> Header:
    """Read size, orientation and number of pages; refuse what OpenCV would decode to wrong values."""
    directories = Directories(source)
    page = directories.at(directories.first_at)
    layout = _read_layout(directories, page)
    orientation, orientation_at = orientation_of(directories, page)
    alpha = Alpha.MEANINGLESS
    if layout.photometric == _RGB and layout.samples == 4 and layout.extra in (_ASSOCIATED_ALPHA, _UNASSOCIATED_ALPHA):
        # Measured: libtiff multiplies 8-bit colours by their alpha itself, and leaves 16-bit values as they are.
        straight = layout.bits == 16 and layout.extra == _UNASSOCIATED_ALPHA
        alpha = Alpha.STRAIGHT if straight else Alpha.PREMULTIPLIED
    return Header(
        "TIFF",
        layout.width,
        layout.height,
        orientation=orientation,
        orientation_at=orientation_at,
        pages=_count_pages(directories),
        alpha=alpha,
        # Measured: likewise, 8-bit values are turned the right way round and 16-bit ones are not.
        inverted=layout.photometric == _WHITE_IS_ZERO and layout.bits == 16,
    )


def check_complete(data: bytes) -> None:
    """Check that all strips or tiles of the first page are there, and whole as far as their compression can tell."""
    directories = Directories(Source(io.BytesIO(data)))
    page = directories.at(directories.first_at)
    layout = _read_layout(directories, page)
    offsets, lengths = _blocks(directories, page, layout)
    if len(offsets) and int((offsets + lengths).max()) > len(data):
        raise Truncated
    if layout.compression in (_LZW, _DEFLATE, _OLD_DEFLATE):
        view = memoryview(data)
        for offset, length in zip(offsets.tolist(), lengths.tolist(), strict=True):
            _check_block(view[offset : offset + length], layout.compression)


def _check_block(block: memoryview, compression: int) -> None:
    """Find blocks that an interrupted copy left as zeros or cut: the decoder would show them black or grey."""
    if compression == _LZW:
        # It begins with the clear code: 9 bits, most significant first (or, before TIFF 5.0, last).
        if len(block) < 2 or not (block[0] == 0x80 or (block[0] == 0 and block[1] & 1)):
            raise Damaged(tr("a strip of pixels is not readable"))
        return
    inflater = zlib.decompressobj()
    try:
        pending = bytes(block)
        while pending and not inflater.eof:
            inflater.decompress(pending, 1 << 20)
            pending = inflater.unconsumed_tail
    except zlib.error as error:
        raise Damaged(tr("a strip of pixels is not readable")) from error
    if not inflater.eof:
        raise Truncated


def _read_layout(directories: Directories, page: Directory) -> _Layout:
    def value(tag: int, default: int) -> int:
        entry = page.entries.get(tag)
        if entry is None or entry.count == 0:
            return default
        if entry.count > 64:
            raise Damaged(tr("a tag has too many values"))
        values = directories.values(entry)
        if values.min() != values.max():
            raise Unsupported(tr("channels of different kinds"))
        return int(values[0])

    samples = value(_SAMPLES, 1)
    extra = page.entries.get(_EXTRA_SAMPLES)
    layout = _Layout(
        width=value(_WIDTH, 0),
        height=value(_HEIGHT, 0),
        bits=value(_BITS, 1),
        samples=samples,
        planar=value(_PLANAR, 1) == 2 and samples > 1,
        compression=value(_COMPRESSION, _NO_COMPRESSION),
        photometric=value(_PHOTOMETRIC, _BLACK_IS_ZERO),
        extra=int(directories.values(extra)[0]) if extra is not None and 0 < extra.count < 64 else 0,
    )
    if layout.width == 0 or layout.height == 0:
        words = tr("its size is {width} x {height} pixels")
        raise Damaged(words.format(width=layout.width, height=layout.height))
    if value(_SAMPLE_FORMAT, _UNSIGNED) != _UNSIGNED:
        raise Unsupported(tr("signed or floating-point values"))
    if layout.bits not in (1, 2, 4, 8, 16):
        raise Unsupported(tr("{bits}-bit values").format(bits=layout.bits))
    if layout.compression not in _COMPRESSIONS:
        raise Unsupported(tr("pixels compressed by method {method}").format(method=layout.compression))
    known = {
        _WHITE_IS_ZERO: (1,),
        _BLACK_IS_ZERO: (1,),
        _RGB: (3, 4),
        _PALETTE: (1,),
        _SEPARATED: (4,),
        _YCBCR: (3,),
    }
    if layout.samples not in known.get(layout.photometric, ()):
        words = tr("{count} channels of colour space {space}")
        raise Unsupported(words.format(count=layout.samples, space=layout.photometric))
    if layout.bits == 16 and (layout.planar or layout.photometric in (_PALETTE, _SEPARATED, _YCBCR)):
        raise Unsupported(tr("16-bit colours stored plane by plane or not as RGB"))
    tile = value(_TILE_WIDTH, 0) * value(_TILE_HEIGHT, 0)
    if tile > _MAX_TILE_PIXELS:
        raise Unsupported(tr("very large tiles"))
    return layout


def _blocks(
    directories: Directories, page: Directory, layout: _Layout
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return places and lengths of the strips or tiles, as many as the page needs."""

    def values(tag: int) -> NDArray[np.uint64]:
        entry = page.entries.get(tag)
        if entry is None:
            raise Damaged(tr("it does not say where its pixels are"))
        return directories.values(entry)

    planes = layout.samples if layout.planar else 1
    if _TILE_OFFSETS in page.entries:
        across, down = (int(values(tag)[:1].sum()) for tag in (_TILE_WIDTH, _TILE_HEIGHT))
        if across == 0 or down == 0:
            raise Damaged(tr("its tiles have no size"))
        needed = math.ceil(layout.width / across) * math.ceil(layout.height / down) * planes
        offsets, lengths = values(_TILE_OFFSETS), values(_TILE_BYTES)
    else:
        rows = int(values(_ROWS_PER_STRIP)[:1].sum()) if _ROWS_PER_STRIP in page.entries else layout.height
        rows = min(rows, layout.height)
        if rows == 0:
            raise Damaged(tr("its strips have no height"))
        needed = math.ceil(layout.height / rows) * planes
        offsets = values(_STRIP_OFFSETS)
        row_bytes = math.ceil(layout.width * layout.bits * layout.samples / planes / 8)
        if _STRIP_BYTES in page.entries:
            lengths = values(_STRIP_BYTES)
        elif layout.compression == _NO_COMPRESSION and needed == 1:
            lengths = np.array([row_bytes * layout.height], np.uint64)
        else:
            raise Damaged(tr("it does not say how long its strips are"))
        if layout.compression == _NO_COMPRESSION and int(lengths[:needed].sum()) < row_bytes * layout.height * planes:
            raise Truncated
    if len(offsets) < needed or len(lengths) < needed:
        words = tr("it has {count} of {needed} blocks of pixels")
        raise Damaged(words.format(count=min(len(offsets), len(lengths)), needed=needed))
    offsets, lengths = offsets[:needed], lengths[:needed]
    if (offsets > 1 << 62).any() or (lengths > 1 << 62).any():
        raise Truncated
    return offsets, lengths


def _count_pages(directories: Directories) -> int:
    """Follow the chain of directories; a chain that is broken further on does not spoil the first page."""
    pages, at, seen = 0, directories.first_at, set[int]()
    while at and at not in seen and pages < _MAX_PAGES:
        seen.add(at)
        try:
            at = directories.at(at).next_at
        except (Damaged, Truncated):
            break
        pages += 1
    return max(pages, 1)
