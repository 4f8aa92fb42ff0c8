"""Model packages through the real window: a file is dropped, shown, asked about, installed, used and gone back from."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from leukdesk.differential.slide_counter import begin
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.packages.packages_dialog import PackagesDialog
from leukdesk.history.events import Kind
from leukdesk.history.people.laboratory import Role
from leukdesk.inference.stick.packing import pack
from leukdesk.inference.stick.signing import make_key, read_secret_key
from leukdesk.paths import DataPaths
from leukdesk.station import Station, read_catalog

from ...unit.packages.making import SMALL, folder_of, packed
from ..conftest import WAIT, show_picture


def drop(window, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(QPoint(50, 50)), Qt.DropAction.CopyAction, data, buttons, keys)
    window.dropEvent(event)


def asked(window, qtbot):
    qtbot.waitUntil(lambda: window.packages.ask is not None, timeout=WAIT)
    return window.packages.ask


def opened(window, qtbot) -> PackagesDialog:
    window.actions_by_id[ActionId.MODEL_PACKAGES].trigger()
    dialog = window.packages.dialog
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() > 0, timeout=WAIT)
    return dialog


def choose(dialog: PackagesDialog, model_id: str) -> None:
    for row in range(dialog.list.topLevelItemCount()):
        item = dialog.list.topLevelItem(row)
        if item.text(5) == model_id:
            dialog.list.setCurrentItem(item)
            return
    raise AssertionError(model_id)


def classify(window, qtbot) -> None:
    rows = window.history_model.rowCount()
    window.actions_by_id[ActionId.CLASSIFY].trigger()
    qtbot.waitUntil(lambda: window.history_model.rowCount() > rows, timeout=WAIT)


def install(window, qtbot, path) -> None:
    drop(window, path)
    dialog = asked(window, qtbot)
    for box in dialog.conditions:
        box.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: "was installed." in window.status.full_text, timeout=WAIT)


def test_a_dropped_file_is_shown_asked_about_and_used_at_once_and_old_records_keep_their_version(
    start, qtbot, tmp_path, sample
):
    program = start()
    window = program.window
    window.picker.choose(SMALL)
    show_picture(program, qtbot, sample)
    classify(window, qtbot)
    drop(window, packed(tmp_path))
    dialog = asked(window, qtbot)
    text = dialog.text.toPlainText()
    assert "2.0.0" in text
    assert "It takes the place of version 1.0.0, which came with the program." in text
    assert "not signed" in text
    (condition,) = dialog.conditions
    assert "Nobody whom this station trusts" in condition.accessibleName()
    assert not dialog.go.isEnabled()
    condition.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: window.picker.package.card.version == "2.0.0", timeout=WAIT)
    assert window.picker.package.id == SMALL
    classify(window, qtbot)

    models = opened(window, qtbot)
    choose(models, SMALL)
    assert models.chosen.former == "1.0.0"
    models.back.click()
    asked(window, qtbot).go.click()
    qtbot.waitUntil(lambda: window.picker.package.card.version == "1.0.0", timeout=WAIT)
    qtbot.waitUntil(lambda: models.chosen is not None and models.chosen.former == "2.0.0", timeout=WAIT)
    classify(window, qtbot)
    history = window._station.history
    versions = [record.model_version for record in history.page()]
    assert versions == ["1.0.0", "2.0.0", "1.0.0"]
    reasons = [event.reason for event in history.events([Kind.MODEL]) if event.subject == f"package {SMALL}"]
    assert reasons[0] == "Rolled back to 1.0.0."
    assert "not signed" in reasons[1]
    models.close()


def test_a_file_that_the_program_is_opened_with_is_asked_about_and_closing_leaves_everything_as_it_is(
    start, qtbot, tmp_path, data_dir
):
    path = packed(tmp_path)
    program = start(files=(path,))
    asked(program.window, qtbot)
    opened(program.window, qtbot)
    program.window.packages.keys.show()
    program.close()
    assert read_catalog(DataPaths(data_dir)).get(SMALL).bundled


def test_a_model_that_is_removed_is_offered_no_more(start, qtbot, tmp_path):
    window = start().window
    install(window, qtbot, packed(tmp_path, model_id="x-model", title="Another model"))
    window.picker.choose("x-model")
    models = opened(window, qtbot)
    choose(models, "x-model")
    models.remove.click()
    asked(window, qtbot).go.click()
    qtbot.waitUntil(lambda: window.picker.package.id != "x-model", timeout=WAIT)
    qtbot.waitUntil(lambda: models.said.text() == "Another model was removed.", timeout=WAIT)
    models.close()


def test_what_is_no_package_is_refused_with_words(start, qtbot, tmp_path):
    window = start().window
    path = tmp_path / "broken.leukmodel"
    path.write_bytes(packed(tmp_path).read_bytes()[:-500])
    drop(window, path)
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert "was not copied whole" in window.banners.texts()[0]
    assert str(path) in window.banners.texts()[0]


def test_the_same_once_more_changes_nothing(start, qtbot, tmp_path):
    window = start().window
    path = packed(tmp_path)
    install(window, qtbot, path)
    drop(window, path)
    qtbot.waitUntil(lambda: "is here already" in window.status.full_text, timeout=WAIT)
    assert window.packages.ask is None


def test_where_a_list_is_kept_administrators_alone_install(start, qtbot, data_dir, tmp_path):
    program = start()
    program.window._station.operators.add("Ada")
    program.window._station.operators.add("Kim", Role.OPERATOR, by="Ada")
    program.close()
    window = start().window
    people = {each.name: each for each in window.session.house.operators}
    window.session.take(people["Kim"])
    path = packed(tmp_path)
    drop(window, path)
    assert any("only an administrator" in text for text in window.banners.texts())
    assert not window.records.jobs.running
    window.session.take(people["Ada"])
    install(window, qtbot, path)
    newest = next(e for e in window._station.history.events([Kind.MODEL]) if e.subject == f"package {SMALL}")
    assert newest.actor == "Ada"
    assert newest.new["file"] == path.name


def test_keys_are_added_by_their_fingerprint_and_the_rule_holds(start, qtbot, tmp_path):
    make_key(tmp_path / "key")
    secret = read_secret_key(tmp_path / "key")
    window = start().window
    window.packages.keys.show()
    keys = window.packages.keys.dialog
    window.packages.keys.add_file("Laboratory", tmp_path / "key.pub")
    ask = window.packages.keys.ask
    assert not ask.go.isEnabled()
    ask.conditions[0].click()
    ask.go.click()
    qtbot.waitUntil(lambda: keys.list.topLevelItemCount() == 1, timeout=WAIT)
    keys.only_signed.click()
    qtbot.waitUntil(lambda: "only packages signed" in keys.said.text(), timeout=WAIT)
    drop(window, packed(tmp_path))
    qtbot.waitUntil(lambda: any("trusted keys only" in text for text in window.banners.texts()), timeout=WAIT)
    drop(window, packed(tmp_path, secret=secret))
    dialog = asked(window, qtbot)
    assert dialog.conditions == []
    assert "Signature: Laboratory (" in dialog.text.toPlainText()
    dialog.cancel.click()
    keys.list.setCurrentItem(keys.list.topLevelItem(0))
    keys.remove.click()
    qtbot.waitUntil(lambda: keys.list.topLevelItemCount() == 0, timeout=WAIT)
    settings = [(e.subject, e.new["value"]) for e in window._station.history.events([Kind.SETTING])]
    assert [subject for subject, _ in settings[:3]] == [
        "trusted key of Laboratory", "only signed model packages", "trusted key of Laboratory",
    ]  # fmt: skip
    keys.close()


def test_a_question_about_a_key_goes_with_who_was_asked(start, qtbot, tmp_path):
    make_key(tmp_path / "key")
    program = start()
    keys = program.window.packages.keys
    keys.show()
    keys.add_file("Laboratory", tmp_path / "key.pub")
    assert keys.ask is not None
    program.window.session.left.emit()
    assert (keys.ask, keys.dialog) == (None, None)
    program.close()


def test_a_secret_key_is_not_taken_for_a_public_one(start, qtbot, tmp_path):
    make_key(tmp_path / "key")
    window = start().window
    window.packages.keys.show()
    window.packages.keys.add_file("Laboratory", tmp_path / "key")
    assert "must never be on a station" in window.packages.keys.dialog.said.text()
    assert window.packages.keys.ask is None
    window.packages.keys.dialog.close()


def test_a_session_that_counts_keeps_its_model(start, qtbot, tmp_path, data_dir):
    cells = "pbc8-mobilenetv2"
    with Station.open(DataPaths(data_dir)) as station:
        counter = begin(station, cells, sample="S-1", operator="", target=100, source="files")
    path = tmp_path / "cells.leukmodel"
    pack(folder_of(tmp_path, model_id=cells, source=cells), path)
    window = start().window
    window.slide.work.show_session(counter.session.id)
    qtbot.waitUntil(lambda: window.slide.is_open, timeout=WAIT)
    drop(window, path)
    qtbot.waitUntil(lambda: any("End it first" in text for text in window.banners.texts()), timeout=WAIT)
    assert window.packages.ask is None


@pytest.mark.parametrize("name", ["nacl", "leukdesk.inference.stick.checking", "leukdesk.gui.packages.packages_dialog"])
def test_the_window_starts_without_what_only_packages_need(name):
    code = f"import sys, leukdesk.gui.main_window, leukdesk.station; print({name!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
