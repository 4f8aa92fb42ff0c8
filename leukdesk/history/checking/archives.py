"""Whether what is said to lie in archives is what was archived, and whether the archives are there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from leukdesk.counting import Counted
from leukdesk.history.checking.findings import Problem, ProblemKind, in_the_log
from leukdesk.history.events import Kind
from leukdesk.history.safety import archive_table
from leukdesk.language import Said, marked

_BLOCK = 1 << 20
_EVENTS = (
    "SELECT id, kind, new_value FROM event WHERE kind IN ('archived', 'merged') AND kind <> 'recorded' ORDER BY id"
)
_LISTED = (
    "SELECT event_id, picture_sha256, last_record, archive, folder FROM archived_picture "
    "ORDER BY event_id, picture_sha256"
)
_PLACES = "SELECT event_id, folder, archive, count(*) FROM archived_picture GROUP BY event_id, folder, archive"


class Archive(NamedTuple):
    """An archive that the log names.

    Attributes
    ----------
    path : Path
        Where it was written.
    pictures : int
    sha256 : str
        Of the file; empty where it was written by another station.
    """

    path: Path
    pictures: int
    sha256: str


def lists_at_fault(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """Yield a problem for each list of archived pictures that is not the one that its event knows.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees one moment.
    path : Path
        The log, for the sentences.
    """
    known = {number: new.get("list_sha256") for number, _, new in _events(connection)}
    for number, rows in groupby(connection.execute(_LISTED), key=lambda row: row[0]):
        if known.pop(number, None) != archive_table.list_sha256(row[1:] for row in rows):
            yield _changed(path, number)
    nothing = archive_table.list_sha256([])
    for number, digest in known.items():
        if digest not in (None, nothing):
            yield _changed(path, number)


def archives(connection: sqlite3.Connection) -> list[Archive]:
    """Return the archives in which pictures of the log lie."""
    written = {number: str(new.get("sha256", "")) for number, kind, new in _events(connection) if kind == Kind.ARCHIVED}
    return [
        Archive(Path(folder) / name, count, written.get(number, ""))
        for number, folder, name, count in connection.execute(_PLACES)
    ]


def archive_at_fault(archive: Archive, *, whole: bool, go_on: Callable[[], None]) -> Problem | None:
    """Return what is wrong with an archive that this station wrote.

    Parameters
    ----------
    whole : bool
        Read it; else it is only looked for.
    go_on : function
        Called for every megabyte; raises to stop.
    """
    path, where = archive.path, str(archive.path)
    try:
        if not path.is_file():
            raise FileNotFoundError
        if not whole:
            return None
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                go_on()
    except FileNotFoundError:
        sentence = Said(
            marked(
                "The archive {path} is not there, and it holds {pictures} of the log. Connect the disk that it lies "
                "on, or put a copy of it back there."
            ),
            path=path,
            pictures=Counted(archive.pictures, "picture"),
        )
        return Problem(ProblemKind.ARCHIVE_MISSING, where, f"{path} is missing", sentence)
    except OSError as problem:
        why = problem.strerror or str(problem)
        text = marked("The archive {path} cannot be read ({reason}). Put a copy of it in its place.")
        sentence = Said(text, path=path, reason=why)
        return Problem(ProblemKind.ARCHIVE_CHANGED, where, f"{path} cannot be read", sentence)
    if digest.hexdigest() == archive.sha256:
        return None
    text = marked("The archive {path} is not the file that was written. Put a copy of it in its place.")
    sentence = Said(text, path=path)
    return Problem(ProblemKind.ARCHIVE_CHANGED, where, f"{path} was changed", sentence)


def _events(connection: sqlite3.Connection) -> Iterator[tuple[int, str, dict[str, object]]]:
    for number, kind, text in connection.execute(_EVENTS):
        try:
            new = json.loads(text)
        except (TypeError, ValueError):
            continue  # the event was changed, which is told already
        if isinstance(new, dict):
            yield number, kind, new


def _changed(path: Path, event: int) -> Problem:
    text = marked("the list of the pictures that event {event} tells of as archived was changed")
    what = Said(text, event=event)
    return Problem(ProblemKind.ARCHIVED, f"event {event}", what, in_the_log(path, what))
