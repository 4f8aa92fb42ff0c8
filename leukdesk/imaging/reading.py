"""Safe reading of picture files: a picture comes out whole and upright, or a sentence says why not."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from leukdesk.imaging.decoding import decode
from leukdesk.imaging.errors import (
    DamagedPictureError,
    EmptyFileError,
    NoPermissionError,
    NotAFileError,
    NotAnImageError,
    PictureError,
    PictureIsDirectoryError,
    PictureNotFoundError,
    PictureTooLargeError,
    PictureUnreadableError,
    TruncatedPictureError,
    UnsupportedPictureError,
)
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.headers import Damaged, Format, Header, Source, Truncated, Unsupported, format_of
from leukdesk.language import number, tr

SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})
"""Endings, in lower case, of the files that a search of a folder picks up. What a file is, its content decides."""

MAX_PIXELS = 100_000_000
MAX_SIDE = 1 << 20  # OpenCV's own limit
MAX_FILE_BYTES = 1 << 30  # 100 megapixels of 16-bit RGBA, uncompressed, are less


def read_picture(path: Path) -> Frame:
    """Read a JPEG, PNG, BMP, TIFF or WebP file as 8-bit RGB.

    The camera's orientation is applied, transparency is composited on white, grey becomes RGB, 16-bit values are
    brought to 8 bits and only the first of several pages is used; the frame's ``notes`` say so. Metadata is dropped.
    The frame's source is the whole path, so that a log can be understood from another working folder.

    Parameters
    ----------
    path : Path
        The file; its name may hold any character, its ending does not matter.

    Raises
    ------
    PictureError
        One subclass, and one code, for every reason.
    """
    path = whole(path)
    with _told(path):
        with _opened(path) as file:
            form, header = _read_header(path, file)
            file.seek(0)
            data = file.read(MAX_FILE_BYTES + 1)
        form.check_complete(data)
        pixels, notes = decode(data, header)
    return Frame(pixels, str(path), notes=notes)


def picture_size(path: Path) -> tuple[int, int]:
    """Return a picture's width and height, as displayed, from the file's header; nothing is decoded.

    Raises
    ------
    PictureError
        The file cannot be opened, or its header not be read, or the picture is larger than can be read.
    """
    with _told(path), _opened(path) as file:
        return _read_header(path, file)[1].displayed_size


def whole(path: Path) -> Path:
    """Return a path from the root on, without "." and "..", links as they are."""
    try:
        long = path.absolute()
    except OSError:  # the working folder is gone, and with it the file
        return path
    short = Path(os.path.normpath(long))
    # ".." behind a link leads elsewhere than its spelling says; it stays then.
    return short if ".." not in long.parts or os.path.realpath(short) == os.path.realpath(long) else long


def find_pictures(paths: Iterable[Path]) -> list[Path | PictureError]:
    """Return files by their whole paths, and in the place of each folder the pictures in it.

    Folders are searched at all depths, in order of names, for files with a known ending (``SUFFIXES``); what is hidden
    is skipped, and links to folders are not followed. A file that comes up twice is listed once. In the place of a
    folder that cannot be read stands the reason, and the others are searched all the same.
    """
    return list(dict.fromkeys(each_picture(paths)))


def each_picture(paths: Iterable[Path]) -> Iterator[Path | PictureError]:
    """Yield what :func:`find_pictures` finds, as it is found; a file may come up twice."""
    for path in map(whole, paths):
        try:
            with _told(path):
                is_folder = path.is_dir()
        except PictureError as problem:
            yield problem
            continue
        yield from _pictures_below(path) if is_folder else [path]


def _pictures_below(folder: Path) -> Iterator[Path | PictureError]:
    try:
        with _told(folder):
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except PictureError as problem:
        yield problem
        return
    for entry in entries:
        if _is_hidden(entry):
            continue
        path = Path(entry.path)
        if _is_folder(entry):
            if not entry.is_symlink():
                yield from _pictures_below(path)
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a folder or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle, a folder whose files may not be looked at: reading it will say so
        return False


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if sys.platform == "win32":
        return bool(entry.stat(follow_symlinks=False).st_file_attributes & stat.FILE_ATTRIBUTE_HIDDEN)
    return False


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open a regular file that is neither empty nor huge."""
    try:
        status = path.stat()
    except ValueError as error:  # a NUL character in the name
        raise PictureNotFoundError(path) from error
    if stat.S_ISDIR(status.st_mode):
        raise PictureIsDirectoryError(path)
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError(path)
    if status.st_size == 0:
        raise EmptyFileError(path)
    with path.open("rb") as file:
        yield file


def _read_header(path: Path, file: io.BufferedReader) -> tuple[Format, Header]:
    form = format_of(file.read(32))
    if form is None:
        raise NotAnImageError(path)
    source = Source(file)
    header = form.read_header(source)
    if header.width * header.height > MAX_PIXELS or max(header.width, header.height) > MAX_SIDE:
        size = f"{number(header.width)} x {number(header.height)}"
        words = tr("{size} pixels, and the limit is {millions} million")
        raise PictureTooLargeError(path, words.format(size=size, millions=MAX_PIXELS // 1_000_000))
    if source.size > MAX_FILE_BYTES:
        words = tr("{size:.1f} GiB, and the limit is 1")
        raise PictureTooLargeError(path, words.format(size=source.size / 2**30))
    return form, header


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a file into a PictureError that names it."""
    try:
        yield
    except Truncated:
        raise TruncatedPictureError(path) from None
    except Damaged as defect:
        raise DamagedPictureError(path, str(defect)) from defect
    except Unsupported as defect:
        raise UnsupportedPictureError(path, str(defect)) from defect
    except MemoryError as error:
        raise PictureTooLargeError(path, tr("there is not enough free memory for it")) from error
    except PermissionError as error:
        raise NoPermissionError(path) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PictureNotFoundError(path) from error
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP):
            raise PictureNotFoundError(path) from error
        raise PictureUnreadableError(path, error.strerror or str(error)) from error
