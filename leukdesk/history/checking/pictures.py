"""Whether the pictures of the records are there, and are what they were."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from leukdesk.history.checking.findings import Problem, ProblemKind, in_the_log
from leukdesk.history.errors import PictureChangedError, PictureMissingError
from leukdesk.history.pictures import PictureStore
from leukdesk.history.safety.archive_table import archived_condition
from leukdesk.language import Said, marked

Pictures = Literal["none", "there", "whole"]
"""How pictures are looked at: not at all, only whether they are there, or read whole."""
_AT_ONCE = 64


def gather(connection: sqlite3.Connection) -> int:
    """Write down which pictures there are to be, in a temporary table; return how many."""
    connection.execute(
        "CREATE TEMP TABLE picture_to_check AS SELECT min(id) AS record_id, picture_sha256 FROM main.record "  # noqa: S608
        f"WHERE NOT {archived_condition(connection)} GROUP BY picture_sha256 ORDER BY picture_sha256"
    )
    count: int = connection.execute("SELECT count(*) FROM temp.picture_to_check").fetchone()[0]
    return count


def forget(connection: sqlite3.Connection) -> None:
    """Remove that table, if there is one."""
    connection.execute("DROP TABLE IF EXISTS temp.picture_to_check")


def pictures_at_fault(
    connection: sqlite3.Connection, path: Path, store: PictureStore, count: int, *, whole: bool
) -> Generator[tuple[int, list[Problem]], None, None]:
    """Yield how many pictures were looked at, 64 at a time, and what is wrong with them.

    Parameters
    ----------
    path : Path
        The log, for the sentences.
    count : int
        As :func:`gather` returned it.
    whole : bool
        Read each; else only its name is looked for.
    """
    look = store.load if whole else store.finder()
    threads = max(1, (os.cpu_count() or 2) - 1) if whole else 1

    def fault(row: tuple[int, str]) -> Problem | None:
        record_id, sha256 = row
        where = f"record {record_id}"
        if not isinstance(sha256, str) or not re.fullmatch("[0-9a-f]{64}", sha256):
            what = Said(marked("record {record} names no picture"), record=record_id)
            return Problem(ProblemKind.RECORD, where, what, in_the_log(path, what))
        file = store.path(sha256)
        try:
            look(sha256)
        except FileNotFoundError:
            sentence = PictureMissingError(file, record_id).said
            return Problem(ProblemKind.PICTURE_MISSING, where, f"{file} is missing", sentence)
        except (ValueError, OSError):
            sentence = PictureChangedError(file, record_id).said
            return Problem(ProblemKind.PICTURE_CHANGED, where, f"{file} was changed", sentence)
        return None

    with ThreadPoolExecutor(threads, thread_name_prefix="verify") as pool:
        for at in range(0, count, _AT_ONCE):
            sql = "SELECT record_id, picture_sha256 FROM temp.picture_to_check WHERE rowid > ? AND rowid <= ?"
            rows = connection.execute(sql, (at, at + _AT_ONCE)).fetchall()
            yield len(rows), [problem for problem in pool.map(fault, rows) if problem is not None]
