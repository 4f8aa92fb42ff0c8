"""In which sizes, rates and codes a camera's pictures are asked for, and which of them it really gives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import Value
from leukdesk.language import tr

# A format that has given no picture in so many seconds is passed over.
PICTURE_SECONDS = 4.0
# No more formats are tried after so many seconds: the grabber's patience ends soon after. The next try goes on.
ALL_SECONDS = 11.0
USUAL_RATE = 30.0
SIZES = (
    (3840, 2160), (2592, 1944), (2048, 1536), (1920, 1080), (1600, 1200), (1280, 1024), (1280, 960), (1280, 720),
    (1024, 768), (800, 600), (640, 480),
)  # fmt: skip
# Larger ones are for those who ask for them: most cameras send them a few times a second only.
_TRIED_SIZES = ((1920, 1080), (1280, 960), (1280, 720), (640, 480))


class Reader(Protocol):
    """An open camera, as :class:`leukdesk.capture.reader.VideoReader` is one."""

    is_open: bool

    def get(self, prop: int) -> float:
        """Return a property; -1 or 0 where the device does not have it."""
        ...

    def set(self, prop: int, value: float) -> bool:
        """Ask for a property; False where the device refuses."""
        ...

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, or None."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...


R = TypeVar("R", bound=Reader)


@dataclass(frozen=True)
class Format:
    """One way in which a camera may send pictures.

    Attributes
    ----------
    width, height : int
        0 for the camera's own choice.
    fps : float
        0 for the camera's own choice.
    code : str
        "MJPG": over USB 2 nothing larger than 640 x 480 comes fluently otherwise. Empty for the camera's own choice.
    """

    width: int = 0
    height: int = 0
    fps: float = 0.0
    code: str = ""

    def __str__(self) -> str:
        size = size_text(self.width, self.height) if self.width else tr("the camera's own size")
        return tr("{size} as {code}").format(size=size, code=self.code) if self.code else size


OWN = Format()


def size_text(width: int, height: int) -> str:
    """Return a size as a person reads it."""
    return f"{width} × {height}"


def size_from(text: object) -> tuple[int, int] | None:
    """Return the width and height that :func:`size_text` wrote; None for anything else."""
    if not isinstance(text, str):
        return None
    wide, cross, high = text.partition(" × ")
    if not (cross and wide.isascii() and wide.isdigit() and high.isascii() and high.isdigit()):
        return None
    size = int(wide), int(high)
    return size if min(size) > 0 else None


def rate_from(fps: object) -> float | None:
    """Return the pictures a second that are asked for; None for anything that is no rate."""
    return float(fps) if isinstance(fps, int | float) and not isinstance(fps, bool) and fps > 0 else None


def formats(wanted: Mapping[str, Value], *, coded: bool = True) -> list[Format]:
    """Return the formats to try, best first, the camera's own last.

    Parameters
    ----------
    wanted : mapping
        "size" and "fps" as set by the user.
    coded : bool
        Whether a code can be asked for through this interface.
    """
    rate = rate_from(wanted.get("fps")) or USUAL_RATE
    size = size_from(wanted.get("size"))
    sizes = [size, *_TRIED_SIZES] if size else list(_TRIED_SIZES)
    found = []
    for width, height in sizes:
        plain = Format(width, height, rate)
        # Uncoded is for small pictures, or when the user insists on the size: else it would come at 5 a second.
        uncoded = not coded or (width, height) == size or width <= 640
        found += [replace(plain, code="MJPG")] * coded + [plain] * uncoded
    return [*dict.fromkeys(found), OWN]


class Failures:
    """Which formats of which cameras gave no picture; shared by all connections of the program, so locked.

    One that is still being tried long after is one that hangs: the connection that tries it was left behind.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tried: dict[tuple[str, Format], float] = {}

    def failed(self, key: str, form: Format, now: float) -> bool:
        """Whether a camera's format was tried in vain, or is being tried for too long."""
        with self._lock:
            began = self._tried.get((key, form))
            return began is not None and now - began >= PICTURE_SECONDS

    def begin(self, key: str, form: Format, now: float) -> None:
        """Note that a format is being tried."""
        with self._lock:
            self._tried[key, form] = now

    def works(self, key: str, form: Format) -> None:
        """Note that it gave a picture."""
        with self._lock:
            self._tried.pop((key, form), None)

    def forget(self, key: str) -> None:
        """Give all formats of a camera another chance."""
        with self._lock:
            for pair in [pair for pair in self._tried if pair[0] == key]:
                del self._tried[pair]


def choose(
    key: str,
    open_reader: Callable[[], R],
    wanted: Iterable[Format],
    failures: Failures,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[R, tuple[str, ...]] | None:
    """Return an open camera in the first format in which it has given a picture, and sentences on those it has not.

    A driver answers whether it takes a format, and may answer wrongly; only a picture counts.

    Parameters
    ----------
    key : str
        The camera's.
    open_reader : callable
        Opens the camera; called again after a format that failed.
    wanted : iterable of Format
    failures : Failures
        What is already known; added to.

    Returns
    -------
    tuple or None
        None when the camera cannot be opened or no format gave a picture in time.
    """
    until = clock() + ALL_SECONDS
    notes: list[str] = []
    refused: list[Format] = []
    reader: R | None = None
    coded = False
    for form in wanted:
        if failures.failed(key, form, clock()):
            notes.append(_gave_none(form))
            continue
        if clock() >= until:
            break
        if reader is not None and coded and not form.code:
            reader.close()  # its own code is what it begins with
            reader = None
        if reader is None:
            reader, coded = open_reader(), False
        if not reader.is_open:
            return None
        coded = coded or bool(form.code)
        if not configure(reader, form):
            refused.append(form)  # no failure: a camera has some formats and not others
            continue
        failures.begin(key, form, clock())
        if _gives_picture(reader, clock, pause):
            failures.works(key, form)
            return reader, (*notes, *_not_taken(refused))
        notes.append(_gave_none(form))
        reader.close()
        reader = None
    if reader is not None:
        reader.close()
    return None


def configure(reader: Reader, form: Format) -> bool:
    """Ask for a format; False when the driver says that it gives another."""
    if form.code and not reader.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*form.code)):
        return False
    if form.width:
        reader.set(cv2.CAP_PROP_FRAME_WIDTH, form.width)
        reader.set(cv2.CAP_PROP_FRAME_HEIGHT, form.height)
        if size_of(reader) != (form.width, form.height):
            return False
    if form.fps:
        reader.set(cv2.CAP_PROP_FPS, form.fps)  # a rate that it does not have becomes the nearest
    return True


def size_of(reader: Reader) -> tuple[int, int]:
    """Return the width and height in force."""
    return round(reader.get(cv2.CAP_PROP_FRAME_WIDTH)), round(reader.get(cv2.CAP_PROP_FRAME_HEIGHT))


def _gives_picture(reader: Reader, clock: Callable[[], float], pause: Callable[[float], None]) -> bool:
    until = clock() + PICTURE_SECONDS
    while reader.read() is None:
        if clock() >= until:
            return False
        pause(0.02)
    return True


def _not_taken(refused: Iterable[Format]) -> tuple[str, ...]:
    listed = ", ".join(map(str, refused))
    words = tr("Passed over, as the camera does not have it: {formats}.")
    return (words.format(formats=listed),) if listed else ()


def _gave_none(form: Format) -> str:
    words = tr("Passed over {format}: no picture came in {seconds:g} seconds.")
    return words.format(format=form, seconds=PICTURE_SECONDS)
