"""Whatever a file holds, the answer is a picture or a PictureError, soon and in bounded memory."""

from __future__ import annotations

import contextlib
import io
import resource
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from leukdesk.imaging.errors import PictureError
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.headers import FORMATS, FileDefect, Source
from leukdesk.imaging.reading import MAX_PIXELS, picture_size, read_picture

from . import pictures

quickly = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def files() -> dict[str, bytes]:
    """A sound file of every kind that is read."""
    scene = pictures.scene(40, 30)
    noisy = np.random.default_rng(1).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    wide = scene.astype(np.uint16) * 257
    rgba = np.dstack([scene, scene[..., 0]])
    found = {kind: pictures.encode(noisy, kind) for kind in pictures.ENCODINGS}
    found |= {f"16-bit {kind}": pictures.encode(wide, kind) for kind in ("png", "tiff lzw", "tiff raw")}
    found |= {f"rgba {kind}": pictures.encode(rgba, kind) for kind in ("png", "bmp", "tiff lzw", "webp lossless")}
    found |= {
        "tiff tiles": pictures.tiff(scene, tile=32),
        "tiff planes": pictures.tiff(scene, planar=True, order=">"),
        "tiff pages": pictures.tiff(scene, pages=3),
        "bigtiff": pictures.tiff(wide, big=True, extra={274: 6}),
        "jpeg exif": pictures.jpeg_with_exif(found["jpeg"], pictures.exif(6)),
        "png exif": pictures.png_with(found["png"], b"eXIf", pictures.exif(8)),
        "webp exif": pictures.webp_with_exif(found["webp lossy"], (40, 30), pictures.exif(3)),
    }
    return found


def attempt(path: Path, data: bytes) -> Frame | PictureError:
    path.write_bytes(data)
    try:
        size = picture_size(path)
    except PictureError:
        size = None
    try:
        frame = read_picture(path)
    except PictureError as error:
        assert str(path) in str(error)
        return error
    assert size == (frame.width, frame.height)
    assert frame.width * frame.height <= MAX_PIXELS
    return frame


def test_the_files_are_sound(tmp_path: Path) -> None:
    for kind, data in files().items():
        assert isinstance(attempt(tmp_path / "picture", data), Frame), kind


@given(data=st.data())
@quickly
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(files())))
    whole = files()[kind]
    cut = data.draw(st.integers(1, len(whole) - 1))
    result = attempt(tmp_path / "picture", whole[:cut])
    if isinstance(result, Frame):
        # Only what belongs to no pixel may be missing: padding, metadata or further pages at the very end.
        np.testing.assert_array_equal(result.pixels, _pixels(tmp_path, whole))
    else:
        assert result.code in ("truncated", "not-an-image", "damaged")


def _pixels(folder: Path, data: bytes) -> object:
    frame = attempt(folder / "whole", data)
    assert isinstance(frame, Frame)
    return frame.pixels


# The first page of several is whole until two thirds are missing.
@pytest.mark.parametrize("kind", sorted(set(files()) - {"tiff pages"}))
def test_a_file_that_misses_a_tenth_or_more_is_always_refused(tmp_path: Path, kind: str) -> None:
    whole = files()[kind]
    for cut in {len(whole) * part // 100 for part in range(1, 91, 3)} - {0}:
        assert isinstance(attempt(tmp_path / "picture", whole[:cut]), PictureError), cut


@given(data=st.data())
@quickly
def test_changed_bytes_give_a_picture_or_an_error(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(files())))
    mutated = bytearray(files()[kind])
    header_first = st.one_of(st.integers(0, min(200, len(mutated) - 1)), st.integers(0, len(mutated) - 1))
    for place, value in data.draw(st.lists(st.tuples(header_first, st.integers(0, 255)), min_size=1, max_size=8)):
        mutated[place] = value
    attempt(tmp_path / "picture", bytes(mutated))


@given(data=st.data())
@quickly
def test_pieces_cut_out_doubled_and_joined_give_a_picture_or_an_error(tmp_path: Path, data: st.DataObject) -> None:
    first, second = (files()[data.draw(st.sampled_from(sorted(files())))] for _ in range(2))
    start, stop = sorted(data.draw(st.tuples(st.integers(0, len(first)), st.integers(0, len(second)))))
    joined = first[:start] + second[stop:]
    assume(joined)
    attempt(tmp_path / "picture", joined)


@given(
    start=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"RIFF....WEBP"]),
    rest=st.binary(max_size=400),
)
@quickly
def test_random_bytes_give_an_error(tmp_path: Path, start: bytes, rest: bytes) -> None:
    assume(start or rest)
    assert isinstance(attempt(tmp_path / "picture", start + rest), PictureError)


@given(data=st.binary(min_size=1, max_size=300))
@quickly
def test_parsers_raise_nothing_but_their_own(data: bytes) -> None:
    for form in FORMATS:
        for parse in (
            lambda form=form: form.read_header(Source(io.BytesIO(data))),
            lambda form=form: form.check_complete(data),
        ):
            with contextlib.suppress(FileDefect):
                parse()


@pytest.mark.skipif(sys.platform != "linux", reason="getrusage tells kilobytes on Linux only")
def test_memory_stays_bounded_whatever_a_header_promises(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    promises = [
        pictures.png_header(60_000, 60_000),
        pictures.tiff(np.zeros((2, 2, 3), np.uint8), extra={256: 60_000, 257: 60_000}),
        pictures.tiff(np.zeros((2, 2, 3), np.uint8), extra={256: 9_000, 257: 9_000}),  # allowed, and not there
        pictures.tiff(np.zeros((2, 2, 3), np.uint8), tile=16, extra={322: 65_520, 323: 65_520}),
        b"\xff\xd8\xff" + b"\xff\xe0\0\2" * 100_000,
    ]
    for data in promises:
        assert isinstance(attempt(tmp_path / "picture", data), PictureError)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100_000
