"""What is said of a record's suggestion and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leukdesk.counting import many
from leukdesk.history.records import Record
from leukdesk.history.review import Decided, State, verdict_of

_FITS = ("Typical of the class", "Other fields of the slide agree", "Looked at by two", "Looked at once more")
NO_CELL = "Not a leucocyte"
_FITS_NOT = (
    "The cell's shape fits another class",
    "Smudged or damaged cell",
    "Stain or drying artefact",
    "Out of focus",
    "Cells lie over each other",
    NO_CELL,
    "Looked at once more",
)

_NAMED, _BRIEF = 3, 40
"""People who are named of many, and characters of a name."""


def common_reasons(state: State) -> tuple[str, ...]:
    """Return reasons that are offered for a decision; any other can be typed."""
    return _FITS if state is State.CONFIRMED else _FITS_NOT


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
    verdict = {
        State.CONFIRMED: f"Confirmed as {standing.label_name}",
        State.CHANGED: f"Changed to {standing.label_name}",
    }.get(verdict_of(record), "Rejected")
    if record.state is State.SIGNED:
        return f"{verdict}, signed by {standing.signed_by}"
    return f"{verdict} by {standing.decided_by}"


def rows(records: Sequence[Record]) -> str:
    """Name records as the table does: "Row 7", "3 rows"."""
    return f"Row {records[0].id}" if len(records) == 1 else many(len(records), "row")


def gives_way(records: Sequence[Record]) -> str:
    """Say what stands and gives way to another decision: "Rejected by Kim: that is replaced."; nothing of suggestions.

    Of several records it is counted, a line for each state, signatures first.
    """
    if len(records) == 1:
        return _one_gives_way(records[0])
    lines: list[str] = []
    for state in (State.SIGNED, State.REJECTED, State.CHANGED, State.CONFIRMED):
        standings = [each.standing for each in records if each.state is state]
        if not standings:
            continue
        one, signed = len(standings) == 1, state is State.SIGNED
        who = _people(each.signed_by if signed else each.decided_by for each in standings)
        count = f"{len(standings):,}{'' if lines else ' of them'}"
        if signed:
            does, goes = ("is", "the signature goes") if one else ("are", "the signatures go")
        else:
            does, goes = ("was", "that is replaced") if one else ("were", "these decisions are replaced")
        lines.append(f"{count} {does} {state} by {who}: {goes}.")
    return "\n".join(lines)


def in_one_line(reviewed: Reviewed) -> str:
    """Say the newest decision and how many there were before it: "1 earlier · Signed by Eva, 10:42"."""
    if not reviewed.decisions:
        return "Needs review" if reviewed.record.needs_review else "Not decided"
    earlier = len(reviewed.decisions) - 1
    newest = _with_reason(reviewed.decisions[-1])
    return f"{earlier} earlier · {newest}" if earlier else newest


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
        return f"{verdict}, signed by {_brief(standing.signed_by)}: the signature goes, and the decision is replaced."
    return f"{verdict}: that is replaced." if verdict else ""


def _people(names: Iterable[str]) -> str:
    """Name so many as are read at a glance."""
    each = list(dict.fromkeys(map(_brief, names)))
    if len(each) > _NAMED:
        return f"{', '.join(each[:_NAMED])} and {many(len(each) - _NAMED, 'other')}"
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def _brief(name: str) -> str:
    """Shorten a name that would make a small window wide."""
    return name if len(name) <= _BRIEF else f"{name[: _BRIEF - 1].rstrip()}…"


def _with_reason(decided: Decided) -> str:
    said = f"{decided.words} by {decided.by}, {clock(decided.time)}"
    return f"{said}: {decided.reason}" if decided.reason else said
