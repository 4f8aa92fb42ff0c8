"""Whether each record stands where its newest decision says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from leukdesk.history.checking.findings import Problem, ProblemKind, in_the_log
from leukdesk.history.rows import STANDING, STANDING_AT_FIRST
from leukdesk.language import Said, marked

_BLOCK = 20_000
_IN_EVENT = ("state", "label", "label_name", "decided_by", "decided_at", "signed_by", "signed_at")
_NEXT = "SELECT max(id), count(*) FROM (SELECT id FROM record WHERE id > ? ORDER BY id LIMIT ?)"
_AT_FIRST = ", ".join(f"'{value}'" for value in STANDING_AT_FIRST)
_STANDS = ", ".join(f"record.{column}" for column in STANDING)
_DECIDED = ", ".join(f"json_extract(newest.new_value, '$.{name}')" for name in _IN_EVENT)
_SQL = (
    "SELECT record.id FROM record LEFT JOIN event AS newest ON newest.id = "  # noqa: S608
    "(SELECT max(id) FROM event WHERE record_id = record.id AND kind IN ('decided', 'signed')) "
    f"WHERE record.id > ? AND record.id <= ? AND json_array({_STANDS}) IS NOT iif(newest.id IS NULL, "
    f"json_array({_AT_FIRST}), iif(json_valid(newest.new_value), json_array({_DECIDED}), NULL))"
)
# Only these: a record that was logged is asked for from the event's side, in leukdesk/history/checking/walk.py.
_ORPHANS = (
    "SELECT event.id, event.record_id FROM event LEFT JOIN record ON record.id = event.record_id "
    "WHERE event.kind IN ('decided', 'signed') AND event.kind <> 'recorded' AND record.id IS NULL ORDER BY event.id"
)


def standing_at_fault(
    connection: sqlite3.Connection, path: Path, newest: int | None = None
) -> Iterator[tuple[int, list[Problem]]]:
    """Yield how many records were looked at, twenty thousand at a time, and what is wrong with them.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees one moment.
    path : Path
        The log, for the sentences.
    newest : int, optional
        Look only at so many of the newest records.
    """
    after = -(2**63)
    if newest is not None:
        after = connection.execute("SELECT ifnull(max(id), 0) FROM record").fetchone()[0] - newest
    while True:
        last, count = connection.execute(_NEXT, (after, _BLOCK)).fetchone()
        if not count:
            break
        moved = [row[0] for row in connection.execute(_SQL, (after, last))]
        text = marked("record {record} does not stand where its newest decision says")
        yield count, [_problem(path, each, Said(text, record=each)) for each in moved]
        after = last
    text = marked("event {event} decides of record {record}, which is missing")
    orphans = connection.execute(_ORPHANS)
    yield 0, [_problem(path, each, Said(text, event=event, record=each)) for event, each in orphans]


def _problem(path: Path, record_id: int, what: str) -> Problem:
    return Problem(ProblemKind.STANDING, f"record {record_id}", what, in_the_log(path, what))
