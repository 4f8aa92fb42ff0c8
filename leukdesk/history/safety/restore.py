"""A backup put in the place of the log, which is moved aside and never removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.database import BUSY_SECONDS, connect, connect_for_reading, has_content, migrate, migrations
from leukdesk.history.errors import HistoryError, HistoryNewerError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.pseudonyms import KEY_FILE, copy_key, exchange_key, has_another_key
from leukdesk.history.kept_head import kept_head
from leukdesk.history.kept_station import keep_station
from leukdesk.history.plain import time_text
from leukdesk.history.progress import Progress
from leukdesk.history.safety import presence, proof, swap
from leukdesk.history.safety.backup import Backup
from leukdesk.history.safety.backup_pictures import bring_back, needed, replace_changed
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import BackupCancelledError, BackupUnsoundError
from leukdesk.history.safety.own_station import own_station
from leukdesk.history.suspect import clear_suspect
from leukdesk.history.telling import told
from leukdesk.language import tr, tr_said
from leukdesk.paths import DataPaths


class BackupOfAnotherStationError(HistoryError):
    """The backup is another station's, and nobody said that it is wanted all the same."""

    code: ClassVar[str] = "another-stations-backup"

    def __init__(self, folder: Path) -> None:
        words = tr(
            "The backup {folder} is of another station's log, and the log was left as it is. Choose a backup of this "
            "station; or, where this computer takes the other one's place: leukdesk history restore --another-station"
        )
        super().__init__(words.format(folder=folder))


@dataclass(frozen=True)
class Loss:
    """What a restore would leave behind, in the log that is moved aside.

    Attributes
    ----------
    records, decisions : int, optional
        That the backup lacks: logged since, or, where it is of another branch, since the two parted. None where that
        cannot be told.
    until : datetime, optional
        When the newest record of the present log was reached.
    """

    records: int | None
    decisions: int | None
    until: datetime | None


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes
    ----------
    aside : Path, optional
        Where the earlier log lies now.
    head : Head
        The newest event of the backup.
    missing : int
        Pictures that neither the log's folder nor the backups have.
    changed : int
        Pictures that are not what was stored, neither in the log's folder nor in the backups.
    lost : Loss
        What was left behind.
    key_aside : Path, optional
        Where the key of the pseudonyms lies now that was there, if the backup has another one.
    """

    backup: Backup
    aside: Path | None
    head: Head
    missing: int
    changed: int
    lost: Loss
    key_aside: Path | None = None


def loss(paths: DataPaths, backup: Backup) -> Loss:
    """Return what the present log has and a backup has not."""
    if not paths.database.exists():
        return Loss(0, 0, None) if kept_head(paths.database) is None else Loss(None, None, None)
    try:
        with closing(connect_for_reading(paths.database, BUSY_SECONDS)) as connection:
            last = _last_in_common(connection, backup)
            if last is None:
                return Loss(None, None, None)
            counted = "SELECT count(*) FROM event WHERE id > ? AND kind = 'recorded'"
            records = connection.execute(counted, [last]).fetchone()[0]
            counted = "SELECT count(*) FROM event WHERE id > ? AND kind IN ('decided', 'signed')"
            decisions = connection.execute(counted, [last]).fetchone()[0]
            return Loss(records, decisions, proof.newest_time(connection))
    except sqlite3.Error:
        return Loss(None, None, None)


def _last_in_common(log: sqlite3.Connection, backup: Backup) -> int | None:
    if proof.holds(log, backup.manifest.head):
        return backup.manifest.head.id
    with proof.reading_file(backup.database) as other:
        return proof.parting(log, other)


def restore(
    paths: DataPaths,
    place: Backups,
    backup: Backup,
    by: str = "",
    reason: str = "",
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    another_station: bool = False,
) -> Restored:
    """Put a backup in the place of the log; the log must be closed, here and in every other program.

    Parameters
    ----------
    place : Backups
        Where the backup's pictures lie.
    by, reason : str
        Who wants it, and why.
    another_station : bool
        A backup of another station's log is wanted: this computer takes its place.

    Raises
    ------
    BackupOfAnotherStationError, HistoryInUseError, BackupUnsoundError, BackupCancelledError, HistoryError
        The log is as it was.
    """
    with told(paths.database, BUSY_SECONDS):
        paths.create()
        with presence.alone(paths.database):
            own = own_station(paths)
            if not another_station and own not in ("", backup.manifest.station):
                raise BackupOfAnotherStationError(backup.folder)
            progress(tr("Checking the backup"), 0, 0)
            # Its pictures may lie in the log's own folder, and what is nowhere keeps no record from coming back.
            if problems := place.faults(backup, pictures=False):
                raise BackupUnsoundError(backup.folder, tr_said(problems[0]).rstrip("."))
            old = head_of(paths.database) or kept_head(paths.database)
            told_apart = old is not None and own == backup.manifest.station
            lost = loss(paths, backup) if told_apart else Loss(None, None, None)
            aside = swap.aside_of(paths.database, "before-restore")
            key_aside: Path | None = None
            more: dict[str, int | str | None] = {"missing": lost.records, "decisions_lost": lost.decisions}
            if has_another_key(backup.folder, paths.root):
                key_aside = aside.with_name(f"{aside.name}.{KEY_FILE}")
                more["key_aside"] = key_aside.name
            building = build(paths, backup, progress, cancelled)
            try:
                with closing(connect(building, BUSY_SECONDS)) as log:
                    missing = bring_back(needed(log), paths.pictures, place.pictures.folder)
                    changed = replace_changed(
                        needed(log), paths.pictures, place.pictures.folder,
                        lambda done, of: progress(tr("Checking the pictures"), done, of), cancelled,
                    )  # fmt: skip
                    if cancelled():
                        raise BackupCancelledError
                    note(log, paths.database, backup, old, by, reason, aside, **more)
                with _key_brought(paths, backup, key_aside):
                    moved = swap.finish(building, paths.database, aside)
                keep_station(paths.database, backup.manifest.station)
                clear_suspect(paths.database)
            finally:
                swap.discard(building)
    return Restored(
        backup,
        moved if moved is not None and moved.exists() else None,
        backup.manifest.head,
        missing,
        changed,
        lost,
        key_aside,
    )


@contextmanager
def _key_brought(paths: DataPaths, backup: Backup, aside: Path | None) -> Iterator[None]:
    """Bring the backup's key of the pseudonyms for the block; where that fails, the other one comes back."""
    if aside is None:
        copy_key(backup.folder, paths.root)
        yield
        return
    exchange_key(backup.folder, paths.root, aside)
    try:
        yield
    except BaseException:
        aside.replace(paths.root / KEY_FILE)
        raise


def of_the_key(restored: Restored) -> str:
    """Return, in a sentence after others, that the key of the pseudonyms is another one now; empty where it is not."""
    if restored.key_aside is None:
        return ""
    words = tr(" Pseudonyms are made with the backup's key again; the key that was there is now {path}.")
    return words.format(path=restored.key_aside)


def build(
    paths: DataPaths,
    backup: Backup,
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Make a log of a backup beside the present one, brought up to date and proven link by link; return its path.

    Raises
    ------
    HistoryNewerError, BackupUnsoundError, BackupCancelledError
    sqlite3.Error, OSError
    """
    if backup.manifest.schema > len(migrations()):
        raise HistoryNewerError(backup.database, backup.manifest.schema, len(migrations()))
    progress(tr("Copying the backup"), 0, 0)
    building = swap.copy_to_build(backup.database, paths.database)
    try:
        with closing(connect(building, BUSY_SECONDS)) as log:
            migrate(log)
            broken = proof.walk(log, lambda done, total: progress(tr("Checking every event"), done, total), cancelled)
        if broken:
            raise BackupUnsoundError(backup.folder, tr("its chain is broken at {what}").format(what=tr_said(broken)))
        if cancelled():
            raise BackupCancelledError
    except BaseException:
        swap.discard(building)
        raise
    return building


def note(
    log: sqlite3.Connection,
    path: Path,
    backup: Backup | None,
    old: Head | None,
    by: str,
    reason: str,
    aside: Path,
    **more: int | str | None,
) -> None:
    """Store in a log that it was restored: the newest event before and that of the backup, and where the old log lies.

    :mod:`leukdesk.history.checking.restored` reads it.
    """
    new: dict[str, int | str | None] = {**more}
    if path.exists():
        new["aside"] = aside.name
    if backup is not None:
        new |= {"backup": backup.name, "made": time_text(backup.time), **_values(backup.manifest.head)}
    before = _values(old) if old is not None else {}
    log.execute("BEGIN IMMEDIATE")
    chain.append(log, [NewEvent(Kind.RESTORED, by, str(path), before, new, reason)])
    log.execute("COMMIT")


def head_of(path: Path) -> Head | None:
    """Return the newest event of a log that may be damaged; None where it cannot be read."""
    if not has_content(path):
        return None
    try:
        with closing(connect_for_reading(path, BUSY_SECONDS)) as connection:
            return chain.head(connection)
    except sqlite3.Error:
        return None


def _values(head: Head) -> dict[str, int | str]:
    return {"event": head.id, "hash": head.hash.hex()}
