"""Pictures that have grown old are asked about, and archived."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton

from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256

from ..conftest import WAIT
from ..test_history import PIXELS, a_record
from .conftest import dialog_of, open_dialog


def test_old_pictures_are_archived_only_after_they_were_counted_and_agreed_to(start, logged, qtbot, tmp_path):
    with History(logged) as history:
        for record in history.page(limit=5):
            if record.needs_review:
                history.decide([record.id], Decision(State.CONFIRMED), "Ana")
    program = start()
    dialog = open_dialog(program, ActionId.ARCHIVE, ArchiveDialog)
    dialog.before.setMaximumDate(dialog.before.date().addYears(2))
    dialog.before.setDate(dialog.before.date().addYears(2))
    dialog.folder.setText(str(tmp_path / "archive"))
    assert not dialog.go.isEnabled()
    dialog.count.click()
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=WAIT)
    assert dialog.found.text().startswith("1 picture of 5 records would be moved, 0.")
    assert not dialog.go.isEnabled()
    dialog.agree.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: "moved into" in dialog.found.text(), timeout=WAIT)
    assert list(logged.pictures.glob("??/*.png")) == []
    assert len(list((tmp_path / "archive").glob("*.zip"))) == 1
    dialog.close()


def test_pictures_that_have_grown_old_are_asked_about(start, logged, qtbot, tmp_path):
    with History(logged) as history:
        new, other = a_record(9), 255 - PIXELS
        old = replace(new, time=new.time - timedelta(days=4000), uncertain=False, picture_sha256=pixels_sha256(other))
        history.append(old, other)
    program = start()
    window = program.window
    window.records.safety.unasked.look_for_old()
    assert not window.records.safety.unasked.jobs, "there is no rule"
    window.memory.change(archive_after_months=100, archive_folder=str(tmp_path / "archive"))
    window.records.safety.unasked.look_for_old()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert window.banners.texts()[0].startswith("1 picture (0.")
    (button,) = [each for each in window.banners.findChildren(QAbstractButton) if each.text() == "Archive…"]
    button.click()
    dialog = dialog_of(window, ArchiveDialog)
    assert window.banners.texts() == []
    assert dialog.folder.text() == str(tmp_path / "archive")
    assert dialog.remind.value() == 100
    dialog.remind.setValue(0)
    assert window.memory.settings.archive_after_months == 0
    dialog.close()
