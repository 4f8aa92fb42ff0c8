"""A cell's box was changed after it was logged: the record of the old box is rejected, that of the new one counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from leukdesk.history.events import NewEvent
from leukdesk.history.people.kept import laboratory
from leukdesk.history.review import Decision, DecisionError, State, decided
from leukdesk.history.rows import SELECT, from_row
from leukdesk.language import marked, tr

BOX_CHANGED = marked("Box changed.")
"""Stored in English: why a cell is rejected in whose place one with another box is put."""


def box_changes(connection: sqlite3.Connection, record_ids: Iterable[int], by: str) -> list[NewEvent]:
    """Return the events that reject records in whose place others are logged, in the same transaction.

    Raises
    ------
    DecisionError
        Nobody is named, or who is may not decide.
    """
    house, events = laboratory(connection), []
    for each in record_ids:
        row = connection.execute(f"SELECT {SELECT} FROM record WHERE id = ?", [each]).fetchone()  # noqa: S608
        if row is None:
            raise DecisionError(each, tr("it is not in the log any more. Look at the picture again."))
        events.append(decided(from_row(row), Decision(State.REJECTED, reason=BOX_CHANGED), by, house))
    return events
