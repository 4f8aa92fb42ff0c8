"""Asking for a PIN on the command line."""

from __future__ import annotations

import getpass
import sys

from leukdesk.history.people.operators import OperatorError, Operators


def ask_pin(question: str) -> str:
    """Return what is typed, unseen; where standard input is no terminal its next line."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""


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


def prove(operators: Operators, name: str) -> None:
    """Ask for the PIN of somebody who has one; does nothing for all others.

    Raises
    ------
    WrongPinError, PinWaitError, OperatorError
    """
    known = operators.laboratory().find(name)
    if known is not None and known.active and known.has_pin:
        operators.prove(known.name, ask_pin(f"PIN of {known.name}"))
