"""The records of an export that makes no file: of what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from leukdesk.history import chain
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.fetching import item_of, record_of
from leukdesk.history.exporting.format import About, Item
from leukdesk.history.exporting.privacy import Curtain, Privacy
from leukdesk.history.exporting.station_key import pseudonyms_of
from leukdesk.history.store import History


@dataclass(frozen=True)
class Gathered:
    """Some records as the log was at one moment, de-identified by default.

    Attributes
    ----------
    items : tuple of Item
    about : About
    privacy : Privacy
    key : str, optional
        Name of the key of the pseudonyms; None where there are none.
    """

    items: tuple[Item, ...]
    about: About
    privacy: Privacy
    key: str | None = None


def gather(history: History, record_ids: Sequence[int], privacy: Privacy) -> Gathered:
    """Read records with what belongs to them; a picture is read when it is asked for.

    Raises
    ------
    RecordNotFoundError, HistoryError
    """
    pseudonyms = None if privacy.identified else pseudonyms_of(history)
    curtain = Curtain(privacy, pseudonyms)
    with history.reading() as connection:
        connection.execute("BEGIN")  # what is logged from now on is not seen
        head = curtain.head(chain.head(connection))
        records = [record_of(history, connection, each) for each in record_ids]
        items = tuple(curtain.item(item_of(history, connection, record)) for record in records)
    about = About(len(items), {"records": [*record_ids]}, head, datetime.now(UTC), privacy.sentence)
    return Gathered(items, about, privacy, None if pseudonyms is None else pseudonyms.name_of_key)


def note_printed(history: History, gathered: Gathered, printer: str, pages: int, actor: str = "") -> None:
    """Store that records were printed: paper leaves the program as a file does.

    Raises
    ------
    HistoryError
    """
    new = {
        "format": "print", "pages": pages, "records": gathered.about.count, "filter": dict(gathered.about.filter),
        "identified": gathered.privacy.identified, "pseudonyms": gathered.key,
    }  # fmt: skip
    history.note(NewEvent(Kind.EXPORTED, actor, printer, new=new))
