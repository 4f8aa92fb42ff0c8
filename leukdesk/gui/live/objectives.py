"""Which objective is on the microscope, and what follows from it for every frame: scale, corrections, reference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leukdesk.calibration import LightPath
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.objective_picker import ObjectivePicker
from leukdesk.gui.memory import Memory

if TYPE_CHECKING:
    from leukdesk.calibration import Calibration, CalibrationStore
    from leukdesk.gui.calibrating.wizard import CalibrationWizard
    from leukdesk.station import Station


class Objectives(QObject):
    """Keeps the picker, the memory of each camera and the frames' light path in step."""

    calibrating = Signal(bool)
    """The calibration's window was opened, or closed; meanwhile frames come as the sensor gives them."""
    calibrated = Signal(object)
    """A new Calibration was stored."""

    def __init__(
        self, picker: ObjectivePicker, live: LiveController, memory: Memory, analyst: Analyst[Station]
    ) -> None:
        super().__init__()
        self._picker, self._live, self._memory, self._analyst = picker, live, memory, analyst
        self._camera = self._problem = ""
        self._store: CalibrationStore | None = None
        self._path: LightPath | None = None
        self._wizard: CalibrationWizard | None = None
        picker.chosen.connect(self.choose)

    @property
    def objective(self) -> str:
        """The one that is chosen for the camera that runs."""
        return self._memory.camera(self._camera).objective

    def forget(self) -> None:
        """No source is known: frames come as they are."""
        self._camera = ""
        self._path = self._live.develop = None
        if self._wizard is not None:
            self._wizard.reject()

    def camera_changed(self, key: str) -> None:
        """Another source runs: take up what is remembered of it."""
        self._camera = key
        self._read()

    def choose(self, objective: str) -> None:
        """Another objective was turned in."""
        if not self._camera or (objective == self.objective and self._path is not None):
            return
        self._memory.change_camera(self._camera, objective=objective)
        self._read()

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self._store = station.calibrations
        self._picker.set_own(self._store.own_objectives())
        self._read()

    def calibrate(self, operator: str, parent: QWidget) -> CalibrationWizard | None:
        """Return the calibration's window, or the one that is open; None while no source runs.

        Meanwhile frames come as the sensor gives them.
        """
        from leukdesk.gui.calibrating.wizard import CalibrationWizard

        if self._store is None or not self._camera:
            return None
        if self._wizard is None:
            frame = self._live.newest()
            self._wizard = CalibrationWizard(
                self._store,
                self._camera,
                frame.source if frame is not None else self._camera,
                self.objective,
                self._store.own_objectives(),
                operator,
                self._live.newest,
                self._run,
                parent,
            )
            self._plainly()
            self.calibrating.emit(True)
            self._wizard.saved.connect(self._saved)
            self._wizard.finished.connect(lambda _: self._calibrated())
        return self._wizard

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self._analyst.ask(lambda _: work(), done, failed)

    def _saved(self, calibration: Calibration) -> None:
        self._memory.change_camera(calibration.camera, objective=calibration.objective)
        self.calibrated.emit(calibration)
        # The light, and with it what is sharp, may be another now.
        self._analyst.ask(
            lambda station: station.forget_sharpness(calibration.camera, calibration.objective), lambda _: None
        )

    def _calibrated(self) -> None:
        self._wizard = None
        self.calibrating.emit(False)
        if self._store is not None:
            self._picker.set_own(self._store.own_objectives())
        self._read()

    def _read(self) -> None:
        """Have what is known of this camera with this objective read, on the worker."""
        camera, objective = self._camera, self.objective
        if not camera or self._store is None:
            return
        self._plainly()

        def read(station: Station) -> LightPath:
            return LightPath.read(station.calibrations, camera, objective)

        def done(path: LightPath) -> None:
            if (path.camera, path.objective) == (self._camera, self.objective) and self._wizard is None:
                self._take(path)

        self._analyst.ask(read, done)

    def _plainly(self) -> None:
        """Have frames come as the sensor gives them, but not through an objective that was turned out."""
        self._path = None
        self._live.develop = LightPath(self._camera, self.objective).develop

    def told(self) -> None:
        """Say of the newest frames whether the calibration holds for them."""
        if self._path is not None and self._path.problem != self._problem:
            self._show(self._path)

    def _take(self, path: LightPath) -> None:
        self._path = path
        self._live.develop = path.develop
        self._show(path)

    def _show(self, path: LightPath) -> None:
        self._problem = path.problem
        self._picker.set_state(path.objective, path.calibration, datetime.now(UTC), path.problem)
