"""What a person decides of a suggestion: confirmed, changed, rejected, and later signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.plain import time_text

if TYPE_CHECKING:
    from leukdesk.history.records import Record


class State(StrEnum):
    """Where a record stands; the value is what the log stores."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REJECTED = "rejected"
    SIGNED = "signed"


class DecisionError(HistoryError):
    """A decision that cannot be taken; nothing was stored."""

    code: ClassVar[str] = "decision"

    def __init__(self, record_id: int, reason: str) -> None:
        super().__init__(f"Nothing was decided about record {record_id}: {reason}")


@dataclass(frozen=True)
class Standing:
    """The newest decision about a record; empty texts before the first.

    Attributes
    ----------
    label, label_name : str
        The class that was decided; empty where the suggestion was rejected.
    decided_at, signed_at : datetime, optional
        UTC.
    """

    state: State = State.SUGGESTED
    label: str = ""
    label_name: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    signed_by: str = ""
    signed_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold: what its event keeps."""
        return {
            "state": self.state.value,
            "label": self.label,
            "label_name": self.label_name,
            "decided_by": self.decided_by,
            "decided_at": _text(self.decided_at),
            "signed_by": self.signed_by,
            "signed_at": _text(self.signed_at),
        }


@dataclass(frozen=True)
class Decision:
    """A verdict on a suggestion.

    Attributes
    ----------
    state : State
        Confirmed, changed or rejected.
    label, label_name : str
        The class it is changed to; empty otherwise.
    reason : str
        Needed for everything but a first confirmation.
    """

    state: State
    label: str = ""
    label_name: str = ""
    reason: str = ""


def decided(record: Record, decision: Decision, by: str) -> NewEvent:
    """Return the event that a decision about a record makes.

    Raises
    ------
    DecisionError
    """
    if why := next(_against(record, decision), ""):
        raise DecisionError(record.id, why)
    label, name = {
        State.CONFIRMED: (record.label, record.label_name),
        State.REJECTED: ("", ""),
    }.get(decision.state, (decision.label, decision.label_name or decision.label))
    now = datetime.now(UTC)
    standing = Standing(decision.state, label, name, by, now)
    return NewEvent(
        Kind.DECIDED, by, "", record.standing.as_json(), standing.as_json(), decision.reason.strip(), record.id, now
    )


def signed(record: Record, by: str, meaning: str) -> NewEvent:
    """Return the event that the signature under a decision makes; ``meaning`` is what it says.

    Raises
    ------
    DecisionError
    """
    before = record.standing
    if before.state is State.SUGGESTED:
        raise DecisionError(record.id, "it has to be confirmed, changed or rejected before it is signed.")
    if before.state is State.SIGNED:
        raise DecisionError(record.id, f"it was signed by {before.signed_by or 'somebody'} already.")
    now = datetime.now(UTC)
    after = Standing(State.SIGNED, before.label, before.label_name, before.decided_by, before.decided_at, by, now)
    return NewEvent(Kind.SIGNED, by, "", before.as_json(), after.as_json(), meaning, record.id, now)


def _against(record: Record, decision: Decision) -> Iterator[str]:
    if decision.state not in (State.CONFIRMED, State.CHANGED, State.REJECTED):
        yield f"a suggestion cannot be decided to be {decision.state}."
    if decision.state is State.CHANGED and decision.label not in record.probabilities:
        yield f"its model knows no class {decision.label!r}. Reject the suggestion where no class fits."
    if decision.state is State.CHANGED and decision.label == record.label:
        yield "it is changed to the class that was suggested. Confirm it instead."
    first = record.standing.state is State.SUGGESTED
    if not decision.reason.strip() and not (first and decision.state is State.CONFIRMED):
        yield "say why: a reason is kept with every change, every rejection and every later decision."


def _text(time: datetime | None) -> str:
    return "" if time is None else time_text(time)
