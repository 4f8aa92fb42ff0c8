"""A slide session in the real window, on a real log: resumed, reviewed, decided, signed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from leukdesk.gui.desk.field_counter import FieldCounter
from leukdesk.gui.report.slide_work import SlideReportWork
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.resume_offer import ResumeOffer
from leukdesk.gui.slide.status import Way
from leukdesk.gui.slide.work import SlideWork
from leukdesk.history.events import Kind
from leukdesk.history.review import Decision, State
from leukdesk.history.session.state import SessionState
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from ..conftest import WAIT
from .conftest import PLAN, count, end


@pytest.fixture
def log(data_dir):
    """Another program holds the log open; it has left a session of ten cells behind."""
    with History(DataPaths(data_dir)) as history:
        count(history, 8)
        yield history


@pytest.fixture
def work(start, log, qtbot):
    window = start().window
    window.entry_bar.set_operator("Kim")
    panel, offer = SlidePanel(), ResumeOffer()
    for widget in (panel, offer):
        qtbot.addWidget(widget)
    made = SlideWork(window, panel, offer, window._analyst, window.memory, window.session)
    made.failures = []
    made.failed.connect(lambda _key, sentence: made.failures.append(sentence))
    made.stepped.connect(lambda session: made.count_into(_counter_of(session)))
    panel.resize(440, 760)
    panel.show()
    made.open(window._station)
    qtbot.waitUntil(offer.isVisible, timeout=WAIT)
    yield made
    made.close()


def _counter_of(session):
    return FieldCounter(session.id, session.plan) if session.state is SessionState.COUNTING else None


@pytest.fixture
def resumed(work, qtbot):
    """The session that was left behind is gone on with, and shown."""
    with qtbot.waitSignal(work.stepped, timeout=WAIT) as stepped:
        work.offer.go_on.click()
    qtbot.waitUntil(lambda: work.slide is not None, timeout=WAIT)
    assert stepped.args[0].id == work.slide.session.id
    return work


def stands(work, qtbot, what):
    """Wait until what is shown is so."""
    qtbot.waitUntil(lambda: work.slide is not None and what(work.slide), timeout=WAIT)


def test_a_session_that_a_crash_left_open_is_gone_on_with(resumed, log):
    assert resumed.panel.lines[2] == "10 of 200 cells counted"
    (event,) = [each for each in log.events((Kind.SESSION,)) if each.new["state"] == "resumed"]
    assert event.actor == "Kim"


def test_one_that_a_crash_left_open_and_that_is_only_looked_at_says_that_nothing_is_counted(work, log, qtbot):
    (session,) = Sessions(log).sessions()
    work.show_session(session.id)
    stands(work, qtbot, lambda slide: slide.session.state is SessionState.COUNTING)
    assert work.panel.lines[1].startswith("Left open, not counted into here · ")
    assert work.panel.pause.text() == "&Resume"
    with qtbot.waitSignal(work.stepped, timeout=WAIT):
        work.panel.pause.click()
    qtbot.waitUntil(lambda: work.panel.pause.text() == "&Pause", timeout=WAIT)
    assert work.panel.lines[1].startswith("Counting · ")


def test_of_two_that_were_left_open_one_is_ended_and_the_other_gone_on_with(work, log, qtbot):
    first, second = Sessions(log).sessions()[0].id, count(log, 2, plan=replace(PLAN, sample="B-0500"))
    work.open(work._station)
    qtbot.waitUntil(lambda: work.offer.which.count() == 2, timeout=WAIT)
    assert work.offer.text.startswith("2 slide sessions were not ended. The session on sample B-0500")
    end(work.offer.end)
    qtbot.waitUntil(lambda: work.offer.which.count() == 1, timeout=WAIT)
    assert Sessions(log).get(second).state is SessionState.ENDED
    assert work.panel.session is None, "what is ended from the offer is not what is counted"
    work.offer.go_on.click()
    stands(work, qtbot, lambda slide: slide.session.id == first)


def test_who_goes_on_with_one_session_is_offered_no_other_and_cannot_go_on_with_two(work, log, qtbot):
    first, second = Sessions(log).sessions()[0].id, count(log, 2, plan=replace(PLAN, sample="B-0500"))
    work.open(work._station)
    qtbot.waitUntil(lambda: work.offer.which.count() == 2, timeout=WAIT)
    work.offer.go_on.click()
    stands(work, qtbot, lambda slide: slide.session.id == second)
    assert not work.offer.isVisible()
    work.go_on(first)
    assert "The slide session on sample B-0500 is counting" in work.failures[-1]
    resumed = [each.subject for each in log.events((Kind.SESSION,)) if each.new["state"] == "resumed"]
    assert resumed == [second]


def test_it_is_paused_resumed_and_ended(resumed, qtbot):
    panel = resumed.panel
    panel.pause.click()
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.PAUSED)
    qtbot.waitUntil(lambda: panel.pause.text() == "&Resume", timeout=WAIT)
    panel.pause.click()
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.COUNTING)
    said = end(panel.end, "&Not yet")
    assert said.startswith("End at 10 of 200 cells? A session that has ended counts no more")
    panel.pause.click()
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.PAUSED)
    end(panel.end)
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.ENDED)


def test_cells_are_changed_together_and_the_differential_follows(resumed, log, qtbot):
    resumed.panel.gallery.click()
    gallery = resumed.review.gallery
    cells = [each for each in gallery.model.shown if each.label != "basophil"][:3]
    gallery.view.select([each.id for each in cells])
    qtbot.keyClick(gallery.view, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: gallery.popup is not None, timeout=WAIT)
    gallery.popup.reason.setText("The cell's shape fits another class")
    gallery.popup.commit()
    basophils = lambda slide: next(each for each in slide.tally.classes if each.id == "basophil")  # noqa: E731
    stands(resumed, qtbot, lambda slide: basophils(slide).count >= 3)
    assert basophils(resumed.panel).undecided == basophils(resumed.panel).count - 3
    for each in cells:
        record = log.get(each.id)
        assert (record.label, record.standing.label, record.decided_by) == (each.label, "basophil", "Kim")
        assert log.events(record_id=each.id)[0].reason == "The cell's shape fits another class"
    assert gallery.said == ""


def test_what_another_program_decided_meanwhile_is_not_overturned_unseen(resumed, log, qtbot):
    resumed.panel.gallery.click()
    gallery = resumed.review.gallery
    cell = gallery.model.shown[0]
    log.decide([cell.id], Decision(State.REJECTED, reason="Smudged"), "Ben Ruiz")
    gallery.view.select([cell.id])
    qtbot.keyClick(gallery.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "rejected by Ben Ruiz" in gallery.said, timeout=WAIT)
    stands(resumed, qtbot, lambda slide: slide.tally.rejected == 1)  # and it is shown as it stands now
    assert log.get(cell.id).decided_by == "Ben Ruiz"


def test_nobody_decides_without_a_name(resumed, log, qtbot):
    resumed.panel.gallery.click()
    resumed._window.entry_bar.set_operator("")
    gallery = resumed.review.gallery
    gallery.view.select([gallery.model.shown[0].id])
    qtbot.keyClick(gallery.view, Qt.Key.Key_Return)
    assert gallery.said.startswith("Nothing was decided: nobody is named as operator")
    assert all(each.state is State.SUGGESTED for each in Sessions(log).cells(resumed.slide.session.id))


def test_a_session_is_reviewed_and_signed(resumed, log, qtbot):
    panel = resumed.panel
    end(panel.end)
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.ENDED)
    resumed.review.sign()
    assert resumed.failures[-1].startswith("The session cannot be signed: ")
    assert "uncertain and nobody has decided about" in resumed.failures[-1]
    panel.gallery.click()
    gallery = resumed.review.gallery
    gallery.only_review.setChecked(True)
    gallery.view.selectAll()
    qtbot.keyClick(gallery.view, Qt.Key.Key_Return)
    stands(resumed, qtbot, lambda slide: slide.tally.to_review == 0)
    gallery.confirm_rest.click()
    stands(resumed, qtbot, lambda slide: slide.tally.undecided == 0)
    qtbot.waitUntil(panel.sign.isEnabled, timeout=WAIT)
    panel.sign.click()
    dialog = resumed.review.sign_dialog
    dialog.typed.setText("Cleo Tan")
    dialog._enter.click()
    stands(resumed, qtbot, lambda slide: slide.session.state is SessionState.SIGNED)
    session = Sessions(log).get(resumed.slide.session.id)
    assert (session.signed_by, session.changed_since) == ("Cleo Tan", False)
    assert resumed.review.sign_dialog is None
    assert all(each.state is State.SIGNED for each in Sessions(log).cells(session.id))


def test_a_new_session_is_asked_for_and_what_was_chosen_is_remembered(work, qtbot):
    work.begin("B-0417")
    qtbot.waitUntil(lambda: work.new_dialog is not None, timeout=WAIT)
    dialog = work.new_dialog
    assert "A session on this sample code is counting" in dialog.said_of_twin
    dialog.sample.setText("B-0500")
    assert dialog.said_of_twin == ""
    dialog.sample.setText("B-0417")
    qtbot.waitUntil(lambda: "A session on this sample code is counting" in dialog.said_of_twin, timeout=WAIT)
    dialog.sample.setText("B-0500")
    dialog.target.setCurrentIndex(3)
    dialog.ways[Way.BY_HAND].setChecked(True)
    with qtbot.waitSignal(work.begin_wanted) as wanted:
        dialog.begin.click()
    new = wanted.args[0]
    assert (new.sample, new.operator, new.target, new.way) == ("B-0500", "Kim", 500, Way.BY_HAND)
    slide = work._memory.settings.slide
    assert (slide.target, slide.way) == (500, "by hand")


def test_reference_lines_are_kept_and_their_change_is_an_event_of_the_log(resumed, log, qtbot):
    resumed.panel.references.click()
    resumed.references.fields["monocyte"][1].setText("8")
    resumed.references._commit()
    assert resumed._memory.settings.slide.references == {"monocyte": (None, 0.08)}
    assert resumed.panel.model.lines(4) == (None, 0.08)
    qtbot.waitUntil(lambda: log.events((Kind.SETTING,)) != [], timeout=WAIT)
    event = log.events((Kind.SETTING,))[0]
    assert (event.actor, event.subject) == ("Kim", "reference lines of monocyte")
    assert event.new == {"value": "none to 0.0800"}


def test_a_double_click_asks_for_the_cell_in_its_field(resumed, qtbot):
    resumed.panel.gallery.click()
    gallery = resumed.review.gallery
    cell = gallery.model.shown[0]
    with qtbot.waitSignal(resumed.field_wanted) as wanted:
        gallery.view.field_wanted.emit(cell)
    assert wanted.args[0].id == cell.id
    assert gallery.windowHandle().transientParent() is None, "it would stay above the window with the field"


def test_the_report_is_written_as_a_job(resumed, qtbot, tmp_path, monkeypatch):
    window = resumed._window
    reports = SlideReportWork(window, window.records.jobs, window.memory, lambda: "Kim")
    reports.open(window._station)
    resumed.report_wanted.connect(reports.ask)
    path = tmp_path / "slide.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    resumed.panel.report.click()
    reports.dialog.identified.setChecked(True)
    reports.dialog.save.click()
    qtbot.waitUntil(lambda: "written to" in window.export_bar.text, timeout=WAIT)
    assert path.read_bytes().startswith(b"%PDF")
    assert reports.dialog is None


def test_another_log_shows_nothing_of_the_one_before(resumed, qtbot):
    resumed.panel.gallery.click()
    resumed.log_replaced()
    assert (resumed.slide, resumed.review.gallery) == (None, None)
    assert resumed.panel.lines[0] == "No slide session"
    qtbot.waitUntil(resumed.offer.isVisible, timeout=WAIT)
