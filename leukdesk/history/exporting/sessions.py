"""The slide sessions whose cells are exported: what was counted, by which model, at which scale, and who signed it.

The table is of the whole session as it stands, also where only some of its cells are exported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.differential.tally import Classes, PerHundred, Share, Tally, tally_of
from leukdesk.history.exporting.tables import Column
from leukdesk.history.plain import time_text
from leukdesk.history.searching import queries
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter
from leukdesk.history.session.state import Session, read_session
from leukdesk.imaging.optics import LightPaths, light_paths


@dataclass(frozen=True)
class CountedSession:
    """A session with its table.

    Attributes
    ----------
    session : Session
        As it may be told of: de-identified where that was asked for.
    tally : Tally
        As the session's panel and report have it, but for the model's errors: the log has no cards, which tell them.
    light : LightPaths
        Its scales are those of the calibrations in force, none where red cells told it.
    """

    session: Session
    tally: Tally
    light: LightPaths


def counted_session(connection: sqlite3.Connection, session_id: str) -> CountedSession | None:
    """Read a session as a connection sees it; None where the log knows no more of it than its cells."""
    session = read_session(connection, session_id)
    if session is None:
        return None
    cells = list(queries.select(connection, Filter(session=session_id), Order("id", descending=False)))
    tally = tally_of(cells, Classes.of(session.plan), session.plan.target)
    return CountedSession(session, tally, light_paths(each.optics for each in cells))


def as_json(counted: CountedSession) -> dict[str, Any]:
    """Return a session with its table as plain values that JSON can hold."""
    signed = counted.session.signed_at
    return {
        **_facts(counted),
        "begun": time_text(counted.session.begun),
        "signed_at": "" if signed is None else time_text(signed),
        "micrometres_per_pixel": list(counted.light.micrometres_per_pixel),
        "objectives": list(counted.light.objectives),
        "calibrations": list(counted.light.calibrations),
        **counted.tally.as_json(),
    }


def rows(sessions: Iterable[CountedSession]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each class of each session, as :data:`COLUMNS` has them; None where there is nothing."""
    for each in sessions:
        facts = _facts(each) | {
            "micrometres_per_pixel": ", ".join(f"{scale:.6g}" for scale in each.light.micrometres_per_pixel),
            "objectives": ", ".join(each.light.objectives),
            "calibrations": ", ".join(each.light.calibrations),
            "intended_use": INTENDED_USE,
        }
        for one in _classes(each):
            values = facts | one
            yield tuple(values.get(column.name) for column in COLUMNS)


def _classes(counted: CountedSession) -> Iterator[dict[str, Any]]:
    """Yield what the table has of each class: first of those of white cells."""
    plan, tally = counted.session.plan, counted.tally
    for white in tally.classes:
        yield {
            "part": "white",
            "label": white.id,
            "label_name": white.name,
            "count": white.count,
            "suggested": white.suggested,
            "undecided": white.undecided,
            **_with_ends("share", white.share),
        }
    for beside in tally.beside:
        yield {
            "part": "beside",
            "label": beside.id,
            "label_name": beside.name,
            "count": beside.count,
            "undecided": beside.undecided,
            **_with_ends("per_100_white", beside.per_hundred),
        }
    for label in plan.set_aside_ids:
        name = plan.name_of(label)
        yield {"part": "set aside", "label": label, "label_name": name, "count": tally.set_aside[name]}


def _with_ends(name: str, figure: Share | PerHundred | None) -> dict[str, float]:
    return {} if figure is None else {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}


def _facts(counted: CountedSession) -> dict[str, Any]:
    session, plan = counted.session, counted.session.plan
    return {
        "session": session.id,
        "state": session.exported_words,
        "sample": plan.sample,
        "begun": session.begun,
        "begun_by": session.by,
        "model_id": plan.model_id,
        "model_version": plan.model_version,
        "model_sha256": plan.model_sha256,
        "uncertain_below": plan.uncertain_below,
        "target": plan.target,
        "counted": counted.tally.counted,
        "rejected": counted.tally.rejected,
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
    Column(
        "part",
        "What its cells are: 'white', of the differential; 'beside' it, with a nucleus; 'set aside', without one, of "
        "which only some are found",
    ),
    Column("label", "Id of the class"),
    Column("label_name", "Its name"),
    Column("count", "Cells of this class as things stand: by decision, else by suggestion", int),
    Column("share", "Of the white cells, 0 to 1; of white cells alone", float),
    Column("share_low", "Lower end of its 95 % interval (Clopper and Pearson), of the count alone", float),
    Column("share_high", "Upper end of that interval", float),
    Column("per_100_white", "Cells per 100 white cells; of those beside alone", float),
    Column("per_100_white_low", "Lower end of its 95 % interval, that of the share among both as a ratio", float),
    Column("per_100_white_high", "Upper end of that interval", float),
    Column("suggested", "White cells for which the model suggested this class; of white cells alone", int),
    Column("undecided", "Of the count, cells about which nobody has decided; not told of those set aside", int),
    Column("intended_use", "What this may be used for"),
)
