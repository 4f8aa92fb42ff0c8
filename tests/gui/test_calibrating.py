"""The objective's picker, the line and the wizard, on frames of known light and scale."""

import math
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from leukdesk import INTENDED_USE
from leukdesk.calibration import Calibration, CalibrationStore, LightPath
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.calibrating.bench import doubt
from leukdesk.gui.calibrating.collecting import ENOUGH, Collector
from leukdesk.gui.calibrating.start_page import NO_PICTURE
from leukdesk.gui.calibrating.wizard import CalibrationWizard
from leukdesk.gui.line_tool import LineView
from leukdesk.gui.objective_picker import OTHER, ObjectivePicker
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.illumination import measure_light

from .conftest import WAIT

HEIGHT, WIDTH = 240, 320
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


def light(height=HEIGHT, width=WIDTH):
    """Light as a lamp gives it: darker to the corners, and bluish."""
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    fall = 1 - 0.2 * (down**2 + across**2)
    return np.stack([190 * fall, 205 * fall, 230 * fall], axis=-1)


def with_cells(seed, height=HEIGHT, width=WIDTH, count=25):
    pixels, random = light(height, width), np.random.default_rng(seed)
    down, across = np.mgrid[:height, :width]
    for y, x in zip(random.integers(0, height, count), random.integers(0, width, count), strict=True):
        pixels[(down - y) ** 2 + (across - x) ** 2 < 100] *= (0.8, 0.5, 0.65)
    return pixels


class Microscope:
    """Gives frames as a camera does: a new one each time, with noise; nothing while it is unplugged."""

    def __init__(self):
        self.scene = light()
        self.plugged = True
        self._random = np.random.default_rng(1)

    def take_frame(self):
        if not self.plugged:
            return None
        noisy = self.scene + self._random.normal(0, 2, self.scene.shape)
        return Frame(np.clip(noisy, 0, 255).astype(np.uint8), "Microscope")


@pytest.fixture
def microscope():
    return Microscope()


@pytest.fixture
def store(tmp_path):
    return CalibrationStore(tmp_path / "calibrations")


@pytest.fixture
def analyst():
    made = Analyst(lambda: None, lambda _: None)
    made.start(lambda _: None, lambda _: None)
    yield made
    assert made.stop()


@pytest.fixture
def open_wizard(qtbot, microscope, store, analyst):
    def run(work, done, failed):
        return analyst.ask(lambda _: work(), done, failed)

    opened = []

    def begin(objective="100× oil"):
        wizard = CalibrationWizard(
            store, "046d:0825", "Microscope", objective, store.own_objectives(), "Ana", microscope.take_frame, run
        )
        # Otherwise it deletes itself when it is closed, and a test could not look at it any more.
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        wizard.show()
        opened.append(wizard)
        return wizard

    yield begin
    for wizard in opened:
        if shiboken6.isValid(wizard):
            wizard.reject()
            wizard.deleteLater()


@pytest.fixture
def wizard(open_wizard):
    return open_wizard()


def press(wizard, qtbot, button):
    qtbot.waitUntil(button.isEnabled, timeout=WAIT)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(choices, key, qtbot):
    qtbot.mouseClick(choices.button(key), Qt.MouseButton.LeftButton, pos=QPoint(8, choices.button(key).height() // 2))
    assert choices.chosen == key


def take_blank(wizard, qtbot):
    press(wizard, qtbot, wizard.next)
    assert wizard.page is wizard.blank
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)


def go_to_scale(wizard, qtbot):
    take_blank(wizard, qtbot)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    assert wizard.page is wizard.scale


def lay_the_line(wizard, qtbot):
    """Move an end, and back: it lies as it did, and somebody meant it to."""
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(wizard.scale.view, key)


# The wizard


def test_a_calibration_from_first_page_to_last(wizard, microscope, store, qtbot):
    assert INTENDED_USE in [label.text() for label in wizard.findChildren(type(wizard._steps))]
    saved = QSignalSpy(wizard.saved)
    take_blank(wizard, qtbot)
    assert wizard.blank.message.text() == "The blank field is good."
    press(wizard, qtbot, wizard.next)
    red, green, blue = wizard.bench.draft.white
    assert red > green > blue
    assert f"Red × {red:.2f}" in wizard.white.message.text()
    press(wizard, qtbot, wizard.next)
    assert not wizard.next.isEnabled(), "nobody has laid the line"
    assert "Lay the line" in wizard.scale.message.text()
    lay_the_line(wizard, qtbot)
    wizard.scale.micrometres.setValue(16.0)
    assert wizard.scale.view.length == WIDTH / 2
    press(wizard, qtbot, wizard.next)
    microscope.scene = with_cells(3)
    qtbot.waitUntil(lambda: "now" in wizard.summary.value("Unevenness"), timeout=WAIT)
    assert "0.1 µm per pixel, stage micrometer" in wizard.summary.value("Scale")
    assert store.all() == [], "nothing is kept before it is saved"
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: saved.count() == 1, timeout=WAIT)
    assert not wizard.isVisible()
    kept = store.newest("046d:0825", "100× oil")
    assert saved.at(0)[0] == kept
    assert (kept.operator, kept.width, kept.height, kept.blank_from) == ("Ana", WIDTH, HEIGHT, "blank field")
    assert kept.micrometres_per_pixel == pytest.approx(0.1)
    # What it is for: a frame developed with it is even and grey, and knows its scale.
    raw = microscope.take_frame().pixels
    developed, optics = LightPath.read(store, "046d:0825", "100× oil").develop(raw)
    before, after = measure_light(raw), measure_light(developed)
    assert after.unevenness < 0.2 * before.unevenness
    assert np.ptp(after.background) < 0.1 * np.ptp(before.background)
    assert optics.micrometres_per_pixel == pytest.approx(0.1)


def test_cells_in_the_blank_field_are_told_and_it_is_not_used(wizard, microscope, qtbot):
    microscope.scene = with_cells(1)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: "Cells or dirt" in wizard.blank.message.text(), timeout=WAIT)
    assert wizard.bench.draft.blank is None
    assert not wizard.next.isEnabled()
    microscope.scene = light()
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    assert wizard.bench.draft.blank is not None


def test_different_fields_stand_in_for_an_empty_place(wizard, microscope, qtbot):
    press(wizard, qtbot, wizard.next)
    choose(wizard.blank.choices, "fields", qtbot)
    microscope.scene = with_cells(0)
    press(wizard, qtbot, wizard.blank.take)
    for field in range(1, ENOUGH + 1):
        qtbot.waitUntil(
            lambda field=field: wizard.blank._collector is None or len(wizard.blank._collector.frames) == field,
            timeout=WAIT,
        )
        microscope.scene = with_cells(field)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    assert wizard.bench.draft.blank_from == "different fields"
    expected, found = light(), wizard.bench.draft.blank.astype(float)
    assert np.abs(found / found.mean() - expected / expected.mean()).mean() < 0.05


def test_a_field_that_looks_like_another_can_be_taken_by_hand(wizard, qtbot):
    press(wizard, qtbot, wizard.next)
    choose(wizard.blank.choices, "fields", qtbot)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) == 1, timeout=WAIT)
    press(wizard, qtbot, wizard.blank.this_one)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) >= 2, timeout=WAIT)
    press(wizard, qtbot, wizard.blank.take)
    assert wizard.blank._collector is None


def test_every_part_may_be_left_out_but_not_all(wizard, store, qtbot):
    press(wizard, qtbot, wizard.next)
    choose(wizard.blank.choices, "none", qtbot)
    press(wizard, qtbot, wizard.next)
    assert "take a blank field" in wizard.white.message.text()
    assert not wizard.white.choices.button("balance").isEnabled()
    press(wizard, qtbot, wizard.next)
    choose(wizard.scale.choices, "none", qtbot)
    press(wizard, qtbot, wizard.next)
    assert not wizard.next.isEnabled()
    assert "nothing to save" in wizard.summary.message.text()
    press(wizard, qtbot, wizard.back)
    choose(wizard.scale.choices, "typed", qtbot)
    wizard.scale.typed.setValue(0.25)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=WAIT)
    kept = store.all()[0]
    assert (kept.micrometres_per_pixel, kept.scale_from, kept.has_blank, kept.white) == (0.25, "typed", False, None)


def test_a_new_blank_field_does_not_lose_the_scale_of_before(open_wizard, store, qtbot):
    before = Calibration("", NOW, "Zoë", "046d:0825", "100× oil", 2 * WIDTH, 2 * HEIGHT, 0.05, "stage micrometer")
    store.save(before, None)
    wizard = open_wizard()
    go_to_scale(wizard, qtbot)
    assert "Keep 0.1 µm per pixel, of 20 May 2026" in wizard.scale.choices.button("keep").text()
    choose(wizard.scale.choices, "keep", qtbot)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=WAIT)
    kept = store.newest("046d:0825", "100× oil")
    assert (kept.width, kept.micrometres_per_pixel, kept.scale_from) == (WIDTH, pytest.approx(0.1), "stage micrometer")


def test_blank_field_and_colours_of_before_can_be_kept(open_wizard, store, qtbot):
    blank = np.clip(light(), 0, 255).astype(np.uint8)
    values = {"white": (1.1, 1.0, 0.9), "background": (170.0, 185.0, 205.0), "blank_from": "blank field"}
    store.save(Calibration("", NOW, "Zoë", "046d:0825", "100× oil", WIDTH, HEIGHT, **values), blank)
    wizard = open_wizard()
    press(wizard, qtbot, wizard.next)
    choose(wizard.blank.choices, "keep", qtbot)
    press(wizard, qtbot, wizard.next)
    choose(wizard.white.choices, "keep", qtbot)
    press(wizard, qtbot, wizard.next)
    choose(wizard.scale.choices, "none", qtbot)
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=WAIT)
    kept = store.newest("046d:0825", "100× oil")
    assert {name: getattr(kept, name) for name in values} == values
    np.testing.assert_array_equal(store.blank(kept), blank)


def test_a_scale_that_can_hardly_be_is_doubted(wizard, qtbot):
    go_to_scale(wizard, qtbot)
    lay_the_line(wizard, qtbot)
    wizard.scale.micrometres.setValue(0.1)  # typed in millimetres
    assert "A red cell would be 12,000 pixels wide" in wizard.scale.message.text()
    wizard.scale.micrometres.setValue(20.0)
    assert "hardly" not in wizard.scale.message.text()
    assert doubt(7.5 / 7.9)
    assert not doubt(7.5 / 8.1)
    assert not doubt(7.5 / 399)
    assert doubt(7.5 / 401)


def test_no_objective_or_no_picture_no_calibration(open_wizard, microscope, qtbot):
    microscope.plugged = False
    wizard = open_wizard("")
    assert wizard.start.message.text() == NO_PICTURE
    assert not wizard.next.isEnabled()
    microscope.plugged = True
    qtbot.waitUntil(lambda: wizard.bench.frame is not None, timeout=WAIT)
    assert "Choose the objective" in wizard.start.message.text()
    assert not wizard.next.isEnabled()
    wizard.start.box.setFocus()
    qtbot.keyClick(wizard.start.box, Qt.Key.Key_Down)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    assert wizard.bench.draft.objective == "10×"


def test_a_camera_that_is_unplugged_while_frames_are_taken_is_told_and_goes_on(wizard, microscope, qtbot):
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) >= 3, timeout=WAIT)
    microscope.plugged = False
    qtbot.waitUntil(lambda: "The picture stopped" in wizard.blank.message.text(), timeout=WAIT)
    taken = len(wizard.blank._collector.frames)
    assert not wizard.next.isEnabled()
    microscope.plugged = True
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    assert taken < ENOUGH
    assert wizard.next.isEnabled()


def test_another_resolution_begins_again(wizard, microscope, qtbot):
    go_to_scale(wizard, qtbot)
    microscope.scene = light(180, 320)
    qtbot.waitUntil(lambda: wizard.page is wizard.blank, timeout=WAIT)
    assert "320 × 180" in wizard.blank.message.text()
    assert wizard.bench.draft.empty
    assert wizard.bench.draft.objective == "100× oil"
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.bench.draft.blank is not None, timeout=WAIT)
    assert wizard.bench.draft.blank.shape == (180, 320, 3)


@pytest.mark.parametrize("way", ["cancel", "escape", "close"])
def test_leaving_while_frames_are_taken_leaves_nothing(wizard, store, qtbot, way):
    press(wizard, qtbot, wizard.next)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: len(wizard.blank._collector.frames) >= 2, timeout=WAIT)
    match way:
        case "cancel":
            press(wizard, qtbot, wizard.cancel)
        case "escape":
            qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        case "close":
            wizard.close()
    assert not wizard.isVisible()
    assert wizard.blank._collector is None
    assert not wizard._feed._timer.isActive()
    assert not store.folder.exists()


def test_an_answer_that_comes_after_the_wizard_was_closed_is_dropped(wizard, analyst, qtbot):
    press(wizard, qtbot, wizard.next)
    gate, told = threading.Event(), []
    analyst.ask(lambda _: gate.wait(30), lambda _: None)
    press(wizard, qtbot, wizard.blank.take)
    qtbot.waitUntil(lambda: wizard.blank._working, timeout=WAIT)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
    bench = wizard.bench
    wizard.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(wizard), timeout=WAIT)
    gate.set()
    analyst.ask(lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=WAIT)
    assert bench.draft.blank is None


def test_a_disk_that_is_full_is_told_and_can_be_tried_again(wizard, store, tmp_path, qtbot):
    if sys.platform != "linux":
        pytest.skip("mounting a small disk needs Linux")
    store.folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", store.folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk is not permitted here: {mounted.stderr.decode().strip()}")
    try:
        go_to_scale(wizard, qtbot)
        lay_the_line(wizard, qtbot)
        press(wizard, qtbot, wizard.next)
        press(wizard, qtbot, wizard.next)
        qtbot.waitUntil(lambda: "No space left" in wizard.summary.message.text(), timeout=WAIT)
        assert wizard.isVisible()
        assert list(store.folder.iterdir()) == []
    finally:
        subprocess.run(["umount", "--lazy", store.folder], check=True)
    press(wizard, qtbot, wizard.next)
    qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=WAIT)
    assert len(store.all()) == 1


def test_going_back_to_another_objective_forgets_what_was_taken_with_the_first(wizard, qtbot):
    take_blank(wizard, qtbot)
    press(wizard, qtbot, wizard.back)
    wizard.start.box.setFocus()
    qtbot.keyClick(wizard.start.box, Qt.Key.Key_Up)
    qtbot.waitUntil(wizard.next.isEnabled, timeout=WAIT)
    assert (wizard.bench.draft.objective, wizard.bench.draft.blank) == ("60× oil", None)


def test_what_is_kept_of_before_belongs_to_the_objective_that_is_chosen(open_wizard, store, qtbot):
    for number, objective in enumerate(("60× oil", "100× oil")):
        blank = np.clip(light() - 20 * number, 0, 255).astype(np.uint8)
        known = Calibration("", NOW, "Zoë", "046d:0825", objective, WIDTH, HEIGHT, blank_from="blank field")
        store.save(known, blank)
    wizard = open_wizard()
    press(wizard, qtbot, wizard.next)
    choose(wizard.blank.choices, "keep", qtbot)
    press(wizard, qtbot, wizard.back)
    wizard.start.box.setFocus()
    qtbot.keyClick(wizard.start.box, Qt.Key.Key_Up)
    press(wizard, qtbot, wizard.next)
    assert wizard.blank.choices.chosen == "keep"
    kept = store.blank(store.newest("046d:0825", "60× oil"))
    np.testing.assert_array_equal(wizard.bench.draft.blank, kept)


def test_a_collector_takes_each_frame_once_and_fields_only_at_rest():
    random = np.random.default_rng(0)

    def shot(scene):
        return Frame(np.clip(scene + random.normal(0, 2, scene.shape), 0, 255).astype(np.uint8), "test")

    plain = Collector(different=False)
    first = shot(light())
    assert [plain.offer(first), plain.offer(first), plain.offer(shot(light()))] == [True, False, True]
    fields = Collector(different=True)
    taken = [fields.offer(shot(with_cells(seed))) for seed in (1, 1, 1, 2, 3, 3, 1, 1)]
    assert taken == [False, True, False, False, False, True, False, False]


# The line


@pytest.fixture
def line(qtbot):
    view = LineView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    view.show_frame(Microscope().take_frame())
    return view


def at(view, x, y):
    return view.mapFromScene(QPointF(x, y))


def test_an_end_is_dragged_and_the_length_follows(line, qtbot):
    left = Qt.MouseButton.LeftButton
    changed = QSignalSpy(line.changed)
    qtbot.mousePress(line.viewport(), left, pos=at(line, 80, 120))
    qtbot.mouseMove(line.viewport(), at(line, 40, 90))
    qtbot.mouseRelease(line.viewport(), left, pos=at(line, 40, 90))
    one, other = line.ends
    assert math.hypot(one.x() - 40, one.y() - 90) < 1.5
    assert (other.x(), other.y()) == (240, 120)
    assert line.length == pytest.approx(math.hypot(200, 30), abs=2)
    assert changed.count() >= 1


def test_a_new_line_is_dragged_anywhere_and_a_click_changes_nothing(line, qtbot):
    left = Qt.MouseButton.LeftButton
    before = line.ends
    qtbot.mouseClick(line.viewport(), left, pos=at(line, 160, 40))
    assert line.ends == before
    qtbot.mousePress(line.viewport(), left, pos=at(line, 20, 20))
    for x in (60, 120, 220):
        qtbot.mouseMove(line.viewport(), at(line, x, 20))
    qtbot.mouseRelease(line.viewport(), left, pos=at(line, 220, 20))
    assert line.length == pytest.approx(200, abs=2)


def test_the_keyboard_moves_both_ends_and_none_leaves_the_picture(line, qtbot):
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.length == WIDTH / 2 + 1
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.length == WIDTH / 2 + 11
    for _ in range(40):
        qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.ends[1].x() == WIDTH


def test_zooming_changes_no_length_and_all_can_be_seen_again(line, qtbot):
    whole = line.transform().m11()
    for _ in range(60):
        qtbot.keyClick(line, Qt.Key.Key_Plus)
    assert whole < line.transform().m11() <= 40.01
    assert line.length == WIDTH / 2
    qtbot.mouseDClick(line.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert line.transform().m11() == pytest.approx(whole)
    assert line.length == WIDTH / 2


# The picker


@pytest.fixture
def picker(qtbot):
    made = ObjectivePicker()
    qtbot.addWidget(made)
    made.resize(380, 90)
    made.show()
    return made


def calibration(days=8, **values):
    return Calibration("", NOW - timedelta(days=days), "", "c", "100× oil", 64, 48, **values)


@pytest.mark.parametrize(
    ("known", "problem", "line", "role"),
    [
        (None, "", "Not calibrated: sizes unknown, uneven light stays.", "muted"),
        (calibration(micrometres_per_pixel=0.0843), "", "0.0843 µm/pixel, calibrated 12 May 2026.", "muted"),
        (calibration(), "", "No scale, calibrated 12 May 2026.", "muted"),
        (
            calibration(120, micrometres_per_pixel=0.1),
            "",
            "0.1 µm/pixel, calibrated 120 days ago: do it again.",
            "warning",
        ),
        (calibration(), "It does not fit.", "It does not fit.", "warning"),
    ],
)
def test_the_line_tells_what_is_known(picker, known, problem, line, role):
    picker.set_state("100× oil", known, NOW, problem)
    assert picker.objective == "100× oil"
    assert picker.line == line
    assert picker._line.property("role") == role


def test_an_objective_is_chosen_once_with_the_keyboard(picker, qtbot):
    chosen = QSignalSpy(picker.chosen)
    assert picker.objective == ""
    picker.set_state("40×", None, NOW)
    assert chosen.count() == 0
    qtbot.keyClick(picker.box, Qt.Key.Key_Down)
    assert (chosen.count(), chosen.at(0)[0]) == (1, "50× oil")
    qtbot.keyClicks(picker.box, "10")
    assert picker.objective == "50× oil", "a scanner may have typed it"


def test_a_stations_own_objective_is_asked_for_and_offered_again(picker, qtbot):
    chosen = QSignalSpy(picker.chosen)
    picker.set_state("40×", None, NOW)
    box = picker.box
    box.activated.emit(box.findText(OTHER))
    dialog = picker.findChild(QInputDialog)
    assert picker.objective == "40×"
    dialog.findChild(QLineEdit).setText("  63×   Öl ")
    dialog.accept()
    assert (chosen.count(), chosen.at(0)[0], box.currentText()) == (1, "63× Öl", "63× Öl")
    picker.set_own(["25× water", "63× Öl", "40×"])
    offered = [box.itemText(row) for row in range(box.count())]
    assert offered.count("63× Öl") == offered.count("25× water") == offered.count("40×") == 1
    assert box.currentText() == "63× Öl"
    box.activated.emit(box.findText(OTHER))
    QApplication.activeModalWidget().reject()
    assert (chosen.count(), picker.objective) == (1, "63× Öl")


def test_calibrating_is_asked_for_where_it_can_be(picker, qtbot):
    wanted = QSignalSpy(picker.calibrate_wanted)
    qtbot.mouseClick(picker._calibrate, Qt.MouseButton.LeftButton)
    assert wanted.count() == 1
    picker.set_can_calibrate(can=False)
    qtbot.mouseClick(picker._calibrate, Qt.MouseButton.LeftButton)
    assert wanted.count() == 1
