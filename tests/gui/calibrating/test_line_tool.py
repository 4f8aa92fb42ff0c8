"""The line that is laid over a known length."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy

from leukdesk.gui.picture.line_tool import LineView

from .conftest import WIDTH, Microscope


@pytest.fixture
def line(qtbot):
    view = LineView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    view.show_frame(Microscope().take_frame())
    return view


def at(view, x, y):
    return view.mapFromScene(QPointF(x, y))


def test_an_end_is_dragged_and_the_length_follows(line, qtbot):
    left = Qt.MouseButton.LeftButton
    changed = QSignalSpy(line.changed)
    qtbot.mousePress(line.viewport(), left, pos=at(line, 80, 120))
    qtbot.mouseMove(line.viewport(), at(line, 40, 90))
    qtbot.mouseRelease(line.viewport(), left, pos=at(line, 40, 90))
    one, other = line.ends
    assert math.hypot(one.x() - 40, one.y() - 90) < 1.5
    assert (other.x(), other.y()) == (240, 120)
    assert line.length == pytest.approx(math.hypot(200, 30), abs=2)
    assert changed.count() >= 1


def test_a_new_line_is_dragged_anywhere_and_a_click_changes_nothing(line, qtbot):
    left = Qt.MouseButton.LeftButton
    before = line.ends
    qtbot.mouseClick(line.viewport(), left, pos=at(line, 160, 40))
    assert line.ends == before
    qtbot.mousePress(line.viewport(), left, pos=at(line, 20, 20))
    for x in (60, 120, 220):
        qtbot.mouseMove(line.viewport(), at(line, x, 20))
    qtbot.mouseRelease(line.viewport(), left, pos=at(line, 220, 20))
    assert line.length == pytest.approx(200, abs=2)


def test_the_keyboard_moves_both_ends_and_none_leaves_the_picture(line, qtbot):
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.length == WIDTH / 2 + 1
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.length == WIDTH / 2 + 11
    for _ in range(40):
        qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.ends[1].x() == WIDTH


def test_zooming_changes_no_length_and_all_can_be_seen_again(line, qtbot):
    whole = line.transform().m11()
    for _ in range(60):
        qtbot.keyClick(line, Qt.Key.Key_Plus)
    assert whole < line.transform().m11() <= 40.01
    assert line.length == WIDTH / 2
    qtbot.mouseDClick(line.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert line.transform().m11() == pytest.approx(whole)
    assert line.length == WIDTH / 2
