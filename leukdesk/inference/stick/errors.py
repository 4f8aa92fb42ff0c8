"""What can go wrong with a model package's file, its signature, and what a station has installed."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from leukdesk.errors import LeukdeskError
from leukdesk.language import tr


class StickError(LeukdeskError):
    """Nothing was installed, removed or changed."""

    code: ClassVar[str] = "model-file"


class ContentsProblem(Exception):  # noqa: N818 - it becomes a PackageFileError once the file is known
    """What is wrong with what a package's file holds, as the end of a sentence."""


class PackageFileError(StickError):
    """A file is no model package that may be installed."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(
            tr(
                "The model package {file} is refused: {reason}. Nothing of it was installed. Copy the file once more, "
                "or ask whoever made it for another one."
            ).format(file=path, reason=reason)
        )


class PackageUnreadableError(StickError):
    """A file cannot be read: it is not there, or the stick was taken out."""

    code = "model-file-unreadable"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            tr(
                "The file {file} cannot be read: {reason}. Nothing was installed. See that the stick is in and the "
                "file is there, then try again."
            ).format(file=path, reason=reason)
        )


class WrongSignatureError(StickError):
    """The signature is not one of the file's contents."""

    code = "model-file-signature"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            tr(
                "The model package {file} is refused: {reason}. It was changed after it was signed, or is no package "
                "of whoever it names. Do not use it; tell whoever made it."
            ).format(file=path, reason=reason)
        )


class CancelledError(StickError):
    """The user thought better of it."""

    code = "model-file-cancelled"

    def __init__(self) -> None:
        super().__init__(tr("Cancelled: the models are as they were."))


class KeyFileError(StickError):
    """A file of a key cannot be made or read, or a text is no key."""

    code = "signing-key"


class TrustedKeysError(StickError):
    """The file of the station's trusted keys cannot be read or written."""

    code = "trusted-keys"


class InstalledError(StickError):
    """What is installed cannot be read or changed."""

    code = "installed-models"

    @classmethod
    def of_disk(cls, path: Path, problem: OSError) -> InstalledError:
        """Return the error that a failed file operation means."""
        return cls(
            tr(
                "The models below {folder} could not be changed: {reason}. They are as they were. See that the disk "
                "has room and that the folder can be written to."
            ).format(folder=path, reason=problem.strerror or str(problem))
        )
