"""A slide session and its report in another language: sentences turn round, and what is a key stays one."""

import pytest
from PySide6.QtWidgets import QLabel

from leukdesk import language
from leukdesk.differential.tally import tally_of
from leukdesk.gui.report.slide_report import session_report
from leukdesk.gui.result.quality_strip import QualityStrip
from leukdesk.gui.slide.new_dialog import NewSlideDialog
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.status import Way
from leukdesk.history.review import Decision, State
from leukdesk.history.sessions import Sessions

from ..test_report import words_of
from .conftest import CLASSES
from .test_slide_report import IDENTIFIED, LOOK

TEXTS = {
    "&Hands-free: captured when the stage rests": "&Mains libres",
    "Differential": "Formule leucocytaire",
    "Focus": "Netteté",
    "Size": "Taille",
    "changed": "modifié",
    "clipping": "écrêtage",
    "hands-free": "mains libres",
    "{cells} seen again": "en double : {cells}",
    "{count} open": "{count} à décider",
    "{counted} of {cells} counted": "sur {cells}, {counted} comptés",
    "{name} {state} {count}": "{name}, {count} : {state}",
}
FRENCH = language.Language("fr", TEXTS, {"%n cell(s)": ("%n cellule", "%n cellules")}, " ")


@pytest.fixture(autouse=True)
def french():
    language.speak(FRENCH)
    yield
    language.speak(language.Language())


def test_a_report_is_written_in_the_language_of_the_window(history, session_id, cells, qapp, tmp_path):
    history.decide([cells[0].id], Decision(State.CHANGED, "basophil", "Basophil", "Large granules"), "Ben Ruiz")
    session_report(history, session_id, tmp_path / "slide.pdf", LOOK, privacy=IDENTIFIED)
    words = words_of(tmp_path / "slide.pdf")
    assert "Formule leucocytaire" in words
    assert "À décider" in words
    assert "Ben Ruiz, 1 : modifié" in words


def test_the_panel_says_a_sentence_as_the_language_turns_it(qtbot, history, session_id, cells):
    panel = SlidePanel()
    qtbot.addWidget(panel)
    session = Sessions(history).get(session_id)
    panel.show_session(session, tally_of(cells, CLASSES, 200), {}, way=Way.HANDS_FREE)
    _, how, counted, _ = panel.lines
    assert "mains libres" in how and "en double : 4 cellules" in how
    assert counted == "sur 200 cellules, 10 comptés"


def test_how_the_fields_come_is_kept_in_english(qtbot):
    dialog = NewSlideDialog([LOOK.cards["a" * 64]], "B-0417", "Ana Vogt", way=Way.HANDS_FREE)
    qtbot.addWidget(dialog)
    assert dialog.ways[Way.HANDS_FREE].text() == "&Mains libres"
    assert dialog.new.way.value == "hands-free"


def test_figures_of_quality_have_the_captions_of_the_language_and_keep_their_keys(qtbot):
    strip = QualityStrip()
    qtbot.addWidget(strip)
    strip.show_quality({"focus": 0.5}, 64, 48, {"too-dark": "Too dark.", "no-cells": "None.", "clipping": "Clipped."})
    assert {"Netteté", "Taille"} <= {label.text() for label in strip.findChildren(QLabel)}
    assert (strip.value("Focus"), strip.value("Size")) == ("0.50", "64 × 48")
    assert strip.remarks.endswith("Also: écrêtage.")
