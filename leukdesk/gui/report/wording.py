"""The words of a report: what was suggested, what was decided, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leukdesk.counting import capital
from leukdesk.gui.review.words import shown_reason
from leukdesk.history.events import Event, Kind
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.inference.card import ModelCard
from leukdesk.inference.prediction import in_words
from leukdesk.language import marked, tr

Cards = Mapping[str, ModelCard]
"""The cards of this station's models, by the hash of the model."""

STATES: Mapping[State, str] = {
    State.SUGGESTED: marked("suggested"),
    State.CONFIRMED: marked("confirmed"),
    State.CHANGED: marked("changed"),
    State.REJECTED: marked("rejected"),
    State.SIGNED: marked("signed"),
}
"""Where a record stands, in words that are to be translated."""
_STEPS = {**{state.value: words for state, words in STATES.items()}, "decided": marked("decided")}
_BY = {
    State.CONFIRMED: marked("Confirmed by {name}."),
    State.CHANGED: marked("Changed by {name}."),
    State.REJECTED: marked("Rejected by {name}."),
    State.SIGNED: marked("Decided by {name}, signed by {signer}."),
}


@dataclass(frozen=True)
class Step:
    """One step in a record's life: the suggestion, a decision or a signature."""

    when: str
    who: str
    what: str
    why: str


def local(time: datetime | None) -> str:
    """Return a time by this computer's clock, with its zone."""
    if time is None:
        return ""
    here = time.astimezone()
    offset = here.strftime("%z")
    return f"{here:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:]}"


def class_names(record: Record, cards: Cards) -> dict[str, str]:
    """Return the names of a record's classes; the ids where the model that answered is not here."""
    card = cards.get(record.model_sha256)
    names = {each: each for each in record.probabilities}
    if card is not None:
        names |= {each.id: each.name for each in card.classes if each.id in names}
    if record.label_name:
        names[record.label] = record.label_name
    return names


def model_title(record: Record, cards: Cards) -> str:
    """Return what the model is called, with its version."""
    card = cards.get(record.model_sha256)
    name = f"{record.model_id} {record.model_version}"
    return f"{card.title} ({name})" if card is not None else name


def steps(item: Item) -> list[Step]:
    """Return what happened to a record, oldest first."""
    record = item.record
    said = tr("Suggested: {name} ({probability:.2f})")
    if record.uncertain:
        said = tr("Suggested: {name} ({probability:.2f}, uncertain)")
    said = said.format(name=record.label_name or record.label, probability=record.probability)
    return [Step(local(record.time), record.operator, said, ""), *map(_step, item.decisions)]


def decided_name(record: Record) -> str:
    """Return the class that was decided on; a word where none was."""
    if record.state is State.SUGGESTED:
        return ""
    return record.standing.label_name or record.standing.label or tr("rejected")


def suggestion(record: Record) -> str:
    """Say what the model answered; that it needs review is said only until somebody has decided."""
    name, decided = record.label_name or record.label, record.state is not State.SUGGESTED
    return in_words(name, record.probability, uncertain=record.uncertain, decided=decided)


def decision(record: Record) -> str:
    """Say what a person decided."""
    return decided_name(record).capitalize() if not record.standing.label else decided_name(record)


def by_whom(record: Record) -> str:
    """Say who decided, and who signed."""
    standing = record.standing
    if record.state is State.SUGGESTED:
        return tr("Needs review.") if record.uncertain else tr("Nobody has decided yet.")
    name, signer = (each or tr("somebody unnamed") for each in (standing.decided_by, standing.signed_by))
    return tr(_BY[record.state]).format(name=name, signer=signer)


def _step(event: Event) -> Step:
    name = str(event.new.get("label_name") or event.new.get("label") or "")
    state = "signed" if event.kind is Kind.SIGNED else str(event.new.get("state", "decided"))
    what = capital(tr(_STEPS.get(state, state)))
    if name:
        what = tr("{name}: {value}").format(name=what, value=name)
    # Reasons that the program itself has given are stored in English.
    return Step(local(event.time), event.actor, what, shown_reason(event.reason))
