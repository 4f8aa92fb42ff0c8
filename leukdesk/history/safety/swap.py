"""One log put in the place of another, which is moved aside and never removed."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from leukdesk.files import sync_folder
from leukdesk.history.opening import COMPANIONS


def copy_to_build(source: Path, database: Path) -> Path:
    """Copy a backup to where the next log is built, beside the present one; return its path.

    Raises
    ------
    OSError
    """
    building = database.with_name(f"{database.name}.building")
    discard(building)
    shutil.copyfile(source, building)
    return building


def discard(building: Path) -> None:
    """Remove a log that did not get ready."""
    for ending in ("", *COMPANIONS):
        building.with_name(building.name + ending).unlink(missing_ok=True)


def finish(building: Path, database: Path, why: str) -> Path | None:
    """Put the log that was built in the place of the present one; return where that lies now, None where was none.

    The log that was built has no companions left. A program killed in between leaves a log under the name
    ``<log>.ready``, which the next one puts in its place: :func:`finish_earlier`.

    Parameters
    ----------
    why : str
        A word for the name of the file that is moved aside.

    Raises
    ------
    OSError
        The present log is where it was.
    """
    with building.open("r+b") as stream:
        os.fsync(stream.fileno())
    ready = _ready(database)
    building.replace(ready)
    aside = move_aside(database, why)
    try:
        ready.replace(database)
    except OSError:
        if aside is not None:
            _rename(aside, database)
        raise
    sync_folder(database.parent)
    return aside


def finish_earlier(database: Path) -> bool:
    """Finish what a killed program had made ready; return whether it did."""
    ready = _ready(database)
    if not ready.exists():
        return False
    if database.exists():
        # It was not moved aside yet, so nothing of it is lost and all begins anew.
        ready.unlink()
        return False
    for ending in COMPANIONS:  # of the log that was moved aside; it has its own
        database.with_name(database.name + ending).unlink(missing_ok=True)
    ready.replace(database)
    return True


def move_aside(database: Path, why: str) -> Path | None:
    """Give a log and its companions another name; return it, None where there is no log."""
    aside = database.with_name(f"{database.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    if not any(database.with_name(database.name + ending).exists() for ending in ("", *COMPANIONS)):
        return None
    _rename(database, aside)
    return aside


def _rename(old: Path, new: Path) -> None:
    # The write-ahead log first: a log that stays behind without it would look whole.
    moved: list[str] = []
    try:
        for ending in (*COMPANIONS, ""):
            with suppress(FileNotFoundError):
                old.with_name(old.name + ending).rename(new.with_name(new.name + ending))
                moved.append(ending)
    except OSError:
        for ending in moved:
            with suppress(OSError):
                new.with_name(new.name + ending).rename(old.with_name(old.name + ending))
        raise


def _ready(database: Path) -> Path:
    return database.with_name(f"{database.name}.ready")
