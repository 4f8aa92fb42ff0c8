"""The panel of a source's controls, and the keys that drive a stage: what is shown, what is sent, who wins."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel

from leukdesk.capture.controls import Control, with_values
from leukdesk.gui.entry.scanner import Scanner
from leukdesk.gui.live import control_rows
from leukdesk.gui.live.control_rows import Scale
from leukdesk.gui.live.source_panel import NOTHING, SourcePanel
from leukdesk.gui.live.stage_keys import StageKeys

CONTROLS = (
    Control("exposure", "Exposure", 12.0, 0.1, 100.0, 0.1, "ms", group="Light", tip="How long a frame gathers light."),
    Control("gain", "Gain", 3.0, 0.0, 24.0, 1.0, "dB", group="Light"),
    Control("auto", "White balance by the camera", True, group="Colour", tip="Leave it off while calibrating."),
    Control("size", "Resolution", "1280 × 720", choices=("640 × 480", "1280 × 720", "1920 × 1080"), group="Format"),
)


@pytest.fixture
def panel(qtbot):
    made = SourcePanel()
    qtbot.addWidget(made)
    made.resize(380, 300)
    made.set_controls(CONTROLS)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def sent(panel):
    values = []
    panel.changed.connect(lambda control_id, value: values.append((control_id, value)))
    return values


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def test_a_source_without_controls_says_so_with_its_notes(panel):
    panel.set_controls(())
    panel.set_notes(["MJPG 1920 × 1080 gave no picture.", "The camera has no exposure."])
    assert texts(panel) == [NOTHING, "MJPG 1920 × 1080 gave no picture.\nThe camera has no exposure."]
    panel.set_controls(CONTROLS)
    panel.set_notes([])
    assert NOTHING not in texts(panel)
    assert panel.notes == ""


def test_controls_stand_in_groups_with_units_tips_and_names_for_a_screen_reader(panel):
    shown = texts(panel)
    assert [each for each in shown if each in ("Light", "Colour", "Format")] == ["Light", "Colour", "Format"]
    row = panel.row("exposure")
    assert row.box.text() == "12.0 ms"
    assert (row.box.minimum(), row.box.maximum(), row.box.singleStep()) == (0.1, 100.0, 0.1)
    assert row.box.accessibleName() == "Exposure"
    assert row.slider.accessibleName() == "Exposure, slider"
    assert row.box.toolTip() == row.slider.toolTip() == "How long a frame gathers light."
    assert panel.row("auto").box.isChecked()
    assert panel.row("size").box.currentText() == "1280 × 720"


def test_values_change_in_place(panel, sent):
    rows = {each.id: panel.row(each.id) for each in CONTROLS}
    panel.set_controls(with_values(CONTROLS, {"exposure": 20.5, "auto": False, "size": "640 × 480"}))
    assert {each.id: panel.row(each.id) for each in CONTROLS} == rows
    assert rows["exposure"].box.value() == 20.5
    assert Scale(CONTROLS[0]).value(rows["exposure"].slider.value()) == pytest.approx(20.5, abs=0.2)
    assert not rows["auto"].box.isChecked()
    assert rows["size"].box.currentText() == "640 × 480"
    assert sent == [], "what the source says is not sent back to it"


def test_limits_and_choices_may_change_with_the_values(panel, sent):
    row = panel.row("size").box
    panel.set_controls(
        [
            replace(CONTROLS[0], high=33.0, value=33.0),
            *CONTROLS[1:3],
            replace(CONTROLS[3], choices=("800 × 600",), value="320 × 240"),
        ]
    )
    assert panel.row("exposure").box.maximum() == 33.0
    assert panel.row("size").box is row
    assert row.currentText() == "320 × 240", "in force, though not to be chosen"
    assert sent == []


def test_another_set_of_controls_is_built_anew_and_the_keyboard_stays_where_it_was(panel):
    panel.row("gain").box.setFocus()
    before = panel.row("gain")
    panel.set_controls([*CONTROLS, Control("lamp", "Lamp", 0.5, 0.0, 1.0, 0.01, group="Light")])
    assert panel.row("gain") is not before
    assert panel.row("gain").box.hasFocus()
    assert panel.row("lamp").box.text() == "0.50"


def test_every_kind_of_row_sends_what_the_user_wants(panel, sent, qtbot):
    qtbot.keyClick(panel.row("auto").box, Qt.Key.Key_Space)
    panel.row("size").box.setFocus()
    qtbot.keyClick(panel.row("size").box, Qt.Key.Key_Down)
    box = panel.row("exposure").box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "47.3")
    assert sent == [("auto", False), ("size", "1920 × 1080")], "not while it is being typed"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert sent[2:] == [("exposure", 47.3)]
    slider = panel.row("gain").slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert sent[3:] == [("gain", 4.0)]
    assert panel.row("gain").box.value() == 4.0


def test_the_tab_key_reaches_every_control(panel, qtbot):
    wanted = {widget for each in CONTROLS for widget in panel.row(each.id).widgets}
    panel.row("exposure").slider.setFocus()
    reached = set()
    for _ in range(len(wanted) + 2):
        reached.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached


def test_what_is_typed_is_not_overwritten(panel, sent, qtbot):
    box = panel.row("exposure").box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "4")
    panel.set_controls(with_values(CONTROLS, {"exposure": 80.0}))
    assert box.text().startswith("4")
    qtbot.keyClicks(box, "5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert sent == [("exposure", 45.0)]


def test_what_is_dragged_does_not_jump_and_its_storm_is_thinned_to_the_newest(panel, sent, qtbot):
    slider = panel.row("exposure").slider
    scale = Scale(CONTROLS[0])
    slider.setSliderDown(True)
    for position in range(200, 700):
        slider.setSliderPosition(position)
        if position % 50 == 0:
            panel.set_controls(with_values(CONTROLS, {"exposure": 1.0}))
    assert slider.value() == 699
    assert len(sent) < 100, "of 500"
    slider.setSliderDown(False)
    assert sent[-1] == ("exposure", scale.value(699))


def test_a_value_on_its_way_is_not_taken_back_until_the_source_had_its_time(panel, sent, qtbot, monkeypatch):
    box = panel.row("gain").box
    box.stepUp()
    assert sent == [("gain", 4.0)]
    panel.set_controls(CONTROLS)
    assert box.value() == 4.0, "the source has not taken it yet"
    panel.set_controls(with_values(CONTROLS, {"gain": 4.0}))
    qtbot.waitUntil(lambda: not panel.row("gain")._timer.isActive())
    panel.set_controls(with_values(CONTROLS, {"gain": 7.0}))
    assert box.value() == 7.0, "it has, and then changed it by itself"
    box.stepUp()
    monkeypatch.setattr(control_rows, "_GRACE", 0.0)
    panel.set_controls(CONTROLS)
    assert box.value() == 3.0, "it will not have it"


def test_the_wheel_scrolls_and_sets_nothing(panel, sent, qtbot):
    panel.resize(380, 90)
    area = panel._area
    for widget in (panel.row("exposure").slider, panel.row("exposure").box, panel.row("size").box):
        widget.setFocus()
        area.ensureWidgetVisible(widget)
        area.verticalScrollBar().setValue(min(area.verticalScrollBar().value(), area.verticalScrollBar().maximum() - 5))
        before = area.verticalScrollBar().value()
        at = widget.mapTo(panel, widget.rect().center())
        QTest.wheelEvent(panel.windowHandle(), QPointF(at), QPoint(0, -120))
        assert area.verticalScrollBar().value() > before
    assert sent == []
    assert panel.row("exposure").box.text() == "12.0 ms"
    assert panel.row("size").box.currentText() == "1280 × 720"


def test_a_barcode_scanned_into_a_box_sets_nothing(panel, sent, qtbot):
    scanner = Scanner(panel, pause=10_000)
    scanner.listen_to(panel)
    scanner.scanned.connect(panel.forget_typing)
    spy = QSignalSpy(scanner.scanned)
    box = panel.row("exposure").box
    box.setFocus()
    box.selectAll()
    for key in (*"40012345", Qt.Key.Key_Return):
        QTest.keyClick(panel.windowHandle(), key)
    assert spy.count() == 1
    assert box.text() == "12.0 ms"
    panel.row("gain").box.setFocus()
    assert sent == []


def test_nothing_waits_in_a_panel_that_is_hidden(panel, sent):
    slider = panel.row("exposure").slider
    for position in (100, 200, 300):
        slider.setValue(position)
    panel.hide()
    assert sent[-1][1] == Scale(CONTROLS[0]).value(300)
    assert not panel.row("exposure")._timer.isActive()


numbers = st.floats(-1e4, 1e4, allow_nan=False)


@given(
    low=numbers, span=st.floats(0, 1e4), step=st.sampled_from([0.0, 0.01, 0.1, 0.25, 1, 5, 1e6]), share=st.floats(0, 1)
)
def test_a_sliders_place_and_its_number_agree(low, span, step, share):
    control = Control("a", "A", low, low, low + span, step)
    scale = Scale(control)
    position = round(share * scale.positions)
    value = scale.value(position)
    assert control.low <= value <= control.high
    assert 0 <= scale.position(value) <= scale.positions
    assert abs(scale.value(scale.position(value)) - value) <= max(scale.step, span / 500) + 1e-6
    assert 0 <= scale.decimals <= 4


def test_a_number_that_spans_thousands_is_slid_by_ratio():
    scale = Scale(Control("exposure", "Exposure", 1.0, 0.1, 1000.0, 0.1, "ms"))
    assert scale.value(scale.positions // 2) == pytest.approx(10, abs=0.5)
    assert scale.value(0) == 0.1
    assert scale.value(scale.positions) == 1000.0


STAGE = (
    Control("stage-x", "Stage, across", 500.0, 0.0, 1000.0, 12.0, "µm"),
    Control("stage-y", "Stage, along", 500.0, 0.0, 1000.0, 12.0, "µm"),
    Control("focus", "Fine focus", 0.0, -10.0, 10.0, 0.25, "µm"),
)
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Qt.Key.Key_Right, PLAIN, [("stage-x", 512.0)]),
        (Qt.Key.Key_Left, PLAIN, [("stage-x", 488.0)]),
        (Qt.Key.Key_Down, PLAIN, [("stage-y", 512.0)]),
        (Qt.Key.Key_Up, SHIFT, [("stage-y", 380.0)]),
        (Qt.Key.Key_PageUp, PLAIN, [("focus", 0.25)]),
        (Qt.Key.Key_PageDown, SHIFT, [("focus", -2.5)]),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier, [("stage-x", 512.0)]),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, []),
        (Qt.Key.Key_A, PLAIN, []),
        (-5, PLAIN, []),
    ],
)
def test_keys_move_the_stage_and_the_focus(key, modifiers, wanted):
    assert StageKeys().press(key, modifiers, STAGE) == wanted


def test_a_step_is_a_tenth_of_the_field_where_that_is_known():
    keys = StageKeys()
    keys.field = 250.0
    assert keys.press(Qt.Key.Key_Right, PLAIN, STAGE) == [("stage-x", 525.0)]
    assert keys.press(Qt.Key.Key_PageUp, PLAIN, STAGE) == [("focus", 0.25)]


def test_the_stage_stops_at_its_end_and_a_source_without_one_has_no_keys():
    assert StageKeys().press(Qt.Key.Key_Right, SHIFT, [replace(STAGE[0], value=990.0)]) == [("stage-x", 1000.0)]
    assert StageKeys().press(Qt.Key.Key_Right, PLAIN, CONTROLS) == []
    assert StageKeys().press(Qt.Key.Key_PageUp, PLAIN, STAGE[:2]) == []


def test_a_held_key_goes_on_although_the_source_has_not_told_of_the_last_step():
    now = [10.0]
    keys = StageKeys(lambda: now[0])
    moved = [keys.press(Qt.Key.Key_Right, PLAIN, STAGE) for _ in range(3)]
    assert moved == [[("stage-x", 512.0)], [("stage-x", 524.0)], [("stage-x", 536.0)]]
    now[0] += 1
    assert keys.press(Qt.Key.Key_Right, PLAIN, STAGE) == [("stage-x", 512.0)], "it moved of itself meanwhile"
