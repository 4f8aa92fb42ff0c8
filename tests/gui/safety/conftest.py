"""A log of five records, and the windows that keep it safe as the user works with them."""

import sqlite3
from contextlib import closing, contextmanager

import pytest

from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.safety.backups import Backups
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from ..conftest import WAIT
from ..test_history import PIXELS, a_record


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


@contextmanager
def held_back(paths):
    """Another program makes a backup: one that begins now waits for its place."""
    paths.backups.mkdir(exist_ok=True)
    with closing(sqlite3.connect(paths.backups / ".lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
