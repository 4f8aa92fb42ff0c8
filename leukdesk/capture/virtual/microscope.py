"""The virtual microscope as a source of frames."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.controls import NOTHING, Control, Value
from leukdesk.capture.source import SourceSpecError
from leukdesk.capture.virtual.optics import Optics
from leukdesk.capture.virtual.slide import Slide, render_slide
from leukdesk.capture.virtual.stage import Position, Tour
from leukdesk.capture.virtual.style import STYLES

# Red cells are about as large in the field as in those that the bundled model was trained on.
FIELD_WIDTH = 107.0  # micrometres
SLIDE_FIELDS = 2.4
SENSOR_NOISE = 2.2
MIN_SIDE = 64

N = TypeVar("N", int, float)


class VirtualMicroscope:
    """Renders what a camera on a microscope would see of a blood smear.

    The same seed, style, size and frame number give the same pixels.

    Parameters
    ----------
    seed : int
    style : str
        One of ``style.STYLES``.
    size : tuple of int
        Width and height of the frames.
    fps : float
    """

    live = False

    def __init__(
        self, seed: int = 1, style: str = "smear", size: tuple[int, int] = (1280, 960), fps: float = 30.0
    ) -> None:
        self.name = "virtual microscope"
        self.key = "virtual"
        self.controls: tuple[Control, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.nominal_fps = fps
        self._seed = seed
        self._style = STYLES[style]
        self._size = size
        self._scale = size[0] / FIELD_WIDTH
        self._frame = 0
        self._slide: Slide | None = None

    def open(self, wanted: Mapping[str, Value] = NOTHING) -> None:  # noqa: ARG002 (nothing can be set yet)
        """Render the slide, which takes some tenths of a second."""
        rng = np.random.default_rng(self._seed)
        width, height = (round(SLIDE_FIELDS * side) for side in self._size)
        slide = render_slide(self._style, rng, width, height, self._scale)
        stops = [(c.x, c.y) for c in slide.cells if c.kind != "platelet"] or [(0.0, 0.0)]
        order = rng.permutation(len(stops))
        aside = rng.uniform(-0.15, 0.15, (len(stops), 2)) * self._size
        self._tour = Tour(np.array(stops)[order] * self._scale + aside, (width, height))
        self._optics = Optics(self._style, rng, self._size, SENSOR_NOISE)
        # The slide goes on at its opposite edge: with a field's width repeated there, every field is one plain cut.
        self._pixels = np.pad(slide.pixels, ((0, self._size[1] + 1), (0, self._size[0] + 1), (0, 0)), mode="wrap")
        self._slide = slide
        self._frame = 0

    def change(self, control_id: str, value: Value) -> None:
        """Set one control; there is none yet."""

    def read(self) -> NDArray[np.uint8] | None:
        """Return the next frame, uint8 (H, W, 3) RGB; at once, whatever the rate."""
        if self._slide is None:
            return None
        pixels = self.render(self._frame)
        self._frame += 1
        return pixels

    def render(self, frame: int) -> NDArray[np.uint8]:
        """Return the frame of that number."""
        seconds = frame / self.nominal_fps
        position = self._tour.at(seconds)
        # Out of focus while the stage moves, found again soon after; and never quite at rest.
        blur = 1.3 * math.sin(math.pi * position.between) + 0.25 + 0.25 * math.sin(0.9 * seconds)
        gain = 1 + 0.006 * math.sin(0.5 * seconds)
        return self._optics.picture(self._scene(position), frame, gain, blur)

    def close(self) -> None:
        """Forget the slide."""
        self._slide = None
        self._pixels = np.empty((0, 0, 3), np.uint8)

    def _scene(self, position: Position) -> NDArray[np.uint8]:
        width, height = self._size
        rows, columns = self._pixels.shape[0] - height - 1, self._pixels.shape[1] - width - 1
        left, top = (position.x - width / 2) % columns, (position.y - height / 2) % rows
        if position.between == 0:
            x, y = round(left), round(top)
            return self._pixels[y : y + height, x : x + width]
        centre = (left + (width - 1) / 2, top + (height - 1) / 2)
        return np.asarray(cv2.getRectSubPix(self._pixels, self._size, centre), np.uint8)


def virtual_from_spec(spec: str) -> VirtualMicroscope:
    """Return the microscope that "virtual" or "virtual:seed=7,style=pre,size=640x480,fps=15" asks for.

    Raises
    ------
    SourceSpecError
        An option is not understood; the sentence lists those there are.
    """
    seed, style, size, fps = 1, "smear", (1280, 960), 30.0
    _, _, options = spec.partition(":")
    try:
        for option in filter(None, options.split(",")):
            key, _, value = option.strip().partition("=")
            if key == "seed":
                seed = _within(int(value), 0, 2**63)
            elif key == "style" and value in STYLES:
                style = value
            elif key == "size":
                wide, _, high = value.partition("x")
                size = (_within(int(wide), MIN_SIDE, 4096), _within(int(high), MIN_SIDE, 4096))
            elif key == "fps":
                fps = _within(float(value), 1, 120)
            else:
                raise ValueError(option)
    except ValueError:
        raise SourceSpecError(
            f"The virtual microscope does not know the options in '{spec}'. Write for example 'virtual:seed=7', or "
            f"style={'|'.join(STYLES)}, size=1280x960, fps=30, with commas between."
        ) from None
    return VirtualMicroscope(seed, style, size, fps)


def _within(value: N, low: N, high: N) -> N:
    if not low <= value <= high:
        raise ValueError(value)
    return value
