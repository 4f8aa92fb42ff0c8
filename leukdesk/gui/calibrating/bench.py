"""What the wizard's pages share: the camera, its newest frame, what was gathered so far, and the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from leukdesk.calibration import Calibration, CalibrationError, CalibrationStore
from leukdesk.imaging.frame import Frame
from leukdesk.language import number, tr

T = TypeVar("T")

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], object]
"""Has one thing done on the worker and calls back on the GUI's thread: work, done, failed."""

RED_CELL = 7.5
"""Micrometres across, of a red cell on a smear; 7.2 to 7.5 in textbooks (Bain, "Blood Cells", 5th edition)."""
_FEWEST_PIXELS, _MOST_PIXELS = 8, 400


@dataclass(frozen=True, eq=False)
class Draft:
    """What was gathered so far; ``Calibration`` says what each is."""

    objective: str = ""
    size: tuple[int, int] | None = None
    blank: NDArray[np.uint8] | None = None
    blank_from: str = ""
    background: tuple[float, float, float] | None = None
    white: tuple[float, float, float] | None = None
    micrometres_per_pixel: float | None = None
    scale_from: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be saved."""
        return self.blank is None and self.white is None and self.micrometres_per_pixel is None

    def calibration(self, camera: str, operator: str) -> Calibration:
        """Return it as a calibration made now."""
        width, height = self.size or (0, 0)
        return Calibration(
            "",
            datetime.now(UTC),
            operator,
            camera,
            self.objective,
            width,
            height,
            self.micrometres_per_pixel,
            self.scale_from,
            self.blank is not None,
            self.white,
            self.background,
            self.blank_from,
        )


@dataclass(frozen=True, eq=False)
class Earlier:
    """The calibration that was in force, parts of which may be kept."""

    calibration: Calibration
    blank: NDArray[np.uint8] | None

    @classmethod
    def read(cls, store: CalibrationStore, camera: str, objective: str) -> Earlier | None:
        """Read it; a blank field that is lost is not to be kept, which is all that matters here."""
        found = store.newest(camera, objective)
        if found is None:
            return None
        try:
            return cls(found, store.blank(found))
        except CalibrationError:
            return cls(found, None)


class Bench:
    """Shared by the pages.

    Parameters
    ----------
    store : CalibrationStore
    camera, camera_name, operator : str
    run : callable
    """

    def __init__(self, store: CalibrationStore, camera: str, camera_name: str, operator: str, run: Run) -> None:
        self.store, self.camera, self.camera_name, self.operator = store, camera, camera_name, operator
        self._run = run
        self.draft = Draft()
        self.earlier: Earlier | None = None
        self.frame: Frame | None = None
        self.closed = False

    def change(self, **values: Any) -> None:
        """Give parts of the draft new values."""
        self.draft = replace(self.draft, **values)

    def begin(self, objective: str, earlier: Earlier | None) -> None:
        """Begin with an objective; what was gathered with another is gone."""
        if objective != self.draft.objective:
            self.draft = Draft(objective)
        self.earlier = earlier

    def ask(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Have something done on the worker; nothing is told any more once the wizard is closed."""

        def told(answer: T) -> None:
            if not self.closed:
                done(answer)

        def refused(problem: Exception) -> None:
            if not self.closed:
                failed(problem)

        self._run(work, told, refused)


def doubt(micrometres_per_pixel: float) -> str:
    """Say why a scale can hardly be right; empty where it may be."""
    pixels = RED_CELL / micrometres_per_pixel
    if _FEWEST_PIXELS <= pixels <= _MOST_PIXELS:
        return ""
    return tr(
        "A red cell would be {pixels} pixels wide, which can hardly be. See that the length is in micrometres "
        "(1 mm is 1000 µm), and that this is the objective."
    ).format(pixels=f"{pixels:.1f}" if pixels < 10 else number(round(pixels)))
