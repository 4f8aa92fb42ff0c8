"""A whole slide session through the program's own window: begun, counted hands-free, reviewed, signed, reported."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QScrollArea

from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.report.slide_dialog import WantedSlide
from leukdesk.gui.slide.aside import PICTURE, SLIDE
from leukdesk.gui.slide.status import Way
from leukdesk.history.errors import DiskFullError
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State
from leukdesk.history.session.state import SessionState
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region
from leukdesk.inference.package import read_package
from leukdesk.paths import DataPaths, bundled_models

from ..conftest import WAIT, wait_for_live
from .conftest import PLAN, count, end

LONG = 4 * WAIT
MODEL = "pbc8-mobilenetv2"
SIZE = (640, 480)


def stops(count, rest):
    """Field beside field, each overlapping the one before by a third: many a cell comes twice."""
    return Script([Stop(520 + 70 * number, 640, 0.0, rest) for number in range(count)], 0.6)


@pytest.fixture
def scripted(monkeypatch):
    """The virtual microscope goes over five fields by itself."""
    monkeypatch.setattr(
        "leukdesk.app._open_source", lambda _: VirtualMicroscope(4, size=SIZE, script=stops(5, rest=1.8))
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The same five fields as pictures."""
    folder = tmp_path_factory.mktemp("fields")
    source, shown = VirtualMicroscope(4, size=SIZE, pace=False, fps=1, script=stops(5, rest=1.0)), set()
    source.open()
    while len(shown) < 5:
        pixels, stop = source.read(), source.position.stop
        if stop is not None and stop not in shown:
            shown.add(stop)
            cv2.imwrite(str(folder / f"{stop}.png"), pixels[..., ::-1])
    source.close()
    return folder


def begin(window, qtbot, sample, way, target="100 white cells", folder=None):
    """Ask for a new session as a technician would."""
    work = window.slide.work
    window.actions_by_id[ActionId.NEW_SLIDE].trigger()
    qtbot.waitUntil(lambda: work.new_dialog is not None, timeout=WAIT)
    dialog = work.new_dialog
    dialog.operator.setText("Ann")
    dialog.sample.setText(sample)
    dialog.model.setCurrentIndex(dialog.model.findData(MODEL))
    dialog.target.setCurrentText(target)
    dialog.ways[way].setChecked(True)
    if folder is not None:
        dialog.set_folder(folder)
    assert dialog.said == ""
    dialog.begin.click()
    qtbot.waitUntil(lambda: window.slide.counter is not None and window.slide.is_shown, timeout=WAIT)


def slide_of(window):
    return window.slide.work.slide


def test_a_slide_is_counted_hands_free_reviewed_signed_and_reported(scripted, start, qtbot, tmp_path, data_dir):
    window = start(camera="virtual").window
    qtbot.waitUntil(lambda: window.live.newest() is not None, timeout=WAIT)
    begin(window, qtbot, "S-31", Way.HANDS_FREE)
    assert (window.entry_bar.sample, window.entry_bar.operator) == ("S-31", "Ann")
    assert window.picker.package.id == MODEL
    assert window.aside.tabs.currentIndex() == SLIDE
    assert window.work.hands_free.on
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) == 5, timeout=LONG)
    slide = slide_of(window)
    assert window.desk.mode is Mode.LIVE
    assert slide.session.cells == len(slide.cells) >= 5
    assert sum(each.seen_before for each in slide.session.fields) > 0
    assert window.history_model.rowCount() == 0, "the history of results does not drown in cells"
    assert window.slide_panel.lines[2] == f"{slide.session.white} of 100 white cells counted"

    end(window.slide_panel.end)
    qtbot.waitUntil(lambda: slide_of(window).session.state is SessionState.ENDED, timeout=WAIT)
    assert not window.work.hands_free.on
    assert window.slide.counter is None

    window.actions_by_id[ActionId.GALLERY].trigger()
    gallery = window.slide.work.review.gallery
    qtbot.waitUntil(gallery.isVisible, timeout=WAIT)
    gallery.confirm_rest.click()
    undecided = sum(each.uncertain for each in slide.cells)
    qtbot.waitUntil(lambda: slide_of(window).session.undecided == undecided, timeout=WAIT)
    first = slide_of(window).cells[0]
    gallery.field_wanted.emit(first)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.STORED, timeout=WAIT)
    assert window.aside.tabs.currentIndex() == PICTURE
    assert (window.view.frame.width, window.view.frame.height) == SIZE
    assert window.desk.shown.answer.record_id == first.id

    with History(DataPaths(data_dir)) as other:  # decides what is uncertain, as a second station on the log would
        doubtful = [each.id for each in slide_of(window).cells if each.needs_review]
        if doubtful:
            other.decide(doubtful, Decision(State.CONFIRMED), "Kim")
        window.slide.look()
        qtbot.waitUntil(lambda: slide_of(window).session.undecided == 0, timeout=WAIT)
        window.slide_panel.sign.click()
        dialog = window.slide.work.review.sign_dialog
        dialog.typed.setText("Ann")
        dialog._enter.click()
        qtbot.waitUntil(lambda: slide_of(window).session.state is SessionState.SIGNED, timeout=WAIT)
        assert other.check() == []
        (stored,) = Sessions(other).sessions()
        assert (stored.signed_by, stored.state) == ("Ann", SessionState.SIGNED)

    window.slide_panel.report.click()
    report = window.slide.reports
    qtbot.waitUntil(lambda: report.dialog is not None, timeout=WAIT)
    path = tmp_path / "slide.pdf"
    report.save(slide_of(window).session, WantedSlide("A4", Privacy(identified=True)), path)
    qtbot.waitUntil(path.is_file, timeout=LONG)
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=LONG)
    report.dialog.close()
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        assert "S-31" in text
        assert "For research use only" in text


def test_a_folder_is_counted_and_a_second_start_goes_on_with_what_a_crash_left(start, qtbot, folder, data_dir):
    window = start().window
    begin(window, qtbot, "S-32", Way.FOLDER, folder=folder)
    qtbot.waitUntil(lambda: "into the slide session" in window.batch_bar.text, timeout=WAIT)
    assert window.batch_bar.proposed == "Count"
    window.batch.start()
    qtbot.waitUntil(lambda: not window.batch.running and len(slide_of(window).session.fields) == 5, timeout=LONG)
    counted = slide_of(window).session
    assert counted.cells > 0
    assert counted.is_open

    again = start().window  # as after a crash: nothing was ended, the log alone knows
    qtbot.waitUntil(again.resume_offer.isVisible, timeout=WAIT)
    again.entry_bar.set_operator("Kim")
    again.resume_offer.go_on.click()
    qtbot.waitUntil(lambda: again.slide.counter is not None and again.slide.is_shown, timeout=WAIT)
    assert slide_of(again).session.cells == counted.cells
    assert (again.entry_bar.sample, again.picker.package.id) == ("S-32", MODEL)
    again.open_paths([folder])
    qtbot.waitUntil(lambda: "into the slide session" in again.batch_bar.text, timeout=WAIT)
    again.batch.start()
    qtbot.waitUntil(lambda: not again.batch.running, timeout=LONG)
    assert again.batch_bar.text == "0 cells classified. 5 pictures counted before."
    assert again.batch_bar.failures() == []
    with History(DataPaths(data_dir)) as log:
        (session,) = Sessions(log).sessions()
        assert (session.cells, len(session.fields)) == (counted.cells, 5)


def test_what_is_of_another_slide_or_another_model_is_not_counted(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-33", Way.BY_HAND)
    failures = []
    window.desk.failed.connect(lambda _key, sentence: failures.append(sentence))
    wait_for_live(live, qtbot)
    window.entry_bar.set_sample("S-34")
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: bool(failures), timeout=WAIT)
    assert "counts 'S-33', and sample code 'S-34' is entered" in failures[-1]
    assert window.banners.texts() == failures
    window.actions_by_id[ActionId.CAPTURE].trigger()
    window.entry_bar.set_sample("S-33")
    assert window.banners.texts() == [], "it is so no more"
    window.picker.choose("cnmc2-mobilenetv2")
    qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE, timeout=WAIT)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: len(failures) == 2, timeout=WAIT)
    assert "counts of two models do not add up" in failures[-1]
    assert window.banners.texts() == failures[1:]
    window.picker.choose(MODEL)
    assert window.banners.texts() == []
    window.actions_by_id[ActionId.CLASSIFY].trigger()
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) == 1, timeout=LONG)


def test_a_region_that_is_left_on_the_picture_takes_no_capture_out_of_the_session(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-39", Way.BY_HAND)
    wait_for_live(live, qtbot)
    window.view.choose_region(Region(100, 100, 200, 200))
    window.actions_by_id[ActionId.CAPTURE].trigger()
    assert window.view.region is None
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) == 1, timeout=WAIT)
    assert window.history_model.rowCount() == 0
    window.view.choose_region(Region(100, 100, 200, 200))
    window.actions_by_id[ActionId.CLASSIFY].trigger()
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert "Not counted into the slide session: a region is drawn." in window.status.full_text
    assert len(slide_of(window).session.fields) == 1


def test_who_changes_the_objective_in_mid_session_reads_what_happened_and_what_to_do(start, qtbot, tmp_path):
    window = start().window
    begin(window, qtbot, "S-38", Way.BY_HAND)
    for number, objective in enumerate(("100× oil", "40×")):
        source = VirtualMicroscope(4, size=SIZE, pace=False, objective=objective, script=stops(1, rest=9.0))
        source.open()
        pixels, path = source.read(), tmp_path / f"{number}.png"
        source.close()
        cv2.imwrite(str(path), pixels[..., ::-1])
        window.open_paths([path])
        qtbot.waitUntil(lambda path=path: window.desk.shown.title.endswith(path.name), timeout=WAIT)
        qtbot.waitUntil(lambda: window.desk.shown.cells is not None, timeout=WAIT)
        window.actions_by_id[ActionId.CLASSIFY].trigger()
        qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    (said,) = window.banners.texts()
    assert "times smaller than the fields counted before: another objective is in use" in said
    assert "none was counted. Go back to the objective that the session was begun with, or end the session" in said
    window.slide.look()
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) == 1, timeout=WAIT)
    assert slide_of(window).session.cells == len(slide_of(window).cells)


def test_what_stopped_hands_free_capture_is_said_until_a_field_is_counted(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-38", Way.HANDS_FREE)
    qtbot.waitUntil(lambda: "hands-free" in window.slide_panel.lines[1], timeout=WAIT)
    window.work.hands_free._not_captured(window.live.newest(), DiskFullError(Path("log")))
    assert "There is no room left" in window.banners.texts()[0]
    qtbot.waitUntil(lambda: "Counting · by hand" in window.slide_panel.lines[1], timeout=WAIT)
    fields = len(slide_of(window).session.fields)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) > fields, timeout=LONG)
    qtbot.waitUntil(lambda: not window.banners.texts(), timeout=WAIT)


def test_a_paused_session_counts_nothing_and_the_list_of_sessions_leads_back_to_it(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-35", Way.HANDS_FREE)
    pause = window.actions_by_id[ActionId.PAUSE_SLIDE]
    assert pause.text() == "&Pause the session"
    pause.trigger()
    qtbot.waitUntil(lambda: slide_of(window).session.state is SessionState.PAUSED, timeout=WAIT)
    assert pause.text() == "&Resume the session"
    assert window.slide.counter is None
    assert not window.work.hands_free.watches
    assert "the slide session waits to be resumed" in window.hands_free_bar.words
    window.actions_by_id[ActionId.SLIDES].trigger()
    counting = window.slide.counting
    qtbot.waitUntil(lambda: counting.sessions_dialog is not None, timeout=WAIT)
    dialog = counting.sessions_dialog
    assert dialog.table.rowCount() == 1
    assert dialog.table.item(0, 1).text() == "S-35"
    dialog.show_button.click()
    qtbot.waitUntil(lambda: counting.sessions_dialog is None, timeout=WAIT)
    pause.trigger()
    qtbot.waitUntil(lambda: window.slide.counter is not None, timeout=WAIT)
    assert window.work.hands_free.watches
    window.work.hands_free.turn(on=False)
    for stands in (SessionState.COUNTING, SessionState.PAUSED):
        qtbot.waitUntil(lambda stands=stands: slide_of(window).session.state is stands, timeout=WAIT)
        pause.trigger()
    qtbot.waitUntil(lambda: "Hands-free capture is off" in window.status.full_text, timeout=WAIT)


def test_a_capture_by_hand_says_whether_the_session_counts_it(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-37", Way.BY_HAND)
    wait_for_live(live, qtbot)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: " of 100 white cells counted so far. " in window.status.full_text, timeout=LONG)
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) == 1, timeout=WAIT)
    assert f"; {slide_of(window).session.so_far} counted so far. " in window.status.full_text
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE, timeout=WAIT)
    window.slide_panel.pause.click()
    qtbot.waitUntil(lambda: slide_of(window).session.state is SessionState.PAUSED, timeout=WAIT)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(
        lambda: "; not counted, the slide session waits to be resumed. " in window.status.full_text, timeout=LONG
    )
    assert len(slide_of(window).session.fields) == 1


def test_beside_a_session_that_a_crash_left_open_nothing_is_captured_by_itself(live, qtbot, data_dir):
    window, work = live.window, live.window.slide.work
    with History(DataPaths(data_dir)) as other:
        left, ended = count(other, 2), count(other, 1)
        Sessions(other).end(ended, "Ann")
    work.show_session(left)
    qtbot.waitUntil(lambda: window.slide.is_shown and slide_of(window).session.id == left, timeout=WAIT)
    window.work.hands_free.turn(on=True)
    assert not window.work.hands_free.watches
    assert "waits to be resumed" in window.hands_free_bar.words
    wait_for_live(live, qtbot)
    window.actions_by_id[ActionId.CAPTURE].trigger()
    qtbot.waitUntil(
        lambda: "; not counted, the slide session waits to be resumed." in window.status.full_text, timeout=LONG
    )
    work.show_session(ended)
    qtbot.waitUntil(lambda: slide_of(window).session.id == ended, timeout=WAIT)
    assert "resumed" not in window.hands_free_bar.words


def test_a_session_that_is_asked_for_is_not_begun_while_another_one_was_gone_on_with(start, qtbot, data_dir):
    card = read_package(bundled_models() / MODEL).card
    model = {"model_id": card.id, "model_version": card.version, "model_sha256": card.sha256}
    with History(DataPaths(data_dir)) as other:
        left = Sessions(other).begin(replace(PLAN, source=Way.BY_HAND.value, **model)).id
    window = start().window
    work = window.slide.work
    qtbot.waitUntil(window.resume_offer.isVisible, timeout=WAIT)
    window.entry_bar.set_operator("Kim")
    window.actions_by_id[ActionId.NEW_SLIDE].trigger()
    qtbot.waitUntil(lambda: work.new_dialog is not None, timeout=WAIT)
    dialog = work.new_dialog
    dialog.operator.setText("Ann")
    dialog.sample.setText("S-51")
    window.resume_offer.go_on.click()
    qtbot.waitUntil(lambda: window.slide.counter is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: "Counting · by hand" in window.slide_panel.lines[1], timeout=WAIT)
    dialog.begin.click()
    assert window.slide.counter.session_id == left
    assert "is counting. Pause it or end it first" in window.banners.texts()[0]


def test_a_code_that_is_scanned_while_a_session_is_asked_for_is_the_sessions(start, qtbot):
    window = start().window
    window.actions_by_id[ActionId.NEW_SLIDE].trigger()
    qtbot.waitUntil(lambda: window.slide.work.new_dialog is not None, timeout=WAIT)
    window.scanner.scanned.emit("S-36")
    assert window.slide.work.new_dialog.sample.text() == "S-36"
    dialog = window.slide.work.new_dialog
    dialog.model.setCurrentIndex(dialog.model.findData(MODEL))
    assert "At other laboratories" in dialog.said_of_model
    dialog.model.setCurrentIndex(dialog.model.findData("cnmc2-mobilenetv2"))
    assert "was not measured" in dialog.said_of_model
    dialog.close()


def test_the_cells_of_a_slide_session_are_one_use_of_its_code(start, qtbot, data_dir):
    with History(DataPaths(data_dir)) as log:
        session = Sessions(log).get(count(log, 3))
    window = start().window
    window.entry_bar.set_sample(session.plan.sample)
    said = f"1 slide session ({session.cells} cells) since 2026-03-02"
    assert session.cells > 1
    qtbot.waitUntil(lambda: window.seen_before.full_text == said, timeout=WAIT)


def test_a_cell_of_a_session_is_not_signed_by_itself(start, qtbot, data_dir):
    with History(DataPaths(data_dir)) as log:
        cell = Sessions(log).cells(count(log, 1))[0]
        (cell,) = log.decide([cell.id], Decision(State.CONFIRMED), "Ann")
    window = start().window
    sign = window.actions_by_id[ActionId.SIGN]
    window.desk.show_record(cell)
    qtbot.waitUntil(lambda: "cell of a slide session" in sign.toolTip(), timeout=WAIT)
    assert not sign.isEnabled()


def test_on_a_small_screen_one_scroll_bar_does_for_the_session_and_none_for_the_picture(start, qtbot, data_dir):
    window = start().window
    window.resize(1366, 768)
    table, aside = window.slide_panel.table, column_of(window)
    qtbot.waitUntil(lambda: aside.verticalScrollBar().maximum() == 0, timeout=WAIT)
    with History(DataPaths(data_dir)) as log:
        session_id = count(log, 3)
    window.slide.work.show_session(session_id)
    qtbot.waitUntil(lambda: window.slide.is_shown and aside.verticalScrollBar().maximum() > 0, timeout=WAIT)
    assert table.model().rowCount() == 8
    last = table.visualRect(table.model().index(7, 0))
    qtbot.waitUntil(lambda: table.viewport().height() > last.bottom(), timeout=WAIT)
    assert (table.verticalScrollBar().maximum(), table.horizontalScrollBar().maximum()) == (0, 0)
    window.aside.turn_to(PICTURE)
    qtbot.waitUntil(lambda: aside.verticalScrollBar().maximum() == 0, timeout=WAIT)


def column_of(window):
    """The right column, which scrolls as a whole."""
    return next(each for each in window.findChildren(QScrollArea) if each.isAncestorOf(window.slide_panel))


def test_a_camera_that_is_lost_in_mid_session_loses_nothing_and_counting_goes_on_when_it_is_back(live, qtbot):
    window = live.window
    begin(window, qtbot, "S-37", Way.HANDS_FREE)
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) >= 1, timeout=LONG)
    window.live.change(knobs.PLUGGED, False)
    qtbot.waitUntil(lambda: bool(window.view.overlay), timeout=WAIT)
    qtbot.waitUntil(lambda: not window.work.hands_free.watches, timeout=WAIT)
    window.slide.look()
    lost = slide_of(window).session
    assert lost.state is SessionState.COUNTING
    assert window.slide.counter is not None
    window.live.change(knobs.PLUGGED, True)
    qtbot.waitUntil(lambda: not window.view.overlay and window.work.hands_free.watches, timeout=LONG)
    qtbot.waitUntil(lambda: len(slide_of(window).session.fields) > len(lost.fields), timeout=LONG)
    assert slide_of(window).session.cells >= lost.cells
