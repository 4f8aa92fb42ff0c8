"""Whether a folder lies on a disk of this computer.

A write-ahead log needs memory that all its users share and locks that hold; network file systems give neither, and
damage is found weeks later (https://sqlite.org/wal.html, "Overview").
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from pathlib import Path, PurePath

from leukdesk.language import tr

# As the third column of /proc/mounts has them.
NETWORK_TYPES = frozenset(
    (
        "afs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.rclone",
        "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3",
        "smbfs", "vboxsf",
    )
)  # fmt: skip
_DRIVE_REMOTE = 4


def why_not_local(folder: Path) -> str | None:
    """Return why a log cannot be kept in a folder, as the middle of a sentence; None when it can, as far as known."""
    folder = folder.resolve()
    if is_network_name(folder) or _is_network_drive(folder):
        return tr("it is a network folder, where a log can be damaged")
    with suppress(OSError):
        kind = mount_type(folder, Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
        if kind in NETWORK_TYPES:
            return tr("it is a network folder (of type {kind}), where a log can be damaged").format(kind=kind)
    return None


def is_network_name(path: PurePath) -> bool:
    r"""Tell whether a Windows path names a computer: ``\\server\share`` or ``\\?\UNC\server\share``."""
    anchor = path.anchor.upper()
    if anchor.startswith(("\\\\?\\", "\\\\.\\")):
        return anchor.startswith("\\\\?\\UNC\\")
    return anchor.startswith("\\\\")


def mount_type(folder: Path, mounts: str) -> str | None:
    """Return the type of the file system that a folder is on.

    Parameters
    ----------
    folder : Path
        Absolute, without links.
    mounts : str
        The text of ``/proc/self/mounts``.
    """
    deepest, kind = -1, None
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = Path(_unescaped(parts[1]))
        # Of two mounts on one folder the later one is seen.
        if folder.is_relative_to(place) and len(place.parts) >= deepest:
            deepest, kind = len(place.parts), parts[2]
    return kind


def _unescaped(name: str) -> str:
    r"""Undo the octal escapes of /proc/mounts: ``\040`` is a blank."""
    for code in ("\\040", "\\011", "\\012", "\\134"):
        name = name.replace(code, chr(int(code[1:], 8)))
    return name


def _is_network_drive(folder: Path) -> bool:
    """Tell whether a Windows drive letter stands for a network folder."""
    if os.name != "nt":
        return False
    drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)  # type: ignore[attr-defined,unused-ignore]
    return drive_type == _DRIVE_REMOTE
