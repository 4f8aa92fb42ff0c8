"""What can be done next with the picture that is shown: for the space bar, its button and the status bar."""

from __future__ import annotations

from enum import StrEnum

from leukdesk.capture.grabber import GrabberState, Kind
from leukdesk.counting import many
from leukdesk.gui.desk.shown import Mode, Shown
from leukdesk.language import marked, tr


class Step(StrEnum):
    """What the space bar does next; the value stands on the button that does the same, translated."""

    NOTHING = ""
    CAPTURE = marked("Capture")
    CLASSIFY = marked("Classify")
    RESUME = marked("Back to live")
    BACK = marked("Back")


_LIVE: dict[Kind, str] = {
    "connecting": marked("Connecting…"),
    "live": marked("Live. Space: capture and classify."),
    "fault": marked("There is no live picture; trying again."),
    "ended": marked("The film has been played to its end. F5 twice plays it again."),
    "stopped": marked("Live view stopped."),
}


def next_step(shown: Shown, *, live_runs: bool) -> Step:
    """Return what the space bar does now."""
    match shown.mode:
        case Mode.NOTHING:
            return Step.NOTHING
        case Mode.LIVE | Mode.PAUSED:
            return Step.CAPTURE
        case _ if shown.cells is not None and shown.cells.pending:
            return Step.CLASSIFY  # what was drawn or changed is not left behind by habit: Esc, F5 and Ctrl+Z do that
        case Mode.STORED:
            return Step.BACK
        case mode if live_runs and (mode is Mode.CAPTURED or shown.done):
            return Step.RESUME
        case _ if shown.done:
            return Step.NOTHING  # to log it once more is not done by habit
        case _:
            return Step.CLASSIFY


def prompt(shown: Shown, live: GrabberState | None, step: Step) -> str:
    """Say what is going on, and what can be done now."""
    match shown.mode:
        case Mode.LIVE if live is not None:
            return tr(_LIVE[live.kind])
        case Mode.PAUSED:
            return tr("Paused. Space: capture and classify this picture. F7: go on.")
        case Mode.CAPTURED | Mode.PICTURE | Mode.STORED if shown.cells and (count := len(shown.cells.pending)):
            words = tr("Ctrl+Enter: classify {cells}.")
            if step is Step.CLASSIFY:
                words = tr("Space or Ctrl+Enter: classify {cells}.")
            return words.format(cells=many(count, "changed cell"))
        case Mode.CAPTURED | Mode.PICTURE if not shown.done and step is Step.RESUME:
            return tr("Ctrl+Enter: classify this picture. Space: back to live.")
        case Mode.CAPTURED | Mode.PICTURE if not shown.done:
            return tr("Space or Ctrl+Enter: classify this picture.")
        case _:
            return tr("Ready.")
