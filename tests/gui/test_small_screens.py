"""Nothing that matters is cut off where the screen is small."""

from __future__ import annotations

import shutil

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QToolButton

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.history.columns import COLUMNS
from leukdesk.gui.parts.lines_label import LinesLabel

from .conftest import WAIT, show_picture


@pytest.fixture
def remarked(tmp_path):
    """A picture with which almost everything is wrong: the strip has most to say."""
    path = tmp_path / "dark, small and blurred.png"
    picture = np.full((120, 160, 3), 20, np.uint8)
    cv2.circle(picture, (80, 60), 30, (60, 20, 40), -1)
    cv2.imwrite(str(path), cv2.GaussianBlur(picture, (0, 0), 5))
    return path


def test_all_bars_show_beside_the_longest_sentence_and_remarks(start, qtbot, remarked):
    program = start()
    window = program.window
    show_picture(program, qtbot, remarked)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    qtbot.wait(50)
    assert "Also: " in window.quality.remarks
    chart = window.result.chart
    assert chart.height() >= chart.minimumSizeHint().height()
    aside = window.panes.findChild(QScrollArea)
    for widget in (chart, window.quality):
        foot = widget.mapTo(aside.widget(), QPoint(0, widget.height())).y()
        assert foot <= aside.viewport().height(), "it shows without scrolling"


def test_all_columns_of_the_history_show(start, qtbot):
    window = start().window
    qtbot.wait(50)
    header = window.history.table.horizontalHeader()
    last = len(COLUMNS) - 1
    operator = window.history.table.fontMetrics().horizontalAdvance("Operator")
    assert header.sectionViewportPosition(last) + operator < window.history.table.viewport().width()


@pytest.mark.parametrize(("width", "words"), [(1366, True), (800, False)])
def test_every_button_of_the_toolbar_shows(start, qtbot, width, words):
    window = start().window
    window.resize(width, 700)
    qtbot.wait(50)
    buttons = [button for button in window.toolbar.findChildren(QToolButton) if button.defaultAction() is not None]
    assert len(buttons) >= 10
    assert all(button.geometry().right() <= window.toolbar.width() for button in buttons)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
    assert {button.toolButtonStyle() for button in buttons} == {style}


def test_a_message_with_a_long_name_leaves_the_window_as_wide_as_it_is(start, qtbot):
    window = start().window
    said = f"The file '/data/{'n' * 400}.png' cannot be read. Choose another one."
    window.banners.say("open", said)
    qtbot.wait(50)
    assert (window.width(), window.minimumSizeHint().width() <= 1366) == (1366, True)
    label = window.banners.findChild(LinesLabel)
    assert window.banners.texts() == [said]
    assert label.text().replace("\n", "").endswith("Choose another one."), "it is seen to its end"
    assert label.height() >= label.fontMetrics().size(0, label.text()).height(), "no line is cut"


def test_a_long_sample_code_without_spaces_leaves_the_window_as_wide_as_it_is(start, qtbot, tmp_path, remarked):
    window = start().window
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        shutil.copy(remarked, folder / name)
    window.entry_bar.set_sample("first-" + "W" * 108 + "-last1")
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "first-WWWW" in window.batch_bar.text, timeout=WAIT)
    assert "-last1?" in window.batch_bar.text
    qtbot.wait(50)
    assert (window.width(), window.minimumSizeHint().width() <= 1366) == (1366, True)
    window.batch.start()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2 and not window.batch.running, timeout=WAIT)
    window.history.choose(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED and window.desk.shown.frame is not None, timeout=WAIT)
    qtbot.wait(50)
    assert (window.width(), window.minimumSizeHint().width() <= 1366) == (1366, True)
