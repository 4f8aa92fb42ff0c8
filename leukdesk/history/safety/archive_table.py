"""The table of pictures that lie in archives."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

COLUMNS = ("picture_sha256", "event_id", "last_record", "archive", "folder")
ARCHIVED = (
    "EXISTS (SELECT 1 FROM archived_picture WHERE archived_picture.picture_sha256 = record.picture_sha256 "
    "AND last_record >= record.id)"
)
"""SQL condition for the records whose pictures lie in archives."""
HAVING_PICTURE = "substr(picture_sha256, 1, 12) = substr(?1, 1, 12) AND picture_sha256 = ?1"
"""SQL condition for the records that have a picture, found through an index."""


def archived_condition(connection: sqlite3.Connection) -> str:
    """Return an SQL condition that holds for a record whose picture lies in an archive; logs of old have no table."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'archived_picture'"
    if connection.execute(table).fetchone() is None:
        return "0"
    return ARCHIVED


def archives_of(connection: sqlite3.Connection, sha256: str) -> list[Path]:
    """Return the archives that a picture was moved into, newest first."""
    sql = "SELECT folder, archive FROM archived_picture WHERE picture_sha256 = ? ORDER BY event_id DESC"
    return [Path(folder) / name for folder, name in connection.execute(sql, [sha256])]


def list_sha256(rows: Iterable[tuple[str, int, str, str]]) -> str:
    """Return the digest of an event's rows, which the event holds.

    Parameters
    ----------
    rows : iterable of (picture_sha256, last_record, archive, folder)
        In the order of the hashes.
    """
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()


def name_of(sha256: str) -> str:
    """Return what a picture is called in an archive."""
    return f"pictures/{sha256[:2]}/{sha256}.png"
