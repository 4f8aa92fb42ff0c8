"""A look at the backups: which of them are whole, and what is wrong with the others."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leukdesk.counting import many
from leukdesk.history.safety.backup import DATABASE, Backup
from leukdesk.history.safety.backup_places import all_backups, places
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.manifest import NAME, Manifest, read_manifest
from leukdesk.language import number, tr, tr_said
from leukdesk.paths import DataPaths

READ_WHOLE = 16 * 1024 * 1024
"""Bytes: a log of up to this size is read for a look, in some tenths of a second; of a larger one the size is asked."""
_NAMED = re.compile(r"\d{8}T\d{6}\.\d{6}Z")


@dataclass(frozen=True)
class NotWhole:
    """What lies among the backups and is no whole one.

    Attributes
    ----------
    folder : Path
    sentence : str
        Why, and what to do.
    has_all_records : bool
        Whether only pictures are missing: it can be restored.
    """

    folder: Path
    sentence: str
    has_all_records: bool = False


def look(
    paths: DataPaths, folder: str | None = None, read_up_to: int = READ_WHOLE
) -> tuple[list[tuple[Backups, Backup]], list[NotWhole]]:
    """Return the backups that can be restored, as :func:`all_backups` does, and what is no whole one.

    Parameters
    ----------
    folder : str, optional
        See :func:`leukdesk.history.safety.backup_places.places`.
    read_up_to : int
        Bytes: a log of up to this size is read; of a larger one only the size is looked at. A restore reads every log
        whole, however large it is: see :meth:`Backups.faults`.
    """
    faulty = [each for place in places(paths, folder) for each in not_whole(place, read_up_to)]
    of_no_use = {each.folder for each in faulty if not each.has_all_records}
    return [each for each in all_backups(paths, folder) if each[1].folder not in of_no_use], faulty


def not_whole(place: Backups, read_up_to: int = READ_WHOLE) -> Iterator[NotWhole]:
    """Yield what is no whole backup in a place, in the order of the folders' names; see :func:`look`."""
    try:
        folders = sorted(each for each in place.folder.iterdir() if _is_meant_for_one(each))
    except OSError:  # there is none yet, or its disk is not here
        return
    for folder in folders:
        its = read_manifest(folder)
        if why := _fault(place, folder, its, read_up_to):
            words = tr("{folder} is no backup that can be used. {why} Back up anew, and check the disk that it is on.")
            yield NotWhole(folder, words.format(folder=folder, why=why))
        elif its is not None and (more := _lacking(place, Backup(folder, its), read_up_to)):
            words = tr("{folder} has lost {pictures}. The next backup brings what the log has of them.")
            sentence = words.format(folder=folder, pictures=many(more, "picture"))
            yield NotWhole(folder, sentence, has_all_records=True)


def _is_meant_for_one(folder: Path) -> bool:
    if folder.name.startswith("."):
        return False
    return (folder / DATABASE).exists() or (_NAMED.fullmatch(folder.name) is not None and folder.is_dir())


def _fault(place: Backups, folder: Path, its: Manifest | None, read_up_to: int) -> str:
    if not (folder / DATABASE).is_file():
        return tr("Its {file} is missing.").format(file=DATABASE)
    if its is None:
        return tr("Its {file} is missing or cannot be understood.").format(file=NAME)
    try:
        size = (folder / DATABASE).stat().st_size
    except OSError as problem:
        return tr("It cannot be read: {reason}.").format(reason=problem)
    if size != its.size:
        words = tr("Its {file} has {found} bytes instead of {meant}.")
        return words.format(file=DATABASE, found=number(size), meant=number(its.size))
    if size > read_up_to:
        return ""
    return tr_said(next(iter(place.faults(Backup(folder, its), pictures=False)), ""))


def _lacking(place: Backups, backup: Backup, read_up_to: int) -> int:
    """Return how many pictures a backup lacks beyond those that it never had; 0 for one whose log is not read here."""
    if backup.manifest.size > read_up_to:
        return 0
    with suppress(OSError, sqlite3.Error):
        return max(0, place.lacking(backup) - backup.manifest.missing)
    return 0
