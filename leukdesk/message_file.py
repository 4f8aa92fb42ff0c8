"""The file that the program's own messages go to; several programs may share it."""

from __future__ import annotations

import logging
import os
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
            self._handler.close()


class SharedFileHandler(RotatingFileHandler):
    """Starts a new file when this one is full, and keeps three older ones, whoever else writes to it.

    When two programs find the file full, the first puts it aside and the second only opens the new one. Where it cannot
    be put aside, for on Windows nobody may rename what another has open, it grows until that one is closed.
    """

    def __init__(self, path: Path, most_bytes: int = _LOG_BYTES) -> None:
        super().__init__(path, maxBytes=most_bytes, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)
        self._path = path

    def doRollover(self) -> None:  # noqa: N802 - its name in the standard library
        """Put the file aside if it is still the full one, and go on in a file of that name."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
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
