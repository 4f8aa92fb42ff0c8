"""What is kept when the window is closed in the middle of something, and what is not."""

import json
import threading

import cv2
import numpy as np
from PySide6.QtCore import Qt

from leukdesk.gui.desk.desk import Mode
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import WAIT


def test_what_was_captured_is_logged_although_the_window_is_closed_at_once(live, qtbot, data_dir):
    window = live.window
    busy, go_on = threading.Event(), threading.Event()

    def hold(_):
        busy.set()
        go_on.wait(30)

    window._analyst.ask(hold, lambda _: None)
    assert busy.wait(30)
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.CAPTURED
    window.close()
    go_on.set()
    live.close()
    with History(DataPaths(data_dir)) as history:
        assert history.count() == 1
        assert history.page()[0].source == "virtual microscope"


def test_a_stored_picture_that_is_no_smear_is_said_to_be_none_again(start, qtbot, tmp_path):
    path = tmp_path / "white.png"
    cv2.imwrite(str(path), np.full((240, 320, 3), 255, np.uint8))
    window = start().window
    window.open_paths([path])
    qtbot.waitUntil(lambda: window.desk.shown.measured is not None, timeout=WAIT)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert "not-a-smear" in window.desk.shown.measured.remarks


def test_a_password_is_neither_shown_nor_remembered(start, qtbot, data_dir):
    program = start()
    address = "http://admin:s3:cr@t@127.0.0.1:1/video"
    program.window.start_live(address)
    qtbot.waitUntil(lambda: any("127.0.0.1:1" in name for name in program.window.cameras.names), timeout=WAIT)
    assert not any("cr@t" in name or "admin" in name for name in program.window.cameras.names)
    program.window.close()
    program.close()
    assert json.loads((data_dir / "settings.json").read_text())["camera_key"] == "http://127.0.0.1:1/video"
    assert "admin" not in (data_dir / "logs" / "leukdesk.log").read_text()
