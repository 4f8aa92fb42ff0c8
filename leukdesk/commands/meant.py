"""The pictures that a command line means, and telling of those that have no result."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leukdesk.analysis import Failure
from leukdesk.imaging.reading import find_pictures, whole
from leukdesk.terminal import Terminal, one_line


def find_meant(paths: Iterable[Path]) -> list[Path | Failure]:
    """Return the files that are meant and what is wrong with folders, in the order in which they are named.

    A file that was named is always meant.
    """
    meant: list[Path | Failure] = []
    for path in map(whole, paths):
        found = find_pictures([path])
        meant += [each if isinstance(each, Path) else Failure(str(each.path), each.code, str(each)) for each in found]
        if not found:
            message = (
                f"There is no picture in the folder {path}. Name a folder with JPEG, PNG, TIFF, BMP or WebP files."
            )
            meant.append(Failure(str(path), "no-pictures", message))
    return list(dict.fromkeys(meant))


def tell_failure(terminal: Terminal, failure: Failure) -> None:
    """Tell of a picture without a result: a program as an object, a person by the reason."""
    if terminal.json_lines:
        error = {"code": failure.code, "message": failure.message}
        terminal.result({"file": failure.source, "error": error}, "")
    else:
        terminal.tell(one_line(failure.message))
