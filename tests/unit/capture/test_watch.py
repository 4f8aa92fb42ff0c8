import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from leukdesk.capture.devices import CameraInfo, list_cameras
from leukdesk.capture.watch import CameraWatch, video_devices

ONE = CameraInfo("046d:0825", "Eyepiece", 0, 200)
TWO = CameraInfo("1234:0001", "Trinocular", 2, 200)


class Socket:
    """What is plugged in, and what a watch says of it."""

    def __init__(self) -> None:
        self.there: list[CameraInfo] = [ONE]
        self.hint: object = None
        self.listed = 0
        self.heard: list[tuple[tuple[CameraInfo, ...], tuple[CameraInfo, ...]]] = []
        self.watch = CameraWatch(lambda *news: self.heard.append(news), 0.005, self.cameras, lambda: self.hint)

    def cameras(self) -> list[CameraInfo]:
        self.listed += 1
        return list(self.there)


@pytest.fixture
def socket(wait_until) -> Iterator[Socket]:
    made = Socket()
    made.watch.start()
    wait_until(lambda: made.listed)
    yield made
    assert made.watch.stop(5)


def test_a_camera_that_comes_or_goes_is_told_once_and_what_was_there_is_no_news(socket: Socket, wait_until) -> None:
    listed = socket.listed
    wait_until(lambda: socket.listed > listed + 3)
    assert socket.heard == []
    socket.there = [ONE, TWO]
    wait_until(lambda: socket.heard == [((TWO,), ())])
    socket.there = [TWO]
    wait_until(lambda: socket.heard[1:] == [((), (ONE,))])
    listed = socket.listed
    wait_until(lambda: socket.listed > listed + 3)
    assert len(socket.heard) == 2


def test_a_camera_at_another_socket_is_the_same(socket: Socket, wait_until) -> None:
    socket.there = [CameraInfo(ONE.key, ONE.name, 4, 200)]
    listed = socket.listed
    wait_until(lambda: socket.listed > listed + 3)
    assert socket.heard == []


def test_cameras_are_listed_only_when_something_may_have_changed_and_once_more(wait_until) -> None:
    names, listed = [frozenset({"video0"})], []
    looks = threading.Semaphore(0)
    heard: list[object] = []

    def hint() -> object:
        looks.release()
        return names[-1]

    def cameras() -> list[CameraInfo]:
        listed.append(names[-1])
        # The device is there, but says its name only a moment later.
        return [ONE, TWO] if listed.count(names[-1]) > 1 and len(names) > 1 else [ONE]

    watch = CameraWatch(lambda *news: heard.append(news), 0.002, cameras, hint)
    watch.start()
    for _ in range(6):
        assert looks.acquire(timeout=5)
    assert len(listed) == 1, "nothing changed"
    names.append(frozenset({"video0", "video2"}))
    wait_until(lambda: heard == [((TWO,), ())])
    while looks.acquire(blocking=False):
        pass
    for _ in range(6):
        assert looks.acquire(timeout=5)
    assert len(listed) == 3
    assert watch.stop(5)


def test_a_watch_that_fails_ends_and_says_so_in_the_log(caplog: pytest.LogCaptureFixture, wait_until) -> None:
    def broken() -> list[CameraInfo]:
        raise OSError("no such bus")

    watch = CameraWatch(lambda *_: None, 0.005, broken)
    watch.start()
    wait_until(lambda: "will not be noticed" in caplog.text)
    assert watch.stop(5)


def test_stopping_is_bounded_when_the_system_does_not_answer(wait_until) -> None:
    let_go, asked = threading.Event(), threading.Event()
    heard: list[object] = []

    def hanging() -> list[CameraInfo]:
        asked.set()
        let_go.wait(20)
        return [ONE] if heard else []

    watch = CameraWatch(lambda *news: heard.append(news), 0.005, hanging)
    watch.start()
    assert asked.wait(5)
    assert not watch.stop(0.01)
    let_go.set()
    assert watch.stop(5)
    assert heard == []


def test_stop_without_start_and_twice() -> None:
    watch = CameraWatch(lambda *_: None)
    assert watch.stop()
    assert watch.stop()


def test_the_real_thing_runs_here(wait_until) -> None:
    """This machine's own cameras, be there any or none."""
    listed = threading.Event()

    def cameras() -> list[CameraInfo]:
        found = list_cameras()
        listed.set()
        return found

    watch = CameraWatch(lambda *_: None, 0.01, cameras)
    watch.start()
    assert listed.wait(10)
    assert watch.stop(10)


def test_devices_are_told_by_their_names(tmp_path: Path) -> None:
    before = video_devices(tmp_path)
    (tmp_path / "video7").touch()
    (tmp_path / "tty7").touch()
    after = video_devices(tmp_path)
    assert before is None or after == before | {"video7"}
