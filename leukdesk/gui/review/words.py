"""What is said of a record's suggestion and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leukdesk.history.records import Record
from leukdesk.history.review import Decided
from leukdesk.inference.prediction import in_figures

REASONS = (
    "The cell's shape fits another class",
    "Smudged or damaged cell",
    "Stain or drying artefact",
    "Out of focus",
    "Cells lie over each other",
    "Not a leucocyte",
    "Looked at once more",
)
"""Reasons that are offered; any other can be typed."""


@dataclass(frozen=True)
class Reviewed:
    """A record and all that was decided about it, oldest first."""

    record: Record
    decisions: tuple[Decided, ...] = ()


def in_one_line(reviewed: Reviewed) -> str:
    """Say the suggestion and where the record stands: "Suggested: Pre-B ALL 0.87 · Confirmed by Kim, 10:42"."""
    record = reviewed.record
    parts = [f"Suggested: {record.label_name} {in_figures(record.probability, 2)}"]
    if reviewed.decisions:
        parts.append(_said(reviewed.decisions[-1]))
        earlier = len(reviewed.decisions) - 1
        if earlier:
            parts.append(f"{earlier} earlier")
    elif record.needs_review:
        parts.append("Needs review")
    else:
        parts.append("Not decided")
    return " · ".join(parts)


def in_lines(decisions: Sequence[Decided]) -> str:
    """Say every decision with its reason, a line each, oldest first."""
    return "\n".join(_said(each) + (f": {each.reason}" if each.reason else "") for each in decisions)


def clock(time: datetime) -> str:
    """Return when it was by this station's clock: the day only where it is another."""
    local = time.astimezone()
    today = datetime.now().astimezone().date()
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")


def _said(decided: Decided) -> str:
    return f"{decided.words} by {decided.by}, {clock(decided.time)}"
