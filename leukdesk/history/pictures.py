"""The analysed pictures, each stored once under the hash of its pixels."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leukdesk.files import remove_partials, replacing, sync_folder
from leukdesk.imaging.frame import pixels_sha256

_AT_ONCE = 4
_SHA256 = re.compile("[0-9a-f]{64}")


def picture_file(folder: Path, sha256: str) -> Path:
    """Return where the picture with this hash lies in a folder of pictures, or would.

    Raises
    ------
    ValueError
        It is no hash: what a log says that came from elsewhere must not lead out of the folder.
    """
    if not is_hash(sha256):
        raise ValueError(f"{sha256!r} is not the hash of a picture")
    return folder / sha256[:2] / f"{sha256}.png"


def is_hash(sha256: object) -> bool:
    """Tell whether a value read from a log can be the hash of a picture."""
    return isinstance(sha256, str) and _SHA256.fullmatch(sha256) is not None


class PictureStore:
    """A folder of lossless pictures: ``ab/<sha256 of the pixels>.png``.

    Pictures are added and never changed. Removed are those alone that no row points to: see
    :mod:`leukdesk.history.incoming`.

    Parameters
    ----------
    folder : Path
        Made by :meth:`create`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Pictures in the making have a folder of their own, so that clearing up never lists a million finished ones.
        self.incoming = folder / "incoming"

    def create(self) -> None:
        """Make the folder, and clear up what a killed program of an earlier version left an hour ago or before.

        Raises
        ------
        OSError
        """
        self.incoming.mkdir(parents=True, exist_ok=True)
        remove_partials(self.incoming)

    def path(self, sha256: str) -> Path:
        """Return where the picture with this hash lies, or would: see :func:`picture_file`."""
        return picture_file(self.folder, sha256)

    def store(self, pictures: Mapping[str, NDArray[np.uint8]], work_in: Path) -> None:
        """Put pictures on the disk, durably; those that are there already stay as they are.

        Parameters
        ----------
        pictures : mapping of hash to pixels
            Hash of :func:`leukdesk.imaging.frame.pixels_sha256`; pixels uint8 (H, W, 3), RGB.
        work_in : Path
            The folder to write in before, on the same disk.

        Raises
        ------
        OSError
            Nothing is left of the picture that failed; others of the same call may be there.
        """
        # What is there already may be another program's of this moment, and its name not yet on the disk.
        folders = {self.folder, *(self.path(sha256).parent for sha256 in pictures)}
        if len(pictures) < 2:
            for sha256, pixels in pictures.items():
                self._store(sha256, pixels, work_in)
            for folder in folders:
                sync_folder(folder)
            return
        # Compressing one picture fills the time in which another is on its way to the disk.
        with ThreadPoolExecutor(min(_AT_ONCE, len(pictures)), thread_name_prefix="store-picture") as pool:
            for _ in pool.map(self._store, pictures.keys(), pictures.values(), repeat(work_in)):
                pass
            for _ in pool.map(sync_folder, folders):
                pass

    def store_again(self, pictures: Mapping[str, NDArray[np.uint8]], work_in: Path) -> None:
        """Store those that are no longer there: an append that failed elsewhere has taken back the same picture."""
        gone = {sha256: pixels for sha256, pixels in pictures.items() if not self.path(sha256).exists()}
        if gone:
            self.store(gone, work_in)

    def remove(self, sha256: str) -> None:
        """Remove a picture that no row points to, if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    def load(self, sha256: str) -> NDArray[np.uint8]:
        """Read a picture: uint8 (H, W, 3), RGB.

        Raises
        ------
        FileNotFoundError
        ValueError
            The file is not the picture that was stored.
        OSError
        """
        # Here, since a window that opens needs no OpenCV.
        from leukdesk.history.png import decoded

        pixels = decoded(self.path(sha256).read_bytes())
        if pixels_sha256(pixels) != sha256:
            raise ValueError("not the picture that was stored")
        return pixels

    def finder(self) -> Callable[[str], None]:
        """Return a function that raises FileNotFoundError for a hash whose picture is not there; it reads none.

        It lists a folder whenever it comes to another, so it is quick for hashes in their order.
        """

        @lru_cache(maxsize=1)
        def names(folder: str) -> set[str]:
            return {entry.name for entry in os.scandir(self.folder / folder)}

        def look(sha256: str) -> None:
            if f"{sha256}.png" not in names(sha256[:2]):
                raise FileNotFoundError(self.path(sha256))

        return look

    def _store(self, sha256: str, pixels: NDArray[np.uint8], work_in: Path) -> None:
        if self._is_stored(sha256):
            return
        path = self.path(sha256)
        path.parent.mkdir(exist_ok=True)
        try:
            with replacing(path, work_in=work_in) as stream:
                stream.write(_encoded(pixels))
        except PermissionError:
            # Windows: another program has stored and opened the same picture in this very moment.
            if not self._is_stored(sha256):
                raise

    def _is_stored(self, sha256: str) -> bool:
        """Tell whether the right picture is there: a row that points to a damaged file would be a promise broken."""
        try:
            self.load(sha256)
        except (FileNotFoundError, ValueError):
            return False
        return True


def _encoded(pixels: NDArray[np.uint8]) -> bytes:
    from leukdesk.history.png import encoded

    return encoded(pixels)
