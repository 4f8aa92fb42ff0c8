"""The file that the program's own messages go to; several programs may share it."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

logger = logging.getLogger(__name__)

_LOG_BYTES = 1024 * 1024
_OLDER_FILES = 3


class MessageFile:
    """Sends the program's messages to a file while it runs; without one where it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._root = logging.getLogger("leukdesk")
        self._level = self._root.level
        self._handler: logging.Handler | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._handler = SharedFileHandler(path)
        except OSError as problem:
            logger.warning("The program's messages cannot be written to %s: %s", path, problem.strerror)
            return
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        self._root.addHandler(self._handler)
        self._root.setLevel(logging.INFO)

    def close(self) -> None:
        """Send no more."""
        if self._handler is not None:
            self._root.removeHandler(self._handler)
            self._root.setLevel(self._level)
            with suppress(OSError):  # a full disk, which has been told of
                self._handler.close()


class SharedFileHandler(RotatingFileHandler):
    """Starts a new file when this one is full, and keeps three older ones, whoever else writes to it.

    When two programs find the file full, the first puts it aside and the second only opens the new one. Where it cannot
    be put aside, for on Windows nobody may rename what another has open, it grows until that one is closed.

    When the disk is full, messages are lost, and one line on standard error says so; the program goes on.

    Raises
    ------
    OSError
        The file cannot be opened.
    """

    def __init__(self, path: Path, most_bytes: int = _LOG_BYTES) -> None:
        super().__init__(path, maxBytes=most_bytes, backupCount=_OLDER_FILES, encoding="utf-8")
        self._path = path
        self._told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in the standard library
        """Say once that the disk fails; what is wrong with a message itself is a bug and is told as ever."""
        problem = sys.exc_info()[1]
        if not isinstance(problem, OSError):
            super().handleError(record)
        elif not self._told:
            self._told = True
            # A program without a console has no standard error, or one that is closed.
            if sys.stderr is not None:
                with suppress(OSError, ValueError):
                    reason = problem.strerror or problem
                    sys.stderr.write(f"The program's messages can no longer be written to {self._path}: {reason}\n")

    def doRollover(self) -> None:  # noqa: N802 - its name in the standard library
        """Put the file aside if it is still the full one, and go on in a file of that name."""
        full, self.stream = self.stream, None
        if full is not None:
            with suppress(OSError):  # its last message has no room on the disk
                full.close()
        with suppress(OSError):
            # A small one is new: another program has put the full one aside.
            if self._path.stat().st_size >= self.maxBytes // 2:
                # First this one, under a name of its own: if that fails, the older ones must stay where they are.
                aside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
                self._path.replace(aside)
                older = [self._path.with_name(f"{self._path.name}.{number}") for number in range(_OLDER_FILES, 0, -1)]
                for newer, old in zip([*older[1:], aside], older, strict=True):
                    with suppress(FileNotFoundError):
                        newer.replace(old)
        self.stream = self._open()
