"""Says what was seen before: the sample code that is typed, and the picture of a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from leukdesk.counting import capital, many
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst, Job
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.history.records import Record
from leukdesk.language import number, tr

if TYPE_CHECKING:
    from leukdesk.history.searching.repeats import CodeUse, Repeat
    from leukdesk.station import Station

Seen = tuple[Record, "Repeat"]
"""A record, and the one whose picture it repeats."""

_TYPING_PAUSE = 300
"""Milliseconds without a key before a code is looked up."""
_AT_ONCE = 8
"""Results that are looked at before the worker does something else in between."""


class SeenBefore(ElidedLabel):
    """The line at the sample code; what is known of a picture is told to whoever shows the result.

    The two are looked for by themselves, on the worker, and neither is said in the place of the other.

    Parameters
    ----------
    sample : callable
        Returns the sample code of the next result.
    tell : callable
        Is told a sentence about a picture, empty where it is new, and whether it stands under another sample code.
    """

    def __init__(
        self, analyst: Analyst[Station], sample: Callable[[], str], tell: Callable[[str, bool], object]
    ) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setAccessibleName(tr("Sample code seen before"))
        self._analyst, self._sample, self._tell = analyst, sample, tell
        self._code_job: Job | None = None
        self._waiting: list[int] = []
        self._looking = False
        self._round = 0
        self._looked = 0
        self._alone = False
        """Whether what is looked at is the one result on the screen: then its row needs no name."""
        self._repeats: list[Seen] = []
        self._stored: int | None = None
        self._stored_job: Job | None = None
        self._stored_repeats: list[Seen] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        self._pause.timeout.connect(self._look_for_code)

    @property
    def picture_text(self) -> str:
        """What is said of a picture."""
        if self._stored is not None:
            return _in_words(self._stored_repeats, 1, alone=True)
        return _in_words(self._repeats, self._looked, alone=self._alone)

    def sample_changed(self) -> None:
        """Another code is being typed, or was scanned."""
        if self._code_job is not None:
            self._code_job.cancel()
        self.set_full_text("")
        # What is still being looked for is said all the same: it names its rows.
        self._looked = 0
        self._alone = False
        self._repeats.clear()
        self._say_picture()
        self._pause.start()

    def begin(self) -> None:
        """Count anew: what is logged from now on is looked at together."""
        self._round += 1
        self._looked = 0
        self._repeats.clear()
        self._waiting.clear()
        self._say_picture()

    def logged(self, numbers: Iterable[int]) -> None:
        """Look whether the picture of a result was seen before, by itself."""
        self.begin()
        self.logged_too(numbers)
        self._alone = True

    def logged_too(self, numbers: Iterable[int]) -> None:
        """Look at further results, one of many: what was found among those before stays said."""
        self._alone = False
        self._waiting += numbers
        if not self._looking:
            self._look_for_next()

    def show_stored(self, number: int | None) -> None:
        """Say what is known of the picture of a stored record while that is on the screen; None: it is no longer."""
        if number == self._stored:
            return
        self._stored = number
        self._stored_repeats = []
        self._say_picture()
        if self._stored_job is not None:
            self._stored_job.cancel()

        def came(found: list[Seen]) -> None:
            self._stored_repeats = found
            self._say_picture()

        if number is not None:
            self._stored_job = self._analyst.ask(lambda station: _look(station, [number]), came, _refused)

    def stop(self) -> None:
        """Look no more: the program is closed."""
        self._pause.stop()
        self._waiting.clear()

    def _look_for_next(self) -> None:
        self._looking = bool(self._waiting)
        if not self._looking:
            return
        numbers, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        mine = self._round

        def came(found: list[Seen]) -> None:
            if mine == self._round:  # else something newer is what is said
                self._looked += len(numbers)
                self._repeats += found
                self._say_picture()
                self._look_for_code()
            self._look_for_next()

        def failed(problem: Exception) -> None:
            self._look_for_next()
            _refused(problem)

        self._analyst.ask(lambda station: _look(station, numbers), came, failed)

    def _look_for_code(self) -> None:
        sample = self._sample()

        def look(station: Station) -> CodeUse:
            from leukdesk.history.searching.repeats import CodeUse, code_use

            if station.history is None or not sample:
                return CodeUse(0, None)
            with station.history.reading() as connection:
                return code_use(connection, sample)

        def came(use: CodeUse) -> None:
            self.set_full_text(_uses_in_words(use))

        if self._code_job is not None:
            self._code_job.cancel()
        self._code_job = self._analyst.ask(look, came, _refused)

    def _say_picture(self) -> None:
        said = self._repeats if self._stored is None else self._stored_repeats
        self._tell(self.picture_text, any(repeat.elsewhere_than(record) for record, repeat in said))


def _look(station: Station, numbers: Iterable[int]) -> list[Seen]:
    # Here, on the worker: it loads what compares pictures, which the window does not wait for.
    from leukdesk.history.searching.repeats import repeat_of

    log = station.history
    if log is None:
        return []
    with log.reading() as connection:
        records = [log.get(each) for each in numbers]
        found = [(each, repeat_of(connection, each, log.picture)) for each in records]
    return [(record, repeat) for record, repeat in found if repeat is not None]


def _uses_in_words(use: CodeUse) -> str:
    """Say how often a code was used: the cells of a slide session are one use of it."""
    if use.first is None:
        return ""
    rows = many(use.records, "row")
    slides = f"{many(use.sessions, 'slide session')} ({many(use.cells, 'cell')})"
    if use.records and use.sessions:
        uses = tr("{one} and {other}").format(one=rows, other=slides)
    else:
        uses = rows if use.records else slides
    return tr("{uses} since {day}").format(uses=uses, day=f"{use.first.astimezone():%Y-%m-%d}")


def _in_words(found: list[Seen], looked: int, *, alone: bool) -> str:
    """Say what was found among so many results; another sample code first, and whose picture it is where not alone."""
    if not found:
        return ""
    other = [(record, repeat) for record, repeat in found if repeat.elsewhere_than(record)]
    record, repeat = (other or found)[0]
    if repeat.same:
        sentence = (
            tr("the same picture was logged before as {row}, under another sample code.")
            if other
            else tr("the same picture was logged before as {row}.")
        )
    else:
        sentence = (
            tr("nearly the same picture was logged before as {row}, under another sample code.")
            if other
            else tr("nearly the same picture was logged before as {row}.")
        )
    sentence = sentence.format(row=_row(repeat.record))
    if not alone or looked > 1:
        sentence = tr("{row}: {sentence}").format(row=_row(record), sentence=sentence)
    if looked <= 1:
        return capital(sentence)
    all_of_them = (
        tr("{found} of {looked} pictures were logged before, {other} under another sample code. {sentence}")
        if other
        else tr("{found} of {looked} pictures were logged before. {sentence}")
    )
    return all_of_them.format(
        found=number(len(found)), looked=number(looked), other=number(len(other)), sentence=capital(sentence)
    )


def _row(record: Record) -> str:
    return tr("row {number} ({day}, {sample})").format(
        number=record.id, day=f"{record.time.astimezone():%Y-%m-%d}", sample=record.sample or tr("no sample code")
    )


def _refused(problem: Exception) -> None:
    # A log or a picture that cannot be read is told by whoever needs it; without it nothing was seen before.
    if not isinstance(problem, LeukdeskError):
        raise problem
