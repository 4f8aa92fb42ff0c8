"""Copies of the program that are unpacked for good: what is in them, whether they are whole, and how they go."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leukdesk.files import LEFT_AFTER, PARTIAL, remove_partials
from leukdesk.installing.holding import in_use
from leukdesk.installing.how import LAUNCHER, MANIFEST
from leukdesk.installing.problems import CannotWriteError, CopyInUseError

_BLOCK = 1024**2


@dataclass(frozen=True)
class Copy:
    """One unpacked copy.

    Attributes
    ----------
    folder : Path
    build : str
        As :attr:`leukdesk.installing.how.Running.build`; empty where the list of files cannot be read.
    files : mapping of a path in the folder to size in bytes and SHA-256
    links : mapping of a path in the folder to what it points to
    """

    folder: Path
    build: str = ""
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def launcher(self) -> Path:
        """What starts it."""
        return self.folder / LAUNCHER

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(size for size, _ in self.files.values())

    def damage(self, *, contents: bool) -> list[str]:
        """Return which of its files are lost or were changed.

        Parameters
        ----------
        contents : bool
            Read every file, which takes a second or a few; else only names and sizes are looked at.
        """
        if not self.files:
            return [MANIFEST]
        wrong = [name for name, target in self.links.items() if _target(self.folder / name) != target]
        for name, (size, sha256) in self.files.items():
            path = self.folder / name
            if _size(path) != size or (contents and sha256_of(path) != sha256):
                wrong.append(name)
        return wrong


def read_copy(folder: Path) -> Copy | None:
    """Return the copy in a folder; None where the program made none there."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        return Copy(folder, str(found["build"]), _files(found["files"]), _links(found["links"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Copy(folder)


def manifest(copy: Copy) -> bytes:
    """Return the list of a copy's files, as it lies beside its launcher."""
    values = {"program": "leukdesk", "build": copy.build, "files": copy.files, "links": copy.links}
    return json.dumps(values, indent=1, ensure_ascii=True).encode()


def copies(programs: Path) -> list[Copy]:
    """Return all copies in the folder of a user's programs."""
    with suppress(OSError):
        folders = sorted(each for each in programs.iterdir() if not each.name.startswith("."))
        return [copy for folder in folders if (copy := read_copy(folder)) is not None]
    return []


def remove_copy(folder: Path) -> None:
    """Remove a copy, or what is left of one.

    Raises
    ------
    CopyInUseError
        It runs.
    CannotWriteError
    """
    if in_use(folder):
        raise CopyInUseError(folder)
    # Moved aside first: what is removed by half would look like a copy.
    aside = partial_of(folder)
    try:
        folder.rename(aside)
    except PermissionError as problem:
        if os.name == "nt":
            raise CopyInUseError(folder) from problem
        raise CannotWriteError(folder, problem) from problem
    except OSError as problem:
        raise CannotWriteError(folder, problem) from problem
    try:
        shutil.rmtree(aside)
    except OSError as problem:
        raise CannotWriteError(aside, problem) from problem


def partial_of(folder: Path) -> Path:
    """Return a name beside a folder for what is half made or half removed."""
    return folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}{PARTIAL}")


def remove_left_partials(programs: Path, older_than: float = LEFT_AFTER) -> None:
    """Remove what a killed program left half made or half removed, by default an hour ago or before."""
    limit = time.time() - older_than
    for partial in programs.glob(f".*{PARTIAL}"):
        with suppress(OSError):
            if partial.stat().st_mtime < limit and partial.is_dir():
                shutil.rmtree(partial)
    remove_partials(programs)  # of single files


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def blocks(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _files(found: Any) -> dict[str, tuple[int, str]]:
    return {str(name): (int(size), str(sha256)) for name, (size, sha256) in found.items()}


def _links(found: Any) -> dict[str, str]:
    return {str(name): str(target) for name, target in found.items()}


def _size(path: Path) -> int | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _target(path: Path) -> str | None:
    try:
        return str(path.readlink())
    except OSError:
        return None
