"""What a source of frames is, and how it is named."""

from __future__ import annotations

import re
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError

_USER_AND_PASSWORD = re.compile(r"(?<=://)[^/]*@")
# Cameras take them in the query, and some in the path. The value goes on to the next "&", whatever else is in it:
# rather too much is cut away than half a password left.
_CREDENTIAL = re.compile(
    r"(?<=[?&;/])(user|usr|username|login|loginuse|loginpas|pwd|pass|passwd|password|auth|token|access_token|key|apikey"
    r"|api_key)=[^&]*&?",
    re.IGNORECASE,
)


def without_password(address: str) -> str:
    """Return a source's address as it may be shown, logged and remembered: without user, password and access key.

    What is no address, such as a camera's name or a file's, stays as it is.
    """
    if "://" not in address:
        return address
    public, cut = _CREDENTIAL.subn("", _USER_AND_PASSWORD.sub("", address))
    return public.rstrip("?&;") if cut else public


class SourceError(LeukdeskError):
    """A source of frames does not work; the sentences say which, and what to do."""

    code = "source"


class SourceSpecError(SourceError):
    """The words that name a source are not understood."""

    code = "source-unknown"


class SourceNotFoundError(SourceError):
    """The camera is not connected, or the file is not there."""

    code = "source-not-found"


class SourceOpenError(SourceError):
    """The source is there, or may be, but gives no video."""

    code = "source-not-opened"


class SourceLostError(SourceError):
    """The source worked and has stopped."""

    code = "source-lost"


class FrameSource(Protocol):
    """Something that gives one picture after another.

    All methods are called from one thread, the grabber's; any of them may block.
    """

    @property
    def name(self) -> str:
        """What a person calls it; it goes into the log, so it holds no password."""
        ...

    @property
    def nominal_fps(self) -> float:
        """Frames a second that the source promises; valid once it is open, 0 when it promises nothing."""
        ...

    @property
    def live(self) -> bool:
        """Whether it is a device, which sets its own pace.

        A source that is not live, a file or a rendered scene, answers every read at once unless its drive hangs:
        whoever reads keeps the pace of ``nominal_fps``, and a picture that repeats means nothing.
        """
        ...

    def open(self) -> None:
        """Connect.

        Raises
        ------
        SourceError
            With a sentence for the user.
        """
        ...

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, uint8 (H, W, 3) RGB, in memory of its own; None at the end of a file.

        Raises
        ------
        SourceError
            The device stopped.
        """
        ...

    def close(self) -> None:
        """Let go of the device. May be called again, or without ``open``."""
        ...
