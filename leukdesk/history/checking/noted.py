"""What was found to be wrong with the log, told by the log itself: each thing once, whoever finds it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from leukdesk.history.events import Kind, NewEvent

_NAMED = 10
_KNOWN = 500  # sentences of an event by which they are known again
_SOUND = "SELECT max(id) FROM event WHERE kind = ? AND kind <> 'recorded'"
_SINCE = "SELECT new_value FROM event WHERE kind = ? AND kind <> 'recorded' AND id > ?"


def failure(
    connection: sqlite3.Connection, sentences: Sequence[str], by: str = "", facts: Mapping[str, Any] | None = None
) -> NewEvent | None:
    """Return the event to be stored about what is wrong; None where the log tells of all of it already.

    It does until a check finds it sound, or it is restored.

    Parameters
    ----------
    sentences : sequence of str
        What is wrong; at least one.
    by : str
        The operator who asked for a check; empty where the program did.
    facts : mapping
        What else is to be kept with it.
    """
    known = set[str]()
    sound = max(connection.execute(_SOUND, [kind]).fetchone()[0] or 0 for kind in (Kind.CHECKED, Kind.RESTORED))
    for (text,) in connection.execute(_SINCE, [Kind.CHECK_FAILED, sound]):
        try:
            known.update(json.loads(text)["known_by"])
        except (TypeError, ValueError, KeyError):
            continue  # the event was changed, which is told already
    marks = sorted({hashlib.sha256(each.encode("utf-8", "backslashreplace")).hexdigest()[:16] for each in sentences})
    if known.issuperset(marks[:_KNOWN]):
        return None
    new = {**(facts or {}), "problems": len(sentences), "first": [*sentences[:_NAMED]], "known_by": marks[:_KNOWN]}
    return NewEvent(Kind.CHECK_FAILED, by, new=new)
