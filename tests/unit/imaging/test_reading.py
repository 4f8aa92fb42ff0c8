"""Files of every kind become upright 8-bit RGB, or a sentence that says why not."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from leukdesk.imaging import errors, reading
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.reading import find_pictures, picture_size, read_picture

from . import pictures

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(data: bytes, name: str = "picture") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def notes(frame: Frame) -> tuple[str, ...]:
    return tuple(note.sentence for note in frame.notes)


# What is read ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", pictures.ENCODINGS)
def test_every_encoding_is_read_in_rgb(save: Save, kind: str) -> None:
    scene = pictures.scene()
    path = save(pictures.encode(scene, kind))
    frame = read_picture(path)
    assert frame.source == str(path)
    assert frame.notes == ()
    difference = np.abs(frame.pixels.astype(int) - scene)
    assert difference.max() == 0 if kind in pictures.LOSSLESS else difference.mean() < 4
    assert picture_size(path) == (64, 48)


@pytest.mark.parametrize("kind", [kind for kind in pictures.ENCODINGS if not kind.startswith("webp")])
def test_grey_becomes_rgb(save: Save, kind: str) -> None:
    frame = read_picture(save(pictures.encode(pictures.scene()[..., 0], kind)))
    assert frame.pixels.shape == (48, 64, 3)
    assert (frame.pixels[..., 0] == frame.pixels[..., 2]).all()


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("tile", [0, 32])
@pytest.mark.parametrize("planar", [False, True])
def test_tiffs_of_all_layouts(save: Save, order: str, big: bool, tile: int, planar: bool) -> None:
    scene = pictures.scene()
    frame = read_picture(save(pictures.tiff(scene, order=order, big=big, tile=tile, planar=planar)))
    assert_array_equal(frame.pixels, scene)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("tile", [0, 32])
def test_a_tiff_whose_white_is_zero_is_turned_round(save: Save, depth: type[np.unsignedinteger], tile: int) -> None:
    grey = pictures.scene()[..., 0].astype(depth) * (257 if depth is np.uint16 else 1)
    frame = read_picture(save(pictures.tiff(np.invert(grey), photometric=0, tile=tile)))
    assert_array_equal(frame.pixels[..., 0], pictures.scene()[..., 0])


def test_of_several_pages_the_first_is_read_and_it_is_said(save: Save) -> None:
    frame = read_picture(save(pictures.tiff(pictures.scene(), pages=3)))
    assert_array_equal(frame.pixels, pictures.scene())
    assert notes(frame) == ("Only the first of 3 pages is used.",)


@pytest.mark.parametrize("kind", ["png", "tiff lzw", "tiff raw"])
@pytest.mark.parametrize("factor", [256, 257])
def test_an_8_bit_picture_widened_to_16_comes_back_exactly(save: Save, kind: str, factor: int) -> None:
    scene = pictures.scene()
    frame = read_picture(save(pictures.encode(scene.astype(np.uint16) * factor, kind)))
    assert_array_equal(frame.pixels, scene)
    assert "taken as 16-bit" in notes(frame)[0]


@pytest.mark.parametrize(("bits", "largest"), [(8, 240), (10, 1000), (12, 4000), (14, 16000)])
def test_cameras_of_fewer_than_16_bits_are_not_shown_black(save: Save, bits: int, largest: int) -> None:
    values = (pictures.scene()[..., 1].astype(np.uint32) * largest // 220).astype(np.uint16)
    frame = read_picture(save(pictures.encode(values, "png")))
    assert_array_equal(frame.pixels[..., 1], values >> (bits - 8))
    assert f"{bits}-bit values" in notes(frame)[0]


def test_a_dark_16_bit_picture_is_not_stretched_from_a_quarter_of_its_range_on(save: Save) -> None:
    dark = pictures.scene().astype(np.uint16) * 80
    assert dark.max() >= 1 << 14
    assert read_picture(save(pictures.encode(dark, "png"))).pixels.max() == dark.max() >> 8


@pytest.mark.parametrize(("factor", "brighter"), [(64, 4), (16, 16), (4, 64), (1, 256)])
def test_a_darker_one_is_taken_for_a_camera_of_fewer_bits(save: Save, factor: int, brighter: int) -> None:
    darker = pictures.scene().astype(np.uint16) * factor
    frame = read_picture(save(pictures.encode(darker, "png")))
    assert_array_equal(frame.pixels, pictures.scene())
    assert_array_equal(frame.pixels, darker.astype(int) * brighter >> 8)
    assert ("shown too bright" in notes(frame)[0]) is (factor == 1)


@pytest.mark.parametrize("kind", ["png", "webp lossless"])
def test_transparency_is_composited_on_white(save: Save, kind: str) -> None:
    scene, alpha = pictures.scene(), np.full((48, 64), 255, np.uint8)
    alpha[:, :20], alpha[:, 20:40] = 0, 128
    frame = read_picture(save(pictures.encode(np.dstack([scene, alpha]), kind)))
    assert (frame.pixels[:, :20] == 255).all()
    blend = 255 + (scene[:, 20:40].astype(float) - 255) * 128 / 255
    assert np.abs(frame.pixels[:, 20:40] - blend).max() <= 1
    assert_array_equal(frame.pixels[:, 40:], scene[:, 40:])
    assert notes(frame) == ("Transparent parts are shown on white.",)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("kind_of_alpha", ["unspecified", "premultiplied", "straight"])
def test_the_three_kinds_of_fourth_channel_in_a_tiff(save: Save, depth: int, kind_of_alpha: str) -> None:
    scene, alpha = pictures.scene(), np.full((48, 64), 255, np.uint8)
    alpha[:, :30] = 128
    colour = scene.copy()
    if kind_of_alpha == "premultiplied":
        colour = (scene.astype(float) * alpha[..., None] / 255).astype(np.uint8)
    stored = np.dstack([colour, alpha])
    stored = stored if depth == 8 else stored.astype(np.uint16) * 257
    code = ["unspecified", "premultiplied", "straight"].index(kind_of_alpha)
    frame = read_picture(save(pictures.tiff(stored, extra={338: code})))
    expected = scene.astype(float)
    if kind_of_alpha == "unspecified":
        assert "Its fourth channel is left out." in notes(frame)
    else:
        expected[:, :30] = 255 + (expected[:, :30] - 255) * 128 / 255
        assert "Transparent parts are shown on white." in notes(frame)
    assert np.abs(frame.pixels - expected).max() <= 2


@pytest.mark.parametrize("value", [0, 255])
def test_an_alpha_channel_that_says_nothing_is_left_out(save: Save, value: int) -> None:
    rgba = np.dstack([pictures.scene(), np.full((48, 64), value, np.uint8)])
    frame = read_picture(save(pictures.encode(rgba, "png")))
    assert_array_equal(frame.pixels, pictures.scene())
    assert frame.notes == ()


def test_a_palette_is_resolved(save: Save) -> None:
    palette = np.array([[250, 240, 245], [120, 60, 160], [210, 150, 170], [0, 0, 0]], np.uint8)
    indices = np.arange(48 * 64).reshape(48, 64) // 7 % 4
    rows = b"".join(b"\0" + row.astype(np.uint8).tobytes() for row in indices)
    data = b"\x89PNG\r\n\x1a\n" + pictures.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 3, 0, 0, 0))
    data += pictures.png_chunk(b"PLTE", palette.tobytes()) + pictures.png_chunk(b"IDAT", zlib.compress(rows))
    frame = read_picture(save(data + pictures.png_chunk(b"IEND", b"")))
    assert_array_equal(frame.pixels, palette[indices])


@pytest.mark.parametrize("bits", [1, 4, 8, 24, 32])
@pytest.mark.parametrize("top_down", [False, True])
def test_bitmaps_of_all_depths(save: Save, bits: int, top_down: bool) -> None:
    values = np.arange(10 * 32).reshape(10, 32) // 3 % 2
    palette = struct.pack("<II", 0, 0xFFFFFF) if bits <= 8 else b""
    if bits == 1:
        rows = np.packbits(values.astype(np.uint8), axis=1)
    elif bits == 4:
        rows = (values[:, ::2] << 4 | values[:, 1::2]).astype(np.uint8)
    else:
        rows = np.repeat(values[..., None] * (1 if bits == 8 else 255), max(bits // 8, 1), axis=2).astype(np.uint8)
    rows = rows if top_down else rows[::-1]
    start = 54 + len(palette)
    info = struct.pack("<IiiHHIIiiII", 40, 32, -10 if top_down else 10, 1, bits, 0, 0, 0, 0, len(palette) // 4, 0)
    data = b"BM" + struct.pack("<IHHI", start + rows.nbytes, 0, 0, start) + info + palette + rows.tobytes()
    assert_array_equal(read_picture(save(data)).pixels[..., 0], values * 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_applied_in_every_format(save: Save, orientation: int) -> None:
    scene, block = pictures.scene(), pictures.exif(orientation)
    upright = {
        1: scene,
        2: scene[:, ::-1],
        3: scene[::-1, ::-1],
        4: scene[::-1],
        5: scene.transpose(1, 0, 2),
        6: np.rot90(scene, -1),
        7: np.rot90(scene, 2).transpose(1, 0, 2),
        8: np.rot90(scene, 1),
    }[orientation]
    files = [
        pictures.jpeg_with_exif(pictures.encode(scene, "jpeg"), block),
        pictures.png_with(pictures.encode(scene, "png"), b"eXIf", block),
        pictures.webp_with_exif(pictures.encode(scene, "webp lossless"), (64, 48), block),
        pictures.tiff(scene, extra={274: orientation}),
        pictures.tiff(scene, order=">", extra={274: orientation}),
    ]
    for data in files:
        path = save(data)
        frame = read_picture(path)
        assert frame.pixels.shape == upright.shape
        assert np.abs(frame.pixels.astype(int) - upright).mean() < 4
        assert picture_size(path) == (frame.width, frame.height)
        assert (frame.notes != ()) == (orientation != 1)


@pytest.mark.parametrize(
    "name", ["a field with spaces.png", 'it\'s "quoted".png', "мазок крови 血液塗抹.png", "no ending"]
)
def test_any_name_will_do(save: Save, name: str) -> None:
    if sys.platform == "win32" and '"' in name:
        pytest.skip("Windows has no such names")
    frame = read_picture(save(pictures.encode(pictures.scene(), "png"), name))
    assert frame.source.endswith(name)


def test_the_content_decides_not_the_ending(save: Save) -> None:
    assert read_picture(save(pictures.encode(pictures.scene(), "png"), "really a png.jpg")).width == 64


# What is refused ------------------------------------------------------------------------------------------------------


def refusal(path: Path) -> errors.PictureError:
    with pytest.raises(errors.PictureError) as caught:
        read_picture(path)
    assert str(path) in str(caught.value)
    assert str(caught.value).count(". ") >= 1, "what happened, and what to do"
    return caught.value


def test_errors_have_one_code_each() -> None:
    codes = [kind.code for kind in errors.PictureError.__subclasses__()]
    assert len(codes) == len(set(codes)) == 11


@pytest.mark.parametrize("name", ["absent.png", "absent/absent.png", "x" * 5000, "nul\0.png"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).code == "not-found"


def test_a_name_below_a_file(save: Save) -> None:
    assert refusal(save(b"x") / "picture.png").code == "not-found"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "is-directory"


def test_zero_bytes(save: Save) -> None:
    assert refusal(save(b"")).code == "empty"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
@pytest.mark.timeout(20)
def test_a_pipe_a_socket_and_a_device_do_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.png")
        for path in (tmp_path / "pipe.png", tmp_path / "socket.png", Path("/dev/zero")):
            assert refusal(path).code == "not-a-file"


@pytest.mark.parametrize("data", [b"a", b"Sample;Result\n12;ok\n", b"%PDF-1.7\n", b"GIF89a" + bytes(50), bytes(4096)])
def test_not_an_image(save: Save, data: bytes) -> None:
    error = refusal(save(data, "letter.png"))
    assert error.code == "not-an-image"
    assert "JPEG, PNG, BMP, TIFF and WebP" in str(error)


@pytest.mark.parametrize(
    "data",
    [
        pictures.png_header(60_000, 60_000),
        pictures.tiff(np.zeros((1, 1, 3), np.uint8), extra={256: 60_000, 257: 60_000}),
        pictures.tiff(np.zeros((1, 1, 3), np.uint8), big=True, extra={256: 60_000, 257: 60_000}),
        b"\xff\xd8\xff\xc0\0\x11\x08\xea\x60\xea\x60\x03" + bytes(9) + b"\xff\xda",
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 0, 0, 0, 54, 40, 60_000, -60_000, 1, 24, 0, 0, 0, 0, 0, 0),
        b"RIFF\x16\0\0\0WEBPVP8X" + struct.pack("<II", 10, 0) + (59_999).to_bytes(3, "little") * 2,
        pictures.png_header(2**31 - 1, 2**31 - 1),
        pictures.png_header(90_000_000, 1),
    ],
    ids=["png", "tiff", "bigtiff", "jpeg", "bmp", "webp", "png of the largest size", "one row"],
)
def test_too_many_pixels_are_refused_from_the_header(save: Save, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(*_: object) -> None:
        raise AssertionError("nothing is decoded")

    monkeypatch.setattr(cv2, "imdecode", decode)
    path = save(data)
    error = refusal(path)
    assert error.code == "too-large"
    assert "100 million" in str(error)
    with pytest.raises(errors.PictureTooLargeError):
        picture_size(path)


def test_too_many_bytes_are_refused_unread(save: Save) -> None:
    path = save(pictures.encode(pictures.scene(), "bmp"))
    os.truncate(path, reading.MAX_FILE_BYTES + 1)  # a hole: takes no space
    assert refusal(path).code == "too-large"


def test_a_header_that_promises_another_size_than_the_content(save: Save) -> None:
    small = pictures.encode(pictures.scene(16, 12), "webp lossless")
    assert refusal(save(pictures.webp_with_exif(small, (64, 48), pictures.exif(1)))).code == "damaged"


@pytest.mark.parametrize("kind", ["tiff lzw", "tiff deflate", "png", "jpeg", "jpeg progressive", "webp lossy"])
def test_a_copy_that_ends_in_zeros(save: Save, kind: str) -> None:
    """An interrupted copy may have its full size, and zeros for what never came."""
    noisy = np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    data = pictures.encode(noisy, kind)
    third = len(data) // 3
    # OpenCV writes a TIFF's table behind its pixels: there the zeros are put between them.
    damaged = data[:third] + bytes(third) + data[2 * third :] if "tiff" in kind else data[:third] + bytes(2 * third)
    assert refusal(save(damaged)).code in ("truncated", "damaged")


def test_an_account_without_permission(save: Save, tmp_path: Path) -> None:
    path = save(pictures.encode(pictures.scene(), "png"), "locked.png")
    locked = tmp_path / "locked folder"
    locked.mkdir()
    path.chmod(0)
    locked.chmod(0)
    if os.access(path, os.R_OK):
        if sys.platform == "win32" or os.geteuid() != 0:
            pytest.skip("permissions mean nothing in this file system")
        _without_privileges(path, locked)
        return
    assert refusal(path).code == "no-permission"
    (problem,) = find_pictures([locked])
    assert isinstance(problem, errors.NoPermissionError)
    locked.chmod(stat.S_IRWXU)


def _without_privileges(path: Path, locked: Path) -> None:
    """Read in a child that has imported everything and then given up being root."""
    for folder in (path.parent, *path.parent.parents):
        if folder.owner() == "root" and not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH) if folder.is_relative_to("/tmp") else pytest.skip(
                "the temporary folder is closed to other accounts"
            )
    code = """
import os, sys
from pathlib import Path
from leukdesk.imaging import errors, reading
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    reading.read_picture(Path(sys.argv[1]))
except errors.NoPermissionError as error:
    print(error)
print(*reading.find_pictures([Path(sys.argv[2])]))
"""
    done = subprocess.run([sys.executable, "-c", code, path, locked], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    said = done.stdout.splitlines()
    assert len(said) == 2
    assert str(path) in said[0]
    assert str(locked) in said[1]
    locked.chmod(stat.S_IRWXU)


def test_reading_is_quiet(save: Save, capfd: pytest.CaptureFixture[str]) -> None:
    for kind in pictures.ENCODINGS:
        data = pictures.encode(pictures.scene(), kind)
        read_picture(save(data))
        refusal(save(data[: len(data) // 2]))
    refusal(save(b"II*\0" + bytes(40)))
    assert capfd.readouterr() == ("", "")


# What is found --------------------------------------------------------------------------------------------------------


def test_folders_are_searched_in_order_and_hidden_things_skipped(tmp_path: Path) -> None:
    names = ["b/2.png", "b/1.TIFF", "a.jpg", "b/c/3.webp", ".hidden.png", ".cache/4.png", "b/notes.txt", "b/._1.TIFF"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    given = tmp_path / "b" / "notes.txt"
    found = find_pictures([given, tmp_path, tmp_path / "a.jpg", tmp_path / "absent.png"])
    expected = ["b/notes.txt", "a.jpg", "b/1.TIFF", "b/2.png", "b/c/3.webp", "absent.png"]
    assert found == [tmp_path / name for name in expected]


def test_a_relative_path_is_told_from_the_root_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slides" / "old").mkdir(parents=True)
    path = tmp_path / "slides" / "1.png"
    path.write_bytes(pictures.encode(pictures.scene(), "png"))
    monkeypatch.chdir(tmp_path / "slides" / "old")
    for typed in ("../1.png", "./.././1.png", "../../slides/1.png"):
        assert read_picture(Path(typed)).source == str(path)
        assert find_pictures([Path(typed)]) == [path]
    assert find_pictures([Path("..")]) == [path]
    with pytest.raises(errors.PictureNotFoundError, match=str(tmp_path / "gone.png")):
        read_picture(Path("../../gone.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_link_is_told_as_it_is_and_never_as_another_file(tmp_path: Path) -> None:
    (tmp_path / "disk" / "day").mkdir(parents=True)
    (tmp_path / "today").symlink_to(tmp_path / "disk" / "day")
    path = tmp_path / "disk" / "1.png"
    path.write_bytes(pictures.encode(pictures.scene(), "png"))
    shutil.copy(path, tmp_path / "today" / "2.png")
    assert read_picture(tmp_path / "today" / "2.png").source == str(tmp_path / "today" / "2.png")
    assert read_picture(tmp_path / "today" / ".." / "1.png").source == str(tmp_path / "today" / ".." / "1.png")


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="needs folders whose names are too long to be read")
def test_a_folder_that_cannot_be_read_takes_no_other_picture_away(tmp_path: Path) -> None:
    """A folder so deep that its path is over-long: it is there, and nobody may list it, not even root."""
    for name in ("a.png", "z/last.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    first, problem, last = find_pictures([tmp_path])
    assert (first, last) == (tmp_path / "a.png", tmp_path / "z" / "last.png")
    assert isinstance(problem, errors.PictureNotFoundError)
    assert problem.path.name == "d" * 200
    (same,) = find_pictures([problem.path])
    assert isinstance(same, errors.PictureNotFoundError)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_links_that_go_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "round.png").symlink_to(tmp_path / "round.png")
    assert find_pictures([tmp_path]) == [tmp_path / "round.png"]
    assert refusal(tmp_path / "round.png").code == "not-found"
