"""Why a picture could not be read: one class, and one stable code, for every reason."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from leukdesk.errors import LeukdeskError
from leukdesk.language import marked, tr


class PictureError(LeukdeskError):
    """A picture, or a folder of pictures, that cannot be used.

    Parameters
    ----------
    path : Path
        The file or folder.
    detail : str
        What is particular to this file, as the end of the first sentence; most classes need none.
    """

    code: ClassVar[str] = "picture"
    sentence: ClassVar[str] = marked("'{path}' cannot be read: {detail}.")

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(tr(self.sentence).format(path=path, detail=detail))
        self.path = path
        self.detail = detail


class PictureNotFoundError(PictureError):
    """There is nothing of that name."""

    code = "not-found"
    sentence = marked(
        "There is no file '{path}'. Check the name, and that its drive or network folder is still connected."
    )


class PictureIsDirectoryError(PictureError):
    """A folder was given where one picture is needed."""

    code = "is-directory"
    sentence = marked("'{path}' is a folder, not a picture. Open the pictures in it instead.")


class NotAFileError(PictureError):
    """A device, a pipe or a socket."""

    code = "not-a-file"
    sentence = marked("'{path}' is a device or a pipe, not a file. Save the picture as a file and open that.")


class NoPermissionError(PictureError):
    """The account may not read the file or folder."""

    code = "no-permission"
    sentence = marked(
        "This account is not allowed to read '{path}'. Ask for read permission, or copy it to a folder of your own."
    )


class EmptyFileError(PictureError):
    """Zero bytes."""

    code = "empty"
    sentence = marked("'{path}' is empty (0 bytes): it was never written, or the copy failed. Save or copy it again.")


class NotAnImageError(PictureError):
    """The content is none of the formats that can be read."""

    code = "not-an-image"
    sentence = marked(
        "'{path}' is not a picture that can be read. JPEG, PNG, BMP, TIFF and WebP can; export it as one of these."
    )


class UnsupportedPictureError(PictureError):
    """A format that can be read, in a variant that cannot be read faithfully."""

    code = "unsupported"
    sentence = marked(
        "'{path}' holds {detail}, which cannot be read. Export it as an 8- or 16-bit RGB or grey TIFF or PNG."
    )


class TruncatedPictureError(PictureError):
    """The end of the file is missing."""

    code = "truncated"
    sentence = marked(
        "'{path}' is incomplete: the end of the file is missing. Copy or export it again from where it came."
    )


class DamagedPictureError(PictureError):
    """The content contradicts itself, or could not be decoded."""

    code = "damaged"
    sentence = marked("'{path}' is damaged: {detail}. Copy or export it again from where it came.")


class PictureTooLargeError(PictureError):
    """More pixels or bytes than a station can hold."""

    code = "too-large"
    sentence = marked(
        "'{path}' is too large: {detail}. Export the part that matters, or the whole at a lower resolution."
    )


class PictureUnreadableError(PictureError):
    """The operating system failed while reading."""

    code = "unreadable"
    sentence = marked("'{path}' could not be read: {detail}. Check the drive or network folder, then try again.")
