"""A slide session as the window speaks of it."""

from __future__ import annotations

from enum import StrEnum
from statistics import mean

from leukdesk.counting import capital, many
from leukdesk.gui.entry.sample_code import brief
from leukdesk.history.session.state import Session, SessionState
from leukdesk.language import marked, number, tr


class Way(StrEnum):
    """How the fields come; the value is stored, and for people in the language that is spoken."""

    HANDS_FREE = marked("hands-free")
    BY_HAND = marked("by hand")
    FOLDER = marked("from a folder")


def who_and_what(session: Session, model: str = "") -> str:
    """Say whose session it is: "Sample B-0417 · Ana Vogt · ALL blast or normal precursor 1.0.0".

    Parameters
    ----------
    model : str
        What its card calls the model; its id where that is empty.
    """
    plan = session.plan
    sample = tr("Sample {sample}").format(sample=brief(plan.sample)) if plan.sample else tr("No sample code")
    return " · ".join(filter(None, (sample, plan.operator, f"{model or plan.model_id} {plan.model_version}")))


def how_far(session: Session, way: Way | None = None, *, here: bool = True) -> str:
    """Say how it goes on: "Paused · hands-free · 31 fields · 4 cells seen again · 6 cut by the edge".

    Parameters
    ----------
    here : bool
        Whether what this window captures is counted into it, where it counts.
    """
    seen, cut = sum(each.seen_before for each in session.fields), sum(each.cut for each in session.fields)
    counts = session.state is SessionState.COUNTING
    stands = tr("Left open, not counted into here") if counts and not here else capital(session.words)
    parts = [stands, tr(way.value) if way is not None else "", many(len(session.fields), "field")]
    if seen:
        parts.append(tr("{cells} seen again").format(cells=many(seen, "cell")))
    if cut:
        parts.append(tr("{count} cut by the edge").format(count=number(cut)))
    return " · ".join(filter(None, parts))


def per_field(session: Session) -> str:
    """Say how many cells a field has added; empty without fields."""
    if not session.fields:
        return ""
    average = mean(each.cells for each in session.fields)
    return tr("A field had {average:.1f} new cells on average.").format(average=average)
