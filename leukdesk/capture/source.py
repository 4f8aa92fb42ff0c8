"""What a source of frames is, and how it is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import Control, Value
from leukdesk.errors import LeukdeskError
from leukdesk.imaging.frame import KnownCells

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


def key_of(spec: str) -> str:
    """Return the lasting key of the source that a spec names, before it is opened.

    A camera that is named by its name has another key; that shows when it is open.
    """
    spec = spec.strip()
    return "virtual" if spec.startswith("virtual:") else without_password(spec)


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


class ReconnectError(SourceError):
    """No fault: what was set takes effect when the source is opened again, and this is to be done at once.

    Raised by ``read`` after ``change``.
    """

    code = "source-reconnect"


class FrameSource(Protocol):
    """Something that gives one picture after another.

    All methods are called from one thread, the grabber's; any of them may block.
    """

    @property
    def name(self) -> str:
        """What a person calls it; it goes into the log, so it holds no password."""
        ...

    @property
    def key(self) -> str:
        """What this source is recognised by another day: a camera's lasting key, an address, "virtual"."""
        ...

    @property
    def controls(self) -> tuple[Control, ...]:
        """What can be set on it, with the values in force; empty before it is open, and for what has nothing to set.

        May be read from another thread, so it is replaced as a whole.
        """
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what opening it had to do without, such as formats that gave no picture."""
        ...

    @property
    def known_cells(self) -> KnownCells | None:
        """What tells which cells, but for red ones, are in the picture read last; None for all but rendered scenes."""
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

    def open(self, wanted: Mapping[str, Value]) -> None:
        """Connect.

        Parameters
        ----------
        wanted : mapping of a control's id to its value
            As it was last set; what the device does not have or does not take is left as the device has it.

        Raises
        ------
        SourceError
            With a sentence for the user.
        """
        ...

    def change(self, control_id: str, value: Value) -> None:
        """Set one control; what came of it is seen in ``controls``. An unknown one is ignored."""
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
