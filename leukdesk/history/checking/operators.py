"""Whether the list of operators is what the events made it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from leukdesk.history.people.pins import digest
from leukdesk.language import Said, marked

_NEWEST = """
    SELECT json_extract(new_value, '$.role'), json_extract(new_value, '$.active'), json_extract(new_value, '$.pin')
    FROM event WHERE kind = 'operator' AND kind <> 'recorded' AND subject = ? ORDER BY id DESC LIMIT 1
"""


_NEVER_PUT = marked("The operator {name} was never put on the list by this program. {advice}")
_NOT_AS_SET = (
    marked("The role of the operator {name} is not as it was set. {advice}"),
    marked("The service of the operator {name} is not as it was set. {advice}"),
    marked("The PIN of the operator {name} is not as it was set. {advice}"),
)
_GONE = marked("The operator {name} is gone from the list. {advice}")
_ADVICE = Said(
    marked("Another program has changed the list. Restore a backup, or let an administrator set the operator right.")
)


def operators_at_fault(connection: sqlite3.Connection) -> list[str]:
    """Return a sentence for each operator who is not as the events say; empty when all are.

    A table that another program has changed is found so. An event that was changed breaks the chain instead.
    """
    return list(_faults(connection))


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    seen = set()
    for name, role, active, pin in connection.execute("SELECT name, role, active, pin FROM operator ORDER BY id"):
        seen.add(name)
        newest = connection.execute(_NEWEST, [name]).fetchone()
        if newest is None:
            yield Said(_NEVER_PUT, name=repr(name), advice=_ADVICE)
            continue
        for text, says, is_now in zip(_NOT_AS_SET, newest, (role, active, digest(pin)), strict=True):
            if says != is_now:
                yield Said(text, name=repr(name), advice=_ADVICE)
    for (name,) in connection.execute("SELECT DISTINCT subject FROM event WHERE kind = 'operator' ORDER BY subject"):
        if name not in seen:
            yield Said(_GONE, name=repr(name), advice=_ADVICE)
