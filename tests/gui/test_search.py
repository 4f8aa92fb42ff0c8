"""The filter's controls, what a row says of its decision, and what was seen before."""

import re
import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from leukdesk.gui.analyst import Job
from leukdesk.gui.history.seen_before import SeenBefore
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.merge import merge
from leukdesk.history.searching.facets import Choices
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import WAIT, capture, show_picture
from .test_history import COLUMNS, PIXELS, a_record, logged, text  # noqa: F401


def pick(window, qtbot, name, choice):
    """Choose from one of the filter's menus."""
    menu = window.history.controls.buttons[name].menu()
    menu.aboutToShow.emit()
    (action,) = (each for each in menu.actions() if each.text() == choice)
    action.trigger()
    assert window.history.controls.buttons[name].text() != name or choice.startswith("Any")


def test_controls_and_words_are_one_filter(start, qtbot, logged):  # noqa: F811
    window = start().window
    qtbot.waitUntil(lambda: bool(window.history.controls._choices.operators), timeout=WAIT)
    pick(window, qtbot, "Operator", "Meyer")
    pick(window, qtbot, "State", "Needs review")
    assert window.history_model.filter == Filter(operator="Meyer", needs_review=True)
    assert window.history.filter_text == "operator:Meyer needs-review:yes"
    qtbot.waitUntil(lambda: "found" in window.history.count_text, timeout=WAIT)
    pick(window, qtbot, "State", "Any state")
    assert window.history_model.filter == Filter(operator="Meyer")
    window.history.set_filter("")
    assert window.history_model.filter == Filter()
    assert window.history.controls.buttons["Operator"].text() == "Operator"


def test_a_filter_that_cannot_be_typed_is_still_the_filter(start, qtbot):
    window = start().window
    odd = Filter(sample='S "7"', state=State.SIGNED)
    window.history.set_filter(odd)
    assert window.history_model.filter == odd


def test_days_are_chosen_whole(start, qtbot):
    window = start().window
    controls = window.history.controls
    pick(window, qtbot, "Days", "Last 7 days")
    since = window.history_model.filter.since.astimezone()
    assert (since.hour, since.minute) == (0, 0)
    assert timedelta(days=5) < datetime.now().astimezone() - since < timedelta(days=8)
    assert "since" in controls.buttons["Days"].text()


def test_a_decided_row_is_shown_anew_in_its_place(start, qtbot, logged, data_dir):  # noqa: F811
    window = start().window
    model = window.history_model
    qtbot.waitUntil(lambda: model.rowCount() > 10, timeout=WAIT)
    record = model.record(4)
    with History(DataPaths(data_dir)) as another:
        (after,) = another.decide([record.id], Decision(State.REJECTED, reason="a smudge"), "Kim")
    model.show_anew([after])
    assert text(window, 4, "state") == "rejected"
    column = [each.key for each in COLUMNS].index("state")
    assert "Kim" in model.index(4, column).data(Qt.ItemDataRole.ToolTipRole)
    assert model.record(4).id == record.id


def test_in_a_log_of_several_stations_the_station_shows_and_time_is_what_counts(start, qtbot, data_dir, tmp_path):
    for name, numbers in (("first", (0, 2)), ("second", (1, 3))):
        with History(DataPaths(tmp_path / name)) as history:
            history.append_many([(a_record(number), PIXELS) for number in numbers])
    stations = [each.station for each in merge([tmp_path / "first", tmp_path / "second"], data_dir)]
    window = start().window
    column = [each.title for each in COLUMNS].index("Station")
    qtbot.waitUntil(lambda: not window.history.table.isColumnHidden(column), timeout=WAIT)
    first, second = (each[:8] for each in stations)

    def shows(*wanted):
        shown = [window.history_model.index(row, column).data() for row in range(window.history_model.rowCount())]
        return shown == [*wanted]

    # The records of the one came in after those of the other, and were logged between them.
    qtbot.waitUntil(lambda: shows(second, first, second, first), timeout=WAIT)
    header = window.history.table.horizontalHeader()
    header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: shows(*sorted([first, first, second, second])), timeout=WAIT)
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: shows(second, first, second, first), timeout=WAIT)
    window.history.restore(window.history.state())
    assert not window.history.table.isColumnHidden(column)
    window.history_model.choices_came.emit(Choices())
    assert window.history.table.isColumnHidden(column)


def test_a_picture_and_a_code_that_were_seen_before_are_said(start, qtbot, sample):
    program = start()
    window = program.window
    window.entry_bar.set_sample("S-7")
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "1 row since " in window.seen_before.full_text, timeout=WAIT)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: "logged before as row 1 (" in window.result.seen[0], timeout=WAIT)
    assert not window.result.seen[1], "under its own code it is no caution"
    qtbot.waitUntil(lambda: "2 rows since " in window.seen_before.full_text, timeout=WAIT)
    window.entry_bar.set_sample("S-8")
    assert (window.result.seen[0], window.seen_before.full_text) == ("", "")
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.seen[0].endswith(", S-7), under another sample code."), timeout=WAIT)
    said, caution = window.result.seen
    assert said.startswith("The same picture was logged before as row ")
    assert "row 3" not in said, "no row is a copy of itself"
    assert caution
    window.history.choose(window.history_model.row_of(2))
    qtbot.waitUntil(lambda: window.result.seen[0].endswith(", S-7)."), timeout=WAIT)
    assert window.result.seen[0].startswith("The same picture was logged before as row 1 (")
    assert not window.result.seen[1]
    window.desk.back()
    assert window.result.seen == (said, True)


class Held:
    """A worker that answers when it is told to, in any order."""

    def __init__(self, history):
        self.history, self.asked = history, []

    def ask(self, work, done, failed=None, *, to_be_finished=False):
        job = Job()
        self.asked.append((job, work, done))
        return job

    def answer(self, place):
        job, work, done = self.asked.pop(place)
        if not job.cancelled():
            done(work(self))


def test_what_is_known_of_the_code_never_replaces_what_is_known_of_the_picture(qtbot, log):
    told = []
    worker = Held(log)
    seen = SeenBefore(worker, lambda: "S-0001", lambda *each: told.append(each))
    qtbot.addWidget(seen)
    for last in (0, 1):
        seen.sample_changed()
        seen._pause.timeout.emit()  # the code is asked for first,
        seen.logged([2])  # then the picture
        worker.answer(last - 1)
        worker.answer(0)
        while worker.asked:
            worker.answer(-1)
        assert told[-1][0].startswith("The same picture was logged before as row 1 (")
        assert told[-1][0].endswith("), under another sample code.")
        assert told[-1][1]
        assert seen.full_text.startswith("1 row since ")
    seen.sample_changed()
    assert (told[-1][0], seen.full_text) == ("", "")
    seen.logged([2])
    seen.sample_changed()
    worker.answer(-1)
    assert told[-1][0].startswith("Row 2 ("), "what comes late names its row"
    seen.stop()


@pytest.fixture
def log(data_dir):
    """The same picture under two codes."""
    with History(DataPaths(data_dir)) as history:
        history.append_many([(a_record(number), PIXELS) for number in (0, 1)])
        yield history


def test_of_many_pictures_those_that_were_logged_before_are_counted(start, qtbot, sample, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        shutil.copy(sample, folder / name)
    window = start().window
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "3 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    qtbot.waitUntil(lambda: "2 of 3 pictures were logged before" in window.result.seen[0], timeout=WAIT)
    said = window.result.seen[0]
    assert re.search(r"\. Row [23] \(.*\): the same picture was logged before as row 1 \(", said), said


def test_a_field_that_hands_free_capture_logs_once_more_is_said(live, qtbot, data_dir):
    window = live.window
    capture(live, qtbot)
    with History(DataPaths(data_dir)) as history:
        first = history.get(1)
        history.append(replace(first, sample="S-8"), history.picture(first))
        window.work.hands_free.logged.emit((2,))
        qtbot.waitUntil(lambda: "logged before as row 1 (" in window.result.seen[0], timeout=WAIT)


def test_fields_that_cannot_be_read_are_said_whole_on_a_line_of_their_own(start, qtbot, logged):  # noqa: F811
    window = start().window
    history = window.history
    history.set_filter("state:sined")
    assert history.hint_text == "state: is none of suggested, confirmed, changed, rejected, signed"
    qtbot.waitUntil(lambda: history.count_text == "0 rows found", timeout=WAIT)
    history.set_filter("state:sined since:31.12.2026")
    assert history.hint_text.count("; ") == 1
    assert history.hint_text in history._hint.text()
    for width in (1366, 800):
        window.resize(width, 768)
        qtbot.wait(50)
        assert history._hint.height() >= history._hint.heightForWidth(history._hint.width()), "nothing is cut off"
    history.set_filter("state:signed")
    assert history.hint_text == ""
    assert not history._hint.isVisible()
