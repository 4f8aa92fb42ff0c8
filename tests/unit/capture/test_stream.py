import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk.capture.devices import open_source
from leukdesk.capture.source import SourceLostError, SourceNotFoundError, SourceOpenError
from leukdesk.capture.stream import Stream, VideoFile


def test_a_film_gives_all_its_pictures_in_order_then_none(film: Callable[..., Path]) -> None:
    source = open_source(str(film(frames=10, fps=12.5)))
    source.open()
    assert source.nominal_fps == 12.5
    means = []
    first = source.read()
    assert first is not None
    kept = first.copy()
    while (picture := source.read()) is not None:
        assert (picture.shape, picture.dtype) == ((64, 96, 3), np.uint8)
        means.append(picture.mean())
    assert len(means) == 9
    assert means == sorted(means)
    assert source.read() is None
    source.close()
    source.close()
    assert np.array_equal(first, kept), "the pixels are a copy"


def test_colours_are_red_green_blue(tmp_path: Path) -> None:
    path = tmp_path / "red & blåbær.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (64, 64))
    writer.write(np.full((64, 64, 3), (10, 20, 230), np.uint8))
    writer.release()
    source = VideoFile(path)
    source.open()
    picture = source.read()
    source.close()
    assert picture is not None
    assert np.abs(picture.mean((0, 1)) - (230, 20, 10)).max() < 6


def test_a_film_that_is_missing_or_is_none_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceNotFoundError, match=r"gone\.mp4 does not exist"):
        VideoFile(tmp_path / "gone.mp4").open()
    text = tmp_path / "notes 01.avi"
    text.write_text("not a film " * 100)
    with pytest.raises(SourceOpenError, match=r"notes 01\.avi cannot be played"):
        VideoFile(text).open()
    assert capfd.readouterr().err == ""


def test_a_film_cut_off_before_its_first_picture_is_an_error(film: Callable[..., Path]) -> None:
    path = film(frames=3)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"movi") + 12])
    source = VideoFile(path)
    with pytest.raises((SourceOpenError, SourceLostError), match=r"film\.avi"):
        source.open()
        source.read()
    source.close()


@pytest.mark.parametrize("mode", ["missing", "gone", "garbage", "stall"])
def test_an_address_without_video_says_so_in_time(network_camera, mode: str, capfd: pytest.CaptureFixture[str]) -> None:
    network_camera.mode = mode
    source = Stream(network_camera.address, open_timeout_ms=400, read_timeout_ms=200)
    began = time.monotonic()
    with pytest.raises((SourceOpenError, SourceLostError), match=r"127\.0\.0\.1"):
        source.open()
        source.read()
    assert time.monotonic() - began < 3
    source.close()
    assert capfd.readouterr().err == ""


def test_a_stream_gives_new_pictures_until_it_stalls(network_camera) -> None:
    source = Stream(network_camera.address, read_timeout_ms=200)
    source.open()
    first, second = source.read(), source.read()
    assert first is not None
    assert second is not None
    assert not np.array_equal(first, second)
    network_camera.mode = "stall"
    with pytest.raises(SourceLostError, match="has stopped"):
        for _ in range(100):
            source.read()
    source.close()


def test_a_password_is_not_part_of_the_name() -> None:
    assert Stream("rtsp://lab:secret@10.0.0.7:554/1").name == "rtsp://10.0.0.7:554/1"
