"""Which actions can be chosen now, and what the space bar's button says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.desk.steps import Step
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.menus.toolbar import Toolbar
from leukdesk.gui.parts.icons import icon
from leukdesk.language import tr

_WITH_LOG = (ActionId.VERIFY, ActionId.BACK_UP, ActionId.ARCHIVE, ActionId.TRAIL)


@dataclass(frozen=True)
class Now:
    """What the actions depend on.

    Attributes
    ----------
    step : Step
        What the space bar does.
    can_undo : bool
        Whether an edit of cells can be taken back.
    edited : bool
        Whether cells were drawn or changed and are not classified yet.
    under_way : bool
        Whether pictures are being classified or the history is being exported.
    source : str
        What the chosen source of live frames is called.
    has_slide, slide_open : bool
        Whether a slide session is shown, and whether it has not ended.
    slide_rests : bool
        Whether the session could be counted into, and nothing is.
    """

    mode: Mode
    step: Step
    live_runs: bool
    has_region: bool
    can_undo: bool
    edited: bool
    under_way: bool
    has_station: bool
    has_log: bool
    source: str
    has_slide: bool
    slide_open: bool
    slide_rests: bool


def offer(actions: Mapping[ActionId, QAction], toolbar: Toolbar, now: Now) -> None:
    """Make every action say and allow what is true now."""
    fresh = now.mode in (Mode.LIVE, Mode.PAUSED, Mode.CAPTURED, Mode.PICTURE)
    looked_at = now.mode in (Mode.LIVE, Mode.PAUSED)
    for action, possible in (
        (ActionId.CLASSIFY, fresh or now.edited),
        (ActionId.CANCEL, now.under_way),
        (ActionId.REGION_CLEAR, fresh and now.has_region),
        (ActionId.CELL_UNDO, now.can_undo),
        (ActionId.EXPORT, now.has_log),
        (ActionId.REPORT, now.has_log),
        (ActionId.NEW_SLIDE, now.has_log),
        (ActionId.SLIDES, now.has_log),
        (ActionId.GALLERY, now.has_slide),
        (ActionId.PAUSE_SLIDE, now.slide_open),
        (ActionId.END_SLIDE, now.slide_open),
        *((each, now.has_log) for each in _WITH_LOG),
        (ActionId.EXPORT_FOLDER, now.has_log),
        (ActionId.RESTORE, now.has_station),  # the way back to a log where none can be opened
        (ActionId.MODEL_CARD, now.has_station),
        (ActionId.MODEL_PACKAGES, now.has_log),
        (ActionId.PAUSE, looked_at and now.live_runs),
        (ActionId.HANDS_FREE, now.live_runs and now.has_log),
        (ActionId.CALIBRATE, now.live_runs and now.has_station),
    ):
        actions[action].setEnabled(possible)
    actions[ActionId.PAUSE_SLIDE].setText(tr("&Resume the session") if now.slide_rests else tr("&Pause the session"))
    actions[ActionId.LIVE].setChecked(now.live_runs)
    actions[ActionId.PAUSE].setChecked(now.mode is Mode.PAUSED)
    actions[ActionId.LIVE].setToolTip(tr("Start or stop the live view: {source} (F5)").format(source=now.source))
    capture, classify = actions[ActionId.CAPTURE], actions[ActionId.CLASSIFY]
    going = now.step in (Step.CAPTURE, Step.RESUME, Step.BACK)
    capture.setEnabled(going)
    capture.setIconText(tr((now.step if going else Step.CAPTURE).value))
    capture.setIcon(icon("back" if now.step in (Step.RESUME, Step.BACK) else "capture"))
    # A picture that was opened has nothing to capture: the space bar then belongs to its own button.
    keys = ("Ctrl+Return", "Space") if now.step is Step.CLASSIFY else ("Ctrl+Return",)
    classify.setShortcuts([QKeySequence(key) for key in keys])
    toolbar.emphasise(classify if now.step is Step.CLASSIFY else capture)
