"""What comes between: no picture, another one, going back, leaving, a full disk."""

import subprocess
import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import Qt

from leukdesk.gui.calibrating.collecting import ENOUGH
from leukdesk.gui.calibrating.start_page import NO_PICTURE

from ..conftest import WAIT
from .conftest import go_to_scale, lay_the_line, light, press, take_blank


def test_no_objective_or_no_picture_no_calibration(open_wizard, microscope, qtbot):
    microscope.plugged = False
    wizard = open_wizard("")
    assert wizard.start.message.text() == NO_PICTURE
    assert not wizard.next.isEnabled()
    microscope.plugged = True
    qtbot.waitUntil(lambda: wizard.bench.frame is not None, timeout=WAIT)
    assert "Choose the objective" in wizard.start.message.text()
    assert not wizard.next.isEnabled()
    wizard.start.box.setFocus()
    qtbot.keyClick(wizard.start.box, Qt.Key.Key_Down)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    assert wizard.bench.draft.objective == "10×"


def test_a_camera_that_is_unplugged_while_frames_are_taken_is_told_and_goes_on(wizard, microscope, qtbot):
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) >= 3, timeout=WAIT)
    microscope.plugged = False
    qtbot.waitUntil(lambda: "The picture stopped" in wizard.blank.message.text(), timeout=WAIT)
    taken = len(wizard.blank._collector.frames)
    assert not wizard.next.isEnabled()
    microscope.plugged = True
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    assert taken < ENOUGH
    assert wizard.next.isEnabled()


def test_another_resolution_begins_again(wizard, microscope, qtbot):
    go_to_scale(wizard, qtbot)
    microscope.scene = light(180, 320)
    qtbot.waitUntil(lambda: wizard.page is wizard.blank, timeout=WAIT)
    assert "320 × 180" in wizard.blank.message.text()
    assert wizard.bench.draft.empty
    assert wizard.bench.draft.objective == "100× oil"
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    assert wizard.bench.draft.blank.shape == (180, 320, 3)


@pytest.mark.parametrize("way", ["cancel", "escape", "close"])
def test_leaving_while_frames_are_taken_leaves_nothing(wizard, store, qtbot, way):
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) >= 2, timeout=WAIT)
    match way:
        case "cancel":
            press(wizard, qtbot, wizard.cancel)
        case "escape":
            qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        case "close":
            wizard.close()
    assert not wizard.isVisible()
    assert wizard.blank._collector is None
    assert not wizard._feed._timer.isActive()
    assert not store.folder.exists()


def test_an_answer_that_comes_after_the_wizard_was_closed_is_dropped(wizard, analyst, qtbot):
    press(wizard, qtbot, wizard.next)
    gate, told = threading.Event(), []
    analyst.ask(lambda _: gate.wait(30), lambda _: None)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.blank._working, timeout=WAIT)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
    bench = wizard.bench
    wizard.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(wizard), timeout=WAIT)
    gate.set()
    analyst.ask(lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT)
    assert bench.draft.blank is None


def test_a_disk_that_is_full_is_told_and_can_be_tried_again(wizard, store, tmp_path, qtbot):
    if sys.platform != "linux":
        pytest.skip("mounting a small disk needs Linux")
    store.folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", store.folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk is not permitted here: {mounted.stderr.decode().strip()}")
    try:
        go_to_scale(wizard, qtbot)
        lay_the_line(wizard, qtbot)
        press(wizard, qtbot, wizard.next)
        press(wizard, qtbot, wizard.next)
        qtbot.waitUntil(lambda: "No space left" in wizard.summary.message.text(), timeout=WAIT)
        assert wizard.isVisible()
        assert list(store.folder.iterdir()) == []
    finally:
        subprocess.run(["umount", "--lazy", store.folder], check=True)
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=WAIT)
    assert len(store.all()) == 1


def test_going_back_to_another_objective_forgets_what_was_taken_with_the_first(wizard, qtbot):
    take_blank(wizard, qtbot)
    press(wizard, qtbot, wizard.back)
    wizard.start.box.setFocus()
    qtbot.keyClick(wizard.start.box, Qt.Key.Key_Up)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    assert (wizard.bench.draft.objective, wizard.bench.draft.blank) == ("60× oil", None)
