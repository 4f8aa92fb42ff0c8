"""A network camera that falls silent, or sends one picture for ever: real streams on the loopback."""

import cv2
import pytest
from PySide6.QtCore import Qt

from leukdesk.gui.desk.shown import Mode

from ..unit.capture.conftest import NetworkCamera, noisy_picture
from .conftest import WAIT, capture, wait_for_live


@pytest.fixture
def camera():
    made = NetworkCamera()
    yield made
    made.close()


@pytest.mark.parametrize("mode", ["stall", "repeat"], ids=["silent", "frozen"])
def test_a_picture_that_is_late_is_called_so_and_not_captured(start, qtbot, camera, mode):
    program = start(camera=camera.address)
    window = program.window
    wait_for_live(program, qtbot)
    camera.mode = mode
    qtbot.waitUntil(lambda: window.header.chip == "Late", timeout=WAIT)
    assert not window.view.overlay, "it is no fault yet"
    assert window.result.suggestion is None
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.LIVE
    assert any("seconds old" in text for text in window.banners.texts())
    camera.mode = "normal"
    qtbot.waitUntil(lambda: window.header.chip == "Live", timeout=WAIT)


@pytest.mark.parametrize("mode", ["stall", "repeat"], ids=["silent", "frozen"])
def test_a_camera_that_stops_is_said_nothing_old_is_captured_and_it_comes_back(start, qtbot, camera, mode):
    program = start(camera=camera.address)
    window = program.window
    wait_for_live(program, qtbot)
    camera.mode = mode
    qtbot.waitUntil(lambda: bool(window.view.overlay), timeout=WAIT)
    assert window.status.full_text == "There is no live picture; trying again."
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.LIVE
    assert any("Nothing was captured" in text for text in window.banners.texts())
    assert window.history_model.rowCount() == 0
    camera.mode = "normal"
    qtbot.waitUntil(lambda: not window.view.overlay and window.live.newest() is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.banners.texts(), timeout=WAIT)
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)


@pytest.mark.parametrize("mode", ["garbage", "gone", "missing"])
def test_a_camera_that_sends_nonsense_or_nothing_is_said_and_comes_back(start, qtbot, camera, mode):
    camera.mode = mode
    program = start(camera=camera.address)
    window = program.window
    qtbot.waitUntil(lambda: window.header.chip == "No picture", timeout=WAIT)
    assert camera.address in window.view.overlay
    assert "Check" in window.view.overlay
    camera.mode = "normal"
    wait_for_live(program, qtbot)
    qtbot.waitUntil(lambda: not window.view.overlay, timeout=WAIT)


def test_a_camera_that_opens_slowly_is_said_to_be_connecting_and_the_window_goes_on(start, qtbot, camera):
    camera.mode = "slow"
    program = start(camera=camera.address)
    window = program.window
    qtbot.waitUntil(lambda: camera.connections == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: camera.address in window.view.overlay, timeout=WAIT)
    assert window.live.state.kind == "connecting"
    assert "Connecting" in window.view.overlay
    window.entry_bar.set_sample("S-1")
    assert window.entry_bar.sample == "S-1"
    camera.answer.set()
    wait_for_live(program, qtbot)


def test_a_film_ends_with_its_last_picture_which_can_be_captured(start, qtbot, tmp_path):
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (96, 64))
    for number in range(5):
        writer.write(noisy_picture(20 * number))
    writer.release()
    program = start(camera=str(path))
    window = program.window
    qtbot.waitUntil(lambda: window.live.running and window.live.state.kind == "ended", timeout=WAIT)
    assert "played to its end" in window.live.state.sentence
    wait_for_live(program, qtbot)
    capture(program, qtbot)
    assert window.history_model.record(0).source == str(path)
