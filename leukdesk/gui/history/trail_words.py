"""The audit trail in the words of whoever reads it: kinds, fields and values of its events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from leukdesk.counting import capital
from leukdesk.history.events import Event, Kind
from leukdesk.history.packages import SUBJECT
from leukdesk.history.searching.trail import changes
from leukdesk.history.session.state import Step

WORDS = {
    Kind.BEGUN: "Log begun",
    Kind.RECORDED: "Record logged",
    Kind.ADOPTED: "Records taken over",
    Kind.DECIDED: "Decision",
    Kind.SIGNED: "Signature",
    Kind.STARTED: "Program started",
    Kind.CLOSED: "Program closed",
    Kind.SETTING: "Setting changed",
    Kind.MODEL: "Model changed",
    Kind.OPERATOR: "Operator changed",
    Kind.SIGNED_IN: "Signed in",
    Kind.PIN_REFUSED: "Wrong PIN",
    Kind.EXPORTED: "Exported",
    Kind.BACKED_UP: "Backed up",
    Kind.RESTORED: "Backup restored",
    Kind.CHECKED: "Checked: sound",
    Kind.CHECK_FAILED: "Check failed",
    Kind.ARCHIVED: "Pictures archived",
    Kind.MERGED: "Other log merged",
    Kind.SESSION: "Slide session",
}
_FIELDS = {
    "active": "In service",
    "backup": "Backup",
    "before": "Of records before",
    "blank_from": "Blank field from",
    "computer": "Computer",
    "conflicting": "Records decided otherwise",
    "conflicts": "Decided otherwise in both logs",
    "decided_at": "Decided at",
    "decided_by": "Decided by",
    "digest": "SHA-256 of what was logged",
    "event": "Newest event",
    "filter": "Which records",
    "first": "First",
    "hash": "Hash of the newest event",
    "head": "Newest event",
    "id": "Calibration",
    "identified": "Sample codes and names as logged",
    "kinds": "What is wrong, counted",
    "made": "Made",
    "manifest_sha256": "SHA-256 of the manifest",
    "micrometres_per_pixel": "Micrometres per pixel",
    "missing": "Missing",
    "of_event": "Because of event",
    "operators_kept": "Operators' names as logged",
    "pictures_missing": "Pictures missing",
    "pin": "PIN",
    "pseudonyms": "Key of the pseudonyms",
    "python": "Python",
    "reasons_kept": "Reasons as logged",
    "scale_from": "Scale from",
    "session_events": "Events of slide sessions",
    "sha256": "SHA-256",
    "signed_at": "Signed at",
    "signed_by": "Signed by",
    "sqlite": "SQLite",
    "station_record": "Its number there",
    "verified": "Found sound",
    "wrong_pins": "Wrong PINs in a row",
    "wrong_pins_before": "Wrong PINs before",
}
_OF_A_SESSION = {
    "box": "Box (left, top, width, height)",
    "class_ids": "Ids of the classes",
    "class_names": "Classes",
    "confirmed": "Confirmed with the signature",
    "counts": "Cells of each class",
    "cut": "Cut by an edge, not counted",
    "event": "Its number at that station",
    "instead_of": "In the place of record",
    "model_sha256": "SHA-256 of the model",
    "number": "Field",
    "per_hundred_ids": "Classes given per 100 white cells",
    "picture_sha256": "SHA-256 of the picture",
    "rejected": "Cells rejected",
    "seen_before": "Cells of earlier fields, not counted again",
    "set_aside_ids": "Classes set aside, not counted",
    "source": "Fields from",
    "target": "Cells to be counted",
}
_STEPS = {Step.FIELD.value: "field counted", Step.CELL.value: "cell drawn by hand"}
"""States of a session that leave it as it stands: what is said in their place."""
_SHORT = {
    Kind.STARTED: ("program",),
    Kind.BEGUN: ("computer",),
    Kind.RECORDED: ("station_record",),
    Kind.EXPORTED: ("records", "format", "identified"),
    Kind.BACKED_UP: ("records", "pictures", "missing"),
    Kind.RESTORED: ("made", "missing", "decisions_lost"),
    Kind.CHECK_FAILED: ("first",),
    Kind.ARCHIVED: ("pictures", "before"),
    Kind.MERGED: ("records", "decisions", "conflicts"),
    Kind.SETTING: ("value", "micrometres_per_pixel"),
    Kind.SESSION: ("state", "sample", "target", "number", "field", "cells", "counts"),
}
"""What one line says of some kinds; of the others all of it."""
_DECIDED = ("state", "label", "label_name")
_ONLY_NAME = (Kind.EXPORTED, Kind.BACKED_UP, Kind.RESTORED)
"""Their subject is a path, of which one line holds the last part."""
_ID_SHOWN = 8
"""Letters of a session's id, as everywhere where a person reads it."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_NONE = "none"


def in_a_line(event: Event) -> str:
    """Return what happened, as far as one line holds it: what it is about, what changed, and why."""
    about = event.subject
    if event.kind in _ONLY_NAME:
        about = re.split(r"[\\/]", about.rstrip("\\/"))[-1]
    elif event.subject == SUBJECT:
        about = ""
    elif event.kind is Kind.SESSION:
        about = f"Session {about[:_ID_SHOWN]}"
    else:
        about = capital(about)
    short = _SHORT.get(event.kind)
    if event.kind in (Kind.DECIDED, Kind.SIGNED):
        told = _decision(event)
    elif event.kind is Kind.MODEL and event.reason:
        told = ""  # the reason says which models are new
    else:
        told = "; ".join(_said(*each) for name, *each in _changes(event) if short is None or name in short)
    if not _is_one_value(event):
        told = ": ".join(filter(None, (about, told)))
    return ". ".join(filter(None, (told.rstrip("."), event.reason)))


def in_full(event: Event) -> str:
    """Return all that is known of an event, a line each."""
    here = event.time.astimezone()
    about = "" if _is_one_value(event) or event.subject == SUBJECT else event.subject
    decides = event.kind in (Kind.DECIDED, Kind.SIGNED)
    lines = [
        f"Event {event.id}: {WORDS[event.kind]}",
        f"{here:%Y-%m-%d %H:%M:%S} by this computer's clock ({event.time:%Y-%m-%d %H:%M:%S} UTC)",
        f"By {event.actor or 'the program'}",
        *([f"Record {event.record_id}"] if event.record_id is not None else []),
        *([f"About: {about}"] if about else []),
        *([_decision(event)] if decides else []),
        *(_said(*each) for name, *each in _changes(event) if not (decides and name in _DECIDED)),
        *([f"Reason: {event.reason}"] if event.reason else []),
        f"Hash of this event: {event.hash.hex()}",
    ]
    return "\n".join(lines)


def _decision(event: Event) -> str:
    states = [capital(str(each.get("state", ""))) for each in (event.old, event.new)]
    name = str(event.new.get("label_name") or event.new.get("label") or "")
    return ": ".join(filter(None, (" → ".join(filter(None, states)), name)))


def _is_one_value(event: Event) -> bool:
    return "value" in event.new and bool(event.subject)


def _changes(event: Event) -> Sequence[tuple[str, str, str, str]]:
    """Return what an event changed: each field as it is stored, as it is called, what it was, and what it is."""
    found = []
    for name, old, new in changes(event):
        if name == "pin":  # only its digest is kept
            found.append((name, "PIN", "", "changed" if old and new else "set" if new else "taken away"))
        elif event.kind is Kind.SESSION and name == "state":
            found.append((name, "State", old, _STEPS.get(new, new)))
        else:
            found.append((name, _name(event, name), _value(old), _value(new)))
    return found


def _name(event: Event, name: str) -> str:
    if name == "value" and event.subject:
        return capital(event.subject)
    if event.kind is Kind.MODEL:
        return name
    if event.kind is Kind.SESSION and name in _OF_A_SESSION:
        return _OF_A_SESSION[name]
    if name == "missing":
        # Of a restore this counts records, of which the damaged log had more.
        return "Records lost" if event.kind is Kind.RESTORED else "Pictures missing"
    return _FIELDS.get(name) or capital(name.replace("_", " "))


def _value(text: str) -> str:
    """Return a value with its times as a person writes them."""

    def told(found: re.Match[str]) -> str:
        with suppress(ValueError):
            return f"{datetime.fromisoformat(found[0]):%Y-%m-%d %H:%M:%S} UTC"
        return found[0]

    return _TIME.sub(told, text)


def _said(name: str, old: str, new: str) -> str:
    if old:
        return f"{name}: {old} → {new or _NONE}"
    return f"{name}: {new or _NONE}"
