"""Writes the licence texts of all that goes into the executable, into one file that goes in with it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import parts

FREE_TO_CHANGE = """\
Qt, PySide6, FFmpeg's libraries (in OpenCV) and some libraries of the system are used under the GNU Lesser General
Public License. They are files of their own, as their publishers built them. You may put your own builds in their place:
in the folder that an installer brings, or that the single file makes of itself with --install, they lie below
_internal, and nothing keeps the program from starting with others. You may also study how the program works with them.
Their source code is to be had from download.qt.io, code.qt.io, ffmpeg.org (github.com/opencv/opencv-python tells how it
was built), and from Debian or whoever else made the system that this was built on.

ICU, which Qt for Linux brings, was changed: data of languages and encodings that the program does not use were taken
out. What else Qt contains of others is told at doc.qt.io/qt-6/licenses-used-in-qt.html, and what LiteRT contains at
github.com/google-ai-edge/LiteRT; their packages carry no texts of it."""


class NoticesError(Exception):
    """Something goes into the executable whose licence text was not found."""


def write_notices(path: Path, files: Iterable[str]) -> None:
    """Write the licence texts of Leukdesk, of Python, and of whatever the files come from.

    Parameters
    ----------
    path : Path
        The file to write.
    files : iterable of str
        What the executable is made of, by the names on the machine that builds it.

    Raises
    ------
    NoticesError
        A part has no licence text.
    """
    contents = parts.contents_of(files)
    if silent := [str(part) for part in contents.parts if not part.texts]:
        raise NoticesError(f"No licence text was found for {', '.join(silent)}. Add one to TEXTS in {parts.__file__}.")
    for file in contents.unknown:
        print(f"Nothing tells the terms of {file}, which goes into the executable.", file=sys.stderr)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(contents)) + "\n", encoding="utf-8")


def _lines(contents: parts.Contents) -> Iterator[str]:
    yield "The executable of Leukdesk contains the following, each under its own terms; their texts stand below."
    yield ""
    for part in contents.parts:
        yield f"  {part}{f', {part.terms}' if part.terms else ''}{f', {part.source}' if part.source else ''}"
    if contents.unknown:
        names = ", ".join(file.name for file in contents.unknown)
        yield f"\nIt also contains libraries of the system that it was built on: {names}."
    yield f"\n{FREE_TO_CHANGE}"
    first: dict[str, parts.Part] = {}
    for part in contents.parts:
        yield f"\n{'=' * 80}\n{part}\n{'=' * 80}"
        for file in part.texts:
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            yield f"\n{text}" if text not in first else f"\n{file.name} stands above, under {first[text]}."
            first.setdefault(text, part)
