"""A model of cells and one of whole fields side by side in the real window: both are shown, both are logged."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.slide.status import Way
from leukdesk.history.sessions import Sessions
from leukdesk.inference.runtime import Classifier, ModelAnswerError
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, load_settings, save_settings

from ..conftest import WAIT, wait_for_live
from ..slide.test_session_in_window import begin
from .test_cells_in_window import OF_CELLS, OF_FIELDS, cells, classify, click, open_field, records


def remember(data_dir, first, second):
    data_dir.mkdir(parents=True)
    save_settings(DataPaths(data_dir).settings, replace(Settings(), model_id=first, beside_id=second))


@pytest.fixture
def of_cells(start, data_dir):
    """A model of cells, and one of fields beside it."""
    remember(data_dir, OF_CELLS, OF_FIELDS)
    return start()


@pytest.fixture
def of_fields(start, data_dir):
    """A model of fields, and one of cells beside it."""
    remember(data_dir, OF_FIELDS, OF_CELLS)
    return start()


def of_model(program, model):
    return [each for each in records(program) if each.model_id == model]


def test_a_field_model_beside_one_of_cells_has_small_bars_and_a_record_of_its_own(of_cells, qtbot):
    window = of_cells.window
    open_field(of_cells, qtbot)
    assert window.result.beside.answer is None
    classify(of_cells, qtbot)
    named, (whole,) = of_model(of_cells, OF_CELLS), of_model(of_cells, OF_FIELDS)
    assert len(named) == sum(not each.cut for each in cells(of_cells).cells)
    assert (whole.cell, whole.region, whole.picture_sha256) == (None, None, named[0].picture_sha256)
    small = window.result.beside
    assert small.isVisible()
    assert small.answer.record_id == whole.id
    assert dict(small.chart.rows())[whole.label_name] == pytest.approx(whole.probability)
    assert OF_FIELDS in small.words
    assert f"row {whole.id}" in window.status.full_text
    qtbot.waitUntil(lambda: not window.seen_before._looking, timeout=WAIT)
    assert window.result.seen[0] == "", "the two models' records are of one picture, which was not seen before"
    shown = window.result.answer.record_id
    assert shown in {each.id for each in named}, "the large bars are a cell's"
    other = next(i for i, each in enumerate(cells(of_cells).cells) if i != cells(of_cells).selected and not each.cut)
    click(of_cells, other)
    assert window.result.answer.record_id != shown
    assert small.answer.record_id == whole.id


def test_the_field_is_not_logged_again_when_a_cell_is_changed(of_cells, qtbot):
    window = of_cells.window
    window.entry_bar._operator.setText("AB")
    open_field(of_cells, qtbot)
    classify(of_cells, qtbot)
    before, small = len(records(of_cells)), window.result.beside.answer
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(of_cells, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    classify(of_cells, qtbot)
    assert len(records(of_cells)) == before + 1
    assert window.result.beside.answer == small


def test_cells_beside_a_field_model_are_drawn_and_named_and_the_field_keeps_the_large_bars(of_fields, qtbot):
    window = of_fields.window
    open_field(of_fields, qtbot)
    assert len(window.view.cells.named) == len(cells(of_fields).cells) > 0
    classify(of_fields, qtbot)
    (whole,), named = of_model(of_fields, OF_FIELDS), of_model(of_fields, OF_CELLS)
    assert {each.cell for each in named} == {each for each in cells(of_fields).cells if not each.cut}
    assert window.result.answer.record_id == whole.id
    assert window.result.beside.answer is None, "nothing is shown twice"
    assert window.result.cells.counts.cells == len(named)
    assert all(each.name for each in window.view.cells.named if not each.cell.cut)
    click(of_fields, 1)
    chosen = next(each for each in named if each.cell == cells(of_fields).cells[1])
    assert window.result.answer.record_id == chosen.id
    assert window.result.beside.answer.record_id == whole.id
    window.desk.cells.select(-1)
    assert window.result.answer.record_id == whole.id
    assert window.result.beside.answer is None
    window.entry_bar._operator.setText("AB")
    window.actions_by_id[ActionId.CELL_TOOL].trigger()
    click(of_fields, 1)
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    (moved,) = cells(of_fields).pending
    classify(of_fields, qtbot)
    last = records(of_fields)[-1]
    assert (last.cell, last.model_id) == (moved, OF_CELLS), "a changed cell is the cell model's"
    assert of_model(of_fields, OF_FIELDS) == [whole]


def test_a_second_model_that_fails_takes_nothing_from_the_first(of_cells, qtbot, monkeypatch):
    window = of_cells.window
    open_field(of_cells, qtbot)

    def fail(*_, **__):
        raise ModelAnswerError("The model gave no usable answer. Run the self-test.")

    monkeypatch.setattr(Classifier, "classify", fail)
    classify(of_cells, qtbot)
    assert len(of_model(of_cells, OF_CELLS)) == len(records(of_cells)) > 0
    assert window.result.answer is not None
    assert window.result.beside.answer is None
    assert any(f"{OF_FIELDS}, gave no answer; that of the first model is logged." in t for t in window.banners.texts())
    monkeypatch.undo()
    open_field(of_cells, qtbot)
    classify(of_cells, qtbot)
    assert len(of_model(of_cells, OF_FIELDS)) == 1
    assert not any("gave no answer" in text for text in window.banners.texts())


def test_the_second_model_is_chosen_in_the_menu_among_those_of_the_other_scope(start, qtbot, data_dir):
    program = start()
    window, menu = program.window, program.window.beside.menu
    window.picker.choose(OF_CELLS)
    menu.aboutToShow.emit()
    offered = {each.text(): each for each in menu.actions()}
    cards = {f"{each.card.title} {each.card.version}": each.card for each in window.beside._packages.values()}
    assert {cards[each].scope for each in offered if each != "None"} == {"field"}
    assert offered["None"].isChecked()
    next(offered[title] for title, card in cards.items() if card.id == OF_FIELDS).trigger()
    assert window.entry().beside.id == OF_FIELDS
    window.picker.choose(OF_FIELDS)
    assert window.entry().beside is None, "two of the same scope say the same"
    program.close()
    assert load_settings(DataPaths(data_dir).settings).beside_id == OF_FIELDS


def test_in_a_slide_session_the_field_is_logged_beside_and_its_cells_are_counted(start, qtbot, data_dir):
    remember(data_dir, OF_CELLS, OF_FIELDS)
    program = start(camera="virtual:size=640x480")
    window = program.window
    wait_for_live(program, qtbot)
    begin(window, qtbot, "S-50", Way.BY_HAND)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: window.result.beside.answer is not None, timeout=WAIT)
    log = window._station.history
    whole = log.get(window.result.beside.answer.record_id)
    (session,) = Sessions(log).sessions()
    assert (whole.session, whole.sample, whole.model_id) == ("", "S-50", OF_FIELDS)
    assert session.cells == len(Sessions(log).cells(session.id)) == window.result.cells.counts.cells
    window.desk.go_live()
    assert window.result.beside.answer is None
