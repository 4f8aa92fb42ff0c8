"""A picture in a scene, drawn straight from the frame's own memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from leukdesk.imaging.frame import Frame

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
    """Draws one picture smoothly; a still one by its smaller copies, since blending alone aliases when it shrinks.

    They are made on the worker; until they are there, blending has to do.
    """

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._image: QImage | None = None
        self._still = True
        self.faded = False

    @property
    def size(self) -> QSize:
        """Size of the picture; empty while there is none."""
        return self._image.size() if self._image is not None else QSize()

    @property
    def image(self) -> QImage | None:
        """The picture as Qt sees it."""
        return self._image

    def set_frame(self, frame: Frame | None, *, still: bool) -> None:
        """Show a picture or none."""
        new = None if frame is None else wrap(frame.pixels)
        if (new.size() if new is not None else QSize()) != self.size:
            self.prepareGeometryChange()
        self._image, self._still = new, still
        # The old memory may go only now that nothing draws from it.
        self._frame = frame
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
        if self._frame is None or self._image is None:
            return
        scale = option.levelOfDetailFromTransform(painter.worldTransform()) * painter.device().devicePixelRatioF()
        # At its own size nothing is to be blended; Qt would, in a picture that is turned.
        blend = scale < _PIXELS_SHOW_FROM and abs(scale - 1) > 1e-6
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, blend)
        image = self._image
        if self._still and scale < 0.5 and self._frame.has_smaller and (copies := self._frame.smaller):
            # The smallest copy that still has a pixel for each of the screen's.
            halved = min(int(-np.log2(scale)), len(copies))
            image = wrap(copies[halved - 1])
        if self.faded:
            painter.setOpacity(0.25)
        painter.drawImage(self.boundingRect(), image, QRectF(image.rect()))
