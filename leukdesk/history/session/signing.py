"""Signing a session: what stands in the way, and what is decided and signed of its cells with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leukdesk import INTENDED_USE
from leukdesk.counting import Counted, many
from leukdesk.history.events import NewEvent
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, Standing, State, decided, signed
from leukdesk.history.session.state import WITH_THE_SESSION, Session
from leukdesk.language import Said, marked, number, tr

MEANINGS = (
    marked(
        "I have looked at this session of {cells} in {fields}, and the class of each cell and the counts are my "
        "decision. The program has only suggested. {use}"
    ),
    marked(
        "I sign this session of {cells} in {fields}. {unseen:,} of them is confirmed as suggested by the signature "
        "alone, not one by one; the class of each cell and the counts are my decision. The program has only "
        "suggested. {use}"
    ),
    marked(
        "I sign this session of {cells} in {fields}. {unseen:,} of them are confirmed as suggested by the "
        "signature alone, not one by one; the class of each cell and the counts are my decision. The program has "
        "only suggested. {use}"
    ),
)
"""What a signature under a session says where it confirms no cell by itself, one, and several."""


def meaning(session: Session) -> str:
    """Return what a signature under a session says, in English, as the log keeps it; the signer is told it."""
    unseen = session.undecided + len(session.by_signature)
    cells, fields = Counted(session.cells, "cell"), Counted(len(session.fields), "field")
    return Said(MEANINGS[min(unseen, 2)], cells=cells, fields=fields, unseen=unseen, use=Said(INTENDED_USE))


def signed_unseen(session: Session) -> str:
    """Say how many cells of a session a signature alone has confirmed, as a sentence; empty where there are none."""
    if not (unseen := len(session.by_signature)):
        return ""
    if unseen == 1:
        words = tr("{unseen} of {cells} was confirmed by the signature alone, not one by one.")
    else:
        words = tr("{unseen} of {cells} were confirmed by the signature alone, not one by one.")
    return words.format(unseen=number(unseen), cells=many(session.cells, "cell"))


def why_not_ready(session: Session) -> str:
    """Return why nobody can sign a session as it stands, as the rest of a sentence; empty where somebody can."""
    if session.is_open:
        return tr("it is still being counted. End it first.")
    if session.signed_at is not None and not session.changed_since:
        return tr("it was signed by {name} already.").format(name=session.signed_by)
    if not session.cells + session.rejected:
        return tr("it has no cells.")
    if doubtful := session.undecided_uncertain:
        if doubtful == 1:
            words = tr("{cells} is uncertain and nobody has decided about it. Look at it first.")
        else:
            words = tr("{cells} are uncertain and nobody has decided about them. Look at them first.")
        return words.format(cells=many(doubtful, "cell"))
    return ""


def why_not_signed(session: Session, by: str, meaning: str, house: Laboratory) -> str:
    """Return why a session cannot be signed, as the rest of a sentence; empty where it can.

    What speaks against signing single cells (:mod:`leukdesk.history.review`) is asked for each of them besides.
    """
    if why := house.why_not_signing(by):
        return why
    if not by.strip():
        return tr("nobody is named as operator. Say who is signing.")
    if not meaning.strip():
        return tr("a signature says what it means.")
    if why := why_not_ready(session):
        return why
    if session.undecided and house.four_eyes:
        words = tr(
            "nobody has decided about {cells} yet, and in this laboratory somebody else than the signer decides. Have "
            "whoever counted confirm them."
        )
        return words.format(cells=many(session.undecided, "cell"))
    return ""


def confirmations(
    cells: Sequence[Record],
    by: str,
    house: Laboratory,
    stood: Mapping[int, Standing] | None = None,
    reason: str = WITH_THE_SESSION,
) -> list[NewEvent]:
    """Return the events that confirm all cells that are certain and undecided.

    Raises
    ------
    DecisionError
    """
    confirmed = Decision(State.CONFIRMED, reason=reason)
    rest = (each for each in cells if each.state is State.SUGGESTED and not each.uncertain)
    return [decided(each, confirmed, by, house, _shown(each, stood)) for each in rest]


def signatures(
    cells: Sequence[Record],
    by: str,
    meaning: str,
    house: Laboratory,
    stood: Mapping[int, Standing] | None = None,
) -> list[NewEvent]:
    """Return the events that sign all cells that are not signed yet.

    Raises
    ------
    DecisionError
    """
    rest = (each for each in cells if each.state is not State.SIGNED)
    return [signed(each, by, meaning, house, _shown(each, stood)) for each in rest]


def _shown(record: Record, stood: Mapping[int, Standing] | None) -> Standing | None:
    return None if stood is None else stood.get(record.id)
