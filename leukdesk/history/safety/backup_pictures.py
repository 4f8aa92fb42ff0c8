"""The pictures of all backups in one folder, each there once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from leukdesk.files import replacing, sync_folder
from leukdesk.history.pictures import PictureStore, is_hash, picture_file
from leukdesk.history.safety.archive_table import archived_condition
from leukdesk.history.safety.proof import reading_file


def needed(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the hashes of the pictures that a log's records need and that no archive holds, each once, in order."""
    condition = archived_condition(connection)
    sql = f"SELECT DISTINCT picture_sha256 FROM record WHERE NOT {condition} ORDER BY 1"  # noqa: S608
    for (sha256,) in connection.execute(sql):
        yield sha256


class BackupPictures:
    """A folder ``ab/<sha256>.png``, as the log has one.

    On the disk of the log its files are the log's own, under a second name (a hard link): that costs no room, and
    protects from a picture that is removed or replaced, and not from a disk that changes the file's content or fails;
    for that the pictures have to be on another disk, where they are copies.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where a picture lies, or would: see :func:`leukdesk.history.pictures.picture_file`."""
        return picture_file(self.folder, sha256)

    def lacking(self, hashes: Iterable[str]) -> Iterator[str]:
        """Yield those of some hashes, in order, whose pictures are not here."""
        return _lacking(self.folder, hashes)

    def bring(
        self,
        hashes: Iterable[str],
        source: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> tuple[int, int]:
        """Take in the pictures that are not here yet; return how many are needed, and how many of them are nowhere.

        A copy is made only of a picture that is what its name says. When it was cancelled the answer means nothing.

        Raises
        ------
        OSError
        """
        total = 0

        def counted() -> Iterator[str]:
            nonlocal total
            for sha256 in hashes:
                total += 1
                yield sha256

        lacking = list(self.lacking(counted()))
        missing, folders = 0, {self.folder}
        for done, sha256 in enumerate(lacking):
            if cancelled():
                break
            progress(done, len(lacking))
            try:
                take(PictureStore(source).path(sha256), self.path(sha256))
            except (FileNotFoundError, ValueError):
                missing += 1
            else:
                folders.add(self.path(sha256).parent)
        for folder in folders if len(folders) > 1 else ():
            sync_folder(folder)
        return total, missing

    def keep_only(self, databases: Sequence[Path]) -> None:
        """Remove the pictures that none of these logs needs.

        Raises
        ------
        sqlite3.Error, OSError
            A log cannot be read, so none is removed.
        """
        unneeded = {path.stem for path in self.folder.glob("??/*.png") if is_hash(path.stem)}
        # The newest log needs nearly all there are.
        for database in databases:
            if not unneeded:
                return
            with reading_file(database) as connection:
                unneeded.difference_update(needed(connection))
        for sha256 in unneeded:
            self.path(sha256).unlink(missing_ok=True)


def replace_changed(
    hashes: Iterable[str],
    pictures: Path,
    backups: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    quick: bool = False,
) -> int:
    """Put the pictures of a backup in the place of those that are not what was stored; return how many stay so.

    One that is the backup's own under a second name is not read, for the backup has no other; every other is, or, where
    it has to be ``quick``, those alone whose file is not as long as the backup's: a power cut leaves such ones.

    Raises
    ------
    OSError
    """
    store, kept = PictureStore(pictures), PictureStore(backups)
    there = [each for each in hashes if is_hash(each) and _are_two(store.path(each), kept.path(each), quick)]
    changed = 0
    for done, sha256 in enumerate(there):
        if cancelled():
            break
        progress(done, len(there))
        if _fits(store, sha256):
            continue
        if _fits(kept, sha256):
            with kept.path(sha256).open("rb") as stream, replacing(store.path(sha256), pictures) as copy:
                shutil.copyfileobj(stream, copy)
        else:
            changed += 1
    return changed


def _are_two(path: Path, kept: Path, quick: bool) -> bool:
    try:
        own, other = path.stat(), kept.stat()
        return not os.path.samestat(own, other) and not (quick and own.st_size == other.st_size)
    except FileNotFoundError:
        return not quick and path.exists()


def _fits(store: PictureStore, sha256: str) -> bool:
    try:
        store.load(sha256)
    except (FileNotFoundError, ValueError):
        return False
    return True


def bring_back(hashes: Iterable[str], pictures: Path, backups: Path) -> int:
    """Give a log the pictures back that it lacks and a backup has; return how many it still lacks.

    None is read: a picture that was changed stays, see :func:`replace_changed`.

    Raises
    ------
    OSError
    """
    nowhere, folders = 0, set()
    for sha256 in list(_lacking(pictures, hashes)):
        try:
            path = picture_file(pictures, sha256)
            take(picture_file(backups, sha256), path)
            folders.add(path.parent)
        except (FileNotFoundError, ValueError):
            nowhere += 1
    for folder in {pictures, *folders} if folders else ():
        sync_folder(folder)
    return nowhere


def take(source: Path, target: Path) -> None:
    """Give a stored picture a second name, or copy it where it lies on another disk or is a link to a file.

    Raises
    ------
    FileNotFoundError
    ValueError
        What would be copied is not the picture that was stored, or the names are none of pictures.
    OSError
    """
    if not is_hash(target.stem) or source.name != target.name:
        raise ValueError(f"{source.name!r} and {target.name!r} are not the names of one picture")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        # A link to a file elsewhere would go with that file.
        if not source.is_symlink():
            os.link(source, target)
            return
    except (FileNotFoundError, FileExistsError):
        if not target.exists():
            raise
        return
    except OSError:  # another disk, or a file system without links
        pass
    PictureStore(source.parent.parent).load(target.stem)
    # Beside the folders of pictures, where what a killed program left is found without looking through them all.
    with source.open("rb") as stream, replacing(target, target.parent.parent) as copy:
        shutil.copyfileobj(stream, copy)


def _lacking(folder: Path, hashes: Iterable[str]) -> Iterator[str]:
    @lru_cache(maxsize=1)
    def names(beginning: str) -> set[str]:
        try:
            return {entry.name for entry in os.scandir(folder / beginning)}
        except FileNotFoundError:
            return set()

    return (each for each in hashes if not is_hash(each) or f"{each}.png" not in names(each[:2]))
