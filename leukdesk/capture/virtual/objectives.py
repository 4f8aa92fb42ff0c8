"""The objectives of the virtual microscope, and what diffraction and defocus do to a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

WAVELENGTH = 0.55  # micrometres, green
# Red cells are about as large in the field as in those that the bundled model was trained on.
FIELD_WIDTH = 107.0  # micrometres that the camera's width shows under the strongest objective
STRONGEST = 100.0


@dataclass(frozen=True)
class Objective:
    """One objective.

    Attributes
    ----------
    magnification : float
    aperture : float
        Numerical.
    index : float
        Refractive index of what is between it and the slide.
    """

    magnification: float
    aperture: float
    index: float = 1.0

    @property
    def sharpness(self) -> float:
        """Deviation, in micrometres on the slide, of the blur in focus: 0.21 wavelengths by the aperture.

        That Gauss bell is nearest to Airy's disc (Zhang, Zerubia and Olivo-Marin, Appl. Opt. 46, 1819, 2007).
        """
        return 0.21 * WAVELENGTH / self.aperture

    def defocus(self, error: float) -> float:
        """Return the deviation, in micrometres on the slide, of the blur so many micrometres out of focus.

        The cone of light is then cut as a disc, whose deviation along an axis is half its radius.
        """
        return 0.5 * abs(error) * math.tan(math.asin(self.aperture / self.index))

    def scale(self, width: int) -> float:
        """Return pixels per micrometre in a picture so many pixels wide."""
        return width / FIELD_WIDTH * self.magnification / STRONGEST


OBJECTIVES: Mapping[str, Objective] = {
    "10×": Objective(10, 0.25),
    "20×": Objective(20, 0.40),
    "40×": Objective(40, 0.65),
    "100× oil": Objective(100, 1.25, 1.515),
}
"""By the names that calibrations have for them."""
