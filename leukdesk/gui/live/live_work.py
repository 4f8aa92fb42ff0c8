"""All that goes on around the live picture, put together: watching, hands-free capture, objective, knobs, choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from leukdesk.capture.grabber import GrabberState
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.screen import Screen
from leukdesk.gui.desk.shown import Entry, Mode
from leukdesk.gui.live.hands_free_bar import HandsFreeBar
from leukdesk.gui.live.hands_free_work import HandsFreeWork
from leukdesk.gui.live.live_choices import LiveChoices
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.live_watching import LiveWatching
from leukdesk.gui.live.objective_picker import ObjectivePicker
from leukdesk.gui.live.objectives import Objectives
from leukdesk.gui.live.self_capture import SelfCapture
from leukdesk.gui.live.source_controls import SourceControls
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class LiveWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        That the knobs are docked to.
    screen, bar, picker : Screen, HandsFreeBar, ObjectivePicker
        Widgets that lie in the window already.
    desk : Desk
        Knows which picture is shown.
    menu : QMenu
        Of the camera.
    entry : callable
        Returns what goes into the log with the next result.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    logged = Signal(object)
    """The numbers of the records."""

    def __init__(
        self,
        window: QMainWindow,
        screen: Screen,
        desk: Desk,
        bar: HandsFreeBar,
        picker: ObjectivePicker,
        actions: Mapping[ActionId, QAction],
        menu: QMenu,
        live: LiveController,
        watching: LiveWatching,
        memory: Memory,
        analyst: Analyst[Station],
        entry: Callable[[], Entry],
    ) -> None:
        super().__init__(window)
        self._actions, self._watching, self._desk = actions, watching, desk
        self._camera = ""
        captures = SelfCapture(analyst, entry, self)
        self.hands_free = HandsFreeWork(bar, screen.view, watching, captures, memory)
        self.choices = LiveChoices(
            actions,
            menu,
            memory,
            watching,
            dress=lambda: screen.dress(desk.shown.frame),
            package=lambda: entry().package,
            hands_free=lambda: self.hands_free.watches,
            slide=lambda: self.hands_free.slide,
            camera=self._camera_shown,
        )
        self.objectives = Objectives(picker, live, memory, analyst)
        toggle = actions[ActionId.CONTROLS]
        self.controls = SourceControls(window, live, screen.view, memory, toggle, self._stage_has_the_keys)
        actions[ActionId.HANDS_FREE].triggered.connect(lambda on: self.hands_free.turn(on=on))
        self.hands_free.changed.connect(self._hands_free_changed)
        for signal, mine in (
            (self.hands_free.said, self.said),
            (self.hands_free.failed, self.failed),
            (self.hands_free.recovered, self.recovered),
            (self.hands_free.logged, self.logged),
        ):
            signal.connect(mine)
        picker.chosen.connect(self._objective_picked)
        self.controls.objective_turned.connect(self.objectives.choose)
        self.objectives.calibrating.connect(self._calibrating)
        desk.mode_changed.connect(self._mode_changed)
        watching.failed.connect(lambda _: self.hands_free.turn(on=False))
        live.state_changed.connect(self._source_told)

    def open(self, station: Station) -> None:
        """Begin, as soon as there is a station."""
        self.objectives.open(station)
        self.choices.order()
        self._watching.open(station)

    def close(self) -> None:
        """Stop watching."""
        self._watching.close()

    def source_changes(self) -> None:
        """Another source is about to be started, or none: nothing that is known of the one before holds for it."""
        self._camera = ""
        self.hands_free.turn(on=False)
        self.objectives.forget()
        self.controls.forget()

    def model_changed(self) -> None:
        """Another model was chosen."""
        self.choices.order()

    def _source_told(self, state: GrabberState) -> None:
        if state.key and state.key != self._camera:
            self._camera = state.key
            self.choices.show()
            self.objectives.camera_changed(state.key)
        self.controls.show(state)
        self.objectives.told()
        lost = state.kind in ("connecting", "fault")
        self.hands_free.hold("source", tr("Not capturing: there is no live picture.") if lost else "")

    def _objective_picked(self, objective: str) -> None:
        if self.controls.has("objective"):
            self.controls.change("objective", objective)

    def _mode_changed(self) -> None:
        self.choices.show_camera()
        shown = self._desk.mode
        self.hands_free.hold("mode", "" if shown is Mode.LIVE else tr("Not capturing while another picture is shown."))

    def _calibrating(self, on: bool) -> None:
        self.hands_free.hold("calibration", tr("Not capturing while the objective is calibrated.") if on else "")

    def _camera_shown(self) -> str:
        """Return the lasting key of the camera whose picture is shown; empty for a file's."""
        frame = self._desk.shown.frame
        if frame is not None and frame.optics is not None:
            return frame.optics.camera
        return self._camera if self._desk.mode is Mode.LIVE else ""

    def _stage_has_the_keys(self) -> bool:
        """Whether the arrow keys move the stage, and not a region."""
        return self._desk.mode is Mode.LIVE and not self._actions[ActionId.REGION].isChecked()

    def _hands_free_changed(self) -> None:
        self._actions[ActionId.HANDS_FREE].setChecked(self.hands_free.on)
        self.choices.order()
