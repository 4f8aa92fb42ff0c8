"""Arrow keys drive the stage of a source that has one, Page Up and Down its fine focus."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from leukdesk.capture.controls import Control, Value

STAGE_X, STAGE_Y, FOCUS = "stage-x", "stage-y", "focus"
_KEYS = {
    Qt.Key.Key_Left: (STAGE_X, -1),
    Qt.Key.Key_Right: (STAGE_X, 1),
    Qt.Key.Key_Up: (STAGE_Y, -1),
    Qt.Key.Key_Down: (STAGE_Y, 1),
    Qt.Key.Key_PageUp: (FOCUS, 1),
    Qt.Key.Key_PageDown: (FOCUS, -1),
}
_LARGE = 10
_STILL_UNTOLD = 0.5
"""Seconds in which a source may not yet have told of the last step: a key that is held goes on from what was sent."""


class StageKeys:
    """Turns keys into values.

    A step over the slide is a tenth of the field, or the control's own where the field's width is not known; Shift
    takes ten at once. The picture moves against the stage: the right arrow shows what lies further right.

    Parameters
    ----------
    clock : callable
        Seconds, rising.

    Attributes
    ----------
    field : float, optional
        Width of what is seen, in the unit of the stage's controls.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.field: float | None = None
        self._clock = clock
        self._sent: dict[str, tuple[float, float]] = {}

    def press(
        self, key: Qt.Key | int, modifiers: Qt.KeyboardModifier, controls: Sequence[Control]
    ) -> list[tuple[str, Value]]:
        """Return what a key sets, as ids and values; nothing for another key, or a source without a stage."""
        try:
            control_id, direction = _KEYS[Qt.Key(key)]
        except (KeyError, ValueError):
            return []
        other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        control = next((each for each in controls if each.id == control_id and each.kind == "number"), None)
        if control is None or modifiers & other:
            return []
        now = self._clock()
        value, when = self._sent.get(control_id, (0.0, -_STILL_UNTOLD))
        start = value if now - when < _STILL_UNTOLD else float(control.value)
        steps = _LARGE if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        step = self.field / 10 if self.field and control_id != FOCUS else control.step
        wanted = control.accepted(start + direction * steps * step)
        if not isinstance(wanted, float):
            return []
        self._sent[control_id] = (wanted, now)
        return [(control_id, wanted)]
