"""One reader over OpenCV's video interface: cameras, streams and files differ only in how they are opened."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import NOTHING, Control, Value
from leukdesk.capture.source import SourceLostError
from leukdesk.imaging.opencv_messages import silence_opencv

MAX_PLAUSIBLE_FPS = 240.0

silence_opencv()


class VideoReader:
    """A ``cv2.VideoCapture`` that gives RGB pictures in memory of their own.

    Parameters
    ----------
    target : str or int
        A path, an address or a camera's index.
    backend : int
        One of OpenCV's CAP_ constants; always named, so that OpenCV does not try all it has, each with its own noise.
    params : sequence of int
        Pairs of property and value that hold from the moment of opening, such as time limits.
    """

    def __init__(self, target: str | int, backend: int, params: Sequence[int] = ()) -> None:
        try:
            self._capture = cv2.VideoCapture(target, backend, list(params))
            self.is_open = bool(self._capture.isOpened())
        except cv2.error:  # to the caller a failure like any other
            self.is_open = False

    @property
    def fps(self) -> float:
        """What the file or device says about its rate; 0 when that is nothing credible."""
        fps = self.get(cv2.CAP_PROP_FPS)
        return fps if math.isfinite(fps) and 0 < fps <= MAX_PLAUSIBLE_FPS else 0.0

    def get(self, prop: int) -> float:
        """Return a property; -1 or 0 where the device does not have it."""
        try:
            return float(self._capture.get(prop)) if self.is_open else -1.0
        except cv2.error:
            return -1.0

    def set(self, prop: int, value: float) -> bool:
        """Ask for a property; False where the device does not have it or refuses, and stays as it is."""
        try:
            return self.is_open and bool(self._capture.set(prop, value))
        except cv2.error:
            return False

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, uint8 (H, W, 3) RGB, or None when there is none."""
        try:
            there, picture = self._capture.read()
            if not there or picture is None or picture.dtype != np.uint8:
                return None
            # A conversion, not a view: OpenCV reuses the memory that it decodes into.
            if picture.ndim == 2 or picture.shape[2] == 1:
                return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB), np.uint8)
            return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
        except cv2.error:
            return None

    def close(self) -> None:
        """Let go of the device or file."""
        if self.is_open:
            self.is_open = False
            self._capture.release()


class VideoSource(ABC):
    """What cameras, streams and files have in common as sources of frames: all but how they are opened.

    Attributes
    ----------
    name, key : str
    controls : tuple of Control
    notes : tuple of str
    live : bool
        See :class:`leukdesk.capture.source.FrameSource`. Streams and files have nothing to set.
    """

    live = True
    known_cells = None

    def __init__(self, name: str) -> None:
        self.name = self.key = name
        self.controls: tuple[Control, ...] = ()
        self.notes: tuple[str, ...] = ()
        self._reader: VideoReader | None = None

    @property
    def nominal_fps(self) -> float:
        """What the device or file promises; 0 when nothing."""
        return self._reader.fps if self._reader else 0.0

    def open(self, wanted: Mapping[str, Value] = NOTHING) -> None:
        """Connect, and set what is wanted as far as the device takes it.

        Raises
        ------
        SourceNotFoundError, SourceOpenError
        """
        self._reader = self._connect(wanted)

    def change(self, control_id: str, value: Value) -> None:  # noqa: B027 (a stream has nothing to set)
        """Set one control; there is none unless a device says otherwise."""

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, uint8 (H, W, 3) RGB; None at the end of a file.

        Raises
        ------
        SourceLostError
            A live source gives nothing more.
        """
        picture = self._reader.read() if self._reader else None
        if picture is None and self.live:
            raise SourceLostError(self._lost())
        return picture

    def close(self) -> None:
        """Let go of the device or file."""
        if self._reader:
            self._reader.close()
            self._reader = None

    @abstractmethod
    def _connect(self, wanted: Mapping[str, Value]) -> VideoReader:
        """Return an open reader, or raise a SourceError."""

    @abstractmethod
    def _lost(self) -> str:
        """Return what to tell when a picture that should come does not."""
