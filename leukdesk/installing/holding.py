"""Keeping a copy from being removed while it runs.

On Windows nobody can move a folder of which a file is open. Elsewhere everybody can, and the program that runs there
would find its own files gone: it holds a lock on the copy's list of files, and whoever removes it asks for that lock.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from leukdesk.installing.how import MANIFEST, Kind, Running

_own: BinaryIO | None = None


def hold(here: Running) -> None:
    """Hold the copy that runs until the process ends or :func:`release` is called; nothing where none runs."""
    global _own
    if here.kind is not Kind.UNPACKED or _own is not None:
        return
    try:
        _own = (here.executable.parent / MANIFEST).open("rb")
        _lock(_own, alone=False)
    except OSError:
        return  # a disk without locks: then nobody can be told


def release() -> None:
    """Hold nothing any more: the program is about to remove itself."""
    global _own
    if _own is not None:
        _own.close()
        _own = None


def in_use(folder: Path) -> bool:
    """Tell whether a program that runs holds a copy; Windows tells it when the folder is moved."""
    try:
        with (folder / MANIFEST).open("rb") as stream:
            return not _lock(stream, alone=True)
    except OSError:
        return False


def _lock(stream: BinaryIO, *, alone: bool) -> bool:
    """Take a lock that ends with the stream; False where somebody else has it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(stream, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
