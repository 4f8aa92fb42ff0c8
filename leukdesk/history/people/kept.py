"""The people and the rules as the log keeps them."""

from __future__ import annotations

import sqlite3

from leukdesk.history.people.laboratory import Laboratory, Operator, Role

FOUR_EYES = "four eyes"
"""Subject of the events that say whether the rule holds; the newest one does."""


def laboratory(connection: sqlite3.Connection) -> Laboratory:
    """Return the people and the rules as a connection sees them."""
    rows = connection.execute("SELECT name, role, active, pin <> '' FROM operator ORDER BY id")
    people = tuple(Operator(name, Role(role), bool(active), bool(pin)) for name, role, active, pin in rows)
    rule = connection.execute(
        "SELECT json_extract(new_value, '$.value') FROM event WHERE kind = 'setting' AND kind <> 'recorded' "
        "AND subject = ? "
        "ORDER BY id DESC LIMIT 1",
        [FOUR_EYES],
    ).fetchone()
    return Laboratory(people, rule is not None and rule[0] == 1)
