"""The list of operators: who may work here, in what role, with what PIN.

With an empty list everything is as without one: whoever types a name has it. The list and its PINs keep colleagues
apart and make it known who decided what; they do not keep out somebody who may write the data folder
(:mod:`leukdesk.history.people.pins` says why). What such a person does with the table is found, for every change made
through the program is an event of the chain, and :func:`operators_at_fault` compares the two.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Protocol

from leukdesk.counting import many
from leukdesk.history import chain
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.laboratory import LONGEST_NAME, Laboratory, Operator, Role
from leukdesk.history.people.pins import digest, fits, stored_form, wait_after, why_not_a_pin
from leukdesk.history.plain import storable, time_text

FOUR_EYES = "four eyes"
"""Subject of the events that say whether the rule holds; the newest one does."""
_REMEMBERED = timedelta(hours=1)
"""A wrong PIN that is older slows nobody any more."""

_WRONG = """
    SELECT count(*), max(time) FROM event WHERE kind = 'pin-refused' AND kind <> 'recorded' AND subject = ? AND time > ?
    AND id > ifnull((
        SELECT max(id) FROM event WHERE kind IN ('signed-in', 'operator') AND kind <> 'recorded' AND subject = ?
    ), 0)
"""

_NEWEST = """
    SELECT json_extract(new_value, '$.role'), json_extract(new_value, '$.active'), json_extract(new_value, '$.pin')
    FROM event WHERE kind = 'operator' AND kind <> 'recorded' AND subject = ? ORDER BY id DESC LIMIT 1
"""


class OperatorError(HistoryError):
    """The list of operators stays as it is."""

    code: ClassVar[str] = "operator"


class NobodyWorksError(HistoryError):
    """Nothing is logged for somebody who does not work here."""

    code = "no-operator"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing was logged: {reason}")


class WrongPinError(HistoryError):
    """The PIN was another one."""

    code = "wrong-pin"

    def __init__(self, name: str, way_out: str) -> None:
        super().__init__(f"That is not the PIN of {name}. {way_out}")


class PinWaitError(HistoryError):
    """There were too many wrong PINs; this one was not looked at.

    Attributes
    ----------
    name : str
    seconds : float
        Until the next one is.
    """

    code = "pin-wait"

    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        super().__init__(
            f"Wait {many(math.ceil(seconds), 'second')} before the PIN of {name} is tried again: "
            "the last ones were wrong."
        )


class Log(Protocol):
    """What is needed of :class:`leukdesk.history.store.History`."""

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Lend a connection that cannot change the log."""

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """Lend one that can, in a transaction: all or nothing."""


class Operators:
    """The list of one log. Any thread may use it.

    Parameters
    ----------
    log : History
    clock : callable
        Returns the time, UTC: by it wrong PINs are slowed.
    """

    def __init__(self, log: Log, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._log, self._clock = log, clock

    def laboratory(self) -> Laboratory:
        """Return the people and the rules as they are now."""
        with self._log.reading() as connection:
            return laboratory(connection)

    def working(self, name: str) -> str:
        """Return the name under which somebody works, as the list writes it.

        Raises
        ------
        NobodyWorksError
            A list is kept, and the name is not on it or out of service.
        """
        house = self.laboratory()
        if why := house.why_not_working(name):
            raise NobodyWorksError(why)
        return house.name_of(name)

    def add(self, name: str, role: Role = Role.OPERATOR, pin: str = "", by: str = "") -> Operator:
        """Put somebody on the list; whoever comes first is an administrator, whatever the role asked for.

        Raises
        ------
        OperatorError, HistoryError
            The name cannot be one, is taken, or ``by`` is no administrator.
        """
        name = storable(" ".join(name.split()))
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise OperatorError(f"An operator's name has 1 to {LONGEST_NAME} characters, none of them a control one.")
        kept = _kept(pin)
        with self._log.writing() as connection:
            house = laboratory(connection)
            _require_administrator(house, by)
            if (taken := house.find(name)) is not None:
                out = "" if taken.active else " It is out of service; take it into service again instead."
                raise OperatorError(f"{taken.name} is on the list already, and a name is given once only.{out}")
            made = Operator(name, role if house.keeps_list else Role.ADMINISTRATOR, True, bool(kept))
            actor = house.name_of(by) if house.keeps_list else name
            _note(connection, name, actor, {}, _plain(made, kept))
            connection.execute(
                "INSERT INTO operator (name, role, active, pin) VALUES (?, ?, 1, ?)", [name, made.role.value, kept]
            )
        return made

    def change(
        self,
        name: str,
        by: str,
        role: Role | None = None,
        active: bool | None = None,
        pin: str | None = None,
    ) -> Operator:
        """Give somebody another role or PIN, or put them out of service or into it again.

        Parameters
        ----------
        by : str
            An active administrator.
        pin : str, optional
            The new one; an empty text takes it away.

        Raises
        ------
        OperatorError, HistoryError
            Nothing was changed.
        """
        kept = None if pin is None else _kept(pin)
        with self._log.writing() as connection:
            house = laboratory(connection)
            _require_administrator(house, by)
            return _change(connection, house, name, house.name_of(by), role, active, kept)

    def change_own_pin(self, name: str, pin: str, new: str) -> Operator:
        """Give oneself another PIN, knowing the present one; an administrator alone sets the first and takes one away.

        Raises
        ------
        WrongPinError, PinWaitError, OperatorError, HistoryError
            Nothing was changed.
        """
        if why := self.laboratory().why_no_own_pin(name) or why_not_a_pin(new):
            raise OperatorError(_sentence(why))
        known = self.prove(name, pin).name
        if new == pin:
            raise OperatorError("That is the PIN already. Nothing was changed.")
        kept = _kept(new)
        with self._log.writing() as connection:
            return _change(connection, laboratory(connection), known, known, None, None, kept)

    def prove(self, name: str, pin: str) -> Operator:
        """Return who works under a name, if the PIN is theirs or they have none; takes a tenth of a second.

        Every wrong PIN is an event, and by those events whoever tries is slowed, in whatever program; a right PIN after
        wrong ones is an event that ends them.

        Raises
        ------
        OperatorError
            Nobody of that name works here.
        WrongPinError, PinWaitError
        """
        return self._proved(name, pin, signs_in=False)

    def _proved(self, name: str, pin: str, *, signs_in: bool) -> Operator:
        """Return who works under a name, and note what :meth:`prove` and :meth:`sign_in` say."""
        with self._log.reading() as connection:
            house = laboratory(connection)
            row = connection.execute("SELECT pin FROM operator WHERE name = ?", [house.name_of(name)]).fetchone()
            waits = self._why_wait(connection, house.name_of(name))
        found = house.find(name)
        if found is None or row is None or not found.active:
            raise OperatorError(_sentence(house.why_not_working(name) or "no list of operators is kept here."))
        if found.has_pin and not pin:
            raise OperatorError(f"Type the PIN of {found.name}.")  # none is no wrong one
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

    def sign_in(self, name: str, pin: str = "") -> Operator:
        """Prove who somebody is, and note that they work from now on; see :meth:`prove`."""
        return self._proved(name, pin, signs_in=True)

    def set_four_eyes(self, on: bool, by: str) -> None:
        """Let the rule hold, or no longer, that whoever decided may not sign.

        Raises
        ------
        OperatorError, HistoryError
        """
        with self._log.writing() as connection:
            house = laboratory(connection)
            _require_administrator(house, by)
            if house.four_eyes != on:
                old, new = {"value": house.four_eyes}, {"value": on}
                chain.append(connection, [NewEvent(Kind.SETTING, house.name_of(by), FOUR_EYES, old, new)])

    def reset(self, who: str) -> list[str]:
        """Take the PINs of all active administrators away, for somebody who may write the data folder anyway.

        Parameters
        ----------
        who : str
            Who does it, for the log: the computer's user.

        Returns
        -------
        list of str
            Whose PIN it was.

        Raises
        ------
        OperatorError
            There is no list.
        """
        with self._log.writing() as connection:
            house = laboratory(connection)
            if not house.keeps_list:
                raise OperatorError("There is no list of operators, and so no PIN to be taken away.")
            whose = [each for each in house.active if each.role is Role.ADMINISTRATOR and each.has_pin]
            why = f"All administrators' PINs were taken away on the command line, by {who}."
            for each in whose:
                _change(connection, house, each.name, who, None, None, "", why)
        return [each.name for each in whose]


def laboratory(connection: sqlite3.Connection) -> Laboratory:
    """Return the people and the rules as a connection sees them."""
    rows = connection.execute("SELECT name, role, active, pin <> '' FROM operator ORDER BY id")
    people = tuple(Operator(name, Role(role), bool(active), bool(pin)) for name, role, active, pin in rows)
    rule = connection.execute(
        "SELECT json_extract(new_value, '$.value') FROM event WHERE kind = 'setting' AND kind <> 'recorded' "
        "AND subject = ? "
        "ORDER BY id DESC LIMIT 1",
        [FOUR_EYES],
    ).fetchone()
    return Laboratory(people, rule is not None and rule[0] == 1)


def operators_at_fault(connection: sqlite3.Connection) -> list[str]:
    """Return a sentence for each operator who is not as the events say; empty when all are.

    A table that another program has changed is found so. An event that was changed breaks the chain instead.
    """
    return list(_faults(connection))


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    advice = "Another program has changed the list. Restore a backup, or let an administrator set the operator right."
    seen = set()
    for name, role, active, pin in connection.execute("SELECT name, role, active, pin FROM operator ORDER BY id"):
        seen.add(name)
        newest = connection.execute(_NEWEST, [name]).fetchone()
        if newest is None:
            yield f"The operator {name!r} was never put on the list by this program. {advice}"
            continue
        for what, says, is_now in zip(("role", "service", "PIN"), newest, (role, active, digest(pin)), strict=True):
            if says != is_now:
                yield f"The {what} of the operator {name!r} is not as it was set. {advice}"
    for (name,) in connection.execute("SELECT DISTINCT subject FROM event WHERE kind = 'operator' ORDER BY subject"):
        if name not in seen:
            yield f"The operator {name!r} is gone from the list. {advice}"


def _change(
    connection: sqlite3.Connection,
    house: Laboratory,
    name: str,
    actor: str,
    role: Role | None,
    active: bool | None,
    kept: str | None,
    why: str = "",
) -> Operator:
    """Change somebody inside a transaction; what stays the same makes no event."""
    before = house.find(name)
    if before is None:
        raise OperatorError(f"There is no operator {name!r} on the list. See it with: leukdesk operators list")
    row = connection.execute("SELECT pin FROM operator WHERE name = ?", [before.name]).fetchone()
    pin = row[0] if kept is None else kept
    after = Operator(
        before.name,
        before.role if role is None else role,
        before.active if active is None else active,
        bool(pin),
    )
    last = [each for each in house.active if each.role is Role.ADMINISTRATOR] == [before]
    if last and not (after.active and after.role is Role.ADMINISTRATOR):
        raise OperatorError(
            f"{before.name} is the last administrator in service, without whom nobody could change this list. "
            "Make somebody else an administrator first."
        )
    if (after, pin) != (before, row[0]):
        _note(connection, before.name, actor, _plain(before, row[0]), _plain(after, pin), why)
        connection.execute(
            "UPDATE operator SET role = ?, active = ?, pin = ? WHERE name = ?",
            [after.role.value, int(after.active), pin, before.name],
        )
    return after


def _note(
    connection: sqlite3.Connection, name: str, actor: str, old: dict[str, Any], new: dict[str, Any], why: str = ""
) -> None:
    chain.append(connection, [NewEvent(Kind.OPERATOR, actor, name, old, new, why)])


def _plain(operator: Operator, kept: str) -> dict[str, Any]:
    return {"role": operator.role.value, "active": operator.active, "pin": digest(kept)}


def _kept(pin: str) -> str:
    """Return what is kept of a PIN; the slow part of every change, done before the log is taken hold of."""
    if not pin:
        return ""
    if why := why_not_a_pin(pin):
        raise OperatorError(why)
    return stored_form(pin)


def _require_administrator(house: Laboratory, by: str) -> None:
    if why := house.why_not_administrator(by):
        raise OperatorError(_sentence(why))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
