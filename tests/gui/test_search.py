"""The filter's controls, what a row says of its decision, and what was seen before."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import Qt

from leukdesk.history.review import Decision, State
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import WAIT, capture, show_picture
from .test_history import COLUMNS, a_record, logged, text  # noqa: F401


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


def test_a_picture_and_a_code_that_were_seen_before_are_said(start, qtbot, sample):
    program = start()
    window = program.window
    window.entry_bar.set_sample("S-7")
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "1 row with this sample code" in window.seen_before.full_text, timeout=WAIT)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: "The same picture is row 1" in window.seen_before.full_text, timeout=WAIT)
    assert "sample S-7" in window.seen_before.full_text


def test_of_many_pictures_those_that_were_logged_before_are_counted(start, qtbot, sample, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        shutil.copy(sample, folder / name)
    window = start().window
    window.open_paths([folder])
    qtbot.waitUntil(lambda: "3 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    qtbot.waitUntil(lambda: "2 of 3 pictures were logged before" in window.seen_before.full_text, timeout=WAIT)
    assert "The picture of row 2 is that of row 1 of" in window.seen_before.full_text


def test_a_field_that_hands_free_capture_logs_once_more_is_said(live, qtbot, data_dir):
    window = live.window
    capture(live, qtbot)
    with History(DataPaths(data_dir)) as history:
        first = history.get(1)
        history.append(replace(first, sample="S-8"), history.picture(first))
        window.work.hands_free.logged.emit((2,))
        qtbot.waitUntil(lambda: "The same picture is row 1" in window.seen_before.full_text, timeout=WAIT)
