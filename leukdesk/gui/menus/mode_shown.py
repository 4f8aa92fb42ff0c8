"""Which picture is looked at, as all of the window shows it: what can be done, and which row it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.history.seen_before import SeenBefore
from leukdesk.gui.live.camera_menu import CameraMenu
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.objective_picker import ObjectivePicker
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.menus.availability import Now, offer
from leukdesk.gui.menus.toolbar import Toolbar
from leukdesk.gui.menus.under_way import UnderWay
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.gui.slide.part import SlidePart

if TYPE_CHECKING:
    from leukdesk.station import Station


@dataclass(frozen=True)
class ModeShown:
    """Asks the parts that know, and tells those that show it."""

    desk: Desk
    live: LiveController
    under_way: UnderWay
    view: PictureView
    cameras: CameraMenu
    objective_picker: ObjectivePicker
    history: HistoryPanel
    seen_before: SeenBefore
    actions: Mapping[ActionId, QAction]
    toolbar: Toolbar
    slide: SlidePart

    def show(self, station: Station | None) -> None:
        """Show how it stands now; there is no station until the worker has opened it."""
        desk, live_runs = self.desk, self.live.running
        now = Now(
            mode=desk.mode,
            step=desk.next_step,
            live_runs=live_runs,
            has_region=self.view.region is not None,
            can_undo=self.view.cells.can_undo,
            edited=bool(desk.shown.cells and desk.shown.cells.pending),
            under_way=bool(self.under_way.sentence),
            has_station=station is not None,
            has_log=station is not None and station.history is not None,
            source=self.cameras.current_name,
            has_slide=self.slide.is_shown,
            slide_open=self.slide.is_open,
            slide_rests=self.slide.rests,
        )
        offer(self.actions, self.toolbar, now)
        self.objective_picker.setVisible(live_runs)
        self.objective_picker.set_can_calibrate(can=live_runs and station is not None)
        self.history.set_looking_back(desk.mode is Mode.STORED)
        answer = desk.shown.answer
        number = answer.record_id if answer is not None else None
        self.history.mark(number)
        self.seen_before.show_stored(number if desk.mode is Mode.STORED else None)
