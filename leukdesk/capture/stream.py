"""Video from an address or from a file, both through FFmpeg."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import Value
from leukdesk.capture.reader import VideoReader, VideoSource
from leukdesk.capture.source import SourceLostError, SourceNotFoundError, SourceOpenError, without_password
from leukdesk.language import tr

# FFmpeg waits for ever on a silent address unless it is told not to.
OPEN_TIMEOUT_MS = 6_000
READ_TIMEOUT_MS = 3_000
# Played at when a file does not say.
DEFAULT_FPS = 25.0


class Stream(VideoSource):
    """A network camera or any other address that FFmpeg reads (http, rtsp, ...).

    Parameters
    ----------
    address : str
        May hold a user and a password; the source's name does not.
    open_timeout_ms, read_timeout_ms : int
    """

    def __init__(
        self, address: str, open_timeout_ms: int = OPEN_TIMEOUT_MS, read_timeout_ms: int = READ_TIMEOUT_MS
    ) -> None:
        super().__init__(without_password(address))
        self._address = address
        self._limits = (
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            open_timeout_ms,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            read_timeout_ms,
        )

    def _connect(self, wanted: Mapping[str, Value]) -> VideoReader:  # noqa: ARG002 (nothing can be set)
        reader = VideoReader(self._address, cv2.CAP_FFMPEG, self._limits)
        if not reader.is_open:
            words = tr(
                "No video could be had from {address}: nothing answers there, or what answers is not video. "
                "Check the address, and that the camera is on and on the same network."
            )
            raise SourceOpenError(words.format(address=self.name))
        return reader

    def _lost(self) -> str:
        words = tr("The video from {address} has stopped. Check that the camera is on and on the network.")
        return words.format(address=self.name)


class VideoFile(VideoSource):
    """A film, played once at its own rate."""

    live = False

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._path = path
        self._empty = True

    @property
    def nominal_fps(self) -> float:
        """What the file says, or a usual rate."""
        return super().nominal_fps or DEFAULT_FPS

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, uint8 (H, W, 3) RGB; None at the end.

        Raises
        ------
        SourceLostError
            Not even the first picture can be read.
        """
        picture = super().read()
        if picture is None and self._empty:
            raise SourceLostError(self._lost())
        self._empty = False
        return picture

    def _connect(self, wanted: Mapping[str, Value]) -> VideoReader:  # noqa: ARG002 (nothing can be set)
        if not self._path.is_file():
            words = tr("The video file {file} does not exist. Check its name and folder.")
            raise SourceNotFoundError(words.format(file=self.name))
        reader = VideoReader(str(self._path), cv2.CAP_FFMPEG)
        if not reader.is_open:
            words = tr(
                "The file {file} cannot be played: it is damaged, or in a format that is not known. "
                "Convert it to MP4 (H.264) or AVI (MJPEG)."
            )
            raise SourceOpenError(words.format(file=self.name))
        self._empty = True
        return reader

    def _lost(self) -> str:
        words = tr("The file {file} holds no picture that can be read. Record or convert it again.")
        return words.format(file=self.name)
