"""The whole job through the window: live view, capture, log, quit, start again, find it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt

from leukdesk.app import Options, create_program
from leukdesk.gui.desk.shown import Mode

WAIT = 60_000


def test_what_is_captured_today_is_found_tomorrow(qtbot, tmp_path):
    options = Options(tmp_path / "data", "virtual")
    with create_program(options) as today:
        window = today.window
        qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE and window.desk.shown.frame is not None, timeout=WAIT)
        qtbot.waitUntil(lambda: window.picker.package is not None, timeout=WAIT)
        first = window.view.frame
        qtbot.waitUntil(lambda: window.view.frame is not first, timeout=WAIT)
        qtbot.keyClicks(window.entry_bar._sample, "S-2024-113")
        qtbot.keyClick(window.entry_bar._sample, Qt.Key.Key_Return)
        qtbot.keyClicks(window.entry_bar._operator, "Vogt")
        qtbot.keyClick(window.entry_bar._operator, Qt.Key.Key_Return)
        qtbot.keyClick(window.view, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
        qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
        answer, pixels = window.result.answer, window.view.frame.pixels.copy()
        bars = window.result.chart.rows()
        assert abs(sum(value for _, value in bars) - 1) < 1e-3
        window.close()
    with create_program(Options(tmp_path / "data")) as tomorrow:
        window = tomorrow.window
        qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
        record = window.history_model.record(0)
        assert (record.sample, record.operator, record.source) == ("S-2024-113", "Vogt", "virtual microscope")
        window.history.table.selectRow(0)
        qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
        assert np.array_equal(window.view.frame.pixels, pixels)
        assert window.result.answer.classes == answer.classes
        assert window.result.chart.rows() == bars
        assert window.entry_bar.operator == "Vogt"


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program otherwise")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["logout", "ctrl+c"])
def test_a_program_that_is_told_to_end_ends_tidily(tmp_path, number):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "leukdesk", "--data-dir", str(tmp_path), "--camera", "virtual"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as program:
        log = tmp_path / "logs" / "leukdesk.log"
        until = time.monotonic() + 60
        while not (log.is_file() and "The window is open." in log.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        program.send_signal(number)
        _, messages = program.communicate(timeout=30)
    assert program.returncode == 0
    assert "Traceback" not in messages
    assert (tmp_path / "settings.json").is_file(), "how the window was left is remembered"
