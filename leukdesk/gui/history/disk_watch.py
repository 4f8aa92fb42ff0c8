"""Room on the disks of the log and of the backups, looked at now and then."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from leukdesk.gui.history.long_job import LongJob
from leukdesk.gui.memory import Memory
from leukdesk.gui.parts.banner import Tone
from leukdesk.language import marked, tr

WATCH_MILLISECONDS, WATCH_LOW_MILLISECONDS = 60_000, 5_000
"""Between two looks, and while there is little room: the user is making some, and waits for the message to go."""

WARN_BELOW = 2 * 10**9
"""Bytes: a day of hands-free capture of 1.3-megapixel fields (2 MB each, a thousand a day) still has room."""
FAIL_BELOW = 200 * 10**6
"""Bytes: about a hundred fields; the write-ahead log and a backup's copy of a small log need some of them."""
FULL_BELOW = 10**6
"""Bytes: not even a row and its thumbnail find room."""
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
        What lies on it, in words that are marked for translation.
    """

    key: str
    what: str
    folder: Path
    free: int


def of_the_history(data: Path) -> Room | None:
    """Return the room on the log's disk; None where it does not say."""
    try:
        return Room("disk", marked("the history"), data, shutil.disk_usage(data).free)
    except OSError:
        return None


def of_the_backups(data: Path, folder: Path) -> Room | None:
    """Return the room on the disk of the second place for backups.

    None where it is that of the log, or where the folder is not there (a disk that is not connected).
    """
    try:
        if folder.stat().st_dev == data.stat().st_dev:
            return None
        return Room("backup-disk", marked("the backups"), folder, shutil.disk_usage(folder).free)
    except OSError:
        return None


class DiskWords:
    """Decides what is said of the room, and when it is taken back."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Tone, int]] = {}

    @property
    def low(self) -> bool:
        """Whether a message stands."""
        return bool(self._said)

    def read(self, key: str, room: Room | None) -> Iterator[tuple[str, str, Tone | None]]:
        """Yield the key, sentence and tone of a message that has changed; no tone where it is to go.

        What is left is said anew when it is half or twice of what was said. None for a disk that is not there, or is
        no longer one to be watched: nothing is said of it.
        """
        tone = None if room is None else self._tone(room)
        if room is None or tone is None:
            if self._said.pop(key, None) is not None:
                yield key, "", None
            return
        free = max(room.free, FULL_BELOW)
        before, said = self._said.get(key, (None, 0))
        if tone is not before or not said / 2 < free < said * 2:
            self._said[key] = tone, free
            yield key, _sentence(room, tone), tone

    def _tone(self, room: Room) -> Tone | None:
        before, _ = self._said.get(room.key, (None, 0))
        fail = FAIL_BELOW * (TAKEN_BACK_ABOVE if before is Tone.ERROR else 1)
        warn = WARN_BELOW * (TAKEN_BACK_ABOVE if before is not None else 1)
        if room.free < fail:
            return Tone.ERROR
        return Tone.WARNING if room.free < warn else None


class RoomWatch(QObject):
    """Asks every disk on a thread of its own: one that does not answer holds nothing up, not even the other disk."""

    warned = Signal(str, str, object)
    recovered = Signal(str)
    looked = Signal()
    """The log's disk was asked, as it is every minute."""

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._data: Path | None = None
        self._words = DiskWords()
        self._asked: list[LongJob] = []
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._due = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)

    def start(self, data: Path) -> None:
        """Look now, and then every minute."""
        self._data = data
        self._timer.start()
        self.look()

    def look(self) -> None:
        """See how much room the disks have."""
        self._due = True
        self._look()

    def _look(self) -> None:
        data, folder = self._data, self._memory.settings.backup_folder.strip()
        if data is None:
            return
        self._ask("disk", lambda: of_the_history(data))
        self._ask("backup-disk", lambda: of_the_backups(data, Path(folder)) if folder else None)

    def leave(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._soon.stop()
        for job in self._asked:
            job.leave()

    def join(self, timeout: float) -> bool:
        """Wait for the disks; False where one does not answer."""
        return all(job.join(timeout) for job in [*self._asked])

    def _ask(self, key: str, work: Callable[[], Room | None]) -> None:
        if any(job.name == key for job in self._asked):
            return  # it has not answered yet
        job = LongJob(key, lambda *_: work(), lambda room: self._tell(key, room), _fail)
        self._asked.append(job)
        job.over.connect(self._asked.remove)
        job.start()

    def _tell(self, key: str, room: Room | None) -> None:
        for _, sentence, tone in self._words.read(key, room):
            if tone is None:
                self.recovered.emit(key)
            else:
                self.warned.emit(key, sentence, tone)
        if self._words.low and self._timer.isActive():
            self._soon.start(WATCH_LOW_MILLISECONDS)
        if key == "disk" and self._due:
            self._due = False
            self.looked.emit()


def _fail(problem: Exception) -> None:
    raise problem


def _sentence(room: Room, tone: Tone) -> str:
    if room.free < FULL_BELOW:
        begin = tr("The disk of {what} ({folder}) is full.")
    elif room.free >= 10**9:
        begin = tr("The disk of {what} ({folder}) has only {free:.1f} GB left.")
    else:
        begin = tr("The disk of {what} ({folder}) has only {free:.0f} MB left.")
    free = room.free / (1e9 if room.free >= 10**9 else 1e6)
    return f"{begin.format(what=tr(room.what), folder=room.folder, free=free)} {_what_to_do(room, tone)}"


def _what_to_do(room: Room, tone: Tone) -> str:
    if room.key != "disk":
        return tr("Remove what is not needed there, or choose another place for the backups.")
    if room.free < FULL_BELOW:
        return tr("Nothing can be logged until there is room again: free some space now.")
    if tone is Tone.ERROR:
        return tr("Soon nothing can be logged any more: free some space now.")
    return tr("Free some space, or move old pictures into an archive (History > Archive old pictures).")
