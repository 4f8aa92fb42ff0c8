"""What can go wrong with an export, told to a person."""

from __future__ import annotations

from pathlib import Path

from leukdesk.history.errors import HistoryError, PictureChangedError, PictureMissingError
from leukdesk.history.safety.archive_reading import PictureArchivedError
from leukdesk.language import Said, marked, tr


class ExportError(HistoryError):
    """The file could not be written; an earlier one of that name is as it was."""

    code = "export"

    def __init__(
        self,
        path: Path,
        reason: str,
        advice: str = "",
    ) -> None:
        advice = advice or tr("Close the file in other programs, or choose another name or folder.")
        words = tr("The log could not be exported to {path}: {reason}. {advice}")
        super().__init__(words.format(path=path, reason=reason, advice=advice))


class ExportCancelledError(HistoryError):
    """The user stopped the export; an earlier file of that name is as it was."""

    code = "cancelled"

    def __init__(self, path: Path) -> None:
        super().__init__(tr("The export to {path} was cancelled; nothing was written.").format(path=path))


class FormatError(HistoryError):
    """The records cannot be written in this format; nothing was written."""

    code = "export-format"


class RecordTooLargeError(HistoryError):
    """A record cannot be written in a format that can hold others."""

    code = "record-too-large"


LEFT_OUT = (PictureMissingError, PictureChangedError, PictureArchivedError, RecordTooLargeError)
"""What concerns one record alone: it is left out, and the others are written."""


def without_place(problem: HistoryError, record_id: int) -> str:
    """Say why a record's picture could not be written, for others than this station; in English, to be stored.

    The error's own sentence names a folder of this station, which is nobody's business who gets the export.
    """
    if isinstance(problem, RecordTooLargeError):
        return problem.said
    match problem:
        case PictureMissingError():
            text = marked("The stored picture of record {record} is missing.")
        case PictureArchivedError():
            text = marked("The stored picture of record {record} was moved into an archive, which is not at hand.")
        case _:
            text = marked("The stored picture of record {record} is damaged, or cannot be read.")
    return Said(text, record=record_id)
