"""Deciding and signing in the real window, by keyboard, on a real log."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QStyle

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.history import disk_watch
from leukdesk.gui.history.columns import COLUMNS
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.parts.lines_label import LinesLabel
from leukdesk.gui.result.answers import Answers
from leukdesk.gui.result.result_panel import ResultPanel
from leukdesk.gui.review.words import Reviewed, gives_way
from leukdesk.history.events import Kind
from leukdesk.history.records import Record
from leukdesk.history.review import Decided, Decision, Standing, State, decisions_of
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
from leukdesk.settings import HandoverSettings

from .conftest import WAIT, capture, show_picture
from .slide.conftest import PLAN, count
from .test_history import CARD, PIXELS, a_record
from .test_scanner import PAUSE, type_keys

KEY = Qt.Key


def uncertain(number):
    """A record that needs review; the model's first class is suggested."""
    return replace(a_record(number * 10), sample="S-1")


def certain(number):
    return replace(a_record(number * 10 + 9), sample="S-1")


@pytest.fixture
def log(data_dir):
    """Rows 1, 3 and 4 need review, 2 does not; another program holds the log open."""
    with History(DataPaths(data_dir)) as history:
        history.append_many([(each, PIXELS) for each in (uncertain(0), certain(1), uncertain(2), uncertain(3))])
        yield history


@pytest.fixture
def window(start, qtbot, log):
    window = start().window
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 4, timeout=WAIT)
    qtbot.waitUntil(lambda: window.status.waiting_text == "3 need review", timeout=WAIT)
    window.entry_bar.set_operator("Kim")
    return window


def show_row(window, qtbot, record_id):
    window.history.table.selectRow(window.history_model.row_of(record_id))
    qtbot.waitUntil(lambda: shown(window) == record_id, timeout=WAIT)


def shown(window):
    reviewed = window.review.reviewed
    return reviewed.record.id if reviewed is not None and window.desk.mode is Mode.STORED else None


def press(window, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.view, key, modifier)


def stands(window, qtbot, record_id, state):
    """Wait until the panel shows where a record stands."""

    def so():
        reviewed = window.review.reviewed
        return reviewed is not None and (reviewed.record.id, reviewed.record.state) == (record_id, state)

    qtbot.waitUntil(so, timeout=WAIT)


def test_a_capture_is_confirmed_by_keyboard_only(live, qtbot, data_dir):
    window = live.window
    qtbot.keyClick(window.view, KEY.Key_Tab)
    window.entry_bar.focus_operator()
    qtbot.keyClicks(window.focusWidget(), "Kim")
    qtbot.keyClick(window.focusWidget(), KEY.Key_Return)
    capture(live, qtbot)
    qtbot.waitUntil(lambda: window.review.reviewed is not None, timeout=WAIT)
    number = window.review.reviewed.record.id
    name = window.review.reviewed.record.label_name
    press(window, qtbot, KEY.Key_F10)
    stands(window, qtbot, number, State.CONFIRMED)
    assert window.result.sentence == f"Confirmed as {name} by Kim"
    assert window.result.aside.startswith(f"Suggested: {name} ")
    assert window.result.review.line.startswith("Confirmed by Kim, ")
    assert window.desk.mode is Mode.CAPTURED, "the picture stays"
    with History(DataPaths(data_dir)) as history:
        assert history.get(number).standing.decided_by == "Kim"


def test_the_headline_tells_what_stands_and_the_bars_stand_still(qtbot):
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.resize(380, 420)
    panel.show()
    record = Record(**vars(uncertain(0)), id=7, program_version="1")
    name = record.label_name
    who = "Maximiliane-von-Hohenstein-Wittgenstein-" * 4
    now = record.time
    panel.show_answer(Answers().of_record(record, "a"))
    taken = []
    heights = set()
    for state, label, said in (
        (State.SUGGESTED, "", f"Uncertain: nearest is {name} (0.30), needs review"),
        (State.CONFIRMED, name, f"Confirmed as {name} by {who}"),
        (State.CHANGED, "Other", f"Changed to Other by {who}"),
        (State.REJECTED, "", f"Rejected by {who}"),
        (State.SIGNED, "", f"Rejected, signed by {who}"),
    ):
        standing = Standing(state, record.label if label == name else label, label, who, now, who, now)
        if state is not State.SUGGESTED:
            taken.append(Decided(state, label, label, who, now, "because of " * 20))
        panel.review.show_reviewed(Reviewed(replace(record, standing=standing), tuple(taken)))
        assert panel.sentence == said
        assert panel.aside.startswith("Suggested: ") is (state is not State.SUGGESTED)
        qtbot.wait(0)
        heights.add((panel.chart.y(), panel.chart.height()))
        written = panel.findChild(LinesLabel).text().splitlines()
        assert len(written) <= 2
        if len(said) > 100:
            assert written[-1].endswith("…"), "what is cut off is seen to be"
        shown = panel.findChild(QPlainTextEdit).toPlainText().splitlines()
        assert all(each.endswith("…") for each in shown[: len(taken)])
    assert len(heights) == 1, heights
    panel.show_answer(replace(Answers().of_record(record, "b"), record_id=8))
    assert panel.sentence.startswith("Uncertain"), "what was decided of another record is not said of this one"


def test_the_title_bar_of_a_high_popup_stays_on_the_screen(window, qtbot):
    show_row(window, qtbot, 2)
    press(window, qtbot, KEY.Key_F11)
    popup, screen = window.review.popup, window.screen().availableGeometry()
    popup.classes.setMinimumHeight(screen.height())
    popup.layout().activate()
    window.review.deciding._place(popup)
    assert popup.y() == screen.top() + popup.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight) > screen.top()
    popup.close()


def test_a_class_is_changed_by_its_number_with_a_reason_and_the_suggestion_stays(window, qtbot, log):
    show_row(window, qtbot, 2)
    press(window, qtbot, KEY.Key_F11)
    popup = window.review.popup
    qtbot.keyClick(popup.classes, KEY.Key_1)
    assert popup.classes.choice == "", "what is suggested is no change"
    qtbot.keyClick(popup.classes, KEY.Key_2)
    qtbot.keyClick(popup.classes, KEY.Key_Return)
    assert "Say why" in popup.said
    qtbot.keyClicks(popup.reason, "Nucleoli")
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    stands(window, qtbot, 2, State.CHANGED)
    record = log.get(2)
    assert (record.standing.label, record.standing.label_name) == (CARD.classes[1].id, CARD.classes[1].name)
    assert record.label == CARD.classes[0].id
    assert window.result.review.lines[0].endswith(": Nucleoli")
    assert window.review.popup is None


def test_letters_typed_in_the_list_of_classes_are_the_reason(window, qtbot, log):
    show_row(window, qtbot, 2)
    press(window, qtbot, KEY.Key_F11)
    popup = window.review.popup
    qtbot.waitUntil(popup.isActiveWindow, timeout=WAIT)
    for key, letter in ((KEY.Key_3, ""), (KEY.Key_O, "o")):
        qtbot.keyClick(popup.classes, key)
        assert popup.reason.text() == letter
    qtbot.keyClicks(popup.classes, " than 1")
    assert popup.classes.choice == CARD.classes[2].id, "a figure in a text chooses nothing"
    qtbot.waitUntil(popup.reason.hasFocus, timeout=WAIT)
    qtbot.keyClicks(popup.reason, "0 ")
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    stands(window, qtbot, 2, State.CHANGED)
    assert decisions_of(log.events(record_id=2))[0].reason == "o than 10"


def test_a_common_reason_is_taken_with_the_arrows_and_what_was_typed_is_kept(window, qtbot, log):
    show_row(window, qtbot, 2)
    press(window, qtbot, KEY.Key_F12)
    popup = window.review.popup
    qtbot.keyClicks(popup.reason, "half a")
    qtbot.keyClick(popup.reason, KEY.Key_Down)
    first = popup.reason.reason
    assert first
    assert first != "half a"
    qtbot.keyClick(popup.reason, KEY.Key_Up)
    assert popup.reason.reason == "half a"
    qtbot.waitUntil(popup.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(popup, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.review.popup is None and window.isActiveWindow(), timeout=WAIT)
    press(window, qtbot, KEY.Key_F12)
    assert window.review.popup.reason.reason == "half a", "closed without a decision, and kept"
    qtbot.keyClick(window.review.popup.reason, KEY.Key_Down)
    qtbot.keyClick(window.review.popup.reason, KEY.Key_Return)
    stands(window, qtbot, 2, State.REJECTED)
    assert decisions_of(log.events(record_id=2))[0].reason == first


def test_a_first_confirmation_may_have_a_reason_or_none(window, qtbot, log):
    assert not window.actions_by_id[ActionId.CONFIRM_BECAUSE].isEnabled(), "nothing is shown"
    for number, reason in ((2, "Seen by two"), (3, "")):
        show_row(window, qtbot, number)
        press(window, qtbot, KEY.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClicks(window.review.popup.reason, reason)
        qtbot.keyClick(window.review.popup.reason, KEY.Key_Return)
        stands(window, qtbot, number, State.CONFIRMED)
        assert [each.reason for each in decisions_of(log.events(record_id=number))] == [reason]


def test_a_scan_while_a_class_is_chosen_decides_nothing(window, qtbot, log):
    show_row(window, qtbot, 2)
    window.scanner.pause = PAUSE
    press(window, qtbot, KEY.Key_F11)
    popup = window.review.popup
    qtbot.waitUntil(popup.isActiveWindow, timeout=WAIT)
    popup.reason.setText("Half a reason, 4")
    for code in ("2A34", "2341"):
        type_keys(popup, f"{code}\n")
        assert window.entry_bar.sample == code
        assert (popup.classes.choice, popup.reason.text()) == ("", "Half a reason, 4")
        popup.classes.setFocus()
    popup.reason.setFocus()
    type_keys(popup, "S-44\n")
    assert (window.entry_bar.sample, popup.reason.text()) == ("S-44", "Half a reason, 4")
    assert log.get(2).state is State.SUGGESTED


def test_a_question_about_a_record_goes_with_it(window, qtbot, log):
    show_row(window, qtbot, 2)
    press(window, qtbot, KEY.Key_F12)
    assert window.review.popup is not None
    window.history.table.selectRow(window.history_model.row_of(3))
    qtbot.waitUntil(lambda: shown(window) == 3, timeout=WAIT)
    assert window.review.popup is None
    assert log.get(2).state is State.SUGGESTED


def test_a_review_goes_from_one_that_needs_it_to_the_next_by_itself(window, qtbot, log):
    press(window, qtbot, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) == 1, timeout=WAIT)
    assert window.result.sentence.endswith("needs review")
    press(window, qtbot, KEY.Key_F10)
    qtbot.waitUntil(lambda: shown(window) == 3, timeout=WAIT)
    qtbot.waitUntil(lambda: window.status.waiting_text == "2 need review", timeout=WAIT)
    press(window, qtbot, KEY.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: shown(window) == 4, timeout=WAIT)
    press(window, qtbot, KEY.Key_F10)
    qtbot.waitUntil(lambda: shown(window) == 3, timeout=WAIT)
    press(window, qtbot, KEY.Key_F10)
    qtbot.waitUntil(lambda: window.status.full_text == "Nothing needs review any more.", timeout=WAIT)
    qtbot.waitUntil(lambda: window.status.waiting_text == "Nothing needs review", timeout=WAIT)
    following = window.actions_by_id["next-review"]
    assert (following.isEnabled(), following.statusTip()) == (False, "Nothing needs review.")
    assert [log.get(each).state for each in (1, 2, 3, 4)] == [
        State.CONFIRMED,
        State.SUGGESTED,
        State.CONFIRMED,
        State.CONFIRMED,
    ]


def test_a_session_that_ended_unsigned_is_said_to_wait_for_review(window, qtbot, log):
    sessions = Sessions(log)
    ended, empty = count(log, 2), sessions.begin(PLAN).id
    sessions.end(ended, "Ana Vogt")
    sessions.end(empty, "Ana Vogt")  # without cells there is nothing to be reviewed
    qtbot.waitUntil(lambda: window.status.sessions_text == "1 slide session waits for review", timeout=WAIT)
    assert window.status.waiting_text == "3 need review"
    log.decide([1, 3, 4], Decision(State.CONFIRMED), "Ana")
    qtbot.waitUntil(lambda: window.status.waiting_text == "", timeout=WAIT)  # not "Nothing needs review" beside it
    why = "Nothing needs review but 1 slide session. Find it under Slide, Slide sessions."
    assert window.actions_by_id["next-review"].statusTip() == why
    window.review.run.go(forward=True)
    qtbot.waitUntil(lambda: window.status.full_text == why, timeout=WAIT)
    window.status.sessions_wanted.emit()
    qtbot.waitUntil(lambda: window.slide.counting.sessions_dialog is not None, timeout=WAIT)
    doubtful = [each.id for each in sessions.cells(ended) if each.needs_review]
    log.decide(doubtful, Decision(State.CONFIRMED), "Ana")
    sessions.sign(ended, "Ana", "Seen.")
    qtbot.waitUntil(lambda: window.status.waiting_text == "Nothing needs review", timeout=WAIT)
    assert window.status.sessions_text == ""


def test_where_it_is_not_wished_the_decided_record_stays_on_the_screen(window, qtbot, log, data_dir):
    window.actions_by_id["go-on"].trigger()
    assert not window.memory.settings.review.go_on
    press(window, qtbot, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) == 1, timeout=WAIT)
    press(window, qtbot, KEY.Key_F10)
    stands(window, qtbot, 1, State.CONFIRMED)
    qtbot.waitUntil(lambda: window.status.waiting_text == "2 need review", timeout=WAIT)
    assert shown(window) == 1


def test_the_count_in_the_status_bar_filters_and_shows_all_again(window, qtbot):
    window.status.waiting_wanted.emit()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 3, timeout=WAIT)
    window.status.waiting_wanted.emit()
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 4, timeout=WAIT)


def test_what_another_program_logs_and_decides_is_seen(window, qtbot, log):
    show_row(window, qtbot, 3)
    log.decide([3], Decision(State.REJECTED, reason="A smudge."), "Ana")
    stands(window, qtbot, 3, State.REJECTED)
    log.append(uncertain(5), PIXELS)
    log.append(uncertain(6), PIXELS)
    qtbot.waitUntil(lambda: window.status.waiting_text == "4 need review", timeout=WAIT)


def test_of_two_programs_that_decide_at_once_the_later_one_is_asked_why(window, qtbot, log):
    show_row(window, qtbot, 3)
    window.review.watch.stop()  # as between two looks
    log.decide([3], Decision(State.CONFIRMED), "Ana")
    press(window, qtbot, KEY.Key_F10)
    qtbot.waitUntil(lambda: any("confirmed by Ana" in each for each in window.banners.texts()), timeout=WAIT)
    stands(window, qtbot, 3, State.CONFIRMED)
    assert len(log.events(record_id=3)) == 1
    press(window, qtbot, KEY.Key_F10)
    qtbot.keyClicks(window.review.popup.reason, "I see the same")
    qtbot.keyClick(window.review.popup.reason, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(log.events(record_id=3)) == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.banners.texts(), timeout=WAIT)


def test_nobody_decides_without_a_name(window, qtbot, log):
    window.entry_bar.set_operator(" ")
    show_row(window, qtbot, 3)
    press(window, qtbot, KEY.Key_F10)
    assert any("nobody is named" in each for each in window.banners.texts())
    assert window.focusWidget().accessibleName() == "Operator"
    qtbot.keyClicks(window.focusWidget(), "Kim")
    press(window, qtbot, KEY.Key_F10)
    stands(window, qtbot, 3, State.CONFIRMED)
    qtbot.waitUntil(lambda: not window.banners.texts(), timeout=WAIT)


def test_several_rows_are_confirmed_at_once_after_a_question_with_their_number(window, qtbot, log):
    select_rows(window, qtbot, 1, 3)
    press(window, qtbot, KEY.Key_F10)
    popup = window.review.popup
    assert popup.gives_way == ""
    assert [label.text() for label in popup.findChildren(type(popup._hint)) if "2 suggestions" in label.text()]
    assert log.get(1).state is State.SUGGESTED
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    qtbot.waitUntil(lambda: log.get(3).state is State.CONFIRMED, timeout=WAIT)
    assert [log.get(each).state for each in (1, 2)] == [State.CONFIRMED, State.SUGGESTED]


def select_rows(window, qtbot, *numbers):
    """Select rows with the mouse; the last one is on the screen then."""
    table = window.history.table
    held = Qt.KeyboardModifier.NoModifier
    for number in numbers:
        place = table.visualRect(window.history_model.index(window.history_model.row_of(number), 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, place)
        qtbot.waitUntil(lambda number=number: shown(window) == number, timeout=WAIT)
        held = Qt.KeyboardModifier.ControlModifier


def test_before_several_rows_are_confirmed_it_is_said_which_signature_and_rejection_give_way(window, qtbot, log):
    log.decide([1], Decision(State.CONFIRMED), "Ana")
    log.sign([1], "Eva", "Looked at.")
    log.decide([2], Decision(State.REJECTED, reason="A smudge."), "Ana")
    select_rows(window, qtbot, 1, 2, 3)
    press(window, qtbot, KEY.Key_F10)
    popup = window.review.popup
    said = "1 of them is signed by Eva: the signature goes.\n1 was rejected by Ana: that is replaced."
    qtbot.waitUntil(lambda: popup.gives_way == said, timeout=WAIT)
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    assert "Say why" in popup.said
    qtbot.keyClicks(popup.reason, "Seen again")
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    qtbot.waitUntil(lambda: [log.get(each).state for each in (1, 2, 3)] == [State.CONFIRMED] * 3, timeout=WAIT)


def test_before_a_signed_row_is_changed_or_rejected_it_is_said_that_the_signature_goes(window, qtbot, log):
    (record,) = log.decide([3], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.CONFIRMED)
    press(window, qtbot, KEY.Key_F11)
    assert window.review.popup.gives_way == f"Confirmed as {record.label_name} by Ana: that is replaced."
    window.review.popup.close()
    log.sign([3], "Eva", "Looked at.")
    stands(window, qtbot, 3, State.SIGNED)
    for key in (KEY.Key_F11, KEY.Key_F12):
        press(window, qtbot, key)
        assert window.review.popup.gives_way == (
            f"Confirmed as {record.label_name} by Ana, signed by Eva: the signature goes, and the decision is replaced."
        )
        window.review.popup.close()


def test_what_another_program_signs_while_it_is_asked_is_said_and_not_overturned_unseen(window, qtbot, log):
    log.decide([3], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.CONFIRMED)
    press(window, qtbot, KEY.Key_F12)
    popup = window.review.popup
    log.sign([3], "Eva", "Looked at.")
    qtbot.waitUntil(lambda: "signed by Eva: the signature goes" in popup.gives_way, timeout=WAIT)
    window.review.watch.stop()  # as between two looks
    log.decide([3], Decision(State.CONFIRMED, reason="Once more."), "Ida")
    qtbot.keyClicks(popup.reason, "A smudge")
    qtbot.keyClick(popup.reason, KEY.Key_Return)
    qtbot.waitUntil(lambda: any("by Ida" in each for each in window.banners.texts()), timeout=WAIT)
    assert log.get(3).state is State.CONFIRMED
    stands(window, qtbot, 3, State.CONFIRMED)
    press(window, qtbot, KEY.Key_F12)
    assert window.review.popup.reason.reason == "A smudge", "what was typed is kept"
    qtbot.keyClick(window.review.popup.reason, KEY.Key_Return)
    stands(window, qtbot, 3, State.REJECTED)


def test_people_of_many_rows_and_long_names_are_said_briefly():
    record = Record(**vars(uncertain(0)), id=7, program_version="1")
    names = ["Ana", "Kim", "Eva", "Ida", "Ada"]
    standings = [Standing(State.REJECTED, decided_by=each) for each in names]
    assert gives_way([replace(record, standing=each) for each in standings]) == (
        "5 of them were rejected by Ana, Kim, Eva and 2 others: these decisions are replaced."
    )
    said = gives_way([replace(record, standing=Standing(State.REJECTED, decided_by="M" * 120))])
    assert said == f"Rejected by {'M' * 39}…: that is replaced."
    assert gives_way([record]) == gives_way([record, record]) == ""


def test_a_picture_that_was_damaged_is_not_signed_as_looked_at(window, qtbot, log):
    log.decide([3], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.CONFIRMED)
    (picture,) = log.paths.pictures.rglob("*.png")
    whole = picture.read_bytes()
    picture.write_bytes(whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
    window.actions_by_id["sign"].trigger()
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    dialog = window.review.signing.dialog
    qtbot.keyClicks(dialog.typed, "Eva")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.said.startswith("Record 3 was not signed: The stored picture"), timeout=WAIT)
    assert log.get(3).state is State.CONFIRMED
    dialog.close()


def test_a_decision_that_was_changed_while_it_is_signed_is_not_signed(window, qtbot, log):
    log.decide([3], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.CONFIRMED)
    window.actions_by_id["sign"].trigger()
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    dialog = window.review.signing.dialog
    log.decide([3], Decision(State.REJECTED, reason="A smudge."), "Ida")
    qtbot.keyClicks(dialog.typed, "Eva")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    qtbot.waitUntil(lambda: "it was rejected by Ida" in dialog.said, timeout=WAIT)
    assert log.get(3).state is State.REJECTED
    dialog.close()


def test_a_decision_is_signed_with_its_meaning_and_the_sample_along_with_it(window, qtbot, log):
    log.decide([2, 3], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.CONFIRMED)
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(window, qtbot, KEY.Key_S, control)
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    dialog = window.review.signing.dialog
    assert "my decision" in dialog.meaning
    assert "Not for use in diagnostic procedures" in dialog.meaning
    assert len(dialog.listed) == 1
    dialog.whole_sample.click()
    assert len(dialog.listed) == 2
    said = dialog.meaning
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert "Type your name" in dialog.said
    qtbot.keyClicks(dialog.typed, "Eva")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    stands(window, qtbot, 3, State.SIGNED)
    assert [log.get(each).standing.signed_by for each in (2, 3)] == ["Eva", "Eva"]
    assert [each.reason for each in log.events([Kind.SIGNED])] == [said, said]
    assert window.review.signing.dialog is None
    assert window.result.sentence.endswith(", signed by Eva")


def test_a_decision_while_the_disk_is_full_is_told_and_changes_nothing(start, qtbot, disk_of, monkeypatch):
    for limit in ("WARN_BELOW", "FAIL_BELOW"):
        monkeypatch.setattr(disk_watch, limit, 0)  # that the disk is small is not what is asked here
    disk = disk_of("4m")
    program = start(where=disk / "data")
    window = program.window
    with History(DataPaths(disk / "data")) as log:
        log.append(uncertain(1), PIXELS)
        qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
        window.entry_bar.set_operator("Kim")
        show_row(window, qtbot, 1)
        filler = disk / "filler"
        with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        press(window, qtbot, KEY.Key_F10)
        qtbot.waitUntil(lambda: any("no room left" in each for each in window.banners.texts()), timeout=WAIT)
        assert window.review.reviewed.record.state is State.SUGGESTED
        assert log.get(1).state is State.SUGGESTED
        filler.unlink()
        press(window, qtbot, KEY.Key_F10)
        stands(window, qtbot, 1, State.CONFIRMED)
        qtbot.waitUntil(lambda: not window.banners.texts(), timeout=WAIT)


def test_what_is_not_logged_cannot_be_decided(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    assert not window.actions_by_id["confirm"].isEnabled()
    assert window.result.review.isHidden()


def test_settings_that_matter_and_another_model_are_noted_once_each(window, qtbot, log):
    window.memory.change_live(sensitivity="High")
    window.memory.change_live(grid=True)
    window.memory.change_live(sensitivity="Low")
    others = [each.id for each in window._station.catalog.packages if each.id != window.picker.package.id]
    window.model.choose(others[0])
    qtbot.waitUntil(lambda: len(log.events([Kind.MODEL])) == 2, timeout=WAIT)
    (setting,) = log.events([Kind.SETTING])
    assert (setting.subject, setting.old, setting.new, setting.actor) == (
        "hands-free sensitivity",
        {"value": "Normal"},
        {"value": "Low"},
        "Kim",
    )
    window.memory.change(backup_folder="/backups", handover=HandoverSettings("/watched", identified=True))
    window.recorder.flush()
    qtbot.waitUntil(lambda: len(log.events([Kind.SETTING])) == 4, timeout=WAIT)
    told = {each.subject: each.new["value"] for each in log.events([Kind.SETTING], limit=3)}
    assert told == {"backup folder": "/backups", "export folder": "/watched", "export folder identified": True}
    chosen, found = log.events([Kind.MODEL])
    assert (chosen.subject, chosen.new) == ("model", {"value": others[0]})
    assert set(found.new) == {each.id for each in window._station.catalog.packages}
    assert pixels_sha256(PIXELS) == log.get(1).picture_sha256


def test_several_decisions_are_signed_at_once(window, qtbot, log):
    log.decide([2, 3, 4], Decision(State.CONFIRMED), "Ana")
    show_row(window, qtbot, 4)
    stands(window, qtbot, 4, State.CONFIRMED)
    qtbot.keyClick(window.history.table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: shown(window) == 3, timeout=WAIT)
    model = window.history_model
    qtbot.waitUntil(lambda: [model.record(row).state for row in (0, 1)] == [State.CONFIRMED] * 2, timeout=WAIT)
    window.actions_by_id["sign"].trigger()
    qtbot.waitUntil(lambda: window.review.signing.dialog is not None, timeout=WAIT)
    dialog = window.review.signing.dialog
    assert len(dialog.listed) == 2
    qtbot.keyClicks(dialog.typed, "Eva")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    qtbot.waitUntil(lambda: log.get(3).state is State.SIGNED, timeout=WAIT)
    assert [log.get(each).state for each in (2, 4)] == [State.CONFIRMED, State.SIGNED]


def test_a_reason_that_looks_like_html_is_shown_as_it_is(window, qtbot, log):
    reason = "<img src=x> &amp; <b>bold</b>"
    log.decide([3], Decision(State.REJECTED, reason=reason), "<i>Ana</i>")
    show_row(window, qtbot, 3)
    stands(window, qtbot, 3, State.REJECTED)
    panel = window.result.review
    cell = window.history_model.index(window.history_model.row_of(3), [each.key for each in COLUMNS].index("state"))
    qtbot.waitUntil(lambda: cell.data() == "rejected", timeout=WAIT)
    for tip in (panel._line.toolTip(), panel._all.toolTip(), cell.data(Qt.ItemDataRole.ToolTipRole)):
        assert "<img" not in tip
        assert "<i>" not in tip
        assert "<b>" not in tip
        assert "&lt;i&gt;Ana" in tip
    assert reason in panel.lines[0]
