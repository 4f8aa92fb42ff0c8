"""The slide sessions whose cells are exported: what was counted, by which model, at which scale, and who signed it.

The table is of the whole session as it stands, also where only some of its cells are exported.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.differential.intervals import exact_interval
from leukdesk.history.exporting.tables import Column
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.review import State, verdict_of
from leukdesk.history.searching import queries
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.session.state import Session, read_session


@dataclass(frozen=True)
class ClassCount:
    """What was counted of one class.

    Attributes
    ----------
    id, name : str
    count : int
        Cells that are of it as things stand: by decision, else by suggestion.
    suggested, undecided : int
        Of the cells that count, those for which the model suggested it; of ``count``, those nobody has decided about.
    share : tuple of float, optional
        Of the white cells, 0 to 1, with both ends of its exact 95 % interval; None before the first, and of a class
        that is none of white cells.
    """

    id: str
    name: str
    count: int
    suggested: int
    undecided: int
    share: tuple[float, float, float] | None


@dataclass(frozen=True)
class CountedSession:
    """A session with its table.

    Attributes
    ----------
    session : Session
        As it may be told of: de-identified where that was asked for.
    classes : tuple of ClassCount
        In the model's order, then others that were decided.
    micrometres_per_pixel : tuple of float
        Of the calibrations in force; empty where red cells told the scale.
    objectives, calibrations : tuple of str
    """

    session: Session
    classes: tuple[ClassCount, ...]
    micrometres_per_pixel: tuple[float, ...] = ()
    objectives: tuple[str, ...] = ()
    calibrations: tuple[str, ...] = ()


def counted_session(connection: sqlite3.Connection, session_id: str) -> CountedSession | None:
    """Read a session as a connection sees it; None where the log knows no more of it than its cells."""
    session = read_session(connection, session_id)
    if session is None:
        return None
    cells = list(queries.select(connection, Filter(session=session_id), Order("id", descending=False)))
    optics = [each.optics for each in cells if each.optics is not None]
    return CountedSession(
        session,
        tuple(_classes(session, cells)),
        tuple(sorted({each.micrometres_per_pixel for each in optics if each.micrometres_per_pixel is not None})),
        tuple(sorted({each.objective for each in optics if each.objective})),
        tuple(sorted({each.calibration for each in optics if each.calibration})),
    )


def _classes(session: Session, cells: Iterable[Record]) -> Iterator[ClassCount]:
    counted = [each for each in cells if verdict_of(each) is not State.REJECTED]
    suggested = Counter(each.label for each in counted)
    undecided = Counter(each.label for each in counted if each.state is State.SUGGESTED)
    total, beside = session.white, session.plan.beside_ids
    for name in {**session.counts, **suggested}:
        count = session.counts.get(name, 0)
        share = (count / total, *exact_interval(count, total)) if total and name not in beside else None
        yield ClassCount(name, session.plan.name_of(name), count, suggested[name], undecided[name], share)


def as_json(counted: CountedSession) -> dict[str, Any]:
    """Return a session with its table as plain values that JSON can hold."""
    signed = counted.session.signed_at
    return {
        **_facts(counted),
        "begun": time_text(counted.session.begun),
        "signed_at": "" if signed is None else time_text(signed),
        "micrometres_per_pixel": list(counted.micrometres_per_pixel),
        "objectives": list(counted.objectives),
        "calibrations": list(counted.calibrations),
        "classes": [
            {
                "id": each.id,
                "name": each.name,
                "count": each.count,
                "share": None if each.share is None else dict(zip(("value", "low", "high"), each.share, strict=True)),
                "suggested": each.suggested,
                "undecided": each.undecided,
            }
            for each in counted.classes
        ],
    }


def rows(sessions: Iterable[CountedSession]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each class of each session, as :data:`COLUMNS` has them; None where there is nothing."""
    for each in sessions:
        facts = _facts(each) | {
            "micrometres_per_pixel": ", ".join(f"{scale:.6g}" for scale in each.micrometres_per_pixel),
            "objectives": ", ".join(each.objectives),
            "calibrations": ", ".join(each.calibrations),
        }
        for one in each.classes:
            share, low, high = one.share or (None, None, None)
            values = facts | {
                "label": one.id,
                "label_name": one.name,
                "count": one.count,
                "share": share,
                "share_low": low,
                "share_high": high,
                "suggested": one.suggested,
                "undecided": one.undecided,
                "intended_use": INTENDED_USE,
            }
            yield tuple(values[column.name] for column in COLUMNS)


def _facts(counted: CountedSession) -> dict[str, Any]:
    session, plan = counted.session, counted.session.plan
    return {
        "session": session.id,
        "state": session.words,
        "sample": plan.sample,
        "begun": session.begun,
        "begun_by": session.by,
        "model_id": plan.model_id,
        "model_version": plan.model_version,
        "model_sha256": plan.model_sha256,
        "uncertain_below": plan.uncertain_below,
        "target": plan.target,
        "counted": session.white,
        "rejected": session.rejected,
        "fields": len(session.fields),
        "signed_by": session.signed_by,
        "signed_at": session.signed_at,
    }


COLUMNS = (
    Column("session", "Id of the slide session"),
    Column("state", "How it stands: counting, paused, ended or signed; and whether that changed since"),
    Column("sample", "Sample code, or its pseudonym"),
    Column("begun", "When it was begun, UTC", datetime),
    Column("begun_by", "Who began it, or a pseudonym"),
    Column("model_id", "The model that suggested the class of each cell"),
    Column("model_version", "Its version"),
    Column("model_sha256", "SHA-256 of its file"),
    Column("uncertain_below", "The probability below which an answer was called uncertain", float),
    Column("target", "How many white cells were to be counted", int),
    Column("counted", "How many were, without those that were rejected", int),
    Column("rejected", "How many were rejected", int),
    Column("fields", "In how many fields", int),
    Column("micrometres_per_pixel", "Scale by the calibration; empty where the red cells told it"),
    Column("objectives", "The objective, as the operator chose it"),
    Column("calibrations", "The calibration in force"),
    Column("signed_by", "Who signed the session last, or a pseudonym"),
    Column("signed_at", "When, UTC", datetime),
    Column("label", "Id of the class"),
    Column("label_name", "Its name"),
    Column("count", "Cells of this class as things stand: by decision, else by suggestion", int),
    Column("share", "Of the white cells, 0 to 1; none for other cells", float),
    Column("share_low", "Lower end of its 95 % interval (Clopper and Pearson), of the count alone", float),
    Column("share_high", "Upper end of that interval", float),
    Column("suggested", "Cells that count for which the model suggested this class", int),
    Column("undecided", "Of the count, cells about which nobody has decided", int),
    Column("intended_use", "What this may be used for"),
)
