"""Chooses the frames that a blank field is made of, while they come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.frame import Frame
from leukdesk.imaging.resizing import reduced

ENOUGH = 16
"""Frames: their mean has a quarter of the noise of one (Poisson and read noise fall with the root of the number)."""
_SIDE = 64
_STILL, _DIFFERENT = 2.0, 4.0
"""Mean difference, in grey levels of a small copy: below it the stage is at rest, above it the field is another."""


class Collector:
    """Takes each frame once, and of different fields only those where the stage has come to rest.

    Parameters
    ----------
    different : bool
        Whether each has to show another field.
    """

    def __init__(self, *, different: bool) -> None:
        self.different = different
        self.frames: list[Frame] = []
        self._taken: list[NDArray[np.float32]] = []
        self._before: NDArray[np.float32] | None = None
        self._last = ""
        self._forced = False

    @property
    def done(self) -> bool:
        """Whether there are enough."""
        return len(self.frames) >= ENOUGH

    def want_next(self) -> None:
        """Take the next new frame, whatever it shows."""
        self._forced = True

    def offer(self, frame: Frame) -> bool:
        """Take a frame if it is wanted. A change of size begins again."""
        if self.done or frame.id == self._last:
            return False
        self._last = frame.id
        if self.frames and self.frames[0].pixels.shape != frame.pixels.shape:
            self.frames, self._taken, self._before = [], [], None
        if self.different:
            small = reduced(frame.pixels, _SIDE).astype(np.float32)
            before, self._before = self._before, small
            at_rest = before is not None and before.shape == small.shape and _difference(before, small) < _STILL
            if not self._forced and not (
                at_rest and all(_difference(each, small) > _DIFFERENT for each in self._taken)
            ):
                return False
            self._taken.append(small)
        self._forced = False
        self.frames.append(frame)
        return True


def _difference(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).mean())
