"""The words of a report: what was suggested, what was decided, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leukdesk.history.events import Event, Kind
from leukdesk.history.exporting.format import Item
from leukdesk.history.records import Record
from leukdesk.history.review import State
from leukdesk.inference.card import ModelCard
from leukdesk.inference.prediction import in_words

Cards = Mapping[str, ModelCard]
"""The cards of this station's models, by the hash of the model."""


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
    doubt = ", uncertain" if record.uncertain else ""
    first = Step(
        local(record.time),
        record.operator,
        f"Suggested: {record.label_name or record.label} ({record.probability:.2f}{doubt})",
        "",
    )
    return [first, *map(_step, item.decisions)]


def decided_name(record: Record) -> str:
    """Return the class that was decided on; a word where none was."""
    if record.state is State.SUGGESTED:
        return ""
    return record.standing.label_name or record.standing.label or "rejected"


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
        return "Needs review." if record.uncertain else "Nobody has decided yet."
    words = f"{'Decided' if record.state is State.SIGNED else record.state.value.capitalize()} by"
    words = f"{words} {standing.decided_by or 'somebody unnamed'}"
    if record.state is State.SIGNED:
        words += f", signed by {standing.signed_by or 'somebody unnamed'}"
    return f"{words}."


def _step(event: Event) -> Step:
    name = str(event.new.get("label_name") or event.new.get("label") or "")
    state = "signed" if event.kind is Kind.SIGNED else str(event.new.get("state", "decided"))
    what = f"{state.capitalize()}: {name}" if name else state.capitalize()
    return Step(local(event.time), event.actor, what, event.reason)
