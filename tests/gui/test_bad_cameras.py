"""A network camera that falls silent, or sends one picture for ever: real streams on the loopback."""

import pytest
from PySide6.QtCore import Qt

from leukdesk.gui.shown import Mode

from ..unit.capture.conftest import NetworkCamera
from .conftest import WAIT, wait_for_live


@pytest.fixture
def camera():
    made = NetworkCamera()
    yield made
    made.close()


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
