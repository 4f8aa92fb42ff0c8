"""From one picture to the next and back: nothing is lost on the way, and nothing is logged twice by habit."""

from __future__ import annotations

import shutil
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.desk.steps import Step
from leukdesk.imaging.frame import Region

from .conftest import WAIT, capture, show_picture, wait_for_live

REGION = Region(40, 30, 200, 150)


def go_on(window, qtbot) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE, timeout=WAIT)


def test_zoom_and_region_stay_from_capture_to_capture(live, qtbot):
    window = live.window
    window.view.zoom_in()
    window.view.zoom_in()
    scale = window.view.scale_shown
    window.view.choose_region(REGION)
    for _ in range(2):
        capture(live, qtbot)
        go_on(window, qtbot)
        frame = window.view.frame
        qtbot.waitUntil(lambda before=frame: window.view.frame is not before, timeout=WAIT)
        assert window.view.scale_shown == scale
        assert window.view.region == REGION
    assert {window.history_model.record(row).region for row in range(2)} == {REGION}


def test_the_way_back_from_the_history_leads_to_the_very_same_answer(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    window.view.choose_region(REGION)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    answer = window.desk.shown.answer
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.desk.mode is Mode.PICTURE
    assert window.desk.shown.answer is answer
    assert window.result.answer is answer
    assert window.view.region == REGION
    assert window.history_model.index(0, 0).data(Qt.ItemDataRole.FontRole).bold()


def test_space_does_not_log_an_answered_picture_again(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    assert window.desk.next_step is Step.CLASSIFY
    for _ in range(3):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    window.actions_by_id["classify"].trigger()  # on purpose, it can be
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)


def test_a_click_that_draws_no_region_leaves_the_answer(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    where = window.view.viewport().rect().center()
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, where)
    assert window.result.answer is not None
    qtbot.mousePress(window.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, where)
    qtbot.mouseMove(window.view.viewport(), where + QPoint(60, 60))
    qtbot.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, pos=where + QPoint(60, 60))
    assert window.view.region is not None
    assert window.result.answer is None


def test_a_bad_file_opened_meanwhile_does_not_freeze_the_live_view(live, qtbot, tmp_path):
    window = live.window
    capture(live, qtbot)
    go_on(window, qtbot)
    busy, end = threading.Event(), threading.Event()
    window._analyst.ask(lambda _: (busy.set(), end.wait(30)), lambda _: None)
    assert busy.wait(30)
    window.history.table.selectRow(0)
    (tmp_path / "bad.png").write_bytes(b"no picture")
    window.open_paths([tmp_path / "bad.png"])
    end.set()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert window.desk.mode is Mode.LIVE
    frame = window.view.frame
    qtbot.waitUntil(lambda: window.view.frame is not frame, timeout=WAIT)


def test_a_sample_code_that_is_too_long_is_refused_as_a_whole(start, qtbot, sample, tmp_path):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    QGuiApplication.clipboard().setText("L" * 149)
    window.entry_bar.focus_sample()
    qtbot.keyClick(window.entry_bar._sample, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.entry_bar._sample, "2")
    said = "The sample code has 150 characters, and 120 is the most. Type a shorter one."
    assert window.entry_bar.sample == "L" * 149 + "2"
    assert window.banners.texts() == [said]
    window.desk.classify()
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    for name in ("a.png", "b.png"):
        shutil.copy(sample, tmp_path / name)
    window.open_paths([tmp_path / "a.png", tmp_path / "b.png"])
    qtbot.waitUntil(lambda: "Classify and log 2 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    assert not window.batch.running
    assert window.banners.texts() == [said]
    assert window.history_model.rowCount() == 0
    window.entry_bar._sample.setText("L" * 120)
    assert not window.banners.texts()
    window.batch.start()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    assert window.history_model.record(0).sample == "L" * 120


def test_a_sample_code_corrected_in_time_is_logged(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    busy, end = threading.Event(), threading.Event()
    window._analyst.ask(lambda _: (busy.set(), end.wait(30)), lambda _: None)
    assert busy.wait(30)
    for code in ("S-1", "S-1", "S-2"):
        window.entry_bar.set_sample(code)
        window.desk.classify()
    end.set()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    assert [window.history_model.record(row).sample for row in range(2)] == ["S-2", "S-1"], "one row a request"
    assert window.desk.shown.answer.record_id == window.history_model.record(0).id


@pytest.fixture
def folder(tmp_path, sample):
    made = tmp_path / "folder"
    made.mkdir()
    for number in range(30):
        shutil.copy(sample, made / f"{number:02}.png")
    return made


def test_the_question_does_not_take_the_keyboard_from_somebody_who_types(start, qtbot, folder):
    window = start().window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    window.entry_bar.focus_sample()
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "30 pictures" in window.batch_bar.text, timeout=WAIT)
    assert isinstance(window.focusWidget(), QLineEdit)
    window.view.setFocus()
    window.open_paths([folder])
    qtbot.waitUntil(lambda: window.focusWidget() is window.batch_bar._go, timeout=WAIT)


def test_what_is_opened_while_a_folder_waits_does_not_run_beside_it(start, qtbot, folder, tmp_path):
    window = start().window
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "30 pictures" in window.batch_bar.text, timeout=WAIT)
    window.open_paths([folder, tmp_path])
    window.batch.start()
    qtbot.waitUntil(lambda: not window.batch.running, timeout=WAIT)
    assert window.batch_bar.text.startswith("30 classified")
    qtbot.waitUntil(lambda: "30 rows" in window.history.count_text, timeout=WAIT)


def test_a_picture_is_captured_while_a_folder_lies_on_a_dead_drive(live, qtbot, folder, monkeypatch):
    from leukdesk import analysis

    window, read, end = live.window, analysis.read_picture, threading.Event()
    monkeypatch.setattr(analysis, "read_picture", lambda path: (end.wait(30), read(path))[1])
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "30 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    capture(live, qtbot)
    assert window.batch.running
    window.batch.cancel()
    end.set()
    qtbot.waitUntil(lambda: not window.batch.running, timeout=WAIT)


def test_live_pictures_can_be_looked_at_without_a_station(qtbot, monkeypatch, data_dir):
    from leukdesk import app
    from leukdesk.errors import LeukdeskError

    def fail(_):
        raise LeukdeskError("The runtime is missing.")

    monkeypatch.setattr(app, "_open_station", fail)
    said = []
    with app.create_program(app.Options(data_dir, "virtual")) as program:
        program.window.desk.failed.connect(lambda *what: said.append(what))
        wait_for_live(program, qtbot)
        for _ in range(10):
            frame = program.window.view.frame
            qtbot.waitUntil(lambda before=frame: program.window.view.frame is not before, timeout=WAIT)
        assert len(said) <= 1, "told once, not with every frame"


def test_live_leads_back_from_the_history_and_stops_only_what_is_live(live, qtbot):
    window = live.window
    capture(live, qtbot)
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    window.actions_by_id["live"].trigger()
    assert window.desk.mode is Mode.LIVE
    assert window.actions_by_id["live"].isChecked()
    window.actions_by_id["live"].trigger()
    assert not window.live.running


def test_a_held_space_bar_captures_once(live, qtbot):
    window = live.window
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
    for _ in range(10):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True)
        QCoreApplication.sendEvent(window.windowHandle(), event)
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    assert window.desk.mode is Mode.CAPTURED
