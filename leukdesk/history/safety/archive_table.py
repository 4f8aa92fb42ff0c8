"""The table of pictures that lie in archives."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

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


def archives_of(connection: sqlite3.Connection, sha256: str, told: Sequence[Path] = ()) -> list[Path]:
    """Return where the archives that a picture was moved into can lie, newest first.

    An archive of another station, whose log was merged, is looked for by its name alone, in the folders of this log's
    own archives and those that were told: a folder that a foreign log names is never opened.
    """
    sql = """
        SELECT folder, archive, kind = 'archived' FROM archived_picture JOIN event ON event.id = event_id
        WHERE picture_sha256 = ? ORDER BY event_id DESC
    """
    found = [(folder, _plain(name), own) for folder, name, own in connection.execute(sql, [sha256])]
    own_folders = connection.execute(_OWN_FOLDERS).fetchall() if any(not own for *_, own in found) else []
    known = dict.fromkeys([*told, *(Path(folder) for (folder,) in own_folders)])
    return [
        path
        for folder, name, own in found
        if name
        for path in dict.fromkeys([*([Path(folder) / name] if own else []), *(each / name for each in known)])
    ]


def names_of(connection: sqlite3.Connection, sha256: str) -> list[str]:
    """Return the names of the archives that a picture was moved into, newest first."""
    sql = "SELECT archive FROM archived_picture WHERE picture_sha256 = ? ORDER BY event_id DESC"
    return [_plain(name) for (name,) in connection.execute(sql, [sha256])]


_OWN_FOLDERS = """
    SELECT DISTINCT json_extract(new_value, '$.folder') FROM event
    WHERE kind = 'archived' AND kind <> 'recorded' AND json_type(new_value, '$.folder') = 'text'
"""


def _plain(name: str) -> str:
    """Return the last part of a file's name, whatever system it is from."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "" if last in (".", "..") else last


def name_of(sha256: str) -> str:
    """Return what a picture is called in an archive."""
    return f"pictures/{sha256[:2]}/{sha256}.png"
