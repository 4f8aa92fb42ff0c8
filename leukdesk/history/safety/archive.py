"""Old pictures moved into an archive: a ZIP file, read back whole before anything is removed."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE, __version__
from leukdesk.counting import many, numbered
from leukdesk.files import replacing, sync_folder
from leukdesk.history import chain
from leukdesk.history.database import BUSY_SECONDS
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.locks import exclusive_lock
from leukdesk.history.pictures import PictureStore
from leukdesk.history.plain import storable, time_text
from leukdesk.history.progress import Progress
from leukdesk.history.safety import archive_table, proof
from leukdesk.history.safety.archive_plan import Plan
from leukdesk.history.safety.archive_reading import PictureArchivedError, decoded, picture_from_archive
from leukdesk.history.safety.errors import ArchiveCancelledError, ArchiveError
from leukdesk.history.store import History
from leukdesk.history.telling import told
from leukdesk.language import tr

_WORKING = ".leukdesk-archive-"
_REMOVED_AT_ONCE = 200
"""So many files are removed while nobody can log; that takes a few hundredths of a second."""


@dataclass(frozen=True)
class Archived:
    """What was archived.

    Attributes
    ----------
    path : Path
    sha256 : str
        Of the archive's file.
    pictures : int
    left : tuple of str
        Hashes of pictures that were damaged or missing, and so were left as they are.
    left_records : tuple of int
        The records of those pictures.
    """

    path: Path
    sha256: str
    pictures: int
    left: tuple[str, ...]
    left_records: tuple[int, ...] = ()

    @property
    def remark(self) -> str:
        """What was left as it is, as a sentence."""
        pictures, records = many(len(self.left), "picture"), numbered(self.left_records, "record")
        words = tr("Damaged or missing, and left: {pictures}, of {records}. Verify the log.")
        return words.format(pictures=pictures, records=records)


def archive(
    history: History,
    wanted: Plan,
    folder: Path,
    by: str = "",
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Archived:
    """Move pictures into a new archive in a folder.

    The archive is written, read back and compared, and made durable; then the log tells of it; only then the pictures
    go. A program killed in between leaves pictures that are in both places, until the next archive is made.

    Parameters
    ----------
    wanted : Plan
        Of :func:`leukdesk.history.safety.archive_plan.plan`. What has come to need review, or was logged again, since
        then stays.
    by : str
        The operator.

    Raises
    ------
    ArchiveCancelledError, ArchiveError, HistoryError
        Every picture is where it was.
    """
    if not wanted.pictures:
        raise ArchiveError(tr("there is no picture that old, or all of them are still needed."))
    history.require_writable()  # for where each picture went is noted there
    now = datetime.now(UTC)
    path = folder / f"leukdesk-pictures-{now:%Y%m%dT%H%M%S.%fZ}.zip"
    with told(folder, BUSY_SECONDS):
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise ArchiveError(tr("there is an archive {path} already. Try again.").format(path=path))
        with _work_folder(history, folder) as work_in:
            _remove_left(history, progress, cancelled)
            with replacing(path, work_in) as stream:
                entries, left = _write(history, wanted, stream, now, progress, cancelled)
                stream.flush()
                _read_back(Path(stream.name), entries, progress, cancelled)
                if not entries:
                    raise ArchiveError(tr("all of these pictures are damaged or missing. Verify the history."))
                if cancelled():
                    raise ArchiveCancelledError
        sync_folder(folder)
        with path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
    archived = _note(history, wanted.before, path, digest, entries, by)
    _remove(history, archived, progress)
    records = sorted(each for numbers in left.values() for each in numbers)
    return Archived(path, digest, len(archived), tuple(left), tuple(records))


@contextmanager
def _work_folder(history: History, folder: Path) -> Iterator[Path]:
    """Lend a folder of this station's own to write an archive in; what a killed program left in it goes."""
    try:
        # Beside the log, for the archives may lie where locks cannot be relied on.
        lock = exclusive_lock(history.paths.database.with_name(f"{history.paths.database.name}.archiving"), 0)
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise ArchiveError(tr("another Leukdesk is archiving. Try again when it has finished.")) from problem
        raise
    with closing(lock):
        with history.reading() as connection:
            work_in = folder / f"{_WORKING}{hashlib.sha256(proof.station_of(connection).encode()).hexdigest()[:16]}"
        shutil.rmtree(work_in, ignore_errors=True)
        work_in.mkdir()
        try:
            yield work_in
        finally:
            shutil.rmtree(work_in, ignore_errors=True)


def _remove_left(history: History, progress: Progress, cancelled: Callable[[], bool]) -> None:
    """Remove the archived pictures that are still here, since a program was killed before it had removed them."""
    find = PictureStore(history.paths.pictures).finder()
    left = {}
    with history.reading() as connection:
        archived = connection.execute(_IN_ARCHIVES).fetchall()
        for done, (sha256, last) in enumerate(archived):
            progress(tr("Looking at earlier archives"), done, len(archived))
            if cancelled():
                raise ArchiveCancelledError
            with suppress(FileNotFoundError, PictureArchivedError):
                find(sha256)
                if picture_from_archive(connection, sha256, last) is not None:
                    left[sha256] = last
    _remove(history, left, progress)


_IN_ARCHIVES = "SELECT picture_sha256, max(last_record) FROM archived_picture GROUP BY picture_sha256 ORDER BY 1"
_RECORDS = f"SELECT id FROM record WHERE {archive_table.HAVING_PICTURE} ORDER BY id"  # noqa: S608
_LAST = f"SELECT max(id) FROM record WHERE {archive_table.HAVING_PICTURE}"  # noqa: S608
_MAY_GO = f"SELECT max(time) < ?2 AND max(needs_review) = 0, max(id) FROM record WHERE {archive_table.HAVING_PICTURE}"  # noqa: S608


def _write(
    history: History,
    wanted: Plan,
    stream: Any,
    now: datetime,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> tuple[dict[str, str], dict[str, list[int]]]:
    """Write an archive; return its pictures' hashes with their files', and of those left out their records."""
    entries: dict[str, str] = {}
    left: dict[str, list[int]] = {}
    described = []
    store = PictureStore(history.paths.pictures)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as made, history.reading() as connection:
        for done, sha256 in enumerate(wanted.pictures):
            if cancelled():
                raise ArchiveCancelledError
            progress(tr("Writing the archive"), done, len(wanted.pictures))
            numbers = [row[0] for row in connection.execute(_RECORDS, [sha256])]
            try:
                content = store.path(sha256).read_bytes()
                decoded(content, sha256)
            except (FileNotFoundError, ValueError):
                left[sha256] = numbers
                continue
            made.writestr(archive_table.name_of(sha256), content)
            entries[sha256] = hashlib.sha256(content).hexdigest()
            described.append(
                {
                    "sha256": sha256,
                    "file_sha256": entries[sha256],
                    "bytes": len(content),
                    "records": numbers,
                }
            )
        manifest = {
            "made": time_text(now),
            "program": __version__,
            "station": proof.station_of(connection),
            "before": time_text(wanted.before),
            "intended_use": INTENDED_USE,
            "pictures": described,
        }
        made.writestr("manifest.json", json.dumps(manifest, indent=1))
    return entries, left


def _wrongly_written(path: Path) -> ArchiveError:
    words = tr("the archive could not be written rightly to {folder}. Check that disk.")
    return ArchiveError(words.format(folder=path.parent))


def _read_back(path: Path, entries: dict[str, str], progress: Progress, cancelled: Callable[[], bool]) -> None:
    try:
        with zipfile.ZipFile(path) as made:
            for done, (sha256, digest) in enumerate(entries.items()):
                if cancelled():
                    raise ArchiveCancelledError
                progress(tr("Reading the archive back"), done, len(entries))
                if hashlib.sha256(made.read(archive_table.name_of(sha256))).hexdigest() != digest:
                    raise _wrongly_written(path)
            if len(json.loads(made.read("manifest.json"))["pictures"]) != len(entries):
                raise _wrongly_written(path)
    except (zipfile.BadZipFile, KeyError, ValueError) as problem:
        words = tr("the archive could not be read back from {folder} ({reason}).")
        raise ArchiveError(words.format(folder=path.parent, reason=problem)) from problem


def _note(
    history: History, before: datetime, path: Path, digest: str, entries: dict[str, str], by: str
) -> dict[str, int]:
    """Tell the log of an archive; return the pictures that may go, each with the newest record that has it."""
    with history.writing() as connection:
        # Somebody may have logged one of them, or taken a decision back, while the archive was written.
        found = ((sha256, connection.execute(_MAY_GO, [sha256, time_text(before)]).fetchone()) for sha256 in entries)
        archived = {sha256: last for sha256, (may_go, last) in found if may_go}
        folder = storable(str(path.parent))
        rows = [(sha256, last, path.name, folder) for sha256, last in sorted(archived.items())]
        new = {
            "sha256": digest,
            "folder": folder,
            "pictures": len(archived),
            "before": time_text(before),
            "list_sha256": archive_table.list_sha256(rows),
        }
        (event,) = chain.append(connection, [NewEvent(Kind.ARCHIVED, by, path.name, new=new)])
        insert = f"INSERT INTO archived_picture ({', '.join(archive_table.COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608
        connection.executemany(insert, ((sha256, event.id, *rest) for sha256, *rest in rows))
    return archived


def _remove(history: History, archived: dict[str, int], progress: Progress) -> None:
    """Remove pictures, except those that were logged again since.

    Under the log's lock: whoever appends looks under the same lock whether its pictures are there.
    """
    store = PictureStore(history.paths.pictures)
    pictures = list(archived)
    for first in range(0, len(pictures), _REMOVED_AT_ONCE):
        progress(tr("Removing the pictures"), first, len(pictures))
        with history.writing() as connection:
            for sha256 in pictures[first : first + _REMOVED_AT_ONCE]:
                if connection.execute(_LAST, [sha256]).fetchone()[0] == archived[sha256]:
                    store.path(sha256).unlink(missing_ok=True)
