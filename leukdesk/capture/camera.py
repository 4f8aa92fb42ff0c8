"""A camera of this computer, found by its lasting key each time that it is opened."""

from __future__ import annotations

import cv2

from leukdesk.capture.devices import CameraInfo, list_cameras
from leukdesk.capture.reader import VideoReader, VideoSource
from leukdesk.capture.source import SourceNotFoundError, SourceOpenError

# Asked for; a camera that cannot gives the nearest it has. Left alone, most give 640 x 480.
WANTED_SIZE = (1280, 960)


class Camera(VideoSource):
    """A camera by key or name; it may be unplugged and come back at another index."""

    def __init__(self, key_or_name: str) -> None:
        super().__init__(key_or_name)
        self._wanted = key_or_name

    def _connect(self) -> VideoReader:
        camera = self._find()
        self.name = camera.name
        reader = VideoReader(camera.index, camera.backend)
        if not reader.is_open:
            raise SourceOpenError(
                f"The camera {self.name} is connected but cannot be opened. Close every other program that uses it, "
                "and check that this one is allowed to use the camera; otherwise unplug it and plug it in again."
            )
        reader.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED_SIZE[0])
        reader.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED_SIZE[1])
        # The picture on the screen is to be the present one, not the one four buffers ago.
        reader.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return reader

    def _lost(self) -> str:
        return f"The camera {self.name} has stopped sending pictures. Check its cable and its power."

    def _find(self) -> CameraInfo:
        cameras = list_cameras()
        wanted = self._wanted.casefold()
        for camera in cameras:
            if wanted in (camera.key.casefold(), camera.name.casefold()):
                return camera
        there = ", ".join(camera.name for camera in cameras)
        choice = f"Connected are: {there}." if there else "No camera is connected; the virtual microscope always is."
        raise SourceNotFoundError(
            f"The camera {self._wanted} is not connected. Check its cable, or choose another source. {choice}"
        )
