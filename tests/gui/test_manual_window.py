"""The manual in the real window: opened by F1, read, searched, without a network."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog

from leukdesk import INTENDED_USE
from leukdesk.gui.help import help_dialogs
from leukdesk.gui.help.manual_window import ManualWindow
from leukdesk.gui.history.export_dialog import ExportDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.operators.operators_dialog import OperatorsDialog
from leukdesk.paths import manual

from .conftest import WAIT

KEY = Qt.Key


@pytest.fixture
def window(start):
    return start().window


@pytest.fixture
def reader(qtbot):
    """The manual by itself, at its first page."""
    window = ManualWindow(manual(), "en")
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.open_page("index")
    window.show()
    return window


def opened(window, qtbot):
    window.actions_by_id[ActionId.MANUAL].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ManualWindow)), timeout=WAIT)
    (shown,) = (each for each in window.findChildren(ManualWindow) if each.isVisible())
    return shown


def rows(window):
    return [window.list.item(row).text() for row in range(window.list.count())]


def test_it_opens_without_a_network_at_its_first_page_and_not_twice(window, qtbot, monkeypatch):
    def refuse(*_):
        raise AssertionError("the manual asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    shown = opened(window, qtbot)
    assert shown.page.name == "index"
    assert INTENDED_USE in shown.page.toPlainText()
    assert not shown.isModal()
    assert opened(window, qtbot) is shown


def test_its_key_opens_it_in_the_window_and_the_last_page_comes_again(window, qtbot):
    window.activateWindow()
    qtbot.keyClick(window.view, KEY.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(ManualWindow)), timeout=WAIT)
    shown = opened(window, qtbot)
    shown.open_page("trouble")
    shown.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ManualWindow), timeout=WAIT)
    assert opened(window, qtbot).page.name == "trouble"


def test_it_opens_at_the_page_about_the_window_that_is_used(window, qtbot, monkeypatch):
    qtbot.waitUntil(lambda: window.actions_by_id[ActionId.OPERATORS].isEnabled(), timeout=WAIT)
    window.actions_by_id[ActionId.OPERATORS].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(OperatorsDialog)), timeout=WAIT)
    (dialog,) = window.findChildren(OperatorsDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(dialog, KEY.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(ManualWindow)), timeout=WAIT)
    (shown,) = window.findChildren(ManualWindow)
    assert shown.page.name == "review"
    dialog.close()


def test_its_key_is_understood_in_a_window_that_waits_for_an_answer(window, qtbot):
    qtbot.waitUntil(lambda: window.actions_by_id[ActionId.EXPORT].isEnabled(), timeout=WAIT)
    before = opened(window, qtbot)
    window.actions_by_id[ActionId.EXPORT].trigger()
    dialog = next(each for each in window.findChildren(ExportDialog) if each.isVisible())
    assert dialog.isModal()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(dialog.target, KEY.Key_F1)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ManualWindow)), timeout=WAIT)
    assert not before.isVisible(), "it could not be used meanwhile"
    (shown,) = dialog.findChildren(ManualWindow)
    assert (shown.page.name, shown.isVisible()) == ("history", True)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ExportDialog), timeout=WAIT)
    assert opened(window, qtbot).page.name == "history"


def test_a_dialog_that_goes_late_does_not_have_the_manual_forgotten_that_is_shown_since(window, qtbot):
    waiting = QDialog(window)
    waiting.setModal(True)
    waiting.show()
    opened(window, qtbot).reject()
    waiting.hide()
    shown = opened(window, qtbot)
    with qtbot.waitSignal(waiting.destroyed):
        waiting.deleteLater()
    assert opened(window, qtbot) is shown


def test_the_list_has_all_pages_and_opens_them(reader):
    assert len(rows(reader)) == len(list((manual() / "en").glob("*.md")))
    for row in range(reader.list.count()):
        reader.list.setCurrentRow(row)
        assert reader.page.toPlainText().strip().startswith(rows(reader)[row])
    assert reader.page.name == "trouble"


def test_every_picture_is_shown_no_wider_than_the_page(reader):
    wanted = QTextDocument.ResourceType.ImageResource
    for page in reader.manual.pages:
        reader.open_page(page.name)
        block = reader.page.document().begin()
        while block.isValid():
            for fragment in (each.fragment() for each in block):
                if fragment.charFormat().isImageFormat():
                    name = fragment.charFormat().toImageFormat().name()
                    image = reader.page.loadResource(wanted, QUrl(name))
                    assert isinstance(image, QImage), f"{page.name}: {name}"
                    assert not image.isNull(), f"{page.name}: {name}"
                    assert image.width() <= reader.page.viewport().width()
            block = block.next()
        assert reader.page.horizontalScrollBar().maximum() == 0, f"{page.name} is wider than the window"


def test_back_and_forward_go_through_what_was_read(reader, qtbot):
    assert not reader.back.isEnabled()
    reader.page.anchorClicked.emit(QUrl("install.md"))
    assert reader.page.name == "install"
    assert reader.list.currentItem().text() == "Install the program"
    reader.back.click()
    assert reader.page.name == "index"
    reader.forward.click()
    assert reader.page.name == "install"
    qtbot.keyClick(reader, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.page.name == "index"


def test_a_picture_is_shown_in_its_own_size_by_a_click(reader):
    reader.open_page("live-work")
    reader.page.anchorClicked.emit(QUrl("../pictures/live.png"))
    assert reader.page.name == "live"
    image = reader.page.loadResource(QTextDocument.ResourceType.ImageResource, reader.page.source())
    assert image.width() == 1366
    reader.back.click()
    assert reader.page.name == "live-work"


def test_a_link_that_leads_out_is_told_and_not_followed(reader):
    reader.page.anchorClicked.emit(QUrl("https://example.org/x"))
    assert reader.page.name == "index"
    assert "https://example.org/x" in reader.note.text()
    reader.open_page("install")
    assert reader.note.text() == ""


@pytest.mark.parametrize("name", ["gone", "../../../leukdesk/cli"])
def test_a_page_that_is_missing_is_told(reader, name):
    reader.open_page(name)
    assert reader.page.toPlainText().startswith("This page is missing")
    reader.open_page("install")
    assert "Install the program" in reader.page.toPlainText()


def test_what_lies_outside_the_manual_is_not_read(reader):
    outside = Path(help_dialogs.__file__)
    reader.page.anchorClicked.emit(QUrl.fromLocalFile(str(outside)))
    assert reader.page.toPlainText().startswith("This page is missing")
    assert reader.page.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("../../window.png")).isNull()


def test_search_lists_places_marks_the_words_and_enter_goes_on(reader, qtbot):
    qtbot.keyClick(reader, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reader.focusWidget() is reader.search
    qtbot.keyClicks(reader.search, "stage micrometer")
    assert reader.note.text() == f"{reader.list.count()} places"
    assert any(each.startswith("Calibration › Calibrate\n") for each in rows(reader))
    seen = []
    for _ in range(reader.list.count() + 1):
        qtbot.keyClick(reader.search, KEY.Key_Return)
        seen.append(reader.list.currentRow())
        assert reader.isVisible()
        texts = {each.cursor.selectedText().lower() for each in reader.page.extraSelections()}
        assert {"stage", "micrometer"} <= texts, reader.page.name
    assert seen == [*range(reader.list.count()), 0], "after the last comes the first"
    reader.search.setText("xylophone")
    assert rows(reader) == []
    assert "Nothing is found" in reader.note.text()
    reader.search.clear()
    assert rows(reader)[0].startswith("Leukdesk")
    assert not reader.page.extraSelections()


def test_a_place_that_was_found_comes_to_the_top(reader, qtbot):
    reader.search.setText("virus scanner")
    reader.list.setCurrentRow(next(row for row, each in enumerate(rows(reader)) if "A virus scanner stops" in each))
    assert reader.page.name == "trouble"
    top = reader.page.cursorForPosition(reader.page.viewport().rect().topLeft()).block()
    assert "A virus scanner stops" in (top.text() + top.next().text() + top.next().next().text())


def test_type_can_be_made_larger(reader):
    before = reader.page.font().pointSizeF()
    reader.larger.click()
    reader.larger.click()
    assert reader.page.font().pointSizeF() > before
    reader.smaller.click()
    reader.smaller.click()
    assert reader.page.font().pointSizeF() == before


def test_pictures_follow_the_width_of_the_window_and_the_place_stays(reader, qtbot):
    reader.open_page("live-work")
    reader.page.go_to("Suggestions while you look")
    reader.resize(720, 600)
    qtbot.waitUntil(lambda: reader.page._drawn_for == reader.page.viewport().width(), timeout=WAIT)
    assert reader.page.horizontalScrollBar().maximum() == 0
    top = reader.page.cursorForPosition(reader.page.viewport().rect().topLeft()).block()
    assert "Suggestions while you look" in (top.text() + top.next().text())


def test_pages_are_french_in_a_french_window(qtbot):
    window = ManualWindow(manual(), "fr")
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.open_page("install")
    assert window.page.toPlainText().startswith("Installer le programme")


def test_the_window_does_not_wait_for_the_manual():
    code = "import sys, leukdesk.gui.main_window; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "leukdesk.gui.help.manual_opening" in loaded
    assert not loaded & {f"leukdesk.gui.help.{name}" for name in ("manual", "manual_page", "manual_window", "where")}
