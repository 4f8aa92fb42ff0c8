"""Files that cannot be opened, and pictures that had better not be: what the window says, and that it goes on."""

import os
import struct
import zlib

import cv2
import numpy as np
import pytest

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.models.model_choice import LOADING

from .conftest import WAIT, show_picture


def _huge_png(path):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def _truncated(path, sample):
    path.write_bytes(sample.read_bytes()[: sample.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path, _: path.write_bytes(b""), "empty"),
        (_truncated, "truncated|incomplete|cut off|ends"),
        (lambda path, _: path.write_bytes(b"no picture at all"), "not a picture|no picture"),
        (lambda path, _: _huge_png(path), "60,000|60000|60 000"),
        (lambda path, _: None, "no file|not there|does not exist|not found"),
    ],
    ids=["zero bytes", "truncated", "not an image", "60,000 x 60,000", "missing"],
)
def test_a_bad_file_is_named_and_the_next_good_one_opens(start, qtbot, sample, tmp_path, spoil, words):
    program = start()
    window = program.window
    bad = tmp_path / "Gößler's smear 日本.png"
    spoil(bad, sample)
    window.open_paths([bad])
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    (said,) = window.banners.texts()
    assert bad.name in said
    assert any(word in said.lower() for word in words.split("|")), said
    assert window.desk.mode is Mode.NOTHING
    assert window.status.full_text == ""
    show_picture(program, qtbot, sample)
    assert not window.banners.texts()


@pytest.fixture
def ordinary_user():
    """Root may read every file: be somebody else for a while, in all threads."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="a file's mode keeps nobody from reading on Windows")
def test_a_file_without_permission_is_named(start, qtbot, sample, tmp_path, request):
    locked = tmp_path / "locked.png"
    locked.write_bytes(sample.read_bytes())
    window = start().window
    locked.chmod(0)
    # Neither the log nor the model is that user's.
    qtbot.waitUntil(lambda: window.history.count_text == "0 rows", timeout=WAIT)
    qtbot.waitUntil(lambda: window.status.full_text != LOADING, timeout=WAIT)
    request.getfixturevalue("ordinary_user")
    window.open_paths([locked])
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    (said,) = window.banners.texts()
    assert locked.name in said
    assert "permission" in said
    assert window.status.full_text == ""


@pytest.mark.parametrize(
    ("pixels", "words"),
    [
        (np.full((40, 50, 3), (200, 170, 210), np.uint8), "expects at least"),
        (np.random.default_rng(3).integers(0, 256, (400, 500, 3), np.uint8), "smear"),
    ],
    ids=["too small", "not a smear"],
)
def test_what_does_not_suit_the_model_is_said_in_the_quality_strip(start, qtbot, tmp_path, pixels, words):
    program = start()
    window = program.window
    path = tmp_path / "odd.png"
    cv2.imwrite(str(path), pixels)
    show_picture(program, qtbot, path)
    assert words in window.quality.remarks
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    assert words in window.quality.remarks
