"""The station's bad days: the window opens all the same, and says what is wrong."""

import json
import shutil
import sqlite3
import threading

import pytest

from leukdesk import paths as paths_module
from leukdesk.gui.desk.shown import Mode
from leukdesk.history.database import APPLICATION_ID
from leukdesk.inference.catalog import DEFAULT_ID
from leukdesk.paths import DataPaths

from .conftest import WAIT, show_picture


def test_without_a_log_pictures_are_classified_and_marked_as_not_saved(start, qtbot, sample, data_dir):
    data_dir.write_text("a file where the data folder should be")
    program = start()
    window = program.window
    assert window.status.says_unsaved
    assert any(str(data_dir) in text and "nothing is saved" in text for text in window.banners.texts())
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    assert "Not saved" in window.result.aside
    assert "Not saved" in window.status.full_text
    assert not window.actions_by_id["export"].isEnabled()


def test_a_log_of_a_newer_program_is_left_alone(start, data_dir):
    data_dir.mkdir()
    database = DataPaths(data_dir).database
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = database.read_bytes()
    window = start().window
    assert any("newer" in text for text in window.banners.texts())
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_moved_aside_and_named(start, data_dir):
    data_dir.mkdir()
    DataPaths(data_dir).database.write_bytes(b"this is no database" * 100)
    window = start().window
    (moved,) = data_dir.glob("*not-a-database*")
    assert any(moved.name in text for text in window.banners.texts())
    assert not window.status.says_unsaved


@pytest.fixture
def own_models(monkeypatch, tmp_path):
    """The bundled models, copied to where a test may spoil them."""
    root = tmp_path / "program"
    shutil.copytree(paths_module.bundled_root() / "models", root / "models")
    shutil.copytree(paths_module.bundled_root() / "resources", root / "resources")
    monkeypatch.setattr(paths_module, "bundled_root", lambda: root)
    return root / "models"


def test_a_model_whose_hash_differs_is_never_run_and_the_reason_can_be_read(start, qtbot, own_models, sample):
    model = own_models / DEFAULT_ID / "model.tflite"
    model.write_bytes(model.read_bytes()[:-1] + b"x")
    program = start()
    window = program.window
    qtbot.waitUntil(lambda: any("SHA-256" in text for text in window.banners.texts()), timeout=WAIT)
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: not window.desk.busy, timeout=WAIT)
    assert window.result.answer is None
    assert window.history_model.rowCount() == 0


def test_a_package_whose_card_is_spoilt_is_refused_and_the_reason_can_be_read(start, own_models):
    for card in own_models.glob("*/card.toml"):
        card.write_text("format = 1\n", encoding="utf-8")
    window = start().window
    assert window.picker.package is None
    assert any("no model" in text for text in window.banners.texts())
    window.actions_by_id["model-card"].trigger()
    from leukdesk.gui.models.card_dialog import CardDialog

    (dialog,) = window.findChildren(CardDialog)
    assert "Refused, never run" in dialog.text
    assert "'classes' is missing" in dialog.text
    dialog.close()


def test_classifying_without_a_model_is_said(start, qtbot, own_models, sample):
    for card in own_models.rglob("card.toml"):
        card.write_text("nonsense")
    program = start()
    show_picture(program, qtbot, sample)
    program.window.desk.classify()
    assert any("no model" in text for text in program.window.banners.texts())
    assert program.window.result.answer is None


def test_settings_that_make_no_sense_do_not_hinder(start, data_dir):
    data_dir.mkdir()
    DataPaths(data_dir).settings.write_text("{ not json")
    assert start().window.isVisible()
    DataPaths(data_dir).settings.write_text(json.dumps({"window": {"geometry": "%%%", "columns": "AAAA"}}))
    assert start().window.isVisible()


def test_a_bug_on_any_thread_is_told_without_a_traceback(start, qtbot, caplog):
    window = start().window

    def fail() -> None:
        raise ZeroDivisionError("a bug made for this test")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: any("made for this test" in text for text in window.banners.texts()), timeout=WAIT)
    assert "Traceback" not in " ".join(window.banners.texts())
    assert any(record.exc_info for record in caplog.records)
    window.banners.take_back("bug")
    window._analyst.ask(lambda _: 1 / 0, lambda _: None)
    qtbot.waitUntil(lambda: any("ZeroDivisionError" in text for text in window.banners.texts()), timeout=WAIT)
    assert window.desk.mode is Mode.NOTHING
