"""Unpacking the single file once: whole or not at all, whatever happens to the program, the disk or the power."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from leukdesk.files import NO_ROOM, replacing, sync_folder
from leukdesk.installing.copies import (
    Copy,
    blocks,
    copies,
    manifest,
    partial_of,
    read_copy,
    remove_copy,
    remove_left_partials,
)
from leukdesk.installing.how import CARRIED, LAUNCHER, MANIFEST
from leukdesk.installing.problems import (
    CannotReadError,
    CannotWriteError,
    CopyInUseError,
    InstallCancelledError,
    NoRoomError,
    NothingRunsThereError,
    megabytes,
)
from leukdesk.language import tr

CONTENTS = "_internal"
"""Where PyInstaller's launcher looks for its files, beside itself."""
_LEAVE_FREE = 100 * 1000**2

Progress = Callable[[str, int, int], None]


def size_of(files: Path, launcher: Path) -> int:
    """Return how many bytes a copy of the unpacked single file takes.

    Raises
    ------
    CannotReadError
    """
    return sum(size for _, _, size in _tree(files, launcher))


def unpack(
    files: Path,
    launcher: Path,
    folder: Path,
    progress: Progress = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Copy:
    """Make a copy, unless it is there and whole; then remove those of other builds that do not run.

    Parameters
    ----------
    files : Path
        Where the single file has unpacked itself.
    launcher : Path
        The one of the copy.
    folder : Path
        The copy to be; its name is that of the build.

    Raises
    ------
    InstallCancelledError, NoRoomError, NothingRunsThereError, CannotReadError, CannotWriteError
        Nothing half done is left; a copy that was there before stays.
    CopyInUseError
        A damaged copy of this build is running, so it cannot be replaced.
    """
    remove_left_partials(folder.parent)
    there = read_copy(folder)
    if there is None or there.build != folder.name or there.damage(contents=True):
        there = _make(files, launcher, folder, progress, cancelled)
    for other in copies(folder.parent):
        if other.folder != folder:
            with suppress(CopyInUseError, CannotWriteError):  # it goes the next time
                remove_copy(other.folder)
    return there


def _make(files: Path, launcher: Path, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Copy:
    # All of it at once: what is lost meanwhile is missed when it is read.
    tree = _tree(files, launcher)
    total = sum(size for _, _, size in tree)
    partial = partial_of(folder)
    try:
        partial.mkdir(parents=True)
        _need_room(partial, folder.parent, total)
        made = _Making(partial, total, progress, cancelled)
        for name, path, _ in tree:
            made.add(name, path)
        copy = Copy(folder, folder.name, made.files, made.links)
        with replacing(partial / MANIFEST) as stream:
            stream.write(manifest(copy))
        for above in {above for name in (*made.files, *made.links) for above in Path(name).parents}:
            sync_folder(partial / above)
        if not os.access(partial / LAUNCHER, os.X_OK):
            raise NothingRunsThereError(folder.parent)
        if cancelled():
            raise InstallCancelledError
        if os.path.lexists(folder):
            remove_copy(folder)
        partial.rename(folder)
        sync_folder(folder.parent)
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise NoRoomError(folder.parent, total, _free(folder.parent)) from problem
        raise CannotWriteError(folder, problem) from problem
    finally:
        with suppress(OSError):
            if partial.exists():
                shutil.rmtree(partial)
        with suppress(OSError):
            folder.parent.rmdir()  # only where it is empty: nothing was put there
    return copy


def _tree(files: Path, launcher: Path) -> list[tuple[str, Path, int]]:
    """Return the launcher and each file and link of the single file: its path in a copy, itself and its bytes."""
    try:
        found = [(LAUNCHER, launcher, launcher.stat().st_size)]
        folders = [files]
        while folders:
            for path in sorted(folders.pop().iterdir()):
                name = path.relative_to(files)
                if not path.is_dir() or path.is_symlink():
                    size = 0 if path.is_symlink() else path.stat().st_size
                    found.append(((Path(CONTENTS) / name).as_posix(), path, size))
                elif name != Path(CARRIED):
                    folders.append(path)
    except OSError as problem:
        raise CannotReadError(files, problem) from problem
    return found


def _need_room(partial: Path, programs: Path, needed: int) -> None:
    if (free := _free(partial)) < needed + _LEAVE_FREE:
        raise NoRoomError(programs, needed + _LEAVE_FREE, free)


def _free(folder: Path) -> int:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(there).free


class _Making:
    """A copy that is being made, file by file."""

    def __init__(self, folder: Path, total: int, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.files: dict[str, tuple[int, str]] = {}
        self.links: dict[str, str] = {}
        self._folder, self._total, self._progress, self._cancelled = folder, total, progress, cancelled
        self._done = 0

    def add(self, name: str, path: Path) -> None:
        """Copy one file, or make the same link; read and write errors are told apart."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            self.links[name] = str(path.readlink())
            target.symlink_to(self.links[name])
            return
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as stream:
            for block in _read(path):
                if self._cancelled():
                    raise InstallCancelledError
                stream.write(block)
                digest.update(block)
                size += len(block)
                self._done += len(block)
                self._progress(tr("Unpacking, megabytes"), megabytes(self._done), megabytes(self._total))
            stream.flush()
            os.fsync(stream.fileno())
        # What may be run stays so; a stick without rights (FAT) cannot say it, and the launcher is always run.
        target.chmod(0o755 if name == LAUNCHER or path.stat().st_mode & 0o100 else 0o644)
        self.files[name] = (size, digest.hexdigest())


def _read(path: Path) -> Iterator[bytes]:
    try:
        yield from blocks(path)
    except OSError as problem:
        raise CannotReadError(path, problem) from problem
