"""Keep OpenCV's messages off standard error: whatever matters of them is raised and told by the program."""

from __future__ import annotations

import os

import cv2

LEVEL_VARIABLE = "OPENCV_LOG_LEVEL"
"""OpenCV's own variable; whoever sets it wants to see the messages."""


def silence_opencv() -> None:
    """Silence OpenCV, unless a level is set in the environment. Called by the modules that decode or open something."""
    if LEVEL_VARIABLE not in os.environ:
        (getattr(cv2.utils, "logging", None) or cv2).setLogLevel(0)
