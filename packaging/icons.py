"""Renders the program's icon into the files that Windows and macOS take it from; Linux takes the drawing itself.

Both are lists of PNG pictures with a head: Windows' since Vista, Apple's since Mac OS X 10.7.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

WINDOWS_SIZES = (16, 24, 32, 48, 64, 256)
APPLE_TYPES = {
    b"icp4": 16,
    b"icp5": 32,
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""Apple's names for the sizes in pixels; the last four are those of fine screens."""


def write_windows_icon(drawing: Path, path: Path) -> None:
    """Write a ``.ico`` file.

    Parameters
    ----------
    drawing : Path
        The icon as SVG, square.
    path : Path
        The file to write.
    """
    pictures = [_png(drawing, size) for size in WINDOWS_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    start = len(head) + 16 * len(pictures)
    for size, picture in zip(WINDOWS_SIZES, pictures, strict=True):
        # A side of 256 is written as 0.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    path.write_bytes(head + b"".join(pictures))


def write_apple_icon(drawing: Path, path: Path) -> None:
    """Write an ``.icns`` file.

    Parameters
    ----------
    drawing : Path
        The icon as SVG, square.
    path : Path
        The file to write.
    """
    pictures = [(name, _png(drawing, size)) for name, size in APPLE_TYPES.items()]
    body = b"".join(name + struct.pack(">I", 8 + len(picture)) + picture for name, picture in pictures)
    path.write_bytes(b"icns" + struct.pack(">I", 8 + len(body)) + body)


def _png(drawing: Path, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
