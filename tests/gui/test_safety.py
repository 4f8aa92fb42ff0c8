"""Checks, backups, the way back, archives and the audit trail, in the real window."""

import re
import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from leukdesk import INTENDED_USE
from leukdesk.gui.actions import ACTIONS, ActionId, MenuId
from leukdesk.gui.banner import Tone
from leukdesk.gui.batch_bar import BatchBar
from leukdesk.gui.history import disk_watch
from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.history.closing import SavingWindow, back_up_and_wait
from leukdesk.gui.history.disk_watch import DiskWords, Room, of_the_backups, of_the_history
from leukdesk.gui.history.export_dialog import Wanted
from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.history.restore_dialog import RestoreDialog, hint
from leukdesk.gui.history.restoring import HistoryInUseError
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.trail_model import PAGE
from leukdesk.gui.history.trail_words import WORDS, in_a_line, in_full
from leukdesk.gui.history.verify_dialog import VerifyDialog
from leukdesk.gui.memory import Memory
from leukdesk.history.errors import RecordReplacedError
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.exporting.outbox import MARK, is_known
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.archive import Archived
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
from leukdesk.settings import HandoverSettings, Settings

from .conftest import WAIT, show_picture
from .test_history import PIXELS, a_record


@pytest.fixture
def paths(data_dir) -> DataPaths:
    return DataPaths(data_dir)


@pytest.fixture
def logged(paths):
    """Five records and no backup."""
    with History(paths) as history:
        history.append_many([(a_record(number), PIXELS) for number in range(5)])
    return paths


def dialog_of(window, kind):
    (found,) = (each for each in window.findChildren(kind) if each.isVisible())
    return found


def open_dialog(program, action, kind):
    program.window.actions_by_id[action].trigger()
    return dialog_of(program.window, kind)


def backed_up(program, qtbot):
    """Press the button and wait until the backup is told."""
    program.window.actions_by_id[ActionId.BACK_UP].trigger()
    qtbot.waitUntil(lambda: program.window.status.full_text.startswith("Backup made"), timeout=WAIT)
    return Backups(program.paths).all()


# Closing


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


# Checks


def change_sample(paths, sample: str) -> None:
    """Change the sample code of record 2 behind the program's back."""
    with closing(sqlite3.connect(paths.database)) as connection:
        trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'record_never_changes'").fetchone()[0]
        connection.execute("DROP TRIGGER record_never_changes")
        connection.execute("UPDATE record SET sample = ? WHERE id = 2", [sample])
        connection.execute(trigger)
        connection.commit()


def test_a_log_that_was_changed_is_told_of_soon_after_opening_until_it_is_sound_again(start, logged, qtbot):
    with History(logged) as history:
        # Opening itself looks at the newest hundred events.
        history.append_many([(a_record(number), PIXELS) for number in range(5, 150)])
        sample = history.get(2).sample
    change_sample(logged, "another")
    program = start()
    program.window.records.safety.check()
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    (text,) = program.window.banners.texts()
    assert "record 2 is not the one that was logged" in text
    change_sample(logged, sample)
    program.window.records.safety.check()
    qtbot.waitUntil(lambda: not program.window.banners.texts(), timeout=WAIT)


def test_a_sound_log_is_checked_without_a_word(start, logged, qtbot):
    program = start()
    safety = program.window.records.safety
    safety.check()
    qtbot.waitUntil(lambda: not safety._beside, timeout=WAIT)
    assert program.window.banners.texts() == []


def test_a_check_under_way_does_not_hold_up_closing(start, logged):
    program = start()
    program.window.records.safety.check()
    program.close()


def test_everything_is_verified_on_demand_and_the_findings_can_be_copied(start, logged, qtbot):
    program = start()
    dialog = open_dialog(program, ActionId.VERIFY, VerifyDialog)
    dialog.go.click()
    qtbot.waitUntil(dialog.copy.isEnabled, timeout=WAIT)
    assert dialog.line.text == "The history is sound."
    next(logged.pictures.glob("??/*.png")).unlink()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.line.text == "1 thing is wrong.", timeout=WAIT)
    dialog.copy.click()
    assert "picture of record 1 is missing" in QApplication.clipboard().text()
    history = program.window._station.history
    assert [each.kind for each in history.events(limit=1)] == [Kind.CHECK_FAILED]
    dialog.close()


# Backups and the way back


def test_a_backup_on_demand_is_told(start, logged, qtbot):
    program = start()
    (backup,) = backed_up(program, qtbot)
    assert backup.manifest.records == 5
    assert program.window.status.full_text == "Backup made: 5 records."


def test_the_way_back_is_guided(start, logged, qtbot):
    program = start()
    window = program.window
    backed_up(program, qtbot)
    window._station.history.append(a_record(7), PIXELS)
    window.history_model.refresh()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 6, timeout=WAIT)
    dialog = open_dialog(program, ActionId.RESTORE, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1, timeout=WAIT)
    item = dialog.list.topLevelItem(0)
    assert [item.text(column) for column in (1, 2, 3)] == ["5", "1", "sound"]
    assert not dialog.restore.isEnabled()
    dialog.list.setCurrentItem(item)
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=WAIT)
    assert "without the 1 record (until" in dialog.lost.text()
    assert not dialog.restore.isEnabled()
    dialog.agree.setChecked(True)
    dialog.reason.setText("the wrong slide")
    dialog.restore.click()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert "The history is again as it was" in window.banners.texts()[0]
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 5, timeout=WAIT)
    (event,) = window._station.history.events([Kind.RESTORED])
    assert event.reason == "the wrong slide"
    assert not window.findChildren(RestoreDialog) or not any(d.isVisible() for d in window.findChildren(RestoreDialog))
    assert len(list(logged.root.glob("*.before-restore-*"))) >= 1


def agreed_to_restore(program, qtbot):
    """Choose the only backup and agree to what is lost; return the dialog, whose button is left to be pressed."""
    dialog = open_dialog(program, ActionId.RESTORE, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1, timeout=WAIT)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=WAIT)
    dialog.agree.setChecked(True)
    return dialog


def restored(program, qtbot):
    """Go back to the only backup, as the user does."""
    window = program.window
    dialog = agreed_to_restore(program, qtbot)
    dialog.restore.click()
    qtbot.waitUntil(lambda: any("again as it was" in each for each in window.banners.texts()), timeout=WAIT)


def test_after_a_restore_no_decision_lands_on_another_picture(start, logged, qtbot):
    program = start()
    window = program.window
    window.entry_bar.set_operator("Ana")
    backed_up(program, qtbot)
    window._station.history.append(a_record(7), PIXELS)
    window.history_model.refresh()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 6, timeout=WAIT)
    window.history.table.selectRow(0)
    qtbot.waitUntil(lambda: window.review.reviewed is not None, timeout=WAIT)
    assert window.review.reviewed.record.id == 6
    lost = window.review.reviewed.record
    window.actions_by_id[ActionId.REJECT].trigger()
    assert window.review.popup is not None
    restored(program, qtbot)
    assert window.review.popup is None
    assert window.review.reviewed is None
    assert window.desk.shown.answer is None
    history = window._station.history
    other = 255 - PIXELS
    again = history.append(replace(a_record(8), picture_sha256=pixels_sha256(other)), other)
    assert again.id == lost.id
    with pytest.raises(RecordReplacedError, match=r"Record 6 of the log .* is not the one that was shown"):
        history.decide([6], decision(), "Ana", {6: lost.picture_sha256})
    assert history.get(6).state is State.SUGGESTED
    assert history.decide([6], decision(), "Ana", {6: again.picture_sha256})[0].state is State.CONFIRMED
    with pytest.raises(RecordReplacedError):
        history.sign([6], "Ana", "I have looked at it.", {6: lost.picture_sha256})


def test_after_a_restore_the_export_folder_goes_on(start, logged, qtbot, tmp_path):
    program = start()
    window, folder = program.window, tmp_path / "watched"
    folder.mkdir()
    window.records.hand_over(HandoverSettings(str(folder), "decided"), earlier=False)
    qtbot.waitUntil(lambda: is_known(window._station.history, folder), timeout=WAIT)
    assert (folder / MARK).exists()
    backed_up(program, qtbot)
    restored(program, qtbot)
    assert window.records.outbox.running
    window._station.history.decide([2], Decision(State.REJECTED, reason="blurred"), "Ana")
    qtbot.waitUntil(lambda: len([*folder.glob("*.json")]) == 1, timeout=WAIT)


def test_nothing_is_restored_while_pictures_are_classified(start, logged, qtbot, sample, tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        shutil.copy(sample, pictures / f"{number}.png")
    program = start()
    window = program.window
    backed_up(program, qtbot)
    dialog = agreed_to_restore(program, qtbot)
    window.open_paths([pictures])
    qtbot.waitUntil(lambda: window.batch_bar.text.startswith("Classify and log 3"), timeout=WAIT)
    window.batch.start()
    dialog.restore.click()
    assert "still being classified" in dialog.lost.text()
    assert not window.records.jobs.running
    window.batch.cancel()
    qtbot.waitUntil(lambda: not window.batch.running, timeout=WAIT)
    dialog.close()


def test_a_log_that_cannot_be_opened_after_a_restore_is_told_of_and_can_be_restored(start, logged, qtbot):
    program = start()
    window, station = program.window, program.window._station
    backed_up(program, qtbot)

    def spoil() -> None:
        for each in logged.root.glob("leukdesk.sqlite3*"):
            each.unlink()
        logged.database.mkdir()
        raise HistoryInUseError

    with pytest.raises(HistoryInUseError):
        station.with_log_closed(spoil)
    assert station.history is None and station.operators is None
    assert station.log_problem is not None
    window._log_replaced()
    assert window.status.says_unsaved
    assert str(station.log_problem) in window.banners.texts()[0]
    # What was in the way is gone: the way back is open.
    logged.database.rmdir()
    window.entry_bar.set_operator("Ana")
    restored(program, qtbot)
    assert station.history.count() == 5
    (event,) = station.history.events([Kind.RESTORED])
    assert event.actor.startswith("the computer's user ") and event.actor.endswith(", as Ana"), "nobody proved it"


def test_backups_of_other_stations_are_listed_and_taken_only_where_they_are_wanted(qtbot, tmp_path):
    there = []
    for name in ("own", "other"):
        with History(DataPaths(tmp_path / name)) as history:
            history.append(a_record(1), PIXELS)
            place = Backups(history.paths, tmp_path / "backups")
            there.append((place, place.make(history)))
    own, other = there
    dialog = RestoreDialog(Memory(tmp_path / "settings.json", Settings()))
    qtbot.addWidget(dialog)
    dialog.fill([*there], own[1].manifest.station)
    assert [dialog.list.topLevelItem(0).text(4), dialog.list.topLevelItemCount()] == ["this station", 1]
    dialog.others.setChecked(True)
    assert dialog.list.topLevelItem(1).text(4) == f"another station ({other[1].manifest.station[:8]})"
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    assert "it only where this computer takes that station's place" in dialog.lost.text()
    dialog.agree.setChecked(True)
    with qtbot.waitSignal(dialog.agreed) as agreed:
        dialog.restore.click()
    assert agreed.args == [other, "", True]


def test_a_backup_that_fails_is_told_whatever_windows_are_open(start, logged, qtbot):
    program = start()
    window = program.window
    dialog = open_dialog(program, ActionId.TRAIL, TrailDialog)
    logged.backups.write_text("no folder")
    window.actions_by_id[ActionId.BACK_UP].trigger()
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
    assert str(logged.backups) in window.banners.texts()[0]
    dialog.close()


@contextmanager
def held_back(paths):
    """Another program makes a backup: one that begins now waits for its place."""
    paths.backups.mkdir(exist_ok=True)
    with closing(sqlite3.connect(paths.backups / ".lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def test_a_window_stops_only_what_was_begun_in_it(start, logged, qtbot):
    program = start()
    window = program.window
    verify = open_dialog(program, ActionId.VERIFY, VerifyDialog)
    archive = open_dialog(program, ActionId.ARCHIVE, ArchiveDialog)
    with held_back(logged):
        window.actions_by_id[ActionId.BACK_UP].trigger()
        assert window.export_bar.text == "Saving a backup…"
        verify.go.click()
        assert "Something else is under way" in verify.line.text
        archive.count.click()
        assert "Saving a backup is still under way" in archive.line.text
        archive.close()
        assert not window.records.jobs._job.cancelled
        window.actions_by_id[ActionId.CANCEL].trigger()
        assert window.records.jobs._job.cancelled
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=WAIT)
    assert Backups(logged).all() == []
    verify.close()


def test_what_was_found_is_told_when_the_window_was_closed_meanwhile(start, logged, qtbot):
    next(logged.pictures.glob("??/*.png")).unlink()
    program = start()
    dialog = open_dialog(program, ActionId.VERIFY, VerifyDialog)
    dialog.go.click()
    dialog.close()
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    assert "picture of record 1 is missing" in program.window.banners.texts()[0]


def test_an_export_and_a_report_do_not_share_the_bar(start, logged, qtbot, tmp_path):
    program = start()
    window = program.window
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 5, timeout=WAIT)
    window.history.table.selectRow(0)
    with held_back(logged):
        window.actions_by_id[ActionId.BACK_UP].trigger()
        window.records.export(Wanted("", "csv", tmp_path / "out.csv", Privacy()))
        window.actions_by_id[ActionId.REPORT].trigger()
        assert len([each for each in window.banners.texts() if "Saving a backup is still under way" in each]) == 2
        assert window.export_bar.text == "Saving a backup…"
        window.actions_by_id[ActionId.CANCEL].trigger()
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=WAIT)
    assert not (tmp_path / "out.csv").exists()


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


def test_no_window_opens_once_the_window_was_closed(start, logged, qtbot):
    program = start()
    window = program.window
    window._analyst.ask(lambda _: None, lambda _: window.actions_by_id[ActionId.ABOUT].trigger())
    told = []
    window._analyst.ask(lambda _: None, told.append)
    window.close()
    program.close()
    assert told == []


def test_every_window_says_what_the_program_is_for(start, logged, qtbot):
    program = start()
    for action, kind in (
        (ActionId.VERIFY, VerifyDialog),
        (ActionId.RESTORE, RestoreDialog),
        (ActionId.ARCHIVE, ArchiveDialog),
        (ActionId.TRAIL, TrailDialog),
    ):
        dialog = open_dialog(program, action, kind)
        assert INTENDED_USE in [label.text() for label in dialog.findChildren(QLabel)]
        words = [each.text() for each in (*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton))]
        keys = [found[1].lower() for each in words for found in re.finditer("&([^& ])", each)]
        assert len(keys) == len(set(keys))
        dialog.close()


@pytest.mark.parametrize("menu", [MenuId.HISTORY, MenuId.REVIEW, MenuId.OPERATOR])
def test_every_action_of_a_menu_about_the_history_has_a_letter_of_its_own(menu):
    keys = [each.text[each.text.index("&") + 1].lower() for each in ACTIONS if each.menu is menu]
    assert len(keys) == len(set(keys))


def test_a_restore_that_another_program_stands_in_the_way_of_leaves_the_history(start, logged, qtbot):
    program = start()
    window = program.window
    backed_up(program, qtbot)
    dialog = agreed_to_restore(program, qtbot)
    with History(logged):
        dialog.restore.click()
        qtbot.waitUntil(lambda: "is open in another Leukdesk" in dialog.lost.text(), timeout=WAIT)
    assert window._station.history.count() == 5
    assert not dialog.running
    dialog.close()


def test_where_backups_are_kept_is_chosen_and_hinted_at(logged, tmp_path, disk_of):
    assert "when it fails, both are lost" in hint(logged, "")
    (tmp_path / "here").mkdir()
    assert "on the same disk" in hint(logged, str(tmp_path / "here"))
    assert "is not there now" in hint(logged, str(tmp_path / "unplugged"))
    assert hint(logged, str(disk_of("1m"))) == ""


# Archives


def test_old_pictures_are_archived_only_after_they_were_counted_and_agreed_to(start, logged, qtbot, tmp_path):
    with History(logged) as history:
        for record in history.page(limit=5):
            if record.needs_review:
                history.decide([record.id], decision(), "Ana")
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


def test_a_window_whose_opener_left_closes_when_what_it_began_has_ended_and_that_is_told(logged, qtbot, tmp_path):
    bar, said, failed, answers = BatchBar(), [], [], [Archived(tmp_path / "old.zip", "", 3, ()), HistoryInUseError()]
    qtbot.addWidget(bar)
    jobs, memory = Jobs(bar), Memory(logged.settings, Settings())
    jobs.said.connect(said.append)
    jobs.failed.connect(lambda _, why: failed.append(why))
    for answer in answers:
        dialog, go, closed = (
            ArchiveDialog(lambda: None, jobs, lambda: "Ada", lambda: True, memory),
            threading.Event(),
            [],
        )
        dialog.finished.connect(closed.append)
        dialog.show()

        def work(*_, go=go, answer=answer):
            assert go.wait(WAIT / 1000)
            if isinstance(answer, Exception):
                raise answer
            return answer

        dialog._start("Archiving old pictures", work)
        dialog.leave()
        assert not closed
        assert not dialog.remind.isEnabled()
        go.set()
        qtbot.waitUntil(lambda closed=closed: bool(closed) and not jobs.running, timeout=WAIT)
    assert said == [f"3 pictures moved into {tmp_path / 'old.zip'}. Keep this file."]
    assert failed == [str(answers[1])]
    restoring = RestoreDialog(memory)
    restoring.show()
    restoring.show_running(on=True)
    restoring.leave()
    assert restoring.isVisible()
    restoring.show_running(on=False)
    assert not restoring.isVisible()


def test_pictures_that_have_grown_old_are_asked_about(start, logged, qtbot, tmp_path):
    with History(logged) as history:
        new, other = a_record(9), 255 - PIXELS
        old = replace(new, time=new.time - timedelta(days=4000), uncertain=False, picture_sha256=pixels_sha256(other))
        history.append(old, other)
    program = start()
    window = program.window
    window.records.safety.look_for_old()
    assert not window.records.safety._beside, "there is no rule"
    window.memory.change(archive_after_months=100, archive_folder=str(tmp_path / "archive"))
    window.records.safety.look_for_old()
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


def decision():
    return Decision(State.CONFIRMED)


# The trail


def test_the_trail_shows_who_did_what_and_why_and_is_read_page_by_page(start, logged, qtbot):
    with History(logged) as history:
        history.note(
            *(NewEvent(Kind.SETTING, "Ana", f"setting {number}", {"value": number}, {"value": number + 1}, "a try")
              for number in range(PAGE + 50))
        )  # fmt: skip
        history.note(NewEvent(Kind.CHECKED))
    program = start()
    dialog = open_dialog(program, ActionId.TRAIL, TrailDialog)
    model = dialog.model
    qtbot.waitUntil(lambda: model.rowCount() == PAGE, timeout=WAIT)
    assert model.canFetchMore()
    model.fetchMore()
    qtbot.waitUntil(lambda: model.rowCount() > PAGE, timeout=WAIT)
    assert not model.canFetchMore()
    qtbot.waitUntil(lambda: dialog.actor.findText("Ana") > 0, timeout=WAIT)
    dialog.actor.setCurrentText("Ana")
    qtbot.waitUntil(lambda: model.rowCount() == PAGE, timeout=WAIT)
    dialog.table.selectRow(0)
    details = dialog.details.toPlainText()
    assert "By Ana" in details
    assert f"Setting {PAGE + 49}: {PAGE + 49} → {PAGE + 50}" in details
    assert "Reason: a try" in details
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == details
    dialog.kind.setCurrentText("Checked: sound")
    qtbot.waitUntil(lambda: dialog.note.text() == "No event", timeout=WAIT)
    dialog.actor.setCurrentText("Everybody")
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=WAIT)
    dialog.close()


def test_every_kind_of_event_has_words_and_what_it_changed_is_said_in_the_users():
    def event(kind: Kind, subject: str = "", old: object = None, new: object = None, reason: str = "") -> Event:
        return Event(kind, "Ana", subject, dict(old or {}), dict(new or {}), reason, id=7, hash=bytes(32))

    assert set(WORDS) == set(Kind)
    assert in_a_line(event(Kind.SETTING, "brightness", {"value": 3}, {"value": 5})) == "Brightness: 3 → 5"
    assert in_a_line(event(Kind.SETTING, "backup folder", {"value": "/b"}, {"value": ""})) == "Backup folder: /b → none"
    refused = event(Kind.PIN_REFUSED, "Dr. Ana", new={"wrong_pins": 2})
    assert in_a_line(refused) == "Dr. Ana: Wrong PINs in a row: 2"
    old, new = {"role": "reviewer", "pin": "ab"}, {"role": "operator", "pin": "cd"}
    assert in_a_line(event(Kind.OPERATOR, "Eve", old, new)) == "Eve: Role: reviewer → operator; PIN: changed"
    old, new = {"state": "confirmed"}, {"state": "changed", "label": "early", "label_name": "Early pre-B"}
    changed = event(Kind.DECIDED, old=old, new=new, reason="Restained.")
    assert in_a_line(changed) == "Confirmed → Changed: Early pre-B. Restained."
    assert "label" not in in_full(changed)
    backup = event(Kind.BACKED_UP, "/b/2026", new={"records": 8, "missing": 1, "made": "2026-11-22T05:37:23.048953Z"})
    assert in_a_line(backup) == "2026: Records: 8; Pictures missing: 1"
    assert "Made: 2026-11-22 05:37:23 UTC" in in_full(backup)


# Room


def test_room_is_told_of_by_two_limits_and_taken_back_with_some_play(tmp_path):
    words = DiskWords()

    def read(free: float) -> list[tuple[str, Tone | None]]:
        room = Room("disk", "the history", tmp_path, round(free))
        return [(key, tone) for key, _, tone in words.read("disk", room)]

    assert read(5e9) == []
    assert read(1.9e9) == [("disk", Tone.WARNING)]
    assert read(1.8e9) == []
    assert read(2.1e9) == []
    assert read(2.3e9) == [("disk", None)]
    assert read(0.1e9) == [("disk", Tone.ERROR)]
    assert read(0.21e9) == []
    assert read(0.3e9) == [("disk", Tone.WARNING)]
    # A disk that is not there any more, or not asked about any more, is nothing to be warned of.
    assert [(key, tone) for key, _, tone in words.read("disk", None)] == [("disk", None)]
    assert [*words.read("disk", None)] == []


def test_a_disk_that_is_nearly_full_is_told_of_in_the_window_until_there_is_room(start, disk_of, qtbot, monkeypatch):
    program = start(where=disk_of("30m") / "data")
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    assert "Soon nothing can be logged any more: free some space now." in program.window.banners.texts()[0]
    for limit in ("WARN_BELOW", "FAIL_BELOW"):
        monkeypatch.setattr(disk_watch, limit, 10**6)
    program.window.records.safety._rooms.look()
    qtbot.waitUntil(lambda: not program.window.banners.texts(), timeout=WAIT)


def test_the_disk_of_the_backups_is_looked_at_where_it_is_another(tmp_path, disk_of):
    other = disk_of("1m")
    there = of_the_backups(tmp_path, other)
    assert there is not None and there.key == "backup-disk"
    assert of_the_backups(tmp_path, tmp_path) is None
    assert of_the_backups(tmp_path, other / "unplugged") is None
    room = of_the_history(tmp_path)
    assert room is not None and room.key == "disk"


def test_after_a_restore_it_is_asked_who_works(start, logged, qtbot):
    with History(logged) as history:
        Operators(history).add("Ada", pin="1234")
    program = start()
    window = program.window
    qtbot.waitUntil(lambda: window.session.sign_in_dialog is not None, timeout=WAIT)
    window.session._sign_in("Ada", "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    backed_up(program, qtbot)
    restored(program, qtbot)
    assert window.session.operator == ""
    assert window.session.sign_in_dialog is not None


def test_after_a_start_without_a_log_and_a_restore_operators_sign_in_and_rows_are_reviewed(start, logged, qtbot):
    with History(logged) as history:
        Operators(history).add("Ada", pin="1234")
        Backups(logged).make(history)
    for each in logged.root.glob("leukdesk.sqlite3*"):
        each.unlink()
    logged.database.mkdir()
    program = start()
    window = program.window
    actions = [window.actions_by_id[each] for each in ("change-operator", "operators", "next-review")]
    assert not any(each.isEnabled() for each in actions)
    assert all("there is no history here" in each.statusTip().lower() for each in actions)
    logged.database.rmdir()
    restored(program, qtbot)
    qtbot.waitUntil(lambda: window.session.sign_in_dialog is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: all(each.isEnabled() for each in actions), timeout=WAIT)
