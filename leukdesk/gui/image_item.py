"""A picture in a scene, drawn straight from the frame's own memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

_PIXELS_SHOW_FROM = 4.0
"""From this enlargement on, pixels are drawn as squares instead of being blended."""


def wrap(pixels: NDArray[np.uint8]) -> QImage:
    """Return a QImage over a picture's memory, which the caller must keep alive.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB, C-contiguous
    """
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)


class ImageItem(QGraphicsItem):
    """Draws one picture smoothly; a still one also through halved copies, since blending alone aliases when shrunk."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels: NDArray[np.uint8] | None = None
        self._levels: list[QImage] = []
        self._still = True
        self.faded = False

    @property
    def size(self) -> QSize:
        """Size of the picture; empty while there is none."""
        return self._levels[0].size() if self._levels else QSize()

    @property
    def image(self) -> QImage | None:
        """The picture as Qt sees it."""
        return self._levels[0] if self._levels else None

    def set_pixels(self, pixels: NDArray[np.uint8] | None, *, still: bool) -> None:
        """Show a picture (RGB, uint8, (H, W, 3)) or none."""
        if pixels is not None and not pixels.flags.c_contiguous:
            pixels = np.ascontiguousarray(pixels)
        new = [] if pixels is None else [wrap(pixels)]
        if (new[0].size() if new else QSize()) != self.size:
            self.prepareGeometryChange()
        self._levels, self._still = new, still
        # The old memory may go only now that nothing draws from it.
        self._pixels = pixels
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The picture's rectangle, in its pixels."""
        return QRectF(0, 0, self.size.width(), self.size.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Draw what is exposed."""
        if not self._levels:
            return
        scale = option.levelOfDetailFromTransform(painter.worldTransform()) * painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < _PIXELS_SHOW_FROM)
        image = self._level(scale)
        if self.faded:
            painter.setOpacity(0.25)
        painter.drawImage(self.boundingRect(), image, QRectF(image.rect()))

    def _level(self, scale: float) -> QImage:
        level = 0
        if self._still:
            while scale < 0.5 and min(self._levels[level].width(), self._levels[level].height()) > 64:
                level, scale = level + 1, scale * 2
                if level == len(self._levels):
                    last = self._levels[-1]
                    self._levels.append(
                        last.scaled(
                            last.width() // 2,
                            last.height() // 2,
                            Qt.AspectRatioMode.IgnoreAspectRatio,
                            Qt.TransformationMode.SmoothTransformation,
                        )
                    )
        return self._levels[level]
