"""The audit trail, page by page and in the user's words."""

from PySide6.QtGui import QGuiApplication

from leukdesk.gui.history.trail_dialog import TrailDialog
from leukdesk.gui.history.trail_model import PAGE
from leukdesk.gui.history.trail_words import WORDS, in_a_line, in_full
from leukdesk.gui.menus.actions import ActionId
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.sessions import FieldFacts, SessionPlan, Sessions
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from ..conftest import WAIT
from .conftest import open_dialog


def test_the_trail_shows_who_did_what_and_why_and_is_read_page_by_page(start, logged, qtbot):
    with History(logged) as history:
        history.note(
            *(NewEvent(Kind.SETTING, "Ana", f"setting {number}", {"value": number}, {"value": number + 1}, "a try")
              for number in range(PAGE + 50))
        )  # fmt: skip
        history.note(NewEvent(Kind.CHECKED))
    program = start()
    dialog = open_dialog(program, ActionId.TRAIL, TrailDialog)
    model = dialog.model
    qtbot.waitUntil(lambda: model.rowCount() == PAGE, timeout=WAIT)
    assert model.canFetchMore()
    model.fetchMore()
    qtbot.waitUntil(lambda: model.rowCount() > PAGE, timeout=WAIT)
    assert not model.canFetchMore()
    qtbot.waitUntil(lambda: dialog.actor.findText("Ana") > 0, timeout=WAIT)
    dialog.actor.setCurrentText("Ana")
    qtbot.waitUntil(lambda: model.rowCount() == PAGE, timeout=WAIT)
    dialog.table.selectRow(0)
    details = dialog.details.toPlainText()
    assert "By Ana" in details
    assert f"Setting {PAGE + 49}: {PAGE + 49} → {PAGE + 50}" in details
    assert "Reason: a try" in details
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == details
    dialog.kind.setCurrentText("Checked: sound")
    qtbot.waitUntil(lambda: dialog.note.text() == "No event", timeout=WAIT)
    dialog.actor.setCurrentText("Everybody")
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=WAIT)
    dialog.close()


def test_every_kind_of_event_has_words_and_what_it_changed_is_said_in_the_users():
    def event(kind: Kind, subject: str = "", old: object = None, new: object = None, reason: str = "") -> Event:
        return Event(kind, "Ana", subject, dict(old or {}), dict(new or {}), reason, id=7, hash=bytes(32))

    assert set(WORDS) == set(Kind)
    assert in_a_line(event(Kind.SETTING, "brightness", {"value": 3}, {"value": 5})) == "Brightness: 3 → 5"
    assert in_a_line(event(Kind.SETTING, "backup folder", {"value": "/b"}, {"value": ""})) == "Backup folder: /b → none"
    refused = event(Kind.PIN_REFUSED, "Dr. Ana", new={"wrong_pins": 2})
    assert in_a_line(refused) == "Dr. Ana: Wrong PINs in a row: 2"
    old, new = {"role": "reviewer", "pin": "ab"}, {"role": "operator", "pin": "cd"}
    assert in_a_line(event(Kind.OPERATOR, "Eve", old, new)) == "Eve: Role: reviewer → operator; PIN: changed"
    old, new = {"state": "confirmed"}, {"state": "changed", "label": "early", "label_name": "Early pre-B"}
    changed = event(Kind.DECIDED, old=old, new=new, reason="Restained.")
    assert in_a_line(changed) == "Confirmed → Changed: Early pre-B. Restained."
    assert "label" not in in_full(changed)
    backup = event(Kind.BACKED_UP, "/b/2026", new={"records": 8, "missing": 1, "made": "2026-11-22T05:37:23.048953Z"})
    assert in_a_line(backup) == "2026: Records: 8; Pictures missing: 1"
    assert "Made: 2026-11-22 05:37:23 UTC" in in_full(backup)


def test_what_was_done_in_a_slide_session_is_said_in_the_users_words(tmp_path):
    classes = ("neutrophil", "ig")
    plan = SessionPlan(
        sample="S-1", operator="Ana", model_id="m", model_version="1.0.0", model_sha256="ab" * 32, target=200,
        source="a folder", uncertain_below=0.5, class_ids=classes, class_names=("Neutrophil", "Immature granulocyte"),
    )  # fmt: skip
    with History(DataPaths(tmp_path)) as history:
        sessions = Sessions(history)
        session = sessions.begin(plan)
        sessions.add_field(session.id, FieldFacts("cd" * 32, seen_before=3))
        sessions.pause(session.id, "Ana", "Lunch.")
        sessions.end(session.id, "Ana", "No more fields.")
        ended, paused, field, begun = (each for each in history.events() if each.kind is Kind.SESSION)
    name = f"Session {session.id[:8]}"
    assert in_a_line(begun) == f"{name}: State: begun; Sample: S-1; Cells to be counted: 200"
    assert in_a_line(field) == f"{name}: State: field counted; Field: 1; Cells: 0"
    assert in_a_line(paused) == f"{name}: State: counting → paused; Cells: 0. Lunch."
    assert in_a_line(ended) == f"{name}: State: paused → ended; Cells: 0. No more fields."
    for line in (
        f"About: {session.id}",
        "Classes: Neutrophil; Immature granulocyte",
        "Fields from: a folder",
        "Uncertain below: 0.5",
    ):
        assert line in in_full(begun).splitlines()
    for line in (
        f"SHA-256 of the picture: {'cd' * 32}",
        "Cells of earlier fields, not counted again: 3",
    ):
        assert line in in_full(field).splitlines()
