"""Which station a data folder is of, even where its log is damaged or gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

from leukdesk.history.database import BUSY_SECONDS, connect_for_reading, has_content
from leukdesk.history.kept_station import kept_station
from leukdesk.history.safety import proof
from leukdesk.history.safety.manifest import read_manifest
from leukdesk.paths import DataPaths


def own_station(paths: DataPaths) -> str:
    """Return the name that a data folder's log gave itself; empty where nothing tells it.

    Told by the file beside the log, else by the log, else by the newest backup in the data folder's own place, which
    no other station uses.
    """
    return kept_station(paths.database) or _of_the_log(paths) or _of_its_backups(paths)


def _of_the_log(paths: DataPaths) -> str:
    if not has_content(paths.database):
        return ""
    with (
        suppress(sqlite3.Error, ValueError, AttributeError),
        closing(connect_for_reading(paths.database, BUSY_SECONDS)) as log,
    ):
        return proof.station_of(log)
    return ""


def _of_its_backups(paths: DataPaths) -> str:
    try:
        found = [read_manifest(each) for each in paths.backups.iterdir()]
    except OSError:
        return ""
    newest = max((each for each in found if each is not None), key=lambda each: each.time, default=None)
    return "" if newest is None else newest.station
