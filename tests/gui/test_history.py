"""The history table on a real log."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.history.columns import COLUMNS
from leukdesk.gui.history.export_dialog import Wanted
from leukdesk.gui.history.model import PAGE
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.records import NewRecord
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region, pixels_sha256
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import DataPaths, bundled_models, resources

from .conftest import WAIT, capture, show_picture, wait_for_live
from .slide.conftest import count

CARD = Catalog([bundled_models()]).default.card
PIXELS = np.full((48, 64, 3), 200, np.uint8)
PIXELS[10:20, 10:20] = 40


def a_record(number: int) -> NewRecord:
    first = 0.3 + 0.6 * (number % 10) / 10
    rest = (1 - first) / (len(CARD.classes) - 1)
    return NewRecord(
        time=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        sample=f"S-{number:04}",
        operator="Vogt" if number % 2 else "Meyer",
        source="virtual microscope",
        region=None,
        picture_sha256=pixels_sha256(PIXELS),
        width=64,
        height=48,
        model_id=CARD.id,
        model_version=CARD.version,
        model_sha256=CARD.sha256,
        probabilities={c.id: first if i == 0 else rest for i, c in enumerate(CARD.classes)},
        label=CARD.classes[0].id,
        label_name=CARD.classes[0].name,
        uncertain=first < CARD.uncertain_below,
        quality={"focus": 0.5},
    )


@pytest.fixture
def logged(data_dir):
    """A log with two and a half pages of rows."""
    with History(DataPaths(data_dir)) as history:
        history.append_many([(a_record(number), PIXELS) for number in range(2 * PAGE + PAGE // 2)])
    return 2 * PAGE + PAGE // 2


def text(window, row, key):
    column = [column.key for column in COLUMNS].index(key)
    return window.history_model.index(row, column).data()


def test_cells_of_slide_sessions_are_told_beside_the_rows_and_shown_on_wish(start, qtbot, data_dir):
    with History(DataPaths(data_dir)) as log:
        cells = Sessions(log).get(count(log, 3)).cells
    window = start().window
    history = window.history
    qtbot.waitUntil(lambda: history.cells_text == f"and {cells} cells of slide sessions", timeout=WAIT)
    assert history.count_text == "0 rows"
    history._cells.click()
    qtbot.waitUntil(lambda: history.count_text == f"{cells} rows found", timeout=WAIT)
    assert (history.filter_text, history.cells_text) == ("session:all", "")


def test_it_is_read_page_by_page_newest_first(start, qtbot, logged):
    window = start().window
    model = window.history_model
    qtbot.waitUntil(lambda: model.rowCount() >= PAGE, timeout=WAIT)
    assert text(window, 0, "sample") == f"S-{logged - 1:04}"
    qtbot.waitUntil(lambda: window.history.count_text == f"{logged:,} rows", timeout=WAIT)
    while model.rowCount() < logged:
        rows = model.rowCount()
        window.history.table.scrollToBottom()
        qtbot.waitUntil(lambda rows=rows: model.rowCount() > rows, timeout=WAIT)
    samples = [text(window, row, "sample") for row in range(model.rowCount())]
    assert samples == [f"S-{number:04}" for number in reversed(range(logged))]


def test_filter_and_sort_are_done_by_the_log(start, qtbot, logged):
    window = start().window
    model = window.history_model
    qtbot.waitUntil(lambda: model.rowCount() >= PAGE, timeout=WAIT)
    window.history.focus_filter()
    qtbot.keyClicks(window.history._filter, "S-0123")
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: window.history.count_text == "1 row found", timeout=WAIT)
    window.history.set_filter("Meyer")
    qtbot.waitUntil(lambda: model.rowCount() >= PAGE, timeout=WAIT)
    column = [column.key for column in COLUMNS].index("probability")
    window.history.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: text(window, 0, "probability") == "0.300", timeout=WAIT)
    window.history.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: text(window, 0, "probability") == "0.780", timeout=WAIT)
    assert text(window, 0, "operator") == "Meyer"


def test_a_row_shows_its_picture_and_bars_and_escape_goes_back(live, qtbot):
    window = live.window
    capture(live, qtbot)
    captured, answer = window.view.frame, window.result.answer
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    wait_for_live(live, qtbot)
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert np.array_equal(window.view.frame.pixels, captured.pixels)
    assert window.result.answer.classes == answer.classes
    assert window.result.answer.below == answer.below
    assert window.result.answer.frame_id == window.view.frame.id
    stored = window.view.frame
    qtbot.wait(150)
    assert window.view.frame is stored, "the live view must not run over it"
    qtbot.keyClick(window.history.table, Qt.Key.Key_Escape)
    wait_for_live(live, qtbot)
    assert not window.history.table.selectionModel().hasSelection()
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)


def test_a_stored_picture_that_is_gone_is_said(start, qtbot, logged, data_dir):
    shutil.rmtree(DataPaths(data_dir).pictures)
    window = start().window
    qtbot.waitUntil(lambda: window.history_model.rowCount() >= PAGE, timeout=WAIT)
    window.history.table.selectRow(3)
    qtbot.waitUntil(lambda: "missing" in window.view.overlay, timeout=WAIT)
    assert window.view.frame is None
    assert not window.banners.texts(), "it is said once, and goes with the row"
    assert (window.quality.value("Focus"), window.quality.value("Size")) == ("0.50", "64 × 48"), "as they were logged"
    assert window.result.answer.classes[0].probability == window.history_model.record(3).probability


def test_a_result_of_a_model_that_is_gone_keeps_its_numbers(start, qtbot, data_dir):
    with History(DataPaths(data_dir)) as history:
        history.append(replace(a_record(1), model_sha256="0" * 64), PIXELS)
    window = start().window
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert window.result.answer.below is None
    names = [c.name for c in window.result.answer.classes]
    assert names == [CARD.classes[0].name, *(c.id for c in CARD.classes[1:])], "the name that was logged, else ids"


def test_new_rows_come_on_top_and_the_selection_stays(start, qtbot, logged, data_dir):
    window = start().window
    model = window.history_model
    qtbot.waitUntil(lambda: model.rowCount() >= PAGE, timeout=WAIT)
    window.history.table.selectRow(2)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    chosen = model.record(2)
    with History(DataPaths(data_dir)) as other_program:
        other_program.append(a_record(9999), PIXELS)
    model.refresh()
    qtbot.waitUntil(lambda: text(window, 0, "sample") == "S-9999", timeout=WAIT)
    assert window.history.table.currentIndex().row() == 3
    assert model.record(3) == chosen


def test_an_export_that_fails_is_said(start, qtbot, logged, tmp_path):
    window = start().window
    window.records.export(Wanted("", "csv", tmp_path / "no such folder" / "out.csv", Privacy()))
    qtbot.waitUntil(lambda: any("no such folder" in said for said in window.banners.texts()), timeout=WAIT)
    assert not window.records.jobs.running


def test_the_row_of_the_result_on_the_screen_is_set_apart_and_in_sight(live, qtbot, data_dir):
    window = live.window
    with History(DataPaths(data_dir)) as another_program:
        another_program.append_many([(a_record(number), PIXELS) for number in range(40)])
    window.history.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 40, timeout=WAIT)
    window.entry_bar.set_sample("S-0020b")
    capture(live, qtbot)
    row = window.history_model.row_of(41)
    assert text(window, row, "sample") == "S-0020b"
    assert window.history_model.index(row, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert window.history_model.index(row + 1, 0).data(Qt.ItemDataRole.FontRole) is None
    table = window.history.table
    assert table.viewport().rect().intersects(table.visualRect(window.history_model.index(row, 0)))


def test_rows_of_another_program_appear_by_themselves(start, qtbot, data_dir):
    window = start().window
    with History(DataPaths(data_dir)) as another_program:
        another_program.append(a_record(1), PIXELS)
        qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
        another_program.append(a_record(2), PIXELS)
        qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)


@pytest.mark.parametrize("words", [CARD.classes[0].name, "needs review"])
def test_the_filter_finds_the_words_in_the_table(start, qtbot, logged, words):
    window = start().window
    window.history.set_filter(words)
    qtbot.waitUntil(lambda: "found" in window.history.count_text, timeout=WAIT)
    shown = [text(window, row, key) for row in range(5) for key in ("label", "uncertain")]
    assert shown.count(words) == 5


def test_a_region_has_a_row_that_says_so_and_its_own_time(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    opened = datetime.now(UTC)
    window.view.set_region(Region(30, 40, 300, 200))
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    assert text(window, 0, "source") == f"{sample.name} (region)"
    source = [column.key for column in COLUMNS].index("source")
    assert "300 × 200 pixels at 30, 40" in window.history_model.index(0, source).data(Qt.ItemDataRole.ToolTipRole)
    assert window.history_model.record(0).time >= opened
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert "region" in window.header.source


def test_what_reading_a_file_changed_is_said_and_kept(start, qtbot, tmp_path):
    path = tmp_path / "three pages.tif"
    page = cv2.imread(str(resources() / "samples" / "pre-01.png"))
    assert cv2.imwritemulti(str(path), [page, page, page])
    program = start()
    window = program.window
    show_picture(program, qtbot, path)
    assert "Only the first of 3 pages is used." in window.quality.remarks
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    assert window.history_model.record(0).remarks == {"first-page": "Only the first of 3 pages is used."}
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert "Only the first of 3 pages is used." in window.quality.remarks
