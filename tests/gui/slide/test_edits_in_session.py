"""Cells of a slide session that are drawn, moved and deleted on the picture: what is seen is what is counted."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.slide.status import Way
from leukdesk.history.review import State
from leukdesk.history.session.state import SessionState
from leukdesk.paths import resources

from ..conftest import WAIT, wait_for_live
from .conftest import end
from .test_session_in_window import begin, slide_of

LONG = 4 * WAIT
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(start, qtbot):
    """A session with one field, which is on the screen, frozen; the tool for cells is in the hand."""
    program = start(camera="virtual:size=640x480")
    window = program.window
    wait_for_live(program, qtbot)
    begin(window, qtbot, "S-40", Way.BY_HAND)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: counted(window) >= 2, timeout=LONG)
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert window.desk.mode is Mode.CAPTURED
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    return window


def counted(window):
    slide = slide_of(window)
    return 0 if slide is None else slide.session.cells


def cells(window):
    return window.desk.shown.cells


def logged(window):
    """All records of the session, oldest first."""
    return list(slide_of(window).cells)


def standing(window, qtbot, record_id, state):
    def now():
        found = [each for each in logged(window) if each.id == record_id]
        return bool(found) and found[0].state is state

    qtbot.waitUntil(now, timeout=WAIT)


def place_of(window, x, y):
    return window.view.sight().to_view.map(QPointF(x, y)).toPoint()


def pick(window, record):
    """Click on a cell."""
    at = place_of(window, *record.cell.centre)
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert cells(window).cells[cells(window).selected] == record.cell


def reject(window, qtbot):
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    popup = window.review.popup
    assert popup is not None
    assert popup.reason.reason == "Not a leucocyte"
    popup.commit()


def draw(window):
    """Draw a cell where there is none; return it."""
    size = window.view.frame
    free = next(
        (x, y)
        for y in range(8, size.height - 60, 8)
        for x in range(8, size.width - 60, 8)
        if not any(
            each.box.x < x + 60 and x - 12 < each.box.x + each.box.width
            and each.box.y < y + 60 and y - 12 < each.box.y + each.box.height
            for each in cells(window).cells
        )
    )  # fmt: skip
    start, end = place_of(window, *free), place_of(window, free[0] + 44, free[1] + 44)
    QTest.mousePress(window.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(window.view.viewport(), (start + end) / 2)
    QTest.mouseMove(window.view.viewport(), end)
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    (drawn,) = cells(window).pending
    return drawn


def classify(window, qtbot):
    window.actions_by_id[ActionId.CLASSIFY].trigger()
    assert window.desk.busy
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)


def show_stored(window, qtbot, record):
    """Go to a cell's field, as by a double click in the gallery."""
    window.slide.field_wanted.emit(record)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    qtbot.waitUntil(lambda: cells(window) is not None, timeout=WAIT)


def test_a_missed_cell_is_added_to_a_field_in_which_none_was_found(start, qtbot, tmp_path):
    window = start().window
    begin(window, qtbot, "S-48", Way.BY_HAND)
    empty = np.full((480, 640, 3), 232, np.uint8)
    cv2.circle(empty, (320, 240), 40, (170, 165, 215), -1, cv2.LINE_AA)
    cv2.imwrite(str(tmp_path / "empty.png"), empty)
    window.open_paths([tmp_path / "empty.png"])
    qtbot.waitUntil(lambda: cells(window) is not None, timeout=WAIT)
    window.actions_by_id[ActionId.CLASSIFY].trigger()
    qtbot.waitUntil(lambda: slide_of(window) is not None and len(slide_of(window).session.fields) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert counted(window) == 0
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    drawn = draw(window)
    classify(window, qtbot)
    qtbot.waitUntil(lambda: counted(window) == 1, timeout=WAIT)
    (record,) = logged(window)
    assert (record.cell, record.cell.by_hand) == (drawn, True)
    assert len(slide_of(window).session.fields) == 1
    assert window.banners.texts() == []


def test_a_box_that_is_deleted_asks_why_and_rejects_the_cell(window, qtbot):
    before, first = counted(window), logged(window)[0]
    pick(window, first)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    window.review.popup.reject()
    assert first.cell in cells(window).cells, "nothing was decided: it is seen because it counts"
    assert window.result.cells.counts.cells == before
    pick(window, first)
    reject(window, qtbot)
    standing(window, qtbot, first.id, State.REJECTED)
    assert slide_of(window).session.rejected == 1
    assert counted(window) == before - 1, "the panel follows"
    qtbot.waitUntil(lambda: window.result.cells.counts.rejected == 1, timeout=WAIT)
    assert window.result.cells.counts.cells == before - 1
    drawn = next(each for each in window.view.cells.named if each.cell == first.cell)
    assert (drawn.name, drawn.rejected, drawn.kept) == ("Rejected", True, False)


def test_a_cell_that_is_moved_gives_way_to_a_new_record_with_its_own_answer(window, qtbot):
    before, first = counted(window), logged(window)[0]
    pick(window, first)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    (moved,) = cells(window).pending
    assert "1 changed cell" in window.status.full_text
    classify(window, qtbot)
    standing(window, qtbot, first.id, State.REJECTED)
    now = logged(window)
    assert counted(window) == before, "one for the other"
    new = now[-1]
    assert (len(now), new.cell, new.state) == (before + 1, moved, State.SUGGESTED)
    assert moved.by_hand
    assert new.session == first.session
    assert new.picture_sha256 == first.picture_sha256
    assert moved in cells(window).cells
    assert not cells(window).pending
    assert first.cell not in cells(window).cells
    assert window.result.answer.record_id == new.id


def test_the_space_bar_leaves_no_edit_behind(window, qtbot):
    before = counted(window)
    drawn = draw(window)
    assert "Space or Ctrl+Enter: classify 1 changed cell" in window.status.full_text
    window.activateWindow()
    window.view.setFocus()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: counted(window) == before + 1, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert logged(window)[-1].cell == drawn
    assert window.desk.mode is Mode.CAPTURED
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    assert window.desk.mode is Mode.LIVE


def test_a_cell_that_was_moved_and_is_then_deleted_is_rejected_where_it_was(window, qtbot):
    before, first = counted(window), logged(window)[0]
    pick(window, first)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    reject(window, qtbot)
    standing(window, qtbot, first.id, State.REJECTED)
    qtbot.waitUntil(lambda: not cells(window).pending, timeout=WAIT)
    assert first.cell in cells(window).cells
    assert (counted(window), len(logged(window))) == (before - 1, before)


def test_a_moved_cell_that_is_taken_back_changes_nothing(window, qtbot):
    first = logged(window)[0]
    pick(window, first)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert cells(window).pending
    window.actions_by_id[ActionId.CELL_UNDO].trigger()
    assert not cells(window).pending
    assert cells(window).edit is None
    assert window.result.answer.record_id == first.id


def test_a_counted_cell_is_not_moved_out_of_the_picture(window, qtbot):
    first = logged(window)[0]
    pick(window, first)
    box = first.cell.box
    start, end = place_of(window, *first.cell.centre), place_of(window, -box.width, first.cell.centre[1])
    QTest.mousePress(window.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(window.view.viewport(), (start + end) / 2)
    QTest.mouseMove(window.view.viewport(), end)
    QTest.mouseRelease(window.view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert first.cell in cells(window).cells
    assert not cells(window).pending
    assert "stays whole" in window.status.full_text


def test_a_cell_that_is_drawn_on_the_frozen_field_is_counted(window, qtbot):
    before = counted(window)
    drawn = draw(window)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert window.review.popup is None, "what is not in the log goes without a question"
    assert drawn not in cells(window).cells
    drawn = draw(window)
    classify(window, qtbot)
    qtbot.waitUntil(lambda: counted(window) == before + 1, timeout=WAIT)
    assert logged(window)[-1].cell == drawn
    assert "Logged as row" in window.status.full_text


@pytest.mark.parametrize("ended", [False, True])
def test_a_stored_field_of_a_session_is_edited_until_it_is_signed(window, qtbot, ended):
    before, (first, second, *_) = counted(window), logged(window)
    if ended:
        end(window.slide_panel.end)
        qtbot.waitUntil(lambda: slide_of(window).session.state is SessionState.ENDED, timeout=WAIT)
    show_stored(window, qtbot, first)
    assert not window.actions_by_id[ActionId.CLASSIFY].isEnabled()
    pick(window, second)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    (moved,) = cells(window).pending
    assert window.actions_by_id[ActionId.CLASSIFY].isEnabled()
    classify(window, qtbot)
    standing(window, qtbot, second.id, State.REJECTED)
    assert logged(window)[-1].cell == moved
    assert counted(window) == before
    assert len(window.view.cells.named) == before, "the other cells stay on the picture"
    drawn = draw(window)
    classify(window, qtbot)
    qtbot.waitUntil(lambda: counted(window) == before + 1, timeout=WAIT)
    assert logged(window)[-1].cell == drawn
    pick(window, first)
    reject(window, qtbot)
    standing(window, qtbot, first.id, State.REJECTED)
    assert counted(window) == before
    window.desk.back()
    assert window.desk.mode is Mode.CAPTURED
    show_stored(window, qtbot, logged(window)[-1])
    assert len(cells(window).cells) == before, "rejected boxes are not drawn over those that count"


def test_an_open_gallery_follows_what_is_edited_on_the_picture(window, qtbot):
    window.actions_by_id[ActionId.GALLERY].trigger()
    gallery = window.slide.work.review.gallery
    qtbot.waitUntil(gallery.isVisible, timeout=WAIT)
    before = len(gallery.model.cells)
    first = logged(window)[0]
    show_stored(window, qtbot, first)
    pick(window, first)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    classify(window, qtbot)
    qtbot.waitUntil(lambda: len(gallery.model.cells) == before + 1, timeout=WAIT)
    standing(window, qtbot, first.id, State.REJECTED)
    old = next(each for each in gallery.model.cells if each.id == first.id)
    assert old.state is State.REJECTED


def test_a_cell_that_an_earlier_field_has_shown_is_neither_moved_nor_deleted_here(start, qtbot, tmp_path):
    field = cv2.imread(str(resources() / "samples" / "benign-01.png"))
    width = field.shape[1]
    for name, part in (("left.png", field[:, : width - 90]), ("right.png", field[:, 90:])):
        cv2.imwrite(str(tmp_path / name), part)
    window = start().window
    begin(window, qtbot, "S-41", Way.BY_HAND)
    for name, fields in (("left.png", 1), ("right.png", 2)):
        window.open_paths([tmp_path / name])
        qtbot.waitUntil(lambda name=name: window.desk.shown.title.endswith(name), timeout=WAIT)
        qtbot.waitUntil(lambda: cells(window) is not None, timeout=WAIT)
        classify(window, qtbot)
        qtbot.waitUntil(lambda fields=fields: len(slide_of(window).session.fields) == fields, timeout=WAIT)
    assert slide_of(window).session.fields[-1].seen_before > 0
    before = logged(window)
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    again = next(cell for cell, known in cells(window).known.items() if known.before)
    index = cells(window).cells.index(again)
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, *again.centre))
    assert cells(window).selected == index
    for key, keys in ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Down, _CONTROL)):
        window.status.say("")
        QTest.keyClick(window.view, key, keys)
        assert window.review.popup is None
        assert cells(window).cells[index] == again
        assert not cells(window).pending
        assert "An earlier field of the session has shown this cell" in window.status.full_text
    assert logged(window) == before
