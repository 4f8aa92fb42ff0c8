"""What can go wrong when the program puts itself on a station, in sentences."""

from __future__ import annotations

import errno
from pathlib import Path

from leukdesk.errors import LeukdeskError
from leukdesk.files import NO_ROOM, NOT_ALLOWED
from leukdesk.language import number, tr


class InstallError(LeukdeskError):
    """The program could not be put on this station, or not be taken away."""

    code = "install"


class InstallCancelledError(InstallError):
    """Somebody cancelled it; nothing half done is left."""

    code = "install-cancelled"

    def __init__(self) -> None:
        super().__init__(tr("Unpacking was cancelled. Nothing of it is left."))


class CopyInUseError(InstallError):
    """A copy on this station is running."""

    code = "install-in-use"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("The copy in {folder} is in use and stays. Close every window of Leukdesk, then try again.").format(
                folder=folder
            )
        )


class CannotWriteError(InstallError):
    """A file or folder cannot be written or removed."""

    code = "install-failed"

    def __init__(self, path: Path, problem: OSError) -> None:
        super().__init__(
            tr("{path} cannot be written or removed: {reason}. {advice}").format(
                path=path, reason=_reason(problem), advice=_advice(problem)
            )
        )


class CannotReadError(InstallError):
    """A file of the program itself cannot be read: the stick was pulled, or is damaged."""

    code = "install-source"

    def __init__(self, path: Path, problem: OSError) -> None:
        super().__init__(
            tr("The program's own file {path} cannot be read: {reason}. Start it again from an undamaged copy.").format(
                path=path, reason=problem.strerror or problem
            )
        )


class NoRoomError(InstallError):
    """The disk is too full for a copy."""

    code = "install-disk-full"

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            tr(
                "There is no room for a copy in {folder}: it takes {needed} MB, and {free} MB are free. "
                "Free some space, then try again."
            ).format(folder=folder, needed=number(megabytes(needed)), free=number(megabytes(free)))
        )


class NothingRunsThereError(InstallError):
    """The disk of the user's own folders is set up so that no program can be started from it."""

    code = "install-noexec"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr(
                "No program can be started from {folder}: its disk is set up so (noexec). Go on starting the single "
                "file, or ask whoever looks after this computer."
            ).format(folder=folder)
        )


class NotOursError(InstallError):
    """Something that this program did not make has the name of its menu entry."""

    code = "install-not-ours"

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} was not made by this program, and stays as it is. Move it away, then try again.").format(
                path=path
            )
        )


def megabytes(count: int) -> int:
    """Return a number of bytes in megabytes, as a person is told: rounded up."""
    return -(-count // 1000**2)


def _reason(problem: OSError) -> str:
    if problem.errno in NO_ROOM:
        return tr("the disk is full")
    if problem.errno in NOT_ALLOWED:
        return tr("nothing may be written there")
    return problem.strerror or str(problem)


def _advice(problem: OSError) -> str:
    if problem.errno in NO_ROOM:
        return tr("Free some space, then try again.")
    if problem.errno in NOT_ALLOWED or problem.errno == errno.ENOTDIR:
        return tr("Give the user of this station the right to write there, then try again.")
    return tr("See to that disk, then try again.")
