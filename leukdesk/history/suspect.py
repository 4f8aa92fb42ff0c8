"""A note beside the log that it was found damaged: the next start looks through the whole file, and recovers it.

It is a file of its own, for nothing is written into a log that SQLite finds damaged.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def mark_suspect(database: Path, why: str) -> None:
    """Note that the log's file was found damaged; a failure passes unsaid, for the next check finds the same."""
    with suppress(OSError):
        _file(database).write_text(f"{why}\n", "utf-8", "replace")


def is_suspect(database: Path) -> bool:
    """Tell whether the log was found damaged and was neither recovered nor found sound since."""
    return _file(database).exists()


def clear_suspect(database: Path) -> None:
    """Forget it: the log was recovered, or a look through the whole file found it sound."""
    with suppress(OSError):
        _file(database).unlink(missing_ok=True)


def _file(database: Path) -> Path:
    return database.with_name(f"{database.name}.suspect")
