"""The newest event's number and hash, kept beside the log.

SQLite cuts a damaged write-ahead log off at the first bad page and says nothing, so an acknowledged record could go
unseen. Whoever opens the log compares it with this file: one that is older than the log is usual (the program was
killed in between, or the power failed), one that is newer proves that the log has lost its end. It is written after
each commit, without waiting for the disk: the commit itself was waited for.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from pathlib import Path

from leukdesk.history.chain import Head

ENDING = ".head"
_NUMBER, _HASH, _SUM = 19, 64, 8  # characters
_LENGTH = _NUMBER + _HASH + _SUM + 3


def head_file(database: Path) -> Path:
    """Return the file that belongs to a log."""
    return database.with_name(database.name + ENDING)


def keep_head(database: Path, head: Head) -> None:
    """Write what the newest event is, unless a newer one is known.

    A failure passes unsaid: the event is in the log, and an older head is as good as none.
    """
    known = kept_head(database)
    if known is not None and known.id >= head.id:
        return
    text = f"{head.id:0{_NUMBER}d} {head.hash.hex()}"
    line = f"{text} {zlib.crc32(text.encode()):08x}\n".encode()
    with suppress(OSError):
        # Over the old one and in one piece: no room is needed for it on a full disk.
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(head_file(database), flags, 0o644)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)


def kept_head(database: Path) -> Head | None:
    """Return what was written last; None where nothing was, or where it cannot be read."""
    try:
        line = head_file(database).read_bytes()
    except OSError:
        return None
    text, _, checksum = line.rstrip(b"\n").rpartition(b" ")
    if len(line) != _LENGTH or checksum != f"{zlib.crc32(text):08x}".encode():
        return None
    number, _, digest = text.decode().partition(" ")
    return Head(int(number), bytes.fromhex(digest))
