"""A morning at the live view: suggestions, pause, knobs, objective, hands-free capture, on the real program."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from leukdesk.calibration import Calibration
from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import script_over
from leukdesk.gui.calibrating.wizard import CalibrationWizard
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.menus.actions import ActionId
from leukdesk.settings import CameraSettings, Settings, load_settings, save_settings

from .conftest import WAIT, capture, wait_for_live

SMALL = "virtual:size=640x480"


@pytest.fixture
def station(start, qtbot):
    """The program at a small virtual microscope that is moved by hand: its field stays."""
    program = start(camera=f"{SMALL},drive=hand")
    wait_for_live(program, qtbot)
    return program


def control(window, control_id: str):
    return next((each.value for each in window.live.state.controls if each.id == control_id), None)


def records(window):
    return [window.history_model.record(row) for row in range(window.history_model.rowCount())]


def optics(window):
    return window.view.frame.optics


def test_suggestions_are_shown_and_nothing_of_them_is_kept(station, qtbot):
    window = station.window
    qtbot.waitUntil(lambda: window.result.suggestion is not None, timeout=WAIT)
    assert "not saved" in window.result.aside
    assert window.result.answer is None
    assert window.history_model.rowCount() == 0
    window.actions_by_id[ActionId.SUGGEST].trigger()
    assert window.result.suggestion is None
    qtbot.wait(400)
    assert window.result.suggestion is None, "an observation that was under way is late"
    window.actions_by_id[ActionId.SUGGEST].trigger()
    qtbot.waitUntil(lambda: window.result.suggestion is not None, timeout=WAIT)


def test_the_mean_of_a_field_at_rest_says_so(station, qtbot):
    window = station.window
    window.actions_by_id[ActionId.AVERAGE].trigger()
    qtbot.waitUntil(lambda: "Mean of" in window.result.aside, timeout=WAIT)


def test_pause_holds_the_picture_space_captures_that_one_and_f7_goes_on(station, qtbot):
    window = station.window
    qtbot.keyClick(window.view, Qt.Key.Key_F7)
    assert window.desk.mode is Mode.PAUSED
    held = window.view.frame
    qtbot.wait(200)
    assert window.view.frame is held
    qtbot.keyClick(window.view, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: window.desk.mode is Mode.LIVE and window.view.frame is not held, timeout=WAIT)
    qtbot.keyClick(window.view, Qt.Key.Key_F7)
    held = window.view.frame
    capture(station, qtbot)
    assert window.history_model.record(0).picture_sha256 == held.sha256


def test_a_paused_picture_outlives_its_source(station, qtbot):
    window = station.window
    qtbot.keyClick(window.view, Qt.Key.Key_F7)
    held = window.view.frame
    window.desk.stop_live()
    assert (window.desk.mode, window.view.frame) == (Mode.CAPTURED, held)


def test_the_knobs_of_the_source_are_shown_turned_and_remembered(station, qtbot, data_dir, start):
    window = station.window
    window.actions_by_id[ActionId.CONTROLS].trigger()
    assert window.work.controls.dock.isVisible()
    assert window.work.controls.panel.row(knobs.LAMP) is not None
    window.work.controls.panel.changed.emit(knobs.LAMP, 60.0)
    window.work.controls.panel.changed.emit(knobs.DROPPED, 10.0)
    qtbot.waitUntil(lambda: control(window, knobs.LAMP) == 60.0, timeout=WAIT)
    window.close()
    remembered = load_settings(data_dir / "settings.json").cameras["virtual"].controls
    assert remembered[knobs.LAMP] == 60.0
    assert knobs.DROPPED not in remembered, "faults are for this time only"
    again = start(camera=SMALL)
    wait_for_live(again, qtbot)
    qtbot.waitUntil(lambda: control(again.window, knobs.LAMP) == 60.0, timeout=WAIT)


def test_arrow_keys_move_the_stage_and_page_keys_the_focus(station, qtbot):
    window = station.window
    window.view.setFocus()
    before = control(window, knobs.STAGE_X), control(window, knobs.FOCUS)
    qtbot.keyClick(window.view, Qt.Key.Key_Right)
    qtbot.keyClick(window.view, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: control(window, knobs.STAGE_X) > before[0], timeout=WAIT)
    qtbot.waitUntil(lambda: control(window, knobs.FOCUS) > before[1], timeout=WAIT)


def test_the_objective_that_the_microscope_tells_is_taken_over_and_the_chosen_one_turned_in(station, qtbot):
    window = station.window
    picker = window.objective_picker
    qtbot.waitUntil(lambda: picker.objective == "100× oil", timeout=WAIT)
    picker.chosen.emit("40×")
    qtbot.waitUntil(lambda: control(window, knobs.OBJECTIVE) == "40×", timeout=WAIT)
    qtbot.waitUntil(lambda: optics(window) is not None and optics(window).objective == "40×", timeout=WAIT)
    capture(station, qtbot)
    assert window.history_model.record(0).optics.objective == "40×"


def test_turned_and_mirrored_is_remembered_for_the_camera_and_not_for_files(station, qtbot, sample):
    window = station.window
    qtbot.waitUntil(lambda: window.view.frame.optics is not None, timeout=WAIT)
    window.actions_by_id[ActionId.TURN].trigger()
    window.actions_by_id[ActionId.MIRROR].trigger()
    assert (window.view.orientation.quarter_turns, window.view.orientation.mirrored) == (1, True)
    assert window.memory.camera("virtual") == replace(window.memory.camera("virtual"), quarter_turns=1, mirrored=True)
    window.open_paths([sample])
    qtbot.waitUntil(lambda: window.desk.mode is Mode.PICTURE, timeout=WAIT)
    assert (window.view.orientation.quarter_turns, window.view.orientation.mirrored) == (0, False)


def test_names_of_rendered_cells_can_be_shown(station, qtbot):
    window = station.window
    qtbot.waitUntil(lambda: window.view.frame is not None, timeout=WAIT)
    assert not window.view._marks
    window.actions_by_id[ActionId.NAMES].trigger()
    qtbot.waitUntil(lambda: bool(window.view._marks), timeout=WAIT)
    window.actions_by_id[ActionId.NAMES].trigger()
    assert not window.view._marks


def test_a_fault_takes_the_suggestion_away_and_recovery_brings_it_back(station, qtbot):
    window = station.window
    qtbot.waitUntil(lambda: window.result.suggestion is not None, timeout=WAIT)
    window.live.change(knobs.PLUGGED, False)
    qtbot.waitUntil(lambda: bool(window.view.overlay), timeout=WAIT)
    assert window.result.suggestion is None
    window.live.change(knobs.PLUGGED, True)
    qtbot.waitUntil(lambda: not window.view.overlay and window.result.suggestion is not None, timeout=WAIT)


@pytest.fixture
def scripted(monkeypatch):
    """The virtual microscope goes over six fields, of which one is blurred and one comes again."""
    slide = VirtualMicroscope(4, size=(640, 480), pace=False)
    slide.open({})
    script = script_over(slide.cells, 6, blurred=[2], repeated={4: 1}, rest=1.8)
    slide.close()
    monkeypatch.setattr("leukdesk.app._open_source", lambda _: VirtualMicroscope(4, size=(640, 480), script=script))
    return script


def test_hands_free_capture_logs_the_good_new_fields_and_stops_when_told(scripted, start, qtbot):
    program = start(camera="virtual")
    window = program.window
    window.entry_bar.set_sample("S-7")
    wait_for_live(program, qtbot)
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    assert window.hands_free_bar.isVisible()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 4, timeout=WAIT)
    assert window.desk.mode is Mode.LIVE, "the picture goes on meanwhile"
    # The last stop was one of the four: nothing more comes.
    qtbot.waitUntil(lambda: "Move on" in window.hands_free_bar.words, timeout=WAIT)
    assert window.hands_free_bar.count == "Hands-free: 4 fields captured"
    records = [window.history_model.record(row) for row in range(4)]
    assert {record.sample for record in records} == {"S-7"}
    assert all(record.hands_free for record in records)
    assert len({record.picture_sha256 for record in records}) == 4
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    assert not window.hands_free_bar.isVisible()


def test_hands_free_capture_is_off_at_every_start_and_ends_with_the_source(station, qtbot):
    window = station.window
    assert not window.work.hands_free.on
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    assert window.work.hands_free.on
    window.start_live("virtual:size=320x240")
    assert not window.work.hands_free.on
    assert not window.actions_by_id[ActionId.HANDS_FREE].isChecked()


def test_another_sample_code_is_another_slide_and_the_field_that_is_seen_is_not_of_it(station, qtbot):
    window = station.window
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "Move on" in window.hands_free_bar.words, timeout=WAIT)
    window.entry_bar.set_sample("S-8")
    qtbot.waitUntil(lambda: "Another slide" in window.hands_free_bar.words, timeout=WAIT)
    qtbot.wait(1500)
    assert window.history_model.rowCount() == 1
    window.work.controls.change(knobs.STAGE_X, control(window, knobs.STAGE_X) + 150)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    assert window.history_model.record(0).sample == "S-8"
    assert window.hands_free_bar.count == "Hands-free: 1 field captured"


def test_nothing_is_captured_by_itself_while_a_code_is_typed_or_something_else_is_looked_at(station, qtbot):
    window = station.window
    window.actions_by_id[ActionId.GO_SAMPLE].trigger()
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    assert "typed" in window.hands_free_bar.words
    qtbot.keyClicks(window.entry_bar._sample, "S-9")
    qtbot.wait(1500)
    assert window.history_model.rowCount() == 0
    window.desk.pause()
    window.view.setFocus()
    assert "another picture" in window.hands_free_bar.words
    window.desk.pause()
    window.work.controls.change(knobs.STAGE_X, control(window, knobs.STAGE_X) + 150)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    assert window.history_model.record(0).sample == "S-9"


def test_a_calibration_is_in_force_when_it_is_kept_and_holds_hands_free_capture_meanwhile(station, qtbot):
    window = station.window
    qtbot.waitUntil(lambda: window.objective_picker.objective == "100× oil", timeout=WAIT)
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    window.actions_by_id[ActionId.CALIBRATE].trigger()
    wizard = window.findChild(CalibrationWizard)
    assert wizard.isVisible()
    assert "calibrated" in window.hands_free_bar.words
    window.actions_by_id[ActionId.CALIBRATE].trigger()
    assert window.findChildren(CalibrationWizard) == [wizard], "one at a time"
    store = window._station.calibrations
    now = datetime.now(UTC)
    kept = store.save(Calibration("", now, "Ana", "virtual", "100× oil", 640, 480, 0.17, "typed"), None)
    wizard.saved.emit(kept)
    wizard.close()
    assert "calibrated" not in window.hands_free_bar.words
    qtbot.waitUntil(lambda: optics(window) is not None and optics(window).calibration == kept.id, timeout=WAIT)
    assert window.view.frame.optics.micrometres_per_pixel == pytest.approx(0.17)
    assert "0.17" in window.objective_picker.line
    window.desk.take_step()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    # Hands-free capture may have logged the field, too.
    mine = window.result.answer.record_id
    qtbot.waitUntil(lambda: mine in [record.id for record in records(window)], timeout=WAIT)
    assert next(record for record in records(window) if record.id == mine).optics.calibration == kept.id


def test_a_calibration_for_other_frames_is_said_not_to_hold(station, qtbot):
    window = station.window
    qtbot.waitUntil(lambda: window.objective_picker.objective == "100× oil", timeout=WAIT)
    store = window._station.calibrations
    store.save(Calibration("", datetime.now(UTC), "", "virtual", "100× oil", 1920, 1080, 0.1, "typed"), None)
    window.objective_picker.chosen.emit("40×")
    window.objective_picker.chosen.emit("100× oil")
    qtbot.waitUntil(lambda: "1920 × 1080" in window.objective_picker.line, timeout=WAIT)
    assert window.view.frame.optics.micrometres_per_pixel is None


def test_what_is_remembered_of_a_camera_shows_at_once(start, qtbot, data_dir: Path):
    camera = CameraSettings(quarter_turns=2)
    save_settings(data_dir / "settings.json", Settings(cameras={"virtual": camera}))
    program = start(camera=SMALL)
    wait_for_live(program, qtbot)
    qtbot.waitUntil(lambda: program.window.view.orientation.quarter_turns == 2, timeout=WAIT)
