"""The knobs of the source that runs: shown beside the picture, remembered for each camera, turned by keys as well."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from leukdesk.capture.controls import Control, Value
from leukdesk.capture.grabber import GrabberState
from leukdesk.capture.source import key_of
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.source_panel import LEAST_WIDTH, SourcePanel
from leukdesk.gui.live.stage_keys import STAGE_X, StageKeys
from leukdesk.gui.memory import Memory
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.language import tr

REMEMBERED_NOT = frozenset(
    {"drive", "stage-x", "stage-y", "focus", "plugged", "frozen", "dropped", "blank", "micrometer"}
)
"""Controls of the virtual microscope that are as new at every start: where the stage is, and the faults."""


class SourceControls(QObject):
    """Connects the panel, the keys of the picture and the memory with the live source.

    Parameters
    ----------
    looking : callable
        Returns whether the live picture is looked at, so that the arrow keys are the stage's.
    """

    objective_turned = Signal(str)
    """The source itself tells which objective is in place."""

    def __init__(
        self,
        window: QMainWindow,
        live: LiveController,
        view: PictureView,
        memory: Memory,
        toggle: QAction,
        looking: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._live, self._memory, self._looking = live, memory, looking
        self._keys = StageKeys()
        self._controls: tuple[Control, ...] = ()
        self._key = self._objective = ""
        self._notes: tuple[str, ...] = ()
        self.panel = SourcePanel()
        self.dock = QDockWidget(tr("Controls"), window)
        self.dock.setObjectName("controls")
        self.dock.setWidget(self.panel)
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
        window.resizeDocks([self.dock], [LEAST_WIDTH], Qt.Orientation.Horizontal)
        self.dock.hide()
        toggle.toggled.connect(self._open)
        self.dock.visibilityChanged.connect(lambda _: toggle.setChecked(not self.dock.isHidden()))
        self.panel.changed.connect(self.change)
        view.installEventFilter(self)

    def change(self, control_id: str, value: Value) -> None:
        """Set one control of the source that runs."""
        self._live.change(control_id, value)
        if self._key and control_id not in REMEMBERED_NOT:
            controls = {**self._memory.camera(self._key).controls, control_id: value}
            self._memory.change_camera(self._key, controls=controls)

    def forget(self) -> None:
        """No source runs, or another one will."""
        self._key = self._objective = ""
        self._controls = self._notes = ()
        self._fill()

    def has(self, control_id: str) -> bool:
        """Whether the source that runs has such a control."""
        return any(control.id == control_id for control in self._controls)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrow keys move the stage, where there is one."""
        if event.type() == QEvent.Type.KeyPress and self._looking() and self.has(STAGE_X):
            assert isinstance(event, QKeyEvent)
            self._keys.field = self._field()
            moves = self._keys.press(event.key(), event.modifiers(), self._controls)
            for control_id, value in moves:
                self.change(control_id, value)
            return bool(moves)
        return super().eventFilter(watched, event)

    def _field(self) -> float | None:
        """Return the width of the field in micrometres, where that is known."""
        frame = self._live.newest()
        optics = frame.optics if frame is not None else None
        if frame is None or optics is None or optics.micrometres_per_pixel is None:
            return None
        return frame.width * optics.micrometres_per_pixel

    def show(self, state: GrabberState) -> None:
        """Show what the source says of itself."""
        if state.key and state.key != self._key:
            self._take_up(state.key)
        self._key, self._controls, self._notes = state.key, state.controls, state.notes
        self._fill()
        turned = next((str(each.value) for each in state.controls if each.id == "objective"), "")
        if turned and turned != self._objective:
            self.objective_turned.emit(turned)
        self._objective = turned

    def _take_up(self, key: str) -> None:
        """Set what is remembered of a camera that was started by its name, whose lasting key shows only now."""
        if key == key_of(self._live.spec):
            return  # it was started with what is remembered
        wanted = self._live.wanted
        for control_id, value in self._memory.camera(key).controls.items():
            if control_id not in wanted:
                self._live.change(control_id, value)

    def _open(self, on: bool) -> None:
        self.dock.setVisible(on)
        self._fill()

    def _fill(self) -> None:
        """Show the controls, while anybody can see them."""
        if not self.dock.isHidden():
            self.panel.set_controls(self._controls)
            self.panel.set_notes(self._notes)
