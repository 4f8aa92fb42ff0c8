"""The windows of the history beside one another: what is begun in them, what they say, and which keys they take."""

import re
import threading

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from leukdesk import INTENDED_USE
from leukdesk.gui.files.batch_bar import BatchBar
from leukdesk.gui.history.archive_dialog import ArchiveDialog
from leukdesk.gui.history.export_dialog import Wanted
from leukdesk.gui.history.jobs import Jobs
from leukdesk.gui.history.restore_dialog import RestoreDialog
from leukdesk.gui.history.restoring import HistoryInUseError
from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.verify_dialog import VerifyDialog
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ACTIONS, ActionId, MenuId
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.safety.archive import Archived
from leukdesk.history.safety.backups import Backups
from leukdesk.settings import Settings

from ..conftest import WAIT
from .conftest import held_back, open_dialog


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
