"""From the sensor's pixels to those that are looked at: the calibration in force, applied to each frame."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from leukdesk.calibration.calibration import Calibration
from leukdesk.calibration.store import CalibrationError, CalibrationStore
from leukdesk.imaging.optics import Optics
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.imaging.correction import Correction


class LightPath:
    """A camera with an objective and what is known of the two. May be used from any thread.

    Parameters
    ----------
    camera : str
        Lasting key of the source.
    objective : str
        Empty where none was chosen.
    calibration : Calibration, optional
    blank : array, uint8, shape (H, W, 3), RGB, optional
        The calibration's blank field.
    problem : str
        What is wrong with the calibration already, as a sentence.
    """

    def __init__(
        self,
        camera: str,
        objective: str = "",
        calibration: Calibration | None = None,
        blank: NDArray[np.uint8] | None = None,
        problem: str = "",
    ) -> None:
        self.camera, self.objective, self.calibration = camera, objective, calibration
        self._blank = blank
        self._broken, self._problem = problem, problem
        self._lock = threading.Lock()
        self._size = (0, 0)
        self._made: Correction | None = None
        self._correction: Correction | None = None
        self._optics = Optics(camera, objective)

    @classmethod
    def read(cls, store: CalibrationStore, camera: str, objective: str) -> Self:
        """Read what a station knows of a camera with an objective; it takes a moment.

        A blank field that cannot be read is told by ``problem``, and the rest of the calibration holds.
        """
        calibration = store.newest(camera, objective)
        if calibration is None:
            return cls(camera, objective)
        try:
            return cls(camera, objective, calibration, store.blank(calibration))
        except CalibrationError as problem:
            return cls(camera, objective, calibration, None, str(problem))

    @property
    def problem(self) -> str:
        """Why the calibration, or a part of it, does not hold for the last frame; empty when all is well."""
        return self._problem

    def optics(self, width: int, height: int) -> Optics:
        """Return what is known of a frame of this size."""
        with self._lock:
            self._prepare(width, height)
            return self._optics

    def develop(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], Optics]:
        """Correct a frame.

        Parameters
        ----------
        pixels : array, uint8, shape (H, W, 3), RGB

        Returns
        -------
        array, uint8, shape (H, W, 3), RGB
            ``pixels`` itself where there is nothing to correct.
        Optics
        """
        with self._lock:
            self._prepare(pixels.shape[1], pixels.shape[0])
            correction, optics = self._correction, self._optics
        return (pixels if correction is None else correction.apply(pixels)), optics

    def _prepare(self, width: int, height: int) -> None:
        """Get ready for frames of a size; each has the size of the one before, nearly always."""
        if self._size == (width, height):
            return
        self._size = (width, height)
        self._correction, self._optics, self._problem = None, Optics(self.camera, self.objective), self._broken
        known = self.calibration
        if known is None:
            return
        if not known.fits(width, height):
            self._problem = tr(
                "Calibrated at {calibrated} pixels, which {now} do not fit: it is not applied. Choose that resolution, "
                "or calibrate."
            ).format(calibrated=f"{known.width} × {known.height}", now=f"{width} × {height}")
            return
        self._correction = self._the_correction(known)
        self._optics = Optics(
            self.camera,
            self.objective,
            known.scale_at(width, height),
            known.id,
            self._blank is not None,
            known.white is not None,
        )

    def _the_correction(self, known: Calibration) -> Correction | None:
        """Return the correction, made at its first use; it fits itself to the size of a frame."""
        if self._made is None and (self._blank is not None or known.white is not None):
            from leukdesk.imaging.correction import Correction

            self._made = Correction(self._blank, known.white)
        return self._made
