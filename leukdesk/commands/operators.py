"""``leukdesk operators``."""

from __future__ import annotations

import argparse
from typing import Any

from leukdesk.commands.asking import ask_new_pin, prove
from leukdesk.commands.history.opening import open_history
from leukdesk.history.people.computer_user import computer_user
from leukdesk.history.people.errors import OperatorError
from leukdesk.history.people.laboratory import Operator, Role
from leukdesk.history.people.operators import Operators
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, one_line


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the operators, add or change one, or take forgotten PINs away.

    Raises
    ------
    LeukdeskError
        Nothing was changed.
    """
    with open_history(paths, terminal) as history:
        operators = Operators(history)
        match options.action:
            case "list":
                _list(operators, terminal)
            case "add":
                _tell(_add(options, operators), terminal, "is on the list")
            case "change":
                _tell(_change(options, operators), terminal, "is now")
            case _:
                _reset(operators, terminal)
    return 0


def _list(operators: Operators, terminal: Terminal) -> None:
    people = operators.laboratory().operators
    for each in people:
        terminal.result(_as_object(each), one_line(f"{each.name}: {_words(each)}"))
    if not people:
        terminal.text("No list is kept: whoever works types a name. Begin one with: leukdesk operators add NAME")


def _add(options: argparse.Namespace, operators: Operators) -> Operator:
    prove(operators, options.by)
    if options.role not in (None, Role.ADMINISTRATOR) and not operators.laboratory().keeps_list:
        raise OperatorError(
            f"The first name on the list is an administrator, and so no {options.role}. Nothing was changed: leave "
            "--role out, or begin with who looks after the list."
        )
    pin = ask_new_pin(options.name) if options.pin else ""
    return operators.add(options.name, Role(options.role or Role.OPERATOR), pin, options.by)


def _change(options: argparse.Namespace, operators: Operators) -> Operator:
    prove(operators, options.by)
    pin = ask_new_pin(options.name) if options.pin else "" if options.no_pin else None
    role = None if options.role is None else Role(options.role)
    return operators.change(options.name, options.by, role, options.active, pin)


def _reset(operators: Operators, terminal: Terminal) -> None:
    names = operators.reset(computer_user())
    for name in names:
        text = f"{name} has no PIN now. Set a new one: until then anybody can work under this name."
        terminal.result({"name": name, "pin": False}, text)
    if not names:
        terminal.text("No administrator has a PIN; nothing was changed.")


def _tell(operator: Operator, terminal: Terminal, what: str) -> None:
    terminal.result(_as_object(operator), f"{operator.name} {what}: {_words(operator)}.")


def _words(operator: Operator) -> str:
    words = [operator.role.value, "with a PIN" if operator.has_pin else "no PIN"]
    return ", ".join(words if operator.active else [*words, "out of service"])


def _as_object(operator: Operator) -> dict[str, Any]:
    return {"name": operator.name, "role": operator.role.value, "active": operator.active, "pin": operator.has_pin}
