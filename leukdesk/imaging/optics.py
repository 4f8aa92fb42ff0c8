"""Through which optics a frame was taken, and what was corrected in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Optics:
    """What is known of a frame's light path; logged with every result.

    Attributes
    ----------
    camera : str
        Lasting key of the source (``FrameSource.key``).
    objective : str
        As the operator chose it ("100× oil"); empty where none was.
    micrometres_per_pixel : float, optional
        None where the scale is not known.
    calibration : str
        Id of the calibration in force; empty where there is none.
    flat_field, white_balance : bool
        Whether the pixels were corrected for uneven light, and for the light's colour.
    """

    camera: str
    objective: str = ""
    micrometres_per_pixel: float | None = None
    calibration: str = ""
    flat_field: bool = False
    white_balance: bool = False


@dataclass(frozen=True)
class LightPaths:
    """What is known of the light paths of several frames together, each value once and sorted.

    Attributes
    ----------
    micrometres_per_pixel : tuple of float
    objectives, calibrations : tuple of str
        Without those that are not known.
    """

    micrometres_per_pixel: tuple[float, ...] = ()
    objectives: tuple[str, ...] = ()
    calibrations: tuple[str, ...] = ()


def light_paths(optics: Iterable[Optics | None]) -> LightPaths:
    """Collect what is known of the light paths of frames; nothing of a frame without any."""
    known = {each for each in optics if each is not None}
    return LightPaths(
        tuple(sorted({each.micrometres_per_pixel for each in known if each.micrometres_per_pixel is not None})),
        tuple(sorted({each.objective for each in known if each.objective})),
        tuple(sorted({each.calibration for each in known if each.calibration})),
    )
