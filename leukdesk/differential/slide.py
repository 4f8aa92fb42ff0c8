"""A slide session with its cells, as the log has them at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from leukdesk.differential.card_errors import errors_of
from leukdesk.differential.tally import Classes, Tally, tally_of
from leukdesk.history.records import Record
from leukdesk.history.review import Standing
from leukdesk.history.sessions import Session, SessionPlan, Sessions
from leukdesk.inference.card import ModelCard
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.elsewhere import caution


@dataclass(frozen=True)
class Slide:
    """A session and all of its cells, rejected ones as well.

    Attributes
    ----------
    model : str
        What its card calls the model; empty where it is not here any more.
    elsewhere : str
        What its card says of other laboratories' slides, as a sentence; empty where it says nothing of them.
    """

    session: Session
    cells: tuple[Record, ...]
    classes: Classes
    model: str = ""
    elsewhere: str = ""

    @cached_property
    def tally(self) -> Tally:
        """Its differential, with all that was decided."""
        return tally_of(self.cells, self.classes, self.session.plan.target)

    @property
    def stood(self) -> Mapping[int, Standing]:
        """How each of its cells stands."""
        return {each.id: each.standing for each in self.cells}


def classes_of(plan: SessionPlan, card: ModelCard | None) -> Classes:
    """Return the classes that a session counts, with the errors of its model where its very card is known."""
    return Classes.of(plan, errors_of(card, plan.beside_ids) if card is not None else {})


def read_slide(sessions: Sessions, session_id: str, catalog: Catalog) -> Slide:
    """Read a session and its cells.

    Raises
    ------
    SessionNotFoundError, HistoryError
    """
    session, found = sessions.with_cells(session_id)
    card = catalog.cards.get(session.plan.model_sha256)
    classes = classes_of(session.plan, card)
    cells = tuple(found)
    if card is None:
        return Slide(session, cells, classes)
    return Slide(session, cells, classes, card.title, caution(card.elsewhere))
