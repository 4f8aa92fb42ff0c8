"""Room on the disks of the log and of the backups, looked at now and then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leukdesk.gui.banner import Tone

WATCH_MILLISECONDS = 60_000

WARN_BELOW = 2 * 10**9
"""Bytes: a day of hands-free capture of 1.3-megapixel fields (2 MB each, a thousand a day) still has room."""
FAIL_BELOW = 200 * 10**6
"""Bytes: about a hundred fields; the write-ahead log and a backup's copy of a small log need some of them."""
TAKEN_BACK_ABOVE = 1.1
"""So many times the limit there must be before a message goes, or it would come and go with every picture."""


@dataclass(frozen=True)
class Room:
    """What is free on a disk.

    Attributes
    ----------
    key : str
        Of its message in the window.
    what : str
        What lies on it, in words.
    """

    key: str
    what: str
    folder: Path
    free: int


def look(data: Path, backups: Path | None) -> list[Room]:
    """Return the room on the log's disk, and on that of the second place for backups where that is another.

    A folder that is not there (a disk that is not connected) is left out.
    """
    found = []
    for key, what, folder in (("disk", "the history", data), ("backup-disk", "the backups", backups)):
        try:
            if folder is not None and (key == "disk" or folder.stat().st_dev != data.stat().st_dev):
                found.append(Room(key, what, folder, shutil.disk_usage(folder).free))
        except OSError:
            continue
    return found


class DiskWords:
    """Decides what is said of the room, and when it is taken back."""

    def __init__(self) -> None:
        self._said: dict[str, Tone] = {}

    def read(self, rooms: list[Room]) -> Iterator[tuple[str, str, Tone | None]]:
        """Yield the key, sentence and tone of each message that has changed; no tone where it is to go."""
        for room in rooms:
            tone = self._tone(room)
            if tone == self._said.get(room.key):
                continue
            if tone is None:
                del self._said[room.key]
                yield room.key, "", None
            else:
                self._said[room.key] = tone
                yield room.key, _sentence(room, tone), tone

    def _tone(self, room: Room) -> Tone | None:
        before = self._said.get(room.key)
        fail = FAIL_BELOW * (TAKEN_BACK_ABOVE if before is Tone.ERROR else 1)
        warn = WARN_BELOW * (TAKEN_BACK_ABOVE if before is not None else 1)
        if room.free < fail:
            return Tone.ERROR
        return Tone.WARNING if room.free < warn else None


def _sentence(room: Room, tone: Tone) -> str:
    free = f"{room.free / 1e9:.1f} GB" if room.free >= 10**9 else f"{room.free / 1e6:.0f} MB"
    begin = f"The disk of {room.what} ({room.folder}) has only {free} left."
    if room.key != "disk":
        return f"{begin} Remove what is not needed there, or choose another place for the backups."
    if tone is Tone.ERROR:
        return f"{begin} Soon nothing can be logged any more: free some space now."
    return f"{begin} Free some space, or move old pictures into an archive (History > Archive old pictures)."
