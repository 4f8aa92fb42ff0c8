"""The dialogs about operators, each by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from leukdesk.errors import LeukdeskError
from leukdesk.gui.menus.qactions import offer
from leukdesk.gui.operators.message_line import MessageLine
from leukdesk.gui.operators.operators_dialog import OperatorsDialog
from leukdesk.gui.operators.own_pin import OwnPinDialog
from leukdesk.gui.operators.sign_in import SignInDialog
from leukdesk.gui.review.sign_dialog import SignDialog
from leukdesk.history.people.errors import PinWaitError
from leukdesk.history.people.laboratory import Laboratory, Operator, Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import WAIT
from .test_history import PIXELS, a_record

ADA, KIM = Operator("Ada", Role.ADMINISTRATOR, has_pin=True), Operator("Kim")
REX = Operator("Rex", Role.REVIEWER, has_pin=True)


def type_on(qtbot, dialog, *keys):
    """Type keys and texts where the keyboard is, wherever that has gone."""
    for each in keys:
        for key in each if isinstance(each, str) else [each]:
            qtbot.keyClick(dialog.focusWidget(), key)


@pytest.fixture
def operators(data_dir):
    with History(DataPaths(data_dir)) as history:
        operators = Operators(history)
        operators.add("Ada")
        yield operators


@pytest.fixture
def dialog(qtbot, operators):
    """The list with Ada alone on it; what is wanted is done at once, as by Ada."""
    dialog = OperatorsDialog(operators.laboratory(), 0)

    def do(change):
        try:
            said = change(operators, "Ada")
        except Exception as problem:
            dialog.refuse(str(problem))
        else:
            dialog.show_house(operators.laboratory())
            dialog.well(said)

    dialog.wanted.connect(do)
    dialog.show()
    yield dialog
    dialog.close()


def test_a_wait_for_the_next_pin_counts_down_and_ends(qtbot):
    dialog = SignInDialog([ADA], "Ada")
    dialog.show()
    dialog.refuse(PinWaitError("Ada", 0.3))
    assert dialog.said.startswith("Wait 1 second before")
    assert not dialog._enter.isEnabled()
    qtbot.waitUntil(dialog._enter.isEnabled, timeout=WAIT)
    assert dialog.said == "The PIN of Ada can be tried again now."
    dialog.close()


def test_a_long_refusal_is_read_whole(qtbot):
    dialog = SignInDialog([ADA], "Ada")
    dialog.show()
    dialog.refuse(LeukdeskError("This is what happened, to which file, and what is to be done about it. " * 6))
    hint = dialog.findChild(MessageLine)
    qtbot.waitUntil(lambda: hint.height() >= hint.heightForWidth(hint.width()), timeout=WAIT)
    dialog.close()


def test_a_wait_for_one_keeps_no_other_from_signing_in(qtbot):
    dialog = SignInDialog([ADA, KIM], "Ada")
    dialog.refuse(PinWaitError("Ada", 300))
    dialog.names.setCurrentRow(1)
    assert (dialog._enter.isEnabled(), dialog.said) == (True, "")
    dialog.close()


def test_the_arrows_choose_a_name_while_a_pin_is_typed(qtbot):
    dialog = SignInDialog([ADA, KIM], "Ada")
    dialog.show()
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Down)
    assert (dialog.names.currentRow(), dialog.pin.isVisible()) == (1, False)
    dialog.close()


def test_what_is_typed_after_a_name_was_chosen_with_the_arrows_is_the_pin(qtbot):
    dialog = SignInDialog([KIM, ADA, REX], "Kim")
    wanted = []
    dialog.wanted.connect(lambda *each: wanted.append(each))
    dialog.show()
    type_on(qtbot, dialog, Qt.Key.Key_Down, Qt.Key.Key_Down, "a77", Qt.Key.Key_Return)
    assert wanted == [("Rex", "a77")]
    type_on(qtbot, dialog, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert dialog.focusWidget() is dialog.names
    type_on(qtbot, dialog, "R")
    assert dialog.names.currentRow() == 2, "letters look for a name"
    type_on(qtbot, dialog, "12", Qt.Key.Key_Return)
    assert wanted[1:] == [("Rex", "12")]
    dialog.close()


def test_the_arrows_go_through_all_who_may_sign(qtbot):
    record = Record(**vars(a_record(0)), id=1, program_version="1")
    people = Laboratory((ADA, REX, Operator("Rita", Role.REVIEWER), KIM))
    dialog = SignDialog([record], (), people, "Kim")
    wanted = []
    dialog.wanted.connect(lambda *each: wanted.append(each))
    dialog.show()
    assert dialog.focusWidget() is dialog.name
    type_on(qtbot, dialog, *[Qt.Key.Key_Down] * 4)
    assert (dialog.name.currentText(), dialog.focusWidget()) == ("Rita", dialog.typed)
    dialog.name.setFocus()
    type_on(qtbot, dialog, Qt.Key.Key_Up, "a99")
    dialog.name.setFocus()
    type_on(qtbot, dialog, Qt.Key.Key_Up)
    assert (dialog.name.currentText(), dialog.pin.text()) == ("Ada", ""), "what was typed is another's PIN"
    type_on(qtbot, dialog, Qt.Key.Key_Down, "77", Qt.Key.Key_Return)
    assert [each[1:3] for each in wanted] == [("Rex", "77")]
    dialog.close()


def test_after_a_name_was_chosen_from_the_open_list_what_is_typed_is_the_pin(qtbot):
    record = Record(**vars(a_record(0)), id=1, program_version="1")
    dialog = SignDialog([record], (), Laboratory((ADA, REX, KIM)), "Kim")
    dialog.show()
    dialog.name.showPopup()
    view = dialog.name.view()
    qtbot.waitUntil(view.isVisible, timeout=WAIT)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.pin, timeout=WAIT)
    assert dialog.name.currentText() == "Rex"
    dialog.close()


def test_it_is_said_what_was_changed_of_whom(dialog, operators):
    dialog.people.setCurrentRow(1)
    dialog.name.setText("Kim")
    dialog.role.setCurrentText("reviewer")
    assert dialog.duties.text() == Role.REVIEWER.duties
    dialog.save.click()
    assert dialog.said == "Kim was added as reviewer."
    assert (dialog.name.text(), dialog.save.text()) == ("", "Add"), "ready for the next"
    dialog.people.setCurrentRow(1)
    dialog.role.setCurrentText("operator")
    dialog.active.setChecked(False)
    dialog.save.click()
    assert dialog.said == "Kim is operator now and is out of service."
    dialog.save.click()
    assert dialog.said == "Nothing was changed: Kim is as before."
    dialog.four_eyes.click()
    assert "may not sign" in dialog.said
    assert operators.laboratory().four_eyes


def test_a_refusal_leaves_what_was_typed(dialog, operators):
    dialog.people.setCurrentRow(1)
    dialog.name.setText("ada")
    dialog.pin.setText("123")
    for again, pin, why in (
        ("123", "123", "A PIN has 4 to 64"),
        ("1235", "1234", "not the same"),
        ("1234", "1234", "Ada is on the list already"),
    ):
        dialog.pin.setText(pin)
        dialog.again.setText(again)
        dialog.save.click()
        assert why in dialog.said
        assert (dialog.name.text(), dialog.pin.text()) == ("ada", pin)
    assert len(operators.laboratory().operators) == 1
    dialog.show_house(Laboratory((ADA, KIM)))
    assert dialog.name.text() == "ada", "nor does another program's change take it away"


def test_another_pin_is_asked_for_twice(qtbot):
    dialog = OwnPinDialog("Ada")
    wanted = []
    dialog.wanted.connect(lambda *each: wanted.append(each))
    for present, new, again, why in (
        ("", "5678", "5678", "that you have now"),
        ("1234", "567", "567", "4 to 64"),
        ("1234", "5678", "5679", "not the same"),
    ):
        for field, text in ((dialog.present, present), (dialog.new, new), (dialog.again, again)):
            field.setText(text)
        dialog.change.click()
        assert why in dialog.said
    assert not wanted
    dialog.again.setText("5678")
    dialog.change.click()
    assert wanted == [("1234", "5678")]
    dialog.close()


def test_where_four_eyes_are_needed_whoever_decided_is_told_before_signing(qtbot, data_dir):
    with History(DataPaths(data_dir)) as history:
        operators = Operators(history)
        operators.add("Ada")
        operators.add("Rex", Role.REVIEWER, by="Ada")
        operators.set_four_eyes(True, "Ada")
        history.append(a_record(0), PIXELS)
        records = history.decide([1], Decision(State.CONFIRMED), "Rex")
        dialog = SignDialog(records, (), operators.laboratory(), "Rex")
    assert dialog.said == "Rex has decided about row 1, and in this laboratory somebody else signs."
    dialog.name.setCurrentText("Ada")
    assert dialog.said == ""
    dialog.close()


def test_no_pin_signs_nothing_and_is_no_wrong_one(qtbot, data_dir):
    with History(DataPaths(data_dir)) as history:
        operators = Operators(history)
        operators.add("Ada", pin="1234")
        history.append(a_record(0), PIXELS)
        records = history.decide([1], Decision(State.CONFIRMED), "Ada")
        dialog = SignDialog(records, (), operators.laboratory(), "Ada")
    wanted = []
    dialog.wanted.connect(lambda *all_of_it: wanted.append(all_of_it))
    dialog._enter.click()
    assert (dialog.said, wanted) == ("Type the PIN of Ada.", [])
    qtbot.keyClicks(dialog.pin, "1234")
    dialog._enter.click()
    assert len(wanted) == 1
    dialog.close()


def test_what_cannot_be_chosen_says_why(qtbot):
    action = QAction()
    action.setObjectName("sign")
    offer(action, "<b>Kim</b> has signed it already.")
    assert not action.isEnabled()
    assert action.statusTip() == "<b>Kim</b> has signed it already."
    assert "&lt;b&gt;Kim" in action.toolTip(), "a name is no mark-up"
    offer(action)
    assert (action.isEnabled(), action.statusTip()) == (True, "Sign what was decided.")
