"""Which records wait for a person: uncertain, and not decided about. Cells of a slide session wait with it."""

from __future__ import annotations

import sqlite3

# Word for word the condition of the partial index, which SQLite uses only then.
_WAITING = "FROM record INDEXED BY record_needing_review WHERE uncertain AND state = 'suggested' AND session = ''"


def count_waiting(connection: sqlite3.Connection, at_most: int) -> int:
    """Return how many records need review, counting no further than ``at_most``."""
    number: int = connection.execute(f"SELECT count(*) FROM (SELECT 1 {_WAITING} LIMIT ?)", [at_most]).fetchone()[0]  # noqa: S608
    return number


def next_waiting(connection: sqlite3.Connection, after: int, *, forward: bool = True) -> int | None:
    """Return the number of the next record that needs review, in the order of logging.

    Parameters
    ----------
    after : int
        The number of the one before; 0 for none. Behind the last comes the first again.
    forward : bool
        Towards the newest.

    Returns
    -------
    int, optional
        None where no other record needs review.
    """
    beyond, order = (">", "ASC") if forward else ("<", "DESC")
    for condition, limit in ((f"id {beyond} ?", after), ("id <> ?", after)):
        sql = f"SELECT id {_WAITING} AND {condition} ORDER BY id {order} LIMIT 1"
        row = connection.execute(sql, [limit]).fetchone()
        if row is not None:
            return int(row[0])
    return None
