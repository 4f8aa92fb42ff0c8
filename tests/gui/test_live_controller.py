"""The live controller and the choice of a source, on the real program or with real sources."""

from __future__ import annotations

import gc
import threading
import weakref

import cv2
import numpy as np
import pytest

from leukdesk.capture.devices import CameraInfo, open_source
from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.style import STYLES
from leukdesk.capture.watch import CameraWatch
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.imaging.optics import Optics

from ..unit.capture.test_grabber_changes import Pattern
from .conftest import WAIT


@pytest.fixture
def plug() -> threading.Event:
    made = threading.Event()
    made.set()
    return made


@pytest.fixture
def live(plug, qapp):
    """A controller; the spec "pattern" is a source that can be set, anything else is what it always is."""
    made = LiveController(lambda spec: Pattern(plug) if spec == "pattern" else open_source(spec))
    yield made
    assert made.close()


def level(live) -> int | None:
    frame = live.newest()
    return None if frame is None else int(frame.pixels[0, 0, 0])


def test_a_source_is_started_with_what_is_wanted_and_can_be_set(live, qtbot):
    live.change("level", 3.0)  # of nothing: ignored
    live.start("pattern", {"level": 55.0})
    qtbot.waitUntil(lambda: level(live) == 55, timeout=WAIT)
    states = []
    live.state_changed.connect(states.append)
    live.change("level", 66.0)
    assert live.wanted == {"level": 66.0}
    qtbot.waitUntil(lambda: level(live) == 66, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(states) and states[-1].controls[0].value == 66.0, timeout=WAIT)
    live.stop()
    assert live.wanted == {}
    live.start("pattern")
    qtbot.waitUntil(lambda: level(live) == 10, timeout=WAIT)


def test_what_develops_goes_on_with_the_next_source(live, qtbot):
    optics = Optics("pattern:1", "40×")
    live.develop = lambda pixels: (255 - pixels, optics)
    for spec in ("pattern", "virtual:size=128x96", "pattern"):
        live.start(spec)
        qtbot.waitUntil(lambda: live.newest() is not None, timeout=WAIT)
        assert live.newest().optics is optics
    assert level(live) == 245
    live.develop = None
    qtbot.waitUntil(lambda: level(live) == 10, timeout=WAIT)
    assert live.develop is None


def test_another_thread_can_wait_for_frames_and_they_still_count_as_dropped_only_when_the_view_missed_them(live, qtbot):
    assert live.frames is None
    live.start("pattern")
    seen: list[str] = []

    def watch() -> None:
        box, frame = live.frames, None
        while len(seen) < 20 and (frame := box.get(5, newer_than=frame)) is not None:
            seen.append(frame.id)

    watcher = threading.Thread(target=watch)
    watcher.start()
    watcher.join(WAIT / 1000)  # meanwhile no event loop runs, so the view sees nothing
    assert len(set(seen)) == 20
    assert live.state.dropped >= 18
    live.stop()
    assert live.frames is None


def test_frames_that_are_held_back_are_not_missed(live, qtbot):
    live.start("pattern")
    qtbot.waitUntil(lambda: live.newest() is not None, timeout=WAIT)
    came = []
    live.pause()
    live.frame_came.connect(came.append)
    before = live.state
    qtbot.waitUntil(lambda: live.state.frames > before.frames + 100, timeout=WAIT)
    state = live.state
    assert state.dropped - before.dropped < state.frames - before.frames
    assert came == []
    live.resume()
    qtbot.waitUntil(lambda: bool(came), timeout=WAIT)


def test_stopping_waits_for_nobody(plug, qtbot, monkeypatch, tmp_path):
    """A driver's call hangs in opening; the window goes on, and a source that is no device begins, as if it did not."""
    monkeypatch.setattr("leukdesk.gui.live.live_controller._PATIENCE", 10 * WAIT)
    let_go, asked = threading.Event(), threading.Event()

    class Hanging(Pattern):
        def open(self, wanted) -> None:
            asked.set()
            let_go.wait(150)
            super().open(wanted)

    live = LiveController(lambda spec: Hanging(plug) if spec == "hanging" else open_source(spec))
    live.start("hanging")
    assert asked.wait(10)
    for _ in range(20):
        live.stop()
        live.start("hanging")
    film = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 25, (64, 48))
    writer.write(np.full((48, 64, 3), 90, np.uint8))
    writer.release()
    live.start(str(film))
    qtbot.waitUntil(lambda: live.newest() is not None, timeout=WAIT)
    assert not let_go.is_set(), "it hangs all the while"
    let_go.set()
    assert live.close()


def test_a_source_that_was_left_for_another_is_not_held_on_to(live, qtbot):
    grabbers = []
    for spec in ("pattern", "virtual:size=128x96", "pattern", "pattern", "virtual:size=128x96"):
        live.start(spec)
        grabbers.append(weakref.ref(live._grabber))
        qtbot.waitUntil(lambda: live.newest() is not None, timeout=WAIT)

    def held() -> int:
        gc.collect()
        return sum(grabber() is not None for grabber in grabbers)

    qtbot.waitUntil(
        lambda: held() <= 2, timeout=WAIT // 10
    )  # the one that runs, and the last if it had to be waited for


def test_a_source_that_was_stopped_keeps_no_picture(live, qtbot):
    live.start("pattern")
    qtbot.waitUntil(lambda: live.newest() is not None, timeout=WAIT)
    grabber = live._grabber
    live.stop()
    assert grabber.stop(10)
    assert grabber._last is None


# Hot-plug

CAMERA = CameraInfo("046d:0825", "Eyepiece", 0, 200)


class Sockets(list[CameraInfo]):
    """What is plugged in; ``told`` is set when a watch has told of a change."""

    def __init__(self) -> None:
        self.told = threading.Event()


@pytest.fixture
def plugged(monkeypatch) -> Sockets:
    """What the system lists; this machine may have no camera to plug in."""
    there = Sockets()

    def quick(changed) -> CameraWatch:
        def tell(*news) -> None:
            changed(*news)
            there.told.set()

        return CameraWatch(tell, 0.01, lambda: list(there), lambda: None)

    monkeypatch.setattr("leukdesk.gui.live.source_choice.CameraWatch", quick)
    monkeypatch.setattr("leukdesk.capture.devices.list_cameras", lambda: list(there))
    return there


@pytest.mark.parametrize("chosen", [False, True])
def test_a_camera_that_appears_is_offered_and_listed_until_it_is_gone(start, qtbot, plugged, chosen):
    window = start().window
    if chosen:
        window.memory.change(camera_key=CAMERA.key)
    offered, gone = [], []
    window.sources.offered.connect(lambda camera, sentence: offered.append((camera, sentence)))
    window.sources.gone.connect(gone.append)
    plugged.append(CAMERA)
    qtbot.waitUntil(lambda: bool(offered), timeout=WAIT)
    (camera, sentence), *more = offered
    assert camera == CAMERA
    assert not more
    said = "Eyepiece, which was used last, is connected again" if chosen else "Eyepiece has been connected"
    assert said in sentence
    qtbot.waitUntil(lambda: "Eyepiece" in window.cameras.names, timeout=WAIT)
    assert window.desk.mode.name == "NOTHING", "offered, not started"
    plugged.clear()
    qtbot.waitUntil(lambda: gone == [CAMERA], timeout=WAIT)
    if not chosen:
        qtbot.waitUntil(lambda: "Eyepiece" not in window.cameras.names, timeout=WAIT)


def test_the_watch_ends_with_the_program_even_when_news_is_on_its_way(start, qtbot, plugged):
    program = start()
    offered = []
    program.window.sources.offered.connect(lambda *news: offered.append(news))
    plugged.append(CAMERA)
    assert plugged.told.wait(10)  # without the event loop: the news waits in its queue
    program.window.close()
    qtbot.wait(20)
    assert offered == []
    assert not any(thread.name == "camera watch" for thread in threading.enumerate())


def test_developing_a_large_picture_does_not_hold_up_the_window(live, qtbot):
    """Nothing slow is done while the lock is held that the window's thread needs."""
    inside, go_on = threading.Event(), threading.Event()

    def slow(pixels: np.ndarray) -> tuple[np.ndarray, None]:
        inside.set()
        go_on.wait(30)
        return pixels.copy(), None

    live.develop = slow
    live.start("pattern")
    assert inside.wait(10)
    assert live.state.kind == "connecting"
    live.change("level", 5.0)
    live.stop()
    assert not go_on.is_set(), "all of this while it is being developed"
    go_on.set()


# What is remembered of a camera


@pytest.fixture
def named(start, plug):
    """Start the program with what is remembered of the camera "pattern:1", by another spec than this key."""
    window = start().window
    window.live._open_source = lambda _: Pattern(plug)
    window.memory.change_camera("pattern:1", controls={"level": 77.0, "size": "96 × 64"})
    return window


def in_force(window) -> dict:
    return {each.id: each.value for each in window.live.state.controls}


def test_a_camera_that_is_started_by_its_name_gets_what_is_remembered_of_its_key(named, qtbot):
    named.start_live("test pattern")
    qtbot.waitUntil(lambda: level(named.live) == 77 and named.live.newest().width == 96, timeout=WAIT)
    assert in_force(named) == {"level": 77.0, "size": "96 × 64"}


def test_what_was_set_before_the_key_was_known_is_not_taken_back(named, qtbot, plug):
    plug.clear()
    named.start_live("test pattern")
    named.work.controls.change("level", 33.0)
    plug.set()
    qtbot.waitUntil(lambda: named.live.newest() is not None and named.live.newest().width == 96, timeout=WAIT)
    assert in_force(named) == {"level": 33.0, "size": "96 × 64"}


@pytest.mark.parametrize("spec", ["pattern:1", "PATTERN:1", "test pattern", "Test Pattern"])
@pytest.mark.parametrize("connected", [True, False])
def test_the_camera_that_runs_is_not_offered_whatever_it_was_started_by_and_another_is(
    named, qtbot, plug, spec, connected
):
    if not connected:
        plug.clear()
    named.start_live(spec)
    if connected:
        qtbot.waitUntil(lambda: named.live.newest() is not None, timeout=WAIT)
    named.sources.offered.emit(CameraInfo("pattern:1", "test pattern", 0, 200), "It came.")
    assert "It came." not in named.banners.texts()
    named.sources.offered.emit(CAMERA, "Another came.")
    assert "Another came." in named.banners.texts()
    if connected:
        named.sources.offered.emit(CameraInfo("/dev/video7", "test pattern", 0, 200), "Its twin came.")
        assert "Its twin came." in named.banners.texts()


def test_what_the_words_for_a_virtual_microscope_name_counts_more_than_what_is_remembered(start, qtbot):
    window = start().window
    other = next(style.stain for style in STYLES.values() if style.stain != STYLES["pre"].stain)
    remembered = {knobs.OBJECTIVE: knobs.STRONGEST_OBJECTIVE, knobs.STAIN: other, knobs.LAMP: 80.0}
    window.memory.change_camera("virtual", controls=remembered)
    window.start_live("virtual:size=128x96,objective=40x,style=pre")
    qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
    found = in_force(window)
    assert (OBJECTIVES[found["objective"]].magnification, found["stain"]) == (40, STYLES["pre"].stain)
    assert found["lamp"] == 80.0, "not named, so as remembered"
    window.work.controls.change("objective", remembered["objective"])
    window.work.controls.change("plugged", False)
    qtbot.waitUntil(lambda: window.live.state.kind == "fault", timeout=WAIT)
    window.work.controls.change("plugged", True)
    qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
    assert in_force(window)["objective"] == remembered["objective"], "what was changed since outlasts a fault"
    window.start_live("virtual:size=128x96")
    qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
    assert in_force(window).items() >= remembered.items()
