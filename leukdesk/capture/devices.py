"""The cameras of this computer, by names that outlast a change of socket, and all sources by their specs."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import cv2_enumerate_cameras

from leukdesk.capture.source import FrameSource, SourceSpecError
from leukdesk.language import tr

logger = logging.getLogger(__name__)

# The interface that each system's cameras are driven through, best first. A camera known to two is listed once.
PREFERRED_BACKENDS = (cv2.CAP_MSMF, cv2.CAP_DSHOW, cv2.CAP_V4L2, cv2.CAP_AVFOUNDATION)
VIDEO_SUFFIXES = frozenset(
    {".avi", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm", ".wmv"}
)
DEVICE_PATHS = ("/dev/", "\\\\?\\")
_MOST_SHOWN = 200  # letters of a spec in a sentence


@dataclass(frozen=True)
class CameraInfo:
    """A camera that is connected now.

    Attributes
    ----------
    key : str
        "VID:PID" of the USB device, or its path where there is none or two cameras share it: stays the same
        when cameras are plugged in another order. This is what settings remember.
    name : str
        What its maker calls it.
    index, backend : int
        What OpenCV opens it by, today.
    """

    key: str
    name: str
    index: int
    backend: int


def list_cameras() -> list[CameraInfo]:
    """Return the cameras that are connected, without opening one. Never raises: what cannot be listed is not listed."""
    for backend in PREFERRED_BACKENDS:
        if backend not in cv2_enumerate_cameras.supported_backends:
            continue
        try:
            cameras = name_cameras(cv2_enumerate_cameras.enumerate_cameras(backend))
        except Exception:  # drivers raise what they like
            logger.warning("Cameras could not be listed through backend %d.", backend, exc_info=True)
            continue
        if cameras:
            return cameras
    return []


def name_cameras(found: list[Any]) -> list[CameraInfo]:
    """Give each camera found through one backend its lasting key, sorted by name."""
    pairs = [_vid_pid(camera) for camera in found]
    shared = Counter(pairs)
    cameras = []
    for camera, pair in zip(found, pairs, strict=True):
        unique = pair if pair and shared[pair] == 1 else None
        key = unique or camera.path or f"camera-{camera.index}"
        cameras.append(CameraInfo(key, camera.name or key, camera.index, camera.backend))
    return sorted(cameras, key=lambda camera: (camera.name, camera.index))


def _vid_pid(camera: Any) -> str | None:
    if camera.vid is None or camera.pid is None:
        return None
    return f"{camera.vid:04x}:{camera.pid:04x}"


def open_source(spec: str) -> FrameSource:
    """Return the source that a spec names, not yet open.

    Parameters
    ----------
    spec : str
        "virtual", "virtual:seed=7,style=pre", a stream's address ("http://...", "rtsp://..."), a video file's path,
        or a camera's key or name as :func:`list_cameras` gives it.

    Raises
    ------
    SourceSpecError
        The spec is empty, the virtual microscope's options are not understood, or no file can be looked for under
        this name. Whether the device is there shows when the source is opened.
    """
    from leukdesk.capture.camera import Camera
    from leukdesk.capture.stream import Stream, VideoFile
    from leukdesk.capture.virtual.spec import virtual_from_spec

    spec = spec.strip()
    if not spec:
        raise SourceSpecError(
            tr("No camera is named. Choose one, or give its name, an address, a video file or 'virtual'.")
        )
    if spec == "virtual" or spec.startswith("virtual:"):
        return virtual_from_spec(spec)
    if "://" in spec:
        return Stream(spec)
    try:
        path = Path(spec).expanduser()
        is_film = not spec.startswith(DEVICE_PATHS) and (path.is_file() or path.suffix.lower() in VIDEO_SUFFIXES)
    except (OSError, RuntimeError) as problem:  # a name too long, a folder that is not ours, "~nobody-of-that-name"
        reason = problem.strerror if isinstance(problem, OSError) else problem
        shown = spec if len(spec) <= _MOST_SHOWN else f"{spec[:_MOST_SHOWN]}…"
        words = tr(
            "{source} cannot be looked for: {reason}. Give a camera's name, an address, or a video file that this "
            "account may read."
        )
        raise SourceSpecError(words.format(source=shown, reason=reason)) from problem
    return VideoFile(path) if is_film else Camera(spec)
