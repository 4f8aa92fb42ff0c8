"""The grabber against real films, a real stream on the loopback, and sources that hang as drivers do."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from leukdesk.capture.controls import Value
from leukdesk.capture.devices import open_source
from leukdesk.capture.grabber import Grabber, Limits
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import FrameSource
from leukdesk.capture.stream import Stream
from leukdesk.imaging.frame import Frame

QUICK = Limits(opening=1.0, silence=0.3, repeats=0.4, first_retry=0.05, longest_retry=0.2)
Start = Callable[..., tuple[Grabber, Mailbox[Frame]]]


@pytest.fixture
def start() -> Iterator[Start]:
    running = []

    def begin(factory: Callable[[], FrameSource], limits: Limits = QUICK) -> tuple[Grabber, Mailbox[Frame]]:
        mailbox: Mailbox[Frame] = Mailbox()
        grabber = Grabber(factory, mailbox, limits)
        grabber.start()
        running.append(grabber)
        return grabber, mailbox

    yield begin
    for grabber in running:
        grabber.stop()


def stream(camera) -> Callable[[], Stream]:
    return lambda: Stream(camera.address, open_timeout_ms=500, read_timeout_ms=5_000)


class HangingSource:
    """A driver whose calls do not return until it is let go."""

    name = key = "hanging camera"
    live, nominal_fps, controls, notes, known_cells = True, 30.0, (), (), None

    def __init__(self, pictures: int = 0) -> None:
        self.let_go = threading.Event()
        self.closed = threading.Event()
        self._left = pictures

    def open(self, wanted: Mapping[str, Value]) -> None:
        if not self._left:
            self.let_go.wait(20)

    def read(self) -> np.ndarray:
        if not self._left:
            self.let_go.wait(20)
        self._left -= 1
        return np.random.default_rng(abs(self._left)).integers(0, 255, (48, 64, 3), np.uint8)

    def change(self, control_id: str, value: Value) -> None:
        pass

    def close(self) -> None:
        self.closed.set()


def test_frames_of_a_stream_arrive_and_stop_empties_the_mailbox(network_camera, start: Start, wait_until) -> None:
    grabber, mailbox = start(stream(network_camera))
    assert grabber.state.kind == "connecting"
    first = mailbox.get(5)
    assert first is not None
    second = mailbox.get(5, newer_than=first)
    assert second is not None
    assert second.id != first.id
    assert second.source == network_camera.address
    assert not second.pixels.flags.writeable
    wait_until(lambda: grabber.state.fps > 20)
    state = grabber.state
    assert state.kind == "live"
    assert state.frames > 2
    assert state.dropped > 0, "nobody looked at most of them"
    assert grabber.stop()
    assert grabber.state.kind == "stopped"
    assert grabber.state.fps >= 0
    assert mailbox.get() is None


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("stall", "has sent no picture for 0.3 seconds"),
        ("repeat", "has repeated one picture for 0.4 seconds"),
        ("gone", "has stopped|No video could be had"),
        ("garbage", "has stopped|No video could be had|not answered"),
    ],
)
def test_a_stream_that_fails_is_a_fault_without_frames_and_recovers(
    network_camera, start: Start, wait_until, mode: str, said: str
) -> None:
    grabber, mailbox = start(stream(network_camera))
    assert mailbox.get(5)
    network_camera.mode = mode
    wait_until(lambda: grabber.state.kind == "fault")
    assert mailbox.get() is None
    sentence = grabber.state.sentence
    assert network_camera.address in sentence
    assert any(part in sentence for part in said.split("|")), sentence
    frames, connections = grabber.state.frames, network_camera.connections
    wait_until(lambda: network_camera.connections > connections + 1)  # it goes on trying
    assert mailbox.get() is None, "nothing is handed out in a fault"
    assert (grabber.state.kind, grabber.state.frames) == ("fault", frames)
    network_camera.mode = "normal"
    wait_until(lambda: grabber.state.kind == "live")
    assert mailbox.get(5)
    assert grabber.stop()


@pytest.mark.parametrize("mode", ["missing", "gone", "stall"])
def test_a_stream_that_is_not_there_yet_is_found_later(network_camera, start: Start, wait_until, mode: str) -> None:
    network_camera.mode = mode
    grabber, mailbox = start(stream(network_camera))
    wait_until(lambda: grabber.state.kind == "fault")
    assert mailbox.get() is None
    assert "Check the address" in grabber.state.sentence
    network_camera.mode = "normal"
    assert mailbox.get(10)
    assert grabber.state.kind == "live"


def test_retries_grow_apart(start: Start, wait_until, tmp_path: Path) -> None:
    times: list[float] = []

    def factory() -> FrameSource:
        times.append(time.monotonic())
        return open_source(str(tmp_path / "absent.avi"))

    grabber, _ = start(factory, Limits(first_retry=0.04, longest_retry=0.16))
    wait_until(lambda: len(times) == 6)
    gaps = np.diff(times)
    # A pause is never shorter than it should be; a busy computer may make it longer.
    assert (gaps >= [0.035, 0.075, 0.155, 0.155, 0.155]).all()
    assert gaps[4] < 0.6, "without a longest pause it would be 0.64 s"
    assert "absent.avi does not exist" in grabber.state.sentence


def test_a_film_is_played_at_its_own_rate_and_its_last_frame_stays(film, start: Start, wait_until) -> None:
    path = film(frames=11, fps=20.0)
    began = time.monotonic()
    grabber, mailbox = start(lambda: open_source(str(path)))
    wait_until(lambda: grabber.state.kind == "ended")
    assert time.monotonic() - began > 0.45, "ten periods of 50 ms"
    assert grabber.state.frames == 11
    assert "played to its end" in grabber.state.sentence
    last = mailbox.get()
    assert last is not None
    assert abs(last.pixels.mean() - 120) < 8
    assert grabber.stop()
    assert grabber.state.kind == "stopped"


def test_a_film_of_a_still_scene_is_no_fault(film, start: Start, wait_until) -> None:
    path = film(frames=30, fps=30.0, still=True)
    grabber, _ = start(lambda: open_source(str(path)))
    wait_until(lambda: grabber.state.kind == "ended")
    assert grabber.state.frames == 30


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that can make its reader wait")
@pytest.mark.parametrize("share", [0, 2])
def test_a_film_on_a_drive_that_dies_is_a_fault(
    film, start: Start, wait_until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    """FFmpeg hangs in a real read: a pipe stands in for the file, and gives half of it or nothing."""
    content = film(frames=60, fps=30.0).read_bytes()
    pipe = tmp_path / "on a dead drive.avi"
    os.mkfifo(pipe)
    monkeypatch.setattr(Path, "is_file", Path.exists)
    drive = os.open(pipe, os.O_RDWR)  # opening it so does not wait for the other end
    feeding = threading.Thread(target=os.write, args=(drive, content[: len(content) * share // 4]))
    feeding.start()
    grabber, mailbox = start(lambda: open_source(str(pipe)), Limits(opening=1.0, first_retry=0.05, longest_retry=0.05))
    wait_until(lambda: grabber.state.kind == "fault")
    assert (grabber.state.frames > 0) is (share > 0)
    assert mailbox.get() is None
    assert "on a dead drive.avi has given no picture for 1 seconds. Check" in grabber.state.sentence
    assert "drive" in grabber.state.sentence.rpartition("Check")[2]
    grabber.stop(0.1)
    feeding.join()
    os.close(drive)
    wait_until(lambda: not any(thread.name == "capture" for thread in threading.enumerate()))


@pytest.mark.parametrize("pictures", [0, 3])
def test_a_driver_that_never_returns_is_a_fault_and_stop_is_bounded(start: Start, wait_until, pictures: int) -> None:
    sources: list[HangingSource] = []

    def factory() -> FrameSource:
        sources.append(HangingSource(pictures))
        return sources[-1]

    grabber, mailbox = start(factory, Limits(opening=0.2, silence=0.2, first_retry=0.02, longest_retry=0.02))
    wait_until(lambda: grabber.state.kind == "fault" and len(sources) == 2)
    wait_until(lambda: grabber.state.kind == "fault")
    time.sleep(0.5)
    assert len(sources) == 2, "threads that hang do not pile up"
    assert "Check" in grabber.state.sentence
    began = time.monotonic()
    assert not grabber.stop(timeout=0.2)
    assert time.monotonic() - began < 5, "the driver hangs for longer"
    for source in sources:
        source.let_go.set()
    for source in sources:
        assert source.closed.wait(5), "the thread left behind lets go of the device"
    assert mailbox.get() is None, "and hands nothing out"


def test_a_driver_that_comes_back_to_life_is_connected_again(start: Start, wait_until) -> None:
    hanging = [HangingSource(), HangingSource()]
    waiting = [*hanging]

    def factory() -> FrameSource:
        return waiting.pop(0) if waiting else open_source("virtual:size=128x96")

    grabber, mailbox = start(factory, Limits(opening=0.1, first_retry=0.02, longest_retry=0.02))
    wait_until(lambda: not waiting and grabber.state.kind == "fault")
    for source in hanging:
        source.let_go.set()
    assert mailbox.get(10)
    assert grabber.state.kind == "live"


def test_an_unexpected_error_is_a_fault_not_a_dead_thread(start: Start, wait_until, caplog) -> None:
    class Broken(HangingSource):
        def open(self, wanted: Mapping[str, Value]) -> None:
            raise ZeroDivisionError("oops")

    grabber, _ = start(lambda: Broken())
    wait_until(lambda: grabber.state.kind == "fault")
    assert "hanging camera failed unexpectedly (oops)" in grabber.state.sentence


def test_stop_before_start_and_twice(network_camera) -> None:
    grabber = Grabber(stream(network_camera), Mailbox(), QUICK)
    assert grabber.stop()
    grabber = Grabber(stream(network_camera), Mailbox(), QUICK)
    grabber.start()
    assert grabber.stop(10)
    assert grabber.stop()
    assert grabber.state.kind == "stopped"
