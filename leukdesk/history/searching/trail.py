"""The audit trail: events found by kind, operator and record, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leukdesk.history.events import Event, Kind
from leukdesk.history.plain import time_text
from leukdesk.history.searching.events import events
from leukdesk.history.store import History

_OF_A_RECORD = (Kind.RECORDED, Kind.ADOPTED, Kind.DECIDED, Kind.SIGNED)
_FOR_PROGRAMS = ("known_by", "list_sha256")


@dataclass(frozen=True)
class Wanted:
    """Which events.

    Attributes
    ----------
    kinds : tuple of Kind
        Empty for all but the one that every record has.
    actor : str, optional
        The operator; an empty text for what the program did by itself, None for all.
    record_id : int, optional
        What is about this record: that it was logged, or taken over with others, and what was decided of it.
    """

    kinds: tuple[Kind, ...] = ()
    actor: str | None = None
    record_id: int | None = None


def page(history: History, wanted: Wanted, limit: int = 200, before: int | None = None) -> list[Event]:
    """Return events, newest first.

    Parameters
    ----------
    before : int, optional
        Only those with a lower number: the last of the page before.
    """
    kinds = wanted.kinds or (_OF_A_RECORD if wanted.record_id is not None else ())
    with history.reading() as connection:
        return list(events(connection, kinds, wanted.record_id, limit, before, wanted.actor))


def actors(history: History) -> list[str]:
    """Return everybody who did something other than logging records, in the order of the alphabet."""
    with history.reading() as connection:
        rows = connection.execute("SELECT DISTINCT actor FROM event WHERE kind <> 'recorded' AND actor <> ''")
        return sorted((row[0] for row in rows), key=str.casefold)


def as_json(event: Event) -> dict[str, Any]:
    """Return an event as plain values that JSON can hold."""
    return {
        "event": event.id,
        "time": time_text(event.time),
        "operator": event.actor,
        "kind": event.kind.value,
        "record": event.record_id,
        "subject": event.subject,
        "old": dict(event.old),
        "new": dict(event.new),
        "reason": event.reason,
        "hash": event.hash.hex(),
    }


def changes(event: Event) -> Sequence[tuple[str, str, str]]:
    """Return what an event changed, each with its name, what it was and what it is, as a person reads them."""
    names = dict.fromkeys(name for name in (*event.old, *event.new) if name not in _FOR_PROGRAMS)
    found = ((name, _text(event.old.get(name)), _text(event.new.get(name))) for name in names)
    return [(name, old, new) for name, old, new in found if old != new]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(_text, value))
        case dict():
            return ", ".join(f"{name} {_text(each)}" for name, each in value.items())
        case _:
            return str(value)
