"""The table of pictures that lie in archives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

COLUMNS = ("picture_sha256", "event_id", "archive", "folder")


def archived_condition(connection: sqlite3.Connection) -> str:
    """Return an SQL condition that holds for a record whose picture lies in an archive; logs of old have no table."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'archived_picture'"
    if connection.execute(table).fetchone() is None:
        return "0"
    return "EXISTS (SELECT 1 FROM archived_picture WHERE picture_sha256 = record.picture_sha256)"


def archives_of(connection: sqlite3.Connection, sha256: str) -> list[Path]:
    """Return the archives that a picture was moved into, newest first."""
    sql = "SELECT folder, archive FROM archived_picture WHERE picture_sha256 = ? ORDER BY event_id DESC"
    return [Path(folder) / name for folder, name in connection.execute(sql, [sha256])]
