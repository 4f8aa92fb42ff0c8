"""A barcode scanner types like a keyboard, only faster: wherever the focus is, its code is the sample code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.entry.scanner import _value
from leukdesk.gui.help.about_dialog import AboutDialog
from leukdesk.gui.history.export_dialog import ExportDialog
from leukdesk.gui.models.card_dialog import CardDialog

from .conftest import WAIT

PAUSE, SLOW = 500, 700
"""Milliseconds between two keys: at most for a scan, and of a person; long, for machines that are busy."""


def type_keys(window, text: str, pause: int = 0) -> None:
    """Type as the system does: into the window, which finds out who has the keyboard."""
    for character in text:
        key = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(character, character)
        QTest.keyClick(window.windowHandle(), key)
        QTest.qWait(pause)


@pytest.fixture
def window(start, qtbot):
    window = start().window
    window.scanner.pause = PAUSE
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    return window


PLACES = {
    "picture": lambda window: window.view,
    "table": lambda window: window.history.table,
    "filter": lambda window: window.history._filter,
    "operator": lambda window: window.entry_bar._operator,
    "sample": lambda window: window.entry_bar._sample,
    "model": lambda window: window.picker._box,
    "card": lambda window: window.picker._card,
}


@pytest.mark.parametrize("end", ["\n", "\t"], ids=["enter", "tab"])
@pytest.mark.parametrize("place", PLACES)
def test_a_scan_becomes_the_sample_code_and_nothing_else(window, qtbot, place, end):
    window.entry_bar.set_sample("old code")
    window.entry_bar.set_operator("Vogt")
    window.history.set_filter("early")
    model = window.picker.package
    PLACES[place](window).setFocus()
    type_keys(window, "S-24 0113" + end)
    assert window.entry_bar.sample == "S-24 0113"
    assert window.entry_bar.operator == "Vogt"
    assert window.history.filter_text == "early"
    assert window.picker.package is model
    assert window.status.full_text == "Sample code S-24 0113."


def test_two_scans_one_after_the_other_are_two_codes(window):
    type_keys(window, "S-0001\n")
    type_keys(window, "S-0002\n")
    assert window.entry_bar.sample == "S-0002"
    assert window.entry_bar.operator == ""


def test_a_space_in_a_scan_captures_nothing(live, qtbot):
    window = live.window
    window.scanner.pause = PAUSE
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    window.view.setFocus()
    type_keys(window, "S 24 0113\n")
    assert window.entry_bar.sample == "S 24 0113"
    assert window.desk.mode is Mode.LIVE


def test_a_stray_key_leaves_the_sample_code_alone_and_says_what_to_do(window):
    window.entry_bar.set_sample("S-1")
    window.view.setFocus()
    type_keys(window, "x")
    assert window.entry_bar.sample == "S-1"
    assert "F2" in window.status.full_text


def test_a_person_types_where_the_keyboard_is(window, qtbot):
    window.entry_bar.set_sample("S-1")
    window.history.focus_filter()
    type_keys(window, "early\n", pause=SLOW)
    assert window.history.filter_text == "early"
    assert window.entry_bar.sample == "S-1"


def test_enter_hands_the_keyboard_from_the_sample_code_to_the_picture(window):
    window.entry_bar.focus_sample()
    type_keys(window, "S-7\n", pause=SLOW)
    assert window.entry_bar.sample == "S-7"
    assert window.focusWidget() is window.view


def press(window, key, text, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as a keyboard does that is set to another country: with its own text."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, text)
        event.setTimestamp(window.scanner._last + 5)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def test_separators_of_gs1_codes_do_not_cut_a_code(window):
    window.history.focus_filter()
    type_keys(window, "0104912345")
    press(window, Qt.Key.Key_BracketRight, "\x1d", Qt.KeyboardModifier.ControlModifier)
    type_keys(window, "21SERIAL\n")
    assert window.entry_bar.sample == "010491234521SERIAL"
    assert window.history.filter_text == ""


def test_characters_by_altgr_belong_to_a_code(window):
    type_keys(window, "S-12")
    press(window, Qt.Key.Key_At, "@", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    type_keys(window, "4567\n")
    assert window.entry_bar.sample == "S-12@4567"


def test_a_code_that_is_too_long_is_refused_not_cut(window):
    window.entry_bar.set_sample("S-1")
    type_keys(window, "7" * 130 + "\n")
    assert window.entry_bar.sample == "S-1"
    assert any("130 characters" in text for text in window.banners.texts())
    type_keys(window, "S-2222\n")
    assert not window.banners.texts()


def test_what_was_typed_long_before_is_no_part_of_a_scan(window, qtbot):
    window.view.setFocus()
    type_keys(window, "x")
    qtbot.wait(SLOW)
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Shift)
    type_keys(window, "S-24-0200\n")
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Shift)
    assert window.entry_bar.sample.upper() == "S-24-0200"


def test_what_was_typed_elsewhere_is_no_part_of_a_scan(window):
    window.history.focus_filter()
    type_keys(window, "pr")
    window.view.setFocus()
    type_keys(window, "A-5-88\n")
    assert window.entry_bar.sample == "A-5-88"
    assert window.history.filter_text == "pr"


def key_at(window, character: str, milliseconds: int) -> None:
    """Press a key at a time of its own, which a busy window gets to see later."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(character.upper()), Qt.KeyboardModifier.NoModifier, character)
        event.setTimestamp(milliseconds)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def popup_keys(text: str) -> None:
    for character in text:
        popup = QApplication.activePopupWidget()
        QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Return if character == "\n" else character)


@pytest.mark.parametrize("place", ["menu", "list"])
def test_a_scan_while_a_menu_or_a_list_is_open_chooses_nothing_there(window, qtbot, place):
    if place == "menu":
        window.menuBar().actions()[0].menu().popup(window.mapToGlobal(QPoint(10, 40)))
    else:
        window.picker._box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    qtbot.wait(50)
    popup_keys("Q-24-0400\n")
    assert window.entry_bar.sample == "Q-24-0400"
    assert window.isVisible()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=WAIT)


@pytest.mark.parametrize("letters", ["a", "az"], ids=["alone", "while the window is busy"])
def test_a_letter_by_itself_chooses_in_a_menu(window, qtbot, letters):
    menu = window.menuBar().actions()[-1].menu()
    menu.popup(window.mapToGlobal(QPoint(10, 40)))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    qtbot.wait(50)
    popup = QApplication.activePopupWidget()
    for number, letter in enumerate(letters):
        key_at(popup, letter, 100_000 + 2 * PAUSE * number)
    qtbot.waitUntil(lambda: bool(window.findChildren(AboutDialog)), timeout=WAIT)
    qtbot.wait(2 * PAUSE)
    window.findChildren(AboutDialog)[0].close()


def test_a_scan_while_a_card_is_open_is_taken(window, qtbot):
    qtbot.waitUntil(lambda: window.picker.package is not None, timeout=WAIT)
    window.actions_by_id["model-card"].trigger()
    (card,) = window.findChildren(CardDialog)
    qtbot.waitUntil(lambda: card.isActiveWindow() and card.focusWidget() is not None, timeout=WAIT)
    qtbot.wait(50)
    for character in "S-24-0300":
        QTest.keyClick(card.windowHandle(), character)
    QTest.keyClick(card.windowHandle(), Qt.Key.Key_Return)
    assert window.entry_bar.sample == "S-24-0300"
    assert card.isVisible()
    card.close()


def test_a_scan_while_a_dialog_asks_is_the_sample_code_and_agrees_to_nothing(window, qtbot, data_dir):
    qtbot.waitUntil(lambda: window.actions_by_id["export"].isEnabled(), timeout=WAIT)
    before = {*data_dir.parent.iterdir()}
    window.records.ask_export()
    (dialog,) = window.findChildren(ExportDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    wanted = []
    dialog.wanted.connect(wanted.append)
    fields = [None, *(each for each in dialog.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)]
    for number, field in enumerate(fields):
        if field is not None:
            if not (field.isVisible() and field.isEnabled()):
                continue
            field.setFocus()
        shown = [_value(each) for each in fields]
        type_keys(dialog, f"S-47{number:02}\n")
        assert window.entry_bar.sample == f"S-47{number:02}"
        assert [_value(each) for each in fields] == shown
    assert dialog.isVisible()
    assert not wanted
    assert {*data_dir.parent.iterdir()} == before
    dialog.close()


def test_a_number_that_is_scanned_over_a_field_of_numbers_leaves_it_as_it_was(window, qtbot):
    qtbot.waitUntil(lambda: window.actions_by_id["operators"].isEnabled(), timeout=WAIT)
    window.actions_by_id["operators"].trigger()
    dialog = window.operators.operators_dialog
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    for field in (dialog.minutes, dialog.name, dialog.pin, dialog.role):
        field.setFocus()
        type_keys(dialog, "1234\n")
        assert (window.entry_bar.sample, dialog.minutes.value()) == ("1234", 0)
        assert (dialog.name.text(), dialog.pin.text(), dialog.role.currentText()) == ("", "", "administrator")
    assert not window.session.house.keeps_list
    dialog.close()


@pytest.fixture
def folder_dialog(start, qtbot, tmp_path):
    """The dialog that asks for a folder, with the scanner as it is and the list that completes paths."""
    for name in ("strA/ex", "strB"):
        (tmp_path / "many" / name).mkdir(parents=True)
    window = start().window
    dialog = QFileDialog(window, "Open folder", str(tmp_path), options=QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    dialog.findChild(QLineEdit).selectAll()
    yield dialog
    dialog.close()


def open_completer(dialog, qtbot, folder) -> QLineEdit:
    """Type what there is more of, until it is offered."""
    field = dialog.findChild(QLineEdit)
    field.setText(f"{folder}/many")
    qtbot.wait(100)
    QTest.keyClick(dialog.windowHandle(), "/")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    return field


@pytest.mark.parametrize("pace", [200, 30])
def test_a_path_that_is_typed_over_its_completions_is_whole(folder_dialog, qtbot, tmp_path, pace):
    field = open_completer(folder_dialog, qtbot, tmp_path)
    for character in "strA/ex/png":
        QTest.keyClick(folder_dialog.windowHandle(), character)
        qtbot.wait(pace)
    qtbot.wait(200)
    assert field.text() == f"{tmp_path}/many/strA/ex/png"


def test_a_path_is_whole_though_completing_it_keeps_the_window_busy(folder_dialog, qtbot, tmp_path):
    field = open_completer(folder_dialog, qtbot, tmp_path)
    for number, character in enumerate("strA"):
        key_at(folder_dialog, character, 100_000 + 200 * number)
    qtbot.wait(200)
    assert field.text() == f"{tmp_path}/many/strA"


def test_a_scan_over_completions_leaves_the_path_as_it_was(folder_dialog, qtbot, tmp_path):
    window = folder_dialog.parent()
    window.scanner.pause = PAUSE
    field = open_completer(folder_dialog, qtbot, tmp_path)
    qtbot.wait(SLOW)
    type_keys(folder_dialog, "strA-0001\n")
    assert window.entry_bar.sample == "strA-0001"
    assert (field.text(), folder_dialog.isVisible()) == (f"{tmp_path}/many/", True)


def test_letters_that_waited_in_a_menu_are_typed_where_the_keyboard_is_once_it_has_closed(window, qtbot):
    window.history.focus_filter()
    menu = window.menuBar().actions()[0].menu()
    menu.popup(window.mapToGlobal(QPoint(10, 40)))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    popup_keys("zy")
    menu.close()
    type_keys(window, "x")
    qtbot.waitUntil(lambda: window.history.filter_text == "zyx", timeout=WAIT)
