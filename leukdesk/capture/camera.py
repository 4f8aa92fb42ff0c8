"""A camera of this computer, found by its lasting key each time that it is opened."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture import v4l2
from leukdesk.capture.camera_controls import FORMAT_CONTROLS, KNOBS, CameraControls
from leukdesk.capture.controls import Value
from leukdesk.capture.devices import CameraInfo, list_cameras
from leukdesk.capture.formats import OWN, Failures, choose, formats, rate_from, size_from, size_of, size_text
from leukdesk.capture.reader import VideoReader, VideoSource
from leukdesk.capture.source import ReconnectError, SourceNotFoundError, SourceOpenError
from leukdesk.language import tr

# Through these a code such as MJPG can be asked for; through Media Foundation it would be that of OpenCV's own output.
CODED_BACKENDS = (cv2.CAP_V4L2, cv2.CAP_DSHOW)

_failures = Failures()


class Camera(VideoSource):
    """A camera by key or name; it may be unplugged and come back at another index."""

    def __init__(self, key_or_name: str) -> None:
        super().__init__(key_or_name)
        self._wanted = key_or_name
        self._set: CameraControls | None = None
        self._reconnect = False

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next picture, uint8 (H, W, 3) RGB.

        Raises
        ------
        SourceLostError
            It gives nothing more.
        ReconnectError
            Another size or rate was set.
        """
        if self._reconnect:
            raise ReconnectError(tr("The camera {camera} is opened again for what was set.").format(camera=self.name))
        return super().read()

    def change(self, control_id: str, value: Value) -> None:
        """Set one control; another size or rate ends the connection."""
        now = next((control for control in self.controls if control.id == control_id), None)
        if self._set is None or now is None:
            return
        if control_id in FORMAT_CONTROLS:
            if now.accepted(value) not in (None, now.value):
                _failures.forget(self.key)  # whoever asks for a format again wants it tried again
                self._reconnect = True
            return
        refused = self._set.change(control_id, value)
        if refused is not None:
            self.notes = (*self.notes, refused)
        self.controls = self._set.controls

    def close(self) -> None:
        """Let go of the device."""
        self._set = None
        super().close()

    def _connect(self, wanted: Mapping[str, Value]) -> VideoReader:
        camera = self._find()
        self.name, self.key = camera.name, camera.key
        self._reconnect = False

        def open_reader() -> VideoReader:
            reader = VideoReader(camera.index, camera.backend)
            # The picture on the screen is to be the present one, not the one four buffers ago.
            reader.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            return reader

        tried = formats(wanted, coded=camera.backend in CODED_BACKENDS)
        chosen = choose(camera.key, open_reader, tried, _failures)
        if chosen is None:
            if _failures.failed(camera.key, OWN, time.monotonic()):  # all have failed: begin anew
                _failures.forget(camera.key)
            words = tr(
                "The camera {camera} is connected but gives no picture. Close every other program that uses it, "
                "and check that this one is allowed to use the camera; otherwise unplug it and plug it in again."
            )
            raise SourceOpenError(words.format(camera=self.name))
        reader, passed_over = chosen
        self.notes = (*passed_over, *_other_size(wanted, size_of(reader)), *_other_rate(wanted, reader.fps))
        device = Path(f"/dev/video{camera.index}")
        self._set = CameraControls(
            reader,
            KNOBS.get(camera.backend, ()),
            lambda control: v4l2.control_range(device, control),
            wanted,
        )
        self.controls = self._set.controls
        return reader

    def _lost(self) -> str:
        words = tr("The camera {camera} has stopped sending pictures. Check its cable and its power.")
        return words.format(camera=self.name)

    def _find(self) -> CameraInfo:
        cameras = list_cameras()
        wanted = self._wanted.casefold()
        for camera in cameras:
            if wanted in (camera.key.casefold(), camera.name.casefold()):
                return camera
        there = ", ".join(camera.name for camera in cameras)
        choice = (
            tr("Connected are: {cameras}.").format(cameras=there)
            if there
            else tr("No camera is connected; the virtual microscope always is.")
        )
        words = tr("The camera {camera} is not connected. Check its cable, or choose another source. {choice}")
        raise SourceNotFoundError(words.format(camera=self._wanted, choice=choice))


def _other_size(wanted: Mapping[str, Value], size: tuple[int, int]) -> tuple[str, ...]:
    asked = size_from(wanted.get("size"))
    if asked is None or asked == size:
        return ()
    words = tr("The camera does not send {asked}; it sends {sent}.")
    return (words.format(asked=size_text(*asked), sent=size_text(*size)),)


def _other_rate(wanted: Mapping[str, Value], rate: float) -> tuple[str, ...]:
    asked = rate_from(wanted.get("fps"))
    if asked is None or not rate or abs(asked - rate) < 0.5:  # 29.97 is what was asked for as 30
        return ()
    words = tr("{asked:g} frames a second were asked for; the camera gives {rate:g}.")
    return (words.format(asked=asked, rate=rate),)
