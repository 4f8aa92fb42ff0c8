"""The wizard from its first page to the last: what is taken, what is left out, and what is kept of before."""

from datetime import UTC, datetime

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from leukdesk import INTENDED_USE
from leukdesk.calibration import Calibration, LightPath
from leukdesk.gui.calibrating.bench import doubt
from leukdesk.gui.calibrating.collecting import ENOUGH
from leukdesk.imaging.illumination import measure_light

from ..conftest import WAIT
from .conftest import HEIGHT, WIDTH, choose, go_to_scale, lay_the_line, light, press, take_blank, with_cells

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


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
