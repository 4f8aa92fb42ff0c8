"""A field's cells in the real window: found, classified in one call, selected, edited, decided, looked at again."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.picture.cell_layer import Show
from leukdesk.history.errors import DiskFullError
from leukdesk.history.review import State
from leukdesk.inference.runtime import Classifier, ModelAnswerError
from leukdesk.paths import DataPaths, resources
from leukdesk.settings import Settings, load_settings, save_settings

from ..conftest import WAIT, capture, show_picture, wait_for_live

OF_CELLS, OF_FIELDS = "pbc8-mobilenetv2", "taleqani-all4-mobilenetv2"
FIELD = resources() / "samples" / "benign-01.png"
CUT = resources() / "samples" / "pre-02.png"


@pytest.fixture
def remembered(data_dir):
    """The station has a model of cells chosen."""
    data_dir.mkdir(parents=True)
    save_settings(DataPaths(data_dir).settings, replace(Settings(), model_id=OF_CELLS))


@pytest.fixture
def program(remembered, start):
    return start()


def cells(program):
    return program.window.desk.shown.cells


def records(program):
    """What is logged, oldest first."""
    with program.window._station.history.reading():
        return list(program.window._station.history.page("", limit=100))[::-1]


def open_field(program, qtbot, path=FIELD):
    show_picture(program, qtbot, path)
    qtbot.waitUntil(lambda: cells(program) is not None, timeout=WAIT)


def classify(program, qtbot):
    window = program.window
    qtbot.keyClick(window.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.desk.busy, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)


def place(program, index):
    """Return the middle of a cell in the view."""
    view = program.window.view
    return view.sight().to_view.map(QPointF(*cells(program).cells[index].centre)).toPoint()


def click(program, index):
    QTest.mouseClick(program.window.view.viewport(), Qt.MouseButton.LeftButton, pos=place(program, index))


def test_the_cells_of_an_opened_field_are_drawn_before_they_are_classified(program, qtbot):
    open_field(program, qtbot)
    window, found = program.window, cells(program)
    assert len(found.cells) >= 5
    assert [each.cell for each in window.view.cells.named] == list(found.cells)
    assert not any(each.name for each in window.view.cells.named)
    assert window.result.cells.counts.cells == sum(not each.cut for each in found.cells)
    assert window.result.answer is None
    assert records(program) == []


def test_all_cells_of_a_field_are_classified_and_each_whole_one_is_a_record(program, qtbot):
    open_field(program, qtbot, CUT)
    classify(program, qtbot)
    window, shown = program.window, cells(program)
    whole = [each for each in shown.cells if not each.cut]
    assert 0 < len(whole) < len(shown.cells), "some are cut by the edge"
    logged = records(program)
    assert {each.cell for each in logged} == set(whole)
    assert len(logged) == len(whole)
    assert all(each.region == each.cell.box for each in logged)
    assert {each.picture_sha256 for each in logged} == {window.view.frame.sha256}
    assert {each.session for each in logged} == {""}
    named = {each.cell: each for each in window.view.cells.named}
    for each in logged:
        assert named[each.cell].name == each.label_name
        assert named[each.cell].uncertain == each.uncertain
    assert not any(named[each].name for each in shown.cells if each.cut)
    counts = window.result.cells.counts
    assert sum(one.count for one in counts.classes) == len(whole) == counts.cells
    assert counts.cut == len(shown.cells) - len(whole)
    assert f"rows {logged[0].id} to {logged[-1].id}" in window.status.full_text


def test_the_most_doubtful_cell_is_shown_first_and_a_click_shows_another(program, qtbot):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, logged = program.window, {each.cell: each for each in records(program)}
    worst = min(logged.values(), key=lambda each: (not each.uncertain, each.probability))
    shown = cells(program)
    assert shown.cells[shown.selected] == worst.cell
    assert window.result.answer.record_id == worst.id
    assert window.result.sentence.startswith(f"Cell {shown.selected + 1}: ")
    other = next(index for index, each in enumerate(shown.cells) if index != shown.selected and not each.cut)
    click(program, other)
    record = logged[shown.cells[other]]
    assert window.result.answer.record_id == record.id
    drawn = dict(window.result.chart.rows())
    assert drawn[record.label_name] == pytest.approx(record.probability)
    qtbot.waitUntil(lambda: window.review.reviewed is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.review.reviewed.record.id == record.id, timeout=WAIT)


def test_a_cell_that_is_drawn_by_hand_is_classified_alone_and_logged_as_such(program, qtbot):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, before = program.window, records(program)
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    view, size = window.view, window.view.frame
    # A corner of the picture without a cell.
    free = next(
        (x, y)
        for y in range(4, size.height - 44, 8)
        for x in range(4, size.width - 44, 8)
        if not any(
            each.box.x < x + 48 and x - 8 < each.box.x + each.box.width
            and each.box.y < y + 48 and y - 8 < each.box.y + each.box.height
            for each in cells(program).cells
        )
    )  # fmt: skip
    to_view = view.sight().to_view
    start, end = to_view.map(QPointF(*free)).toPoint(), to_view.map(QPointF(free[0] + 36, free[1] + 36)).toPoint()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    (drawn,) = cells(program).pending
    assert drawn.by_hand
    assert window.result.answer is None, "the bars are not another cell's"
    assert window.result.cells.counts.waiting == 1
    assert "1 changed cell" in window.status.full_text
    classify(program, qtbot)
    after = records(program)
    assert len(after) == len(before) + 1, "the others are not logged again"
    assert after[-1].cell == drawn
    assert window.result.answer.record_id == after[-1].id
    assert not cells(program).pending
    assert not window.actions_by_id[ActionId.CELL_UNDO].isEnabled(), "what is in the log is not taken back"
    assert [each.name for each in window.view.cells.named] == [each.label_name for each in after]


def test_where_an_edited_cell_cannot_be_classified_the_others_keep_their_answers(program, qtbot, monkeypatch):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, before = program.window, records(program)
    window.entry_bar._operator.setText("AB")
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(program, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    (moved,) = cells(program).pending

    def fail(*_, **__):
        raise ModelAnswerError("The model gave no usable answer. Run the self-test.")

    monkeypatch.setattr(Classifier, "classify_many", fail)
    classify(program, qtbot)
    assert "The model gave no usable answer. Run the self-test." in window.banners.texts()
    assert cells(program).pending == (moved,)
    assert records(program) == before
    monkeypatch.undo()
    classify(program, qtbot)
    assert [each.cell for each in records(program)[len(before) :]] == [moved]


def test_the_record_of_a_box_that_was_changed_is_rejected_with_the_one_that_takes_its_place(program, qtbot):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, before = program.window, records(program)
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(program, 1)
    old = next(each for each in before if each.cell == cells(program).cells[1])
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    (moved,) = cells(program).pending
    classify(program, qtbot)
    assert any("nobody is named as operator" in each for each in window.banners.texts()), "a rejection has a name"
    assert records(program) == before
    window.entry_bar._operator.setText("AB")
    classify(program, qtbot)
    after = {each.id: each for each in records(program)}
    assert len(after) == len(before) + 1
    assert after[max(after)].cell == moved
    assert (after[old.id].state, after[old.id].decided_by) == (State.REJECTED, "AB")
    (why,) = [each.reason for each in window._station.history.events(record_id=old.id) if each.reason]
    assert why == "Box changed."


def test_a_logged_cell_whose_box_is_deleted_is_rejected_or_stays(program, qtbot):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, found = program.window, cells(program).cells
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(program, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert window.review.popup is None
    assert any("nobody is named as operator" in each for each in window.banners.texts())
    assert cells(program).cells == found
    window.entry_bar._operator.setText("AB")
    click(program, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    window.review.popup.commit()
    qtbot.waitUntil(lambda: window.result.cells.counts.rejected == 1, timeout=WAIT)
    (gone,) = [each for each in records(program) if each.state is State.REJECTED]
    assert gone.cell == found[1]
    assert "1 rejected" in window.result.cells.counts.sentence
    click(program, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert len(cells(program).cells) == len(found) - 1, "a rejected box is merely taken from the picture"


def test_cells_are_edited_before_they_are_logged_and_an_edit_is_taken_back(program, qtbot):
    open_field(program, qtbot)
    window, found = program.window, cells(program).cells
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    assert not window.actions_by_id[ActionId.CELL_UNDO].isEnabled()
    remove = window.actions_by_id[ActionId.CELL_REMOVE]
    assert not remove.isEnabled()
    click(program, 2)
    assert remove.isEnabled()
    remove.trigger()
    assert cells(program).cells == (*found[:2], *found[3:])
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    assert not remove.isEnabled(), "without the tool no cell is edited"
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    window.actions_by_id[ActionId.CELL_UNDO].trigger()
    assert cells(program).cells == found
    assert not window.actions_by_id[ActionId.CELL_UNDO].isEnabled()
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    gone = found[window.view.cells.selection or 0]
    left = cells(program).cells
    classify(program, qtbot)
    assert {each.cell for each in records(program)} == {each for each in left if not each.cut}
    assert len(left) == len(found) - 1, gone


def test_a_stored_cell_shows_its_field_with_that_cell_selected(program, qtbot):
    open_field(program, qtbot)
    classify(program, qtbot)
    window, logged = program.window, records(program)
    wanted = logged[2]
    window.desk.show_record(wanted)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    shown = cells(program)
    assert set(shown.cells) == {each.cell for each in logged}
    assert shown.cells[shown.selected] == wanted.cell
    assert window.result.answer.record_id == wanted.id
    assert (window.view.frame.width, window.view.frame.height) == (416, 312), "the whole field"
    other = next(index for index, each in enumerate(shown.cells) if each != wanted.cell)
    click(program, other)
    assert window.result.answer.record_id == next(each.id for each in logged if each.cell == shown.cells[other])
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert set(cells(program).cells) == set(shown.cells), "what is in the log is not edited"
    window.desk.back()
    assert window.desk.mode is Mode.PICTURE
    assert len(window.view.cells.named) >= len(logged)


def test_a_decision_renames_the_cell_on_the_picture(program, qtbot):
    window = program.window
    window.entry_bar._operator.setText("AB")
    open_field(program, qtbot)
    classify(program, qtbot)
    qtbot.waitUntil(lambda: window.review.reviewed is not None, timeout=WAIT)
    index = cells(program).selected
    was = window.view.cells.named[index]
    assert was.probability is not None
    window.actions_by_id[ActionId.CONFIRM].trigger()
    qtbot.waitUntil(lambda: window.view.cells.named[index].probability is None, timeout=WAIT)
    now = window.view.cells.named[index]
    assert (now.name, now.kind, now.uncertain) == (was.name, was.kind, False)
    assert cells(program).selected == index


def test_a_model_of_fields_behaves_as_before_and_takes_the_cells_away(program, qtbot):
    open_field(program, qtbot)
    window = program.window
    classify(program, qtbot)
    many = len(records(program))
    box = window.picker._box
    index = next(row for row in range(box.count()) if box.itemData(row) and box.itemData(row).id == OF_FIELDS)
    window.picker._box.setCurrentIndex(index)
    window.picker._box.activated.emit(index)
    qtbot.waitUntil(lambda: window.picker.package.id == OF_FIELDS, timeout=WAIT)
    assert cells(program) is None
    assert window.view.cells.named == ()
    assert window.result.cells.counts is None
    classify(program, qtbot)
    last = records(program)[-1]
    assert (len(records(program)), last.cell, last.model_id) == (many + 1, None, OF_FIELDS)
    assert window.result.answer.record_id == last.id
    assert not window.result.sentence.startswith("Cell")


def test_a_region_is_classified_whole_by_a_model_of_cells_too(program, qtbot):
    open_field(program, qtbot)
    window = program.window
    window.view.choose_region(cells(program).cells[0].box)
    classify(program, qtbot)
    (record,) = records(program)
    assert record.cell is None
    assert record.region == window.view.region


def test_a_field_without_cells_says_so_and_logs_nothing(program, qtbot, tmp_path):
    path = tmp_path / "empty.png"
    noise = np.random.default_rng(0).normal(232, 3, (300, 400, 3))
    cv2.imwrite(str(path), np.clip(noise, 0, 255).astype(np.uint8))
    open_field(program, qtbot, path)
    assert "No white cell was found" in program.window.result.aside
    classify(program, qtbot)
    assert records(program) == []
    assert "No white cell was found" in program.window.status.full_text


def test_a_paused_field_shows_its_cells_and_a_captured_one_is_classified_and_logged_in_one_go(remembered, start, qtbot):
    program = start(camera="virtual:size=640x480,drive=hand")
    wait_for_live(program, qtbot)
    qtbot.waitUntil(lambda: bool(program.window.view.cells.named), timeout=WAIT)
    program.window.actions_by_id[ActionId.PAUSE].trigger()
    assert program.window.desk.mode is Mode.PAUSED
    qtbot.waitUntil(lambda: bool(program.window.view.cells.named), timeout=WAIT)
    capture(program, qtbot)
    assert {each.cell for each in records(program)} == {each for each in cells(program).cells if not each.cut}


def test_live_cells_are_named_at_rest_and_gone_while_the_stage_moves(remembered, start, qtbot):
    program = start(camera="virtual:size=640x480,drive=hand")
    wait_for_live(program, qtbot)
    window = program.window
    qtbot.waitUntil(lambda: any(each.name for each in window.view.cells.named), timeout=WAIT)
    assert window.result.answer is None
    assert "not saved" in window.result.aside
    assert records(program) == []
    click_at = window.view.cells.named[0].cell
    gone = []
    window.view.cells.changed.connect(lambda: gone.append(not window.view.cells.named))
    before = window.view.cells.named
    for _ in range(6):
        qtbot.keyClick(window.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: any(gone), timeout=WAIT)
    qtbot.waitUntil(lambda: bool(window.view.cells.named), timeout=WAIT)
    assert window.view.cells.named != before, f"{click_at} has moved with its field"
    window.actions_by_id[ActionId.SUGGEST].trigger()
    qtbot.waitUntil(
        lambda: bool(window.view.cells.named) and not any(each.name for each in window.view.cells.named), timeout=WAIT
    )


def test_how_cells_are_drawn_is_remembered(remembered, start, data_dir):
    program = start()
    act, view = program.window.actions_by_id, program.window.view
    assert view.cells.shown_as is Show.BOXES
    act[ActionId.OUTLINES].trigger()
    assert view.cells.shown_as is Show.OUTLINES
    act[ActionId.CELLS].trigger()
    assert view.cells.shown_as is Show.OFF
    program.close()
    live = load_settings(DataPaths(data_dir).settings).live
    assert (live.cells, live.outlines) == (False, True)


def test_one_tool_at_a_time_has_the_mouse(program, qtbot):
    act = program.window.actions_by_id
    act[ActionId.REGION].trigger()
    act[ActionId.CELL_TOOL].trigger()
    assert (act[ActionId.REGION].isChecked(), act[ActionId.CELL_TOOL].isChecked()) == (False, True)
    act[ActionId.REGION].trigger()
    assert (act[ActionId.REGION].isChecked(), act[ActionId.CELL_TOOL].isChecked()) == (True, False)


def test_a_scanned_code_edits_no_cell(program, qtbot):
    open_field(program, qtbot)
    window, found = program.window, cells(program).cells
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(program, 1)
    window.scanner.pause = 2000
    for letter in "S-042":
        QTest.keyClick(window.windowHandle(), letter)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert window.entry_bar.sample == "S-042"
    assert window.view.cells.selection == 1, "the Tab was the scanner's"
    assert cells(program).cells == found


def test_a_folder_of_fields_is_logged_cell_by_cell(program, qtbot, tmp_path):
    for path in (FIELD, CUT):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "broken.png").write_bytes(FIELD.read_bytes()[:900])
    window = program.window
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: "3 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    qtbot.waitUntil(lambda: ", 1 picture failed." in window.batch_bar.text and not window.batch.running, timeout=WAIT)
    logged = records(program)
    assert {each.source for each in logged} == {str(tmp_path / path.name) for path in (FIELD, CUT)}
    assert all(each.cell is not None and not each.cell.cut for each in logged)
    assert window.batch_bar.text.startswith(f"{len(logged)} cells classified")
    qtbot.waitUntil(lambda: cells(program) is not None and cells(program).classified, timeout=WAIT)
    assert window.desk.shown.answer is not None
    window.batch._broke(DiskFullError(tmp_path))  # which is no picture that failed
    assert ", 1 picture failed." in window.batch_bar.text


def test_hands_free_capture_logs_each_cell_of_a_field(remembered, start, qtbot):
    program = start(camera="virtual:size=640x480,drive=hand")
    wait_for_live(program, qtbot)
    window = program.window
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    qtbot.waitUntil(lambda: "1 field captured" in window.hands_free_bar.count, timeout=WAIT)
    logged = records(program)
    assert logged
    assert all(each.hands_free and each.cell is not None for each in logged)
    assert "by itself" in window.status.full_text
    window.actions_by_id[ActionId.HANDS_FREE].trigger()


def test_nothing_is_edited_while_the_answers_are_waited_for(program, qtbot):
    open_field(program, qtbot)
    window, found = program.window, cells(program).cells
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(program, 1)
    window.desk.classify()
    assert window.desk.busy
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert cells(program).cells == found
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert len(records(program)) == sum(not each.cut for each in found)
    window.entry_bar._operator.setText("AB")
    click(program, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert window.review.popup is not None, "afterwards again"
    window.review.popup.reject()
