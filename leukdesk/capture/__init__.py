"""Where frames come from: camera, file or stream, virtual microscope."""

from __future__ import annotations

import os

# OpenCV reads these from the environment, so they are set before anything here imports cv2.
# Windows: with hardware transforms on, Media Foundation takes 12 to 20 s to open a camera (opencv #17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg writes to the standard error of its own accord; what is wrong with a source is told by its exceptions.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
