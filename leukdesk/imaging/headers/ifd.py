"""Image file directories: how TIFF 6.0, BigTIFF and EXIF store their tags."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.headers.base import Damaged, FileDefect, Source
from leukdesk.language import tr

_ORIENTATION = 274
_UNSIGNED_SIZES = {1: 1, 3: 2, 4: 4, 16: 8}  # BYTE, SHORT, LONG, LONG8
_MAX_TAGS = 4096


@dataclass(frozen=True)
class Entry:
    """Where one tag's values lie.

    Attributes
    ----------
    size : int
        Bytes a value; 0 when they are not unsigned integers.
    """

    size: int
    count: int
    offset: int

    @property
    def place(self) -> range:
        """The bytes of the file that hold the values."""
        return range(self.offset, self.offset + self.size * self.count)


@dataclass(frozen=True)
class Directory:
    """One directory: its tags, and where the next one lies (0: there is none)."""

    entries: dict[int, Entry]
    next_at: int


class Directories:
    """The directories of one TIFF file or EXIF block.

    Parameters
    ----------
    source : Source
        Begins with the TIFF signature.

    Raises
    ------
    FileDefect
        The signature is wrong.
    """

    def __init__(self, source: Source) -> None:
        start = source.read(0, 8)
        orders: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
        if start[:2] not in orders:
            raise Damaged(tr("its byte order is not declared"))
        self._source = source
        self._order: Literal["little", "big"] = orders[start[:2]]
        version = self._int(start[2:4])
        if version not in (42, 43):
            raise Damaged(tr("its TIFF version is {version}").format(version=version))
        self._big = version == 43
        self.first_at = self._int(source.read(8, 8) if self._big else start[4:8])

    def at(self, offset: int) -> Directory:
        """Read the directory at an offset. Raises a FileDefect."""
        count_size, entry_size, field = (8, 20, 8) if self._big else (2, 12, 4)
        count = self._int(self._source.read(offset, count_size))
        if not 0 < count <= _MAX_TAGS:
            raise Damaged(tr("it declares {count} tags").format(count=count))
        table = self._source.read(offset + count_size, count * entry_size + field)
        entries: dict[int, Entry] = {}
        for start in range(0, count * entry_size, entry_size):
            tag, kind = self._int(table[start : start + 2]), self._int(table[start + 2 : start + 4])
            number = self._int(table[start + 4 : start + 4 + field])
            value = start + 4 + field
            size = _UNSIGNED_SIZES.get(kind, 0)
            inside = size * number <= field
            place = offset + count_size + value if inside else self._int(table[value : value + field])
            entries.setdefault(tag, Entry(size, number, place))
        return Directory(entries, self._int(table[-field:]))

    def values(self, entry: Entry) -> NDArray[np.uint64]:
        """Return a tag's values. Raises a FileDefect."""
        if entry.size == 0:
            raise Damaged(tr("a tag is of the wrong type"))
        raw = self._source.read(entry.offset, entry.size * entry.count)
        return np.frombuffer(raw, f"{'<' if self._order == 'little' else '>'}u{entry.size}").astype(np.uint64)

    def _int(self, raw: bytes) -> int:
        return int.from_bytes(raw, self._order)


def exif_orientation(block: bytes) -> int:
    """Return the orientation (1 to 8) that an EXIF block gives; 1 when there is none, or the block makes no sense.

    A fault in the metadata is no reason to refuse a picture.
    """
    try:
        directories = Directories(Source(io.BytesIO(block)))
        return orientation_of(directories, directories.at(directories.first_at))[0]
    except FileDefect:
        return 1


def orientation_of(directories: Directories, directory: Directory) -> tuple[int, range]:
    """Return a directory's orientation (1 to 8; 1 when it gives none) and the bytes that hold it."""
    entry = directory.entries.get(_ORIENTATION)
    if entry is None or entry.count != 1 or entry.size == 0:
        return 1, range(0)
    value = int(directories.values(entry)[0])
    return (value, entry.place) if 1 <= value <= 8 else (1, entry.place)
