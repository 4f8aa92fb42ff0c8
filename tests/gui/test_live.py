"""Live view, capture and the space bar, on the real program."""

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt

from leukdesk.capture.source import SourceLostError
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.models.card_dialog import CardDialog
from leukdesk.imaging.frame import Region

from .conftest import WAIT, capture, wait_for_live


def test_space_freezes_classifies_and_logs_and_once_more_goes_back(live, qtbot):
    window = live.window
    window.entry_bar.set_sample("S-1")
    window.view.setFocus()
    capture(live, qtbot)
    assert window.desk.mode is Mode.CAPTURED
    assert window.result.answer.frame_id == window.desk.shown.frame.id
    assert len(window.result.chart.rows()) == len(window.picker.package.card.classes)
    record = window.history_model.record(0)
    assert (record.sample, record.source) == ("S-1", "virtual microscope")
    assert f"row {record.id}" in window.status.full_text
    frozen = window.view.frame
    qtbot.wait(200)
    assert window.view.frame is frozen
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    wait_for_live(live, qtbot)
    assert window.result.answer is None
    qtbot.waitUntil(lambda: window.view.frame is not frozen, timeout=WAIT)


@pytest.mark.parametrize("where", ["button", "table", "combo"])
def test_space_captures_whatever_has_the_keyboard(live, qtbot, where):
    window = live.window
    widget = {"button": window.picker._card, "table": window.history.table, "combo": window.picker._box}[where]
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.CAPTURED, timeout=WAIT)
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)


@pytest.mark.parametrize("field", ["_sample", "_operator"])
def test_space_types_in_the_fields(live, qtbot, field):
    window = live.window
    line = getattr(window.entry_bar, field)
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "S 24 113")
    assert line.text() == "S 24 113"
    assert window.desk.mode is Mode.LIVE


def test_enter_presses_a_button(live, qtbot):
    window = live.window
    window.picker._card.setFocus()
    with qtbot.waitSignal(window.picker.card_wanted):
        qtbot.keyClick(window.picker._card, Qt.Key.Key_Return)
    (dialog,) = window.findChildren(CardDialog)
    assert window.picker.package.card.summary in dialog.text
    assert "uncertain" in dialog.text
    dialog.close()


def test_a_result_for_a_picture_that_is_no_longer_shown_is_dropped_but_logged(live, qtbot):
    window = live.window
    rows = window.history_model.rowCount()
    # The worker is kept busy so that the result comes after the user has gone on.
    window._analyst.ask(lambda _: time.sleep(0.5), lambda _: None)
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.CAPTURED
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.LIVE
    qtbot.waitUntil(lambda: window.history_model.rowCount() == rows + 1, timeout=WAIT)
    assert window.result.answer is None
    assert "no longer shown" in window.status.full_text


def test_a_region_is_classified_alone(live, qtbot):
    window = live.window
    window.view.set_region(Region(100, 50, 300, 200))
    capture(live, qtbot)
    record = window.history_model.record(0)
    assert record.region == Region(100, 50, 300, 200)
    assert (record.width, record.height) == (300, 200)
    window.view.choose_region(None)
    assert window.result.answer is None, "the result was about the region"


class Failing:
    """A camera that gives three pictures and is unplugged."""

    name = key = "failing camera"
    nominal_fps = 30.0
    live = True
    controls = notes = ()
    known_cells = None

    def __init__(self) -> None:
        self._left = 3

    def open(self, wanted) -> None:
        pass

    def change(self, control_id, value) -> None:
        pass

    def read(self) -> np.ndarray:
        if not self._left:
            raise SourceLostError("failing camera was unplugged. Connect it again.")
        self._left -= 1
        return np.random.default_rng(self._left).integers(0, 255, (120, 160, 3), np.uint8)

    def close(self) -> None:
        pass


def test_a_camera_that_stops_is_said_and_gives_nothing_to_capture(start, qtbot):
    window = start().window
    window.live._open_source = lambda _: Failing()
    window.start_live("failing")
    qtbot.waitUntil(lambda: "unplugged" in window.view.overlay, timeout=WAIT)
    assert window.header.chip == "No picture"
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.LIVE
    assert any("Nothing was captured" in text for text in window.banners.texts())
    assert window.history_model.rowCount() == 0


def test_a_camera_that_is_not_there_is_said(start, qtbot):
    window = start().window
    window.start_live("No such camera")
    qtbot.waitUntil(lambda: window.header.chip == "No picture", timeout=WAIT)
    assert "No such camera" in window.view.overlay
    assert window.status.full_text == "There is no live picture; trying again."
    assert "virtual" in " ".join(window.cameras.names).lower()


def test_stopping_takes_the_live_picture_away(live, qtbot):
    window = live.window
    window.actions_by_id["live"].trigger()
    assert window.desk.mode is Mode.NOTHING
    assert window.view.frame is None
    assert not window.live.running
