"""The icon files of Windows and macOS, read back by Qt's own readers of these formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImageReader


@pytest.mark.parametrize(
    ("write", "name", "sizes"),
    [
        ("write_windows_icon", "leukdesk.ico", {16, 24, 32, 48, 64, 256}),
        ("write_apple_icon", "leukdesk.icns", {16, 32, 64, 128, 256, 512, 1024}),
    ],
)
def test_every_size_shows_the_icon(
    script: Callable[[str], ModuleType], root: Path, tmp_path: Path, write: str, name: str, sizes: set[int]
) -> None:
    path = tmp_path / name
    getattr(script("icons"), write)(root / "resources" / "icons" / "leukdesk.svg", path)
    reader = QImageReader(str(path))
    pictures = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        pictures.append(reader.read())
    assert {picture.width() for picture in pictures} == sizes
    for picture in pictures:
        side = picture.width()
        assert picture.height() == side
        # Its corners are round and empty, the edge of its frame is teal.
        assert picture.pixelColor(0, 0).alpha() < 128
        edge = picture.pixelColor(side // 2, side // 12)
        assert edge.alpha() > 128
        assert edge.green() > edge.red() + 50
