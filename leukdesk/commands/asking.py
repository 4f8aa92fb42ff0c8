"""Asking on the command line: for a PIN, and whether something is to be done."""

from __future__ import annotations

import getpass
import sys
from contextlib import suppress
from typing import ClassVar

from leukdesk.history.database import has_content
from leukdesk.history.errors import HistoryError
from leukdesk.history.people.computer_user import computer_user
from leukdesk.history.people.errors import OperatorError, PinWaitError, WrongPinError
from leukdesk.history.people.operators import Operators
from leukdesk.history.people.pins import LENGTH
from leukdesk.history.safety import proof
from leukdesk.history.safety.backup import Backup
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


class NoPinError(HistoryError):
    """No PIN was given; that is no wrong one, and slows nobody."""

    code: ClassVar[str] = "no-pin"

    def __init__(self, question: str) -> None:
        super().__init__(
            f"Nothing was done, since nothing was typed: {question}. Type it when asked; where there is no terminal it "
            "is read as a line from standard input."
        )


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def ask_pin(question: str) -> str:
    """Return what is typed, unseen; where standard input is no terminal its next line.

    Raises
    ------
    NoPinError
    """
    pin = ""
    if _at_a_terminal():
        with suppress(EOFError):
            pin = getpass.getpass(f"{question}: ")
    elif sys.stdin is not None:
        pin = sys.stdin.readline().rstrip("\r\n")
    if not pin:
        raise NoPinError(question)
    return pin


def agreed(terminal: Terminal, question: str) -> bool:
    """Tell whether the user says yes; where nobody can be asked, they do not."""
    if terminal.json_lines or not _at_a_terminal():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def ask_new_pin(name: str) -> str:
    """Return a new PIN: typed twice the same at a terminal, one line where standard input is none.

    Raises
    ------
    NoPinError, OperatorError
    """
    pin = ask_pin(f"New PIN of {name} ({LENGTH})")
    if _at_a_terminal() and pin != ask_pin(f"New PIN of {name}, once more"):
        raise OperatorError("The two PINs are not the same. Nothing was changed.")
    return pin


def prove(operators: Operators, name: str) -> str:
    """Return the name under which somebody acts, as the list writes it; ask for the PIN of who has one.

    Where no list is kept, it is the name as given.

    Raises
    ------
    OperatorError
        A list is kept, and nobody is named, or the name is not on it or out of service.
    NoPinError, WrongPinError, PinWaitError, HistoryError
    """
    house = operators.laboratory()
    if not house.keeps_list:
        return name
    if not name.strip():
        raise OperatorError("This log keeps a list of operators. Say who does this with --operator NAME.")
    if why := house.why_not_working(name):
        raise OperatorError.because(why)
    known = house.find(name)
    if known is not None and known.has_pin:
        operators.prove(known.name, ask_pin(f"PIN of {known.name}"))
    return house.name_of(name)


def actor(operators: Operators, name: str) -> str:
    """Return whom the log shall name for what a command does: never nobody.

    That is who is on the list and has proved it. Where no list is kept it is the name as given, else the computer's
    user, who is named as such.

    Raises
    ------
    OperatorError, NoPinError, WrongPinError, PinWaitError, HistoryError
    """
    return prove(operators, name).strip() or computer_user()


def administrator(operators: Operators, name: str) -> str:
    """Do the same for what only administrators do where a list is kept.

    Raises
    ------
    OperatorError, NoPinError, WrongPinError, PinWaitError, HistoryError
    """
    if name.strip() and (why := operators.laboratory().why_not_administrator(name)):
        raise OperatorError.because(why)
    return actor(operators, name)


def administrator_restoring(paths: DataPaths, backup: Backup, name: str, terminal: Terminal) -> str:
    """Do the same on the log that a backup is to replace, which need not be there.

    One that is gone or damaged, or is another station's and keeps no list, has no list to ask by: a name is not
    believed then, and the computer's user stands beside it.

    Raises
    ------
    OperatorError, NoPinError, WrongPinError, PinWaitError
    """
    why = "The log is not there."
    try:
        if has_content(paths.database):
            with History(paths) as history:
                operators = Operators(history)
                with history.reading() as connection:
                    same = proof.station_of(connection) == backup.manifest.station
                if same or operators.laboratory().keeps_list:
                    return administrator(operators, name)
            why = "The log is not of the station that the backup is of."
    except (OperatorError, NoPinError, WrongPinError, PinWaitError):
        raise
    except HistoryError as problem:
        why = str(problem)
    terminal.tell(f"No list of operators can be read, and nobody was asked for a PIN. {why}")
    return computer_user(claims=name)
