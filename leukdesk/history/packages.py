"""Which model packages a station has: what has changed since it was last noted is an event."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from leukdesk.history import chain
from leukdesk.history.events import Event, Kind, NewEvent

if TYPE_CHECKING:
    from leukdesk.history.store import History

SUBJECT = "packages"
"""Of the events that hold what was found; the newest one holds what was found last."""

Found = Mapping[str, Mapping[str, str]]
"""Version and sha256 of each model, by its id."""


def note_packages(history: History, found: Found) -> Event | None:
    """Note which models are there, if they are not those that were noted last; return the event.

    Parameters
    ----------
    history : History
    found : mapping of model id to its ``version`` and ``sha256``

    Raises
    ------
    HistoryError
        Nothing was noted.
    """
    now = {name: dict(each) for name, each in sorted(found.items())}
    with history.reading() as connection:
        if _noted(connection) == now:
            return None
    with history.writing() as connection:
        # Once more: another program may have noted the same a moment ago.
        before = _noted(connection)
        if before == now:
            return None
        event = NewEvent(Kind.MODEL, "", SUBJECT, before or {}, now, _differences(before, now))
        return chain.append(connection, [event])[0]


def _noted(connection: sqlite3.Connection) -> dict[str, dict[str, str]] | None:
    wanted = "kind = 'model' AND kind <> 'recorded' AND subject = ?"  # the second: its index says so
    sql = f"SELECT new_value FROM event WHERE {wanted} ORDER BY id DESC LIMIT 1"  # noqa: S608
    with closing(connection.execute(sql, [SUBJECT])) as rows:
        row = rows.fetchone()
    return None if row is None else json.loads(row[0])


def _differences(before: Mapping[str, Mapping[str, str]] | None, now: Found) -> str:
    """Say what is new, gone and changed, for a person."""
    if before is None:
        return "The models that were there when the log began to note them."
    new = [f"{name} {now[name]['version']} is new" for name in now if name not in before]
    gone = [f"{name} {before[name]['version']} is gone" for name in before if name not in now]
    changed = [
        f"{name} is {now[name]['version']}, it was {before[name]['version']}"
        if now[name]["version"] != before[name]["version"]
        else f"{name} {now[name]['version']} has another content"
        for name in now
        if name in before and now[name] != before[name]
    ]
    return "; ".join((*new, *gone, *changed)) + "."
