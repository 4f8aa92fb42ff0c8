"""What is set on a source while it runs, what is done to its pictures, and what the grabber tells of them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.capture.controls import Control, Value
from leukdesk.capture.devices import open_source
from leukdesk.capture.grabber import Grabber, Limits
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import ReconnectError, SourceLostError
from leukdesk.capture.stream import Stream
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics

QUICK = Limits(opening=2.0, silence=0.5, repeats=0.4, first_retry=0.02, longest_retry=0.1)


class Pattern:
    """A source that can be set: every picture says by its pixels what is in force. It can be unplugged.

    "level" is the grey of the upper half, "size" takes effect when it is opened again; the lower half counts.
    """

    def __init__(self, plug: threading.Event, gate: threading.Event | None = None) -> None:
        self.name, self.key, self.live, self.nominal_fps = "test pattern", "pattern:1", True, 100.0
        self.controls: tuple[Control, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.known_cells = None
        self.applied: list[tuple[str, Value]] = []
        self._plug, self._gate, self._again, self._number = plug, gate, False, 0
        self._rng = np.random.default_rng(0)

    def open(self, wanted: Mapping[str, Value]) -> None:
        if self._gate is not None:
            self._gate.wait(20)
        if not self._plug.is_set():
            raise SourceLostError("test pattern is not plugged in.")
        level = Control("level", "Level", 10.0, 0, 200)
        size = Control("size", "Size", "64 × 48", choices=("64 × 48", "96 × 64"))
        given = [control.accepted(wanted.get(control.id)) for control in (level, size)]
        self.controls = tuple(
            c if value is None else replace(c, value=value) for c, value in zip((level, size), given, strict=True)
        )
        self.notes = ("One format was passed over.",)

    def change(self, control_id: str, value: Value) -> None:
        self.applied.append((control_id, value))
        if control_id == "size":
            self._again = True
        if control_id == "level":
            self.controls = (replace(self.controls[0], value=value), *self.controls[1:])

    def read(self) -> np.ndarray:
        threading.Event().wait(0.002)
        if not self._plug.is_set():
            raise SourceLostError("test pattern was unplugged.")
        if self._again:
            raise ReconnectError("opened again for another size")
        width, height = (int(side) for side in str(self.controls[1].value).split(" × "))
        picture = self._rng.integers(0, 255, (height, width, 3), np.uint8)
        picture[: height // 2] = round(float(self.controls[0].value))
        return picture

    def close(self) -> None:
        self.controls = ()


class Bench:
    """A grabber on patterns."""

    def __init__(self, wanted: Mapping[str, Value] | None = None) -> None:
        self.plug = threading.Event()
        self.plug.set()
        self.gate = threading.Event()  # that opening waits for
        self.gate.set()
        self.made: list[Pattern] = []
        self.mailbox: Mailbox[Frame] = Mailbox()
        self.grabber = Grabber(self._make, self.mailbox, QUICK, wanted or {})

    def _make(self) -> Pattern:
        self.made.append(Pattern(self.plug, self.gate))
        return self.made[-1]

    def level(self) -> int | None:
        frame = self.mailbox.get()
        return None if frame is None else int(frame.pixels[0, 0, 0])

    def shown(self) -> dict[str, Value]:
        return {control.id: control.value for control in self.grabber.state.controls}


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench({"level": 30.0})
    made.grabber.start()
    assert made.mailbox.get(5)
    yield made
    assert made.grabber.stop(5)


def test_a_source_is_opened_with_what_is_wanted_and_its_key_notes_and_controls_are_told(bench: Bench) -> None:
    state = bench.grabber.state
    assert bench.level() == 30
    assert (state.key, state.notes) == ("pattern:1", ("One format was passed over.",))
    assert bench.shown() == {"level": 30.0, "size": "64 × 48"}
    assert bench.grabber.wanted == {"level": 30.0}


def test_a_change_is_shown_at_once_and_in_force_soon_after(bench: Bench, wait_until) -> None:
    bench.grabber.change("level", 77.0)
    assert bench.shown()["level"] == 77.0
    wait_until(lambda: bench.level() == 77)
    assert len(bench.made) == 1, "without connecting anew"
    assert bench.grabber.wanted["level"] == 77.0


def test_what_was_set_is_set_again_after_a_reconnect_and_what_is_set_meanwhile_as_well(
    bench: Bench, wait_until
) -> None:
    bench.grabber.change("level", 90.0)
    wait_until(lambda: bench.level() == 90)
    bench.plug.clear()
    wait_until(lambda: bench.grabber.state.kind == "fault")
    assert bench.shown() == {"level": 90.0, "size": "64 × 48"}, "as last known"
    assert bench.grabber.state.age is None
    bench.grabber.change("size", "96 × 64")
    assert bench.shown()["size"] == "96 × 64", "as it will be opened"
    bench.plug.set()
    frame = bench.mailbox.get(5)
    assert frame is not None
    assert (frame.width, frame.height) == (96, 64)
    assert bench.level() == 90
    assert bench.made[-1].applied == [], "it was opened with them"


def test_what_needs_a_new_connection_gets_one_at_once_and_it_is_no_fault(
    bench: Bench, wait_until, caplog: pytest.LogCaptureFixture
) -> None:
    bench.grabber.change("size", "96 × 64")
    wait_until(lambda: (frame := bench.mailbox.get()) is not None and frame.width == 96)
    assert len(bench.made) == 2
    assert not caplog.records, "a fault would be logged"


def test_while_it_is_opened_again_the_controls_stay_as_they_will_be(bench: Bench, wait_until) -> None:
    bench.gate.clear()
    bench.grabber.change("size", "96 × 64")
    wait_until(lambda: len(bench.made) == 2)
    assert bench.grabber.state.kind == "connecting"
    assert bench.grabber.state.age is None
    assert bench.shown() == {"level": 30.0, "size": "96 × 64"}
    bench.grabber.change("level", 31.0)
    assert bench.shown()["level"] == 31.0
    bench.gate.set()
    wait_until(lambda: bench.level() == 31)


def test_a_storm_of_changes_from_other_threads_ends_with_the_last_of_each(bench: Bench, wait_until) -> None:
    def storm(first: int) -> None:
        for n in range(400):
            bench.grabber.change("level", float((first + n) % 180))
            bench.grabber.change(f"unknown-{first}", True)

    threads = [threading.Thread(target=storm, args=(n,)) for n in (0, 50, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bench.grabber.change("level", 123.0)
    wait_until(lambda: bench.level() == 123)
    applied = [value for control_id, value in bench.made[0].applied if control_id == "level"]
    assert applied[-1] == 123.0
    assert len(applied) < 1201, "what was replaced before its turn is not set"
    assert bench.grabber.state.kind == "live"
    assert {f"unknown-{n}" for n in (0, 50, 100)} < set(bench.grabber.wanted)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.just("plug"), st.just("unplug"), st.floats(0, 200)), max_size=12))
def test_whatever_happens_meanwhile_the_last_value_is_in_force_in_the_end(events: list[str | float]) -> None:
    bench = Bench()
    bench.grabber.start()
    for event in events:
        if event == "plug":
            bench.plug.set()
        elif event == "unplug":
            bench.plug.clear()
        else:
            bench.grabber.change("level", event)
    bench.grabber.change("level", 200.0)
    bench.plug.set()
    frame = bench.mailbox.get(5)
    while frame is not None and frame.pixels[0, 0, 0] != 200:
        frame = bench.mailbox.get(5, newer_than=frame)
    assert frame is not None
    assert bench.grabber.stop(5)


def test_pictures_are_developed_on_their_way_and_the_way_may_change_at_any_time(bench: Bench, wait_until) -> None:
    optics = Optics("pattern:1", "100× oil", 0.1)
    bench.grabber.develop = lambda pixels: (255 - pixels, optics)
    wait_until(lambda: bench.level() == 225)
    frame = bench.mailbox.get()
    assert frame is not None
    assert frame.optics is optics
    bench.grabber.develop = None
    wait_until(lambda: bench.level() == 30)
    frame = bench.mailbox.get()
    assert frame is not None
    assert frame.optics is None


@pytest.mark.parametrize("wrong", ["raises", "writes", "returns nonsense"])
def test_developing_that_fails_is_a_fault_in_a_sentence_and_ends_when_it_is_mended(
    bench: Bench, wait_until, wrong: str
) -> None:
    def develop(pixels: np.ndarray) -> tuple[np.ndarray, None]:
        if wrong == "raises":
            raise ZeroDivisionError("flat field of zeros")
        if wrong == "writes":
            pixels[:] = 0  # the raw picture is what a repeat is told by
            return pixels, None
        return pixels.astype(float), None

    bench.grabber.develop = develop
    wait_until(lambda: bench.grabber.state.kind == "fault")
    assert "cannot be corrected by the station's calibration" in bench.grabber.state.sentence
    assert "Calibrate again" in bench.grabber.state.sentence
    assert bench.mailbox.get() is None
    bench.grabber.develop = None
    wait_until(lambda: bench.grabber.state.kind == "live")


def test_age_grows_while_nothing_comes_and_there_is_none_without_a_picture(network_camera, wait_until) -> None:
    mailbox: Mailbox[Frame] = Mailbox()
    grabber = Grabber(lambda: Stream(network_camera.address, 500, 5_000), mailbox, QUICK)
    assert grabber.state.age is None
    grabber.start()
    assert mailbox.get(5)
    age = grabber.state.age
    assert age is not None
    assert age >= 0
    assert grabber.state.key == network_camera.address
    network_camera.mode = "stall"
    wait_until(lambda: (grabber.state.age or 0) > 0.3)
    wait_until(lambda: grabber.state.kind == "fault")
    assert grabber.state.age is None
    network_camera.mode = "normal"
    wait_until(lambda: grabber.state.age is not None)
    assert grabber.stop(5)
    assert grabber.state.age is None


def test_the_end_of_a_film_ages(film: Callable[..., object], wait_until) -> None:
    path = film(frames=3)
    grabber = Grabber(lambda: open_source(str(path)), Mailbox())
    grabber.start()
    wait_until(lambda: grabber.state.kind == "ended")
    age = grabber.state.age
    wait_until(lambda: (grabber.state.age or 0) > (age or 0))
    assert grabber.state.controls == ()
    assert grabber.stop(5)


def test_what_develops_does_not_hide_that_a_camera_repeats_itself(network_camera, wait_until) -> None:
    """The raw pictures are compared: a correction that adds something new to each must not make them look alive."""
    rng = np.random.default_rng(0)
    mailbox: Mailbox[Frame] = Mailbox()
    grabber = Grabber(lambda: Stream(network_camera.address, 500, 5_000), mailbox, QUICK)
    grabber.develop = lambda pixels: (pixels ^ rng.integers(0, 4, pixels.shape, np.uint8), None)
    grabber.start()
    assert mailbox.get(5)
    network_camera.mode = "repeat"
    wait_until(lambda: grabber.state.kind == "fault")
    assert "has repeated one picture" in grabber.state.sentence
    # It answers again, but still with the old picture: that is not a picture of now.
    connections = network_camera.connections
    wait_until(lambda: "still repeats one old picture" in grabber.state.sentence)
    assert network_camera.connections > connections
    assert mailbox.get() is None
    assert grabber.stop(5)


def test_pictures_that_differ_in_one_byte_are_two(wait_until) -> None:
    class Still(Pattern):
        def read(self) -> np.ndarray:
            threading.Event().wait(0.005)
            self._number += 1
            picture = np.full((48, 64, 3), 128, np.uint8)
            picture[1 + self._number % 15, 3, 1] += 1  # between the pixels that are looked at first
            return picture

    plug = threading.Event()
    plug.set()
    grabber = Grabber(lambda: Still(plug), Mailbox(), QUICK)
    grabber.start()
    wait_until(lambda: grabber.state.frames > 150)
    assert grabber.state.kind == "live"
    assert grabber.stop(5)


def test_opening_that_takes_long_is_told_and_can_be_stopped_at_once(network_camera, wait_until) -> None:
    network_camera.mode = "slow"
    grabber = Grabber(lambda: Stream(network_camera.address), Mailbox(), Limits())
    grabber.start()
    wait_until(lambda: network_camera.connections == 1)
    assert (grabber.state.kind, grabber.state.frames) == ("connecting", 0)
    assert grabber.state.sentence == f"Connecting to {network_camera.address}."
    network_camera.answer.set()
    wait_until(lambda: grabber.state.kind == "live")
    assert grabber.stop(5)
    network_camera.answer.clear()
    again = Grabber(lambda: Stream(network_camera.address), Mailbox(), Limits())
    again.start()
    wait_until(lambda: network_camera.connections == 2)
    assert not again.stop(0), "its call hangs, and it is not waited for"
    assert again.state.kind == "stopped"
    network_camera.answer.set()
    assert again.stop(10)


def test_opening_that_takes_too_long_is_a_fault_and_tried_again(network_camera, wait_until) -> None:
    network_camera.mode = "slow"
    grabber = Grabber(lambda: Stream(network_camera.address), Mailbox(), replace(QUICK, opening=0.3))
    grabber.start()
    wait_until(lambda: grabber.state.kind == "fault")
    assert "has given no picture for 0.3 seconds" in grabber.state.sentence
    network_camera.answer.set()
    wait_until(lambda: grabber.state.kind == "live")
    assert grabber.stop(5)
