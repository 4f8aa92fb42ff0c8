"""Backups: when the window is closed, on demand, and in a second place."""

import sqlite3
from contextlib import closing

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from leukdesk.gui.history.closing import SavingWindow, back_up_and_wait
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restore_words import hint
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History

from ..conftest import WAIT, show_picture
from .conftest import backed_up, open_dialog


def test_closing_the_window_saves_what_was_logged_once(start, logged):
    program = start()
    program.close()
    (backup,) = Backups(logged).all()
    assert backup.manifest.records == 5
    start().close()
    assert Backups(logged).all() == [backup]


def test_a_picture_that_was_classified_is_in_the_next_backup(start, logged, qtbot, sample):
    program = start()
    show_picture(program, qtbot, sample)
    program.window.actions_by_id[ActionId.CLASSIFY].trigger()
    qtbot.waitUntil(lambda: program.window.history_model.rowCount() == 6, timeout=WAIT)
    program.close()
    assert Backups(logged).all()[0].manifest.records == 6


def test_nothing_is_saved_at_closing_where_that_was_turned_off(start, logged):
    program = start()
    program.window.memory.change(backup_on_close=False)
    program.close()
    assert Backups(logged).all() == []


def test_a_second_place_gets_the_backup_as_well(start, logged, tmp_path):
    (tmp_path / "stick").mkdir()
    program = start()
    program.window.memory.change(backup_folder=str(tmp_path / "stick"))
    program.close()
    assert len(Backups(logged).all()) == len(Backups(logged, tmp_path / "stick").all()) == 1


def test_a_long_backup_shows_a_small_window_that_can_skip_it(qtbot, logged):
    pressed = []

    def press() -> None:
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, SavingWindow) and each.isVisible()]
        if found:
            pressed.append([label.text() for label in found[0].findChildren(QLabel)])
            found[0].skip.click()
        elif not pressed:
            QTimer.singleShot(0, press)

    with History(logged) as history:
        # A second program makes a backup, and holds the place.
        logged.backups.mkdir()
        with closing(sqlite3.connect(logged.backups / ".lock", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            QTimer.singleShot(0, press)
            back_up_and_wait(history, show_after=0)
    assert "Saving a backup…" in pressed[0]
    assert Backups(logged).all() == []


def test_a_damaged_log_is_not_backed_up_at_closing_and_the_window_closes(start, logged, paths):
    program = start()
    program.close()
    (good,) = Backups(paths).all()
    program = start()
    program.window.records.safety._history.note(NewEvent(Kind.SETTING, subject="scheme"))
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("DROP TRIGGER record_never_goes")
    program.close()
    assert Backups(paths).all() == [good]
    with History(paths) as history:
        assert len(history.events([Kind.CHECK_FAILED])) == 1


def test_a_backup_on_demand_is_told(start, logged, qtbot):
    program = start()
    (backup,) = backed_up(program, qtbot)
    assert backup.manifest.records == 5
    assert program.window.status.full_text == "Backup made: 5 records."


def test_a_backup_that_fails_is_told_whatever_windows_are_open(start, logged, qtbot):
    program = start()
    window = program.window
    dialog = open_dialog(program, ActionId.TRAIL, TrailDialog)
    logged.backups.write_text("no folder")
    window.actions_by_id[ActionId.BACK_UP].trigger()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert str(logged.backups) in window.banners.texts()[0]
    dialog.close()


def test_a_second_place_is_used_as_soon_as_it_was_typed(start, logged, qtbot, tmp_path):
    (tmp_path / "stick").mkdir()
    program = start()
    dialog = open_dialog(program, ActionId.RESTORE, RestoreDialog)
    dialog.folder.setText(str(tmp_path / "stick"))
    dialog.folder.editingFinished.emit()
    backed_up(program, qtbot)
    assert len(Backups(logged, tmp_path / "stick").all()) == 1
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: "on the same disk" in dialog.hint.text(), timeout=WAIT)
    dialog.close()


def test_where_backups_are_kept_is_chosen_and_hinted_at(logged, tmp_path, disk_of):
    assert "when it fails, both are lost" in hint(logged, "")
    (tmp_path / "here").mkdir()
    assert "on the same disk" in hint(logged, str(tmp_path / "here"))
    assert "is not there now" in hint(logged, str(tmp_path / "unplugged"))
    assert hint(logged, str(disk_of("1m"))) == ""
