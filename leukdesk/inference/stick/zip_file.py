"""Reading a package's zip while trusting nothing that it says of itself.

What a zip's headers tell of sizes is used for nothing: bytes are counted while they are read. What could be understood
in more than one way (a second directory, something before or after the zip, a name twice) is refused.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from leukdesk.inference.stick.contents import MOST_FILES, TOTAL_LIMIT, limit_of
from leukdesk.inference.stick.errors import ContentsProblem, PackageFileError, PackageUnreadableError
from leukdesk.language import tr

CHUNK = 1024**2
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4s16x")
_MOST_DIRECTORY = 64 * 1024
_MOST_RATIO = 100
"""Unpacked bytes for a byte of the file: a tensor of zeros packs well, and nothing in a package packs so well."""
_SLACK = 1024**2
_ENCRYPTED = 0x1


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what reading a file may raise into the errors of a package's file."""
    try:
        yield
    except ContentsProblem as problem:
        raise PackageFileError(path, str(problem)) from problem
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error,
        OverflowError,
    ) as problem:  # fmt: skip
        raise PackageFileError(path, tr("it is damaged, or was not copied whole")) from problem
    except OSError as problem:
        raise PackageUnreadableError(path, problem.strerror or str(problem)) from problem


class ZipOfPackage:
    """An open zip; to be used in a ``with`` statement and inside :func:`told`.

    Attributes
    ----------
    names : tuple of str
        Of its files, in their order; each is a plain file, none is encrypted, and how many there are is limited.
        Whether they are allowed in a package is not looked at here.
    """

    names: tuple[str, ...]

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        kind = self._path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):  # a pipe would be waited for, for ever
            raise ContentsProblem(tr("it is no file"))
        self._file = self._path.open("rb")
        try:
            size = os.fstat(self._file.fileno()).st_size
            self._left = min(TOTAL_LIMIT, size * _MOST_RATIO + _SLACK)
            _check_end(self._file, size)
            self._zip = zipfile.ZipFile(self._file)
            self.names = tuple(_name(entry) for entry in self._zip.infolist())
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes as they really are, and stop where they are more than such a file may have.

        Raises
        ------
        ContentsProblem
        """
        left = limit_of(name)
        with self._zip.open(name) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                self._left -= len(chunk)
                if left < 0 or self._left < 0:
                    raise ContentsProblem(tr("{name!r} unpacks to more than it may").format(name=name))
                yield chunk

    def read(self, name: str) -> bytes:
        """Return a small file's bytes.

        Raises
        ------
        ContentsProblem
        """
        return b"".join(self.chunks(name))


def _check_end(file: BinaryIO, size: int) -> None:
    """See that there is one directory, small and at the end, before Python's reader takes all of it into memory."""
    if size < _END.size:
        raise ContentsProblem(tr("it is too short to be a model package"))
    if size > TOTAL_LIMIT:
        raise ContentsProblem(tr("it is larger than a model package may be"))
    file.seek(size - _END.size)
    mark, disk, of_disk, here, count, length, offset, comment = _END.unpack(file.read(_END.size))
    if mark != b"PK\x05\x06" or comment:
        raise ContentsProblem(tr("it is no model package, or was not copied whole"))
    if disk or of_disk or here != count or count > MOST_FILES or length > _MOST_DIRECTORY:
        raise ContentsProblem(tr("it holds more files than a model package has"))
    if offset + length + _END.size != size:
        raise ContentsProblem(tr("there is something in it beside the package"))
    if size >= _END.size + _LOCATOR.size:
        file.seek(size - _END.size - _LOCATOR.size)
        if _LOCATOR.unpack(file.read(_LOCATOR.size))[0] == b"PK\x06\x07":  # a second directory, for larger zips
            raise ContentsProblem(tr("there is something in it beside the package"))
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise ContentsProblem(tr("there is something in it beside the package"))
    file.seek(0)


def _name(entry: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or kind not in (0, stat.S_IFREG):
        raise ContentsProblem(tr("{name!r} in it is no plain file").format(name=entry.orig_filename[:_SHOWN]))
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ContentsProblem(tr("{name!r} in it is packed in another way").format(name=entry.orig_filename[:_SHOWN]))
    # Of `filename` Python leaves out what stands behind a zero, on Windows it turns backslashes round, and newer ones
    # take it from a field beside it: what is opened by one name would be another file than the one that was looked at.
    if entry.filename != entry.orig_filename:
        raise ContentsProblem(
            tr("the name {name} in it is not one that a package's file may have").format(
                name=repr(entry.orig_filename[:_SHOWN])
            )
        )
    return entry.orig_filename


_SHOWN = 80
