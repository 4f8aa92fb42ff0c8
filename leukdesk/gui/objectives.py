"""Which objective is on the microscope, and what follows from it for every frame: scale, corrections, reference."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.live_controller import LiveController
from leukdesk.gui.memory import Memory
from leukdesk.gui.objective_picker import ObjectivePicker

if TYPE_CHECKING:
    from leukdesk.calibration.calibration import Calibration
    from leukdesk.calibration.light_path import LightPath
    from leukdesk.gui.calibrating.wizard import CalibrationWizard
    from leukdesk.station import Station

logger = logging.getLogger(__name__)


class Objectives(QObject):
    """Keeps the picker, the memory of each camera and the frames' light path in step."""

    changed = Signal()
    """Frames come through another light path from now on."""
    reminded = Signal(str)
    """The calibration in force is old, or does not fit; empty when all is well."""

    def __init__(
        self, picker: ObjectivePicker, live: LiveController, memory: Memory, analyst: Analyst[Station]
    ) -> None:
        super().__init__()
        self._picker, self._live, self._memory, self._analyst = picker, live, memory, analyst
        self._camera = ""
        self._path: LightPath | None = None
        picker.chosen.connect(self.choose)

    @property
    def objective(self) -> str:
        """The one that is chosen for the camera that runs."""
        return self._memory.camera(self._camera).objective

    @property
    def scale(self) -> float | None:
        """Micrometres a pixel of the newest frame; None where it is not known."""
        frame = self._live.newest()
        return frame.optics.micrometres_per_pixel if frame is not None and frame.optics is not None else None

    def forget(self) -> None:
        """No source is known: frames come as they are."""
        self._camera, self._path = "", None
        self._live.develop = None

    def camera_changed(self, key: str) -> None:
        """Another source runs: take up what is remembered of it."""
        self._camera = key
        self._read()

    def choose(self, objective: str) -> None:
        """Another objective was turned in."""
        if objective == self.objective and self._path is not None:
            return
        self._memory.change_camera(self._camera, objective=objective)
        self._read()

    def calibrate(self, operator: str, parent: QWidget) -> CalibrationWizard:
        """Return the calibration's window; meanwhile frames come as the sensor gives them."""
        from leukdesk.gui.calibrating.wizard import CalibrationWizard

        wizard = CalibrationWizard(self._camera, self.objective, operator, self._live.newest, self._run, parent)
        self._live.develop = None
        wizard.saved.connect(self._saved)
        wizard.finished.connect(lambda _: self._read())
        return wizard

    def _run(
        self, work: Callable[[], object], done: Callable[[object], None], failed: Callable[[Exception], None]
    ) -> None:
        self._analyst.ask(lambda _: work(), done, failed)

    def _saved(self, calibration: Calibration) -> None:
        self._memory.change_camera(self._camera, objective=calibration.objective)

    def _read(self) -> None:
        """Have what is known of this camera with this objective read, on the worker."""
        camera, objective = self._camera, self.objective
        if not camera:
            return

        def read(station: Station) -> LightPath:
            from leukdesk.calibration.light_path import LightPath

            return LightPath.read(station.calibrations, camera, objective)

        def done(path: LightPath) -> None:
            if (path.camera, path.objective) == (self._camera, self.objective):
                self._take(path)

        self._analyst.ask(read, done)

    def _take(self, path: LightPath) -> None:
        self._path = path
        self._live.develop = path.develop
        now = datetime.now(UTC)
        self._picker.set_state(path.objective, path.calibration, now)
        old = path.calibration is not None and path.calibration.is_old(now)
        reminder = f"The calibration of {path.objective} is older than three months. Calibrate it again." if old else ""
        self.reminded.emit(path.problem or reminder)
        self.changed.emit()
