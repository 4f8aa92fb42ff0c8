"""The audit trail in the words of whoever reads it: kinds, fields and values of its events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from leukdesk.counting import capital
from leukdesk.gui.history.trail_texts import (
    FIELDS,
    NAMED_AS_STORED,
    OF_A_SESSION,
    OF_A_THING,
    PACKAGES,
    SENSITIVITY,
    SETTINGS,
    STEPS,
    VALUES,
)
from leukdesk.gui.parts.own_names import actor_name
from leukdesk.gui.review.words import shown_reason
from leukdesk.history.events import Event, Kind
from leukdesk.history.packages import SUBJECT
from leukdesk.history.searching.trail import changes
from leukdesk.language import marked, tr, tr_stored
from leukdesk.model_packages import log_texts

WORDS = {
    Kind.BEGUN: marked("Log begun"),
    Kind.RECORDED: marked("Record logged"),
    Kind.ADOPTED: marked("Records taken over"),
    Kind.DECIDED: marked("Decision"),
    Kind.SIGNED: marked("Signature"),
    Kind.STARTED: marked("Program started"),
    Kind.CLOSED: marked("Program closed"),
    Kind.SETTING: marked("Setting changed"),
    Kind.MODEL: marked("Model changed"),
    Kind.OPERATOR: marked("Operator changed"),
    Kind.SIGNED_IN: marked("Signed in"),
    Kind.PIN_REFUSED: marked("Wrong PIN"),
    Kind.EXPORTED: marked("Exported"),
    Kind.BACKED_UP: marked("Backed up"),
    Kind.RESTORED: marked("Backup restored"),
    Kind.CHECKED: marked("Checked: sound"),
    Kind.CHECK_FAILED: marked("Check failed"),
    Kind.ARCHIVED: marked("Pictures archived"),
    Kind.MERGED: marked("Other log merged"),
    Kind.SESSION: marked("Slide session"),
}
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
_OF_THE_PROGRAM = ("state", "role", "scale_from", "blank_from")
"""Fields that hold words of the program, as what is yes or no does."""
_NONE = marked("none")


def in_a_line(event: Event) -> str:
    """Return what happened, as far as one line holds it: what it is about, what changed, and why."""
    about = event.subject
    if event.kind in _ONLY_NAME:
        about = re.split(r"[\\/]", about.rstrip("\\/"))[-1]
    elif event.subject == SUBJECT:
        about = ""
    elif event.kind is Kind.SESSION:
        about = tr("Session {id}").format(id=about[:_ID_SHOWN])
    else:
        about = capital(_subject(event))
    short = _SHORT.get(event.kind)
    if event.kind in (Kind.DECIDED, Kind.SIGNED):
        told = _decision(event)
    elif event.kind is Kind.MODEL and event.reason:
        told = ""  # the reason says which models are new
    else:
        told = "; ".join(_said(*each) for name, *each in _changes(event) if short is None or name in short)
    if not _is_one_value(event):
        told = _both(about, told)
    return ". ".join(filter(None, (told.rstrip("."), _reason(event))))


def in_full(event: Event) -> str:
    """Return all that is known of an event, a line each."""
    here = event.time.astimezone()
    about = "" if _is_one_value(event) or event.subject == SUBJECT else _subject(event)
    decides = event.kind in (Kind.DECIDED, Kind.SIGNED)
    lines = [
        tr("Event {number}: {what}").format(number=event.id, what=tr(WORDS[event.kind])),
        tr("{here:%Y-%m-%d %H:%M:%S} by this computer's clock ({utc:%Y-%m-%d %H:%M:%S} UTC)").format(
            here=here, utc=event.time
        ),
        tr("By {who}").format(who=actor_name(event.actor)),
        *([tr("Record {number}").format(number=event.record_id)] if event.record_id is not None else []),
        *([tr("About: {what}").format(what=about)] if about else []),
        *([_decision(event)] if decides else []),
        *(_said(*each) for name, *each in _changes(event) if not (decides and name in _DECIDED)),
        *([tr("Reason: {reason}").format(reason=_reason(event))] if event.reason else []),
        tr("Hash of this event: {hash}").format(hash=event.hash.hex()),
    ]
    return "\n".join(lines)


def _decision(event: Event) -> str:
    states = [capital(_word(str(each.get("state", "")))) for each in (event.old, event.new)]
    name = str(event.new.get("label_name") or event.new.get("label") or "")
    return _both(" → ".join(filter(None, states)), name)


def _both(about: str, told: str) -> str:
    return tr("{name}: {value}").format(name=about, value=told) if about and told else about or told


def _reason(event: Event) -> str:
    """Return why something was done; where the program has said it, in the language that is spoken."""
    if event.kind is Kind.MODEL and event.subject == SUBJECT and event.reason:
        pieces = event.reason.removesuffix(".").split("; ")
        return f"{'; '.join(tr_stored(each, PACKAGES) for each in pieces)}."
    if event.kind is Kind.MODEL:
        return tr_stored(event.reason, log_texts.REASONS)
    return shown_reason(event.reason)


def _subject(event: Event) -> str:
    """Return what an event is about; settings have words, anything else is a name."""
    subject = event.subject
    if event.kind not in (Kind.SETTING, Kind.MODEL):
        return subject
    if subject in SETTINGS:
        return tr(subject)
    if event.kind is Kind.MODEL:
        return tr_stored(subject, (log_texts.SUBJECT,))
    what, of, thing = subject.partition(" of ")
    return tr("{setting} of {thing}").format(setting=tr(what), thing=thing) if of and what in OF_A_THING else subject


def _word(text: str) -> str:
    """Return a word that the program stores in the language that is spoken."""
    return tr(text) if text in VALUES else text


def _is_one_value(event: Event) -> bool:
    return "value" in event.new and bool(event.subject)


def _changes(event: Event) -> Sequence[tuple[str, str, str, str]]:
    """Return what an event changed: each field as it is stored, as it is called, what it was, and what it is."""
    found = []
    for name, old, new in changes(event):
        if name == "pin":  # only its digest is kept
            became = tr("changed") if old and new else tr("set") if new else tr("taken away")
            found.append((name, tr("PIN"), "", became))
        elif event.kind is Kind.SESSION and name == "state":
            found.append((name, tr("State"), _word(old), tr(STEPS[new]) if new in STEPS else _word(new)))
        else:
            raw = event.new.get(name, event.old.get(name))
            ours = name in _OF_THE_PROGRAM or event.subject == SENSITIVITY or isinstance(raw, bool)
            told = _word if ours else _value
            found.append((name, _name(event, name), told(old), told(new)))
    return found


def _name(event: Event, name: str) -> str:
    if name == "value" and event.subject:
        return capital(_subject(event))
    if event.kind is Kind.MODEL and event.subject == SUBJECT:
        return name  # of a model
    if event.kind is Kind.SESSION and name in OF_A_SESSION:
        return tr(OF_A_SESSION[name])
    if name == "missing":
        # Of a restore this counts records, of which the damaged log had more.
        return tr("Records lost") if event.kind is Kind.RESTORED else tr("Pictures missing")
    words = FIELDS.get(name) or capital(name.replace("_", " "))
    return tr(words) if name in FIELDS or words in NAMED_AS_STORED else words


def _value(text: str) -> str:
    """Return a value with its times as a person writes them."""

    def told(found: re.Match[str]) -> str:
        with suppress(ValueError):
            return f"{datetime.fromisoformat(found[0]):%Y-%m-%d %H:%M:%S} UTC"
        return found[0]

    return _TIME.sub(told, text)


def _said(name: str, old: str, new: str) -> str:
    new = new or tr(_NONE)
    return _both(name, f"{old} → {new}" if old else new)
