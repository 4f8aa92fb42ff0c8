"""The way back to a backup, and how the window goes on after it."""

import shutil
from dataclasses import replace

import pytest

from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restoring import HistoryInUseError
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.errors import RecordReplacedError
from leukdesk.history.events import Kind
from leukdesk.history.exporting.outbox import MARK, is_known
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
from leukdesk.settings import HandoverSettings, Settings

from ..conftest import WAIT
from ..test_history import PIXELS, a_record
from .conftest import agreed_to_restore, backed_up, open_dialog, restored


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


def test_what_lies_among_the_backups_and_is_none_is_named(start, logged, qtbot):
    with History(logged) as history:
        spoilt, other, sound = (Backups(logged).make(history) for _ in range(3))
    (spoilt.folder / "manifest.json").write_text("")
    other.database.unlink()
    dialog = open_dialog(start(), ActionId.RESTORE, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1, timeout=WAIT)
    assert dialog.faulty.isVisible()
    assert f"{spoilt.folder} is no backup that can be used. Its manifest.json" in dialog.faulty.text()
    assert "1 more" in dialog.faulty.text()
    assert str(sound.folder) not in dialog.faulty.text()
    for each in (spoilt, other):
        shutil.rmtree(each.folder)
    dialog.folder_changed.emit()
    qtbot.waitUntil(lambda: not dialog.faulty.isVisible(), timeout=WAIT)


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
        history.decide([6], Decision(State.CONFIRMED), "Ana", {6: lost.picture_sha256})
    assert history.get(6).state is State.SUGGESTED
    assert history.decide([6], Decision(State.CONFIRMED), "Ana", {6: again.picture_sha256})[0].state is State.CONFIRMED
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
    window._log_replaced(another=True)
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
    dialog.fill([*there], [], own[1].manifest.station)
    assert [dialog.list.topLevelItem(0).text(4), dialog.list.topLevelItemCount()] == ["this station", 1]
    dialog.others.setChecked(True)
    assert dialog.list.topLevelItem(1).text(4) == f"another station ({other[1].manifest.station[:8]})"
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    assert "it only where this computer takes that station's place" in dialog.lost.text()
    dialog.agree.setChecked(True)
    with qtbot.waitSignal(dialog.agreed) as agreed:
        dialog.restore.click()
    assert agreed.args == [other, "", True]


def signed_in_and_backed_up(start, logged, qtbot):
    """Start on a log whose only operator works."""
    with History(logged) as history:
        Operators(history).add("Ada", pin="1234")
    program = start()
    window = program.window
    qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
    window.operators.sign_in("Ada", "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    backed_up(program, qtbot)
    return program


def test_a_restore_that_another_program_stands_in_the_way_of_leaves_the_history(start, logged, qtbot):
    program = signed_in_and_backed_up(start, logged, qtbot)
    window = program.window
    dialog = agreed_to_restore(program, qtbot)
    with History(logged):
        dialog.restore.click()
        qtbot.waitUntil(lambda: "is open in another Leukdesk" in dialog.lost.text(), timeout=WAIT)
    assert window._station.history.count() == 5
    assert not dialog.running
    assert window.session.operator == "Ada", "nothing happened, and who works works on"
    assert window.operators.sign_in_dialog is None
    dialog.close()


def test_after_a_restore_it_is_asked_who_works(start, logged, qtbot):
    program = signed_in_and_backed_up(start, logged, qtbot)
    window = program.window
    restored(program, qtbot)
    assert window.session.operator == ""
    assert window.operators.sign_in_dialog is not None


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
    qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: all(each.isEnabled() for each in actions), timeout=WAIT)
