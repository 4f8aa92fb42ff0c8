"""Says, in one muted line, what was seen before: the sample code, or the picture that was just logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.history.searching.repeats import CodeUse, Repeat, code_use, repeat_of

if TYPE_CHECKING:
    from leukdesk.station import Station

T = TypeVar("T")

_TYPING_PAUSE = 300
"""Milliseconds without a key before a code is looked up."""


class SeenBefore(ElidedLabel):
    """Looks on the worker, after the result is in the log.

    Parameters
    ----------
    sample : callable
        Returns the sample code of the next result.
    """

    def __init__(self, analyst: Analyst[Station], sample: Callable[[], str]) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setAccessibleName("Seen before")
        self.hide()
        self._analyst, self._sample = analyst, sample
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._look_for_code)

    def sample_changed(self) -> None:
        """Another code is being typed, or was scanned."""
        self._say("")
        self._pause.start()

    def logged(self) -> None:
        """Look whether the picture of the newest result was seen before."""

        def look(station: Station) -> Repeat | None:
            log = station.history
            if log is None or (newest := log.newest_id()) == 0:
                return None
            record = log.get(newest)
            with log.reading() as connection:
                return repeat_of(connection, record, log.picture)

        self._ask(look, self._tell_repeat)

    def stop(self) -> None:
        """Look no more: the program is closed."""
        self._pause.stop()

    def _look_for_code(self) -> None:
        sample = self._sample()

        def look(station: Station) -> CodeUse:
            if station.history is None or not sample:
                return CodeUse(0, None)
            with station.history.reading() as connection:
                return code_use(connection, sample)

        self._ask(look, self._tell_code)

    def _ask(self, look: Callable[[Station], T], tell: Callable[[T], None]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._analyst.ask(look, tell, _refused)

    def _tell_repeat(self, repeat: Repeat | None) -> None:
        if repeat is None:
            self._look_for_code()
            return
        record = repeat.record
        what = "The same picture is" if repeat.same else "Nearly the same picture is"
        sample = f", sample {record.sample}" if record.sample else ""
        self._say(f"{what} row {record.id} of {record.time.astimezone():%Y-%m-%d}{sample}.")

    def _tell_code(self, use: CodeUse) -> None:
        if use.first is None:
            self._say("")
            return
        rows = "1 row" if use.records == 1 else f"{use.records:,} rows"
        self._say(f"{rows} with this sample code since {use.first.astimezone():%Y-%m-%d}.")

    def _say(self, text: str) -> None:
        self.set_full_text(text)
        self.setVisible(bool(text))


def _refused(problem: Exception) -> None:
    # A log or a picture that cannot be read is told by whoever needs it; without it nothing was seen before.
    if not isinstance(problem, LeukdeskError):
        raise problem
