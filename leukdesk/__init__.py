"""Leukdesk: classify blood-smear pictures on an offline microscope station.

For research use only. Not for use in diagnostic procedures.
"""

import os

from leukdesk.language import marked

__version__ = "0.1.0"

INTENDED_USE = marked("For research use only. Not for use in diagnostic procedures.")

# OpenCV reads these from the environment, so they are set before any part of the program imports it.
# Windows: with hardware transforms on, Media Foundation takes 12 to 20 s to open a camera (opencv #17687).
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# FFmpeg writes to the standard error of its own accord; what is wrong with a source is told by its exceptions.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
