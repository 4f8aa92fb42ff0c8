"""What is said of a record's suggestion and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leukdesk import INTENDED_USE
from leukdesk.counting import capital, many
from leukdesk.history.box_change import BOX_CHANGED
from leukdesk.history.people.pins import PIN_LOST
from leukdesk.history.records import Record
from leukdesk.history.review import MEANINGS, STATE_WORDS, Decided, State, verdict_of
from leukdesk.history.session import signing
from leukdesk.history.session.state import TOGETHER, WITH_THE_SESSION
from leukdesk.language import marked, number, tr, tr_stored

_FITS = (
    marked("Typical of the class"),
    marked("Other fields of the slide agree"),
    marked("Looked at by two"),
    marked("Looked at once more"),
)
NO_CELL = marked("Not a leucocyte")
_FITS_NOT = (
    marked("The cell's shape fits another class"),
    marked("Smudged or damaged cell"),
    marked("Stain or drying artefact"),
    marked("Out of focus"),
    marked("Cells lie over each other"),
    NO_CELL,
    marked("Looked at once more"),
)
_COMMON = (*_FITS, *_FITS_NOT)
_KEPT = (*_COMMON, *MEANINGS, *signing.MEANINGS, WITH_THE_SESSION, TOGETHER, BOX_CHANGED, PIN_LOST)
"""Reasons that the log keeps in the program's words."""
_GIVES_WAY = {
    State.SIGNED: (
        marked("{count} is signed by {who}: the signature goes."),
        marked("{count} are signed by {who}: the signatures go."),
    ),
    State.REJECTED: (
        marked("{count} was rejected by {who}: that is replaced."),
        marked("{count} were rejected by {who}: these decisions are replaced."),
    ),
    State.CHANGED: (
        marked("{count} was changed by {who}: that is replaced."),
        marked("{count} were changed by {who}: these decisions are replaced."),
    ),
    State.CONFIRMED: (
        marked("{count} was confirmed by {who}: that is replaced."),
        marked("{count} were confirmed by {who}: these decisions are replaced."),
    ),
}
"""Of one record and of several; signatures first."""

_NAMED, _BRIEF = 3, 40
"""People who are named of many, and characters of a name."""


def common_reasons(state: State) -> tuple[str, ...]:
    """Return reasons that are offered for a decision, as the log keeps them; any other can be typed."""
    return _FITS if state is State.CONFIRMED else _FITS_NOT


def kept_reason(shown: str) -> str:
    """Return a reason as the log keeps it: one of the common ones in English, any other as it was typed."""
    return next((each for each in _COMMON if tr(each) == shown), shown)


def shown_reason(kept: str) -> str:
    """Return a reason or a signature's meaning in the language that is spoken; what somebody typed stays as it is."""
    return tr_stored(kept, _KEPT, (INTENDED_USE,))


def state_in_words(state: State) -> str:
    """Say where a record stands, in a word."""
    return tr(STATE_WORDS[state])


@dataclass(frozen=True)
class Reviewed:
    """A record and all that was decided about it, oldest first."""

    record: Record
    decisions: tuple[Decided, ...] = ()


def headline(record: Record) -> str:
    """Say what stands, in a sentence: "Confirmed as Pre-B ALL by Kim"; empty while there is but a suggestion."""
    standing = record.standing
    if record.state is State.SUGGESTED:
        return ""
    match verdict_of(record):
        case State.CONFIRMED:
            verdict = tr("Confirmed as {name}").format(name=standing.label_name)
        case State.CHANGED:
            verdict = tr("Changed to {name}").format(name=standing.label_name)
        case _:
            verdict = tr("Rejected")
    if record.state is State.SIGNED:
        return tr("{verdict}, signed by {who}").format(verdict=verdict, who=standing.signed_by)
    return tr("{verdict} by {who}").format(verdict=verdict, who=standing.decided_by)


def rows(records: Sequence[Record]) -> str:
    """Name records as the table does: "Row 7", "3 rows"."""
    return tr("Row {number}").format(number=records[0].id) if len(records) == 1 else many(len(records), "row")


def gives_way(records: Sequence[Record]) -> str:
    """Say what stands and gives way to another decision: "Rejected by Kim: that is replaced."; nothing of suggestions.

    Of several records it is counted, a line for each state, signatures first.
    """
    if len(records) == 1:
        return _one_gives_way(records[0])
    lines: list[str] = []
    for state, (of_one, of_several) in _GIVES_WAY.items():
        standings = [each.standing for each in records if each.state is state]
        if not standings:
            continue
        who = _people(each.signed_by if state is State.SIGNED else each.decided_by for each in standings)
        count = number(len(standings)) if lines else tr("{count} of them").format(count=number(len(standings)))
        lines.append(tr(of_one if len(standings) == 1 else of_several).format(count=count, who=who))
    return "\n".join(lines)


def in_one_line(reviewed: Reviewed) -> str:
    """Say the newest decision and how many there were before it: "1 earlier · Signed by Eva, 10:42"."""
    if not reviewed.decisions:
        return tr("Needs review") if reviewed.record.needs_review else tr("Not decided")
    earlier = len(reviewed.decisions) - 1
    newest = _with_reason(reviewed.decisions[-1])
    return tr("{count} earlier · {newest}").format(count=earlier, newest=newest) if earlier else newest


def in_lines(reviewed: Reviewed) -> str:
    """Say every decision with its reason, a line each, oldest first; or that there is none."""
    return "\n".join(map(_with_reason, reviewed.decisions)) or in_one_line(reviewed)


def clock(time: datetime) -> str:
    """Return when it was by this station's clock: the day only where it is another."""
    local = time.astimezone()
    today = datetime.now().astimezone().date()
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")


def _one_gives_way(record: Record) -> str:
    standing = replace(
        record.standing,
        label_name=_brief(record.standing.label_name),
        decided_by=_brief(record.standing.decided_by),
        state=verdict_of(record),  # what is under a signature as well
    )
    verdict = headline(replace(record, standing=standing))
    if record.state is State.SIGNED:
        return tr("{verdict}, signed by {who}: the signature goes, and the decision is replaced.").format(
            verdict=verdict, who=_brief(standing.signed_by)
        )
    return tr("{verdict}: that is replaced.").format(verdict=verdict) if verdict else ""


def _people(names: Iterable[str]) -> str:
    """Name so many as are read at a glance."""
    each = list(dict.fromkeys(map(_brief, names)))
    if len(each) > _NAMED:
        each = [*each[:_NAMED], many(len(each) - _NAMED, "other")]
    if len(each) < 2:
        return "".join(each)
    return tr("{names} and {last}").format(names=", ".join(each[:-1]), last=each[-1])


def _brief(name: str) -> str:
    """Shorten a name that would make a small window wide."""
    return name if len(name) <= _BRIEF else f"{name[: _BRIEF - 1].rstrip()}…"


def _with_reason(decided: Decided) -> str:
    what = (
        tr("Changed to {name}").format(name=decided.label_name)
        if decided.state is State.CHANGED
        else capital(state_in_words(decided.state))
    )
    said = tr("{decision} by {who}, {when}").format(decision=what, who=decided.by, when=clock(decided.time))
    if not decided.reason:
        return said
    return tr("{decision}: {reason}").format(decision=said, reason=shown_reason(decided.reason))
