"""Changing something beside the log that only administrators change, and noting it, both or neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from leukdesk.history import chain
from leukdesk.history.events import NewEvent
from leukdesk.history.people.errors import OperatorError
from leukdesk.history.people.kept import laboratory
from leukdesk.history.store import History

Note = Callable[[NewEvent], None]


@contextmanager
def administering(log: History, by: str) -> Iterator[Note]:
    """Lend a function that notes an event; nothing is noted where the block fails.

    The log is held for writing meanwhile, so that of two programs one does it after the other: the block is to be
    short, and what it changes beside the log its last step.

    Parameters
    ----------
    by : str
        Where a list of operators is kept, an administrator of it.

    Raises
    ------
    OperatorError, HistoryError
    """
    with log.writing() as connection:
        if why := laboratory(connection).why_not_administrator(by):
            raise OperatorError.because(why)

        def note(event: NewEvent) -> None:
            chain.append(connection, [event])

        yield note
