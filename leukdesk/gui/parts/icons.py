"""The program's own line icons, drawn in the scheme's colours at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from leukdesk.paths import resources

_SIZES = (16, 20, 24, 32, 40, 48, 64)


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def icon(name: str, colour: str | QColor | None = None) -> QIcon:
    """Return a line icon in a colour, by default that of a button's text.

    Parameters
    ----------
    name : str
        Name of a file in ``resources/icons``, without its suffix.

    Raises
    ------
    FileNotFoundError
        There is no such icon: the program's files are incomplete.
    """
    palette = QGuiApplication.palette()
    usual = QColor(colour) if colour is not None else palette.color(QPalette.ColorRole.ButtonText)
    faded = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    faded = QColor.fromRgbF(
        *(
            faded.alphaF() * a + (1 - faded.alphaF()) * b
            for a, b in zip(_rgb(faded), _rgb(_ground(palette)), strict=True)
        )
    )
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, usual.name(), size), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, faded.name(), size), QIcon.Mode.Disabled)
    return made


def program_icon() -> QIcon:
    """Return the program's own coloured icon."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("leukdesk", "", size))
    return made


def _ground(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Window)


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
