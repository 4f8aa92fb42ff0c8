"""What a station knows of its optics: for each camera and objective the scale, the blank field, the light's colour.

Each calibration is a folder of its own in the data folder, ``<id>/calibration.json`` with ``blank.png`` beside it
where a blank field was taken. Calibrations are added and never changed: the log refers to them.
"""

from __future__ import annotations

import json
import logging
import math
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.files import replacing, sync_folder

logger = logging.getLogger(__name__)

OBJECTIVES = ("10×", "20×", "40×", "50× oil", "60× oil", "100× oil")
OLD_AFTER = timedelta(days=90)
"""Lamps age and cameras are knocked; a quarter of a year is as long as one may be trusted."""
_DESCRIPTION, _BLANK = "calibration.json", "blank.png"
_LARGEST_SIDE = 1 << 14


class CalibrationError(LeukdeskError):
    """A calibration cannot be written or read; the sentence says which and what to do."""

    code: ClassVar[str] = "calibration"


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

    def is_old(self, now: datetime) -> bool:
        """Whether it should be made again."""
        return now - self.made > OLD_AFTER

    def scale_at(self, width: int, height: int) -> float | None:
        """Return the micrometres of a pixel in a frame of another size; None where that cannot be told.

        A camera that sends fewer pixels of the same shape shows the same field, so that each pixel is larger.
        """
        if self.micrometres_per_pixel is None or not _same_shape((width, height), (self.width, self.height)):
            return None
        return self.micrometres_per_pixel * self.width / width


class CalibrationStore:
    """The calibrations of a station.

    Parameters
    ----------
    folder : Path
        Made at the first save. What is unreadable in it is passed over, with a warning in the program's messages.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Calibration]:
        """Return every calibration, the oldest first."""
        try:
            folders = sorted(each for each in self.folder.iterdir() if each.is_dir() and not each.name.startswith("."))
        except OSError:
            return []
        found = []
        for folder in folders:
            try:
                found.append(_read(folder))
            except (OSError, ValueError, TypeError, KeyError) as problem:
                logger.warning("The calibration in %s is not readable and is passed over: %s", folder, problem)
        return found

    def newest(self, camera: str, objective: str) -> Calibration | None:
        """Return the calibration in force for a camera with an objective."""
        fitting = [each for each in self.all() if (each.camera, each.objective) == (camera, objective)]
        return max(fitting, key=lambda each: each.made) if fitting else None

    def blank(self, calibration: Calibration) -> NDArray[np.uint8] | None:
        """Return a calibration's blank field, uint8 (H, W, 3) RGB; None where it has none.

        Raises
        ------
        CalibrationError
            It should be there, and is not or cannot be read.
        """
        if not calibration.has_blank:
            return None
        path = self.folder / calibration.id / _BLANK
        try:
            picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        except (OSError, cv2.error) as problem:
            raise _no_blank(path) from problem
        if picture is None:
            raise _no_blank(path)
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)

    def save(self, calibration: Calibration, blank: NDArray[np.uint8] | None) -> Calibration:
        """Keep a calibration; returns it with its id.

        Parameters
        ----------
        calibration : Calibration
            Its id is given here, whatever it says.
        blank : array, optional
            uint8 (H, W, 3) RGB.

        Raises
        ------
        CalibrationError
        """
        stamp = calibration.made.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        name = "-".join(filter(None, (stamp, re.sub(r"[^0-9a-z]+", "", calibration.objective.casefold()))))
        values = {**asdict(calibration), "id": name, "has_blank": blank is not None}
        kept = Calibration(**values)
        folder = self.folder / name
        try:
            folder.mkdir(parents=True)
            if blank is not None:
                done, png = cv2.imencode(".png", cv2.cvtColor(blank, cv2.COLOR_RGB2BGR))
                if not done:
                    raise CalibrationError(f"The blank field of {blank.shape} could not be made a picture.")
                with replacing(folder / _BLANK) as stream:
                    stream.write(png.tobytes())
            # Last, so that a folder without it is none.
            with replacing(folder / _DESCRIPTION) as stream:
                stream.write(json.dumps({**values, "made": kept.made.isoformat()}, indent=2).encode())
            sync_folder(folder)
            sync_folder(self.folder)
        except OSError as problem:
            raise CalibrationError(
                f"The calibration could not be kept in {folder}: {problem.strerror or problem}. "
                "See that the disk has room and that the folder can be written to, and calibrate again."
            ) from problem
        return kept


def _read(folder: Path) -> Calibration:
    found: dict[str, Any] = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
    values = {each.name: found[each.name] for each in fields(Calibration) if each.name in found}
    values |= {"id": folder.name, "made": datetime.fromisoformat(found["made"])}
    for name in ("white", "background"):
        if values.get(name) is not None:
            values[name] = _three_numbers(values[name])
    calibration = Calibration(**values)
    scale = calibration.micrometres_per_pixel
    if calibration.made.tzinfo is None or (scale is not None and not 0 < scale < math.inf):
        raise ValueError("its date or its scale makes no sense")
    if not all(isinstance(side, int) and 0 < side <= _LARGEST_SIDE for side in (calibration.width, calibration.height)):
        raise ValueError("its size makes no sense")
    return calibration


def _three_numbers(found: Any) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in found)
    if not all(0 < value < math.inf for value in (red, green, blue)):
        raise ValueError(f"{found} are no factors")
    return red, green, blue


def _same_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] * other[1] - one[1] * other[0]) <= 0.01 * one[0] * other[1]


def _no_blank(path: Path) -> CalibrationError:
    return CalibrationError(f"The blank field {path} cannot be read. Calibrate this objective again.")
