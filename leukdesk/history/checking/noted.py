"""What was found to be wrong with the log, told by the log itself: each thing once, whoever finds it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.events import Kind, NewEvent

HEADS = "heads"
"""Under this name an event keeps the known heads that did not fit."""
_NAMED = 10
_KNOWN = 500  # sentences of an event by which they are known again
_SOUND = "SELECT max(id) FROM event WHERE kind = ? AND kind <> 'recorded'"
_SINCE = "SELECT new_value FROM event WHERE kind = ? AND kind <> 'recorded' AND id > ? ORDER BY id"


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
    for new in _standing(connection):
        marked = new.get("known_by")
        known.update(each for each in (marked if isinstance(marked, list) else ()) if isinstance(each, str))
    marks = sorted({hashlib.sha256(each.encode("utf-8", "backslashreplace")).hexdigest()[:16] for each in sentences})
    if known.issuperset(marks[:_KNOWN]):
        return None
    new = {**(facts or {}), "problems": len(sentences), "first": [*sentences[:_NAMED]], "known_by": marks[:_KNOWN]}
    return NewEvent(Kind.CHECK_FAILED, by, new=new)


def unfitting(connection: sqlite3.Connection) -> list[KnownHead]:
    """Return the known heads that checks found not to fit.

    They stand until a check that held them against the log finds it sound, or it is restored.
    """
    found = dict[tuple[int, bytes], KnownHead]()
    for new in _standing(connection):
        heads = new.get(HEADS)
        for each in heads if isinstance(heads, list) else ():
            try:
                head = KnownHead(str(each["where"]), int(each["event"]), bytes.fromhex(each["hash"]))
            except (TypeError, ValueError, KeyError, OverflowError):
                continue
            if 0 < head.id < 2**63:
                found.setdefault((head.id, head.hash), head)
    return [*found.values()]


def heads_as_json(heads: Iterable[KnownHead]) -> list[dict[str, Any]]:
    """Return known heads that did not fit as :func:`unfitting` reads them."""
    return [{"where": each.where, "event": each.id, "hash": each.hash.hex()} for each in heads]


def _standing(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield what is wrong as far as the log tells."""
    sound = max(connection.execute(_SOUND, [kind]).fetchone()[0] or 0 for kind in (Kind.CHECKED, Kind.RESTORED))
    for (text,) in connection.execute(_SINCE, [Kind.CHECK_FAILED, sound]):
        try:
            new = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            continue  # the event was changed, which is told already
        if isinstance(new, dict):
            yield new
