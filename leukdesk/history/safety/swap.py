"""One log put in the place of another, which is moved aside and never removed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from leukdesk.files import PARTIAL, replacing, sync_folder
from leukdesk.history.opening import COMPANIONS

SALVAGE, MERGING = ".leukdesk-salvage-", ".leukdesk-merge-"
"""Beginnings of the names of folders to work in, beside a log."""


def copy_to_build(source: Path, database: Path) -> Path:
    """Copy a backup to where the next log is built, beside the present one; return its path.

    Raises
    ------
    OSError
    """
    building = _building(database)
    discard(building)
    shutil.copyfile(source, building)
    return building


def discard(building: Path) -> None:
    """Remove a log that did not get ready."""
    for ending in ("", *COMPANIONS):
        building.with_name(building.name + ending).unlink(missing_ok=True)


def aside_of(database: Path, why: str) -> Path:
    """Return a name for a log that is moved aside now, beside the present one; ``why`` is a word in it."""
    return database.with_name(f"{database.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")


def finish(building: Path, database: Path, aside: Path) -> Path | None:
    """Put the log that was built in the place of the present one; return where that lies now, None where was none.

    The log that was built has no companions left. A program killed in between leaves a log under the name
    ``<log>.ready``, which the next one puts in its place: :func:`finish_earlier`.

    Parameters
    ----------
    aside : Path
        A name for the file that is moved aside; see :func:`aside_of`.

    Raises
    ------
    OSError
        The present log is where it was.
    """
    with building.open("r+b") as stream:
        os.fsync(stream.fileno())
    ready = _ready(database)
    building.replace(ready)
    moved = None
    try:
        moved = move_aside(database, aside)
        ready.replace(database)
    except OSError:
        if moved is not None:
            _rename(moved, database)
        ready.unlink(missing_ok=True)
        raise
    sync_folder(database.parent)
    return moved


def finish_earlier(database: Path) -> bool:
    """Finish what a killed program had made ready, where there is no log; return whether it did."""
    ready = _ready(database)
    if database.exists() or not ready.exists():
        return False
    move_aside(database, aside_of(database, "left"))  # what belongs to no log any more
    ready.replace(database)
    return True


def is_unsettled(database: Path) -> bool:
    """Tell whether killed programs left something beside a log that :func:`settle` clears up."""
    return next(_left(database), None) is not None


def settle(database: Path) -> None:
    """Clear up what killed programs left beside a log; to be called by one who is alone with it.

    Raises
    ------
    OSError
    """
    _put_together(database)
    for each in list(_left(database)):
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink(missing_ok=True)


def move_aside(database: Path, aside: Path) -> Path | None:
    """Give a log and its companions another name; return it, None where there is no log."""
    if not any(database.with_name(database.name + ending).exists() for ending in ("", *COMPANIONS)):
        return None
    moving = _moving(database)
    # A program killed in between must not leave a log apart from its write-ahead log.
    with replacing(moving) as stream:
        stream.write(aside.name.encode())
    sync_folder(moving.parent)
    _rename(database, aside)
    moving.unlink(missing_ok=True)
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


def _put_together(database: Path) -> None:
    """Bring a log and its companions together again, where a program was killed while it moved them."""
    try:
        name = _moving(database).read_text("utf-8")
    except (OSError, ValueError):
        return
    if not re.fullmatch(rf"{re.escape(database.name)}\.[a-z-]+-[0-9]{{8}}T[0-9]{{12}}Z", name):
        return  # not of aside_of
    aside = database.with_name(name)
    if database.exists() == aside.exists():
        return
    whole, apart = (database, aside) if database.exists() else (aside, database)
    for ending in COMPANIONS:
        mine, its = whole.with_name(whole.name + ending), apart.with_name(apart.name + ending)
        if its.exists() and not mine.exists():
            its.rename(mine)


def _left(database: Path) -> Iterator[Path]:
    building = _building(database)
    files = [_moving(database), *(building.with_name(building.name + ending) for ending in ("", *COMPANIONS))]
    if database.exists():
        # Nothing of this log was lost when the other was made ready, and it may have gone on since.
        files.append(_ready(database))
    yield from (each for each in files if each.exists())
    for beginning in (SALVAGE, MERGING):
        yield from database.parent.glob(f"{beginning}*")
    yield from database.with_name("pictures").glob(f".*{PARTIAL}")


def _building(database: Path) -> Path:
    return database.with_name(f"{database.name}.building")


def _moving(database: Path) -> Path:
    return database.with_name(f"{database.name}.moving")


def _ready(database: Path) -> Path:
    return database.with_name(f"{database.name}.ready")
