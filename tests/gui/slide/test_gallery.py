"""The gallery: what it shows and in which order, and what keys, mouse and drag want of the selected cells."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from leukdesk.gui.slide.choosing import to_class, to_confirm, to_reject
from leukdesk.gui.slide.gallery import Gallery
from leukdesk.gui.slide.gallery_model import Heading, Role, in_full
from leukdesk.gui.slide.gallery_view import MIME
from leukdesk.gui.slide.grouping import REJECTED, grouped, keys_of
from leukdesk.gui.slide.thumbnails import common_side, cut_out
from leukdesk.history import chain
from leukdesk.history.errors import PictureMissingError
from leukdesk.history.review import Decision, State, signed
from leukdesk.history.sessions import Sessions

from ..conftest import WAIT
from .conftest import NAMES

KEY = Qt.Key


@pytest.fixture
def gallery(history, cells, qtbot):
    made = Gallery(history.picture, 104)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_cells(cells, NAMES, "B-0417")
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.stop()


@pytest.fixture
def told(gallery):
    """What the gallery wants decided."""
    choices = []
    gallery.decided.connect(lambda choice, reason: choices.append((choice, reason)))
    return choices


def press(gallery, qtbot, key):
    """Press a key, and wait until it is known that a person has."""
    qtbot.keyClick(gallery.view, key)
    qtbot.waitUntil(lambda: not gallery.view._rest.isActive(), timeout=WAIT)


def anew(history, gallery, session_id):
    gallery.show_cells(Sessions(history).cells(session_id), NAMES, "B-0417")


def test_cells_stand_by_class_in_the_models_order_and_the_doubtful_come_first(gallery, cells):
    headings = [row.group.id for row in gallery.model._rows if isinstance(row, Heading)]
    assert headings == [each for each in NAMES if each in {cell.label for cell in cells}]
    for group in gallery.model.groups:
        order = [(not each.needs_review, each.probability) for each in group.cells]
        assert order == sorted(order)
    assert sum(len(group.cells) for group in gallery.model.groups) == len(cells) == 10
    assert gallery.title == f"10 cells of sample B-0417, {sum(each.needs_review for each in cells)} to review"


def test_each_class_has_a_figure_and_a_letter_that_no_other_has():
    keys = keys_of(NAMES)
    assert [each[0] for each in keys.values()] == list("12345678")
    assert keys["neutrophil"] == "1N"
    assert keys["basophil"] == "3B"
    assert keys["blast"] == "8A"  # L belongs to the lymphocytes, B to the basophils
    letters = [each[1:] for each in keys.values()]
    assert len(set(letters)) == len(letters)
    many = keys_of({str(number): f"Class {number}" for number in range(12)})
    assert [each[:1] for each in many.values()][:9] == list("123456789")


def test_a_field_is_read_once_for_all_its_cells(gallery, cells, qtbot):
    qtbot.waitUntil(lambda: all(gallery.thumbnails.image(each) for each in cells), timeout=WAIT)
    assert gallery.thumbnails.fields_read == len({each.picture_sha256 for each in cells}) == 8 < len(cells)


def test_cells_that_come_while_others_are_read_cost_no_second_reading(history, cells, qtbot):
    gallery = Gallery(history.picture, 104)
    qtbot.addWidget(gallery)
    for number in range(1, len(cells) + 1):
        shown = sorted(cells, key=lambda each: -max(each.region.width, each.region.height))[:number]
        gallery.show_cells(shown, NAMES)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.image(each) for each in cells), timeout=WAIT)
    assert gallery.thumbnails.fields_read <= len(cells)  # two cells of one field come one after the other here
    gallery.stop()


def test_cells_are_cut_at_one_scale_so_that_their_sizes_compare(history, cells):
    side = common_side(cells)
    largest = max(max(each.region.width, each.region.height) for each in cells)
    assert largest * 1.3 <= side <= largest * 1.3 * 1.25 + 1
    for each in cells:
        field = history.picture(each)
        square = cut_out(field, each, side)
        assert square.shape == (side, side, 3)
        middle_x, middle_y = each.region.x + each.region.width // 2, each.region.y + each.region.height // 2
        assert abs(square[side // 2, side // 2].astype(int) - field[middle_y, middle_x]).max() <= 120
        assert (square[side // 2 - 3 : side // 2 + 3, side // 2 - 3 : side // 2 + 3] != (190, 196, 199)).any()


def test_a_field_that_could_not_be_read_once_is_read_when_the_cells_are_shown_again(history, cells, qtbot):
    away = [True]

    def picture(cell):
        if away[0]:
            raise PictureMissingError(history.paths.pictures, cell.id)
        return history.picture(cell)

    gallery = Gallery(picture, 104)
    qtbot.addWidget(gallery)
    gallery.show_cells(cells, NAMES)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.problem(each) for each in cells), timeout=WAIT)
    away[0] = False
    gallery.show_cells(cells, NAMES)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.image(each) for each in cells), timeout=WAIT)
    assert not any(gallery.thumbnails.problem(each) for each in cells)
    gallery.stop()


def test_a_picture_that_is_gone_is_said_in_its_place(history, cells, qtbot):
    for picture in history.paths.pictures.glob("??/*.png"):
        picture.unlink()
    gallery = Gallery(history.picture, 104)
    qtbot.addWidget(gallery)
    gallery.show_cells(cells, NAMES)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.problem(each) for each in cells), timeout=WAIT)
    assert "not there" in gallery.thumbnails.problem(cells[0]) or "missing" in gallery.thumbnails.problem(cells[0])
    gallery.show()
    gallery.grab()
    gallery.stop()


def test_a_figure_gives_its_class_to_all_selected_cells_once_it_is_said_why(gallery, told, qtbot):
    cells = [each for each in gallery.model.shown if each.label != "basophil"][:3]
    gallery.view.select([each.id for each in cells])
    press(gallery, qtbot, KEY.Key_3)
    assert told == []
    gallery.popup.reason.setText("The cell's shape fits another class")
    gallery.popup.commit()
    ((choice, reason),) = told
    assert reason == "The cell's shape fits another class"
    assert choice.words == "Change 3 cells to Basophil"
    assert [(step.decision.state, step.decision.label) for step in choice.steps] == [(State.CHANGED, "basophil")]
    assert {each.id for each in choice.cells} == {each.id for each in cells}


def test_a_letter_does_as_the_figure(gallery, told, qtbot):
    cell = gallery.model.shown[0]
    gallery.view.select([cell.id])
    press(gallery, qtbot, KEY(ord(keys_of(NAMES)[cell.label][1])))  # as suggested: nobody asks why
    ((choice, reason),) = told
    assert (choice.state, reason) == (State.CONFIRMED, "")


def test_a_barcode_scanner_changes_no_cell(gallery, told, qtbot):
    gallery.view.select([gallery.model.shown[0].id])
    for key in (KEY.Key_5, KEY.Key_3, KEY.Key_8, KEY.Key_1):
        qtbot.keyClick(gallery.view, key)
    qtbot.waitUntil(lambda: not gallery.view._rest.isActive(), timeout=WAIT)
    assert (gallery.popup, told) == (None, [])


def test_enter_confirms_those_that_nobody_decided_about_and_leaves_the_others(
    history, session_id, gallery, told, qtbot
):
    first, second = gallery.model.shown[:2]
    history.decide([first.id], Decision(State.REJECTED, reason="Smudged"), "Ben Ruiz")
    anew(history, gallery, session_id)
    gallery.view.select([first.id, second.id])
    press(gallery, qtbot, KEY.Key_Return)
    ((choice, reason),) = told
    assert [each.id for each in choice.cells] == [second.id]
    assert reason == ""
    told.clear()
    gallery.view.select([first.id])
    press(gallery, qtbot, KEY.Key_Return)
    assert told == []
    assert gallery.said == "The selected cells are decided so already."


def test_del_rejects_and_the_same_reason_is_not_asked_for_twenty_times(gallery, told, qtbot):
    first, second = gallery.model.shown[:2]
    gallery.keep_reason.setChecked(True)
    gallery.view.select([first.id])
    press(gallery, qtbot, KEY.Key_Delete)
    gallery.popup.reason.setText("Smudged or damaged cell")
    gallery.popup.commit()
    gallery.view.select([second.id])
    press(gallery, qtbot, KEY.Key_Delete)
    assert [(choice.state, reason) for choice, reason in told] == [(State.REJECTED, "Smudged or damaged cell")] * 2
    assert gallery.keep_reason.text() == "Same &reason for what follows: Smudged or damaged cell"
    gallery.keep_reason.setChecked(False)
    press(gallery, qtbot, KEY.Key_Delete)
    assert gallery.popup is not None  # it is asked again
    gallery.close_popup()


def test_cells_dropped_on_another_class_are_to_have_it(gallery, told, qtbot):
    shown = gallery.model.shown
    cell = shown[0]
    other = next(each for each in shown if each.label != cell.label)
    gallery.view.select([cell.id])
    place = gallery.view.visualRect(gallery.model.index(gallery.model.row_of_group(other.label))).center()
    drop(gallery.view, place)
    assert gallery.popup.classes is None
    gallery.popup.reason.setText("Looked at once more")
    gallery.popup.commit()
    assert told[0][0].steps[0].decision.label == other.label


def test_cells_dropped_on_the_strip_may_go_to_a_class_without_cells_and_to_the_rejected(gallery, told, qtbot):
    gallery.view.select([gallery.model.shown[0].id])
    empty = next(row for row, each in enumerate(gallery.model.groups) if not each.cells and each.id)
    for row, state in ((empty, State.CHANGED), (gallery.strip.count() - 1, State.REJECTED)):
        drop(gallery.strip, gallery.strip.visualItemRect(gallery.strip.item(row)).center())
        gallery.popup.reason.setText("Looked at once more")
        gallery.popup.commit()
        assert told.pop()[0].state is state


def drop(widget, place: QPoint):
    data = QMimeData()
    data.setData(MIME, b"cells")
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    widget.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.MoveAction, data, left, none))


def test_shift_and_ctrl_and_a_rubber_band_select_several(gallery, qtbot):
    shown = gallery.model.shown[:3]
    places = [gallery.view.visualRect(gallery.model.index(gallery.model.row_of(each.id))).center() for each in shown]
    port, left = gallery.view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(port, left, pos=places[0])
    assert [each.id for each in gallery.view.selected] == [shown[0].id]
    qtbot.mouseClick(port, left, Qt.KeyboardModifier.ControlModifier, places[1])
    assert len(gallery.view.selected) == 2
    qtbot.mouseClick(port, left, Qt.KeyboardModifier.ShiftModifier, places[2])
    assert {each.id for each in gallery.view.selected} >= {shown[1].id, shown[2].id}
    row = gallery.view.visualRect(gallery.model.index(gallery.model.row_of(shown[0].id)))
    start = QPoint(port.width() - 3, row.top() + 3)  # beside the last cell of a row
    gallery.view.clearSelection()
    qtbot.mousePress(port, left, pos=start)
    for step in range(1, 9):
        qtbot.mouseMove(port, QPoint(start.x() - step * (start.x() - 5) // 8, row.bottom() - 3))
    qtbot.mouseRelease(port, left, pos=QPoint(5, row.bottom() - 3))
    assert shown[0].id in [each.id for each in gallery.view.selected]


def test_a_click_on_a_heading_selects_its_cells(gallery, qtbot):
    group = next(each for each in gallery.model.groups if each.cells)
    place = gallery.view.visualRect(gallery.model.index(gallery.model.row_of_group(group.id))).center()
    qtbot.mouseClick(gallery.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert {each.id for each in gallery.view.selected} == {each.id for each in group.cells}


def test_a_double_click_asks_for_the_cell_in_its_field(gallery, qtbot):
    cell = gallery.model.shown[0]
    place = gallery.view.visualRect(gallery.model.index(gallery.model.row_of(cell.id))).center()
    qtbot.mouseClick(gallery.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(gallery.field_wanted) as wanted:
        qtbot.mouseDClick(gallery.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args[0].id == cell.id


def test_only_what_needs_review_is_shown_on_wish(gallery, cells):
    gallery.only_review.setChecked(True)
    assert {each.id for each in gallery.model.shown} == {each.id for each in cells if each.needs_review}
    gallery.only_review.setChecked(False)
    assert len(gallery.model.shown) == len(cells)


def test_the_next_cell_that_needs_review_is_selected_after_a_decision(history, session_id, gallery, told, qtbot):
    waiting = [each.id for each in gallery.model.shown if each.needs_review]
    gallery.view.select(waiting[:1])
    press(gallery, qtbot, KEY.Key_Return)
    history.decide([told[0][0].cells[0].id], Decision(State.CONFIRMED), "Ana Vogt")
    anew(history, gallery, session_id)
    assert [each.id for each in gallery.view.selected] == waiting[1:2]


def test_what_is_selected_stays_so_while_cells_come(history, session_id, gallery, cells):
    gallery.show_cells(cells[:4], NAMES)
    gallery.view.select([cells[1].id, cells[2].id])
    gallery.show_cells(cells, NAMES)
    assert {each.id for each in gallery.view.selected} == {cells[1].id, cells[2].id}


def test_what_is_seen_stays_where_it_is_while_cells_come_above_it(gallery, cells, qtbot):
    last = gallery.model.shown[-1]
    gallery.resize(500, 420)
    without = [each for each in cells if each.label == last.label or each.id % 2]
    gallery.show_cells(without, NAMES)
    gallery.view.verticalScrollBar().setValue(gallery.view.verticalScrollBar().maximum() - 20)
    number, _, top = gallery.view._seen()[0]
    gallery.show_cells(cells, NAMES)
    index = gallery.model.index(gallery.model.row_of(number))
    assert gallery.view.visualRect(index).top() == top


def test_the_top_stays_the_top_when_the_cell_with_the_keyboard_goes_to_another_class(
    history, session_id, gallery, told, qtbot
):
    gallery.resize(600, 420)
    first, second = gallery.model.shown[:2]
    gallery.view.select([first.id])
    gallery._next = second.id
    history.decide([first.id], Decision(State.REJECTED, reason="Smudged"), "Ana Vogt")  # the last group
    anew(history, gallery, session_id)
    assert gallery.view.verticalScrollBar().maximum() > 0
    assert gallery.view.verticalScrollBar().value() == 0
    assert [each.id for each in gallery.view.selected] == [second.id]


def test_rows_do_not_move_under_a_rubber_band(gallery, cells, qtbot):
    gallery.show_cells(cells[:6], NAMES)
    port, left = gallery.view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(port, left, pos=QPoint(port.width() - 3, port.height() - 3))
    for step in range(1, 6):
        qtbot.mouseMove(port, QPoint(port.width() - 3 - 20 * step, port.height() - 3 - 20 * step))
    assert gallery.view.under_way
    gallery.show_cells(cells, NAMES)
    assert len(gallery.model.cells) == 6
    qtbot.mouseRelease(port, left, pos=QPoint(port.width() - 103, port.height() - 103))
    assert len(gallery.model.cells) == len(cells)


def test_both_the_suggestion_and_the_decision_are_kept_with_who_and_when(history, session_id, cells):
    cell = next(each for each in cells if each.label != "monocyte")
    history.decide([cell.id], Decision(State.CHANGED, "monocyte", "Monocyte", "Kidney-shaped"), "Ben Ruiz")
    now = next(each for each in Sessions(history).cells(session_id) if each.id == cell.id)
    words = in_full(now)
    assert f"{cell.label_name} (0." in words
    assert "Changed to Monocyte by Ben Ruiz, " in words
    groups = {each.id: [one.id for one in each.cells] for each in grouped(Sessions(history).cells(session_id), NAMES)}
    assert cell.id in groups["monocyte"]
    assert groups[REJECTED] == []


def test_a_cell_that_the_signature_alone_has_confirmed_is_told_from_others(history, session_id, gallery, cells):
    sessions = Sessions(history)
    sessions.end(session_id, "Ana Vogt")
    looked = [each.id for each in cells if each.needs_review]
    history.decide(looked, Decision(State.CONFIRMED), "Cleo Tan")
    session = sessions.sign(session_id, "Cleo Tan", "Seen.")
    gallery.show_cells(sessions.cells(session_id), NAMES, "B-0417", session.by_signature)
    for cell in cells:
        index = gallery.model.index(gallery.model.row_of(cell.id))
        unseen = cell.id not in looked
        assert (index.data(Role.SECOND_LINE) == "by signature alone, Cleo Tan") is unseen
        assert ("by signature alone" in index.data(Qt.ItemDataRole.DisplayRole)) is unseen
        assert ("Confirmed by signature alone" in index.data(Qt.ItemDataRole.ToolTipRole)) is unseen


def test_the_suggested_class_is_written_whole_below_a_cell(gallery, cells, dressed):
    dressed("light")
    cell = replace(cells[0], label_name="Erythroblast", probabilities={cells[0].label: 0.999})
    gallery.show_cells([cell], NAMES)
    texts = []

    class Noting(QPainter):
        def drawText(self, *arguments):  # noqa: N802
            texts.append(arguments[-1])

    option = QStyleOptionViewItem()
    option.font, option.rect = gallery.view.font(), QRect(0, 0, 114, 180)
    index = gallery.model.index(gallery.model.row_of(cell.id))
    pixmap = QPixmap(200, 200)
    painter = Noting(pixmap)
    gallery.view.itemDelegate().paint(painter, option, index)
    painter.end()
    assert {"Erythroblast", "> 0.99"} <= {*texts}


def test_a_mixed_selection_is_confirmed_where_the_class_was_suggested_and_changed_elsewhere(history, cells):
    one = cells[0].label
    choice = to_class(cells, one, NAMES[one])
    steps = {step.decision.state: {each.id for each in step.cells} for step in choice.steps}
    assert steps[State.CONFIRMED] == {each.id for each in cells if each.label == one}
    assert steps[State.CHANGED] == {each.id for each in cells if each.label != one}
    assert choice.needs_reason
    assert not to_confirm(cells).needs_reason
    assert to_reject(cells).needs_reason


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("side", [64, 192])
def test_it_is_drawn_in_both_schemes_at_any_size(history, session_id, gallery, dressed, scheme, side, qtbot):
    dressed(scheme)
    first, second, third = (each.id for each in gallery.model.shown[:3])
    history.decide([first], Decision(State.CONFIRMED), "Ana Vogt")
    history.decide([second], Decision(State.REJECTED, reason="Smudged"), "Ana Vogt")
    with history.writing() as connection:
        chain.append(connection, [signed(history.get(second), "Cleo Tan", "I have looked.")])
    anew(history, gallery, session_id)
    qtbot.waitUntil(lambda: all(gallery.thumbnails.image(each) for each in gallery.model.cells), timeout=WAIT)
    gallery.size_slider.setValue(side)
    gallery.view.select([third])
    image = gallery.view.grab().toImage()
    index = gallery.model.index(gallery.model.row_of(third))
    assert gallery.view.visualRect(index).width() >= side
    middle = gallery.view.visualRect(index).center()
    colours = {
        image.pixelColor(gallery.view.viewport().x() + middle.x() + dx, middle.y() - 15 + dy).name()
        for dx in range(-10, 10, 2)
        for dy in range(-10, 10, 2)
    }
    assert len(colours) > 10  # a cell, not a plain ground
