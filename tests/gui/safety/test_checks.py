"""Whether the history is sound: looked at in the background, and verified on demand."""

import sqlite3
from contextlib import closing

from PySide6.QtWidgets import QApplication

from leukdesk.gui.history.verify_dialog import VerifyDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.events import Kind
from leukdesk.history.store import History

from ..conftest import WAIT
from ..test_history import PIXELS, a_record
from .conftest import open_dialog


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
    program.window.records.safety.unasked.check()
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    (text,) = program.window.banners.texts()
    assert "record 2 is not the one that was logged" in text
    change_sample(logged, sample)
    program.window.records.safety.unasked.check()
    qtbot.waitUntil(lambda: not program.window.banners.texts(), timeout=WAIT)


def test_a_sound_log_is_checked_without_a_word(start, logged, qtbot):
    program = start()
    safety = program.window.records.safety
    safety.unasked.check()
    qtbot.waitUntil(lambda: not safety.unasked.jobs, timeout=WAIT)
    assert program.window.banners.texts() == []


def test_a_check_under_way_does_not_hold_up_closing(start, logged):
    program = start()
    program.window.records.safety.unasked.check()
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


def test_what_was_found_is_told_when_the_window_was_closed_meanwhile(start, logged, qtbot):
    next(logged.pictures.glob("??/*.png")).unlink()
    program = start()
    dialog = open_dialog(program, ActionId.VERIFY, VerifyDialog)
    dialog.go.click()
    dialog.close()
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    assert "picture of record 1 is missing" in program.window.banners.texts()[0]
