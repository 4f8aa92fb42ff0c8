"""A picture shown straight from the archive that it was moved into."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.history.errors import HistoryError
from leukdesk.history.safety.archive_table import archives_of, name_of, names_of
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.language import tr


class PictureArchivedError(HistoryError):
    """The picture lies in an archive that is not at hand."""

    code: ClassVar[str] = "picture-archived"

    def __init__(self, archive: str, folders: Sequence[Path], record_id: int) -> None:
        where = tr(" or ").join(str(each) for each in folders)
        if folders:
            words = tr(
                "The picture of record {record} was moved into the archive {archive}, which is not in {where} now, or "
                "cannot be read. Connect the disk, or put the archive back there, to see the picture; the record "
                "itself is unharmed."
            )
        else:
            words = tr(
                "The picture of record {record} was moved into the archive {archive}, at another station. Put a copy "
                "of the archive into a folder, and name that as the folder of archives, to see the picture; the record "
                "itself is unharmed."
            )
        super().__init__(words.format(record=record_id, archive=archive, where=where))


def picture_from_archive(
    connection: sqlite3.Connection, sha256: str, record_id: int, told: Sequence[Path] = ()
) -> NDArray[np.uint8] | None:
    """Return an archived picture, uint8 (H, W, 3), RGB; None for one that was not archived.

    Parameters
    ----------
    told : sequence of Path
        Folders in which archives may lie as well.

    Raises
    ------
    PictureArchivedError
    """
    archives = archives_of(connection, sha256, told)
    for path in archives:
        try:
            with zipfile.ZipFile(path) as archive:
                return decoded(archive.read(name_of(sha256)), sha256)
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            continue
    if names := names_of(connection, sha256):
        folders = list(dict.fromkeys(each.parent for each in archives))
        raise PictureArchivedError(names[0], folders, record_id)
    return None


def decoded(content: bytes, sha256: str) -> NDArray[np.uint8]:
    """Return a stored picture: uint8 (H, W, 3), RGB.

    Raises
    ------
    ValueError
        It is not the picture with this hash.
    """
    from leukdesk.history import png

    picture = png.decoded(content)
    if pixels_sha256(picture) != sha256:
        raise ValueError("not the picture that was stored")
    return picture
