"""The model picker of a station with many models."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from leukdesk.gui.models.card_dialog import CardDialog
from leukdesk.inference.catalog import DEFAULT_ID
from leukdesk.paths import DataPaths, bundled_models

TITLE = "B-ALL subtypes and hematogones"


@pytest.fixture
def many(data_dir):
    """Three models of the station's own."""
    for model_id, title, scope in (
        ("a-cells", "Cells (CNN)", "cell"),
        ("b-modified", f"{TITLE} (Modified CNN)", "field"),
        ("c-cml1", f"{TITLE} (CML1)", "field"),
    ):
        folder = DataPaths(data_dir).models / model_id
        folder.mkdir(parents=True)
        shutil.copy(bundled_models() / DEFAULT_ID / "model.tflite", folder)
        card = (bundled_models() / DEFAULT_ID / "card.toml").read_text(encoding="utf-8")
        for there, instead in (
            (f'id = "{DEFAULT_ID}"', f'id = "{model_id}"'),
            (f"{TITLE} (MobileNetV2)", title),
            ('scope = "field"', f'scope = "{scope}"'),
        ):
            assert there in card
            card = card.replace(there, instead, 1)
        (folder / "card.toml").write_text(card, encoding="utf-8")


def entries(box):
    """Return each line of the list, and whether it can be chosen."""
    return [(box.itemText(row), box.model().item(row).isEnabled()) for row in range(box.count())]


def test_models_stand_under_headings_and_the_default_is_chosen(start, many):
    picker = start().window.picker
    assert picker.package.id == DEFAULT_ID
    listed = entries(picker._box)
    assert listed[0] == ("Whole fields", False)
    assert listed[1] == (f"{TITLE} (MobileNetV2) 1.0.0", True)
    assert listed[-5:] == [
        ("Whole fields, this station's own", False),
        (f"{TITLE} (CML1) 1.0.0", True),
        (f"{TITLE} (Modified CNN) 1.0.0", True),
        ("Single cells, this station's own", False),
        ("Cells (CNN) 1.0.0", True),
    ]


def test_arrows_step_over_headings_and_the_choice_is_remembered(start, many, qtbot):
    program = start()
    picker = program.window.picker
    picker._box.setFocus()
    while picker.package.id != "b-modified":
        qtbot.keyClick(picker._box, Qt.Key.Key_Down)
        assert picker.package is not None
    qtbot.keyClick(picker._box, Qt.Key.Key_Down)
    assert picker.package.id == "a-cells"
    program.close()
    assert start().window.picker.package.id == "a-cells"


def test_a_title_without_room_keeps_the_networks_name(start, many):
    box = start().window.picker._box
    box.setCurrentIndex(box.findText(f"{TITLE} (Modified CNN) 1.0.0"))
    width = box.fontMetrics().horizontalAdvance(f"{TITLE} (Modified")
    shown = box._that_fits(width)
    assert shown.startswith("B-ALL")
    assert shown.endswith("… (Modified CNN)")
    assert box.fontMetrics().horizontalAdvance(shown) <= width
    assert box._that_fits(10 * width) == f"{TITLE} (Modified CNN) 1.0.0"


def test_the_cards_stand_under_the_same_headings_and_what_was_refused_below(start, many, data_dir, qtbot):
    (DataPaths(data_dir).models / "broken").mkdir()
    (DataPaths(data_dir).models / "broken" / "card.toml").write_text("format = 1\n", encoding="utf-8")
    window = start().window
    window.picker.card_wanted.emit()
    (dialog,) = window.findChildren(CardDialog)
    rows = [dialog._list.item(row) for row in range(dialog._list.count())]
    headings = [row.text() for row in rows if not row.flags() & Qt.ItemFlag.ItemIsSelectable]
    assert headings[0] == "Whole fields"
    assert headings[-3:] == ["Whole fields, this station's own", "Single cells, this station's own", "Refused"]
    assert rows[-1].text() == "broken: refused"
    assert dialog._list.currentItem().text() == f"{TITLE} (MobileNetV2) 1.0.0"
    qtbot.keyClick(dialog._list, Qt.Key.Key_End)
    assert "never run" in dialog.text
    dialog.close()
