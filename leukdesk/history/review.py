"""What a person decides of a suggestion: confirmed, changed, rejected, and later signed; and who may do so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from leukdesk import INTENDED_USE
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.plain import time_text
from leukdesk.language import Said, marked, tr

if TYPE_CHECKING:
    from leukdesk.history.records import Record


OF_SESSION = marked("it is a cell of a slide session. Sign the session.")
"""Why such a record is not signed by itself."""
NOT_SIGNED = marked("Record {record} was not signed")
_UNDECIDED = marked("Nothing was decided about record {record}")
_ANYBODY = Laboratory()


class State(StrEnum):
    """Where a record stands; the value is what the log stores."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    REJECTED = "rejected"
    SIGNED = "signed"


STATE_WORDS = {
    State.SUGGESTED: marked("suggested"),
    State.CONFIRMED: marked("confirmed"),
    State.CHANGED: marked("changed"),
    State.REJECTED: marked("rejected"),
    State.SIGNED: marked("signed"),
}


class DecisionError(HistoryError):
    """A decision that cannot be taken; nothing was stored."""

    code: ClassVar[str] = "decision"

    def __init__(self, record_id: int, reason: str, what: str = _UNDECIDED) -> None:
        super().__init__(f"{tr(what).format(record=record_id)}: {reason}")


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


@dataclass(frozen=True)
class Decided:
    """A decision or a signature that was taken, for a person to read.

    Attributes
    ----------
    state : State
        What the record became by it.
    label_name : str
        The class that was decided; empty where the suggestion was rejected.
    time : datetime
        UTC.
    reason : str
        Of a signature its meaning, in the words that the signer was shown.
    """

    state: State
    label: str
    label_name: str
    by: str
    time: datetime
    reason: str

    @property
    def words(self) -> str:
        """What was done, in English, as exports tell it: "Confirmed", "Changed to Pre-B ALL", "Rejected", "Signed"."""
        match self.state:
            case State.CHANGED:
                return f"Changed to {self.label_name}"
            case state:
                return state.value.capitalize()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        return {
            "state": self.state.value,
            "label": self.label,
            "label_name": self.label_name,
            "by": self.by,
            "time": time_text(self.time),
            "reason": self.reason,
        }


def decisions_of(events: Iterable[Event]) -> list[Decided]:
    """Return the decisions and signatures among the events of a record, oldest first."""
    ordered = sorted((each for each in events if each.kind in (Kind.DECIDED, Kind.SIGNED)), key=lambda each: each.id)
    return [
        Decided(State(each.new["state"]), each.new["label"], each.new["label_name"], each.actor, each.time, each.reason)
        for each in ordered
    ]


def decided(
    record: Record, decision: Decision, by: str, house: Laboratory = _ANYBODY, stood: Standing | None = None
) -> NewEvent:
    """Return the event that a decision about a record makes.

    Parameters
    ----------
    house : Laboratory
        The people and the rules of the moment.
    stood : Standing, optional
        What whoever decides was shown: nothing that came meanwhile is overturned unseen.

    Raises
    ------
    DecisionError
    """
    by = house.name_of(by)
    if why := next(_against(record, decision, by, house, stood), ""):
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


def signed(
    record: Record, by: str, meaning: str, house: Laboratory = _ANYBODY, stood: Standing | None = None
) -> NewEvent:
    """Return the event that the signature under a decision makes; ``meaning`` is what it says.

    ``stood`` is what the signer was shown, as in :func:`decided`.

    Raises
    ------
    DecisionError
    """
    before, by = record.standing, house.name_of(by)
    if why := next(_against_signing(record, by, meaning, house, stood), ""):
        raise DecisionError(record.id, why, what=NOT_SIGNED)
    now = datetime.now(UTC)
    after = Standing(State.SIGNED, before.label, before.label_name, before.decided_by, before.decided_at, by, now)
    return NewEvent(Kind.SIGNED, by, "", before.as_json(), after.as_json(), meaning, record.id, now)


MEANINGS = (
    marked(
        "I have looked at this picture, and what is decided about it here is my decision. The program has only "
        "suggested. {use}"
    ),
    marked(
        "I have looked at each of these {records} pictures, and what is decided about each here is my decision. The "
        "program has only suggested. {use}"
    ),
)
"""What a signature says, under one record and under several."""


def meaning(records: int) -> str:
    """Return what a signature under so many records says, in English, as the log keeps it; the signer is told it."""
    return Said(MEANINGS[records != 1], records=records, use=Said(INTENDED_USE))


def reason_needed(record: Record, state: State) -> bool:
    """Whether a decision about a record has to say why: all but the first confirmation do."""
    return not (state is State.CONFIRMED and record.state is State.SUGGESTED)


def verdict_of(record: Record) -> State:
    """Return what was decided about a record, under a signature as well."""
    if record.state is not State.SIGNED:
        return record.state
    if not record.standing.label:
        return State.REJECTED
    return State.CONFIRMED if record.standing.label == record.label else State.CHANGED


def stands_in_words(record: Record) -> str:
    """Say what stands: "changed to Pre-B ALL", "signed, rejected"; nothing is said of a mere suggestion."""
    what, name = tr(STATE_WORDS[record.state]), record.standing.label_name or record.standing.label
    match record.state, verdict_of(record):
        case State.SUGGESTED, _:
            return ""
        case State.SIGNED, State.REJECTED:
            return tr("signed, rejected")
        case State.SIGNED, State.CHANGED:
            return tr("signed: {name}").format(name=name)
        case State.CHANGED, _:
            return tr("changed to {name}").format(name=name)
        case _:
            return what


def _against(record: Record, decision: Decision, by: str, house: Laboratory, stood: Standing | None) -> Iterator[str]:
    yield from _against_person(by, house)
    yield from _against_unseen(record.standing, stood)
    if decision.state not in (State.CONFIRMED, State.CHANGED, State.REJECTED):
        yield tr("a suggestion cannot be decided to be {state}.").format(state=tr(STATE_WORDS[decision.state]))
    if decision.state is State.CHANGED and decision.label not in record.probabilities:
        words = tr("its model knows no class {label}. Reject the suggestion where no class fits.")
        yield words.format(label=repr(decision.label))
    if decision.state is State.CHANGED and decision.label == record.label:
        yield tr("it is changed to the class that was suggested. Confirm it instead.")
    before = record.standing
    if before.state is State.SIGNED and not house.may_sign(by):
        words = tr("it was signed by {name}. Only a reviewer or an administrator can decide anew then.")
        yield words.format(name=before.signed_by)
    same = verdict_of(record) is decision.state and (
        decision.state is not State.CHANGED or decision.label == before.label
    )
    if same and before.decided_by == by:
        yield tr("{name} has decided just that already. Decide otherwise, or leave it as it is.").format(name=by)
    if reason_needed(record, decision.state) and not decision.reason.strip():
        if before.state is State.SUGGESTED:
            yield tr("say why: a reason is kept with every change, every rejection and every later decision.")
        else:
            words = tr(
                "say why: a reason is kept with every change, every rejection and every later decision. It was {state} "
                "by {who} already."
            )
            yield words.format(state=tr(STATE_WORDS[before.state]), who=_last(before))


def _against_signing(record: Record, by: str, meaning: str, house: Laboratory, stood: Standing | None) -> Iterator[str]:
    before = record.standing
    yield from _against_person(by, house)
    yield from _against_unseen(before, stood)
    if not house.may_sign(by):
        yield tr("{name} is an operator here. Only a reviewer or an administrator signs.").format(name=by)
    if before.state is State.SUGGESTED:
        yield tr("it has to be confirmed, changed or rejected before it is signed.")
    if before.state is State.SIGNED:
        yield tr("it was signed by {name} already.").format(name=before.signed_by or tr("somebody"))
    if house.four_eyes and before.decided_by.casefold() == by.casefold():
        yield tr("{name} has decided about it, and in this laboratory somebody else signs.").format(name=by)
    if not meaning.strip():
        yield tr("a signature says what it means.")


def _against_person(by: str, house: Laboratory) -> Iterator[str]:
    if why := house.why_not_working(by):
        yield why
    if not by:
        yield tr("nobody is named as operator. Say who is deciding.")


def _against_unseen(now: Standing, stood: Standing | None) -> Iterator[str]:
    if stood is not None and now != stood:
        words = tr("it was {state} by {who} meanwhile. Look at it, then do it again.")
        yield words.format(state=tr(STATE_WORDS[now.state]), who=_last(now))


def _last(standing: Standing) -> str:
    who, when = (
        (standing.signed_by, standing.signed_at)
        if standing.state is State.SIGNED
        else (standing.decided_by, standing.decided_at)
    )
    return tr("{name} at {time}").format(name=who or tr("somebody"), time=_text(when))


def _text(time: datetime | None) -> str:
    return "" if time is None else time_text(time)
