"""The window in another language: chosen by the settings or the system, whole, and left again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QMenu, QMenuBar, QWidget

from leukdesk.app import Program
from leukdesk.calibration import OBJECTIVES
from leukdesk.gui import speaking
from leukdesk.gui.menus.actions import ACTIONS, ActionId, MenuId
from leukdesk.gui.menus.language_menu import LanguageMenu
from leukdesk.gui.speaking import language_code
from leukdesk.language import NAMES, Language, spoken, tr
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, load_settings, save_settings

from .conftest import WAIT, capture, wait_for_live
from .speech import QtBracketed, bracketed, part_of, untranslated, words_of


@pytest.mark.parametrize(
    ("chosen", "wished", "code"),
    [
        ("", ["fr-Latn-CA", "fr-CA", "fr"], "fr"),
        ("", ["fr_CA"], "fr"),
        ("", ["de-DE", "de", "fr-FR", "en"], "fr"),
        ("", ["de-DE", "de"], "en"),
        ("", ["C"], "en"),
        ("", [], "en"),
        ("en", ["fr-FR"], "en"),
        ("fr", ["C"], "fr"),
    ],
)
def test_the_settings_choose_else_the_system_else_it_is_english(chosen, wished, code):
    assert language_code(chosen, wished) == code


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's language is no variable of the environment")
@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_system_is_found(variables, code):
    program = "from leukdesk.gui.speaking import *; print(language_code('', system_languages()))"
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "LANGUAGE")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment | variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == code


@pytest.fixture
def speak_french(data_dir) -> None:
    save_settings(DataPaths(data_dir).settings, Settings(language="fr"))


def letters(menu: QMenu | QMenuBar) -> list[str]:
    """Return the letters for the Alt key, in lower case, of what a menu holds."""
    return [found[1].lower() for each in menu.actions() if (found := re.search("&([^&])", each.text()))]


def test_the_window_speaks_french(speak_french, start):
    window = start().window
    menus = {each.menu().title(): each.menu() for each in window.menuBar().actions()}
    assert next(iter(menus)) == "&Fichier"
    assert list(menus) == [tr(each.value) for each in MenuId]
    bar = letters(window.menuBar())
    assert len(bar) == len(set(bar)) == len(menus)
    for title, menu in menus.items():
        assert len(letters(menu)) == len(set(letters(menu))), title
    assert window.actions_by_id[ActionId.OPEN_FOLDER].iconText() == "Dossier"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Annuler"


def test_the_dialog_for_files_speaks_french_throughout(speak_french, start, qtbot):
    start()
    dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = {each.text().replace("&", "") for each in dialog.findChildren(QLabel) if each.text()}
    assert said == {
        "Regarder dans\N{NO-BREAK SPACE}:",
        "Nom de fichier\N{NO-BREAK SPACE}:",
        "Fichiers de type\N{NO-BREAK SPACE}:",
    }


def test_keys_are_the_same_in_every_language(speak_french, start):
    actions = start().window.actions_by_id
    for info in ACTIONS:
        found = actions[info.id].shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        assert found == QKeySequence.fromString(info.shortcut).toString(), info.id


def test_english_is_spoken_again_when_the_program_is_closed(speak_french, start):
    program = start()
    assert spoken() == "fr"
    program.close()
    assert spoken() == "en"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Cancel"


def test_a_translation_that_cannot_be_read_is_told_in_the_window(speak_french, start, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(speaking, "resources", lambda: tmp_path)
    window = start().window
    assert spoken() == "en"
    (told,) = (each for each in window.banners.texts() if "leukdesk_fr.ts" in each)
    assert "The program speaks English." in told
    assert told in caplog.messages
    assert window.menuBar().actions()[0].text() == "&File"


def test_a_language_is_chosen_in_the_menu_for_the_next_start(start):
    program = start()
    menu: LanguageMenu = program.window.languages
    choices = {each.text(): each for each in menu.menu.actions()}
    assert list(choices) == ["&System", *NAMES.values()]
    assert [text for text, each in choices.items() if each.isChecked()] == ["&System"]
    choices["Français"].trigger()
    (said,) = program.window.banners.texts()
    there = speaking.translation("fr").texts["The window speaks this language from the next start on."]
    assert said == f"The window speaks this language from the next start on. {there}"
    assert spoken() == "en"
    choices["English"].trigger()
    assert program.window.banners.texts() == []
    choices["Français"].trigger()
    program.close()
    assert json.loads(program.paths.settings.read_text())["language"] == "fr"
    assert load_settings(program.paths.settings).language == "fr"


@pytest.fixture
def in_brackets(speak_french, monkeypatch) -> None:
    """Have a language spoken that shows what is translated."""

    def words_of_qt(_: str) -> QTranslator:
        return QtBracketed()

    def translation(_: str) -> Language:
        return bracketed()

    monkeypatch.setattr(speaking, "translation", translation)
    monkeypatch.setattr(speaking, "_words_of_qt", words_of_qt)


DIALOGS = (
    ActionId.CHANGE,
    ActionId.REJECT,
    ActionId.CONFIRM_BECAUSE,
    ActionId.REPORT,
    ActionId.EXPORT,
    ActionId.EXPORT_FOLDER,
    ActionId.CHARTS,
    ActionId.VERIFY,
    ActionId.RESTORE,
    ActionId.ARCHIVE,
    ActionId.TRAIL,
    ActionId.NEW_SLIDE,
    ActionId.SLIDES,
    ActionId.OPERATORS,
    ActionId.CALIBRATE,
    ActionId.MODEL_CARD,
    ActionId.MODEL_PACKAGES,
    ActionId.ABOUT,
)
"""Actions that open a window of their own."""


def own_words(program: Program) -> list[str]:
    """Return what is the same in every language: names, cards, paths."""
    station = program.window._station
    assert station is not None
    packages = station.catalog.packages
    return [
        *words_of(packages),
        *(f"{each.card.title} {each.card.version}" for each in packages),
        *NAMES.values(),
        *OBJECTIVES,
        str(program.paths.root),
        str(program.paths.log_file),
        *("Leukdesk", "Ana", "May-Grünwald-Giemsa", "A4", "Letter", "SHA-256"),
    ]


def english_in(root: QWidget, own: list[str]) -> list[str]:
    """Return what a window says that was not translated, each with where it stands."""
    return [
        f"{part_of(each)}: {type(each).__name__} {each.objectName()} {kind}: {text}"
        for each, kind, text in untranslated(root, own)
    ]


def test_every_word_of_the_window_is_translated(in_brackets, start, qtbot):
    program = start(camera="virtual")
    wait_for_live(program, qtbot)
    window, own = program.window, own_words(program)
    window.entry_bar.set_operator("Ana")
    capture(program, qtbot)
    window.actions_by_id[ActionId.CONTROLS].trigger()

    def shown() -> list[QDialog]:
        return [each for each in window.findChildren(QDialog) if each.isVisible()]

    found = english_in(window, own)
    for action in (*(window.actions_by_id[each] for each in DIALOGS), window.cameras._other):
        qtbot.waitUntil(action.isEnabled, timeout=WAIT)
        action.trigger()
        qtbot.waitUntil(lambda: len(shown()) == 1, timeout=WAIT)
        qtbot.wait(100)  # what it asks the worker for
        (dialog,) = shown()
        found += [f"{action.objectName()}, {each}" for each in english_in(dialog, own)]
        dialog.close()
    found += [f"afterwards, {each}" for each in english_in(window, own)]
    assert not found, "\n".join(dict.fromkeys(found))


def test_every_word_of_what_goes_on_is_translated(in_brackets, start, qtbot, sample, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    program = start(camera="virtual")
    wait_for_live(program, qtbot)
    window = program.window
    own = [*own_words(program), str(sample.parent), *(each.name for each in sample.parent.iterdir())]
    own += [str(broken), broken.name]
    window.entry_bar.set_operator("Ana")
    window.entry_bar.set_sample("4711")
    window.actions_by_id[ActionId.HANDS_FREE].trigger()
    qtbot.waitUntil(lambda: window.work.hands_free._captures.count > 0, timeout=WAIT)
    found = [f"hands-free, {each}" for each in english_in(window, own)]
    window.actions_by_id[ActionId.PAUSE].trigger()
    found += [f"paused, {each}" for each in english_in(window, own)]
    window.open_paths([sample, broken])
    qtbot.waitUntil(lambda: bool(window.batch_bar.proposed), timeout=WAIT)
    found += [f"asked, {each}" for each in english_in(window, own)]
    window.batch_bar.agreed.emit()
    qtbot.waitUntil(lambda: bool(window.batch_bar.failures()) and not window.batch.running, timeout=WAIT)
    found += [f"done, {each}" for each in english_in(window, own)]
    window.open_paths([broken])
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    found += [f"refused, {each}" for each in english_in(window, own)]
    window.actions_by_id[ActionId.LIVE].trigger()
    found += [f"live, {each}" for each in english_in(window, own)]
    assert not found, "\n".join(dict.fromkeys(found))
