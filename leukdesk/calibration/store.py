"""Keeps the calibrations of a station.

Each is a folder of its own in the data folder, ``<id>/calibration.json`` with ``blank.png`` beside it where a blank
field was taken. Calibrations are added and never changed: the log refers to them.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.calibration.calibration import OBJECTIVES, Calibration
from leukdesk.errors import LeukdeskError
from leukdesk.files import PARTIAL, sync_folder
from leukdesk.language import tr

logger = logging.getLogger(__name__)

_DESCRIPTION, _BLANK = "calibration.json", "blank.png"
_LONGEST_NAME = 24
_LEFT_AFTER = 24 * 3600.0
"""Seconds after which a half-written calibration belongs to no program that is still at work."""


class CalibrationError(LeukdeskError):
    """A calibration cannot be written or read; the sentence says which and what to do."""

    code: ClassVar[str] = "calibration"


class CalibrationStore:
    """The calibrations of a station. May be used from any thread, and by several programs at once.

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
            except (OSError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as problem:
                logger.warning("The calibration in %s is not readable and is passed over: %s", folder, problem)
        return sorted(found, key=lambda each: each.made)

    def newest(self, camera: str, objective: str) -> Calibration | None:
        """Return the calibration in force for a camera with an objective."""
        fitting = [each for each in self.all() if (each.camera, each.objective) == (camera, objective)]
        return fitting[-1] if fitting else None

    def own_objectives(self) -> tuple[str, ...]:
        """Return the objectives that were calibrated under the station's own names, in the order of the alphabet."""
        return tuple(sorted({each.objective for each in self.all()} - {*OBJECTIVES, ""}))

    def blank(self, calibration: Calibration) -> NDArray[np.uint8] | None:
        """Return a calibration's blank field, uint8 (H, W, 3) RGB; None where it has none.

        Raises
        ------
        CalibrationError
            It should be there, and is not or cannot be read.
        """
        if not calibration.has_blank:
            return None
        # Here and not above: the window shows objectives before it needs any picture.
        import cv2

        from leukdesk.imaging.opencv_messages import silence_opencv

        silence_opencv()
        path = self.folder / calibration.id / _BLANK
        try:
            picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
        except (OSError, cv2.error) as problem:
            raise _no_blank(path) from problem
        if picture is None or picture.shape[:2] != (calibration.height, calibration.width):
            raise _no_blank(path)
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)

    def save(self, calibration: Calibration, blank: NDArray[np.uint8] | None) -> Calibration:
        """Keep a calibration; returns it with its id. It is there whole or not at all.

        Parameters
        ----------
        calibration : Calibration
            Its id, and whether it has a blank field, are given here, whatever it says.
        blank : array, optional
            uint8 (H, W, 3) RGB, of the size that the calibration says.

        Raises
        ------
        CalibrationError
            The disk does not take it.
        ValueError
            Its values make no sense.
        """
        calibration.check()
        made = calibration.made.astimezone(UTC)
        objective = re.sub(r"[^0-9a-z]+", "", calibration.objective.casefold())[:_LONGEST_NAME]
        name = "-".join(filter(None, (made.strftime("%Y%m%dT%H%M%S%fZ"), objective)))
        kept = replace(calibration, id=name, made=made, has_blank=blank is not None)
        if blank is not None and blank.shape != (kept.height, kept.width, 3):
            raise ValueError(f"a blank field of {blank.shape} is not of {kept.height} x {kept.width}")
        partial = self.folder / f".{uuid.uuid4().hex}{PARTIAL}"
        try:
            partial.mkdir(parents=True)
            if blank is not None:
                _write(partial / _BLANK, _png(blank))
            # The folder's name is its id, so what is inside need not say it.
            _write(partial / _DESCRIPTION, json.dumps({**asdict(kept), "made": made.isoformat()}, indent=2).encode())
            sync_folder(partial)
            kept = replace(kept, id=self._give_name(partial, name))
            sync_folder(self.folder)
        except OSError as problem:
            shutil.rmtree(partial, ignore_errors=True)
            words = tr(
                "The calibration could not be kept in {folder}: {reason}. See that the disk has room and that the "
                "folder can be written to, and save it again."
            )
            raise CalibrationError(words.format(folder=self.folder, reason=problem.strerror or problem)) from problem
        self._remove_left()
        return kept

    def _give_name(self, partial: Path, name: str) -> str:
        """Rename a finished folder to a name that no other has, even one made in the same microsecond."""
        for number in range(1, 100):
            chosen = name if number == 1 else f"{name}-{number}"
            try:
                if not (self.folder / chosen).exists():
                    # POSIX puts a folder over an empty one only; a calibration's never is.
                    partial.rename(self.folder / chosen)
                    return chosen
            except OSError:
                if not (self.folder / chosen).exists():
                    raise
        raise FileExistsError(f"there are too many calibrations named {name}")

    def _remove_left(self) -> None:
        """Remove what a program that was killed left half written."""
        limit = time.time() - _LEFT_AFTER
        for partial in self.folder.glob(f".*{PARTIAL}"):
            with suppress(OSError):
                if partial.is_dir() and partial.stat().st_mtime < limit:
                    shutil.rmtree(partial, ignore_errors=True)


def _read(folder: Path) -> Calibration:
    found: dict[str, Any] = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
    values = {each.name: found[each.name] for each in fields(Calibration) if each.name in found}
    values |= {"id": folder.name, "made": datetime.fromisoformat(found["made"])}
    if values["made"].tzinfo is None:
        raise ValueError("its date has no time zone")
    values["made"] = values["made"].astimezone(UTC)
    for name in ("white", "background"):
        if values.get(name) is not None:
            values[name] = tuple(float(value) for value in values[name])
    if values.get("micrometres_per_pixel") is not None:
        values["micrometres_per_pixel"] = float(values["micrometres_per_pixel"])
    calibration = Calibration(**values)
    calibration.check()
    return calibration


def _png(picture: NDArray[np.uint8]) -> bytes:
    import cv2

    done, png = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    if not done:
        raise OSError(f"a picture of {picture.shape} cannot be written as PNG")
    return bytes(png.tobytes())


def _write(path: Path, content: bytes) -> None:
    # The folder is renamed when all is in it, so that its files need no names of their own before.
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _no_blank(path: Path) -> CalibrationError:
    words = tr("The blank field {path} cannot be read. Calibrate this objective again.")
    return CalibrationError(words.format(path=path))
