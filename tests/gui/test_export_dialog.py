"""Exports as they are asked for in the window, and the folder to which signed records are handed over."""

import importlib.util
import json
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from leukdesk.gui.history import disk_question
from leukdesk.gui.history.export_dialog import ExportDialog
from leukdesk.gui.history.export_folder_dialog import ExportFolderDialog
from leukdesk.gui.history.model import PAGE
from leukdesk.history.events import Kind
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.outbox import is_known
from leukdesk.history.review import Decision, State
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import HandoverSettings

from .conftest import WAIT
from .test_history import PIXELS, a_record, logged  # noqa: F401 (a fixture)


def dialog_of(window, kind):
    return window.findChild(kind)


@pytest.fixture
def window(start, qtbot, logged):  # noqa: F811
    window = start().window
    qtbot.waitUntil(lambda: window.history_model.rowCount() >= PAGE, timeout=WAIT)
    return window


def ask(window, qtbot):
    window.actions_by_id["export"].trigger()
    dialog = dialog_of(window, ExportDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT)
    return dialog


def export(dialog, window, qtbot, target):
    dialog.target.setText(str(target))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Exported" in window.export_bar.text, timeout=WAIT)


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_rows_of_the_filter_are_exported_de_identified(window, qtbot, tmp_path):
    window.history.set_filter("S-0012")
    qtbot.waitUntil(lambda: window.history.count_text == "1 row found", timeout=WAIT)
    window.entry_bar.set_operator("Ana")
    dialog = ask(window, qtbot)
    assert dialog.filtered.isChecked()
    assert dialog.filtered.text().endswith("1 row found\nS-0012")
    assert dialog.hidden.isChecked()
    dialog.choose("jsonl")
    assert dialog.target.text().endswith(".jsonl")
    export(dialog, window, qtbot, tmp_path / "out.jsonl")
    assert window.export_bar.text == f"Exported 1 record to {tmp_path / 'out.jsonl'}."
    (line,) = lines_of(tmp_path / "out.jsonl")
    assert line["sample"].startswith("S-")
    assert line["sample"] != "S-0012"
    (event,) = window._station.history.events([Kind.EXPORTED])
    assert event.actor == "Ana"


def test_what_is_ticked_is_what_is_told(window, qtbot, tmp_path):
    dialog = ask(window, qtbot)
    assert dialog.everything.isChecked()
    assert not dialog.filtered.isVisible()
    dialog.choose("jsonl")
    dialog.operators.setChecked(True)
    assert "operators" not in dialog.privacy.sentence.split("replaced")[0]
    dialog.hidden.setChecked(False)
    assert not dialog.operators.isEnabled()
    export(dialog, window, qtbot, tmp_path / "out.jsonl")
    samples = {line["sample"] for line in lines_of(tmp_path / "out.jsonl")}
    assert "S-0012" in samples
    assert len(samples) == 2 * PAGE + PAGE // 2
    (event,) = window._station.history.events([Kind.EXPORTED])
    assert event.new["identified"]
    assert event.actor.startswith("the computer's user "), "no name was entered"


def test_the_selected_row_gets_a_file_of_its_own(window, qtbot, tmp_path):
    window.history.table.selectRow(3)
    record = window.history_model.record(3)
    dialog = ask(window, qtbot)
    assert str(record.id) in dialog.one.text()
    dialog.one.setChecked(True)
    dialog.choose("json")
    assert dialog.target.text().endswith(f"leukdesk-record-{record.id}.json")
    export(dialog, window, qtbot, tmp_path / "one.json")
    assert json.loads((tmp_path / "one.json").read_text("utf-8"))["id"] == record.id


def typed(dialog, place):
    dialog.target.setText(str(place))
    dialog.target.editingFinished.emit()


def says(dialog, qtbot, what):
    """Wait until a disk has been asked, and that is said of it."""
    qtbot.waitUntil(lambda: what in dialog.hint, timeout=WAIT)


@pytest.mark.parametrize("kind", ["export", "folder"])
def test_a_share_that_does_not_answer_holds_up_no_window_and_its_late_answer_opens_nothing(
    qtbot, monkeypatch, tmp_path, kind
):
    go, asked_on, usual = Event(), [], Path.is_dir

    def hangs(path, **options):
        if tmp_path in (path, *path.parents):
            asked_on.append(current_thread())
            assert go.wait(WAIT / 1000)
        return usual(path, **options)

    monkeypatch.setattr(Path, "is_dir", hangs)
    if kind == "export":
        dialog = ExportDialog(Filter(), "3 rows", None, str(tmp_path))
        field = dialog.target
        typed(dialog, tmp_path / "out.csv")
        dialog.choose("csv")
    else:
        dialog = ExportFolderDialog(HandoverSettings(), None)
        field = dialog.folder
        field.setText(str(tmp_path))
    wanted, closed = [], []
    dialog.wanted.connect(lambda *told: wanted.append(told))
    dialog.show()
    dialog.accept()
    assert dialog.hint.startswith("Looking")
    field.setText(str(tmp_path / "another.csv"))
    assert dialog.hint == "", "what was typed since is another question"
    dialog.accept()
    dialog.finished.connect(closed.append)
    dialog.reject()
    assert closed
    qtbot.waitUntil(lambda: len(asked_on) >= 2, timeout=WAIT)
    go.set()
    qtbot.waitUntil(lambda: not disk_question._under_way, timeout=WAIT)
    assert wanted == []
    assert main_thread() not in asked_on


def test_a_place_is_looked_for_on_the_disk_when_it_is_complete_and_before_it_is_told(window, qtbot, tmp_path):
    dialog = ask(window, qtbot)
    dialog.target.setText(str(tmp_path / "missing" / "out.csv"))
    assert dialog.go.isEnabled()
    dialog.accept()
    says(dialog, qtbot, "no such folder")
    assert dialog.isVisible()
    assert not window.records.jobs.running


def test_what_stands_in_the_way_is_said_before(window, qtbot, tmp_path, monkeypatch):
    dialog = ask(window, qtbot)
    assert not dialog.one.isEnabled()
    typed(dialog, tmp_path / "missing" / "out.csv")
    says(dialog, qtbot, "no such folder")
    assert not dialog.go.isEnabled()
    typed(dialog, tmp_path)
    says(dialog, qtbot, "A folder has this name")
    (tmp_path / "old.csv").touch()
    typed(dialog, tmp_path / "old.csv")
    says(dialog, qtbot, "will be replaced")
    assert dialog.go.isEnabled()
    dialog.choose("json")
    typed(dialog, tmp_path / "old.csv")
    says(dialog, qtbot, "in a new folder")
    typed(dialog, "")
    assert not dialog.go.isEnabled()
    typed(dialog, tmp_path / "new")
    assert dialog.go.isEnabled()
    monkeypatch.setattr(JsonLines, "unavailable", lambda self: "Not here. Install it.")
    dialog.choose("jsonl")
    assert dialog.hint == "Not here. Install it."
    assert not dialog.go.isEnabled()


def test_a_file_that_is_there_is_replaced_only_when_it_is_agreed(window, qtbot, tmp_path, monkeypatch):
    old = tmp_path / "old.csv"
    old.write_bytes(b"mine")
    dialog = ask(window, qtbot)
    dialog.target.setText(str(old))
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: asked.append(1) or QMessageBox.StandardButton.No)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT)
    assert dialog.isVisible()
    assert old.read_bytes() == b"mine"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    dialog.accept()
    qtbot.waitUntil(lambda: "Exported" in window.export_bar.text, timeout=WAIT)
    assert old.read_bytes() != b"mine"


def test_texts_of_the_filter_are_plain(start, qtbot):
    dialog = ExportDialog(Filter.of("<b>bold</b>" * 20), "3 rows found", None, "")
    qtbot.addWidget(dialog)
    assert "<b>bold</b>" in dialog.filtered.text()
    assert len(dialog.filtered.text()) < 150


def test_what_cannot_be_written_here_cannot_be_chosen_and_it_is_said_why(qtbot, monkeypatch, tmp_path):
    usual = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pydicom" else usual(name))
    dialog = ExportDialog(Filter(), "3 rows", None, str(tmp_path))
    qtbot.addWidget(dialog)
    choices = dialog.kind.model()
    off = [row for row in range(choices.rowCount()) if not choices.item(row).isEnabled()]
    assert [dialog.kind.itemData(row) for row in off] == ["dicom"]
    assert "DICOM needs pydicom" in dialog.lacking
    dialog.choose("fhir")
    typed(dialog, tmp_path / "all.fhir")
    says(dialog, qtbot, "a name without an ending")
    dialog.close()


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "lis"
    folder.mkdir()
    return folder


def sign(history, record_id):
    history.decide([record_id], Decision(State.CONFIRMED), "Ben")
    history.sign([record_id], "Cleo", "Seen.")


def handed(place):
    return [json.loads(file.read_text("utf-8"))["id"] for file in sorted(place.glob("[!.]*"))]


def test_signed_records_are_handed_over_while_the_window_is_open(window, qtbot, place):
    history = window._station.history
    sign(history, 1)
    window.actions_by_id["export-folder"].trigger()
    dialog = dialog_of(window, ExportFolderDialog)
    dialog.folder.setText(str(place / "missing"))
    dialog.accept()
    says(dialog, qtbot, "no such folder")
    assert dialog.isVisible()
    dialog.folder.setText(str(place))
    dialog.accept()
    qtbot.waitUntil(lambda: is_known(window._station.history, place), timeout=WAIT)
    sign(history, 2)
    qtbot.waitUntil(lambda: handed(place) == [2], timeout=WAIT)
    assert window.memory.settings.handover == HandoverSettings(str(place))
    window.records.hand_over(HandoverSettings(), earlier=False)
    assert not window.records.outbox.running


def test_a_folder_that_is_away_is_said_once_and_served_at_the_next_start(start, qtbot, data_dir, place):
    with History(DataPaths(data_dir)) as history:
        history.append(a_record(1), PIXELS)
    program = start()
    window = program.window
    window.records.hand_over(HandoverSettings(str(place)), earlier=True)
    qtbot.waitUntil(lambda: is_known(window._station.history, place), timeout=WAIT)
    away = place.with_name("away")
    place.rename(away)
    sign(window._station.history, 1)
    qtbot.waitUntil(lambda: any("Nothing is lost" in said for said in window.banners.texts()), timeout=WAIT)
    program.close()
    away.rename(place)
    again = start().window
    qtbot.waitUntil(lambda: handed(place) == [1], timeout=WAIT)
    assert again.records.outbox.running
