"""The objective's picker, and what is known of the objective that is chosen."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from leukdesk.calibration import Calibration
from leukdesk.gui.live.objective_picker import OTHER, ObjectivePicker

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def picker(qtbot):
    made = ObjectivePicker()
    qtbot.addWidget(made)
    made.resize(380, 90)
    made.show()
    return made


def calibration(days=8, **values):
    return Calibration("", NOW - timedelta(days=days), "", "c", "100× oil", 64, 48, **values)


@pytest.mark.parametrize(
    ("known", "problem", "line", "role"),
    [
        (None, "", "Not calibrated: sizes unknown, uneven light stays.", "muted"),
        (calibration(micrometres_per_pixel=0.0843), "", "0.0843 µm/pixel, calibrated 12 May 2026.", "muted"),
        (calibration(), "", "No scale, calibrated 12 May 2026.", "muted"),
        (
            calibration(120, micrometres_per_pixel=0.1),
            "",
            "0.1 µm/pixel, calibrated 120 days ago: do it again.",
            "warning",
        ),
        (calibration(), "It does not fit.", "It does not fit.", "warning"),
    ],
)
def test_the_line_tells_what_is_known(picker, known, problem, line, role):
    picker.set_state("100× oil", known, NOW, problem)
    assert picker.objective == "100× oil"
    assert picker.line == line
    assert picker._line.property("role") == role


def test_an_objective_is_chosen_once_with_the_keyboard(picker, qtbot):
    chosen = QSignalSpy(picker.chosen)
    assert picker.objective == ""
    picker.set_state("40×", None, NOW)
    assert chosen.count() == 0
    qtbot.keyClick(picker.box, Qt.Key.Key_Down)
    assert (chosen.count(), chosen.at(0)[0]) == (1, "50× oil")
    qtbot.keyClicks(picker.box, "10")
    assert picker.objective == "50× oil", "a scanner may have typed it"


def test_a_stations_own_objective_is_asked_for_and_offered_again(picker, qtbot):
    chosen = QSignalSpy(picker.chosen)
    picker.set_state("40×", None, NOW)
    box = picker.box
    box.activated.emit(box.findText(OTHER))
    dialog = picker.findChild(QInputDialog)
    assert picker.objective == "40×"
    dialog.findChild(QLineEdit).setText("  63×   Öl ")
    dialog.accept()
    assert (chosen.count(), chosen.at(0)[0], box.currentText()) == (1, "63× Öl", "63× Öl")
    picker.set_own(["25× water", "63× Öl", "40×"])
    offered = [box.itemText(row) for row in range(box.count())]
    assert offered.count("63× Öl") == offered.count("25× water") == offered.count("40×") == 1
    assert box.currentText() == "63× Öl"
    box.activated.emit(box.findText(OTHER))
    QApplication.activeModalWidget().reject()
    assert (chosen.count(), picker.objective) == (1, "63× Öl")


def test_calibrating_is_asked_for_where_it_can_be(picker, qtbot):
    wanted = QSignalSpy(picker.calibrate_wanted)
    qtbot.mouseClick(picker._calibrate, Qt.MouseButton.LeftButton)
    assert wanted.count() == 1
    picker.set_can_calibrate(can=False)
    qtbot.mouseClick(picker._calibrate, Qt.MouseButton.LeftButton)
    assert wanted.count() == 1
