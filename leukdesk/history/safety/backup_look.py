"""A look at the backups in one folder: which of them are whole, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leukdesk.history.safety.backup import DATABASE, Backup
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.manifest import NAME, read_manifest

READ_WHOLE = 16 * 1024 * 1024
"""Bytes: a log of up to this size is read for a look, in some tenths of a second; of a larger one the size is asked."""
_NAMED = re.compile(r"\d{8}T\d{6}\.\d{6}Z")


def not_whole(place: Backups) -> Iterator[tuple[Path, str]]:
    """Yield the folders of a place that are no whole backups, in the order of their names, each with why in a sentence.

    A restore reads every backup whole, however large it is: see :meth:`Backups.faults`.
    """
    try:
        folders = sorted(each for each in place.folder.iterdir() if _is_meant_for_one(each))
    except OSError:  # there is none yet, or its disk is not here
        return
    for folder in folders:
        if why := _fault(place, folder):
            yield folder, f"{folder} is no whole backup. {why} Do not rely on it, and check the disk that it is on."


def _is_meant_for_one(folder: Path) -> bool:
    if folder.name.startswith("."):
        return False
    return (folder / DATABASE).exists() or (_NAMED.fullmatch(folder.name) is not None and folder.is_dir())


def _fault(place: Backups, folder: Path) -> str:
    if not (folder / DATABASE).is_file():
        return f"Its {DATABASE} is missing."
    its = read_manifest(folder)
    if its is None:
        return f"Its {NAME} is missing or cannot be understood."
    try:
        size = (folder / DATABASE).stat().st_size
    except OSError as problem:
        return f"It cannot be read: {problem}."
    if size != its.size:
        return f"Its {DATABASE} has {size:,} bytes instead of {its.size:,}."
    if size > READ_WHOLE:
        return ""
    return next(iter(place.faults(Backup(folder, its))), "")
