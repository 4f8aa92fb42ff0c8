"""Putting several finished files in their places, all or none."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from leukdesk.files import PARTIAL, sync_folder


@contextmanager
def passage(target: Path) -> Iterator[Path]:
    """Make a hidden folder beside a target, in which it is written before; it goes away with all that is in it.

    Raises
    ------
    OSError
    """
    folder = target.parent / f".{uuid.uuid4().hex}{PARTIAL}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def placed(moves: Sequence[tuple[Path, Path]], aside: Path) -> Iterator[None]:
    """Move finished files or folders to their places; when the block fails, everything is as it was before.

    Parameters
    ----------
    moves : sequence of (from, to)
        On the same disk. A folder goes to no place where there is anything but an empty one.
    aside : Path
        A folder on the same disk, in which what was there before waits.

    Raises
    ------
    OSError
    """
    done: list[tuple[Path, Path]] = []
    kept: list[tuple[Path, Path]] = []
    try:
        for number, (new, place) in enumerate(moves):
            if new.is_dir() and place.is_dir():
                place.rmdir()  # an empty one; a rename over it is refused by Windows
            elif place.is_file():
                before = aside / f"before-{number}"
                _rename(place, before)
                kept.append((before, place))
            _rename(new, place)
            done.append((place, new))
        sync_folder(moves[0][1].parent)
        yield
    except BaseException:
        for place, new in done:
            with suppress(OSError):
                _rename(place, new)
        for before, place in kept:
            with suppress(OSError):
                _rename(before, place)
        raise


def sync_file(path: Path) -> None:
    """See that a file is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _rename(old: Path, new: Path) -> None:
    # Over a file that another program has made in this very moment: it is replaced, as by any other export.
    if old.is_dir():
        old.rename(new)
    else:
        old.replace(new)
