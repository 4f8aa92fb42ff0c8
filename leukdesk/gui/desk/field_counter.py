"""Counts the fields that are captured into a slide session, on whichever worker's thread it is asked. Not a widget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from leukdesk.errors import LeukdeskError
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Failure
    from leukdesk.differential.slide_counter import CountedField, SlideCounter
    from leukdesk.gui.desk.shown import Entry
    from leukdesk.history.session.plan import SessionPlan
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.imaging.frame import Frame
    from leukdesk.station import Station


class OtherSlideError(LeukdeskError):
    """Sample code or model are not those of the session that counts."""

    code = "other-slide"


class FieldCounter:
    """One session; the fields that it has already are read when the first one is counted.

    Parameters
    ----------
    session_id : str
    plan : SessionPlan
    """

    def __init__(self, session_id: str, plan: SessionPlan) -> None:
        self.session_id, self.plan = session_id, plan
        self._lock = threading.Lock()
        self._counter: SlideCounter | None = None

    def why_not(self, entry: Entry) -> str:
        """Say what is otherwise now than when the session was begun; empty where nothing is."""
        plan = self.plan
        if entry.sample != plan.sample:
            if not plan.sample:
                said = tr(
                    "The slide session counts a slide without one, and sample code {entered} is entered. Scan the "
                    "session's code again, or end the session (Slide menu) and begin another one."
                )
            elif entry.sample:
                said = tr(
                    "The slide session counts {sample}, and sample code {entered} is entered. Scan the session's code "
                    "again, or end the session (Slide menu) and begin another one."
                )
            else:
                said = tr(
                    "The slide session counts {sample}, and no sample code is entered. Scan the session's code again, "
                    "or end the session (Slide menu) and begin another one."
                )
            return said.format(sample=repr(plan.sample), entered=repr(entry.sample))
        if entry.package is None or entry.package.id != plan.model_id:
            return tr(
                "The slide session was begun with the model {model}, and counts of two models do not add up. "
                "Choose that model again, or end the session (Slide menu) and begin another one."
            ).format(model=plan.model_id)
        return ""

    def count(
        self, station: Station, entry: Entry, frame: Frame, found: FieldCells | None = None, *, hands_free: bool = False
    ) -> CountedField:
        """Count a field.

        Parameters
        ----------
        found : FieldCells, optional
            Its cells, where they were found and edited before it was counted.

        Raises
        ------
        LeukdeskError
            Nothing was counted.
        """
        self._require_fitting(entry)
        return self.of(station).add(frame, entry.operator, found=found, hands_free=hands_free)

    def count_files(
        self, station: Station, entry: Entry, files: Iterable[Path], cancelled: Callable[[], bool]
    ) -> Iterator[CountedField | Failure]:
        """Count files until the target is reached.

        Raises
        ------
        LeukdeskError
            While iterating: what concerns all of them.
        """
        self._require_fitting(entry)
        return self.of(station).add_files(files, entry.operator, cancelled)

    def _require_fitting(self, entry: Entry) -> None:
        if why := self.why_not(entry):
            raise OtherSlideError(why)

    def of(self, station: Station) -> SlideCounter:
        """Return the counter itself, which reads the fields of the session when it is first asked for.

        Raises
        ------
        LeukdeskError
        """
        # Here, on the worker: it loads what the window does not wait for.
        from leukdesk.differential.slide_counter import SlideCounter

        with self._lock:
            if self._counter is None:
                self._counter = SlideCounter(station, self.session_id)
            return self._counter
