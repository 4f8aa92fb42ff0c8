"""The folder to merge into: where nothing could be taken into it, nothing is left that was not there before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from leukdesk.history.database import BUSY_SECONDS, connect_for_reading
from leukdesk.history.safety import presence
from leukdesk.history.safety.presence import HistoryInUseError
from leukdesk.paths import DataPaths


@contextmanager
def left_only_with_a_log(into: Path) -> Iterator[None]:
    """Remove, after the block, the log that was begun in it and to which nothing came, and the folders made for it."""
    made = [each for each in (into, *into.parents) if not each.exists()]
    held_nothing = into in made or (into.is_dir() and next(into.iterdir(), None) is None)
    try:
        yield
    finally:
        if held_nothing and into.is_dir():
            with suppress(HistoryInUseError, OSError, sqlite3.Error):
                _remove_what_was_only_begun(DataPaths(into))
            for each in made:
                with suppress(OSError):  # something lies in it after all
                    each.rmdir()


def _remove_what_was_only_begun(paths: DataPaths) -> None:
    # Somebody may use it already.
    with presence.alone(paths.database):
        if paths.database.exists():
            with closing(connect_for_reading(paths.database, BUSY_SECONDS)) as log:
                if log.execute("SELECT 1 FROM event WHERE id > 1").fetchone() is not None:
                    return
            paths.database.unlink()
    for each in paths.root.glob(f"{paths.database.name}*"):
        each.unlink(missing_ok=True)
    # Whatever else lies there is not of a log that was only begun, and stays.
    for folder in (*paths.pictures.glob("*"), paths.pictures):
        with suppress(OSError):
            folder.rmdir()
