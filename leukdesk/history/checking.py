"""A check of everything that is stored, told by the log itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from leukdesk.history import proof
from leukdesk.history.backup import Progress, known_heads
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.store import History


class CheckCancelledError(HistoryError):
    """The check was stopped; what was found so far says nothing of the rest."""

    code = "check-cancelled"

    def __init__(self) -> None:
        super().__init__("The check was cancelled. Whether the log is sound is not known.")


def check_quietly(history: History, cancelled: Callable[[], bool]) -> list[str]:
    """Check the file and the chain, and no picture; store an event only where something is wrong.

    Raises
    ------
    CheckCancelledError
    """
    problems = _check(history, lambda _what, _done, _all: None, cancelled)
    if problems:
        _note(history, problems, "", "after opening")
    return problems


def check_all(
    history: History,
    pictures: Literal["there", "whole"],
    by: str = "",
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Check the file, the chain, what backups know of it, and the pictures; store an event of what came out.

    Parameters
    ----------
    pictures : str
        "there" looks for their files, "whole" reads every one.
    by : str
        The operator who asked for it.

    Returns
    -------
    list of str
        What is wrong, in sentences; empty when nothing is.

    Raises
    ------
    CheckCancelledError
    """
    problems = _check(history, progress, cancelled)
    what = "Looking for the pictures" if pictures == "there" else "Reading the pictures"
    found = history.check(pictures, lambda done, total: progress(what, done, total), cancelled)
    if cancelled():
        raise CheckCancelledError
    problems += [each for each in found if each not in problems]
    _note(history, problems, by, "everything" if pictures == "whole" else "without the pictures' content")
    return problems


def _check(history: History, progress: Progress, cancelled: Callable[[], bool]) -> list[str]:
    path = history.paths.database
    try:
        with history.reading() as connection:
            progress("Checking the file", 0, 0)
            problems = proof.faults(connection, path, cancelled)
            if not problems:
                what = "Checking every event"
                broken = proof.walk(connection, lambda done, total: progress(what, done, total), cancelled)
                if broken:
                    problems.append(f"The chain of the log {path} is broken at {broken}.")
        if cancelled():
            raise CheckCancelledError
        for name, head in [] if problems else known_heads(history.paths, history):
            with history.reading() as connection:
                row = proof.read_event(connection, head.id)
            if row is None or row[-1] != head.hash:
                problems.append(f"The log {path} no longer holds event {head.id} as the backup {name} knows it.")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise CheckCancelledError from None
        raise
    return problems


def _note(history: History, problems: list[str], by: str, subject: str) -> None:
    kind = Kind.CHECK_FAILED if problems else Kind.CHECKED
    with suppress(HistoryError):  # a log that cannot be written is told of elsewhere
        history.note(NewEvent(kind, by, subject, new={"problems": problems[:10]} if problems else {}))
