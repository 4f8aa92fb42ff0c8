"""Proving who somebody is by a PIN, and having whoever tries wrong ones wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from leukdesk.history import chain
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.errors import OperatorError, PinWaitError, WrongPinError
from leukdesk.history.people.kept import laboratory
from leukdesk.history.people.laboratory import Operator
from leukdesk.history.people.pins import fits, wait_after
from leukdesk.history.plain import time_text
from leukdesk.history.store import History
from leukdesk.language import tr

_REMEMBERED = timedelta(hours=1)
"""A wrong PIN that is older slows nobody any more."""
_WRONG = """
    SELECT count(*), max(time) FROM event WHERE kind = 'pin-refused' AND kind <> 'recorded' AND subject = ? AND time > ?
    AND id > ifnull((
        SELECT max(id) FROM event WHERE kind IN ('signed-in', 'operator') AND kind <> 'recorded' AND subject = ?
    ), 0)
"""


class Proving:
    """The PINs that are tried in one log. Any thread may use it.

    Parameters
    ----------
    log : History
    clock : callable
        Returns the time, UTC: by it wrong PINs are slowed.
    """

    def __init__(self, log: History, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock

    def prove(self, name: str, pin: str, *, signs_in: bool) -> Operator:
        """Return who works under a name, if the PIN is theirs or they have none.

        A wrong PIN is noted, and a right one after wrong ones.

        Parameters
        ----------
        signs_in : bool
            Note a right one in any case.

        Raises
        ------
        OperatorError
            Nobody of that name works here.
        WrongPinError, PinWaitError
        """
        with self._log.reading() as connection:
            house = laboratory(connection)
            row = connection.execute("SELECT pin FROM operator WHERE name = ?", [house.name_of(name)]).fetchone()
            waits = self._why_wait(connection, house.name_of(name))
        found = house.find(name)
        if found is None or row is None or not found.active:
            raise OperatorError.because(house.why_not_working(name) or tr("no list of operators is kept here."))
        if found.has_pin and not pin:
            raise OperatorError(tr("Type the PIN of {name}.").format(name=found.name))  # none is no wrong one
        if found.has_pin and waits is not None:
            raise waits
        if not found.has_pin and not signs_in:
            return found
        right = not found.has_pin or fits(pin, row[0])
        with self._log.writing() as connection:
            # Once more, and one after another: those tried at once are all looked at before the first is noted.
            waits = self._why_wait(connection, found.name) if found.has_pin else None
            if waits is None:
                wrong, now = self._wrong(connection, found.name)[0], self._clock()
                if not right:
                    told = {"wrong_pins": wrong + 1}
                    chain.append(connection, [NewEvent(Kind.PIN_REFUSED, subject=found.name, new=told, time=now)])
                elif signs_in or wrong:
                    new = {"role": found.role.value, **({"wrong_pins_before": wrong} if wrong else {})}
                    chain.append(connection, [NewEvent(Kind.SIGNED_IN, found.name, found.name, new=new, time=now)])
        if waits is not None:
            raise waits
        if not right:
            raise WrongPinError(found.name, house.way_out(found.name))
        return found

    def _why_wait(self, connection: sqlite3.Connection, name: str) -> PinWaitError | None:
        """Return how long no PIN is looked at; None where one is."""
        wrong, last = self._wrong(connection, name)
        # A clock that was put back makes no wait longer.
        wait = wait_after(wrong) - max(0.0, (self._clock() - last).total_seconds())
        return PinWaitError(name, wait) if wait > 0 else None

    def _wrong(self, connection: sqlite3.Connection, name: str) -> tuple[int, datetime]:
        """Return how many wrong PINs were tried since the last right one, and when the last of them."""
        since = time_text(self._clock() - _REMEMBERED)
        count, last = connection.execute(_WRONG, [name, since, name]).fetchone()
        return count, datetime.fromisoformat(last) if last else datetime.min.replace(tzinfo=UTC)
