"""What the command line writes, and where: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

INTERRUPTED = 130
"""Exit status of a command that was stopped: 128 and the number of the signal, as shells have it."""


class Terminal:
    """Standard output and standard error of one command.

    Parameters
    ----------
    json_lines : bool
        Results are JSON objects, one a line, and nothing else is written to standard output.
    """

    def __init__(self, *, json_lines: bool) -> None:
        self.json_lines = json_lines
        self._progress = ""
        # A file name may hold bytes that are no text; in JSON a backslash escape keeps the line valid.
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                is_json = json_lines and stream is sys.stdout
                stream.reconfigure(encoding="utf-8" if is_json else stream.encoding, errors="backslashreplace")

    def result(self, values: Mapping[str, Any], text: str) -> None:
        """Write one result, as an object or as text for a person."""
        line = json.dumps(values, ensure_ascii=False, allow_nan=False) if self.json_lines else _lines(text)
        shown = self._progress
        self._clear()
        sys.stdout.write(line + "\n")
        # A program that reads along gets every result when it is there.
        sys.stdout.flush()
        if shown and sys.stdout.isatty():
            self.progress(shown)

    def text(self, text: str) -> None:
        """Write a line for a person; nothing in JSON."""
        if not self.json_lines:
            self.result({}, text)

    def tell(self, text: str) -> None:
        """Write what went wrong, or is worth knowing, to standard error."""
        self._clear()
        _to_stderr(f"leukdesk: {_lines(text)}\n")

    def progress(self, text: str) -> None:
        """Show how far it is in one line that overwrites itself, where standard error is a terminal."""
        if sys.stderr is not None and sys.stderr.isatty():
            self._clear()
            _to_stderr(text)
            self._progress = text

    def done(self) -> None:
        """Take the progress away."""
        self._clear()

    def _clear(self) -> None:
        if self._progress:
            _to_stderr("\r" + " " * len(self._progress) + "\r")
            self._progress = ""


def one_line(text: str) -> str:
    r"""Return a text that came from elsewhere with ``\n`` and the like for whatever would break or steer the line."""
    return "".join(letter if _stays(letter) else letter.encode("unicode_escape").decode() for letter in text)


def _stays(letter: str) -> bool:
    # The spaces and joiners with which names are written are harmless; what turns the direction of writing is not.
    return letter.isprintable() or letter in "\u200c\u200d" or unicodedata.category(letter) == "Zs"


def _lines(text: str) -> str:
    return "\n".join("\t".join(map(one_line, line.split("\t"))) for line in text.split("\n"))


def _to_stderr(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into an answer to "was it cancelled?", so that work can end in good order.

    The second one interrupts as usual. Outside the main thread signals cannot be taken, and the answer stays no.
    """
    pressed = False

    def remember(*_: object) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    try:
        before = signal.signal(signal.SIGINT, remember)
    except ValueError:
        yield lambda: False
        return
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
