"""Through which optics a frame was taken, and what was corrected in it."""

from __future__ import annotations

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
