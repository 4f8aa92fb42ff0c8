"""Measures live frames while the user focuses, as often as the worker has time for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leukdesk.gui.analyst import Analyst
from leukdesk.gui.shown import Measured, assess
from leukdesk.imaging.frame import Frame
from leukdesk.inference.package import ModelPackage

if TYPE_CHECKING:
    from leukdesk.station import Station


class LiveQuality:
    """One frame at a time; those that come meanwhile are not measured."""

    def __init__(
        self,
        analyst: Analyst[Station],
        measured: Callable[[Frame, Measured], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._analyst, self._measured, self._failed = analyst, measured, failed
        self._busy = False

    def offer(self, frame: Frame, package: ModelPackage | None) -> None:
        """Measure a frame for a model, unless one is being measured."""
        if self._busy:
            return
        self._busy = True

        def done(found: Measured) -> None:
            self._busy = False
            self._measured(frame, found)

        def failed(problem: Exception) -> None:
            # It stays busy: what failed for one frame would fail for each, thirty times a second.
            self._failed(problem)

        self._analyst.ask(lambda _: assess(frame, package), done, failed)
