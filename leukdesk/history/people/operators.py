"""The list of operators: who may work here, in what role, with what PIN.

With an empty list everything is as without one: whoever types a name has it. The list and its PINs keep colleagues
apart and make it known who decided what; they do not keep out somebody who may write the data folder
(:mod:`leukdesk.history.people.pins` says why). What such a person does with the table is found, for every change made
through the program is an event of the chain, and :mod:`leukdesk.history.checking.operators` compares the two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from leukdesk.history import chain
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.errors import NobodyWorksError, OperatorError
from leukdesk.history.people.kept import FOUR_EYES, laboratory
from leukdesk.history.people.laboratory import LONGEST_NAME, Laboratory, Operator, Role
from leukdesk.history.people.pins import digest, stored_form, why_not_a_pin
from leukdesk.history.people.proving import Proving
from leukdesk.history.plain import storable
from leukdesk.history.store import History
from leukdesk.language import tr


class Operators:
    """The list of one log. Any thread may use it.

    Parameters
    ----------
    log : History
    clock : callable
        Returns the time, UTC: by it wrong PINs are slowed.
    """

    def __init__(self, log: History, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._log = log
        self._proving = Proving(log, clock)

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
            words = tr("An operator's name has 1 to {most} characters, none of them a control one.")
            raise OperatorError(words.format(most=LONGEST_NAME))
        kept = _kept(pin)
        with self._log.writing() as connection:
            house = laboratory(connection)
            _require_administrator(house, by)
            if (taken := house.find(name)) is not None:
                words = tr("{name} is on the list already, and a name is given once only.")
                if not taken.active:
                    words = tr(
                        "{name} is on the list already, and a name is given once only. It is out of service; take it "
                        "into service again instead."
                    )
                raise OperatorError(words.format(name=taken.name))
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
            raise OperatorError.because(why)
        known = self.prove(name, pin).name
        if new == pin:
            raise OperatorError(tr("That is the PIN already. Nothing was changed."))
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
        return self._proving.prove(name, pin, signs_in=False)

    def sign_in(self, name: str, pin: str = "") -> Operator:
        """Prove who somebody is, and note that they work from now on; see :meth:`prove`."""
        return self._proving.prove(name, pin, signs_in=True)

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
        words = tr("There is no operator {name} on the list. See it with: leukdesk operators list")
        raise OperatorError(words.format(name=repr(name)))
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
        words = tr(
            "{name} is the last administrator in service, without whom nobody could change this list. "
            "Make somebody else an administrator first."
        )
        raise OperatorError(words.format(name=before.name))
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
        raise OperatorError.because(why)
