"""Whether two fields were taken at one magnification, as far as they tell: else no cell of them is known again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from leukdesk.imaging.cells import FieldCells
from leukdesk.imaging.finding.settings import RED_DIAMETER
from leukdesk.language import marked

_CALIBRATED = 1.15
_MEASURED = 1.5
"""Times by which two scales may differ: both by calibration, or by the red cells of a field. Who turns the objectives
and does not say so changes the latter alone.

Of 447 fields of wbc500, 16 differ by more than 1.15 times from the median of their slide, 5 by more than 1.4, and 2 by
more than 1.5. From one of 10, 20, 40, 63 and 100 to the next it is 1.57 or more.
"""


@dataclass(frozen=True)
class FieldScale:
    """How large a field shows what is in it.

    Attributes
    ----------
    micrometres_per_pixel : float
    calibrated : bool
        By a calibration; else by the red cells.
    by_red_cells : float, optional
        Micrometres per pixel that the red cells tell by themselves.
    """

    micrometres_per_pixel: float
    calibrated: bool
    by_red_cells: float | None = None

    @classmethod
    def of(cls, found: FieldCells) -> Self | None:
        """Return the scale of a field; None where it is not known."""
        if found.micrometres_per_pixel is None:
            return None
        by_red_cells = RED_DIAMETER / found.red_diameter if found.red_diameter else None
        return cls(found.micrometres_per_pixel, found.scale_from == "calibration", by_red_cells)

    def unlike(self, before: FieldScale) -> tuple[float, str] | None:
        """Return how many times as large as in another field things are shown, and what tells it.

        Returns
        -------
        (float, str), optional
            Below 1 for smaller; the text is marked for translation. None where both fields may be of one magnification.
        """
        if self.calibrated and before.calibrated:
            times = before.micrometres_per_pixel / self.micrometres_per_pixel
            if not 1 / _CALIBRATED <= times <= _CALIBRATED:
                return times, marked("the calibration")
            now, then = self.by_red_cells, before.by_red_cells
        else:
            now, then = self.micrometres_per_pixel, before.micrometres_per_pixel
        times = then / now if now and then else 1.0
        return None if 1 / _MEASURED <= times <= _MEASURED else (times, marked("the red cells"))
