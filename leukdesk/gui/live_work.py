"""All that goes on around the live picture, put together: watching, hands-free capture, objective, knobs, choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from leukdesk.capture.grabber import GrabberState
from leukdesk.gui.actions import ActionId
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.hands_free_bar import HandsFreeBar
from leukdesk.gui.hands_free_work import HandsFreeWork
from leukdesk.gui.live_choices import LiveChoices
from leukdesk.gui.live_controller import LiveController
from leukdesk.gui.live_watching import LiveWatching
from leukdesk.gui.memory import Memory
from leukdesk.gui.objective_picker import ObjectivePicker
from leukdesk.gui.objectives import Objectives
from leukdesk.gui.picture_view import PictureView
from leukdesk.gui.self_capture import SelfCapture
from leukdesk.gui.shown import Entry
from leukdesk.gui.source_controls import SourceControls

if TYPE_CHECKING:
    from leukdesk.station import Station


class LiveWork(QObject):
    """Its parts know each other only through here.

    Parameters
    ----------
    window : QMainWindow
        That the knobs are docked to.
    view, bar, picker : PictureView, HandsFreeBar, ObjectivePicker
        Widgets that lie in the window already.
    menu : QMenu
        Of the camera.
    entry : callable
        Returns what goes into the log with the next result.
    looking : callable
        Returns whether the live picture is looked at.
    dress : callable
        Has the picture shown as is remembered by then.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    logged = Signal()

    def __init__(
        self,
        window: QMainWindow,
        view: PictureView,
        bar: HandsFreeBar,
        picker: ObjectivePicker,
        actions: Mapping[ActionId, QAction],
        menu: QMenu,
        live: LiveController,
        watching: LiveWatching,
        memory: Memory,
        analyst: Analyst[Station],
        entry: Callable[[], Entry],
        looking: Callable[[], bool],
        dress: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._actions, self._watching, self._memory = actions, watching, memory
        self._camera = ""
        captures = SelfCapture(analyst, entry, self)
        self.hands_free = HandsFreeWork(bar, view, watching, captures, memory)
        self.choices = LiveChoices(
            actions, menu, memory, watching, dress, lambda: entry().package, lambda: self.hands_free.watches
        )
        self.objectives = Objectives(picker, live, memory, analyst)
        self.controls = SourceControls(window, live, view, memory, actions[ActionId.CONTROLS], looking)
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
        self.objectives.changed.connect(watching.begin_anew)
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
            self.choices.camera_changed(state.key)
            self.objectives.camera_changed(state.key)
        self.controls.show(state)

    def _objective_picked(self, objective: str) -> None:
        if self.controls.has("objective"):
            self.controls.change("objective", objective)

    def _hands_free_changed(self) -> None:
        self._actions[ActionId.HANDS_FREE].setChecked(self.hands_free.on)
        self.choices.order()
