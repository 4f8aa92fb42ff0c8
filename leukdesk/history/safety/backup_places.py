"""Where the backups of a log lie, how one of them is found, and what all of them know."""

from __future__ import annotations

from pathlib import Path

from leukdesk.history.checking.restored import fitting
from leukdesk.history.safety import proof
from leukdesk.history.safety.backup import DATABASE, Backup
from leukdesk.history.safety.backup_heads import KnownByBackups, known_by
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.errors import BackupUnknownError
from leukdesk.history.safety.lineage import newest_first
from leukdesk.history.safety.manifest import read_manifest
from leukdesk.history.safety.own_station import own_station
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.settings import load_settings


def places(paths: DataPaths, folder: str | None = None) -> list[Backups]:
    """Return where backups of a log lie: beside it, and in a folder; by default in that which the settings name."""
    folder = (load_settings(paths.settings).backup_folder if folder is None else folder).strip()
    return [Backups(paths), *([Backups(paths, Path(folder))] if folder else [])]


def all_backups(paths: DataPaths, folder: str | None = None) -> list[tuple[Backups, Backup]]:
    """Return the backups in all places, newest first; see :func:`places`."""
    found = {each: place for place in places(paths, folder) for each in place.all()}
    return [(found[each], each) for each in newest_first(found)]


def find_backup(paths: DataPaths, name: str) -> tuple[Backups, Backup]:
    """Return a backup by its name, or by the path of its folder; ``latest`` is the newest of this station's own.

    Of the same name this station's own is meant; another station's is found as well, and a restore asks about it.

    Raises
    ------
    BackupUnknownError
    """
    found = all_backups(paths)
    stations = {each.manifest.station for _, each in found}
    # A data folder that is new has no name yet.
    station = own_station(paths) or (stations.pop() if len(stations) == 1 else "")
    found.sort(key=lambda each: each[1].manifest.station != station)
    if name == "latest" and found and found[0][1].manifest.station == station:
        return found[0]
    for place, each in found:
        if each.name == name:
            return place, each
    folder = Path(name).expanduser().absolute()
    if folder.name and (folder / DATABASE).is_file() and (its := read_manifest(folder)) is not None:
        return Backups(paths, folder.parent), Backup(folder, its)
    raise BackupUnknownError(name)


def known_by_backups(paths: DataPaths, history: History) -> KnownByBackups:
    """Return what the backups in all places know of a log."""
    with history.reading() as connection:
        station, restored = proof.station_of(connection), fitting(connection, history.paths.database)
    return known_by((each for _, each in all_backups(paths)), station, restored)
