"""Says, in one muted line, what was seen before: the sample code, or the picture that was just logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.elided_label import ElidedLabel

if TYPE_CHECKING:
    from leukdesk.history.searching.repeats import CodeUse, Repeat
    from leukdesk.station import Station

T = TypeVar("T")

_TYPING_PAUSE = 300
"""Milliseconds without a key before a code is looked up."""
_AT_ONCE = 8
"""Results that are looked at before the worker does something else in between."""


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
        self._waiting: list[int] = []
        self._looking = False
        self._round = 0
        self._looked = 0
        self._repeats: list[tuple[int, Repeat]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._look_for_code)

    def sample_changed(self) -> None:
        """Another code is being typed, or was scanned."""
        self._say("")
        self._pause.start()

    def begin(self) -> None:
        """Count anew: what is logged from now on is looked at together."""
        self._round += 1
        self._looked = 0
        self._repeats.clear()
        self._waiting.clear()

    def logged(self, numbers: Iterable[int]) -> None:
        """Look whether the picture of a result was seen before, by itself."""
        self.begin()
        self.logged_too(numbers)

    def logged_too(self, numbers: Iterable[int]) -> None:
        """Look at further results, one of many: what was found among those before stays said."""
        self._waiting += numbers
        if not self._looking:
            self._look_for_next()

    def _look_for_next(self) -> None:
        self._looking = bool(self._waiting)
        if not self._looking:
            return
        numbers, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]

        def look(station: Station) -> list[tuple[int, Repeat]]:
            # Here, on the worker: it loads what compares pictures, which the window does not wait for.
            from leukdesk.history.searching.repeats import repeat_of

            log = station.history
            if log is None:
                return []
            with log.reading() as connection:
                found = [(each, repeat_of(connection, log.get(each), log.picture)) for each in numbers]
            return [(number, repeat) for number, repeat in found if repeat is not None]

        mine = self._round

        def came(found: list[tuple[int, Repeat]]) -> None:
            if mine == self._round:  # else something newer is what is said
                self._looked += len(numbers)
                self._repeats += found
                self._tell_repeats()
            self._look_for_next()

        def failed(problem: Exception) -> None:
            self._look_for_next()
            _refused(problem)

        self._analyst.ask(look, came, failed)

    def stop(self) -> None:
        """Look no more: the program is closed."""
        self._pause.stop()
        self._waiting.clear()

    def _look_for_code(self) -> None:
        sample = self._sample()

        def look(station: Station) -> CodeUse:
            from leukdesk.history.searching.repeats import CodeUse, code_use

            if station.history is None or not sample:
                return CodeUse(0, None)
            with station.history.reading() as connection:
                return code_use(connection, sample)

        self._ask(look, self._tell_code)

    def _ask(self, look: Callable[[Station], T], tell: Callable[[T], None]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._analyst.ask(look, tell, _refused)

    def _tell_repeats(self) -> None:
        if not self._repeats:
            self._look_for_code()
            return
        number, repeat = self._repeats[0]
        record = repeat.record
        what = "The same picture is" if repeat.same else "Nearly the same picture is"
        sample = f", sample {record.sample}" if record.sample else ""
        before = f"row {record.id} of {record.time.astimezone():%Y-%m-%d}{sample}"
        if self._looked == 1:
            self._say(f"{what} {before}.")
        else:
            alike = "that" if repeat.same else "nearly that"
            many = f"{len(self._repeats):,} of {self._looked:,} pictures were"
            self._say(f"{many} logged before. The picture of row {number} is {alike} of {before}.")

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
