"""Whether the list of operators is what the events made it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from leukdesk.history.people.pins import digest

_NEWEST = """
    SELECT json_extract(new_value, '$.role'), json_extract(new_value, '$.active'), json_extract(new_value, '$.pin')
    FROM event WHERE kind = 'operator' AND kind <> 'recorded' AND subject = ? ORDER BY id DESC LIMIT 1
"""


def operators_at_fault(connection: sqlite3.Connection) -> list[str]:
    """Return a sentence for each operator who is not as the events say; empty when all are.

    A table that another program has changed is found so. An event that was changed breaks the chain instead.
    """
    return list(_faults(connection))


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    advice = "Another program has changed the list. Restore a backup, or let an administrator set the operator right."
    seen = set()
    for name, role, active, pin in connection.execute("SELECT name, role, active, pin FROM operator ORDER BY id"):
        seen.add(name)
        newest = connection.execute(_NEWEST, [name]).fetchone()
        if newest is None:
            yield f"The operator {name!r} was never put on the list by this program. {advice}"
            continue
        for what, says, is_now in zip(("role", "service", "PIN"), newest, (role, active, digest(pin)), strict=True):
            if says != is_now:
                yield f"The {what} of the operator {name!r} is not as it was set. {advice}"
    for (name,) in connection.execute("SELECT DISTINCT subject FROM event WHERE kind = 'operator' ORDER BY subject"):
        if name not in seen:
            yield f"The operator {name!r} is gone from the list. {advice}"
