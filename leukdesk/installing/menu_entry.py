"""The program's entry in the applications menu, and the receipt by which it is taken away again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leukdesk.files import replacing
from leukdesk.installing.app_bundle import EXECUTABLE, bundle_files
from leukdesk.installing.copies import sha256_of
from leukdesk.installing.desktop_file import desktop_file
from leukdesk.installing.places import Places
from leukdesk.installing.problems import CannotReadError, CannotWriteError, NotOursError

RECEIPT = "menu-entry.json"
_BUNDLE = "Leukdesk.app"


@dataclass(frozen=True)
class Entry:
    """An entry that this program made.

    Attributes
    ----------
    target : Path
        What it starts.
    files : mapping of a file to its SHA-256
        All that was written for it; empty for what the system may write anew (a shortcut of Windows).
    """

    target: Path
    files: Mapping[Path, str]

    @property
    def is_whole(self) -> bool:
        """Whether its files and what it starts are there."""
        return self.target.is_file() and all(path.is_file() for path in self.files)


def read_entry(places: Places) -> Entry | None:
    """Return the entry that the program made; None where there is none, or where its receipt is lost."""
    try:
        found = json.loads((places.programs / RECEIPT).read_bytes())
        return Entry(Path(found["target"]), {Path(path): str(sha256) for path, sha256 in found["files"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def make_entry(places: Places, target: Path, icon: Path) -> Entry:
    """Put the program into the applications menu, in place of an entry that it made before.

    Parameters
    ----------
    target : Path
        What the entry is to start.
    icon : Path
        An SVG file; Windows and macOS take none.

    Raises
    ------
    NotOursError
        Something else has the entry's name.
    CannotReadError, CannotWriteError, InstallError
    """
    wanted = _files(places, target, icon)
    before = read_entry(places)
    ours = before.files if before is not None else {}
    for path in wanted:
        if path not in ours and path.exists() and (wanted[path] is None or sha256_of(path) != _sha256(wanted[path])):
            raise NotOursError(path)
    for path, sha256 in ours.items():
        if path not in wanted and sha256_of(path) == sha256:  # $XDG_DATA_HOME was another one
            _unlink(path)
    entry = Entry(target, {path: _sha256(content) for path, content in wanted.items()})
    # The receipt comes first: whatever happens then, what was made can be taken away.
    _write(places.programs / RECEIPT, _receipt(entry))
    for path, content in wanted.items():
        if content is not None:
            _write(path, content, executable=path.as_posix().endswith(EXECUTABLE))
        else:
            # Here: it loads what starts programs, which the window does not wait for.
            from leukdesk.installing.shortcut import make_shortcut

            _make_folder(path.parent)
            make_shortcut(path, target)
    return entry


def remove_entry(places: Places) -> tuple[list[Path], list[Path]]:
    """Take the entry out of the menu.

    Returns
    -------
    removed, left : list of Path
        Files; those that were changed since are left.

    Raises
    ------
    CannotWriteError
    """
    entry = read_entry(places)
    if entry is None:
        return [], []
    removed, left = [], []
    for path, sha256 in entry.files.items():
        if not path.exists():
            continue
        if sha256 and sha256_of(path) != sha256:
            left.append(path)
            continue
        _unlink(path)
        removed.append(path)
    for bundle in {each for path in entry.files for each in path.parents if each.name == _BUNDLE}:
        _remove_empty(bundle)
    _unlink(places.programs / RECEIPT)
    with suppress(OSError):
        places.programs.rmdir()  # only where it is empty
    return removed, left


def _files(places: Places, target: Path, icon: Path) -> dict[Path, bytes | None]:
    """Return what an entry consists of; None for what the system writes itself."""
    match places.system:
        case "win32":
            return {places.menu / "Leukdesk.lnk": None}
        case "darwin":
            return {places.menu / _BUNDLE / name: content for name, content in bundle_files(target).items()}
        case _:
            return {
                places.icons / "leukdesk.svg": _own(icon),
                places.menu / "leukdesk.desktop": desktop_file(target),
            }


def _own(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CannotReadError(path, problem) from problem


def _receipt(entry: Entry) -> bytes:
    files = {str(path): sha256 for path, sha256 in entry.files.items()}
    return json.dumps({"target": str(entry.target), "files": files}, indent=1, ensure_ascii=True).encode()


def _sha256(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWriteError(folder, problem) from problem


def _write(path: Path, content: bytes, *, executable: bool = False) -> None:
    _make_folder(path.parent)
    try:
        with replacing(path) as stream:
            stream.write(content)
        path.chmod(0o755 if executable else 0o644)
    except OSError as problem:
        raise CannotWriteError(path, problem) from problem


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise CannotWriteError(path, problem) from problem


def _remove_empty(folder: Path) -> None:
    """Remove a folder and those in it, so far as they are empty."""
    for each in sorted(folder.rglob("*"), reverse=True):
        if each.is_dir():
            with suppress(OSError):
                each.rmdir()
    with suppress(OSError):
        folder.rmdir()
