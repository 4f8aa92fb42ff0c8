"""What the operator chose for the live view: from menu to memory, to the watcher's orders and to the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from leukdesk.gui.live.live_watching import LiveWatching
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId
from leukdesk.inference.package import ModelPackage
from leukdesk.language import marked, tr
from leukdesk.watching.orders import Orders
from leukdesk.watching.sensitivity import NORMAL, SENSITIVITIES, Sensitivity

_EVERY = {
    marked("As often as possible"): 0,
    marked("Four times a second"): 250,
    marked("Twice a second"): 500,
    marked("Every second"): 1000,
}
_REMEMBERED = {
    ActionId.SUGGEST: "suggest",
    ActionId.AVERAGE: "average",
    ActionId.SOUND: "sound",
    ActionId.SCALE_BAR: "scale_bar",
    ActionId.GRID: "grid",
    ActionId.CROSSHAIR: "crosshair",
    ActionId.NAMES: "names",
    ActionId.CELLS: "cells",
    ActionId.OUTLINES: "outlines",
}


class LiveChoices(QObject):
    """Keeps menu, memory, picture and watcher in step.

    Parameters
    ----------
    dress : callable
        Has the picture shown as is remembered by then.
    package : callable
        Returns the model that is chosen.
    slide, camera : callable
        Return the number of the slide, and the lasting key of the camera whose picture is shown; empty for a file.
    hands_free : callable
        Returns whether fields are to be captured by themselves.
    """

    suggestions_stopped = Signal()

    def __init__(
        self,
        actions: Mapping[ActionId, QAction],
        menu: QMenu,
        memory: Memory,
        watching: LiveWatching,
        dress: Callable[[], None],
        package: Callable[[], ModelPackage | None],
        hands_free: Callable[[], bool],
        slide: Callable[[], int],
        camera: Callable[[], str],
    ) -> None:
        super().__init__()
        self._actions, self._memory, self._watching, self._dress = actions, memory, watching, dress
        self._package, self._hands_free, self._slide, self._camera = package, hands_free, slide, camera
        for action, name in _REMEMBERED.items():
            actions[action].setChecked(getattr(memory.settings.live, name))
            actions[action].toggled.connect(lambda on, name=name: self._remember(name, on))
        actions[ActionId.TURN].triggered.connect(self._turn)
        actions[ActionId.MIRROR].triggered.connect(self._mirror)
        self._offer_pace(menu)
        self.show()

    def order(self) -> None:
        """Tell the watcher what to do, as everything stands now."""
        live = self._memory.settings.live
        self._watching.order(
            Orders(
                self._package(), live.suggest, live.every_ms / 1000, live.average, self._sensitivity(), self._slide()
            )
        )

    def show(self) -> None:
        """Show the picture as is remembered, and say so in the menu."""
        self.show_camera()
        self._dress()

    def show_camera(self) -> None:
        """Say in the menu how the picture is shown, and whether there is a camera to show it otherwise."""
        camera = self._camera()
        self._actions[ActionId.MIRROR].setChecked(self._memory.camera(camera).mirrored)
        for action in (ActionId.MIRROR, ActionId.TURN):
            self._actions[action].setEnabled(bool(camera))

    def _sensitivity(self) -> Sensitivity | None:
        return SENSITIVITIES.get(self._memory.settings.live.sensitivity, NORMAL) if self._hands_free() else None

    def _remember(self, name: str, on: bool) -> None:
        self._memory.change_live(**{name: on})
        if name in ("suggest", "average"):
            self.order()
        if name == "suggest" and not on:
            self.suggestions_stopped.emit()
        self.show()

    def _turn(self) -> None:
        if camera := self._camera():
            turns = self._memory.camera(camera).quarter_turns
            self._memory.change_camera(camera, quarter_turns=(turns + 1) % 4)
        self.show()

    def _mirror(self, on: bool) -> None:
        if camera := self._camera():
            self._memory.change_camera(camera, mirrored=on)
        self.show()

    def _offer_pace(self, menu: QMenu) -> None:
        """Offer how often suggestions are made, below the switch for them."""
        pace = menu.addMenu(tr("Suggestions at &most"))
        group = QActionGroup(self)
        for words, milliseconds in _EVERY.items():
            action = QAction(tr(words), self)
            action.setCheckable(True)
            action.setChecked(self._memory.settings.live.every_ms == milliseconds)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, every=milliseconds: self._pace(every))
            pace.addAction(action)

    def _pace(self, milliseconds: int) -> None:
        self._memory.change_live(every_ms=milliseconds)
        self.order()
