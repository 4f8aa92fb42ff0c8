"""The backups in one folder: made while the log is in use, checked before they count, thinned by age."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from leukdesk import __version__
from leukdesk.counting import Counted
from leukdesk.files import PARTIAL, replacing, sync_folder
from leukdesk.history import chain
from leukdesk.history.checking.noted import HEADS, heads_as_json
from leukdesk.history.checking.restored import fitting
from leukdesk.history.checking.verify import note_failure
from leukdesk.history.database import BUSY_SECONDS, connect
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.pseudonyms import copy_key
from leukdesk.history.locks import exclusive_lock
from leukdesk.history.progress import Progress
from leukdesk.history.safety import manifest, proof
from leukdesk.history.safety.backup import DATABASE, Backup
from leukdesk.history.safety.backup_heads import known_by
from leukdesk.history.safety.backup_pictures import BackupPictures, needed
from leukdesk.history.safety.errors import BackupCancelledError, BackupUnsoundError, HistoryUnsoundError
from leukdesk.history.safety.lineage import branches, newest_first
from leukdesk.history.safety.manifest import Manifest, read_manifest
from leukdesk.history.safety.thinning import to_keep
from leukdesk.history.store import History
from leukdesk.history.suspect import mark_suspect
from leukdesk.history.telling import told
from leukdesk.language import Said, marked, tr, tr_said
from leukdesk.paths import DataPaths

logger = logging.getLogger(__name__)

_MAKING = ".making-"
_PAGES_AT_ONCE = 512
_RECORDS = "SELECT count(*) FROM record"
# What happens with every start, and is no reason for a backup of its own.
_OF_NO_WEIGHT = (Kind.STARTED, Kind.CLOSED, Kind.CHECKED, Kind.CHECK_FAILED, Kind.BACKED_UP, Kind.SIGNED_IN)


class Backups:
    """The backups in one folder.

    A backup is a folder ``<UTC time>`` with the database and a manifest. It is made under another name and checked
    before it takes its own, so that half a backup is never taken for one.

    Parameters
    ----------
    paths : DataPaths
        Of the log.
    folder : Path, optional
        Where the backups lie; that of the data folder by default, else best on another disk.
    """

    def __init__(self, paths: DataPaths, folder: Path | None = None) -> None:
        self.paths = paths
        self.folder = paths.backups if folder is None else folder
        self.pictures = BackupPictures(self.folder / "pictures")

    @property
    def is_there(self) -> bool:
        """Whether backups can be made: the data folder's own place always, another where its folder was found."""
        return self.folder == self.paths.backups or self.folder.is_dir()

    @property
    def on_the_logs_disk(self) -> bool:
        """Whether the backups are lost with the log when its disk fails; as far as can be told."""
        folder = next((each for each in (self.folder, *self.folder.parents) if each.exists()), self.paths.root)
        try:
            return folder.stat().st_dev == self.paths.root.stat().st_dev
        except OSError:
            return False

    def all(self) -> list[Backup]:
        """Return the backups, newest first; see :func:`leukdesk.history.safety.lineage.newest_first`."""
        try:
            folders = _folders(self.folder)
        except OSError:  # there is none yet, or its disk is not here
            return []
        manifests = [(each, read_manifest(each)) for each in folders]
        found = [Backup(folder, its) for folder, its in manifests if its is not None]
        return newest_first(found)

    def make(
        self,
        history: History,
        by: str = "",
        progress: Progress = lambda _what, _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Backup:
        """Back the log up as it is at this moment; results may be logged meanwhile.

        Parameters
        ----------
        by : str
            The operator who asked for it; empty where the program did so by itself.

        Raises
        ------
        HistoryUnsoundError
            The log is damaged or was changed. Nothing is thinned, and the log tells of it where it can be written.
        BackupCancelledError, HistoryError
            No backup was made; the earlier ones are as they were.
        """
        history.require_writable()  # for it is noted there
        with told(self.folder, BUSY_SECONDS):
            self.folder.mkdir(parents=True, exist_ok=True)
            with _only_one(self.folder):
                self._clear_up()
                making = self.folder / f"{_MAKING}{uuid.uuid4().hex}"
                making.mkdir()
                try:
                    backup = self._make(history, making, progress, cancelled)
                except sqlite3.OperationalError as problem:
                    if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                        raise BackupCancelledError from None
                    raise
                except HistoryUnsoundError as problem:
                    mark_suspect(self.paths.database, problem.problems[0])
                    with suppress(HistoryError):
                        note_failure(history, problem.problems, by, {HEADS: heads_as_json(problem.heads)})
                    raise
                finally:
                    shutil.rmtree(making, ignore_errors=True)
        its = backup.manifest.as_json()
        new = {name: its[name] for name in ("sha256", "head", "records", "pictures", "missing", "verified")}
        history.note(NewEvent(Kind.BACKED_UP, by, str(backup.folder), new=new))
        checks = history.events([Kind.CHECKED, Kind.CHECK_FAILED, Kind.RESTORED], limit=1)
        if checks and checks[0].kind is Kind.CHECK_FAILED:
            logger.warning("The last check found something wrong in the log, so all earlier backups stay.")
            return backup
        try:
            with _only_one(self.folder):
                self._thin(backup)
        except (sqlite3.Error, OSError) as problem:
            # The backup is made, and what was not removed now goes another time.
            logger.warning("The backups in %s were not thinned: %s", self.folder, problem)
        return backup

    def is_due(self, history: History) -> bool:
        """Tell whether anything worth a backup was logged since the newest one."""
        marks = ", ".join("?" * len(_OF_NO_WEIGHT))
        with history.reading() as connection:
            known = known_by(self.all(), proof.station_of(connection), fitting(connection, self.paths.database))
            since = max((head.id for head in known.heads), default=1)
            sql = f"SELECT 1 FROM event WHERE id > ? AND kind NOT IN ({marks}) LIMIT 1"  # noqa: S608
            return connection.execute(sql, [since, *_OF_NO_WEIGHT]).fetchone() is not None

    def faults(self, backup: Backup, *, pictures: bool = True) -> list[str]:
        """Return what is wrong with a backup now, in sentences.

        Parameters
        ----------
        pictures : bool
            Look for its pictures as well; none is read.
        """
        its = backup.manifest
        try:
            if _digest(backup.database) != its.sha256:
                return [Said(marked("The file {path} is not the one that was written."), path=backup.database)]
            with proof.reading_file(backup.database) as connection:
                problems = proof.faults(connection, backup.database)
                if not problems and proof.station_of(connection) != its.station:
                    text = marked("The log {path} is of another station than its manifest says.")
                    problems.append(Said(text, path=backup.database))
                if not problems and chain.head(connection) != its.head:
                    text = marked("The newest event of {path} is not the one its manifest names.")
                    problems.append(Said(text, path=backup.database))
                if not problems and (held := connection.execute(_RECORDS).fetchone()[0]) != its.records:
                    text = marked("{path} holds {records}, and not {meant}.")
                    records = Counted(held, "record")
                    problems.append(Said(text, path=backup.database, records=records, meant=its.records))
            lacking = self.lacking(backup) if pictures and not problems else 0
        except (OSError, sqlite3.Error) as problem:
            return [Said(marked("The backup {folder} cannot be read: {reason}."), folder=backup.folder, reason=problem)]
        if lacking > its.missing:
            text = marked("Of the pictures of the backup {folder}, {count:,} are missing.")
            problems.append(Said(text, folder=backup.folder, count=lacking))
        return problems

    def lacking(self, backup: Backup) -> int:
        """Return how many of the pictures that a backup needs are not here.

        Raises
        ------
        sqlite3.Error, OSError
        """
        with proof.reading_file(backup.database) as connection:
            return sum(1 for _ in self.pictures.lacking(needed(connection)))

    def _make(self, history: History, making: Path, progress: Progress, cancelled: Callable[[], bool]) -> Backup:
        path = making / DATABASE
        with closing(connect(self.paths.database, BUSY_SECONDS)) as source:
            source.execute("PRAGMA query_only = ON")
            # What is read now is what is copied, however much is logged meanwhile; else every row begins it anew.
            source.execute("BEGIN")
            _copy(source, path, progress, cancelled)
            # As long as it is held, the write-ahead log grows.
            source.execute("ROLLBACK")
            progress(tr("Checking the copy"), 0, 0)
            with proof.reading_file(path) as copy:
                if problems := proof.faults(copy, path, cancelled, whole=True):
                    # Which of the two is it?
                    if unsound := proof.faults(source, self.paths.database, cancelled, whole=True):
                        raise HistoryUnsoundError(unsound)
                    raise BackupUnsoundError(path, tr_said(problems[0]).rstrip("."))
        with proof.reading_file(path) as copy:
            station, head = proof.station_of(copy), chain.head(copy)
            self._require_continuation(history, copy, station)
            schema = copy.execute("PRAGMA user_version").fetchone()[0]
            records = copy.execute(_RECORDS).fetchone()[0]
            total, missing = self.pictures.bring(
                needed(copy), self.paths.pictures,
                lambda done, of: progress(tr("Saving pictures"), done, of), cancelled,
            )  # fmt: skip
        if cancelled():
            raise BackupCancelledError
        now = datetime.now(UTC)
        its = Manifest(
            now, station, __version__, schema, _digest(path), path.stat().st_size, head, records, total, missing
        )
        copy_key(self.paths.root, making)
        with replacing(making / manifest.NAME) as stream:
            stream.write(json.dumps(its.as_json(), indent=2).encode())
        sync_folder(making)
        folder = self.folder / f"{now:%Y%m%dT%H%M%S.%fZ}"
        making.rename(folder)
        sync_folder(self.folder)
        return Backup(folder, its)

    def _require_continuation(self, history: History, copy: sqlite3.Connection, station: str) -> None:
        """Refuse a log that is sound in itself but no longer holds what an earlier backup held."""
        with history.reading() as connection:
            restored = fitting(connection, self.paths.database)
        for head in known_by(self.all(), station, restored).heads:
            row = proof.read_event(copy, head.id)
            if row is None or row[-1] != head.hash:
                if row is None:
                    text = marked(
                        "The log {path} does not go on from {known}: event {event} is missing, so the log was changed "
                        "or an older one was put in its place."
                    )
                else:
                    text = marked(
                        "The log {path} does not go on from {known}: event {event} is another one, so the log was "
                        "changed or an older one was put in its place."
                    )
                unsound = Said(text, path=self.paths.database, known=head.where, event=head.id)
                raise HistoryUnsoundError([unsound], [head])

    def _thin(self, newest: Backup) -> None:
        """Remove what has grown too old, of this log only, and the pictures that no backup needs any more.

        Each branch by itself: what a restore has set aside may be all that is left of it.
        """
        backups = self.all()
        mine = [each for each in backups if each.manifest.station == newest.manifest.station]
        stay = {each.folder for line in branches(mine) for each in to_keep(line, newest.time)}
        gone = [each for each in mine if each.folder not in stay]
        for each in gone:
            # It stops being a backup at once, and goes in its own time.
            aside = each.folder.with_name(f"{_MAKING}{each.name}")
            each.folder.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
        folders = _folders(self.folder)
        if len(folders) > len(backups) - len(gone):
            # Nobody knows which pictures that one needs.
            logger.warning("A backup in %s cannot be understood, so all pictures stay.", self.folder)
        elif gone:
            self.pictures.keep_only([each / DATABASE for each in folders])

    def _clear_up(self) -> None:
        for each in self.folder.glob(f"{_MAKING}*"):
            shutil.rmtree(each, ignore_errors=True)
        for each in self.pictures.folder.glob(f".*{PARTIAL}"):
            each.unlink(missing_ok=True)


def _folders(folder: Path) -> list[Path]:
    """Return the folders that have a database in them, whether it can be understood or not."""
    return [each for each in folder.iterdir() if not each.name.startswith(".") and (each / DATABASE).is_file()]


def _copy(source: sqlite3.Connection, path: Path, progress: Progress, cancelled: Callable[[], bool]) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        if cancelled():
            raise BackupCancelledError
        progress(tr("Saving the log"), total - remaining, total)

    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target, pages=_PAGES_AT_ONCE, progress=step, sleep=0)
        # One file that needs no companions, so that it can be read from a disk that cannot be written.
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA synchronous = FULL")
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Keep a second program from making backups in the folder."""
    with closing(exclusive_lock(folder / ".lock", BUSY_SECONDS)):
        yield
