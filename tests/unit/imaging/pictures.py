"""Picture files of every format, made on the fly."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

ENCODINGS: dict[str, tuple[str, list[int]]] = {
    "jpeg": (".jpg", []),
    "jpeg progressive": (".jpg", [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]),
    "jpeg restarts": (".jpg", [cv2.IMWRITE_JPEG_RST_INTERVAL, 4]),
    "png": (".png", []),
    "bmp": (".bmp", []),
    "tiff lzw": (".tiff", [cv2.IMWRITE_TIFF_COMPRESSION, 5]),
    "tiff deflate": (".tiff", [cv2.IMWRITE_TIFF_COMPRESSION, 8]),
    "tiff raw": (".tiff", [cv2.IMWRITE_TIFF_COMPRESSION, 1]),
    "webp lossy": (".webp", [cv2.IMWRITE_WEBP_QUALITY, 80]),
    "webp lossless": (".webp", [cv2.IMWRITE_WEBP_QUALITY, 101]),
}
LOSSLESS = ("png", "bmp", "tiff lzw", "tiff deflate", "tiff raw", "webp lossless")


def scene(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """RGB; no two corners alike, so that a turned, mirrored or channel-swapped picture shows."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    return np.dstack([40 + 200 * across, 30 + 190 * down, 250 - 120 * across * down]).astype(np.uint8)


def encode(pixels: NDArray[np.integer], kind: str) -> bytes:
    """Encode RGB, RGBA or grey pixels as one of ENCODINGS."""
    suffix, options = ENCODINGS[kind]
    if pixels.ndim == 3:
        swapped = cv2.COLOR_RGBA2BGRA if pixels.shape[2] == 4 else cv2.COLOR_RGB2BGR
        pixels = np.asarray(cv2.cvtColor(pixels, swapped))
    done, data = cv2.imencode(suffix, pixels, options)
    assert done
    return data.tobytes()


def exif(orientation: int, order: str = "<") -> bytes:
    """A TIFF block with one tag, the orientation."""
    mark = b"II" if order == "<" else b"MM"
    return mark + struct.pack(order + "HIHHHIHHI", 42, 8, 1, 274, 3, 1, orientation, 0, 0)


def jpeg_with_exif(data: bytes, block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(data: bytes, kind: bytes, body: bytes) -> bytes:
    """Put a chunk behind the header chunk."""
    return data[:33] + png_chunk(kind, body) + data[33:]


def png_header(width: int, height: int) -> bytes:
    """The first bytes of a PNG of any size, which the rest does not bear out."""
    start = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return start + png_chunk(b"IDAT", zlib.compress(b"")) + png_chunk(b"IEND", b"")


def webp_with_exif(data: bytes, size: tuple[int, int], block: bytes) -> bytes:
    """Wrap a simple WebP into the extended form, which may carry metadata."""
    canvas = b"".join((side - 1).to_bytes(3, "little") for side in size)
    chunks = b"VP8X" + struct.pack("<I", 10) + b"\x08\0\0\0" + canvas + data[12:]
    chunks += b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def tiff(
    pixels: NDArray[np.integer],
    *,
    order: str = "<",
    big: bool = False,
    photometric: int | None = None,
    pages: int = 1,
    planar: bool = False,
    tile: int = 0,
    extra: dict[int, int] | None = None,
) -> bytes:
    """An uncompressed TIFF or BigTIFF, of one strip or of square tiles a page."""
    height, width = pixels.shape[:2]
    samples = 1 if pixels.ndim == 2 else pixels.shape[2]
    bits = pixels.dtype.itemsize * 8
    if photometric is None:
        photometric = 1 if samples == 1 else 2
    blocks = [block.astype(pixels.dtype.newbyteorder(order)).tobytes() for block in _blocks(pixels, planar, tile)]
    tags = {256: [width], 257: [height], 258: [bits] * samples, 259: [1], 262: [photometric], 277: [samples]}
    tags |= {284: [2 if planar else 1], 322: [tile], 323: [tile], 324: [], 325: []} if tile else {}
    tags |= {} if tile else {273: [], 278: [height], 279: [], 284: [2 if planar else 1]}
    tags |= {tag: [value] for tag, value in (extra or {}).items()}
    offsets_tag, lengths_tag = (324, 325) if tile else (273, 279)
    word, entry_count, head = ("Q", "Q", 16) if big else ("I", "H", 8)
    out = bytearray(b"II" if order == "<" else b"MM")
    out += struct.pack(order + ("HHHQ" if big else "HI"), *((43, 8, 0, head) if big else (42, head)))
    for page in range(pages):
        tags[lengths_tag] = [len(block) for block in blocks]
        tags[offsets_tag] = [0] * len(blocks)
        table_size = struct.calcsize(order + entry_count) + len(tags) * (20 if big else 12) + struct.calcsize(word)
        after = len(out) + table_size
        long_values = bytearray()
        starts = []
        data_at = after + sum(4 * len(values) for values in tags.values() if len(values) > 1)
        for block in blocks:
            starts.append(data_at)
            data_at += len(block)
        tags[offsets_tag] = starts
        table = struct.pack(order + entry_count, len(tags))
        for tag in sorted(tags):
            values = tags[tag]
            table += struct.pack(order + "HH" + word, tag, 4, len(values))
            if len(values) == 1:
                table += struct.pack(order + "I", values[0]) + b"\0" * (4 if big else 0)
            elif big and len(values) == 2:
                table += struct.pack(order + "II", *values)
            else:
                table += struct.pack(order + word, after + len(long_values))
                long_values += struct.pack(f"{order}{len(values)}I", *values)
        last = page == pages - 1
        long_values += b"\0" * (starts[0] - after - len(long_values))
        table += struct.pack(order + word, 0 if last else data_at)
        out += table + long_values + b"".join(blocks)
    return bytes(out)


def _blocks(pixels: NDArray[np.integer], planar: bool, tile: int) -> list[NDArray[np.integer]]:
    planes = [pixels[..., i] for i in range(pixels.shape[2])] if planar else [pixels]
    if not tile:
        return planes
    found = []
    for plane in planes:
        for top in range(0, plane.shape[0], tile):
            for left in range(0, plane.shape[1], tile):
                block = np.zeros((tile, tile, *plane.shape[2:]), plane.dtype)
                part = plane[top : top + tile, left : left + tile]
                block[: part.shape[0], : part.shape[1]] = part
                found.append(block)
    return found
