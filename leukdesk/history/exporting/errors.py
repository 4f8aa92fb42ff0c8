"""What can go wrong with an export, told to a person."""

from __future__ import annotations

from pathlib import Path

from leukdesk.history.errors import HistoryError


class ExportError(HistoryError):
    """The file could not be written; an earlier one of that name is as it was."""

    code = "export"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The log could not be exported to {path}: {reason}. Close the file in other programs, or choose another "
            "name or folder."
        )


class ExportCancelledError(HistoryError):
    """The user stopped the export; an earlier file of that name is as it was."""

    code = "cancelled"

    def __init__(self, path: Path) -> None:
        super().__init__(f"The export to {path} was cancelled; nothing was written.")


class FormatError(HistoryError):
    """The records cannot be written in this format; nothing was written."""

    code = "export-format"
