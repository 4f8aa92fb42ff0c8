"""What waits for a person: records that are uncertain and not decided about, and slide sessions with their cells."""

from __future__ import annotations

import sqlite3

# Word for word the condition of the partial index, which SQLite uses only then.
_WAITING = "FROM record INDEXED BY record_needing_review WHERE uncertain AND state = 'suggested' AND session = ''"
# Of each session the newest event that closes it, seldom far from its last; the conditions are those of the indexes.
# What is decided of a cell withdraws its signature: a signed session without such cells waits for nobody.
_SESSIONS_WAITING = """
    WITH closed AS (
        SELECT begun.subject, (
            SELECT json_extract(new_value, '$.state') FROM event
            WHERE kind = 'session' AND subject = begun.subject
            AND json_extract(new_value, '$.state') IN ('ended', 'signed')
            ORDER BY id DESC LIMIT 1
        ) AS state
        FROM event AS begun
        WHERE begun.kind = 'session' AND json_extract(begun.new_value, '$.state') = 'begun'
    )
    SELECT count(*) FROM closed WHERE EXISTS (
        SELECT 1 FROM record INDEXED BY record_of_session_unsigned
        WHERE session <> '' AND record.state <> 'signed' AND session = closed.subject
        AND (closed.state = 'signed' OR closed.state = 'ended' AND record.state <> 'rejected'
             OR closed.state IS NULL AND record.state = 'suggested' AND record.uncertain)
    )
"""


def count_waiting(connection: sqlite3.Connection, at_most: int) -> int:
    """Return how many records need review, counting no further than ``at_most``."""
    number: int = connection.execute(f"SELECT count(*) FROM (SELECT 1 {_WAITING} LIMIT ?)", [at_most]).fetchone()[0]  # noqa: S608
    return number


def count_sessions_waiting(connection: sqlite3.Connection) -> int:
    """Return how many slide sessions have something to be reviewed or signed: their cells are in no other count.

    These are the ones that have ended and are not signed as they stand, and open ones with uncertain cells. One of
    which all cells were rejected waits no more: so a session that was given up is put away.
    """
    number: int = connection.execute(_SESSIONS_WAITING).fetchone()[0]
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
