"""What is remembered between two starts, colours, and words that must always be there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from leukdesk import INTENDED_USE
from leukdesk.gui.help.about_dialog import AboutDialog
from leukdesk.gui.parts.theme import DARK, LIGHT, tones
from leukdesk.paths import DataPaths
from leukdesk.settings import load_settings

from .conftest import WAIT, wait_for_live


def test_window_columns_operator_and_camera_are_remembered(start, qtbot, data_dir):
    first = start(camera="virtual:seed=5")
    wait_for_live(first, qtbot)
    window = first.window
    window.entry_bar.set_operator("R. Vogt")
    window.resize(1111, 700)
    window.panes.across.setSizes([600, 500])
    window.history.table.setColumnWidth(3, 77)
    window.history.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    sizes = window.panes.across.sizes()
    first.close()
    settings = load_settings(DataPaths(data_dir).settings)
    assert settings.camera_key == "virtual:seed=5"
    second = start().window
    second.resize(1111, 700)
    assert second.entry_bar.operator == "R. Vogt"
    assert second.history.table.columnWidth(3) == 77
    assert second.history_model.order.column == "model"
    assert not second.history_model.order.descending
    assert second.panes.across.sizes()[0] == pytest.approx(sizes[0], abs=40)


@pytest.mark.parametrize(("scheme", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_the_scheme_can_be_chosen_and_is_remembered(start, data_dir, scheme, expected):
    program = start()
    program.window.schemes.choose(scheme)
    assert tones(program.window.palette()) == expected
    program.close()
    assert load_settings(DataPaths(data_dir).settings).scheme == scheme


def test_the_intended_use_is_always_in_sight(start):
    window = start().window
    (notice,) = [label for label in window.findChildren(QLabel) if label.text() == INTENDED_USE]
    assert notice.isVisible()
    window.actions_by_id["about"].trigger()
    (about,) = window.findChildren(AboutDialog)
    assert INTENDED_USE in [label.text() for label in about.findChildren(QLabel)]
    about.close()


def test_everything_that_takes_the_keyboard_has_a_name(start):
    window = start().window
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in ("QHeaderView", "QScrollArea", "QMenuBar", "QMenu")
    ]
    viewports = [area.viewport() for area in window.findChildren(QAbstractScrollArea)]
    assert not [widget for widget in nameless if widget not in viewports]


def test_a_settings_file_that_cannot_be_written_does_not_stop_the_end(start, data_dir):
    program = start()
    DataPaths(data_dir).settings.mkdir()
    assert not program.window.isHidden()
    program.close()
    assert DataPaths(data_dir).settings.is_dir(), "it was left as it was"
    assert "could not be" in DataPaths(data_dir).log_file.read_text(encoding="utf-8")


def test_a_setting_is_written_soon_after_it_was_changed(start, qtbot, data_dir):
    program = start()
    program.window.work.choices._remember("grid", on=True)
    qtbot.waitUntil(lambda: load_settings(data_dir / "settings.json").live.grid, timeout=WAIT)
