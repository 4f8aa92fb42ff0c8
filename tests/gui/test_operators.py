"""Who is working, in the real window with a real list."""

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from leukdesk.app import Options, create_program
from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.history.errors import HistoryBusyError
from leukdesk.history.events import Kind
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, load_settings, save_settings

from .conftest import WAIT, show_picture
from .safety.conftest import held_back
from .test_history import PIXELS, a_record
from .test_review import KEY, press, show_row, stands


@pytest.fixture
def log(data_dir):
    """Ada is administrator (PIN 1234), Rex a reviewer (PIN 5678), Otto an operator without a PIN."""
    with History(DataPaths(data_dir)) as history:
        operators = Operators(history)
        operators.add("Ada", pin="1234")
        operators.add("Rex", Role.REVIEWER, "5678", "Ada")
        operators.add("Otto", by="Ada")
        history.append(a_record(0), PIXELS)
        yield history


@pytest.fixture
def program(start, qtbot, log):
    program = start()
    qtbot.waitUntil(lambda: program.window.operators.sign_in_dialog is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: program.window.history_model.rowCount() == 1, timeout=WAIT)
    return program


@pytest.fixture
def window(program):
    return program.window


def button(dialog, text):
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def sign_in(window, qtbot, row, pin=""):
    dialog = window.operators.sign_in_dialog
    dialog.names.setCurrentRow(row)
    field = dialog.pin if pin else dialog.names
    if pin:
        qtbot.keyClicks(field, pin)
    qtbot.keyClick(field, KEY.Key_Return)
    return dialog


def test_at_the_start_it_is_asked_who_works_and_the_pin_proves_it(window, qtbot, log):
    assert window.session.operator == ""
    dialog = sign_in(window, qtbot, 0, "9999")
    qtbot.waitUntil(lambda: "not the PIN of Ada" in dialog.said, timeout=WAIT)
    assert window.session.operator == ""
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    assert window.operators.sign_in_dialog is None
    assert [each.actor for each in log.events([Kind.SIGNED_IN])] == ["Ada"]
    assert window.entry().operator == "Ada"


def test_who_only_looks_logs_and_decides_nothing_and_is_told(program, qtbot, log, sample):
    window = program.window
    qtbot.keyClick(window.operators.sign_in_dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.operators.sign_in_dialog is None, timeout=WAIT)
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: any("nobody is signed in" in each for each in window.banners.texts()), timeout=WAIT)
    assert log.count() == 1
    assert window.result.answer is None
    show_row(window, qtbot, 1)
    press(window, qtbot, KEY.Key_F10)
    qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
    assert log.get(1).state is State.SUGGESTED
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    assert not window.banners.texts(), "what was said is taken back"
    press(window, qtbot, KEY.Key_F10)
    stands(window, qtbot, 1, State.CONFIRMED)
    assert log.get(1).standing.decided_by == "Otto"


def test_an_operator_cannot_sign_and_a_reviewer_signs_with_the_pin(window, qtbot, log):
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    log.decide([1], Decision(State.CONFIRMED), "Otto")
    show_row(window, qtbot, 1)
    stands(window, qtbot, 1, State.CONFIRMED)
    window.actions_by_id["sign"].trigger()
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    dialog = window.review.signing.dialog
    assert dialog.said.startswith("Otto is an operator, and only reviewers and administrators sign; ask Ada or Rex.")
    assert [dialog.name.itemText(each) for each in range(dialog.name.count())] == ["Ada", "Rex"]
    dialog.name.setCurrentText("Rex")
    qtbot.keyClicks(dialog.pin, "0000")
    qtbot.keyClick(dialog.pin, KEY.Key_Return)
    qtbot.waitUntil(lambda: "not the PIN of Rex" in dialog.said, timeout=WAIT)
    assert log.get(1).state is State.CONFIRMED
    qtbot.keyClicks(dialog.pin, "5678")
    qtbot.keyClick(dialog.pin, KEY.Key_Return)
    stands(window, qtbot, 1, State.SIGNED)
    assert log.get(1).standing.signed_by == "Rex"
    assert window.session.operator == "Otto", "who works is still the same"
    confirm, sign = window.actions_by_id["confirm"], window.actions_by_id["sign"]
    qtbot.waitUntil(lambda: not confirm.isEnabled(), timeout=WAIT)
    why = "This row is signed. Ask Ada or Rex: only reviewers and administrators change a signed row."
    assert confirm.statusTip() == why
    assert sign.statusTip() == "This row is signed already, by Rex."
    press(window, qtbot, KEY.Key_F10)
    assert window.status.full_text == why, "the key says so, too"
    log.append(a_record(1), PIXELS)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    window.history.table.selectAll()
    assert confirm.statusTip() == why.replace("This row", "Row 1"), "one of several, too"


def test_it_locks_and_asks_again(window, qtbot, log):
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    window.actions_by_id["lock"].trigger()
    assert window.session.operator == ""
    assert window.operators.sign_in_dialog is not None
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)


def test_closing_the_question_who_works_leaves_whoever_works(window, qtbot, log):
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    window.actions_by_id["operators"].trigger()
    for leave in (lambda dialog: qtbot.keyClick(dialog, KEY.Key_Escape), lambda dialog: dialog.close()):
        window.actions_by_id["change-operator"].trigger()
        qtbot.waitUntil(window.operators.sign_in_dialog.isActiveWindow, timeout=WAIT)
        leave(window.operators.sign_in_dialog)
        qtbot.waitUntil(lambda: window.operators.sign_in_dialog is None, timeout=WAIT)
        assert (window.session.operator, window.operators.operators_dialog.isVisible()) == ("Ada", True)
    window.actions_by_id["change-operator"].trigger()
    qtbot.mouseClick(button(window.operators.sign_in_dialog, "Look only"), Qt.MouseButton.LeftButton)
    assert (window.operators.sign_in_dialog, window.session.operator) == (None, "")
    assert window.operators.operators_dialog is None


def test_without_input_it_locks_by_itself_and_a_key_puts_it_off(window, qtbot):
    window.memory.change_review(lock_minutes=1)
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    idle = window.session.idle.timer
    assert (idle.isActive(), idle.interval()) == (True, 60_000)
    idle.start(20)
    qtbot.waitUntil(lambda: window.session.operator == "", timeout=WAIT)
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    idle.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one ends on a whole second
    idle.start(60_000)
    before = idle.remainingTime()
    qtbot.waitUntil(lambda: idle.remainingTime() < before, timeout=WAIT)
    left = idle.remainingTime()
    event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)
    assert idle.remainingTime() > left


def test_only_administrators_manage_the_list(window, qtbot, log):
    sign_in(window, qtbot, 1, "5678")
    qtbot.waitUntil(lambda: window.session.operator == "Rex", timeout=WAIT)
    window.actions_by_id["operators"].trigger()
    assert window.operators.operators_dialog is None
    assert any("only an administrator does this; ask Ada" in each for each in window.banners.texts())
    window.actions_by_id["change-operator"].trigger()
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    window.actions_by_id["operators"].trigger()
    dialog = window.operators.operators_dialog
    dialog.people.setCurrentRow(0)
    dialog.active.setChecked(False)
    dialog.save.click()
    qtbot.waitUntil(lambda: "last administrator" in dialog.said, timeout=WAIT)
    dialog.people.setCurrentRow(2)
    dialog.role.setCurrentText("reviewer")
    dialog.save.click()
    qtbot.waitUntil(lambda: Operators(log).laboratory().find("Otto").role is Role.REVIEWER, timeout=WAIT)
    qtbot.waitUntil(lambda: dialog.said == "Otto is reviewer now.", timeout=WAIT)
    dialog.four_eyes.click()
    qtbot.waitUntil(lambda: Operators(log).laboratory().four_eyes, timeout=WAIT)
    assert {each.actor for each in log.events([Kind.SETTING])} == {"Ada"}


def test_who_is_signed_in_changes_the_own_pin_and_the_log_tells(window, qtbot, log):
    own = window.actions_by_id["own-pin"]
    assert not own.isEnabled()
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    assert (own.isEnabled(), own.toolTip()) == (
        False,
        "Otto has no PIN yet. An administrator sets the first one; ask Ada.",
    )
    window.actions_by_id["change-operator"].trigger()
    sign_in(window, qtbot, 1, "5678")
    qtbot.waitUntil(lambda: window.session.operator == "Rex", timeout=WAIT)
    own.trigger()
    dialog = window.operators.own_pin_dialog
    for field, text in ((dialog.present, "0000"), (dialog.new, "8765"), (dialog.again, "8765")):
        qtbot.keyClicks(field, text)
    dialog.change.click()
    qtbot.waitUntil(lambda: "not the PIN of Rex" in dialog.said, timeout=WAIT)
    qtbot.keyClicks(dialog.present, "5678")
    qtbot.keyClick(dialog.present, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.operators.own_pin_dialog is None, timeout=WAIT)
    newest = log.events([Kind.OPERATOR])[0]
    assert (newest.actor, newest.subject) == ("Rex", "Rex")
    assert Operators(log).prove("Rex", "8765")


def test_who_is_put_out_of_service_elsewhere_works_no_more(window, qtbot, log):
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    Operators(log).change("Otto", "Ada", active=False)
    qtbot.waitUntil(lambda: window.session.operator == "", timeout=WAIT)


def test_the_first_operator_begins_the_list_and_goes_on_working(start, qtbot):
    window = start().window
    qtbot.waitUntil(lambda: window.actions_by_id["operators"].isEnabled(), timeout=WAIT)
    assert window.operators.sign_in_dialog is None, "without a list nobody is asked"
    window.actions_by_id["operators"].trigger()
    dialog = window.operators.operators_dialog
    qtbot.keyClicks(dialog.name, "Ada & Co")
    qtbot.keyClicks(dialog.pin, "1234")
    qtbot.keyClicks(dialog.again, "1234")
    qtbot.keyClick(dialog.again, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.said == "Ada & Co was added as administrator, with a PIN.", timeout=WAIT)
    assert window.session.operator == "Ada & Co"
    assert window.session.house.operators[0].role is Role.ADMINISTRATOR
    assert window.operators.sign_in_dialog is None


def test_a_list_that_was_begun_elsewhere_makes_nobody_administrator_here(start, qtbot, data_dir):
    window = start().window
    qtbot.waitUntil(lambda: window.actions_by_id["operators"].isEnabled(), timeout=WAIT)
    window.entry_bar.set_operator("Ada")
    window.actions_by_id["operators"].trigger()
    dialog, archive = window.operators.operators_dialog, window.actions_by_id["archive"]
    archive.trigger()
    closed = []
    window.findChild(ArchiveDialog).finished.connect(closed.append)
    window.review.watch.stop()  # between two looks
    with History(DataPaths(data_dir)) as history:
        Operators(history).add("Ada", pin="1234")
        qtbot.keyClicks(dialog.name, "Eve")
        qtbot.keyClick(dialog.name, KEY.Key_Return)
        qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
        assert window.session.operator == ""
        assert [each.name for each in Operators(history).laboratory().operators] == ["Ada"]
    assert any("a list of operators was begun elsewhere" in each for each in window.banners.texts())
    assert window.operators.operators_dialog is None
    assert closed


def test_whoever_chose_to_look_only_is_not_signed_in_by_an_answer_that_comes_late(window, qtbot, log):
    go, after = threading.Event(), []
    window._analyst.ask(lambda _: go.wait(WAIT / 1000), lambda _: None)  # the worker is busy
    dialog = sign_in(window, qtbot, 0, "1234")
    dialog.reject()
    window._analyst.ask(lambda _: None, after.append)
    go.set()
    qtbot.waitUntil(lambda: bool(after), timeout=WAIT)
    assert window.session.operator == ""
    assert log.events([Kind.SIGNED_IN]) == []
    window.actions_by_id["change-operator"].trigger()
    window.operators.sign_in("Ada", "1234")
    window.operators.sign_in("Otto", "")
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)


def test_the_remembered_name_is_nobody_until_the_list_is_known(data_dir, log, qtbot):
    save_settings(DataPaths(data_dir).settings, Settings(operator="Ada"))
    program = create_program(Options(data_dir, None, ()))
    try:
        window = program.window
        assert window.entry().operator == "", "before the list was read"
        qtbot.waitUntil(lambda: window._station is not None, timeout=WAIT)
        assert (window.entry().operator, window.session.house.keeps_list) == ("", True)
        assert window.operators.sign_in_dialog is not None
    finally:
        program.close()
    assert load_settings(DataPaths(data_dir).settings).operator == "Ada", "whom to offer the next time"


def test_a_list_that_cannot_be_read_lets_nobody_work_until_it_can(start, qtbot, log, monkeypatch):
    save_settings(log.paths.settings, Settings(operator="Otto"))

    def held(_):
        raise HistoryBusyError(log.paths.database, 5)

    with monkeypatch.context() as broken:
        broken.setattr("leukdesk.station._people", lambda _: None)
        broken.setattr("leukdesk.history.people.operators.Operators.laboratory", held)
        window = start().window
        assert window.entry().operator == ""
        assert any("cannot be read" in each for each in window.banners.texts())
    qtbot.waitUntil(lambda: window.operators.sign_in_dialog is not None, timeout=WAIT)
    assert not window.banners.texts()


def test_nothing_leaves_the_log_while_nobody_is_signed_in(window, qtbot, log):
    window.operators.sign_in_dialog.close()
    for action in ("export", "export-folder", "back-up", "restore", "archive", "report"):
        window.actions_by_id[action].trigger()
        assert any("nobody is signed in" in each for each in window.banners.texts()), action
        window.operators.sign_in_dialog.close()
        window.banners.take_back("who")
    assert {each.kind for each in log.events()}.isdisjoint({Kind.EXPORTED, Kind.BACKED_UP})
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]


def test_only_an_administrator_goes_back_to_a_backup_and_archives(window, qtbot, log):
    sign_in(window, qtbot, 1, "5678")
    qtbot.waitUntil(lambda: window.session.operator == "Rex", timeout=WAIT)
    for action in ("restore", "archive", "export-folder"):
        window.actions_by_id[action].trigger()
        assert any("only an administrator does this; ask Ada" in each for each in window.banners.texts()), action
        window.banners.take_back("who")
    window.actions_by_id["back-up"].trigger()
    qtbot.waitUntil(lambda: [each.actor for each in log.events([Kind.BACKED_UP])] == ["Rex"], timeout=WAIT)


def test_a_lock_closes_what_was_opened_in_a_name(window, qtbot, log):
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    show_row(window, qtbot, 1)
    press(window, qtbot, KEY.Key_F12)
    window.actions_by_id["operators"].trigger()
    window.actions_by_id["restore"].trigger()
    window.actions_by_id["export"].trigger()
    assert len([each for each in window.findChildren(QDialog) if each.isVisible()]) == 4
    window.actions_by_id["lock"].trigger()
    visible = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert visible == [window.operators.sign_in_dialog]


def administrators_windows(window, qtbot):
    """Let Ada sign in and open what is for administrators only; return what is seen of it."""
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    for action in ("restore", "archive", "operators"):
        window.actions_by_id[action].trigger()
    found = [window.findChild(RestoreDialog), window.findChild(ArchiveDialog), window.operators.operators_dialog]
    assert all(each.isVisible() for each in found)
    return found


def test_who_signs_in_next_finds_no_window_of_an_administrator(window, qtbot, log):
    opened = administrators_windows(window, qtbot)
    closed = []
    for each in opened:
        each.finished.connect(closed.append)
    window.actions_by_id["change-operator"].trigger()
    assert not closed
    sign_in(window, qtbot, 2)
    qtbot.waitUntil(lambda: window.session.operator == "Otto", timeout=WAIT)
    assert len(closed) == len(opened)


def test_a_lock_closes_the_windows_while_something_else_runs_too(window, qtbot, log):
    opened = administrators_windows(window, qtbot)
    closed = []
    for each in opened:
        each.finished.connect(closed.append)
    with held_back(log.paths):
        window.actions_by_id["back-up"].trigger()
        assert window.records.jobs.running
        window.actions_by_id["lock"].trigger()
        assert len(closed) == len(opened)
        window.actions_by_id["cancel"].trigger()
    qtbot.waitUntil(lambda: not window.records.jobs.running, timeout=WAIT)


def test_who_is_no_administrator_any_more_is_refused_at_the_very_moment(window, qtbot, log, tmp_path):
    Backups(log.paths).make(log)
    restoring, archiving, people = administrators_windows(window, qtbot)
    qtbot.waitUntil(lambda: restoring.list.topLevelItemCount() == 1, timeout=WAIT)
    restoring.list.setCurrentItem(restoring.list.topLevelItem(0))
    qtbot.waitUntil(restoring.agree.isEnabled, timeout=WAIT)
    restoring.agree.setChecked(True)
    log.decide([1], Decision(State.CONFIRMED), "Ada")
    archiving.folder.setText(str(tmp_path))
    archiving.before.setMaximumDate(archiving.before.date().addYears(20))
    archiving.before.setDate(archiving.before.maximumDate())
    archiving.count.click()
    qtbot.waitUntil(archiving.agree.isEnabled, timeout=WAIT)
    archiving.agree.setChecked(True)
    operators = Operators(log)
    operators.change("Rex", "Ada", role=Role.ADMINISTRATOR)
    operators.change("Ada", "Rex", role=Role.OPERATOR)
    qtbot.waitUntil(lambda: window.session.house == operators.laboratory(), timeout=WAIT)
    for act in (restoring.restore.click, archiving.go.click, lambda: people.lock_after.emit(7), people.four_eyes.click):
        act()
        assert any("only an administrator does this; ask Rex" in each for each in window.banners.texts()), act
        assert not window.records.jobs.running
        window.banners.take_back("who")
    assert window.operators.operators_dialog is None
    assert window.memory.settings.review.lock_minutes != 7
    assert not operators.laboratory().four_eyes
    restoring.close()
    archiving.close()


def test_input_in_a_dialog_puts_the_lock_off(window, qtbot):
    window.memory.change_review(lock_minutes=1)
    sign_in(window, qtbot, 0, "1234")
    qtbot.waitUntil(lambda: window.session.operator == "Ada", timeout=WAIT)
    window.actions_by_id["operators"].trigger()
    dialog = window.operators.operators_dialog
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    idle = window.session.idle.timer
    idle.setTimerType(Qt.TimerType.PreciseTimer)
    idle.start(60_000)
    before = idle.remainingTime()
    qtbot.waitUntil(lambda: idle.remainingTime() < before, timeout=WAIT)
    left = idle.remainingTime()
    QTest.keyClick(dialog.windowHandle(), KEY.Key_Shift)
    assert idle.remainingTime() > left
