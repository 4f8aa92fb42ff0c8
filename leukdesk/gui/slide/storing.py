"""What is done with a slide session in the log, on the worker's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from leukdesk.differential.slide import Slide
from leukdesk.errors import LeukdeskError
from leukdesk.gui.slide.choosing import Choice
from leukdesk.history.records import Record
from leukdesk.history.session.errors import NoLogError
from leukdesk.history.session.state import Session
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History

if TYPE_CHECKING:
    from leukdesk.station import Station


@dataclass(frozen=True)
class Stored:
    """What became of a choice: how many cells were decided about, and why not the rest."""

    count: int
    problem: LeukdeskError | None = None


def log_of(station: Station) -> History:
    """Return the log of a station.

    Raises
    ------
    NoLogError
    """
    if station.history is None:
        raise NoLogError
    return station.history


def store_choice(station: Station, choice: Choice, reason: str, by: str) -> Stored:
    """Decide, step by step; each step about all of its cells or none. What is refused is told with what went before.

    Raises
    ------
    NoLogError
    """
    log, count = log_of(station), 0
    for step in choice.steps:
        decision = replace(step.decision, reason=reason if step.needs_reason else "")
        seen = {each.id: each.picture_sha256 for each in step.cells}
        stood = {each.id: each.standing for each in step.cells}
        try:
            count += len(log.decide([*seen], decision, by, seen, stood))
        except LeukdeskError as problem:
            return Stored(count, problem)
    return Stored(count)


def sign_slide(station: Station, slide: Slide, name: str, pin: str, meaning: str) -> Session:
    """Sign a session as it was shown.

    Raises
    ------
    NoLogError, LeukdeskError
        Nothing was signed.
    """
    log = log_of(station)
    if station.operators is not None and station.operators.laboratory().keeps_list:
        station.operators.prove(name, pin)
    return Sessions(log).sign(slide.session.id, name, meaning, slide.stood)


def picture_of(station: Station, record: Record) -> NDArray[np.uint8]:
    """Read the field that a cell lies in: uint8 (H, W, 3), RGB.

    Raises
    ------
    NoLogError, HistoryError
    """
    return log_of(station).picture(record)
