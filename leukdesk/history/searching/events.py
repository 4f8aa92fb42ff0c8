"""Events read from the log, newest first, by kind, record and operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from leukdesk.history.events import SELECT as SELECT_EVENT
from leukdesk.history.events import Event, Kind
from leukdesk.history.events import from_row as event_from_row


def events(
    connection: sqlite3.Connection,
    kinds: Sequence[Kind] = (),
    record_id: int | None = None,
    limit: int = -1,
    before: int | None = None,
    actor: str | None = None,
) -> Iterator[Event]:
    """Yield events, newest first; see :meth:`leukdesk.history.store.History.events`.

    Parameters
    ----------
    actor : str, optional
        Only what this operator did; an empty text for what the program did by itself.
    """
    more, values = "", list[Any]()
    if before is not None:
        more, values = f"{more} AND id < ?", [*values, before]
    if actor is not None:
        more, values = f"{more} AND actor = ?", [*values, actor]
    if record_id is None:
        parts = [_of_a_kind(kind) for kind in kinds or [each for each in Kind if each is not Kind.RECORDED]]
    else:
        parts = _of_record(kinds or (Kind.DECIDED, Kind.SIGNED), record_id)
    # Each part comes newest first out of an index of its own, and is read no further than is needed.
    newest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT id FROM event WHERE {condition}{more} ORDER BY id DESC LIMIT ?)"  # noqa: S608
        for condition, _ in parts
    )
    if not newest:
        return iter(())
    parameters = [value for _, own in parts for value in (*own, *values, limit)]
    sql = f"SELECT {SELECT_EVENT} FROM event WHERE id IN ({newest}) ORDER BY id DESC LIMIT ?"  # noqa: S608
    return map(event_from_row, connection.execute(sql, [*parameters, limit]))


# An index of some rows is used only where the condition says outright that it is theirs.
def _of_a_kind(kind: Kind) -> tuple[str, list[Any]]:
    return ("kind = 'recorded'", []) if kind is Kind.RECORDED else ("kind = ? AND kind <> 'recorded'", [kind])


def _of_record(kinds: Sequence[Kind], record_id: int) -> list[tuple[str, list[Any]]]:
    parts = list[tuple[str, list[Any]]]()
    for kind in kinds:
        match kind:
            case Kind.DECIDED | Kind.SIGNED:
                parts.append(("record_id = ? AND kind IN ('decided', 'signed') AND kind = ?", [record_id, kind]))
            case Kind.RECORDED:
                parts.append(("record_id = ? AND kind = 'recorded'", [record_id]))
            case Kind.ADOPTED:
                within = "? BETWEEN json_extract(new_value, '$.first') AND json_extract(new_value, '$.last')"
                parts.append((f"kind = 'adopted' AND kind <> 'recorded' AND {within}", [record_id]))
            case _:
                pass  # nothing else is about a record
    return parts
