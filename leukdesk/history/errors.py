"""What can go wrong with the log, told to a person."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from leukdesk.errors import LeukdeskError
from leukdesk.language import Said, marked, tr_said


class HistoryError(LeukdeskError):
    """The log could not do what was asked; nothing of it was stored."""

    code: ClassVar[str] = "history"

    def __init__(self, said: str) -> None:
        super().__init__(tr_said(said))
        self.said = said
        """What happened; in English, to be stored, where it is `Said`."""


class HistoryBusyError(HistoryError):
    """Another program kept the log to itself for longer than the waiting time."""

    code = "history-busy"

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            Said(
                marked(
                    "The log {path} was held by another program for more than {seconds:g} seconds, and nothing was "
                    "stored. Wait for a backup or another Leukdesk to finish, or close it, and try again."
                ),
                path=path,
                seconds=seconds,
            )
        )


class HistoryNewerError(HistoryError):
    """The log was written by a later version of the program."""

    code = "history-newer"

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            Said(
                marked(
                    "The log {path} was written by a newer Leukdesk (format {found}; this program knows up to "
                    "{known}). It was left as it is. Start the newer program, or choose another folder with "
                    "--data-dir."
                ),
                path=path,
                found=found,
                known=known,
            )
        )


class SqliteTooOldError(HistoryError):
    """The SQLite library here lacks what the log is made with."""

    code = "sqlite-too-old"

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            Said(
                marked(
                    "The SQLite library of this Python is version {found}, and the log needs {needed} or later, with "
                    "its full-text search (FTS5). Use a newer Python, or the executable of Leukdesk, which brings its "
                    "own."
                ),
                found=found,
                needed=needed,
            )
        )


class HistoryReadOnlyError(HistoryError):
    """The log or a picture of it may not be written."""

    code = "history-read-only"

    def __init__(self, path: Path) -> None:
        super().__init__(
            Said(
                marked(
                    "{path} may not be written to, and nothing was stored. Give the user of this station the right to "
                    "write there, or choose another folder with --data-dir."
                ),
                path=path,
            )
        )


class DiskFullError(HistoryError):
    """There is no room for a picture, a row or an export."""

    code = "disk-full"

    def __init__(self, path: Path) -> None:
        super().__init__(
            Said(
                marked(
                    "There is no room left on the disk of {path}, so this was not stored. Free some space and try "
                    "again."
                ),
                path=path,
            )
        )


class HistoryDiskError(HistoryError):
    """The disk failed in another way."""

    code = "history-disk"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Said(
                marked(
                    "The disk of {path} reported an error ({reason}), and nothing was stored. See that the disk is "
                    "connected and sound, then start the program again."
                ),
                path=path,
                reason=reason,
            )
        )


class HistoryDamagedError(HistoryError):
    """The file is a database, but parts of it make no sense; ``reason`` is what SQLite or the log's rules say."""

    code = "history-damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Said(
                marked(
                    "The log {path} is damaged ({reason}). Nothing was changed in it. Copy the whole data folder to a "
                    "safe place, then open the window, which goes on from the last good backup, or restore a backup "
                    "yourself."
                ),
                path=path,
                reason=reason,
            )
        )
        self.reason = reason


class HistoryLocationError(HistoryError):
    """The data folder lies where a log cannot be kept safely."""

    code = "history-location"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Said(
                marked(
                    "The log cannot be kept in {path}: {reason}. Choose a folder on a disk of this computer with "
                    "--data-dir."
                ),
                path=path,
                reason=reason,
            )
        )


class HistoryClosedError(HistoryError):
    """The log was used after it had been closed."""

    code = "history-closed"

    def __init__(self, path: Path) -> None:
        super().__init__(
            Said(marked("The log {path} has been closed, and nothing was stored. Start the program again."), path=path)
        )


class RecordNotFoundError(HistoryError):
    """No row has this number."""

    code = "no-such-record"

    def __init__(self, path: Path, record_id: int) -> None:
        super().__init__(
            Said(
                marked("The log {path} has no record {record_id}. List the records with: leukdesk history list"),
                path=path,
                record_id=record_id,
            )
        )


class RecordReplacedError(HistoryError):
    """A row is another one than the one that was looked at: the log was replaced meanwhile."""

    code = "record-replaced"

    def __init__(self, path: Path, record_id: int) -> None:
        super().__init__(
            Said(
                marked(
                    "Record {record_id} of the log {path} is not the one that was shown: the log was restored "
                    "meanwhile. Nothing was changed. Look at the record again, then decide."
                ),
                record_id=record_id,
                path=path,
            )
        )


class PictureMissingError(HistoryError):
    """The stored picture of a record is gone."""

    code = "picture-missing"

    def __init__(self, path: Path, record_id: int) -> None:
        super().__init__(
            Said(
                marked(
                    "The picture of record {record_id} is missing: {path}. The record itself is unharmed. The backups "
                    "keep pictures under the same name, in their folder pictures: copy the file from there."
                ),
                record_id=record_id,
                path=path,
            )
        )


class PictureChangedError(HistoryError):
    """The stored picture of a record is not the one that was analysed."""

    code = "picture-changed"

    def __init__(self, path: Path, record_id: int) -> None:
        super().__init__(
            Said(
                marked(
                    "The stored picture of record {record_id} is not the one that was analysed, or cannot be read: "
                    "{path}. It was damaged or changed after it was stored. Backups in another place keep pictures "
                    "under the same name, in their folder pictures: copy the file from there (those beside the log "
                    "share its files)."
                ),
                record_id=record_id,
                path=path,
            )
        )
