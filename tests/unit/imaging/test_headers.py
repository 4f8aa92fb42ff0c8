"""Sizes, orientations and page counts, of every format, without decoding."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from leukdesk.imaging.headers import Damaged, FileDefect, Header, Source, Truncated, Unsupported, format_of

from . import pictures


def header_of(data: bytes) -> Header:
    form = format_of(data[:32])
    assert form is not None
    return form.read_header(Source(io.BytesIO(data)))


@pytest.mark.parametrize("kind", pictures.ENCODINGS)
def test_every_encoding_tells_its_size(kind: str) -> None:
    header = header_of(pictures.encode(pictures.scene(61, 47), kind))
    assert (header.width, header.height, header.orientation, header.pages) == (61, 47, 1, 1)
    assert header.format.lower() == kind.split()[0]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("big", [False, True])
def test_tiff_and_bigtiff_of_both_byte_orders_tell_size_and_pages(order: str, big: bool) -> None:
    header = header_of(pictures.tiff(pictures.scene(31, 20), order=order, big=big, pages=3))
    assert (header.width, header.height, header.pages) == (31, 20, 3)


def test_a_chain_of_tiff_pages_that_bites_its_tail_ends() -> None:
    data = bytearray(pictures.tiff(pictures.scene(8, 8)))
    entries = struct.unpack_from("<H", data, 8)[0]
    struct.pack_into("<I", data, 10 + 12 * entries, 8)  # the only page's "next" is itself
    assert header_of(bytes(data)).pages == 1


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", "<>")
def test_orientation_is_found_in_every_format_that_can_hold_it(orientation: int, order: str) -> None:
    scene, block = pictures.scene(), pictures.exif(orientation, order)
    files = {
        "JPEG": pictures.jpeg_with_exif(pictures.encode(scene, "jpeg"), block),
        "PNG": pictures.png_with(pictures.encode(scene, "png"), b"eXIf", block),
        "WebP": pictures.webp_with_exif(pictures.encode(scene, "webp lossless"), (64, 48), block),
        "TIFF": pictures.tiff(scene, order=order, extra={274: orientation}),
    }
    for name, data in files.items():
        header = header_of(data)
        assert (header.format, header.orientation) == (name, orientation)
        assert header.displayed_size == ((48, 64) if orientation >= 5 else (64, 48))


@pytest.mark.parametrize(
    "block", [b"", b"II*\0", b"nonsense", pictures.exif(0), pictures.exif(9), b"II*\0\xff\xff\xff\xff"]
)
def test_metadata_that_makes_no_sense_is_no_reason_to_refuse(block: bytes) -> None:
    data = pictures.jpeg_with_exif(pictures.encode(pictures.scene(), "jpeg"), block)
    assert header_of(data).orientation == 1


def test_a_jpeg_thumbnail_is_not_the_picture() -> None:
    thumbnail = pictures.encode(pictures.scene(16, 12), "jpeg")
    data = pictures.jpeg_with_exif(pictures.encode(pictures.scene(), "jpeg"), pictures.exif(1) + thumbnail)
    header = header_of(data)
    assert (header.width, header.height) == (64, 48)
    form = format_of(data[:32])
    assert form is not None
    form.check_complete(data)
    with pytest.raises(Truncated):  # the thumbnail's end marker does not stand for the picture's
        form.check_complete(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("data", "defect"),
    [
        (b"\x89PNG\r\n\x1a\n" + pictures.png_chunk(b"IDAT", b"") + pictures.png_chunk(b"IEND", b""), Damaged),
        (pictures.png_header(0, 10), Damaged),
        (b"\xff\xd8\xff\xd9", Damaged),
        (b"\xff\xd8\xff" + b"\xff" * 100_000, Truncated),
        (b"\xff\xd8\xff\xc0\0\x11\x0c\0\x10\0\x10\x03" + b"\0" * 9, Unsupported),  # 12 bits a sample
        (b"RIFF\x04\0\0\0WEBP", Damaged),
        (b"RIFF\xff\xff\0\0WEBP", Truncated),
        (pictures.tiff(np.zeros((4, 4), np.float32).view(np.uint32), extra={339: 3}), Unsupported),
        (pictures.tiff(np.zeros((4, 4), np.uint32)), Unsupported),
        (pictures.tiff(np.zeros((4, 4, 5), np.uint8)), Unsupported),
        (pictures.tiff(np.zeros((4, 4, 3), np.uint16), planar=True), Unsupported),  # OpenCV mixes the planes up
        (pictures.tiff(np.zeros((4, 4, 3), np.uint8), photometric=8), Unsupported),
        (pictures.tiff(np.zeros((4, 4, 3), np.uint8), extra={259: 50_000}), Unsupported),  # Zstandard
    ],
)
def test_what_is_wrong_is_told_apart(data: bytes, defect: type[FileDefect]) -> None:
    with pytest.raises(defect):
        header_of(data)


@pytest.mark.parametrize(
    "start", [b"", b"BM", b"BMW is a car, not a picture of any kind", b"II*", b"GIF89a", b"%PDF-1.7"]
)
def test_a_start_like_a_picture_is_not_enough(start: bytes) -> None:
    assert format_of(start) is None
