"""Asking on the command line: for a PIN, and whether something is to be done."""

from __future__ import annotations

import getpass
import sys

from leukdesk.history.errors import HistoryError
from leukdesk.history.people.operators import OperatorError, Operators, PinWaitError, WrongPinError
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def ask_pin(question: str) -> str:
    """Return what is typed, unseen; where standard input is no terminal its next line."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""


def agreed(terminal: Terminal, question: str) -> bool:
    """Tell whether the user says yes; where nobody can be asked, they do not."""
    if terminal.json_lines or sys.stdin is None or not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def ask_new_pin(name: str) -> str:
    """Return a new PIN, typed twice the same.

    Raises
    ------
    OperatorError
    """
    pin = ask_pin(f"New PIN of {name}")
    if pin != ask_pin("Once more"):
        raise OperatorError("The two PINs are not the same. Nothing was changed.")
    if not pin:
        raise OperatorError("No PIN was typed. Nothing was changed.")
    return pin


def prove(operators: Operators, name: str) -> str:
    """Return the name under which somebody acts, as the list writes it; ask for the PIN of who has one.

    Nobody named is nobody: the program acts by itself then, as in a timer's job.

    Raises
    ------
    OperatorError
        A list is kept, and the name is not on it or out of service.
    WrongPinError, PinWaitError, HistoryError
    """
    house = operators.laboratory()
    if not name or not house.keeps_list:
        return name
    if why := house.why_not_working(name):
        raise OperatorError(why[:1].upper() + why[1:])
    known = house.find(name)
    if known is not None and known.has_pin:
        operators.prove(known.name, ask_pin(f"PIN of {known.name}"))
    return house.name_of(name)


def prove_administrator(operators: Operators, name: str) -> str:
    """Do the same for what administrators do where a list is kept.

    Raises
    ------
    OperatorError, WrongPinError, PinWaitError, HistoryError
    """
    house = operators.laboratory()
    if house.keeps_list and not name:
        raise OperatorError("This log keeps a list of operators. Say who does this with --operator NAME.")
    if why := house.why_not_administrator(name):
        raise OperatorError(why[:1].upper() + why[1:])
    return prove(operators, name)


def prove_at(paths: DataPaths, name: str, terminal: Terminal) -> str:
    """Do the same on the log of a data folder, which need not be there; one that is damaged has no list to ask by.

    Raises
    ------
    OperatorError, WrongPinError, PinWaitError
    """
    if not paths.database.is_file():
        return name
    try:
        with History(paths) as history:
            return prove_administrator(Operators(history), name)
    except (OperatorError, WrongPinError, PinWaitError):
        raise
    except HistoryError as problem:
        terminal.tell(f"The list of operators cannot be read, and nobody was asked for a PIN. {problem}")
        return name
