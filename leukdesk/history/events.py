"""What happened to the log: who, when, what, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from leukdesk.history.plain import storable, time_text


class Kind(StrEnum):
    """What kind of event it is; the value is what the log stores."""

    BEGUN = "begun"
    """The log itself; its first event."""
    RECORDED = "recorded"
    """A record was logged: its digest."""
    ADOPTED = "adopted"
    """Records of an earlier program, which kept no events, were taken over: their digest."""
    DECIDED = "decided"
    SIGNED = "signed"
    STARTED = "started"
    """The program was started on this log."""
    CLOSED = "closed"
    SETTING = "setting"
    MODEL = "model"
    """Another model was chosen, or a model of another version or content was found."""
    OPERATOR = "operator"
    """An operator was added, changed or put out of service."""
    SIGNED_IN = "signed-in"
    PIN_REFUSED = "pin-refused"
    """A wrong PIN was tried."""
    EXPORTED = "exported"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    CHECKED = "checked"
    """The log was checked and is sound."""
    CHECK_FAILED = "check-failed"
    ARCHIVED = "archived"
    """Old pictures were moved into an archive."""
    MERGED = "merged"
    """Records of another station's log were taken in."""
    SESSION = "session"
    """A slide session was begun, paused, ended, signed, or a field of it was counted: its subject is the id."""


@dataclass(frozen=True)
class NewEvent:
    """An event about to be stored.

    Attributes
    ----------
    kind : Kind
    actor : str
        The operator; empty where the program acted by itself.
    subject : str
        What it is about: a file, a setting, a model.
    old, new : mapping
        Plain values that JSON can hold.
    reason : str
    record_id : int, optional
        The record that it is about.
    time : datetime
        UTC.
    """

    kind: Kind
    actor: str = ""
    subject: str = ""
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    record_id: int | None = None
    time: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True)
class Event(NewEvent):
    """An event that is in the log.

    Attributes
    ----------
    id : int
        Rises by one with every event.
    hash : bytes
        32 bytes; the next event carries them.
    """

    id: int = field(kw_only=True)
    hash: bytes = field(kw_only=True)


# In the order of the table, without `previous` and `hash`.
COLUMNS = ("id", "time", "actor", "kind", "record_id", "subject", "old_value", "new_value", "reason")
SELECT = f"{', '.join(COLUMNS)}, hash"


def to_values(event: NewEvent, number: int) -> tuple[Any, ...]:
    """Return the values of an event's row, as :data:`COLUMNS` has them."""
    return (
        number, time_text(event.time), storable(event.actor), event.kind.value, event.record_id,
        storable(event.subject), _json(event.old), _json(event.new), storable(event.reason),
    )  # fmt: skip


def from_row(row: tuple[Any, ...]) -> Event:
    """Return the event of a row selected with :data:`SELECT`."""
    number, time, actor, kind, record_id, subject, old, new, reason, digest = row
    return Event(
        Kind(kind), actor, subject, json.loads(old), json.loads(new), reason, record_id,
        datetime.fromisoformat(time), id=number, hash=digest,
    )  # fmt: skip


def _json(values: Mapping[str, Any]) -> str:
    return storable(json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
