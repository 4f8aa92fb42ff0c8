"""What can go wrong with backups, merging and archiving, told to a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.errors import HistoryError
from leukdesk.language import tr, tr_said


class BackupCancelledError(HistoryError):
    """The backup was stopped; none was made."""

    code: ClassVar[str] = "backup-cancelled"

    def __init__(self) -> None:
        super().__init__(tr("The backup was cancelled. The earlier ones are as they were."))


class HistoryUnsoundError(HistoryError):
    """The log is damaged or was changed; it was not backed up, and the earlier backups stay."""

    code: ClassVar[str] = "history-unsound"

    def __init__(self, problems: Sequence[str], heads: Sequence[KnownHead] = ()) -> None:
        super().__init__(
            tr(
                "No backup was made, since the log is not sound, and the earlier backups are as they were. {problem} "
                "Restore the newest backup: History > Backups and restore, or leukdesk history restore latest."
            ).format(problem=tr_said(problems[0]))
        )
        self.problems, self.heads = tuple(problems), tuple(heads)


class BackupUnsoundError(HistoryError):
    """A backup is not what it was when it was made, or was not written as it should have been."""

    code: ClassVar[str] = "backup-unsound"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            tr(
                "The backup {path} cannot be used: {reason}. The log was left as it is. Choose another backup; they "
                "are listed with: leukdesk history backups"
            ).format(path=path, reason=reason)
        )


class BackupUnknownError(HistoryError):
    """No backup has this name."""

    code: ClassVar[str] = "no-such-backup"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("There is no backup {name}. List the backups with: leukdesk history backups").format(name=repr(name))
        )


class MergeError(HistoryError):
    """A log was not taken in; the others were, and the merged log is sound."""

    code: ClassVar[str] = "merge"

    def __init__(self, source: Path, reason: str) -> None:
        super().__init__(tr("The log of {source} was not taken in: {reason}").format(source=source, reason=reason))


class MergeCancelledError(HistoryError):
    """Merging was stopped; of the log that was being taken in there is nothing."""

    code = "merge-cancelled"

    def __init__(self, source: Path) -> None:
        super().__init__(
            tr("Merging was cancelled: of the log of {source} nothing was taken in. Those before it were.").format(
                source=source
            )
        )


class ArchiveCancelledError(HistoryError):
    """Archiving was stopped; every picture is where it was."""

    code: ClassVar[str] = "archive-cancelled"

    def __init__(self) -> None:
        super().__init__(tr("Archiving was cancelled. Every picture is where it was."))


class ArchiveError(HistoryError):
    """No archive was made; every picture is where it was."""

    code = "archive"

    def __init__(self, reason: str) -> None:
        super().__init__(tr("Nothing was archived, and every picture is where it was: {reason}").format(reason=reason))
