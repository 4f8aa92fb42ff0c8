"""Writing a file so that it is there whole or not at all, whatever happens to the program or the power."""

from __future__ import annotations

import errno
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".part"

LEFT_AFTER = 3600.0
"""Seconds; what is half written or half unpacked and younger may belong to a program that is at work."""

# The ways in which systems say that there is no room: the disk, the user's quota, the largest file allowed.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def replacing(path: Path, work_in: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file that becomes ``path`` when the block ends, and leaves nothing when the block fails.

    Parameters
    ----------
    path : Path
        An older file there stays as it is until the new one is complete and on the disk.
    work_in : Path, optional
        The folder to write in before; on the same disk. The folder of ``path`` by default.

    Raises
    ------
    OSError
        No room, no permission, or ``path`` is held open by another program (Windows).
    """
    partial = (work_in or path.parent) / f".{uuid.uuid4().hex}{PARTIAL}"
    try:
        with partial.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself and cannot open a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_partials(folder: Path, beginning: str = "") -> None:
    """Remove what a killed program left half written an hour ago or before.

    Parameters
    ----------
    beginning : str
        How their names begin, after the full stop; any by default.
    """
    limit = time.time() - LEFT_AFTER
    for partial in folder.glob(f".{beginning}*{PARTIAL}"):
        with suppress(OSError):  # another program may be clearing up at the same moment
            if partial.stat().st_mtime < limit:
                partial.unlink()
