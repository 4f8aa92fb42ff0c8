"""One calibration of a camera with an objective: what it says, and what it may say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from leukdesk.imaging.shapes import same_shape

OBJECTIVES = ("10×", "20×", "40×", "50× oil", "60× oil", "100× oil")
OLD_AFTER = timedelta(days=90)
"""Lamps age and cameras are knocked; a quarter of a year is as long as one may be trusted."""

_LARGEST_SIDE = 1 << 14
_LONGEST_TEXT = 1000
_TEXTS = ("id", "operator", "camera", "objective", "scale_from", "blank_from")


@dataclass(frozen=True)
class Calibration:
    """One calibration of a camera with an objective.

    Attributes
    ----------
    id : str
        Its folder's name; rises with time.
    made : datetime
        UTC.
    operator : str
    camera : str
        The source's lasting key (``FrameSource.key``).
    objective : str
        One of ``OBJECTIVES``, or the station's own name of it.
    width, height : int
        Of the frames it was made with, in pixels. It holds for other sizes of the same shape.
    micrometres_per_pixel : float, optional
        At that size; None where the scale was not measured.
    scale_from : str
        "typed", "stage micrometer", or empty.
    has_blank : bool
        Whether a blank field lies beside it.
    white : tuple of float, optional
        Factors for red, green and blue that make the background neutral.
    background : tuple of float, optional
        Mean red, green and blue of the blank field before any correction, 0 to 255: the station's reference.
    blank_from : str
        "blank field", "different fields", or empty.
    """

    id: str
    made: datetime
    operator: str
    camera: str
    objective: str
    width: int
    height: int
    micrometres_per_pixel: float | None = None
    scale_from: str = ""
    has_blank: bool = False
    white: tuple[float, float, float] | None = None
    background: tuple[float, float, float] | None = None
    blank_from: str = ""

    def is_old(self, now: datetime) -> bool:
        """Whether it should be made again."""
        return now - self.made > OLD_AFTER

    def scale_at(self, width: int, height: int) -> float | None:
        """Return the micrometres of a pixel in a frame of another size; None where that cannot be told.

        A camera that sends fewer pixels of the same shape shows the same field, so that each pixel is larger.
        """
        if self.micrometres_per_pixel is None or not self.fits(width, height):
            return None
        return self.micrometres_per_pixel * self.width / width

    def fits(self, width: int, height: int) -> bool:
        """Whether frames of this size have the shape of those it was made with."""
        return same_shape((width, height), (self.width, self.height))

    def check(self) -> None:
        """Check what a file, or a caller, may have got wrong.

        Raises
        ------
        ValueError
            A value makes no sense.
        """
        for name in _TEXTS:
            text = getattr(self, name)
            if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
                raise ValueError(f"its {name} is no text")
        if not isinstance(self.made, datetime) or self.made.tzinfo is None:
            raise ValueError("its date makes no sense")
        if not isinstance(self.has_blank, bool):
            raise ValueError("whether it has a blank field is not said")
        if not all(type(side) is int and 0 < side <= _LARGEST_SIDE for side in (self.width, self.height)):
            raise ValueError("its size makes no sense")
        if self.micrometres_per_pixel is not None and not _is_factor(self.micrometres_per_pixel):
            raise ValueError("its scale makes no sense")
        for three in (self.white, self.background):
            if three is not None and (len(three) != 3 or not all(map(_is_factor, three))):
                raise ValueError(f"{three} are no values for three colours")


def _is_factor(value: object) -> bool:
    # Far beyond any optics, and far enough from where floats end that they can be computed with.
    return isinstance(value, float) and 1e-6 < value < 1e6
