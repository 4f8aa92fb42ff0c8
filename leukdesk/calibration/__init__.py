"""What a station knows of its optics: for each camera and objective the scale, the blank field, the light's colour."""

from leukdesk.calibration.calibration import OBJECTIVES, OLD_AFTER, Calibration
from leukdesk.calibration.focus_book import FocusBook
from leukdesk.calibration.light_path import LightPath
from leukdesk.calibration.store import CalibrationError, CalibrationStore

__all__ = [
    "OBJECTIVES",
    "OLD_AFTER",
    "Calibration",
    "CalibrationError",
    "CalibrationStore",
    "FocusBook",
    "LightPath",
]
