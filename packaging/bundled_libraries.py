"""Libraries of others that a wheel carries, as far as it tells: native files, and what OpenCV was built with."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

NATIVE = re.compile(r"lib[^/]*\.(so(\.[\w.]+)?|dylib)|.*\.dll")
"""Shared libraries by their names; Python's extension modules do not begin with ``lib``, nor end in ``.dll``."""
OPENCV_NAMES = {
    "ZLib": "zlib",
    "JPEG": "libjpeg-turbo",
    "WEBP": "libwebp",
    "AVIF": "libavif",
    "PNG": "libpng",
    "TIFF": "libtiff",
    "JPEG 2000": "openjpeg",
    "avcodec": "libavcodec (FFmpeg)",
    "avformat": "libavformat (FFmpeg)",
    "avutil": "libavutil (FFmpeg)",
    "swscale": "libswscale (FFmpeg)",
    "Intel IPP": "Intel IPP",
    "Intel IPP IW": "Intel IPP IW",
    "Lapack": "OpenBLAS",
    "Protobuf": "protobuf",
    "Flatbuffers": "flatbuffers",
}
"""What OpenCV's build information calls its libraries, and what they call themselves."""


@dataclass(frozen=True, order=True)
class Library:
    """A library inside a wheel.

    Attributes
    ----------
    name : str
        Of the file, or of the library where it was linked into another file.
    version : str
        As the wheel says, or "".
    sha256 : str
        Of the file as the wheel has it (the build may take symbols out of it), or "" where it has none of its own.
    """

    name: str
    version: str = ""
    sha256: str = ""


def libraries_of(distribution: Distribution, files: set[str]) -> tuple[Library, ...]:
    """Return the libraries that came with a wheel.

    Parameters
    ----------
    distribution : Distribution
        The wheel, as it is installed.
    files : set of str
        Those of its files that go into the executable.
    """
    native = {
        Library(path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
        for path in map(Path, files)
        if NATIVE.fullmatch(path.name) or path.parent.parent.parent.name == f"{path.name}.framework"
    }
    told: list[Library] = []
    if distribution.name == "opencv-python-headless":
        told = opencv_libraries(_opencv_build())
    elif distribution.name == "PySide6_Essentials":
        # PySide6 is released with the Qt of the same number; of what Qt itself contains the wheel tells nothing.
        told = [Library("Qt", distribution.version)]
    return (*told, *sorted(native))


def _opencv_build() -> str:
    # In a process of its own: whoever collects files must not have half of them loaded.
    command = [sys.executable, "-c", "import cv2; print(cv2.getBuildInformation())"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def opencv_libraries(build: str) -> list[Library]:
    """Read out of OpenCV's build information which libraries were linked into it, and their versions.

    Parameters
    ----------
    build : str
        What ``cv2.getBuildInformation()`` returns.
    """
    told = re.findall(r"^ {4,}(\w[\w ]*): +(\S.*)$", build, re.MULTILINE)
    return [
        Library(OPENCV_NAMES[name], (re.findall(r"\d+(?:\.\d+)+(?:-\d+)?", words) or [""])[-1])
        for name, words in told
        if name in OPENCV_NAMES and not words.startswith("NO")
    ]
