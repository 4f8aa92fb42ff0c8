"""Pictures as PNG files hold them."""

from __future__ import annotations

import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.opencv_messages import silence_opencv

silence_opencv()

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The quickest of PNG's ways that still halves a smear; see docs/adr/0003-the-log.md for the figures.
_PNG = (
    cv2.IMWRITE_PNG_COMPRESSION, 1,
    cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE,
    cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_SUB,
)  # fmt: skip


def decoded(content: bytes) -> NDArray[np.uint8]:
    """Return a picture, uint8 (H, W, 3), RGB.

    Raises
    ------
    ValueError
        It is no picture.
    """
    if not _holds_together(content):
        raise ValueError("not a picture")
    try:
        pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as problem:  # a header that tells of more pixels than OpenCV takes
        raise ValueError("not a picture") from problem
    if pixels is None:
        raise ValueError("not a picture")
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def _holds_together(content: bytes) -> bool:
    """Tell whether the checksums of the parts that make a picture are right: libpng complains on the console else."""
    at = len(_SIGNATURE)
    if not content.startswith(_SIGNATURE):
        return False
    while len(content) >= at + 12:
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 8 + length
        if kind == b"IEND":
            return True
        if kind in (b"IHDR", b"IDAT") and zlib.crc32(content[at + 4 : end]).to_bytes(4) != content[end : end + 4]:
            return False
        at = end + 4
    return False


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    """Return a picture, uint8 (H, W, 3) RGB, as the bytes of a PNG file.

    Raises
    ------
    ValueError
    """
    done, content = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), _PNG)
    if not done:
        raise ValueError(f"no PNG can be made of {pixels.dtype} {pixels.shape}")
    return content.tobytes()
