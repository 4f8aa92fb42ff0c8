"""Whether the index of words that the log is searched by agrees with the records."""

from __future__ import annotations

import sqlite3

from leukdesk.history.database import meant_schema
from leukdesk.language import Said, marked


def words_at_fault(connection: sqlite3.Connection) -> str:
    """Return what does not agree, as a part of a sentence; empty where all does.

    The full-text search does the comparing, in tables that it may write to only, so it is given a copy of its index,
    and the log's records outside of sessions.

    Parameters
    ----------
    connection : sqlite3.Connection
        In a transaction, and may write temporary tables; what is written is rolled back.

    Raises
    ------
    sqlite3.DatabaseError
        The two could not be compared.
    """
    connection.execute("SAVEPOINT words")
    try:
        sql = meant_schema()["record_search"][1]
        connection.execute("CREATE TEMP VIEW record_outside AS SELECT * FROM main.record_outside")
        connection.execute(sql.replace("CREATE VIRTUAL TABLE ", "CREATE VIRTUAL TABLE temp.", 1))
        for table in ("record_search_data", "record_search_idx", "record_search_config"):
            connection.execute(f"DELETE FROM temp.{table}")  # noqa: S608
            connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608
        # 1: not only the index by itself, but also against the records.
        connection.execute("INSERT INTO temp.record_search (record_search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            raise
        return Said(marked("its index of words does not agree with its records ({reason})"), reason=problem)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO words")
    return ""
