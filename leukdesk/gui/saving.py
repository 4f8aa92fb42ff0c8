"""When the settings are written: a little after the last change, and when the window is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.memory import Memory

if TYPE_CHECKING:
    from leukdesk.station import Station

_AFTER = 2000
"""Milliseconds from the last change of a setting until all are written."""


class Saving(QObject):
    """One change is seldom alone; but all are not left to the end, for a computer may be switched off."""

    def __init__(self, memory: Memory, analyst: Analyst[Station], parent: QObject) -> None:
        super().__init__(parent)
        self._memory = memory
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(lambda: analyst.ask(lambda _: memory.save(), lambda _: None))
        memory.changed = self._later.start

    def finish(self) -> None:
        """Write them now, for the last time."""
        self._later.stop()
        self._memory.save()
